// The command line of a pipeline.
#include "../src/flags.hpp"

#include <cstdlib>

#include "sage/base/errors.hpp"
#include "sage/base/mismatch.hpp"
#include "sage/base/number.hpp"
#include "sage/flow/param.hpp"
#include "test.hpp"

using namespace sage;

namespace {

struct Params {
  double floor = 100;
  bool dry_run = false;
  std::string path;
};

constexpr ParamInfo kParams[] = {
    {"floor", "f64", "the smallest delay that counts", "100.0",
     [](void* params, std::string_view text) -> std::string {
       return read_text(text, static_cast<Params*>(params)->floor) ? ""
                                                                   : shown(text) + " is not an f64";
     }},
    {"dry_run", "bool", "", "false",
     [](void* params, std::string_view text) -> std::string {
       return read_text(text, static_cast<Params*>(params)->dry_run)
                  ? ""
                  : shown(text) + " is not a bool";
     }},
    {"path", "str", "where the flights are", nullptr,
     [](void* params, std::string_view text) -> std::string {
       static_cast<Params*>(params)->path = text;
       return "";
     }},
};
constexpr Program kProgram{.name = "late",
                           .version = "1.0",
                           .doc = "Carriers and their delays",
                           .manifest = "{}",
                           .on_error = OnError::kSkip,
                           .has_flows = true,
                           .has_request = false,
                           .params = kParams,
                           .make_params = nullptr,
                           .make = nullptr,
                           .sites = {}};

Options parse(std::vector<std::string> words, Params& params) {
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  return parse_flags(pointers, kProgram, &params);
}

std::string complaint(std::vector<std::string> words) {
  Params params;
  try {
    parse(std::move(words), params);
  } catch (const UsageError& problem) {
    return problem.what();
  }
  return "";
}

TEST("parameters are given by name, with a blank or an equals sign, and dashes for underscores") {
  Params params;
  Options options = parse({"--floor", "2.5", "--path=a=b", "--dry-run"}, params);
  CHECK_EQ(params.floor, 2.5);
  CHECK_EQ(params.path, "a=b");
  CHECK(params.dry_run);
  CHECK_EQ(options.service, "late");
  CHECK(options.on_error == OnError::kSkip);
}

TEST("a truth value may stand behind its name") {
  Params params;
  params.dry_run = true;
  parse({"--dry_run", "false", "--path", "x"}, params);
  CHECK(!params.dry_run);
  parse({"--dry_run", "--path", "x"}, params);
  CHECK(params.dry_run);
}

TEST("options of every executable") {
  Params params;
  Options options = parse(
      {"--path", "x", "--name", "night", "--set", "on_error=dead_letter", "--set=log.level=debug",
       "--quiet", "--memory", "64MiB", "--endpoint", "tcp://127.0.0.1:0", "--insecure"},
      params);
  CHECK_EQ(options.service, "night");
  CHECK(options.on_error == OnError::kDeadLetter);
  CHECK(options.log_level == log::Level::kDebug);
  CHECK(options.quiet && options.insecure);
  CHECK_EQ(options.memory, uint64_t{64} << 20);
  CHECK_EQ(options.endpoints.size(), size_t{1});
}

TEST("wrong command lines are answered with what is wrong and what would be right") {
  CHECK_EQ(complaint({"--floor", "abc"}), "--floor: \"abc\" is not an f64");
  CHECK_EQ(complaint({"--floor"}), "--floor wants a value: f64");
  CHECK_EQ(complaint({}), "--path is required: str, where the flights are");
  CHECK_EQ(complaint({"--flor", "1"}), "no option is named `--flor`; did you mean `--floor`?");
  CHECK_EQ(complaint({"--hepl"}), "no option is named `--hepl`; did you mean `--help`?");
  CHECK_EQ(complaint({"--zebra"}), "no option is named `--zebra`; `--help` lists them");
  CHECK_EQ(complaint({"x.csv"}),
           "`x.csv` is not an option; parameters are given as `--name value`");
  CHECK_EQ(complaint({"--quiet=yes"}), "--quiet takes no value");
  CHECK_EQ(complaint({"--set", "on_errors=skip"}),
           "no setting is named `on_errors`; did you mean `on_error`?");
  CHECK_EQ(complaint({"--set", "parallel=8"}),
           "no setting is named `parallel`; did you mean `parallelism`?");
  CHECK_EQ(complaint({"--set", "colour=red"}),
           "no setting is named `colour`; settings are on_error, log.level, service.endpoint, "
           "parallelism, memory, service.timeout, queue, batch");
  CHECK_EQ(complaint({"--set", "on_error=ignore"}),
           "--set on_error: `ignore` is not one of fail, skip, dead_letter");
  CHECK_EQ(complaint({"--set", "parallelism=0"}),
           "--set parallelism: `0` is not a whole number of at least 1");
  CHECK_EQ(complaint({"--set", "memory=64Ki"}), "--set memory: `64Ki` is not a size such as 64MiB");
  CHECK_EQ(complaint({"--memory", "none"}), "--set memory: `none` is not a size such as 64MiB");
  CHECK_EQ(complaint({"--memory", "0"}), "--set memory: `0` is not a size such as 64MiB");
  CHECK_EQ(complaint({"--set", "service.timeout=30"}),
           "--set service.timeout: `30` is not a duration such as 30s");
  CHECK_EQ(complaint({"--set", "service.endpoint=here"}),
           "--set service.endpoint: `here` is not an address such as tcp://127.0.0.1:5555");
  CHECK_EQ(complaint({"--set", "version=2.0.0"}),
           "--set version: it is fixed when the program is compiled: `sagec compile --set "
           "version=...`");
  CHECK_EQ(complaint({"--set", "on_error"}), "--set: `on_error` is not of the form name=value");
  CHECK(complaint({"--name", "../x"}).starts_with("--name: a name has"));
}

TEST("settings of the program hold unless others are given") {
  Program program = kProgram;
  program.log_level = log::Level::kWarn;
  program.endpoint = "tcp://127.0.0.1:7000";
  auto given = [&](std::vector<std::string> words) {
    std::vector<char*> pointers;
    for (std::string& word : words) pointers.push_back(word.data());
    Params params;
    return parse_flags(pointers, program, &params);
  };
  Options own = given({"--path", "x", "--set", "memory=64MiB", "--set", "service.timeout=1m30s"});
  CHECK(own.log_level == log::Level::kWarn);
  CHECK_EQ(own.endpoints.size(), 1u);
  Options other =
      given({"--path", "x", "--endpoint", "tcp://127.0.0.1:0", "--set=log.level=error"});
  CHECK(other.log_level == log::Level::kError);
  CHECK_EQ(other.endpoints.front(), "tcp://127.0.0.1:0");
}

TEST("a default that has no value where the program starts is a matter of its configuration") {
  ParamInfo info = kParams[0];
  info.compute = [](void* params) -> std::string {
    static Frame f;
    f.clear();
    std::string_view text = env(At{f, 0}, "SAGE_TEST_FLOOR");
    static_cast<Params*>(params)->floor = static_cast<double>(text.size());
    return f.failure().reason;
  };
  Program program = kProgram;
  program.params = std::span(&info, 1);
  Params params;
  unsetenv("SAGE_TEST_FLOOR");
  std::string wrong;
  try {
    parse_flags({}, program, &params);
  } catch (const ConfigError& problem) {
    wrong = problem.what();
  }
  CHECK_EQ(wrong, "--floor: the environment variable `SAGE_TEST_FLOOR` is not set; give `--floor`");
  setenv("SAGE_TEST_FLOOR", "four", 1);
  parse_flags({}, program, &params);
  CHECK_EQ(params.floor, 4.0);
}

TEST("help needs no parameters, fits a screen and shows them all") {
  Params params;
  CHECK(parse({"--help"}, params).action == Action::kHelp);
  std::string help = help_text(kProgram);
  size_t lines = 0;
  for (char c : help) lines += c == '\n';
  CHECK(lines < 40);
  CHECK(help.find("  --floor f64           the smallest delay that counts (default 100.0)\n") !=
        help.npos);
  CHECK(help.find("  --path str            where the flights are (required)\n") != help.npos);
  CHECK(help.ends_with("examples\n  late --path str\n  late --path str --set on_error=skip\n"));
}

}  // namespace
