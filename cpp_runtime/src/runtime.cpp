#include "sage/flow/runtime.hpp"

#include <fcntl.h>
#include <sched.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "record_report.hpp"
#include "sage/base/clock.hpp"
#include "sage/base/errors.hpp"
#include "sage/base/key_group.hpp"
#include "sage/base/log.hpp"
#include "sage/flow/caller.hpp"

namespace sage {
namespace {

thread_local Caller* current_caller = nullptr;

constexpr uint64_t kFirstSamples = 3;
constexpr uint64_t kSampleEvery = 1000;

// `span` is a place in the program, or for a row of the input that does not decode, in the input.
ErrorRow* error_row(Arena& arena, std::string_view stage, const Failure& failure,
                    std::string_view place, std::string_view record) {
  std::string_view span = arena.copy(place);
  return new (arena.array<ErrorRow>(1)) ErrorRow{
      stage, code_name(failure.code), arena.copy(failure.reason), span, arena.copy(record), now()};
}

// The stage in which the failing expression stands: operators that were merged evaluate those of several.
std::string_view stage_of(const Operator& op, const Site& site) {
  return *site.stage != 0 ? site.stage : op.name;
}

}  // namespace

Caller* Caller::current() { return current_caller; }

void Caller::set_current(Caller* caller) { current_caller = caller; }

// The file <pipeline>.errors.jsonl, opened when the first row comes.
class Runtime::DeadLetters {
 public:
  explicit DeadLetters(std::string_view pipeline)
      : path_(std::string(pipeline) + ".errors.jsonl") {}
  ~DeadLetters() {
    if (fd_ >= 0) close(fd_);
  }

  void append(const ErrorRow& row) {
    if (fd_ < 0) fd_ = open(path_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    line_.clear();
    json::write(line_, row);
    line_.put('\n');
    if (fd_ >= 0 &&
        write(fd_, line_.view().data(), line_.size()) == static_cast<ssize_t>(line_.size()))
      return;
    throw IoError("cannot write " + path_ + ": " + std::strerror(errno));
  }

 private:
  std::string path_;
  int fd_ = -1;
  Buffer line_;
};

Runtime::Runtime(const Program& program, OnError on_error, const Threads& threads)
    : program_(program),
      on_error_(on_error),
      threads_(threads),
      counters_(std::make_unique<Counters[]>(program.operators.size())),
      dead_letters_(std::make_unique<DeadLetters>(program.name)) {}

Runtime::~Runtime() = default;

size_t Runtime::workers_for(int64_t work) const {
  constexpr int64_t kWorthIt = 8 << 20;
  if (work <= 0) return 1;
  if (threads_.workers != 0) return std::min<size_t>(threads_.workers, kKeyGroups);
  if (work < kWorthIt) return 1;
  cpu_set_t ours;
  if (sched_getaffinity(0, sizeof ours, &ours) != 0) return 1;
  return std::min<size_t>(static_cast<size_t>(CPU_COUNT(&ours)), kKeyGroups);
}

const ErrorRow* Runtime::settle(const Rejected& rejected, Frame& frame, bool is_read) {
  const Failure& failure = rejected.failure;
  if (frame.relay != nullptr) {
    frame.clear();
    const auto number = static_cast<uint32_t>(&rejected.op - program_.operators.data());
    frame.relay->failed(number, failure, rejected.record, rejected.origin);
    return nullptr;
  }
  bool has_site = failure.site < program_.sites.size();
  const Site& site = has_site ? program_.sites[failure.site] : rejected.op.site;
  Counter& failed = counters(rejected.op).failed;
  failed.add();
  frame.clear();

  if (Caller* caller = Caller::current()) {
    caller->fail(failure.code, failure.reason, span_of(site));
    return nullptr;
  }
  switch (on_error_) {
    case OnError::kFail:
      log::print(report_text(
          {failure.code, failure.reason, site, rejected.record, rejected.origin,
           "on_error is \"fail\": `--set on_error=skip` goes on without such records"}));
      throw ProgramFailed{};
    case OnError::kSkip: log_sample(rejected, site, failed.value()); return nullptr;
    case OnError::kDeadLetter: break;
  }
  std::string place = rejected.origin.empty() ? span_of(site) : std::string(rejected.origin);
  const ErrorRow* row =
      error_row(frame.arena, stage_of(rejected.op, site), failure, place, rejected.record);
  if (is_read) return row;
  dead_letters_->append(*row);
  return nullptr;
}

void Runtime::log_sample(const Rejected& rejected, const Site& site, uint64_t failed) const {
  if (failed > kFirstSamples && failed % kSampleEvery != 0) return;
  if (!log::enabled(log::Level::kWarn)) return;
  const Failure& failure = rejected.failure;
  if (log::to_terminal()) {
    std::string note = "on_error is \"skip\": " + std::to_string(failed) +
                       (failed == 1 ? " record" : " records") + " of this stage skipped so far";
    log::print(
        report_text({failure.code, failure.reason, site, rejected.record, rejected.origin, note}));
    return;
  }
  log::write(log::Level::kWarn, "record skipped",
             {{"stage", stage_of(rejected.op, site)},
              {"code", code_name(failure.code)},
              {"reason", failure.reason},
              {"span", span_of(site)},
              {"record", cut(rejected.record, 200)},
              {"origin", rejected.origin},
              {"skipped", failed}});
}

}  // namespace sage
