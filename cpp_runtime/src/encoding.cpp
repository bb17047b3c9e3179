#include "sage/fn/encoding.hpp"

#include "sage/base/base64.hpp"
#include "sage/base/utf8.hpp"

namespace sage::fn {
namespace {

constexpr char kSmall[] = "0123456789abcdef";
constexpr char kCapital[] = "0123456789ABCDEF";

// The value of a hexadecimal digit; -1 if it is none.
int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// The byte of two digits; -1 if one is none.
int byte_of(char high, char low) {
  const int a = digit(high);
  const int b = digit(low);
  return a < 0 || b < 0 ? -1 : a << 4 | b;
}

char* write_hex(char* to, char byte, const char* digits) {
  const auto value = static_cast<unsigned char>(byte);
  *to++ = digits[value >> 4];
  *to++ = digits[value & 15];
  return to;
}

bool stays(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

Text made(Frame& f, const char* start, char* end) {
  f.arena.shrink(end);
  return {start, static_cast<size_t>(end - start)};
}

}  // namespace

std::optional<Text> utf8_decode(Bytes bytes) {
  if (!valid_utf8(bytes.data)) return std::nullopt;
  return bytes.data;
}

Text base64(Frame& f, Text bytes) {
  char* start = f.arena.allocate(base64_size(bytes));
  return {start, static_cast<size_t>(write_base64(start, bytes) - start)};
}

std::optional<Bytes> base64_decode(Frame& f, Text text) {
  char* start = f.arena.allocate(text.size() / 4 * 3);
  char* end = start;
  if (!read_base64(text, end)) return std::nullopt;
  return Bytes{made(f, start, end)};
}

Text hex(Frame& f, Text bytes) {
  char* start = f.arena.allocate(bytes.size() * 2);
  char* to = start;
  for (char byte : bytes) to = write_hex(to, byte, kSmall);
  return {start, bytes.size() * 2};
}

std::optional<Bytes> hex_decode(Frame& f, Text text) {
  if (text.size() % 2 != 0) return std::nullopt;
  char* start = f.arena.allocate(text.size() / 2);
  char* to = start;
  for (size_t i = 0; i < text.size(); i += 2) {
    const int byte = byte_of(text[i], text[i + 1]);
    if (byte < 0) return std::nullopt;
    *to++ = static_cast<char>(byte);
  }
  return Bytes{{start, text.size() / 2}};
}

Text url_encode(Frame& f, Text text) {
  char* start = f.arena.allocate(text.size() * 3);
  char* to = start;
  for (char c : text) {
    if (stays(c)) {
      *to++ = c;
    } else {
      *to++ = '%';
      to = write_hex(to, c, kCapital);
    }
  }
  return made(f, start, to);
}

std::optional<Text> url_decode(Frame& f, Text text) {
  if (text.find('%') == Text::npos) return text;
  char* start = f.arena.allocate(text.size());
  char* to = start;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      *to++ = text[i];
      continue;
    }
    const int byte = i + 2 < text.size() ? byte_of(text[i + 1], text[i + 2]) : -1;
    if (byte < 0) return std::nullopt;
    *to++ = static_cast<char>(byte);
    i += 2;
  }
  const Text result = made(f, start, to);
  if (!valid_utf8(result)) return std::nullopt;
  return result;
}

}  // namespace sage::fn
