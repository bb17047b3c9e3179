// What is kept of the rows of each key and window of a size, `Content`, comes out when the window fires: of aggregates one
// row with the key and the window, of ranked rows the rows. Windows fire when the watermark reaches their ends, keys in
// order of their first slice and then of their first appearance in it.
//
// Aggregates are kept once a slice and key and put together when a window fires, so that a row costs the same whatever
// the number of windows that hold it. A row all of whose windows are gone is counted and goes to `late`.
#pragma once

#include "sage/ops/batch.hpp"
#include "sage/ops/ranked.hpp"
#include "sage/state/table.hpp"
#include "sage/window/alarm.hpp"
#include "sage/window/timing.hpp"

namespace sage::ops {

// If it `fails_alone`, aggregates of slices may not fit together: then the last of the callables gets the keys for which
// that is so.
template <class Key, class Content, bool kFailsAlone = false>
class SizedWindows {
 public:
  SizedWindows(Duration size, Duration every, Duration offset, Duration lateness,
               Duration early = {}, Key key = {}, Content content = {})
      : timing_(Slices(size, every, offset), lateness),
        early_(early),
        key_(key),
        content_(content) {}

  // The first of `others` gets the rows all of whose windows are gone.
  template <class Record, class Emit, class... Others>
  Status process(const Record& record, Frame& frame, Emit&& emit, Others&&... others) {
    auto* pane = timing_.pane_of(frame.time);
    if (pane == nullptr) [[unlikely]] {
      ++late_;
      if constexpr (sizeof...(others) > size_t{kFailsAlone}) first_of(others...)(record);
      return Status::kOk;
    }
    const auto key = key_(record, frame);
    const auto args = content_.args(record, frame);
    if (frame.failed()) [[unlikely]]
      return Status::kFailed;
    auto* entry = pane->content.find(key);
    Content::check(entry ? entry->value : empty_, args, frame);
    if (frame.failed()) [[unlikely]]
      return Status::kFailed;
    if (!entry) entry = &pane->content.add(key, frame.position);
    Content::add(entry->value, args);
    if (timing_.fires_again(*pane)) [[unlikely]]
      fire_again(*pane, entry->key, frame, emit);
    return frame.status();
  }

  template <class Emit, class... Others>
  void advance(int64_t watermark, Frame& frame, Emit&& emit, Others&&... others) {
    if (timing_.rests(watermark)) return;
    const OwnArena scope(frame, text_);
    timing_.advance(watermark, [&](Window window) {
      if constexpr (kFailsAlone) {
        fire(window, frame, emit, last_of(others...));
      } else {
        fire(window, frame, emit, [](const KeyValue&) {});
      }
    });
  }

  // Emits what there is of the windows that have not fired, when it is time for that.
  template <class Emit, class... Others>
  void tick(int64_t now, Frame& frame, Emit&& emit, Others&&...) {
    if (!early_.is_due(now)) return;
    const OwnArena scope(frame, text_);
    timing_.each_open([&](Window window) {
      fire(window, frame, emit, [&frame](const KeyValue&) { frame.clear(); });
    });
  }

  // Takes the rows of a key and a slice, of which another thread has made a part (ops/parts.hpp): at the time of the
  // frame, which is in the slice. REQUIRES: no lateness.
  template <class Part>
  void take_part(const Part& part, Frame& frame) {
    auto* pane = timing_.pane_of(frame.time);
    if (pane == nullptr) [[unlikely]] {
      late_ += part.rows;
      return;
    }
    Content::merge(pane->content.insert(part.key, frame.position).entry.value, part.state);
  }

  // Rows of which no window is left, since the start.
  uint64_t late() const { return late_; }

  size_t keys() const { return timing_.keys(); }
  size_t state_bytes() const { return timing_.bytes() + text_.bytes(); }

  using KeyOf = Key;
  using ContentOf = Content;
  const Slices& slices() const { return timing_.slices(); }
  const Key& key() const { return key_; }
  const Content& content() const { return content_; }

 private:
  using KeyValue = typename Key::Value;
  using State = typename Content::State;
  using Group = Table<KeyValue, State>;
  using Pane = typename WindowTiming<Group>::Pane;

  // What is put together of the panes of a window.
  struct Merged {
    State state{};
    bool has_failed = false;
  };

  template <class Emit, class Failed>
  void fire(Window window, Frame& frame, Emit& emit, Failed&& failed) {
    const AtTime scope(frame, window.end - 1);
    int64_t first = 0;
    const Group* only = put_together(window, first, frame, failed);
    if (only != nullptr) {
      const uint64_t slice = rank(window, first);
      for (auto group = only->begin(); group != only->end(); ++group) {
        frame.born = slice | group.born();
        emit_group<Content>(group->key, group->value, frame, emit, window.bounds());
        end_row(frame);
      }
      return;
    }
    for (auto group = merged_.begin(); group != merged_.end(); ++group) {
      if (group->value.has_failed) continue;
      frame.born = group.born();
      emit_group<Content>(group->key, group->value.state, frame, emit, window.bounds());
      end_row(frame);
    }
    merged_.clear();
  }

  // The groups of a window if it has one pane, which begins at `first`; else null, and they are in merged_.
  template <class Failed>
  const Group* put_together(Window window, int64_t& first, Frame& frame, Failed& failed) {
    const Group* only = nullptr;
    bool has_several = false;
    timing_.each_pane(window, [&](const Pane& pane) {
      if (only != nullptr && !has_several) merge(*only, rank(window, first), frame, failed);
      has_several = only != nullptr;
      if (has_several) merge(pane.content, rank(window, pane.start), frame, failed);
      first = pane.start;
      only = &pane.content;
    });
    return has_several ? nullptr : only;
  }

  // Which slice of a window comes first, before the place of a key in it: groups come out in that order.
  static uint64_t rank(Window window, int64_t start) {
    constexpr int kPlaceBits = 56;
    const auto share =
        (__int128{start} - window.start) * 255 / (__int128{window.end} - window.start);
    return static_cast<uint64_t>(share) << kPlaceBits;
  }

  template <class Failed>
  void merge(const Group& groups, uint64_t rank, Frame& frame, Failed& failed) {
    for (auto group = groups.begin(); group != groups.end(); ++group) {
      const auto& [key, state] = *group;
      Merged& merged = merged_.insert(key, group.born() == 0 ? 0 : rank | group.born()).entry.value;
      if (merged.has_failed) continue;
      Content::check_merge(merged.state, state, frame);
      if (frame.failed()) [[unlikely]] {
        merged.has_failed = true;
        failed(key);
      } else {
        Content::merge(merged.state, state);
      }
    }
  }

  template <class Emit>
  [[gnu::noinline]] void fire_again(const Pane& changed, const KeyValue& key, Frame& frame,
                                    Emit& emit) {
    timing_.fire_again(changed, [&](Window window) {
      State state{};
      timing_.each_pane(window, [&](const Pane& pane) {
        const auto* entry = pane.content.find(key);
        if (entry == nullptr || frame.failed()) return;
        Content::check_merge(state, entry->value, frame);
        if (!frame.failed()) Content::merge(state, entry->value);
      });
      if (frame.failed()) return;
      const AtTime scope(frame, window.end - 1);
      emit_group<Content>(key, state, frame, emit, window.bounds());
    });
  }

  WindowTiming<Group> timing_;
  Alarm early_;
  [[no_unique_address]] Key key_;
  [[no_unique_address]] Content content_;
  State empty_{};
  Table<KeyValue, Merged> merged_;  // of the window that fires
  Arena text_;                      // of the rows that come out
  uint64_t late_ = 0;
};

}  // namespace sage::ops
