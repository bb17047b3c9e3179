// The command line of a pipeline's executable; what its options mean stands in `--help` (help.cpp).
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "sage/base/log.hpp"
#include "sage/flow/program.hpp"
#include "sage/flow/runtime.hpp"

namespace sage {

// The command line is wrong: exit code 2.
struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

enum class Action { kRun, kHelp, kVersion, kDescribe };

struct Options {
  Action action = Action::kRun;
  std::string service;  // the name it answers to
  std::vector<std::string> endpoints;
  bool insecure = false;
  bool quiet = false;
  OnError on_error = OnError::kFail;
  log::Level log_level = log::Level::kInfo;
  Threads threads;
  uint64_t memory = 0;  // bytes
};

// One option of every executable.
struct FlagInfo {
  std::string_view name;
  std::string_view value;  // what stands behind it, empty for a switch
  std::string_view doc;
  void (*apply)(Options&, std::string_view value);
};

struct FlagGroup {
  std::string_view title;
  std::span<const FlagInfo> flags;
};

std::span<const FlagGroup> flag_groups();

// Reads the command line into options and, through the program's `set` functions, into `params`. Throws UsageError.
Options parse_flags(std::span<char* const> arguments, const Program& program, void* params);

// Applies `name=value` of `--set`. Throws UsageError.
void set_setting(Options& options, std::string_view text);

std::string help_text(const Program& program);

// The candidate nearest to `name`, if near enough to have been meant; else empty.
std::string_view nearest(std::string_view name, std::span<const std::string_view> candidates);

}  // namespace sage
