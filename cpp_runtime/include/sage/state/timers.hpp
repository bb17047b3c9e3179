// Timers of keys: the same time twice is one, and one that was cancelled does not come.
//
// The times of a key that are to come stand with the key; a heap of all tells which is next. A timer that was cancelled
// stays in the heap until its time, or until most of the heap is such.
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace sage::state {

// The times of one key. Mostly there are one or two.
class Times {
 public:
  Times() = default;
  Times(Times&& other) noexcept { *this = std::move(other); }
  Times& operator=(Times&& other) noexcept {
    std::swap(count_, other.count_);
    std::swap(room_, other.room_);
    std::swap(here_, other.here_);
    return *this;
  }
  ~Times() {
    if (room_ > kHere) delete[] items();
  }

  bool empty() const { return count_ == 0; }
  bool has(int64_t time) const { return find(time) != count_; }

  // False if it is there already.
  bool add(int64_t time) {
    if (has(time)) return false;
    if (count_ == room_) grow();
    items()[count_++] = time;
    return true;
  }

  // False if it is not there.
  bool remove(int64_t time) {
    const uint32_t at = find(time);
    if (at == count_) return false;
    items()[at] = items()[--count_];
    return true;
  }

 private:
  static constexpr uint32_t kHere = 2;

  int64_t* items() { return room_ == kHere ? here_.times : here_.more; }
  const int64_t* items() const { return room_ == kHere ? here_.times : here_.more; }

  uint32_t find(int64_t time) const {
    uint32_t at = 0;
    while (at < count_ && items()[at] != time) ++at;
    return at;
  }

  [[gnu::cold, gnu::noinline]] void grow() {
    auto* more = new int64_t[2 * room_];
    std::copy(items(), items() + count_, more);
    if (room_ > kHere) delete[] items();
    here_.more = more;
    room_ *= 2;
  }

  uint32_t count_ = 0;
  uint32_t room_ = kHere;
  union {
    int64_t times[kHere];
    int64_t* more;
  } here_ = {};
};

// A timer of the entry with this number, in the order of times and then of the first rows of keys.
struct Timer {
  int64_t time;
  uint64_t order;
  uint32_t number;

  bool operator==(const Timer&) const = default;
  bool operator<(const Timer& other) const {
    return time != other.time ? time < other.time : order < other.order;
  }
};

class Timers {
 public:
  // When the next one is due; what was cancelled may make it earlier.
  int64_t due() const { return heap_.empty() ? INT64_MAX : heap_.front().time; }
  bool empty() const { return heap_.empty(); }
  size_t bytes() const { return heap_.capacity() * sizeof(Timer); }

  void push(const Timer& timer) {
    heap_.push_back(timer);
    std::push_heap(heap_.begin(), heap_.end(), is_later);
    ++wanted_;
  }

  Timer pop() {
    std::pop_heap(heap_.begin(), heap_.end(), is_later);
    const Timer timer = heap_.back();
    heap_.pop_back();
    return timer;
  }

  // One of the timers has come, or was cancelled.
  void done() { --wanted_; }

  // Leaves out those for which `is_wanted(timer)` is false, if there are too many of them.
  template <class IsWanted>
  void tidy(IsWanted&& is_wanted) {
    if (heap_.size() <= 3 * wanted_ + kFew) [[likely]]
      return;
    std::erase_if(heap_, [&](const Timer& timer) { return !is_wanted(timer); });
    if (heap_.size() == wanted_) return std::make_heap(heap_.begin(), heap_.end(), is_later);
    std::sort(heap_.begin(), heap_.end());  // some were set again after they had been cancelled
    heap_.erase(std::unique(heap_.begin(), heap_.end()), heap_.end());
  }

 private:
  static constexpr size_t kFew = 64;

  static bool is_later(const Timer& a, const Timer& b) { return b < a; }

  std::vector<Timer> heap_;
  size_t wanted_ = 0;
};

}  // namespace sage::state
