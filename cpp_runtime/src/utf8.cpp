#include "sage/base/utf8.hpp"

namespace sage::detail {

// One comparison per lead byte gives the range of the second byte; that range excludes long forms,
// surrogates and what is above U+10FFFF (Unicode, table 3-7).
bool valid_utf8_slow(const char* from, const char* end) {
  auto byte = [](const char* at) { return static_cast<unsigned char>(*at); };
  while (from != end) {
    for (uint64_t word; end - from >= 8; from += 8) {
      std::memcpy(&word, from, 8);
      if (word & 0x8080808080808080) break;
    }
    if (from == end) break;
    unsigned char first = byte(from++);
    if (first < 0x80) continue;
    if (first < 0xC2 || first > 0xF4) return false;
    int more = first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
    if (end - from < more) return false;
    unsigned char least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    unsigned char most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (byte(from) < least || byte(from) > most) return false;
    for (int i = 1; i < more; ++i) {
      if (!is_continuation(from[i])) return false;
    }
    from += more;
  }
  return true;
}

}  // namespace sage::detail
