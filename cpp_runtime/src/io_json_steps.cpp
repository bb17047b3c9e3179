// The rarer steps of reading lines of JSON that look as expected.
#include "sage/io/json_steps.hpp"

#include "sage/io/decimal.hpp"

namespace sage::io {
namespace {

const char* digits_end(const char* at) {
  while (digits::is_digit(*at)) ++at;
  return at;
}

// A number as JSON has it, or nullptr.
const char* number_end(const char* at) {
  if (*at == '-') ++at;
  const char* whole = at;
  at = digits_end(at);
  if (at == whole || (*whole == '0' && at - whole > 1)) return nullptr;
  if (*at == '.') {
    if (!digits::is_digit(at[1])) return nullptr;
    at = digits_end(at + 2);
  }
  if (*at != 'e' && *at != 'E') return at;
  ++at;
  if (*at == '+' || *at == '-') ++at;
  return digits::is_digit(*at) ? digits_end(at) : nullptr;
}

template <class F>
const char* read_float(const char* at, F& value) {
  const char* end = number_end(at);
  if (end == nullptr) return nullptr;
  return read_text(std::string_view(at, static_cast<size_t>(end - at)), value) ? end : nullptr;
}

}  // namespace

const char* JsonSteps::read(const char* at, Block&, double& value) {
  if (*at == '"') return read_any(at, value);
  const char* end = read_decimal(at, value);
  return end != nullptr ? end : read_float(at, value);
}

const char* JsonSteps::read(const char* at, Block&, float& value) {
  return *at == '"' ? read_any(at, value) : read_float(at, value);
}

const char* JsonSteps::skip_any(const char* at) {
  return json::skip_value(at, line_end(at), *arena_);
}

const char* JsonSteps::read_escaped(const char* start, const char* at, std::string_view& value) {
  return *at == '\\' ? json::read_escaped(start, at, line_end(at), *arena_, value) : nullptr;
}

}  // namespace sage::io
