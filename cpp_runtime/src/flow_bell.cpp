#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "sage/flow/bell.hpp"

namespace sage {
namespace {

constexpr int kSpins = 200;  // some microseconds: less than it takes to sleep and wake

void pause() {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

void futex(std::atomic<uint32_t>& word, int what, uint32_t value) {
  static_assert(sizeof(word) == sizeof(uint32_t));
  syscall(SYS_futex, reinterpret_cast<uint32_t*>(&word), what | FUTEX_PRIVATE_FLAG, value, nullptr,
          nullptr, 0);
}

}  // namespace

void Bell::wait(uint32_t heard) {
  for (int i = 0; i < kSpins; ++i) {
    if (rung() != heard) return;
    pause();
  }
  sleeps_.store(true, std::memory_order_seq_cst);
  while (rung_.load(std::memory_order_seq_cst) == heard) futex(rung_, FUTEX_WAIT, heard);
  sleeps_.store(false, std::memory_order_relaxed);
}

void Bell::wake() { futex(rung_, FUTEX_WAKE, 1); }

}  // namespace sage
