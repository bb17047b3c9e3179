// Makes one row of each key and window of `size` rows, by arrival: the key and the aggregates. A window begins with every
// `every`-th row of its key, and comes out with its last row. At the end of the input the rows that no window has shown
// make one more, of each key in order of first appearance.
//
// Aggregates are kept once a stretch of rows that are always in the same windows, and put together when a window is full.
#pragma once

#include <cstdint>
#include <memory>
#include <numeric>
#include <utility>

#include "sage/base/frame.hpp"
#include "sage/ops/batch.hpp"
#include "sage/ops/ranked.hpp"
#include "sage/state/table.hpp"
#include "sage/window/slices.hpp"

namespace sage::ops {

template <class Key, class Content>
class CountWindows {
 public:
  // An `every` of 0 is as the size. Throws ConfigError unless it is at most that.
  CountWindows(int64_t size, int64_t every, Key key = {}, Content content = {})
      : size_(static_cast<uint64_t>(size)),
        every_(static_cast<uint64_t>(every != 0 ? every : size)),
        length_(std::gcd(size_, every_)),
        key_(key),
        content_(content) {
    check_sizes(size, every != 0 ? every : size);
  }

  template <class Record, class Emit, class... Others>
  Status process(const Record& record, Frame& frame, Emit&& emit, Others&&...) {
    const auto key = key_(record, frame);
    const auto args = content_.args(record, frame);
    if (frame.failed()) [[unlikely]]
      return Status::kFailed;
    auto* entry = groups_.find(key);
    Content::check(entry ? entry->value.latest : empty_, args, frame);
    if (frame.failed()) [[unlikely]]
      return Status::kFailed;
    if (!entry) entry = &groups_.add(key, frame.position);
    Group& group = entry->value;
    const bool is_full = group.count + 1 >= size_ && (group.count + 1 - size_) % every_ == 0;
    if (is_full && length_ != size_) return add_last(entry->key, group, args, frame, emit);
    Content::add(group.latest, args);
    ++group.count;
    if (is_full) {
      emit_group<Content>(entry->key, group.latest, frame, emit);
      group.latest = State{};
    } else if (group.count % length_ == 0) {
      keep(group);
    }
    return Status::kOk;
  }

  // `failed` gets the keys of windows whose parts do not fit together.
  template <class Emit, class Failed>
  void finish(Frame& frame, Emit&& emit, Failed&& failed) {
    for (auto at = groups_.begin(); at != groups_.end(); ++at) {
      auto& [key, group] = *at;
      const uint64_t shown =
          group.count < size_ ? 0 : (group.count - size_) / every_ * every_ + size_;
      if (group.count == shown) continue;
      const uint64_t first = shown == 0 ? 0 : shown - size_ + every_;
      State whole{};
      if (!put_together(group, first, whole, frame)) {
        failed(key);
        continue;
      }
      frame.born = at.born();
      emit_group<Content>(key, whole, frame, emit);
      end_row(frame);
    }
  }

  template <class Emit>
  void finish(Frame& frame, Emit&& emit) {
    finish(frame, emit, [](const auto&) {});
  }

  size_t keys() const { return groups_.size(); }
  size_t state_bytes() const {
    const size_t of_rings = every_ == size_ ? 0 : ring() * sizeof(State);
    return groups_.bytes() + groups_.size() * of_rings;
  }

 private:
  using State = typename Content::State;

  struct Group {
    uint64_t count = 0;
    State latest{};                      // of the rows since the last full stretch
    std::unique_ptr<State[]> stretches;  // the full ones, in a ring
  };

  uint64_t ring() const { return size_ / length_; }

  void keep(Group& group) {
    if (group.stretches == nullptr) group.stretches = std::make_unique<State[]>(ring());
    group.stretches[(group.count / length_ - 1) % ring()] = std::exchange(group.latest, State{});
  }

  // The row that fills a window, if the window fits together with it.
  template <class KeyValue, class Args, class Emit>
  Status add_last(const KeyValue& key, Group& group, const Args& args, Frame& frame, Emit& emit) {
    State whole{};
    if (!put_together(group, group.count + 1 - size_, whole, frame)) return Status::kFailed;
    Content::check(whole, args, frame);
    if (frame.failed()) return Status::kFailed;
    Content::add(whole, args);
    Content::add(group.latest, args);
    ++group.count;
    keep(group);
    emit_group<Content>(key, whole, frame, emit);
    return Status::kOk;
  }

  // The rows from the one of this number on, which begins a stretch.
  bool put_together(const Group& group, uint64_t first, State& whole, Frame& frame) const {
    for (uint64_t at = first; at + length_ <= group.count; at += length_) {
      if (!add_part(whole, group.stretches[at / length_ % ring()], frame)) return false;
    }
    return add_part(whole, group.latest, frame);
  }

  static bool add_part(State& whole, const State& part, Frame& frame) {
    Content::check_merge(whole, part, frame);
    if (frame.failed()) return false;
    Content::merge(whole, part);
    return true;
  }

  uint64_t size_;
  uint64_t every_;
  uint64_t length_;
  [[no_unique_address]] Key key_;
  [[no_unique_address]] Content content_;
  Table<typename Key::Value, Group> groups_;
  State empty_{};
};

}  // namespace sage::ops
