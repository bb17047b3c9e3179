// The rarer steps of reading lines of JSON that look as expected.
#include "sage/io/json_steps.hpp"

namespace sage::io {
namespace {

constexpr double kPowers[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7};

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

// Up to seven digits before the point and behind it are an exact number over an exact power of ten, so their quotient
// is the nearest double.
const char* JsonSteps::read(const char* at, Block&, double& value) {
  if (*at == '"') return read_any(at, value);
  bool negative = *at == '-';
  const char* whole = at + negative;
  uint64_t word = digits::load(whole);
  if (digits::others(word) == 0) return read_float(at, value);
  unsigned count = digits::count(word);
  if (count == 0 || (*whole == '0' && count > 1)) return nullptr;
  uint64_t all = digits::value(word, count);
  const char* end = whole + count;
  unsigned decimals = 0;
  if (*end == '.') {
    word = digits::load(end + 1);
    if (digits::others(word) == 0) return read_float(at, value);
    decimals = digits::count(word);
    if (decimals == 0) return nullptr;
    all = all * digits::kPowers[decimals] + digits::value(word, decimals);
    end += 1 + decimals;
  }
  if (*end == 'e' || *end == 'E') return read_float(at, value);
  value = static_cast<double>(all) / kPowers[decimals];
  if (negative) value = -value;
  return end;
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
