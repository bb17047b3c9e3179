// What is kept of the slices of time that have rows, in order of time.
//
// The slice of the latest row is at hand, so that most rows find theirs by one comparison. Slices that are let go keep
// their memory for those to come. Not thread-safe: each operator owns its panes.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "sage/window/slices.hpp"

namespace sage {

// `Content` can be `clear`ed.
template <class Content>
class Panes {
 public:
  struct Pane {
    int64_t start = 0;
    Window first;  // of the windows that hold it
    Window last;
    Content content{};
  };

  explicit Panes(const Slices& slices)
      : slices_(slices), length_(static_cast<uint64_t>(slices.length())) {}

  // The pane of a time if it is that of the latest row, else null.
  Pane* at_hand(int64_t time) const {
    const uint64_t past = static_cast<uint64_t>(time) - static_cast<uint64_t>(start_);
    return past < reach_ ? at_hand_ : nullptr;
  }

  // The pane of a time, which is made if there is none.
  [[gnu::noinline]] Pane& at(int64_t time) {
    const int64_t start = slices_.slice_of(time);
    size_t place = lower_bound(start);
    if (place == panes_.size() || panes_[place]->start != start) {
      panes_.insert(panes_.begin() + static_cast<std::ptrdiff_t>(place), make(start));
    }
    at_hand_ = panes_[place].get();
    start_ = start;
    reach_ = length_;
    return *at_hand_;
  }

  // The place of the first pane that begins at a time or later.
  size_t lower_bound(int64_t start) const {
    if (panes_.size() > first_ && panes_.back()->start < start) return panes_.size();
    const auto place = std::lower_bound(
        panes_.begin() + static_cast<std::ptrdiff_t>(first_), panes_.end(), start,
        [](const std::unique_ptr<Pane>& pane, int64_t time) { return pane->start < time; });
    return static_cast<size_t>(place - panes_.begin());
  }

  // Panes have places from begin() to end(), in order of time.
  size_t begin() const { return first_; }
  size_t end() const { return panes_.size(); }
  Pane& operator[](size_t place) const { return *panes_[place]; }
  bool empty() const { return first_ == panes_.size(); }

  // REQUIRES: !empty()
  Pane& front() const { return *panes_[first_]; }

  // What all panes hold together.
  size_t keys() const {
    size_t sum = 0;
    for (size_t place = first_; place < panes_.size(); ++place)
      sum += panes_[place]->content.size();
    return sum;
  }
  size_t bytes() const {
    size_t sum = (panes_.capacity() + free_.capacity()) * sizeof panes_[0];
    for (size_t place = first_; place < panes_.size(); ++place)
      sum += sizeof(Pane) + panes_[place]->content.bytes();
    for (const auto& pane : free_) sum += sizeof(Pane) + pane->content.bytes();
    return sum;
  }

  // Lets the first pane go.
  void pop_front() {
    std::unique_ptr<Pane>& pane = panes_[first_];
    if (pane.get() == at_hand_) reach_ = 0;
    pane->content.clear();
    free_.push_back(std::move(pane));
    ++first_;
    if (first_ * 2 > panes_.size()) {
      panes_.erase(panes_.begin(), panes_.begin() + static_cast<std::ptrdiff_t>(first_));
      first_ = 0;
    }
  }

 private:
  std::unique_ptr<Pane> make(int64_t start) {
    std::unique_ptr<Pane> pane;
    if (free_.empty()) {
      pane = std::make_unique<Pane>();
    } else {
      pane = std::move(free_.back());
      free_.pop_back();
    }
    pane->start = start;
    pane->first = slices_.first_window(start);
    pane->last = slices_.last_window(start);
    return pane;
  }

  Slices slices_;
  uint64_t length_;
  Pane* at_hand_ = nullptr;
  int64_t start_ = 0;   // of the pane at hand
  uint64_t reach_ = 0;  // its length; 0 if there is none at hand
  std::vector<std::unique_ptr<Pane>> panes_;
  size_t first_ = 0;  // those before are gone
  std::vector<std::unique_ptr<Pane>> free_;
};

}  // namespace sage
