#include "sage/base/budget.hpp"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <fstream>

#include "sage/base/log.hpp"
#include "sage/base/number.hpp"

namespace sage::memory {
namespace {

constexpr int64_t kCounted = 64 << 10;  // bytes after which a thread adds to the sum

std::atomic<int64_t> sum{0};
std::atomic<int64_t> limit{INT64_MAX};
std::atomic<bool> has_warned{false};

thread_local int64_t uncounted = 0;
thread_local bool is_bounded = false;

[[gnu::cold]] void warn(int64_t used, int64_t budget) {
  if (has_warned.exchange(true, std::memory_order_relaxed)) return;
  log::write(log::Level::kWarn, "the memory budget is nearly used up",
             {{"used", size_text(static_cast<uint64_t>(used))},
              {"memory", size_text(static_cast<uint64_t>(budget))}});
}

[[gnu::noinline]] bool count_in_sum(int64_t bytes) {
  const int64_t added = uncounted + bytes;
  const int64_t used = sum.fetch_add(added, std::memory_order_relaxed) + added;
  uncounted = 0;
  const int64_t budget = limit.load(std::memory_order_relaxed);
  if (used <= budget - budget / 10) [[likely]]
    return true;
  if (used <= budget || !is_bounded) {
    warn(used, budget);
    return true;
  }
  sum.fetch_sub(bytes, std::memory_order_relaxed);
  return false;
}

// The number in a file of the system; the most there is if it cannot be read, or is "max".
uint64_t number_in(const std::string& path) {
  std::ifstream file(path);
  uint64_t number = 0;
  return file >> number ? number : UINT64_MAX;
}

// The least that the process's control group and those above it may have.
uint64_t group_limit() {
  uint64_t least = UINT64_MAX;
  std::ifstream groups("/proc/self/cgroup");
  for (std::string line;
       std::getline(groups, line);) {  // "0::/a/b", or of version 1 "4:memory:/a/b"
    const size_t controllers = line.find(':') + 1, path = line.find(':', controllers) + 1;
    const std::string_view which(line.data() + controllers, path - controllers - 1);
    if (!which.empty() && which != "memory") continue;
    const std::string root = which.empty() ? "/sys/fs/cgroup" : "/sys/fs/cgroup/memory";
    const std::string file = which.empty() ? "/memory.max" : "/memory.limit_in_bytes";
    for (std::string group = line.substr(path);; group.resize(group.rfind('/'))) {
      if (group == "/") group.clear();
      least = std::min(least, number_in(root + group + file));
      if (group.find('/') == group.npos) break;
    }
  }
  return least;
}

}  // namespace

Bounded::Bounded() : before_(is_bounded) { is_bounded = true; }

Bounded::~Bounded() { is_bounded = before_; }

void set_budget(uint64_t bytes) {
  limit.store(static_cast<int64_t>(std::min<uint64_t>(bytes, INT64_MAX)),
              std::memory_order_relaxed);
  has_warned.store(false, std::memory_order_relaxed);
}

uint64_t budget() { return static_cast<uint64_t>(limit.load(std::memory_order_relaxed)); }

uint64_t used() {
  return static_cast<uint64_t>(
      std::max<int64_t>(0, sum.load(std::memory_order_relaxed) + uncounted));
}

uint64_t default_budget() {
  const uint64_t machine =
      static_cast<uint64_t>(sysconf(_SC_PHYS_PAGES)) * static_cast<uint64_t>(sysconf(_SC_PAGESIZE));
  return std::min(machine, group_limit()) / 4 * 3;
}

bool count(size_t bytes) {
  const auto more = static_cast<int64_t>(bytes);
  if (uncounted + more > kCounted) [[unlikely]]
    return count_in_sum(more);
  uncounted += more;
  return true;
}

void discount(size_t bytes) {
  uncounted -= static_cast<int64_t>(bytes);
  if (uncounted < -kCounted) [[unlikely]] {
    sum.fetch_add(uncounted, std::memory_order_relaxed);
    uncounted = 0;
  }
}

std::optional<uint64_t> read_size(std::string_view text) {
  uint64_t scale = 1;
  if (text.ends_with('B')) {
    text.remove_suffix(1);
    const bool is_binary = text.ends_with('i');
    if (is_binary) text.remove_suffix(1);
    constexpr std::string_view kUnits = "KMG";
    const size_t unit = text.empty() ? kUnits.npos : kUnits.find(text.back());
    if (unit == kUnits.npos && is_binary) return std::nullopt;
    if (unit != kUnits.npos) {
      text.remove_suffix(1);
      for (size_t i = 0; i <= unit; ++i) scale *= is_binary ? 1024 : 1000;
    }
  }
  int64_t number = 0;
  if (!read_text(text, number) || number < 0) return std::nullopt;
  uint64_t size;
  if (__builtin_mul_overflow(static_cast<uint64_t>(number), scale, &size)) return std::nullopt;
  return size;
}

std::string size_text(uint64_t bytes) {
  constexpr const char* kUnits[] = {"B", "KiB", "MiB", "GiB", "TiB"};
  auto size = static_cast<double>(bytes);
  size_t unit = 0;
  for (; size >= 1024 && unit + 1 < std::size(kUnits); ++unit) size /= 1024;
  char text[32];
  const bool is_whole = size == static_cast<double>(static_cast<uint64_t>(size)) || size >= 100;
  std::snprintf(text, sizeof text, is_whole ? "%.0f %s" : "%.1f %s", size, kUnits[unit]);
  return text;
}

}  // namespace sage::memory
