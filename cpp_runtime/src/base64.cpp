#include "sage/base/base64.hpp"

#include <array>
#include <cstdint>

namespace sage {
namespace {

constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr uint8_t kNone = 64;

constexpr std::array<uint8_t, 256> kValues = [] {
  std::array<uint8_t, 256> values{};
  for (auto& value : values) value = kNone;
  for (uint8_t i = 0; i < 64; ++i) values[static_cast<unsigned char>(kDigits[i])] = i;
  return values;
}();

}  // namespace

char* write_base64(char* to, std::string_view bytes) {
  auto byte = [&](size_t i) { return static_cast<uint32_t>(static_cast<unsigned char>(bytes[i])); };
  size_t at = 0;
  for (; at + 3 <= bytes.size(); at += 3) {
    uint32_t word = byte(at) << 16 | byte(at + 1) << 8 | byte(at + 2);
    for (int shift = 18; shift >= 0; shift -= 6) *to++ = kDigits[word >> shift & 63];
  }
  size_t rest = bytes.size() - at;
  if (rest == 0) return to;
  uint32_t word = byte(at) << 16 | (rest == 2 ? byte(at + 1) << 8 : 0);
  *to++ = kDigits[word >> 18];
  *to++ = kDigits[word >> 12 & 63];
  *to++ = rest == 2 ? kDigits[word >> 6 & 63] : '=';
  *to++ = '=';
  return to;
}

bool read_base64(std::string_view text, char*& to) {
  if (text.size() % 4 != 0) return false;
  size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
  text.remove_suffix(padding);
  uint32_t word = 0;
  size_t digits = 0;
  for (char c : text) {
    uint8_t value = kValues[static_cast<unsigned char>(c)];
    if (value == kNone) return false;
    word = word << 6 | value;
    if (++digits % 4 != 0) continue;
    *to++ = static_cast<char>(word >> 16);
    *to++ = static_cast<char>(word >> 8);
    *to++ = static_cast<char>(word);
  }
  if (padding == 1) *to++ = static_cast<char>(word >> 10);
  if (padding == 1) *to++ = static_cast<char>(word >> 2);
  if (padding == 2) *to++ = static_cast<char>(word >> 4);
  return true;
}

}  // namespace sage
