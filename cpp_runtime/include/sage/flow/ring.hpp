// What joins two threads: a bounded ring of messages with one producer and one consumer.
//
// Messages come out in the order in which they went in. Neither end waits here: a full or empty ring says so, and who
// has nothing else to do waits for its bell (flow/bell.hpp), which the other end rings.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace sage {

struct Message {
  enum class Kind : uint8_t {
    kBatch,      // rows: `content` is theirs to read, `number` the morsel that they belong to
    kWatermark,  // no later row is older than `number`, microseconds
    kIdle,       // nothing is known of when the next row will come
    kBarrier,    // all rows of the epoch `number` have passed
    kEnd,        // nothing will follow
  };

  Kind kind = Kind::kBatch;
  uint64_t number = 0;
  void* content = nullptr;
};

class Ring {
 public:
  // REQUIRES: `capacity` is a power of two.
  explicit Ring(size_t capacity)
      : mask_(capacity - 1), messages_(std::make_unique<Message[]>(capacity)) {}

  // The producer's end: false if the ring is full.
  bool push(const Message& message) {
    const size_t at = in_.load(std::memory_order_relaxed);
    if (at - known_out_ > mask_) {
      known_out_ = out_.load(std::memory_order_acquire);
      if (at - known_out_ > mask_) return false;
    }
    messages_[at & mask_] = message;
    in_.store(at + 1, std::memory_order_release);
    return true;
  }

  // The consumer's end: the oldest message, or null. It stays until `pop`.
  const Message* front() {
    const size_t at = out_.load(std::memory_order_relaxed);
    if (at == known_in_) {
      known_in_ = in_.load(std::memory_order_acquire);
      if (at == known_in_) return nullptr;
    }
    return &messages_[at & mask_];
  }

  void pop() { out_.store(out_.load(std::memory_order_relaxed) + 1, std::memory_order_release); }

 private:
  static constexpr size_t kLine = 64;  // bytes that two processors do not share without cost

  const size_t mask_;
  const std::unique_ptr<Message[]> messages_;
  alignas(kLine) std::atomic<size_t> in_{0};
  size_t known_out_ = 0;
  alignas(kLine) std::atomic<size_t> out_{0};
  size_t known_in_ = 0;
};

}  // namespace sage
