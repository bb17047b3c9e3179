// One decoded payload as a flat row of tokens: where JSON and MessagePack meet before they become records.
//
// A reader of a format pushes tokens in document order; `json::decode` (base/json.hpp) reads a record out of them. Text
// is not copied: tokens look at the payload, or at an arena where escapes had to be undone. A tape is kept and cleared
// between payloads, so it allocates only while it grows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "sage/base/types.hpp"

namespace sage::json {

enum class Kind : uint8_t {
  kNull,
  kFalse,
  kTrue,
  kNumber,    // a number as JSON text, well formed but not read yet
  kInteger,   // an int64
  kUnsigned,  // a uint64 above the int64 range
  kFloat,     // a double
  kText,      // valid UTF-8
  kBytes,     // raw bytes, of formats that have them
  kList,      // `size` values follow
  kObject,    // `size` pairs follow: a kText token, then a value
};

struct Token {
  union {
    const char* data;  // kNumber, kText, kBytes
    int64_t integer;   // kInteger
    uint64_t natural;  // kUnsigned
    double real;       // kFloat
    uint64_t end;      // kList, kObject: index of the token behind the last one inside
  };
  uint32_t size;  // bytes of text, items of a list, pairs of an object
  Kind kind;

  std::string_view text() const { return {data, size}; }
};

class Tape {
 public:
  void clear() { count_ = 0; }

  // Makes room for this many more tokens. A reader that cannot bound their number may leave it to `push`.
  void reserve(size_t more) {
    if (more > capacity_ - count_) grow(more);
  }

  void null() { push(Kind::kNull); }
  void boolean(bool value) { push(value ? Kind::kTrue : Kind::kFalse); }
  void number(std::string_view text) { push_text(Kind::kNumber, text); }
  void integer(int64_t value) { push(Kind::kInteger).integer = value; }
  void natural(uint64_t value) {
    if (value > static_cast<uint64_t>(INT64_MAX)) {
      push(Kind::kUnsigned).natural = value;
    } else {
      integer(static_cast<int64_t>(value));
    }
  }
  void real(double value) { push(Kind::kFloat).real = value; }
  void text(std::string_view text) { push_text(Kind::kText, text); }  // REQUIRES: valid UTF-8
  void bytes(std::string_view data) { push_text(Kind::kBytes, data); }

  // A list or object: keep what `open` answers, push what is inside, then `close` with the number of items or pairs.
  size_t open(Kind kind) {
    push(kind);
    return count_ - 1;
  }
  void close(size_t opened, size_t size) {
    tokens_[opened].size = static_cast<uint32_t>(size);
    tokens_[opened].end = count_;
  }

  size_t size() const { return count_; }
  const Token& operator[](size_t at) const { return tokens_[at]; }

  // The index behind the value at `at` and all that is inside it.
  size_t after(size_t at) const {
    const Token& token = tokens_[at];
    return token.kind >= Kind::kList ? token.end : at + 1;
  }

 private:
  Token& push(Kind kind) {
    if (count_ == capacity_) grow(1);
    Token& token = tokens_[count_++];
    token.kind = kind;
    return token;
  }
  void push_text(Kind kind, std::string_view text) {
    Token& token = push(kind);
    token.data = text.data();
    token.size = static_cast<uint32_t>(text.size());
  }
  void grow(size_t more) {
    size_t capacity = capacity_ * 2 > count_ + more ? capacity_ * 2 : count_ + more;
    if (capacity < 64) capacity = 64;
    auto larger = std::make_unique_for_overwrite<Token[]>(capacity);
    for (size_t i = 0; i < count_; ++i) larger[i] = tokens_[i];
    tokens_ = static_cast<std::unique_ptr<Token[]>&&>(larger);
    capacity_ = capacity;
  }

  std::unique_ptr<Token[]> tokens_;
  size_t count_ = 0;
  size_t capacity_ = 0;
};

}  // namespace sage::json
