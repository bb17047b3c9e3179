#include "sage/flow/param.hpp"

#include <cstdlib>

namespace sage {
namespace {

const char* value_of(std::string_view name) { return std::getenv(std::string(name).c_str()); }

std::string_view checked(At at, std::string_view name, std::string_view value) {
  if (valid_utf8(value)) return value;
  at.fail(Code::kDecode, "the environment variable `" + std::string(name) + "` is not UTF-8 text");
  return {};
}

}  // namespace

std::string_view env(At at, std::string_view name) {
  if (const char* value = value_of(name)) return checked(at, name, value);
  at.fail(Code::kAbsent, "the environment variable `" + std::string(name) + "` is not set");
  return {};
}

std::string_view env(At at, std::string_view name, std::string_view fallback) {
  const char* value = value_of(name);
  return value != nullptr ? checked(at, name, value) : fallback;
}

}  // namespace sage
