#include "sage/io/decimal.hpp"

#include "sage/base/digits.hpp"

namespace sage::io {

// Fourteen digits are an exact double, and so is their power of ten: the quotient is the nearest double.
const char* read_decimal(const char* at, double& value) {
  const bool negative = *at == '-';
  at += negative;
  uint64_t word = digits::load(at);
  unsigned count = digits::count(word);
  if (count == 0 || count == 8 || (*at == '0' && count > 1)) return nullptr;
  uint64_t all = digits::value(word, count);
  at += count;
  double scale = 1;
  if (*at == '.') {
    word = digits::load(at + 1);
    count = digits::count(word);
    if (count == 0 || count == 8) return nullptr;
    all = all * digits::kPowers[count] + digits::value(word, count);
    scale = digits::kPowers[count];
    at += 1 + count;
  }
  if (*at == 'e' || *at == 'E') return nullptr;
  value = static_cast<double>(all) / scale;
  if (negative) value = -value;
  return at;
}

}  // namespace sage::io
