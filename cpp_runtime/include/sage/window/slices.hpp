// How time is parted into windows: starts are counted from 1970, floor also for negative times, plus an offset.
//
// A window of one size begins every `every`; the largest stretch of time whose rows are always in the same windows is a
// slice. What is kept of rows is kept once a slice, whatever the number of windows that hold it.
#pragma once

#include <cstdint>
#include <numeric>

#include "sage/base/types.hpp"
#include "sage/window/bounds.hpp"

namespace sage {

// From `start` on, before `end`; microseconds UTC.
struct Window {
  int64_t start = 0;
  int64_t end = 0;
  bool operator==(const Window&) const = default;

  Bounds bounds() const { return {{start}, {end}}; }
};

// A time as it can be held: what is beyond is the first or the last.
constexpr int64_t held(__int128 time) {
  if (time < INT64_MIN) return INT64_MIN;
  return time > INT64_MAX ? INT64_MAX : static_cast<int64_t>(time);
}

// Throws ConfigError unless 0 < every <= size: what a window is given when the program starts may make no sense.
void check_sizes(int64_t size, int64_t every);

class Slices {
 public:
  // Throws ConfigError unless 0 < every <= size.
  Slices(Duration size, Duration every, Duration offset)
      : size_(size.micros),
        every_(every.micros),
        offset_(offset.micros),
        length_(std::gcd(size_, every_)) {
    check_sizes(size_, every_);
  }

  int64_t size() const { return size_; }
  int64_t every() const { return every_; }
  int64_t length() const { return length_; }

  // The start of the slice that a time is in.
  int64_t slice_of(int64_t time) const { return held(floored(time, length_)); }

  // Of the windows that hold a slice, the first and the last.
  Window first_window(int64_t slice) const {
    return window(floored(__int128{slice} - size_ + length_ + every_ - 1, every_));
  }
  Window last_window(int64_t slice) const { return window(floored(slice, every_)); }

  // The first window that ends after a time.
  Window first_after(int64_t time) const {
    return window(floored(__int128{time} - size_, every_) + every_);
  }

 private:
  Window window(__int128 start) const { return {held(start), held(start + size_)}; }

  // The last multiple of a length, counted from the offset, that is not above a time.
  __int128 floored(__int128 time, int64_t length) const {
    __int128 past = (time - offset_) % length;
    if (past < 0) past += length;
    return time - past;
  }

  int64_t size_;
  int64_t every_;
  int64_t offset_;
  int64_t length_;
};

}  // namespace sage
