#include "sage/flow/ring.hpp"

#include <sys/resource.h>
#include <time.h>

#include <thread>

#include "sage/flow/bell.hpp"
#include "sage/flow/exchange.hpp"
#include "test.hpp"

using sage::Bell;
using sage::Message;
using sage::Ring;

namespace {

double cpu_seconds() {
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  auto seconds = [](timeval t) {
    return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

void sleep_ms(long ms) {
  timespec pause{ms / 1000, ms % 1000 * 1'000'000};
  nanosleep(&pause, nullptr);
}

// Pushes or takes, waiting for the bell that the other end rings.
void push(Ring& ring, const Message& message, Bell& mine, Bell& other) {
  while (true) {
    const uint32_t heard = mine.rung();
    if (ring.push(message)) return other.ring();
    mine.wait(heard);
  }
}

Message take(Ring& ring, Bell& mine, Bell& other) {
  while (true) {
    const uint32_t heard = mine.rung();
    if (const Message* message = ring.front()) {
      const Message result = *message;
      ring.pop();
      other.ring();
      return result;
    }
    mine.wait(heard);
  }
}

}  // namespace

TEST("a ring gives back what was put in, in order, and says when it is full or empty") {
  Ring ring(4);
  CHECK(ring.front() == nullptr);
  for (uint64_t i = 0; i < 4; ++i) CHECK(ring.push({Message::Kind::kBatch, i, nullptr}));
  CHECK(!ring.push({Message::Kind::kEnd, 4, nullptr}));
  for (uint64_t i = 0; i < 4; ++i) {
    CHECK_EQ(ring.front()->number, i);
    ring.pop();
  }
  CHECK(ring.front() == nullptr);
}

TEST("every kind of message passes in its place") {
  using Kind = Message::Kind;
  Ring ring(8);
  int batch = 0;
  CHECK(ring.push({Kind::kBatch, 0, &batch}));
  CHECK(ring.push({Kind::kWatermark, 1000, nullptr}));
  CHECK(ring.push({Kind::kIdle, 0, nullptr}));
  CHECK(ring.push({Kind::kBarrier, 7, nullptr}));
  CHECK(ring.push({Kind::kEnd, 0, nullptr}));
  for (Kind kind : {Kind::kBatch, Kind::kWatermark, Kind::kIdle, Kind::kBarrier, Kind::kEnd}) {
    CHECK(ring.front()->kind == kind);
    if (kind == Kind::kBatch) CHECK(ring.front()->content == &batch);
    if (kind == Kind::kBarrier) CHECK_EQ(ring.front()->number, 7u);
    ring.pop();
  }
}

TEST("two threads hand on everything in order, with waiting at both ends") {
  constexpr uint64_t kCount = 20'000;
  Ring ring(2);
  Bell producer, consumer;
  std::vector<uint64_t> numbers(kCount);
  std::thread thread([&] {
    for (uint64_t i = 0; i < kCount; ++i) {
      numbers[i] = i * i;  // what the other thread must see
      push(ring, {Message::Kind::kBatch, i, &numbers[i]}, producer, consumer);
    }
    push(ring, {Message::Kind::kEnd, 0, nullptr}, producer, consumer);
  });
  uint64_t wrong = 0, next = 0;
  while (true) {
    const Message message = take(ring, consumer, producer);
    if (message.kind == Message::Kind::kEnd) break;
    wrong += message.number != next || *static_cast<uint64_t*>(message.content) != next * next;
    ++next;
  }
  thread.join();
  CHECK_EQ(next, kCount);
  CHECK_EQ(wrong, 0u);
}

TEST("who waits takes no time of the processor") {
  Bell bell;
  const double before = cpu_seconds();
  std::thread waiting([&] { bell.wait(bell.rung()); });
  sleep_ms(200);
  bell.ring();
  waiting.join();
  CHECK(cpu_seconds() - before < 0.05);
}

TEST("a bell that rang after one began to look is not missed") {
  Bell bell;
  const uint32_t heard = bell.rung();
  bell.ring();
  bell.wait(heard);
  CHECK(bell.rung() != heard);
}

namespace {

struct Pair {
  std::string_view name;
  int64_t number;
  static constexpr auto fields =
      sage::fields(sage::field("name", &Pair::name), sage::field("number", &Pair::number));
};

struct Flag {
  bool is_set;
  static constexpr auto fields = sage::fields(sage::field("is_set", &Flag::is_set));
};

}  // namespace

TEST("a batch holds rows of several types and the text they point at") {
  sage::Batch batch;
  std::string name = "a name that is longer than any small buffer";
  for (uint32_t round = 0; round < 2; ++round) {
    batch.clear();
    for (uint32_t i = 0; i < 1000; ++i) {
      batch.add(3, 0, 2 * i + 1, -5, 0, Pair{name, i});
      batch.add(4, 7, 2 * i + 2, 5, 9, Flag{i % 2 == 0});
    }
    name.assign(name.size(), 'x');
    uint32_t step = 0;
    for (const auto* entry = batch.begin(); entry != batch.end(); entry = entry->next()) {
      CHECK_EQ(entry->step, ++step);
      if (entry->edge() == 3) {
        CHECK_EQ(entry->row<Pair>().number, static_cast<int64_t>(step / 2));
        CHECK(entry->row<Pair>().name.starts_with(round == 0 ? "a name" : "xxx"));
        CHECK_EQ(entry->time, -5);
      } else {
        CHECK_EQ(entry->row<Flag>().is_set, step / 2 % 2 == 1);
        CHECK_EQ(entry->born, 9u);
        CHECK_EQ(entry->op(), 7u);
      }
    }
    CHECK_EQ(step, 2000u);
  }
}
