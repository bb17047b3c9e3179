// Puts rows together whose keys are equal and that are in the same window.
//
// A window fires when the watermark reaches its end: its left rows in the order in which they came, each with its partners
// in the order in which they came, then the right rows without a partner. A row whose windows have all fired is late: it
// is dropped and counted.
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "sage/ops/batch.hpp"
#include "sage/ops/pairs.hpp"
#include "sage/state/table.hpp"
#include "sage/window/timing.hpp"

namespace sage::ops {

template <class On, Pairs kKind>
class JoinOver {
 public:
  JoinOver(Duration size, Duration every, Duration offset, On on)
      : meeting_{on}, slices_(size, every, offset), timing_(slices_, {}) {}
  JoinOver(Duration size, Duration offset, On on) : JoinOver(size, size, offset, on) {}

  template <int I, class Record, class Emit>
  Status process(Input<I>, const Record& record, Frame& frame, Emit&&) {
    auto* pane = timing_.pane_of(frame.time);
    if (pane == nullptr) [[unlikely]] {
      ++late_;
      return Status::kOk;
    }
    const auto key = meeting_.template key<I>(record, frame);
    if (frame.failed()) [[unlikely]]
      return Status::kFailed;
    if constexpr (On::may_fail) {
      if (!try_all<I>(*pane, key, record, frame)) return Status::kFailed;
    }
    pane->content.template add<I>(record, count_++, key);
    return Status::kOk;
  }

  template <class Emit>
  void advance(int64_t watermark, Frame& frame, Emit&& emit) {
    watermark_ = watermark;
    if (timing_.rests(watermark)) return;
    const OwnArena scope(frame, made_);
    timing_.advance(watermark, [&](Window window) { fire(window, frame, emit); });
  }

  // Rows that came too late, since the start.
  uint64_t late() const { return late_; }

  size_t keys() const { return timing_.keys(); }
  size_t state_bytes() const { return timing_.bytes() + rights_of_.bytes() + made_.bytes(); }

 private:
  using Meets = Meeting<On, kKind>;
  using Key = typename Meets::Key;
  template <int I>
  using Row = typename Meets::template Row<I>;

  template <class Row>
  struct Kept {
    Row row;
    uint64_t number;  // in the order of arrival
    uint32_t next;    // of the same key, from 1
    bool is_matched;
  };

  // From 1; 0 for none.
  struct Chain {
    uint32_t first = 0;
    uint32_t last = 0;
  };

  template <class Row>
  static void append(Chain& chain, std::vector<Kept<Row>>& rows, uint32_t number) {
    (chain.last == 0 ? chain.first : rows[chain.last - 1].next) = number;
    chain.last = number;
  }

  // The rows of a pane; by key only if the condition may fail, for it is then evaluated when a row comes.
  struct Rows {
    std::vector<Kept<Row<0>>> left;
    std::vector<Kept<Row<1>>> right;
    Table<Key, std::pair<Chain, Chain>> by_key;
    Arena text;

    template <int I>
    auto& side() {
      if constexpr (I == 0) {
        return left;
      } else {
        return right;
      }
    }

    template <int I, class Record>
    void add(const Record& record, uint64_t number, const Key& key) {
      auto& rows = side<I>();
      rows.push_back({own(record, text), number, 0, false});
      if constexpr (On::may_fail) {
        append(std::get<I>(by_key.insert(key).entry.value), rows,
               static_cast<uint32_t>(rows.size()));
      }
    }

    size_t size() const { return left.size() + right.size(); }
    size_t bytes() const {
      return left.capacity() * sizeof left[0] + right.capacity() * sizeof right[0] +
             by_key.bytes() + text.bytes();
    }

    void clear() {
      left.clear();
      right.clear();
      by_key.clear();
      text.reset();
    }
  };

