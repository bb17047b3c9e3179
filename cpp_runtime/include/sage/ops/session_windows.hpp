// Makes one row of each key and session: the key, the aggregates, and the window from the session's first row to `gap`
// after its last one.
//
// A row at t makes a window [t, t + gap), which becomes one with every session of its key that it overlaps; one that ends
// at t does not. A session fires when the watermark reaches its end and is let go `lateness` later, and so is its key.
// Sessions that end together come out in the order in which they began to be seen. A row whose own window is gone, and
// that meets no session, is counted and goes to `late`.
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "sage/base/arena.hpp"
#include "sage/base/frame.hpp"
#include "sage/base/own.hpp"
#include "sage/ops/batch.hpp"
#include "sage/ops/ranked.hpp"
#include "sage/state/index.hpp"
#include "sage/state/slot_hash.hpp"
#include "sage/window/alarm.hpp"
#include "sage/window/slices.hpp"

namespace sage::ops {

template <class Key, class Content>
class SessionWindows {
 public:
  SessionWindows(Duration gap, Duration lateness, Duration early = {}, Key key = {},
                 Content content = {})
      : gap_(gap.micros), lateness_(lateness.micros), early_(early), key_(key), content_(content) {
    check_sizes(gap_, gap_);
  }

  // The first of `late` gets the rows all of whose windows are gone.
  template <class Record, class Emit, class... Late>
  Status process(const Record& record, Frame& frame, Emit&& emit, Late&&... late) {
    const Window window{frame.time, held(__int128{frame.time} + gap_)};
    const auto key = key_(record, frame);
    if (frame.failed()) [[unlikely]]
      return Status::kFailed;
    const uint32_t hash = slot_hash(key);
    Met met = meet(hash, key, window);
    if (met.count == 0 && is_gone(window.end)) [[unlikely]] {
      ++late_;
      if constexpr (sizeof...(late) > 0) first_of(late...)(record);
      return Status::kOk;
    }
    const auto args = content_.args(record, frame);
    if (frame.failed()) [[unlikely]]
      return Status::kFailed;
    if (met.count < 2) {
      Content::check(met.count == 0 ? empty_ : sessions_[met.at[0]].state, args, frame);
      if (frame.failed()) [[unlikely]]
        return Status::kFailed;
    } else if (!unite(met, hash, args, frame)) {
      return Status::kFailed;
    }
    const uint32_t at = met.count == 0 ? open(hash, key, window, frame.position) : met.at[0];
    Session& session = sessions_[at];
    Content::add(session.state, args);
    extend(session, at, window);
    if (session.has_fired) [[unlikely]]
      emit_row(session, frame, emit);
    return Status::kOk;
  }

  template <class Emit, class... Others>
  void advance(int64_t watermark, Frame& frame, Emit&& emit, Others&&...) {
    if (watermark < due()) [[likely]] {
      watermark_ = watermark;
      return;
    }
    const OwnArena scope(frame, row_text_);
    while (!timers_.empty() && timers_.front().time <= watermark) {
      const Timer timer = pop_timer();
      Session& session = sessions_[timer.session];
      if (session.number != timer.number || session.timer != timer.time) continue;
      watermark_ = std::max(watermark_, timer.time);
      if (!session.has_fired && session.window.end == timer.time) {
        session.has_fired = true;
        emit_row(session, frame, emit);
        end_row(frame);
      }
      if (session.has_fired && gone(session) <= timer.time) {
        close(slot_hash(session.key), timer.session);
      } else {
        set_timer(session, timer.session);
      }
    }
    watermark_ = watermark;
  }

  // Emits what there is of the sessions that have not fired, when it is time for that.
  template <class Emit, class... Others>
  void tick(int64_t now, Frame& frame, Emit&& emit, Others&&...) {
    if (!early_.is_due(now)) return;
    const OwnArena scope(frame, row_text_);
    std::vector<uint32_t> open;
    for (uint32_t at = 0; at < sessions_.size(); ++at) {
      if (sessions_[at].number != 0 && !sessions_[at].has_fired) open.push_back(at);
    }
    const auto order = ranked(open.size(), [&](uint32_t a, uint32_t b) {
      const Session &one = sessions_[open[a]], &two = sessions_[open[b]];
      return one.window.end != two.window.end ? one.window.end < two.window.end
                                              : one.number < two.number;
    });
    for (uint32_t place : order) {
      emit_row(sessions_[open[place]], frame, emit);
      end_row(frame);
    }
  }

  // Rows of which no window is left, since the start.
  uint64_t late() const { return late_; }

  // Sessions that are open or kept.
  size_t size() const { return sessions_.size() - free_.size(); }

  size_t keys() const { return size(); }
  size_t state_bytes() const {
    return index_.bytes() + sessions_.capacity() * sizeof(Session) +
           free_.capacity() * sizeof(uint32_t) + timers_.capacity() * sizeof(Timer) + text_.bytes();
  }

 private:
  using KeyValue = typename Key::Value;
  using State = typename Content::State;
  static constexpr size_t kSmall = 64 << 10;

  struct Session {
    Window window;
    int64_t timer = 0;    // when it is looked at next
    uint64_t number = 0;  // in the order in which sessions began to be seen; 0 if it is free
    bool has_fired = false;
    KeyValue key{};  // in text_
    State state{};
  };

