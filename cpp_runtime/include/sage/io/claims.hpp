// How several threads share rows that are made from their numbers: each takes the next so many of them. The sources of
// all threads follow that of the first, which has the count; all but `claim` is called before the threads start.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace sage::io {

class Claims {
 public:
  void follow(Claims& first, size_t rows) {
    first_ = &first;
    rows_ = rows;
  }

  // Takes the next rows of `count`: from `begin` up to, not including, `end`; they are morsel `number`. False if there
  // are none.
  bool claim(uint64_t count, uint64_t& number, uint64_t& begin, uint64_t& end) {
    number = first_->next_.fetch_add(1, std::memory_order_relaxed);
    if (number > count / rows_) return false;
    begin = number * rows_;
    end = count - begin < rows_ ? count : begin + rows_;
    return begin < end;
  }

 private:
  std::atomic<uint64_t> next_{0};
  Claims* first_ = this;
  size_t rows_ = 1;
};

}  // namespace sage::io
