#include "flags.hpp"

#include <algorithm>
#include <cctype>

#include "sage/base/budget.hpp"
#include "sage/base/errors.hpp"

namespace sage {
namespace {

std::string quoted(std::string_view text) { return "`" + std::string(text) + "`"; }

std::string did_you_mean(std::string_view name, std::span<const std::string_view> candidates,
                         std::string_view dashes) {
  std::string_view near = nearest(name, candidates);
  if (near.empty()) return {};
  return "; did you mean `" + std::string(dashes) + std::string(near) + "`?";
}

// Service names are folder names.
void set_name(Options& options, std::string_view name) {
  auto fits = [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '_' || c == '-' || c == '.';
  };
  bool begins =
      !name.empty() && (std::isalpha(static_cast<unsigned char>(name[0])) != 0 || name[0] == '_');
  if (!begins || name.size() > 64 || !std::ranges::all_of(name, fits)) {
    throw UsageError(
        "--name: a name has up to 64 letters, digits, `_`, `-`, `.`, and begins with a letter or "
        "`_`");
  }
  options.service = name;
}

constexpr FlagInfo kServiceFlags[] = {
    {"name", "NAME", "the service's name, if not the pipeline's", set_name},
    {"endpoint", "ADDRESS", "listen here too, as tcp://127.0.0.1:5555",
     [](Options& options, std::string_view value) { options.endpoints.emplace_back(value); }},
    {"insecure", "", "allow addresses that other machines reach, without keys",
     [](Options& options, std::string_view) { options.insecure = true; }},
};

constexpr FlagInfo kRunFlags[] = {
    {"set", "K=V",
     "a setting: on_error=fail|skip|dead_letter, log.level=error|warn|info|debug, ...",
     set_setting},
    {"workers", "N", "threads of a stage that works by key, as `--set parallelism=N`",
     [](Options& options, std::string_view value) {
       set_setting(options, "parallelism=" + std::string(value));
     }},
    {"memory", "SIZE", "budget for state and queues, as 512MiB; else 75 % of the machine's",
     [](Options& options, std::string_view value) {
       set_setting(options, "memory=" + std::string(value));
     }},
    {"quiet", "", "no progress, no summary",
     [](Options& options, std::string_view) { options.quiet = true; }},
};

constexpr FlagInfo kAboutFlags[] = {
    {"describe", "", "the manifest, as JSON",
     [](Options& options, std::string_view) { options.action = Action::kDescribe; }},
    {"version", "", "name and version",
     [](Options& options, std::string_view) { options.action = Action::kVersion; }},
    {"help", "", "this text",
     [](Options& options, std::string_view) { options.action = Action::kHelp; }},
};

constexpr FlagGroup kGroups[] = {
    {"service", kServiceFlags}, {"running", kRunFlags}, {"about", kAboutFlags}};

std::string normal(std::string_view name) {
  std::string text(name);
  std::ranges::replace(text, '-', '_');
  return text;
}

class Parser {
 public:
  Parser(std::span<char* const> arguments, const Program& program, void* params)
      : arguments_(arguments), program_(program), params_(params), given_(program.params.size()) {
    options_.service = program.name;
    options_.on_error = program.on_error;
    options_.log_level = program.log_level;
    options_.threads = {program.parallelism, program.batch};
    options_.memory = program.memory != 0 ? program.memory : memory::default_budget();
  }

  Options parse() {
    while (at_ < arguments_.size()) one(arguments_[at_++]);
    if (options_.endpoints.empty() && *program_.endpoint != '\0')
      options_.endpoints.emplace_back(program_.endpoint);
    if (options_.action == Action::kRun) require_params();
    return options_;
  }

 private:
  void one(std::string_view argument) {
    if (argument == "-h") argument = "--help";
    if (!argument.starts_with("--") || argument.size() == 2) {
      throw UsageError(quoted(argument) +
                       " is not an option; parameters are given as `--name value`");
    }
    argument.remove_prefix(2);
    size_t equals = argument.find('=');
    std::string_view name = argument.substr(0, equals);
    has_value_ = equals != argument.npos;
    if (has_value_) value_ = argument.substr(equals + 1);
    if (!param(name) && !flag(name)) throw UsageError(unknown(name));
  }

