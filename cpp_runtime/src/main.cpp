#include "sage/main.hpp"

#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <new>
#include <optional>
#include <thread>

#include "flags.hpp"
#include "memory_report.hpp"
#include "progress.hpp"
#include "sage/base/budget.hpp"
#include "sage/base/errors.hpp"
#include "sage/base/log.hpp"
#include "signals.hpp"
#include "supervisor.hpp"

namespace sage {
namespace {

enum Exit : int {
  kDone = 0,
  kUsage = 2,
  kRecordFailed = 5,
  kInternal = 70,
  kIo = 74,
  kMemory = 76,
  kConfiguration = 78,
  kInterrupted = 130,
};

int fail(int code, std::string_view what) {
  log::print("error: " + std::string(what) + "\n");
  return code;
}

// Runs what may throw, and answers the exit code.
template <class Run>
int guarded(Run run) {
  try {
    run();
    return kDone;
  } catch (const ProgramFailed&) {
    return kRecordFailed;
  } catch (const UsageError& problem) {
    return fail(kUsage, problem.what());
  } catch (const ConfigError& problem) {
    return fail(kConfiguration, problem.what());
  } catch (const OutputClosed&) {
    return kDone;
  } catch (const IoError& problem) {
    return fail(kIo, problem.what());
  } catch (const memory::Exhausted&) {
    return kMemory;
  } catch (const std::bad_alloc&) {
    return fail(kMemory, "out of memory");
  } catch (const std::exception& problem) {
    return fail(kInternal, std::string("internal error: ") + problem.what());
  }
}

void print(std::string_view text) {
  while (!text.empty()) {
    ssize_t written = write(STDOUT_FILENO, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0 && errno == EPIPE) return;
    if (written < 0)
      throw IoError(std::string("cannot write to standard output: ") + std::strerror(errno));
    text.remove_prefix(static_cast<size_t>(written));
  }
}

// Runs the flows within the memory budget, and says who has used it up.
void run_bounded(Pipeline& pipeline, Runtime& runtime) {
  try {
    const memory::Bounded bounded;
    pipeline.run();
  } catch (const memory::Exhausted&) {
    const uint64_t budget = memory::budget();
    memory::set_budget(UINT64_MAX);
    pipeline.flush();
    log::print(exhausted_text(runtime, budget));
    throw;
  }
}

// Flows run in this thread, which signals interrupt; callers, signals and progress are attended to in another.
int run_flows(Pipeline& pipeline, Runtime& runtime, const Options& options, bool serves) {
  Supervisor supervisor(runtime, serves ? &pipeline : nullptr, options);
  int code = kDone;
  std::thread attendant([&] {
    signals::block_here();
    code = guarded([&] { supervisor.attend(); });
    if (code != kDone) runtime.stop();
  });
  int result = guarded([&] { run_bounded(pipeline, runtime); });
  if (result == kRecordFailed) guarded([&] { pipeline.flush(); });
  supervisor.flows_ended(result == kDone);
  attendant.join();
  return result != kDone ? result : code;
}

int run(const Program& program, const Options& options, void* params) {
  Runtime runtime(program, options.on_error, options.threads);
  signals::install(runtime);
  std::unique_ptr<Pipeline> pipeline = program.make(params, runtime);
  int code = kDone;
  if (program.has_flows) {
    code = run_flows(*pipeline, runtime, options, program.has_request);
  } else if (program.has_request) {  // a program without either has nothing to wait for
    Supervisor supervisor(runtime, pipeline.get(), options);
    code = guarded([&] { supervisor.attend(); });
  }
  return code == kDone && signals::received() == SIGINT ? int{kInterrupted} : code;
}

int act(const Program& program, const Options& options, void* params) {
  switch (options.action) {
    case Action::kHelp: print(help_text(program)); return kDone;
    case Action::kVersion:
      print(std::string(program.name) + " " + program.version + "\n");
      return kDone;
    case Action::kDescribe: print(std::string(program.manifest) + "\n"); return kDone;
    case Action::kRun: return run(program, options, params);
  }
  return kInternal;
}

}  // namespace

int run_program(int argc, char** argv, const Program& program) {
  int code = kDone;
  int problem = guarded([&] {
    static void* const params = program.make_params();  // lives as long as the process
    auto arguments =
        std::span<char* const>(argv, static_cast<size_t>(argc)).subspan(argc > 0 ? 1 : 0);
    Options options = parse_flags(arguments, program, params);
    log::configure(options.log_level, options.service);
    memory::set_budget(options.memory);
    code = act(program, options, params);
  });
  return problem != kDone ? problem : code;
}

}  // namespace sage
