// How a thread that has nothing to do is woken.
//
//   uint32_t heard = bell.rung();           // before looking for something to do
//   if (nothing_to_do()) bell.wait(heard);  // returns at once if the bell has rung since
//
// One thread waits, any thread may ring. Waiting is a short spin, then a futex: an idle thread takes no time.
#pragma once

#include <atomic>
#include <cstdint>

namespace sage {

class Bell {
 public:
  uint32_t rung() const { return rung_.load(std::memory_order_acquire); }

  void ring() {
    rung_.fetch_add(1, std::memory_order_seq_cst);
    if (sleeps_.load(std::memory_order_seq_cst)) wake();
  }

  void wait(uint32_t heard);

 private:
  void wake();

  std::atomic<uint32_t> rung_{0};
  std::atomic<bool> sleeps_{false};
};

}  // namespace sage
