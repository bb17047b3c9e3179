// Memory for what is kept by time, in slabs of equal spans, so that what is old is let go as a whole.
//
// The slab of the latest row is at hand, so that most rows find theirs by one comparison. Slabs that are let go keep some
// of their memory for those to come. Not thread-safe: each operator owns its slabs.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "sage/base/arena.hpp"
#include "sage/base/frame.hpp"

namespace sage {

// `Content` can be `clear`ed.
template <class Content>
class Slabs {
 public:
  struct Slab {
    int64_t start;
    int64_t end;
    Arena memory;
    Content content;
  };

  // Slabs of about this span, in microseconds; of short ones there would be too many.
  explicit Slabs(int64_t span) : length_(std::max(span, kShortest)) {}

  // The slab of a time, which is made if there is none.
  Slab& at(int64_t time) {
    if (at_hand_ != nullptr && at_hand_->start <= time && time < at_hand_->end) [[likely]]
      return *at_hand_;
    return find(time);
  }

  // Slabs have places from begin() to end(), in order of time.
  size_t begin() const { return first_; }
  size_t end() const { return slabs_.size(); }
  Slab& operator[](size_t place) const { return *slabs_[place]; }
  bool empty() const { return first_ == slabs_.size(); }

  // REQUIRES: !empty()
  Slab& front() const { return *slabs_[first_]; }

  // What all slabs hold together.
  size_t bytes() const {
    size_t sum = (slabs_.capacity() + free_.capacity()) * sizeof slabs_[0];
    for (size_t place = first_; place < slabs_.size(); ++place) sum += bytes(*slabs_[place]);
    for (const auto& slab : free_) sum += bytes(*slab);
    return sum;
  }

  // Lets the first slab go.
  void pop_front() {
    std::unique_ptr<Slab>& slab = slabs_[first_];
    if (slab.get() == at_hand_) at_hand_ = nullptr;
    slab->content.clear();
    slab->memory.reset();
    free_.push_back(std::move(slab));
    ++first_;
    if (first_ * 2 > slabs_.size()) {
      slabs_.erase(slabs_.begin(), slabs_.begin() + static_cast<std::ptrdiff_t>(first_));
      first_ = 0;
    }
  }

 private:
  static constexpr int64_t kShortest = 100'000;

  static size_t bytes(const Slab& slab) {
    return sizeof slab + slab.memory.bytes() + slab.content.bytes();
  }

  [[gnu::noinline]] Slab& find(int64_t time) {
    const __int128 past = (__int128{time} % length_ + length_) % length_;
    const auto start = static_cast<int64_t>(std::max<__int128>(time - past, kStartOfTime));
    const auto end = static_cast<int64_t>(std::min<__int128>(time - past + length_, kEndOfTime));
    const auto place =
        std::lower_bound(slabs_.begin() + static_cast<std::ptrdiff_t>(first_), slabs_.end(), start,
                         [](const auto& slab, int64_t time) { return slab->start < time; });
    if (place != slabs_.end() && (*place)->start == start) return *(at_hand_ = place->get());
    return *(at_hand_ = slabs_.insert(place, make(start, end))->get());
  }

  std::unique_ptr<Slab> make(int64_t start, int64_t end) {
    auto slab = free_.empty() ? std::make_unique<Slab>() : std::move(free_.back());
    if (!free_.empty()) free_.pop_back();
    slab->start = start;
    slab->end = end;
    return slab;
  }

  int64_t length_;
  Slab* at_hand_ = nullptr;
  std::vector<std::unique_ptr<Slab>> slabs_;
  size_t first_ = 0;  // those before are gone
  std::vector<std::unique_ptr<Slab>> free_;
};

}  // namespace sage
