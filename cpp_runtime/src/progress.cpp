#include "progress.hpp"

#include <unistd.h>

#include <cstdio>

#include "sage/base/log.hpp"
#include "service_facts.hpp"

namespace sage {
namespace {

// "1.3 M/s"
std::string rate(double per_second) {
  constexpr const char* kUnits[] = {"/s", "k/s", "M/s", "G/s"};
  size_t unit = 0;
  for (; per_second >= 1000 && unit + 1 < std::size(kUnits); ++unit) per_second /= 1000;
  char text[32];
  std::snprintf(text, sizeof text, unit == 0 || per_second >= 100 ? "%.0f %s" : "%.1f %s",
                per_second, kUnits[unit]);
  return text;
}

}  // namespace

std::string grouped(uint64_t number) {
  std::string text = std::to_string(number);
  for (size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, " ");
  return text;
}

Progress::Progress(const Runtime& runtime, bool quiet)
    : runtime_(runtime),
      began_ns_(monotonic_ns()),
      is_shown_(log::to_terminal() && !quiet),
      is_live_(is_shown_ && isatty(STDOUT_FILENO) == 0) {}

void Progress::update() { log::print(std::string("\r").append(line()).append("\x1b[K")); }

void Progress::finish() {
  if (!is_shown_) return;
  if (is_live_) update();
  log::print(is_live_ ? "\n" : line().append("\n"));
}

std::string Progress::line() const {
  uint64_t in = 0, out = 0, failed = 0, late = 0;
  for (const Operator& op : runtime_.program().operators) {
    const Counters& counters = runtime_.counters(op);
    if (op.role == Role::kSource) in += counters.out.value();
    if (op.role == Role::kSink) out += counters.in.value();
    failed += counters.failed.value();
    late += counters.late.value();
  }
  double seconds = static_cast<double>(monotonic_ns() - began_ns_) / 1e9;
  char time[32];
  std::snprintf(time, sizeof time, seconds < 10 ? "%.1f s" : "%.0f s", seconds);
  return grouped(in) + " in · " + grouped(out) + " out · " + grouped(failed) + " failed · " +
         (late == 0 ? std::string() : grouped(late) + " late · ") + time + " · " +
         rate(static_cast<double>(in) / seconds);
}

}  // namespace sage
