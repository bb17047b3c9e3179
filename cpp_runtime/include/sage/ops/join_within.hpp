// Puts rows together whose keys are equal and whose times are at most a span apart.
//
// A row meets those of the other side in the order in which they came. One without a partner comes out, if it does, when
// the watermark has passed its time by the span, so that no partner can come; of several then the earliest comes first. A
// row below the watermark is late: it is dropped and counted. Rows are kept in slabs of time, which are let go as a whole.
#pragma once

#include <algorithm>
#include <tuple>
#include <vector>

#include "sage/ops/batch.hpp"
#include "sage/ops/pairs.hpp"
#include "sage/state/slabs.hpp"
#include "sage/state/table.hpp"

namespace sage::ops {

template <class On, Pairs kKind>
class JoinWithin {
 public:
  explicit JoinWithin(Duration within, On on = {})
      : meeting_{on}, span_(within.micros), slabs_(within.micros / kSlabs) {}

  template <int I, class Record, class Emit>
  Status process(Input<I>, const Record& record, Frame& frame, Emit&& emit) {
    if (frame.time < watermark_) [[unlikely]] {
      ++late_;
      return Status::kOk;
    }
    const auto key = meeting_.template key<I>(record, frame);
    if (frame.failed()) [[unlikely]]
      return Status::kFailed;
    auto* entry = rows_.find(key);
    auto* first = entry == nullptr ? nullptr : chain<1 - I>(entry->value).first;
    if constexpr (On::may_fail) {
      if (!try_all<I>(first, record, frame)) return Status::kFailed;
    }
    const bool is_matched = meet<I>(first, record, frame, emit);
    if (I == 0 && is_once(kKind) && is_matched) return Status::kOk;
    if (entry == nullptr) entry = &rows_.add(key);
    keep<I>(chain<I>(entry->value), record, frame.time, is_matched);
    return Status::kOk;
  }

  template <class Emit>
  void advance(int64_t watermark, Frame& frame, Emit&& emit) {
    watermark_ = watermark;
    if (watermark < due_) [[likely]]
      return;
    const OwnArena scope(frame, made_);
    let_go(watermark == kEndOfTime ? watermark : before(watermark, span_), frame, emit);
  }

  int64_t holds_back() const { return span_; }

  // Rows that came too late, since the start.
  uint64_t late() const { return late_; }

  size_t keys() const { return rows_.size(); }
  size_t state_bytes() const { return rows_.bytes() + slabs_.bytes(); }

 private:
  using Meets = Meeting<On, kKind>;
  static constexpr int kSlabs = 8;  // in a span
  static constexpr bool kMayBeAlone = comes_alone(kKind, 0);

  template <class Row>
  struct Kept {
    Row row;
    int64_t time;
    uint64_t number;
    Kept* next;  // of the same key and side
    Kept* before;
    bool is_matched;
  };

  template <class Row>
  struct Chain {
    Kept<Row>* first = nullptr;
    Kept<Row>* last = nullptr;
  };

  using Left = Kept<typename Meets::template Row<0>>;
  using Right = Kept<typename Meets::template Row<1>>;
  using Chains =
      std::tuple<Chain<typename Meets::template Row<0>>, Chain<typename Meets::template Row<1>>>;

  // The rows of one slab in the order in which they came; `waiting` are those that may come out alone, in the order of
  // their times once that is asked for.
  struct Rows {
    struct Waiting {
      int64_t time;
      uint64_t number;
      Left* left;
      Right* right;
      bool operator<(const Waiting& other) const {
        return time != other.time ? time < other.time : number < other.number;
      }
    };

    std::vector<Left*> left;
    std::vector<Right*> right;
    std::vector<Waiting> waiting;
    size_t next = 0;  // of those that wait
    bool is_sorted = true;

    size_t bytes() const {
      return (left.capacity() + right.capacity()) * sizeof(Left*) +
             waiting.capacity() * sizeof(Waiting);
    }

    void clear() {
      left.clear();
      right.clear();
      waiting.clear();
      next = 0;
      is_sorted = true;
    }
  };

  template <int I>
  static auto& chain(Chains& chains) {
    return std::get<I>(chains);
  }

  bool is_near(int64_t a, int64_t b) const {
    const uint64_t apart = a < b ? static_cast<uint64_t>(b) - static_cast<uint64_t>(a)
                                 : static_cast<uint64_t>(a) - static_cast<uint64_t>(b);
    return apart <= static_cast<uint64_t>(span_);
  }

  static int64_t before(int64_t time, int64_t span) {
    int64_t result;
    return __builtin_sub_overflow(time, span, &result) ? kStartOfTime : result;
  }
  static int64_t after(int64_t time, int64_t span) {
    int64_t result;
    return __builtin_add_overflow(time, span, &result) ? kEndOfTime : result;
  }

  template <int I, class Other>
  bool is_passed_over(const Other& other, const Frame& frame) const {
    return !is_near(other.time, frame.time) || (is_once(kKind) && I == 1 && other.is_matched);
  }

  // Evaluates the condition for all that the row will meet; false if it fails.
  template <int I, class Other, class Record>
  bool try_all(const Other* other, const Record& record, Frame& frame) const {
    for (; other != nullptr; other = other->next) {
      if (is_passed_over<I>(*other, frame)) continue;
      const bool is_met = meeting_.template matches<I>(record, other->row, frame);
      if (frame.failed()) return false;
      if (is_once(kKind) && I == 0 && is_met) return true;
    }
    return true;
  }

