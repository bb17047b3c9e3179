// When windows over slices of time fire and when they are gone; common to all operators that keep panes.
//
// A window fires when the watermark reaches its end, and is gone `lateness` later. Windows fire in order of their ends.
#pragma once

#include <cstdint>

#include "sage/base/frame.hpp"
#include "sage/window/panes.hpp"

namespace sage {

template <class Content>
class WindowTiming {
 public:
  using Pane = typename Panes<Content>::Pane;

  WindowTiming(Slices slices, Duration lateness)
      : slices_(slices), panes_(slices), lateness_(lateness.micros) {}

  const Slices& slices() const { return slices_; }

  // The pane of a row of this time; null if all windows that hold it are gone: the row is late.
  Pane* pane_of(int64_t time) {
    if (Pane* pane = panes_.at_hand(time)) [[likely]]
      return pane;
    return find_pane(time);
  }

  size_t keys() const { return panes_.keys(); }
  size_t bytes() const { return panes_.bytes(); }

  // True if there is nothing to do at this watermark, which is then noted.
  bool rests(int64_t watermark) {
    if (watermark < due_) [[likely]] {
      watermark_ = watermark;
      return true;
    }
    return false;
  }

  // Calls `fire(window)` for each window that is due at this watermark and holds a pane, then lets panes go.
  template <class Fire>
  void advance(int64_t watermark, Fire&& fire) {
    while (has_next_ && next_.end <= watermark) {
      const Window window = next_;
      watermark_ = window.end;
      has_next_ = find_from(after(window), next_);
      fire(window);
    }
    watermark_ = watermark;
    while (!panes_.empty() && is_gone(panes_.front().last, watermark)) panes_.pop_front();
    set_due();
  }

  // Calls `fire(window)` for each window that has fired, is kept, and holds this pane.
  template <class Fire>
  void fire_again(const Pane& pane, Fire&& fire) const {
    for (Window w = pane.first; w.start <= pane.last.start && w.end <= watermark_;
         w.start += slices_.every(), w.end += slices_.every()) {
      if (!is_gone(w, watermark_)) fire(w);
    }
  }

  // Calls `fire(window)` for each window that has a pane and has not fired.
  template <class Fire>
  void each_open(Fire&& fire) const {
    bool has_window = has_next_;
    for (Window w = next_; has_window; has_window = find_from(after(w), w)) fire(w);
  }

  // Calls `visit(pane)` for the panes of a window, in order of time.
  template <class Visit>
  void each_pane(Window window, Visit&& visit) const {
    for (size_t at = panes_.lower_bound(window.start);
         at != panes_.end() && panes_[at].start < window.end; ++at)
      visit(panes_[at]);
  }

  // True if a window that holds the pane has fired and may fire again.
  bool fires_again(const Pane& pane) const {
    return lateness_ != 0 && pane.first.end <= watermark_;
  }

 private:
  [[gnu::noinline]] Pane* find_pane(int64_t time) {
    if (is_gone(slices_.last_window(slices_.slice_of(time)), watermark_)) return nullptr;
    Pane& pane = panes_.at(time);
    Window window = pane.first;
    if (window.end <= watermark_) window = slices_.first_after(watermark_);
    if (window.start <= pane.last.start && (!has_next_ || window.end < next_.end)) {
      next_ = window;
      has_next_ = true;
    }
    set_due();
    return &pane;
  }

  bool is_gone(Window window, int64_t watermark) const {
    return held(__int128{window.end} + lateness_) <= watermark;
  }

  // The first window that starts at a time or later and has a pane; false if there is none.
  bool find_from(int64_t start, Window& window) const {
    const size_t place = panes_.lower_bound(start);
    if (place == panes_.end()) return false;
    const Pane& pane = panes_[place];
    window = pane.first.start < start ? Window{start, held(__int128{start} + slices_.size())}
                                      : pane.first;
    return true;
  }

  int64_t after(Window window) const { return held(__int128{window.start} + slices_.every()); }

  void set_due() {
    due_ = has_next_ ? next_.end : kEndOfTime;
    if (lateness_ != 0 && !panes_.empty()) {
      const int64_t gone = held(__int128{panes_.front().last.end} + lateness_);
      if (gone < due_) due_ = gone;
    }
  }

  Slices slices_;
  Panes<Content> panes_;
  int64_t lateness_;
  int64_t watermark_ = kStartOfTime;
  int64_t due_ = kEndOfTime;
  bool has_next_ = false;
  Window next_;  // the first window with a pane that has not fired
};

}  // namespace sage
