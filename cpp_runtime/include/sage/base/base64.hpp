// base64 (RFC 4648), the text form of bytes: the standard alphabet, padded with `=`.
//
// Reading is strict about the alphabet, the padding and the length, and ignores bits that the padding leaves over.
#pragma once

#include <cstddef>
#include <string_view>

namespace sage {

constexpr size_t base64_size(std::string_view bytes) { return (bytes.size() + 2) / 3 * 4; }

// Writes base64_size(bytes) characters and returns the end of what was written.
char* write_base64(char* to, std::string_view bytes);

// Reads text into `to`, which has room for 3 bytes per 4 characters, and moves it behind them. False if it is not base64.
bool read_base64(std::string_view text, char*& to);

}  // namespace sage
