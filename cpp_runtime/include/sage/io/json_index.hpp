// Where a chunk of JSON lines is cut: at quotes, backslashes and control characters, line ends among them. Between two
// cuts stands plain text. They are found 64 bytes at a time, with the widest vectors of the machine at hand. Used by one
// thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

namespace sage::io {

class JsonIndex {
 public:
  // Vectors of at most `widest` bits are used: a test may ask for less than the machine has.
  explicit JsonIndex(int widest = 512) : widest_(widest) {}

  static constexpr bool cuts(char c) {
    return c == '"' || c == '\\' || static_cast<unsigned char>(c) < ' ';
  }

  // Looks at a chunk, which ends with a line. One of more than 4 GiB has no cuts.
  // REQUIRES: 64 readable bytes behind the text.
  void scan(const char* text, size_t size);

  bool has_cuts() const { return next_ != last_; }
  bool is_ascii() const { return is_ascii_; }

  // The cuts from the first that has not been passed on.
  const uint32_t* next() const { return next_; }
  const char* place(const uint32_t* cut) const { return text_ + *cut; }

  // Of a string that opens at a cut: the cut that closes it, or nullptr if that is not told by backslashes alone.
  const uint32_t* closing(const uint32_t* cut) const;

  void pass_to(const uint32_t* cut) { next_ = cut; }
  void pass_to(const char* place) {
    while (next_ != last_ && this->place(next_) < place) ++next_;
  }

 private:
  int widest_;
  bool is_ascii_ = false;
  const char* text_ = nullptr;
  const uint32_t* next_ = nullptr;
  const uint32_t* last_ = nullptr;
  size_t capacity_ = 0;
  std::unique_ptr<uint32_t[]> places_;
};

}  // namespace sage::io
