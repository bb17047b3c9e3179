// Rows that come from the program itself: written in place, counted, or made from their number. And a sink for rows
// that nobody wants.
//
// Several threads share the rows of a source if each has a source that follows the first: it reads what it claims, and
// `read` then answers false at the end of that. `work` is about how many bytes there are in all.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "sage/base/frame.hpp"
#include "sage/base/own.hpp"
#include "sage/base/record.hpp"
#include "sage/io/claims.hpp"
#include "sage/io/input.hpp"

namespace sage::io {

inline constexpr int64_t kBatchRows = 1024;

// The rows of a list, which is copied with all that it points at. Of plain values, `it` is an item of the list.
template <class Record>
class ValuesSource {
 public:
  template <class Item>
  explicit ValuesSource(const List<Item>& items) {
    for (const Item& item : items) {
      if constexpr (IsPlain<Record>) {
        rows_.push_back({own(item, arena_)});
      } else {
        rows_.push_back(own(item, arena_));
      }
    }
  }
  template <class Item>
  explicit ValuesSource(const std::vector<Item>& items)
      : ValuesSource(List<Item>{items.data(), items.size()}) {}

  void open(const std::atomic<bool>* = nullptr) {}

  template <class Emit, class Reject>
  bool read(Frame&, Emit&& emit, Reject&&) {
    const size_t last = end_ < rows_.size() ? end_ : rows_.size();
    const size_t end = last - next_ > size_t{kBatchRows} ? next_ + kBatchRows : last;
    while (next_ < end) {
      if (!emit(rows_[next_++])) return false;
    }
    return next_ < last;
  }

  int64_t work() const { return static_cast<int64_t>(rows_.size() * sizeof(Record)); }
  void follow(ValuesSource& first, size_t rows) { claims_.follow(first.claims_, rows); }
  bool claim(uint64_t& number) { return claims_.claim(rows_.size(), number, next_, end_); }

  uint64_t records() const { return next_; }

 private:
  Arena arena_;
  std::vector<Record> rows_;
  uint64_t next_ = 0;
  uint64_t end_ = UINT64_MAX;
  Claims claims_;
};

// The integers from `start` up to, not including, `end`, as the field `it`.
template <class Record>
class RangeSource {
 public:
  RangeSource(int64_t start, int64_t end)
      : start_(start), next_(start), end_(end < start ? start : end), last_(end_) {}

  void open(const std::atomic<bool>* = nullptr) {}

  template <class Emit, class Reject>
  bool read(Frame&, Emit&& emit, Reject&&) {
    int64_t left = static_cast<int64_t>(
        records_left() < uint64_t{kBatchRows} ? records_left() : uint64_t{kBatchRows});
    for (; left > 0; --left) {
      if (!emit(Record{next_++})) return false;
    }
    return next_ != end_;
  }

  uint64_t records() const { return static_cast<uint64_t>(next_) - static_cast<uint64_t>(start_); }

  int64_t work() const {
    const uint64_t rows = static_cast<uint64_t>(end_) - static_cast<uint64_t>(start_);
    return static_cast<int64_t>(rows < uint64_t{1} << 59 ? rows * 8 : uint64_t{1} << 62);
  }
  void follow(RangeSource& first, size_t rows) { claims_.follow(first.claims_, rows); }
  bool claim(uint64_t& number) {
    uint64_t begin, end;
    const uint64_t start = static_cast<uint64_t>(start_);
    if (!claims_.claim(static_cast<uint64_t>(last_) - start, number, begin, end)) return false;
    next_ = static_cast<int64_t>(start + begin);
    end_ = static_cast<int64_t>(start + end);
    return true;
  }

 private:
  // The span of an i64 range may be larger than an i64.
  uint64_t records_left() const {
    return static_cast<uint64_t>(end_) - static_cast<uint64_t>(next_);
  }

  int64_t start_;
  int64_t next_;
  int64_t end_;   // of what it reads
  int64_t last_;  // of all
  Claims claims_;
};

// How many rows are due at a rate, measured from the first question.
class Pace {
 public:
  explicit Pace(double rows_a_second) : rate_(rows_a_second) {}

  // How many of `wanted` more rows may be made now, when there have been `made`. Waits a little if it is none.
  int64_t due(int64_t made, int64_t wanted);

 private:
  double rate_;  // 0: as fast as possible
  double start_ = -1;
};

// Rows 0 to `count` - 1, made by `Row`: `Output operator()(int64_t i, Frame&) const`.
template <class Record, class Row>
class GeneratorSource {
 public:
  GeneratorSource(int64_t count, double rate, Row row)
      : row_(row), count_(count > 0 ? count : 0), end_(count_), pace_(rate), is_paced_(rate > 0) {}

  void open(const std::atomic<bool>* = nullptr) {}

  template <class Emit, class Reject>
  bool read(Frame& frame, Emit&& emit, Reject&& reject) {
    int64_t left = end_ - next_ < kBatchRows ? end_ - next_ : kBatchRows;
    for (int64_t due = left > 0 ? pace_.due(next_, left) : 0; due > 0; --due) {
      const Record record = row_(next_++, frame);
      if (frame.failed()) [[unlikely]] {
        BadRow row{
            frame.failure().code, frame.failure().reason, "row " + std::to_string(next_ - 1), {}};
        frame.clear();
        reject(row);
        continue;
      }
      if (!emit(record)) return false;
    }
    return next_ < end_;
  }

  uint64_t records() const { return static_cast<uint64_t>(next_); }

  // What comes at a rate is made by one thread.
  int64_t work() const {
    constexpr int64_t kRow = sizeof(Record);
    return is_paced_ ? 0 : count_ < INT64_MAX / kRow ? count_ * kRow : INT64_MAX;
  }
  void follow(GeneratorSource& first, size_t rows) { claims_.follow(first.claims_, rows); }
  bool claim(uint64_t& number) {
    uint64_t begin, end;
    if (!claims_.claim(static_cast<uint64_t>(count_), number, begin, end)) return false;
    next_ = static_cast<int64_t>(begin);
    end_ = static_cast<int64_t>(end);
    return true;
  }

 private:
  Row row_;
  int64_t count_;  // of all rows
  int64_t next_ = 0;
  int64_t end_;  // of what it reads
  Pace pace_;
  bool is_paced_;
  Claims claims_;
};

template <class Record>
class NullSink {
 public:
  void open() {}
  void write(const Record&, Frame&) {}
  void flush() {}
  void close() {}
};

}  // namespace sage::io
