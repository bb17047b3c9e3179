// Steps of a walk over JSON that is expected to hold values of known types (io/json_scan.hpp).
#pragma once

#include <cstring>
#include <string_view>
#include <utility>

#include "sage/base/block.hpp"
#include "sage/base/digits.hpp"
#include "sage/base/enum.hpp"
#include "sage/base/json.hpp"
#include "sage/base/json_text.hpp"
#include "sage/base/utf8.hpp"
#include "sage/io/iso_time.hpp"

namespace sage::io {

// Each step takes the place where a value begins and answers the place behind it, or nullptr to give up. A newline stands
// somewhere behind each place, then 64 readable bytes.
class JsonSteps {
 public:
  explicit JsonSteps(TimeUnit unit) : unit_(unit) {}

 protected:
  // The first quote, backslash or control character.
  [[gnu::always_inline]] const char* plain_end(const char* at, Block& high) const {
    while (true) {
      Block bytes(at);
      high.add(bytes);
      uint64_t stops = bytes.equal(quote_) | bytes.equal(backslash_) | bytes.below(blank_);
      if (stops != 0) return at + __builtin_ctzll(stops);
      at += Block::kSize;
    }
  }

  [[gnu::always_inline]] const char* skip(const char* at, Block& high) {
    if (*at == '"') {
      const char* end = plain_end(at + 1, high);
      return *end == '"' ? end + 1 : skip_any(at);
    }
    const char* whole = *at == '-' ? at + 1 : at;
    const unsigned count = digits::count(digits::load(whole));
    const char* end = whole + count;
    if (count == 0 || (*whole == '0' && count > 1) || goes_on(*end)) return skip_any(at);
    return end;
  }

  [[gnu::always_inline]] const char* read(const char* at, Block& high, std::string_view& value) {
    if (*at != '"') return nullptr;
    const char* end = plain_end(at + 1, high);
    if (*end != '"') [[unlikely]]
      return read_escaped(at + 1, end, value);
    value = {at + 1, static_cast<size_t>(end - at - 1)};
    return end + 1;
  }

  template <Integer T>
  [[gnu::always_inline]] const char* read(const char* at, Block&, T& value) {
    bool negative = *at == '-';
    at += negative;
    const uint64_t word = digits::load(at);
    const unsigned count = digits::count(word);
    if (count == 0 || (*at == '0' && count > 1)) return nullptr;
    if (digits::is_digit(at[count])) [[unlikely]]
      return read_long(at, negative, value);
    int64_t wide = digits::value(word, count);
    if (negative) wide = -wide;
    value = static_cast<T>(wide);
    return std::in_range<T>(wide) ? at + count : nullptr;
  }

  [[gnu::always_inline]] const char* read(const char* at, Block&, bool& value) {
    value = std::memcmp(at, "true", 4) == 0;
    if (value) return at + 4;
    return std::memcmp(at, "false", 5) == 0 ? at + 5 : nullptr;
  }

  [[gnu::always_inline]] const char* read(const char* at, Block& high, Timestamp& value) {
    if (*at == '"') {
      const char* end = date_.read(at + 1, value);
      if (end != nullptr && *end == '"') [[likely]]
        return end + 1;
      return read_of_text(at, high, value);
    }
    int64_t count;
    if (unit_ == TimeUnit::kNone || (at = read(at, high, count)) == nullptr) return nullptr;
    return timestamp_of(count, unit_, value) ? at : nullptr;
  }

  [[gnu::always_inline]] const char* read(const char* at, Block& high, Duration& value) {
    return read_of_text(at, high, value);
  }

  const char* read(const char* at, Block&, double& value);
  const char* read(const char* at, Block&, float& value);

  template <IsEnum T>
    requires(!has_payloads<T>)
  const char* read(const char* at, Block& high, T& value) {
    return read_of_text(at, high, value);
  }

  // A value in a string.
  template <class T>
  const char* read_of_text(const char* at, Block& high, T& value) {
    std::string_view text;
    at = read(at, high, text);
    return at != nullptr && read_text(text, value) ? at : nullptr;
  }

  // Any other value, by way of a tape.
  template <class T>
  const char* read_any(const char* at, T& value) {
    at = json::parse_value(at, line_end(at), tape_, *arena_);
    if (at == nullptr) return nullptr;
    return json::Decoder(tape_, *arena_, unit_).read(0, value) ? at : nullptr;
  }

  // The text up to `end`, which `high` was collected from, is UTF-8.
  static bool is_valid(const char* at, const char* end, const Block& high) {
    return high.high() == 0 || valid_utf8({at, static_cast<size_t>(end - at)});
  }

  static const char* line_end(const char* at) {
    return static_cast<const char*>(__builtin_memchr(at, '\n', SIZE_MAX / 2));
  }

  Arena* arena_ = nullptr;
  IsoDate date_;

 private:
  static bool goes_on(char c) { return digits::is_digit(c) || c == '.' || c == 'e' || c == 'E'; }

  // A number of more than eight digits.
  template <Integer T>
  [[gnu::noinline]] static const char* read_long(const char* at, bool negative, T& value) {
    const uint64_t back = digits::load(at + 8);
    const unsigned count = digits::count(back);
    const char* end = at + 8 + count;
    if (count == 8) {
      while (digits::is_digit(*end)) ++end;
      if (negative) --at;
      std::string_view text{at, static_cast<size_t>(end - at)};
      return read_text(text, value) ? end : nullptr;
    }
    int64_t wide = int64_t{digits::value(digits::load(at))} * digits::kPowers[count] +
                   digits::value(back, count);
    if (negative) wide = -wide;
    value = static_cast<T>(wide);
    return std::in_range<T>(wide) ? end : nullptr;
  }

  const char* skip_any(const char* at);
  const char* read_escaped(const char* start, const char* at, std::string_view& value);

  // In memory, where a comparison reads them at no cost: made anew they would cost more than it.
  Block quote_ = Block::of('"');
  Block backslash_ = Block::of('\\');
  Block blank_ = Block::of(' ');
  TimeUnit unit_;
  json::Tape tape_;
};

}  // namespace sage::io
