// A sequence that grows at its end and moves only its first items when it does: the others stand in chunks of some two
// megabytes, so that neither time nor memory jumps when there are many. Not thread-safe.
#pragma once

#include <bit>
#include <cstddef>
#include <new>
#include <type_traits>
#include <utility>

#include "sage/base/memory.hpp"

namespace sage {

template <class T>
class Chunks {
  static_assert(alignof(T) <= 16);

 public:
  Chunks() = default;
  Chunks(Chunks&& other) noexcept { swap(other); }
  Chunks& operator=(Chunks&& other) noexcept {
    swap(other);
    return *this;
  }
  ~Chunks() {
    truncate(0);
    if (room_ != 0) memory::release(chunks_[0], room_ * sizeof(T));  // of one chunk
    if (chunks_ != &first_) delete[] chunks_;
  }

  T& operator[](size_t at) const { return chunks_[at >> kShift][at & (kChunk - 1)]; }

  T& push(T&& item) {
    if (size_ == room_) [[unlikely]]
      grow();
    return *new (&(*this)[size_++]) T(std::move(item));
  }

  // Destroys what stands at `size` and after it, and gives back all chunks but the first that are empty then.
  void truncate(size_t size) {
    if constexpr (!std::is_trivially_destructible_v<T>) {
      for (size_t at = size; at < size_; ++at) (*this)[at].~T();
    }
    size_ = size;
    while (room_ > kChunk && room_ - kChunk >= size) {
      room_ -= kChunk;
      memory::release(chunks_[room_ >> kShift], kChunk * sizeof(T));
    }
  }

  size_t size() const { return size_; }
  size_t bytes() const { return room_ * sizeof(T); }

 private:
  static constexpr size_t kShift = std::bit_width((size_t{2} << 20) / sizeof(T) | 8) - 1;
  static constexpr size_t kChunk = size_t{1} << kShift;
  static constexpr size_t kFewest = 4;

  [[gnu::cold, gnu::noinline]] void grow() {
    if (room_ < kChunk) return grow_first(room_ == 0 ? kFewest : room_ * 2);
    const size_t count = room_ >> kShift;
    if (std::has_single_bit(count)) lengthen_list(count);
    chunks_[count] = static_cast<T*>(memory::allocate(kChunk * sizeof(T)));
    room_ += kChunk;
  }

  void grow_first(size_t room) {
    T* larger = static_cast<T*>(memory::allocate(room * sizeof(T)));
    for (size_t at = 0; at < size_; ++at) {
      new (larger + at) T(std::move(chunks_[0][at]));
      chunks_[0][at].~T();
    }
    memory::release(chunks_[0], room_ * sizeof(T));
    chunks_[0] = larger;
    room_ = room;
  }

  // To twice as many chunks.
  void lengthen_list(size_t count) {
    T** longer = new T*[2 * count];
    for (size_t at = 0; at < count; ++at) longer[at] = chunks_[at];
    if (chunks_ != &first_) delete[] chunks_;
    chunks_ = longer;
  }

  void swap(Chunks& other) noexcept {
    std::swap(first_, other.first_);
    std::swap(chunks_, other.chunks_);
    std::swap(size_, other.size_);
    std::swap(room_, other.room_);
    if (chunks_ == &other.first_) chunks_ = &first_;
    if (other.chunks_ == &first_) other.chunks_ = &other.first_;
  }

  T* first_ = nullptr;
  T** chunks_ = &first_;  // a list of one is kept here
  size_t size_ = 0;
  size_t room_ = 0;
};

}  // namespace sage
