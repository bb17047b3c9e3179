// Rows on their way from one thread to another.
//
// A source that several threads read is cut into morsels, numbered from 0. The thread that reads a morsel gives a step
// number, counted from 1, to each row that it sends and to each rise of a watermark. So (morsel, step) is a row's place
// in the order in which one thread would have come to it, and whoever joins what several threads send puts it back into
// that order: the results do not depend on the number of threads.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "sage/base/arena.hpp"
#include "sage/base/frame.hpp"
#include "sage/base/own.hpp"
#include "sage/base/record.hpp"

namespace sage {

// What stands before a row in a batch.
struct Entry {
  static constexpr uint32_t kMostEdges = 4096;
  static constexpr uint32_t kMostWords = 4096;
  static constexpr uint32_t kMostOps = 256;
  static constexpr uint32_t kAtEnd =
      kMostOps - 1;  // stands for an operator at its end: groups come in order of birth

  uint32_t head;  // see below
  uint32_t step;
  int64_t time;   // of the row
  uint64_t born;  // of rows of several groups in one step: which group comes first (Frame::born)

  // By which edge the row came, as the program numbers them; how many words of 8 bytes it takes; and in a step in which
  // several operators emit of their own accord, which of them this was.
  uint32_t edge() const { return head % kMostEdges; }
  uint32_t words() const { return head / kMostEdges % kMostWords; }
  uint32_t op() const { return head / kMostEdges / kMostWords; }

  static constexpr uint32_t head_of(uint32_t edge, uint32_t words, uint32_t op) {
    return edge + kMostEdges * (words + kMostWords * op);
  }

  template <class Row>
  const Row& row() const {
    return *reinterpret_cast<const Row*>(this + 1);
  }

  const Entry* next() const {
    return reinterpret_cast<const Entry*>(reinterpret_cast<const char*>(this + 1) +
                                          words() * size_t{8});
  }
};

// Rows of any types, one behind the other, and the text they point at. Used by one thread at a time.
class Batch {
 public:
  Batch() = default;
  Batch(const Batch&) = delete;
  Batch& operator=(const Batch&) = delete;
  ~Batch();

  // Field by field: a row has just been made of values that are in registers.
  template <class Row>
  void add(uint32_t edge, uint32_t op, uint32_t step, int64_t time, uint64_t born, const Row& row) {
    static_assert(std::is_trivially_copyable_v<Row> && alignof(Row) <= 8);
    constexpr size_t kWords = (sizeof(Row) + 7) / 8;
    static_assert(kWords < Entry::kMostWords);
    constexpr size_t kSize = sizeof(Entry) + kWords * 8;
    if (static_cast<size_t>(limit_ - end_) < kSize) [[unlikely]]
      grow(kSize);
    auto* entry = reinterpret_cast<Entry*>(end_);
    entry->head = Entry::head_of(edge, kWords, op);
    entry->step = step;
    entry->time = time;
    entry->born = born;
    auto* to = reinterpret_cast<Row*>(entry + 1);
    for_each_field(row, [&](const auto& field, const auto& value) {
      to->*(field.member) = own(value, text_);
    });
    end_ += kSize;
  }

  const Entry* begin() const { return reinterpret_cast<const Entry*>(begin_); }
  const Entry* end() const { return reinterpret_cast<const Entry*>(end_); }
  size_t bytes() const { return static_cast<size_t>(end_ - begin_) + text_.used(); }

  void clear() {
    end_ = begin_;
    text_.reset();
  }

 private:
  void grow(size_t more);

  char* begin_ = nullptr;
  char* end_ = nullptr;
  char* limit_ = nullptr;
  Arena text_;
};

// A rise of a watermark: all that waits for the clock comes to it before the rows of later steps.
struct Rise {
  uint32_t step;
  uint32_t clock;  // as the program numbers them
  int64_t watermark;
};

// What became of a piece of the input: rows for each of those who go on with it.
struct Morsel {
  uint64_t number = 0;
  uint32_t steps = 0;
  std::vector<Rise> rises;
  std::unique_ptr<Batch[]> rows;     // for each keyed worker, then for the tail
  std::atomic<uint32_t> readers{0};  // who have not done with it
};

// What a keyed worker made of a morsel, or a part of that.
struct Parcel {
  bool is_last = true;  // of the morsel
  Batch rows;
  std::atomic<bool> is_free{true};
};

// A record that failed, on its way to the thread that says so.
struct FailedRow {
  uint32_t op;  // its number in the program's table
  uint32_t code;
  uint32_t site;
  std::string_view reason;
  std::string_view record;
  std::string_view origin;

  Failure failure() const { return {static_cast<Code>(code), site, std::string(reason)}; }

  static constexpr auto fields =
      sage::fields(field("op", &FailedRow::op), field("code", &FailedRow::code),
                   field("site", &FailedRow::site), field("reason", &FailedRow::reason),
                   field("record", &FailedRow::record), field("origin", &FailedRow::origin));
};

inline constexpr uint32_t kFailedEdge = Entry::kMostEdges - 1;

}  // namespace sage
