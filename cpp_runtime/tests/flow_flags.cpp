// The command line of a pipeline.
#include "../src/flags.hpp"

#include "sage/base/mismatch.hpp"
#include "sage/base/number.hpp"
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
  Options options =
      parse({"--path", "x", "--name", "night", "--set", "on_error=dead_letter",
             "--set=log.level=debug", "--quiet", "--endpoint", "tcp://127.0.0.1:0", "--insecure"},
            params);
  CHECK_EQ(options.service, "night");
  CHECK(options.on_error == OnError::kDeadLetter);
  CHECK(options.log_level == log::Level::kDebug);
  CHECK(options.quiet && options.insecure);
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
           "no setting is named `parallel`; settings are on_error and log.level");
  CHECK_EQ(complaint({"--set", "on_error=ignore"}),
           "--set on_error: `ignore` is not fail, skip or dead_letter");
  CHECK_EQ(complaint({"--set", "on_error"}), "--set: `on_error` is not of the form name=value");
  CHECK(complaint({"--name", "../x"}).starts_with("--name: a name has"));
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
