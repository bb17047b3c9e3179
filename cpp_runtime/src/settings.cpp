// Settings that an executable takes with `--set`; sage/compiler/check/settings.py is their twin, with the same words.
#include <algorithm>
#include <array>

#include "flags.hpp"
#include "sage/base/budget.hpp"
#include "sage/base/number.hpp"
#include "sage/base/time.hpp"

namespace sage {
namespace {

struct Setting {
  std::string_view name;
  std::string_view words;  // what its value must be; empty if it cannot be given at the start
  bool (*apply)(Options&, std::string_view value);
};

bool is_count(Options&, std::string_view value) {
  int64_t count = 0;
  return read_text(value, count) && count >= 1;
}

// A count for a member of `Options::threads`.
template <size_t Threads::* member>
bool set_count(Options& options, std::string_view value) {
  int64_t count = 0;
  if (!read_text(value, count) || count < 1) return false;
  options.threads.*member = static_cast<size_t>(count);
  return true;
}

bool is_duration(Options&, std::string_view value) {
  Duration duration{};
  return read_text(value, duration) && duration > Duration{};
}

bool set_memory(Options& options, std::string_view value) {
  const auto size = memory::read_size(value);
  if (size.value_or(0) == 0) return false;
  options.memory = *size;
  return true;
}

bool set_on_error(Options& options, std::string_view value) {
  constexpr std::array<std::string_view, 3> kNames = {"fail", "skip", "dead_letter"};
  const auto* found = std::ranges::find(kNames, value);
  if (found == kNames.end()) return false;
  options.on_error = static_cast<OnError>(found - kNames.begin());
  return true;
}

bool set_endpoint(Options& options, std::string_view value) {
  bool is_address =
      (value.starts_with("tcp://") || value.starts_with("ipc://")) && value.size() > 6;
  if (is_address) options.endpoints.emplace_back(value);
  return is_address;
}

constexpr Setting kSettings[] = {
    {"version", "", nullptr},
    {"on_error", "one of fail, skip, dead_letter", set_on_error},
    {"log.level", "one of error, warn, info, debug",
     [](Options& options, std::string_view value) {
       return log::parse_level(value, options.log_level);
     }},
    {"service.endpoint", "an address such as tcp://127.0.0.1:5555", set_endpoint},
    {"build.profile", "", nullptr},
    {"timezone", "", nullptr},
    {"parallelism", "a whole number of at least 1", set_count<&Threads::workers>},
    {"memory", "a size such as 64MiB", set_memory},
    {"idle", "", nullptr},
    {"service.timeout", "a duration such as 30s", is_duration},
    {"queue", "a whole number of at least 1", is_count},
    {"batch", "a whole number of at least 1", set_count<&Threads::batch>},
};

}  // namespace

void set_setting(Options& options, std::string_view text) {
  size_t equals = text.find('=');
  if (equals == text.npos)
    throw UsageError("--set: `" + std::string(text) + "` is not of the form name=value");
  std::string name(text.substr(0, equals)), value(text.substr(equals + 1));
  if (name == "checkpoint") throw UsageError("--set checkpoint: it is not in this version yet");
  std::vector<std::string_view> names;
  for (const Setting& setting : kSettings) {
    names.push_back(setting.name);
    if (setting.name != name) continue;
    if (setting.apply == nullptr)
      throw UsageError("--set " + name +
                       ": it is fixed when the program is compiled: `sagec compile --set " + name +
                       "=...`");
    if (setting.apply(options, text.substr(equals + 1))) return;
    throw UsageError("--set " + name + ": `" + value + "` is not " + std::string(setting.words));
  }
  std::string message = "no setting is named `" + name + "`";
  if (std::string_view near = nearest(name, names); !near.empty())
    throw UsageError(message + "; did you mean `" + std::string(near) + "`?");
  message += "; settings are ";
  for (const Setting& setting : kSettings) {
    if (setting.apply != nullptr) message += std::string(setting.name) + ", ";
  }
  throw UsageError(message.substr(0, message.size() - 2));
}

}  // namespace sage