  struct Timer {
    int64_t time;
    uint64_t number;
    uint32_t session;
  };

  // The sessions that a row overlaps, the earlier one first: at most two, for none is shorter than the row's own window.
  struct Met {
    uint32_t count = 0;
    uint32_t at[2] = {};
  };

  static bool is_later(const Timer& a, const Timer& b) {
    return a.time != b.time ? a.time > b.time : a.number > b.number;
  }

  int64_t due() const { return timers_.empty() ? kEndOfTime : timers_.front().time; }
  bool is_gone(int64_t end) const { return held(__int128{end} + lateness_) <= watermark_; }
  int64_t gone(const Session& session) const {
    return held(__int128{session.window.end} + lateness_);
  }

  Met meet(uint32_t hash, const KeyValue& key, Window window) const {
    Met met;
    index_.find(hash, [&](uint32_t number) {
      const Session& other = sessions_[number - 1];
      if (window.start < other.window.end && other.window.start < window.end &&
          key_equal(other.key, key))
        met.at[met.count++] = number - 1;
      return met.count == 2;
    });
    if (met.count == 2 && sessions_[met.at[1]].window.start < sessions_[met.at[0]].window.start)
      std::swap(met.at[0], met.at[1]);
    return met;
  }

  uint32_t open(uint32_t hash, const KeyValue& key, Window window, uint64_t place) {
    index_.make_room();
    auto at = static_cast<uint32_t>(sessions_.size());
    if (free_.empty()) {
      sessions_.emplace_back();
    } else {
      at = free_.back();
      free_.pop_back();
    }
    Session& session = sessions_[at];
    session.window = window;
    session.number = place != 0 ? place : ++numbers_;
    session.has_fired = window.end <= watermark_;
    session.key = own(key, text_);
    index_.add(hash, at + 1);
    set_timer(session, at);
    return at;
  }

  // Makes one of two sessions that a row joins, which keeps the number of the older one; false if the row or the sum of
  // both fails.
  template <class Args>
  [[gnu::noinline]] bool unite(const Met& met, uint32_t hash, const Args& args, Frame& frame) {
    Session &one = sessions_[met.at[0]], &two = sessions_[met.at[1]];
    State both{};
    Content::merge(both, one.state);
    Content::check_merge(both, two.state, frame);
    if (frame.failed()) return false;
    Content::merge(both, two.state);
    Content::check(both, args, frame);
    if (frame.failed()) return false;
    one.state = std::move(both);
    one.window.end = two.window.end;
    one.has_fired = one.has_fired && two.has_fired;
    if (two.number < one.number) std::swap(one.number, two.number);
    close(hash, met.at[1]);
    set_timer(one, met.at[0]);
    return true;
  }

  void extend(Session& session, uint32_t at, Window window) {
    session.window.start = std::min(session.window.start, window.start);
    if (window.end <= session.window.end) return;
    session.window.end = window.end;
    if (session.has_fired) {
      session.has_fired = window.end <= watermark_;
      set_timer(session, at);
    }
  }

  template <class Emit>
  void emit_row(const Session& session, Frame& frame, Emit& emit) {
    const AtTime scope(frame, session.window.end - 1);
    frame.born = session.number;
    emit_group<Content>(session.key, session.state, frame, emit, session.window.bounds());
  }

  void close(uint32_t hash, uint32_t at) {
    index_.remove(hash, at + 1);
    sessions_[at] = Session{};
    free_.push_back(at);
    if constexpr (has_views<KeyValue>()) {
      if (text_.used() > 2 * text_used_ + kSmall) free_text();
    }
  }

  // Copies the keys of the sessions that are left and frees the others.
  [[gnu::noinline]] void free_text() {
    Arena kept;
    for (Session& session : sessions_) {
      if (session.number != 0) session.key = own(session.key, kept);
    }
    text_ = std::move(kept);
    text_used_ = text_.used();
  }

  // A session that grows keeps its timer, which is set anew when it rings.
  void set_timer(Session& session, uint32_t at) {
    session.timer = session.has_fired ? gone(session) : session.window.end;
    timers_.push_back({session.timer, session.number, at});
    std::push_heap(timers_.begin(), timers_.end(), is_later);
  }

  Timer pop_timer() {
    std::pop_heap(timers_.begin(), timers_.end(), is_later);
    const Timer timer = timers_.back();
    timers_.pop_back();
    return timer;
  }

  int64_t gap_;
  int64_t lateness_;
  Alarm early_;
  [[no_unique_address]] Key key_;
  [[no_unique_address]] Content content_;
  Index index_;  // from keys to the numbers, from 1, of their sessions
  std::vector<Session> sessions_;
  std::vector<uint32_t> free_;  // places in sessions_
  std::vector<Timer> timers_;   // a heap; those of sessions that have another one now do nothing
  State empty_{};
  int64_t watermark_ = kStartOfTime;
  uint64_t numbers_ = 0;
  uint64_t late_ = 0;
  Arena row_text_;        // of the rows that come out
  Arena text_;            // of the keys
  size_t text_used_ = 0;  // when it was freed last
};

}  // namespace sage::ops
