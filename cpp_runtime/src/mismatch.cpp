#include "sage/base/mismatch.hpp"

#include "sage/base/buffer.hpp"
#include "sage/base/json.hpp"
#include "sage/base/utf8.hpp"

namespace sage {
namespace {

constexpr size_t kMostShown = 40;

// The length of the longest start of a code point at the front of `bytes`, at least 1, and whether it is a whole one.
struct Start {
  size_t size;
  bool is_whole;
};

Start code_point_start(std::string_view bytes) {
  auto byte = [&](size_t i) { return static_cast<unsigned char>(bytes[i]); };
  unsigned char first = byte(0);
  if (first < 0x80) return {1, true};
  size_t wanted = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
  for (size_t i = 1; i < wanted; ++i) {
    unsigned char least = 0x80, largest = 0xBF;
    if (i == 1 && first == 0xE0) least = 0xA0;
    if (i == 1 && first == 0xED) largest = 0x9F;
    if (i == 1 && first == 0xF0) least = 0x90;
    if (i == 1 && first == 0xF4) largest = 0x8F;
    if (i == bytes.size() || byte(i) < least || byte(i) > largest) return {i, false};
  }
  return {wanted == 0 ? 1 : wanted, wanted != 0};
}

}  // namespace

std::string readable(std::string_view bytes) {
  if (valid_utf8(bytes)) return std::string(bytes);
  std::string text;
  while (!bytes.empty()) {
    Start start = code_point_start(bytes);
    text += start.is_whole ? bytes.substr(0, start.size) : "\xEF\xBF\xBD";
    bytes.remove_prefix(start.size);
  }
  return text;
}

std::string shown(std::string_view text) {
  // 4 bytes a code point at most, so that a huge text is not copied.
  std::string start = readable(text.substr(0, 4 * (kMostShown + 1)));
  size_t cut = offset_of(start, kMostShown);
  Buffer buffer;
  json::write_string(buffer, start.substr(0, cut));
  return cut < start.size() ? buffer.text() + "..." : buffer.text();
}

}  // namespace sage
