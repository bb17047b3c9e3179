// Puts rows together whose keys are equal, however far apart they come: both sides are kept for good.
//
// A row meets those of the other side in the order in which they came; rows without a partner come out at the end, the
// left ones first. Once a side has ended, rows of the other side are kept only for what they will be at the end.
#pragma once

#include "sage/base/own.hpp"
#include "sage/base/watermark.hpp"
#include "sage/ops/batch.hpp"
#include "sage/ops/pairs.hpp"
#include "sage/state/chunks.hpp"
#include "sage/state/table.hpp"

namespace sage::ops {

template <class On, Pairs kKind>
class Join {
 public:
  explicit Join(On on = {}) : meeting_{on} {}

  template <int I, class Record, class Emit>
  Status process(Input<I>, const Record& record, Frame& frame, Emit&& emit) {
    const auto key = meeting_.template key<I>(record, frame);
    if (frame.failed()) [[unlikely]]
      return Status::kFailed;
    auto* entry = rows_.find(key);
    Chains* chains = entry == nullptr ? nullptr : &entry->value;
    const uint32_t first = chains == nullptr ? 0 : chains->first[1 - I];
    if constexpr (On::may_fail) {
      if (!try_all<I>(first, record, frame)) return Status::kFailed;
    }
    const bool is_matched = meet<I>(first, record, frame, emit);
    if (is_kept<I>(is_matched)) {
      if (chains == nullptr) chains = &rows_.add(key).value;
      keep<I>(*chains, record, frame.time, is_matched);
    }
    return Status::kOk;
  }

  // No row of this side will come any more.
  template <int I>
  void end(Input<I>) {
    has_ended_[I] = true;
  }

  // Rows without a partner come out when their times are over, if there are times.
  template <class Emit>
  void advance(int64_t watermark, Frame& frame, Emit&& emit) {
    if (watermark != kEndOfTime) return;
    const OwnArena scope(frame, made_);
    finish(frame, emit);
  }

  template <class Emit>
  void finish(Frame& frame, Emit&& emit) {
    if constexpr (comes_alone(kKind, 0)) finish_side<0>(left_, frame, emit);
    if constexpr (comes_alone(kKind, 1)) finish_side<1>(right_, frame, emit);
  }

  int64_t holds_back() const { return kToTheEnd; }

  size_t keys() const { return rows_.size(); }
  size_t state_bytes() const {
    return rows_.bytes() + left_.bytes() + right_.bytes() + text_.bytes();
  }

 private:
  using Meets = Meeting<On, kKind>;

  template <class Row>
  struct Kept {
    Row row;
    int64_t time;
    uint32_t next;  // of the same key and side, from 1
    bool is_matched;
  };

  // The first and last row of each side with a key, from 1; 0 for none.
  struct Chains {
    uint32_t first[2] = {};
    uint32_t last[2] = {};
  };

  template <int I>
  auto& side() {
    if constexpr (I == 0) {
      return left_;
    } else {
      return right_;
    }
  }

  // True for a left row that has met its one partner.
  template <int I, class Other>
  static bool is_done(const Other& other) {
    return is_once(kKind) && I == 1 && other.is_matched;
  }

  // Evaluates the condition for all that the row will meet; false if it fails.
  template <int I, class Record>
  bool try_all(uint32_t at, const Record& record, Frame& frame) {
    for (; at != 0; at = side<1 - I>()[at - 1].next) {
      const auto& other = side<1 - I>()[at - 1];
      if (is_done<I>(other)) continue;
      const bool is_met = meeting_.template matches<I>(record, other.row, frame);
      if (frame.failed()) return false;
      if (is_once(kKind) && I == 0 && is_met) return true;
    }
    return true;
  }

  template <int I, class Record, class Emit>
  bool meet(uint32_t at, const Record& record, Frame& frame, Emit& emit) {
    bool is_matched = false;
    for (; at != 0; at = side<1 - I>()[at - 1].next) {
      auto& other = side<1 - I>()[at - 1];
      if (is_done<I>(other) || !meeting_.template matches<I>(record, other.row, frame)) continue;
      is_matched = other.is_matched = true;
      const AtTime scope(frame, std::max(frame.time, other.time));
      Meets::template met<I>(record, other.row, emit);
      if constexpr (is_once(kKind) && I == 0) break;
    }
    return is_matched;
  }

  template <int I>
  bool is_kept(bool is_matched) const {
    if (I == 0 && is_once(kKind) && is_matched) return false;
    return !has_ended_[1 - I] || (comes_alone(kKind, I) && !is_matched);
  }

  template <int I, class Record>
  void keep(Chains& chains, const Record& record, int64_t time, bool is_matched) {
    auto& rows = side<I>();
    rows.push({own(record, text_), time, 0, is_matched});
    const auto number = static_cast<uint32_t>(rows.size());
    (chains.last[I] == 0 ? chains.first[I] : rows[chains.last[I] - 1].next) = number;
    chains.last[I] = number;
  }

  template <int I, class Rows, class Emit>
  static void finish_side(Rows& rows, Frame& frame, Emit& emit) {
    for (size_t at = 0; at < rows.size(); ++at) {
      auto& kept = rows[at];
      if (kept.is_matched) continue;
      kept.is_matched = true;  // once, although several clocks may end
      const AtTime scope(frame, kept.time);
      Meets::template alone<I>(kept.row, emit);
      end_row(frame);
    }
  }

  Meets meeting_;
  Table<typename Meets::Key, Chains> rows_;
  Chunks<Kept<typename Meets::template Row<0>>> left_;
  Chunks<Kept<typename Meets::template Row<1>>> right_;
  bool has_ended_[2] = {};
  Arena text_;
  Arena made_;  // of the rows that come out at the end
};

}  // namespace sage::ops
