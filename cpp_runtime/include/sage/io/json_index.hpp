// Where the quotes and line ends of a chunk of JSON lines are, found 64 bytes at a time with the widest vectors of the
// machine at hand. Used by one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

namespace sage::io {

class JsonIndex {
 public:
  // Vectors of at most `widest` bits are used: a test may ask for less than the machine has.
  explicit JsonIndex(int widest = 512) : widest_(widest) {}

  // Looks at a chunk, which ends with a line. If many chunks in a row have escapes, most are not looked at.
  // REQUIRES: 64 readable bytes behind the text.
  void scan(const char* text, size_t size);

  // True if every quote of the chunk begins or ends a string and nothing but line ends is below the blank: otherwise
  // there are no places.
  bool is_plain() const { return is_plain_; }
  bool is_ascii() const { return is_ascii_; }

  // The places from the first that has not been passed on.
  const uint32_t* next() const { return next_; }
  const char* place(const uint32_t* cut) const { return text_ + *cut; }

  void pass_to(const uint32_t* cut) { next_ = cut; }
  // The last place before `end` is a line end.
  void pass_to(const char* end) {
    while (next_ != last_ && place(next_) < end) ++next_;
  }

 private:
  int widest_;
  bool is_plain_ = false;
  bool is_ascii_ = false;
  unsigned waits_ = 0;  // chunks that need not be looked at
  const char* text_ = nullptr;
  const uint32_t* next_ = nullptr;
  const uint32_t* last_ = nullptr;
  size_t capacity_ = 0;
  std::unique_ptr<uint32_t[]> cuts_;
};

}  // namespace sage::io