  bool param(std::string_view name) {
    for (size_t i = 0; i < program_.params.size(); ++i) {
      const ParamInfo& info = program_.params[i];
      if (normal(info.name) != normal(name)) continue;
      std::string_view text =
          info.type == std::string_view("bool") ? switch_value() : value_of(name, info.type);
      std::string wrong = info.set(params_, text);
      if (!wrong.empty()) throw UsageError("--" + std::string(name) + ": " + wrong);
      given_[i] = true;
      return true;
    }
    return false;
  }

  bool flag(std::string_view name) {
    for (const FlagGroup& group : kGroups) {
      for (const FlagInfo& info : group.flags) {
        if (info.name != name) continue;
        if (info.value.empty() && has_value_)
          throw UsageError("--" + std::string(name) + " takes no value");
        info.apply(options_, info.value.empty() ? "" : value_of(name, info.value));
        return true;
      }
    }
    return false;
  }

  std::string_view value_of(std::string_view name, std::string_view what) {
    if (has_value_) return value_;
    if (at_ == arguments_.size())
      throw UsageError("--" + std::string(name) + " wants a value: " + std::string(what));
    return arguments_[at_++];
  }

  // `--verbose` alone means true.
  std::string_view switch_value() {
    if (has_value_) return value_;
    if (at_ == arguments_.size()) return "true";
    std::string_view next = arguments_[at_];
    if (next != "true" && next != "false") return "true";
    return arguments_[at_++];
  }

  // Works out the defaults that depend on where the program starts, and asks for what has none.
  void require_params() const {
    for (size_t i = 0; i < given_.size(); ++i) {
      const ParamInfo& info = program_.params[i];
      if (given_[i]) continue;
      if (info.compute != nullptr) {
        if (std::string wrong = info.compute(params_); !wrong.empty())
          throw ConfigError("--" + std::string(info.name) + ": " + wrong + "; give `--" +
                            std::string(info.name) + "`");
      }
      if (info.default_text != nullptr) continue;
      throw UsageError("--" + std::string(info.name) + " is required: " + info.type +
                       (*info.doc != '\0' ? ", " + std::string(info.doc) : ""));
    }
  }

  std::string unknown(std::string_view name) const {
    std::vector<std::string_view> candidates;
    for (const ParamInfo& info : program_.params) candidates.emplace_back(info.name);
    for (const FlagGroup& group : kGroups) {
      for (const FlagInfo& info : group.flags) candidates.push_back(info.name);
    }
    std::string message =
        "no option is named `--" + std::string(name) + "`" + did_you_mean(name, candidates, "--");
    return message.back() == '?' ? message : message + "; `--help` lists them";
  }

  std::span<char* const> arguments_;
  const Program& program_;
  void* params_;
  std::vector<bool> given_;
  Options options_;
  size_t at_ = 0;
  bool has_value_ = false;
  std::string_view value_;
};

// Damerau-Levenshtein distance (adjacent letters exchanged count as one change), ignoring case.
size_t distance(std::string_view a, std::string_view b) {
  auto letter = [](char c) { return std::tolower(static_cast<unsigned char>(c)); };
  std::vector<size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      bool same = letter(a[i - 1]) == letter(b[j - 1]);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1)});
      bool swapped = i > 1 && j > 1 && letter(a[i - 1]) == letter(b[j - 2]) &&
                     letter(a[i - 2]) == letter(b[j - 1]);
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before = last;
    last = row;
  }
  return last[b.size()];
}

}  // namespace

std::span<const FlagGroup> flag_groups() { return kGroups; }

Options parse_flags(std::span<char* const> arguments, const Program& program, void* params) {
  return Parser(arguments, program, params).parse();
}

std::string_view nearest(std::string_view name, std::span<const std::string_view> candidates) {
  std::string_view best;
  size_t best_distance = std::max<size_t>(1, name.size() / 3) + 1;
  for (std::string_view candidate : candidates) {
    size_t d = distance(name, candidate);
    if (d < best_distance) best = candidate, best_distance = d;
  }
  if (!best.empty() || name.size() < 2) return best;
  for (std::string_view candidate : candidates) {  // the shortest that is begun
    if (candidate.starts_with(name) && (best.empty() || candidate.size() < best.size()))
      best = candidate;
  }
  return best;
}

}  // namespace sage
