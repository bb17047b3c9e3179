#include "sage/base/budget.hpp"

#include <cstdint>
#include <memory>
#include <thread>
#include <vector>

#include "sage/base/arena.hpp"
#include "sage/base/memory.hpp"
#include "sage/state/table.hpp"
#include "test.hpp"

using namespace sage;

namespace {

constexpr size_t kMega = 1 << 20;
constexpr size_t kOff = 128 << 10;  // by so much the sum may be wrong

// Runs with so many bytes more than are used now; true if they were not enough.
template <class Run>
bool exhausts(size_t bytes, Run run) {
  memory::set_budget(memory::used() + bytes);
  bool is_exhausted = false;
  try {
    memory::Bounded bounded;
    run();
  } catch (const memory::Exhausted&) {
    is_exhausted = true;
  }
  memory::set_budget(UINT64_MAX);
  return is_exhausted;
}

TEST("what is allocated is counted until it is given back") {
  const uint64_t before = memory::used();
  {
    void* piece = memory::allocate(3 * kMega);
    std::vector<char> more(2 * kMega);
    Arena arena;
    for (int i = 0; i < 1000; ++i) arena.allocate(1000);
    std::vector<std::unique_ptr<int64_t>> small;
    for (int64_t i = 0; i < 30'000; ++i) small.push_back(std::make_unique<int64_t>(i));
    const uint64_t used = memory::used() - before;
    CHECK(used > 6 * kMega);
    CHECK(used < 10 * kMega);
    memory::release(piece, 3 * kMega);
  }
  CHECK(memory::used() < before + kOff);
}

TEST("what another thread gives back is no longer counted") {
  const uint64_t before = memory::used();
  auto held = std::make_unique<std::vector<int64_t>>(kMega);
  CHECK(memory::used() > before + 7 * kMega);
  std::thread([&] { held.reset(); }).join();
  CHECK(memory::used() < before + 2 * kOff);
}

TEST("beyond the budget a bounded thread cannot allocate") {
  CHECK(exhausts(8 * kMega, [] { std::vector<char> much(9 * kMega); }));
  CHECK(!exhausts(8 * kMega, [] { std::vector<char> less(7 * kMega); }));
  CHECK(exhausts(8 * kMega, [] {
    Arena arena;
    for (int i = 0; i < 100'000; ++i) arena.allocate(100);
  }));
  CHECK(exhausts(8 * kMega, [] {
    Table<int64_t, int64_t> table;
    for (int64_t i = 0; i < 1'000'000; ++i) table.insert(i);
  }));
  CHECK(!exhausts(8 * kMega, [] {
    Table<int64_t, int64_t> table;
    for (int64_t i = 0; i < 1'000'000; ++i) {
      table.insert(i);
      if (i >= 1000) table.erase(i - 1000);
    }
  }));
}

TEST("a thread that is not bounded may go on beyond the budget") {
  memory::set_budget(1);
  const std::vector<char> much(kMega);
  CHECK_EQ(much.size(), kMega);
  memory::set_budget(UINT64_MAX);
}

TEST("a table is whole after it could not grow") {
  Table<int64_t, int64_t> table;
  int64_t count = 0;
  const bool is_exhausted = exhausts(4 * kMega, [&] {
    for (;; ++count) table.insert(count).entry.value = count;
  });
  CHECK(is_exhausted);
  size_t wrong = 0;
  for (int64_t i = 0; i < count; ++i) {
    const auto* entry = table.find(i);
    wrong += entry == nullptr || entry->value != i;
  }
  CHECK_EQ(wrong, size_t{0});
  CHECK(table.find(count) == nullptr);
  for (int64_t i = count; i < 2 * count; ++i) table.insert(i);
  CHECK_EQ(table.size(), static_cast<size_t>(2 * count));
}

TEST("sizes are read and shown") {
  CHECK_EQ(memory::read_size("64MiB"), std::optional<uint64_t>(64 << 20));
  CHECK_EQ(memory::read_size("10KB"), std::optional<uint64_t>(10'000));
  CHECK_EQ(memory::read_size("2GiB"), std::optional<uint64_t>(uint64_t{2} << 30));
  CHECK_EQ(memory::read_size("4096"), std::optional<uint64_t>(4096));
  CHECK_EQ(memory::read_size("7B"), std::optional<uint64_t>(7));
  for (const char* wrong :
       {"", "B", "iB", "64Ki", "64iB", "1.5MiB", "-1KB", "64 MiB", "99999999999GiB"})
    CHECK(!memory::read_size(wrong));
  CHECK_EQ(memory::size_text(64 << 20), "64 MiB");
  CHECK_EQ(memory::size_text((61 << 20) + (1 << 19)), "61.5 MiB");
  CHECK_EQ(memory::size_text(999), "999 B");
}

TEST("there is a default") {
  CHECK(memory::default_budget() > 16 * kMega);
  CHECK(memory::default_budget() < uint64_t{1} << 50);
}

}  // namespace
