// Finds for each row the latest row of a table with its key.
//
// With `kKeepsRows` rows wait until the end of the input, for the table to be complete. With `kForgets` a row of the table
// is forgotten some time after it came: by the watermark if `kByEventTime`, else by the clock.
#pragma once

#include "sage/base/clock.hpp"
#include "sage/base/own.hpp"
#include "sage/base/watermark.hpp"
#include "sage/ops/batch.hpp"
#include "sage/state/chunks.hpp"
#include "sage/state/owned_rows.hpp"
#include "sage/state/table.hpp"

namespace sage::ops {

template <class On, bool kKeepsRows = false, bool kForgets = false, bool kByEventTime = false>
class Lookup {
 public:
  explicit Lookup(Duration ttl = {}, On on = {}) : on_(on), ttl_(ttl.micros) {}

  // `emits` get the rows with their matches and, if there is another, those without.
  template <class Record, class... Emits>
  Status process(Input<0>, const Record& record, Frame& frame, Emits&&... emits) {
    const auto key = on_.left(record, frame);
    if (frame.failed()) [[unlikely]]
      return Status::kFailed;
    if constexpr (kKeepsRows) {
      waiting_.push({own(record, text_), frame.time});
      return Status::kOk;
    } else {
      return find(key, record, frame, emits...);
    }
  }

  template <class Record, class... Emits>
  Status process(Input<1>, const Record& record, Frame& frame, Emits&&...) {
    const auto key = on_.right(record, frame);
    if (frame.failed()) [[unlikely]]
      return Status::kFailed;
    auto [entry, is_new] = table_.insert(key);
    rows_.put(entry.value.row, record, is_new);
    if constexpr (kForgets) entry.value.forgotten = since(frame) + ttl_;
    if (rows_.is_loose()) tighten();
    return Status::kOk;
  }

  template <class... Emits>
  void advance(int64_t watermark, Frame& frame, Emits&&... emits) {
    watermark_ = watermark;
    if constexpr (kForgets && kByEventTime) {
      if (table_.size() >= swept_at_) sweep(watermark);
    }
    if constexpr (kKeepsRows) {
      if (watermark != kEndOfTime) return;
      const OwnArena scope(frame, made_);
      finish(frame, emits...);
    }
  }

  template <class... Emits>
  void finish(Frame& frame, Emits&&... emits) {
    for (size_t at = 0; at < waiting_.size(); ++at) {
      const auto& kept = waiting_[at];
      const AtTime scope(frame, kept.time);
      static_cast<void>(find(on_.left(kept.row, frame), kept.row, frame, emits...));
      frame.clear();
      end_row(frame);
    }
    waiting_.truncate(0);
  }

  int64_t holds_back() const { return kToTheEnd; }

  size_t keys() const { return table_.size(); }
  size_t state_bytes() const {
    return table_.bytes() + rows_.bytes() + waiting_.bytes() + text_.bytes();
  }

 private:
  using Left = typename On::Input;
  using Right = typename On::Other;

  struct Latest {
    Right row{};
    int64_t forgotten = kEndOfTime;  // when it is
  };

  struct Kept {
    Left row;
    int64_t time;
  };

  int64_t since(const Frame& frame) const { return kByEventTime ? frame.time : now().micros; }
  int64_t reached() const { return kByEventTime ? watermark_ : now().micros; }

  template <class Key, class Record, class Emit, class... Missed>
  Status find(const Key& key, const Record& record, Frame& frame, Emit& emit, Missed&... missed) {
    const auto* entry = table_.find(key);
    bool is_found = entry != nullptr;
    if constexpr (kForgets) is_found = is_found && entry->value.forgotten > reached();
    if constexpr (On::tests) {
      is_found = is_found && on_.matches(record, entry->value.row, frame);
      if (frame.failed()) [[unlikely]]
        return Status::kFailed;
    }
    if (is_found) {
      emit(On::pair(record, entry->value.row));
    } else {
      (missed(record), ...);
    }
    return Status::kOk;
  }

  [[gnu::noinline]] void tighten() {
    rows_.tighten([&](auto&& each) {
      for (auto& entry : table_) each(entry.value.row);
    });
  }

  // Gives back the memory of what is forgotten, whenever there is twice as much as the last time.
  [[gnu::noinline]] void sweep(int64_t now) {
    table_.erase_if([&](const auto& entry) { return entry.value.forgotten <= now; });
    tighten();
    swept_at_ = 2 * table_.size() + 1024;
  }

  [[no_unique_address]] On on_;
  int64_t ttl_;
  int64_t watermark_ = kStartOfTime;
  Table<typename On::Value, Latest> table_;
  OwnedRows<Right> rows_;  // the text of the table's rows
  size_t swept_at_ = 1024;
  Chunks<Kept> waiting_;
  Arena text_;  // of the rows that wait
  Arena made_;
};

}  // namespace sage::ops