  // Evaluates the condition for all that the row will meet, in the order in which they came; false if it fails.
  template <int I, class Pane, class Record>
  bool try_all(const Pane& pane, const Key& key, const Record& record, Frame& frame) {
    std::vector<const Kept<Row<1 - I>>*> others;
    const Window open = pane.first.end > watermark_ ? pane.first : slices_.first_after(watermark_);
    timing_.each_pane({open.start, pane.last.end}, [&](auto& shared) {
      auto* entry = shared.content.by_key.find(key);
      if (entry == nullptr) return;
      auto& rows = shared.content.template side<1 - I>();
      for (uint32_t at = std::get<1 - I>(entry->value).first; at != 0; at = rows[at - 1].next)
        others.push_back(&rows[at - 1]);
    });
    std::sort(others.begin(), others.end(),
              [](const auto* a, const auto* b) { return a->number < b->number; });
    for (const auto* other : others) {
      static_cast<void>(meeting_.template matches<I>(record, other->row, frame));
      if (frame.failed()) return false;
    }
    return true;
  }

  template <class Emit>
  void fire(Window window, Frame& frame, Emit& emit) {
    lefts_.clear();
    rights_.clear();
    rights_of_.clear();
    timing_.each_pane(window, [&](auto& pane) {
      for (auto& kept : pane.content.left) lefts_.push_back(&kept);
      for (auto& kept : pane.content.right) rights_.push_back({&kept, 0, false});
    });
    in_order(lefts_, [](const auto* kept) { return kept->number; });
    in_order(rights_, [](const Partner& partner) { return partner.kept->number; });
    for (uint32_t at = 0; at < rights_.size(); ++at) {
      auto& chain =
          rights_of_.insert(meeting_.template key<1>(rights_[at].kept->row, frame)).entry.value;
      (chain.last == 0 ? chain.first : rights_[chain.last - 1].next) = at + 1;
      chain.last = at + 1;
      end_row(frame);
    }
    const AtTime scope(frame, window.end - 1);
    const Timestamp start{window.start}, end{window.end};
    for (const auto* left : lefts_) {
      if (!meet(left->row, frame, emit, start, end)) {
        if constexpr (comes_alone(kKind, 0)) Meets::template alone<0>(left->row, emit, start, end);
      }
      frame.clear();
      end_row(frame);
    }
    if constexpr (comes_alone(kKind, 1)) {
      for (const Partner& partner : rights_) {
        if (!partner.is_met) Meets::template alone<1>(partner.kept->row, emit, start, end);
        end_row(frame);
      }
    }
  }

  // Emits the pairs of a left row; true if it has a partner.
  template <class Emit>
  bool meet(const Row<0>& left, Frame& frame, Emit& emit, Timestamp start, Timestamp end) {
    const auto* entry = rights_of_.find(meeting_.template key<0>(left, frame));
    bool is_matched = false;
    for (uint32_t at = entry == nullptr ? 0 : entry->value.first; at != 0;
         at = rights_[at - 1].next) {
      Partner& partner = rights_[at - 1];
      if (!meeting_.template matches<0>(left, partner.kept->row, frame)) continue;
      is_matched = partner.is_met = true;
      Meets::template met<0>(left, partner.kept->row, emit, start, end);
      if constexpr (is_once(kKind)) break;
    }
    return is_matched;
  }

  template <class Items, class Number>
  static void in_order(Items& items, Number number) {
    auto before = [&](const auto& a, const auto& b) { return number(a) < number(b); };
    if (!std::is_sorted(items.begin(), items.end(), before))
      std::sort(items.begin(), items.end(), before);
  }

  // A right row of the window that fires.
  struct Partner {
    const Kept<Row<1>>* kept;
    uint32_t next;  // of the same key, from 1
    bool is_met;
  };

  Meets meeting_;
  Slices slices_;
  WindowTiming<Rows> timing_;
  int64_t watermark_ = kStartOfTime;
  uint64_t count_ = 0;
  uint64_t late_ = 0;
  std::vector<const Kept<Row<0>>*> lefts_;
  std::vector<Partner> rights_;
  Table<Key, Chain> rights_of_;
  Arena made_;  // of the rows that come out
};

}  // namespace sage::ops
