// Decimal fractions in files, such as 12.5, a word at a time.
#pragma once

namespace sage::io {

// Reads a number of at most seven digits before the point and seven behind it, without an exponent, as JSON has them. The
// place behind it, or nullptr if it looks different; read_text (base/number.hpp) reads all forms.
// REQUIRES: 20 readable bytes.
const char* read_decimal(const char* at, double& value);

}  // namespace sage::io
