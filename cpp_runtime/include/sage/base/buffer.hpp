// Text under construction: a growing run of bytes that is written at its end and emptied as a whole.
//
// A cheaper std::string: memory is not cleared first, and a writer that knows a bound writes without further checks:
//
//   buffer.commit(write_text(buffer.reserve(kTextChars), value));
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>

namespace sage {

class Buffer {
 public:
  // Room for `size` more bytes; valid until the next call that writes.
  char* reserve(size_t size) {
    if (size > capacity_ - size_) [[unlikely]]
      grow(size);
    return data_.get() + size_;
  }
  // What was reserved is filled up to `end`.
  void commit(const char* end) { size_ = static_cast<size_t>(end - data_.get()); }

  void put(char c) {
    *reserve(1) = c;
    ++size_;
  }
  void append(std::string_view text) {
    if (text.empty()) return;
    std::memcpy(reserve(text.size()), text.data(), text.size());
    size_ += text.size();
  }

  void clear() { size_ = 0; }
  void truncate(size_t size) { size_ = size; }  // to no more than it is
  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  std::string_view view() const { return {data_.get(), size_}; }
  std::string text() const { return std::string(view()); }

 private:
  [[gnu::cold]] void grow(size_t size);

  std::unique_ptr<char[]> data_;
  size_t size_ = 0;
  size_t capacity_ = 0;
};

}  // namespace sage