  template <int I, class Other, class Record, class Emit>
  bool meet(Other* other, const Record& record, Frame& frame, Emit& emit) const {
    bool is_matched = false;
    for (; other != nullptr; other = other->next) {
      if (is_passed_over<I>(*other, frame)) continue;
      if (!meeting_.template matches<I>(record, other->row, frame)) continue;
      is_matched = other->is_matched = true;
      const AtTime scope(frame, std::max(frame.time, other->time));
      Meets::template met<I>(record, other->row, emit);
      if constexpr (is_once(kKind) && I == 0) break;
    }
    return is_matched;
  }

  template <int I, class Mine, class Record>
  void keep(Mine& chain, const Record& record, int64_t time, bool is_matched) {
    auto& slab = slabs_.at(time);
    using One = std::remove_pointer_t<decltype(chain.first)>;
    auto* kept = new (slab.memory.template array<One>(1))
        One{own(record, slab.memory), time, count_++, nullptr, chain.last, is_matched};
    (chain.last == nullptr ? chain.first : chain.last->next) = kept;
    chain.last = kept;
    due_ = std::min(due_, after(slab.end, span_));
    if constexpr (I == 0) {
      slab.content.left.push_back(kept);
    } else {
      slab.content.right.push_back(kept);
    }
    if constexpr (comes_alone(kKind, I)) {
      if (!is_matched) wait<I>(slab.content, kept);
    }
  }

  template <int I, class One>
  void wait(Rows& rows, One* kept) {
    typename Rows::Waiting waiting{kept->time, kept->number, nullptr, nullptr};
    if constexpr (I == 0) {
      waiting.left = kept;
    } else {
      waiting.right = kept;
    }
    rows.is_sorted = rows.is_sorted && (rows.waiting.empty() || !(waiting < rows.waiting.back()));
    rows.waiting.push_back(waiting);
    due_ = std::min(due_, after(after(kept->time, span_), 1));
  }

  // Lets all rows before a time go, those that wait in the order of their times.
  template <class Emit>
  [[gnu::noinline]] void let_go(int64_t time, Frame& frame, Emit& emit) {
    due_ = kEndOfTime;
    if constexpr (kMayBeAlone) {
      for (size_t at = slabs_.begin(); at != slabs_.end() && slabs_[at].start < time; ++at) {
        come_alone(slabs_[at].content, time, frame, emit);
      }
    }
    while (!slabs_.empty() && slabs_.front().end <= time) {
      unlink(slabs_.front().content, frame);
      slabs_.pop_front();
    }
    if (!slabs_.empty()) due_ = std::min(due_, after(slabs_.front().end, span_));
    if constexpr (kMayBeAlone) set_due();
  }

  template <class Emit>
  void come_alone(Rows& rows, int64_t time, Frame& frame, Emit& emit) {
    auto& waiting = rows.waiting;
    if (!rows.is_sorted) {
      std::sort(waiting.begin() + static_cast<std::ptrdiff_t>(rows.next), waiting.end());
      rows.is_sorted = true;
    }
    for (; rows.next < waiting.size() && waiting[rows.next].time < time; ++rows.next) {
      const auto& one = waiting[rows.next];
      if (one.left != nullptr ? one.left->is_matched : one.right->is_matched) continue;
      const AtTime scope(frame, one.time);
      if (one.left != nullptr) Meets::template alone<0>(one.left->row, emit);
      if constexpr (comes_alone(kKind, 1)) {
        if (one.right != nullptr) Meets::template alone<1>(one.right->row, emit);
      }
      end_row(frame);
    }
  }

  // When the next row may come out alone.
  void set_due() {
    for (size_t at = slabs_.begin(); at != slabs_.end(); ++at) {
      const Rows& rows = slabs_[at].content;
      if (rows.next == rows.waiting.size()) continue;
      const int64_t first = rows.is_sorted ? rows.waiting[rows.next].time : slabs_[at].start;
      due_ = std::min(due_, after(after(first, span_), 1));
      return;
    }
  }

  void unlink(Rows& rows, Frame& frame) {
    for (Left* kept : rows.left) unlink<0>(*kept, frame);
    for (Right* kept : rows.right) unlink<1>(*kept, frame);
  }

  template <int I, class One>
  void unlink(One& kept, Frame& frame) {
    auto* entry = rows_.find(meeting_.template key<I>(kept.row, frame));
    auto& mine = chain<I>(entry->value);
    (kept.before == nullptr ? mine.first : kept.before->next) = kept.next;
    (kept.next == nullptr ? mine.last : kept.next->before) = kept.before;
    if (mine.first == nullptr && chain<1 - I>(entry->value).first == nullptr) rows_.erase(*entry);
  }

  Meets meeting_;
  int64_t span_;
  int64_t watermark_ = kStartOfTime;
  int64_t due_ = kEndOfTime;
  uint64_t count_ = 0;
  uint64_t late_ = 0;
  Slabs<Rows> slabs_;
  Table<typename Meets::Key, Chains> rows_;
  Arena made_;  // of the rows that come out alone
};

}  // namespace sage::ops
