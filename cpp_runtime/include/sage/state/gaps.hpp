// The holes that erased entries leave in a table, and how far the table has got with closing them.
//
// Entries behind holes move forward, in their order, a few at a time, and the text of their keys to an arena of its own;
// when all have moved, what stood behind them and the former arena are given back. So a table whose keys come and go
// stays small, and no record waits until all entries have moved.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sage/base/arena.hpp"

namespace sage {

struct Gaps {
  size_t count = 0;
  bool is_closing = false;
  size_t from = 0;  // the next entry that is to move
  size_t to = 0;    // where it goes
  size_t old = 0;   // entries before this one have their text in the former arena
  Arena text;       // of keys that have moved, or came since

  bool has(size_t at) const {
    return at / 64 < bits_.size() && (bits_[at / 64] >> at % 64 & 1) != 0;
  }

  void add(size_t at) {
    if (at / 64 >= bits_.size()) bits_.resize(at / 64 + 1);
    bits_[at / 64] |= uint64_t{1} << at % 64;
    ++count;
  }

  // The entry at `at` has gone to the hole at `to`.
  void move(size_t at, size_t to) {
    add(at);
    bits_[to / 64] &= ~(uint64_t{1} << to % 64);
    --count;
  }

  void begin(size_t entries) {
    is_closing = true;
    from = to = 0;
    old = entries;
  }

  // What stood at `to` and behind it is gone.
  void end();

  size_t bytes() const { return bits_.size() * sizeof(uint64_t) + text.bytes(); }

 private:
  std::vector<uint64_t> bits_;
};

}  // namespace sage
