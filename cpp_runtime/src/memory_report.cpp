#include "memory_report.hpp"

#include "progress.hpp"
#include "record_report.hpp"
#include "sage/base/budget.hpp"

namespace sage {
namespace {

// As a flag takes it, in whole units.
std::string argument(uint64_t bytes) {
  constexpr const char* kUnits[] = {"B", "KiB", "MiB", "GiB"};
  size_t unit = 0;
  for (; bytes >= 10 * 1024 && unit + 1 < std::size(kUnits); ++unit) bytes = (bytes + 1023) / 1024;
  return std::to_string(bytes) + kUnits[unit];
}

}  // namespace

std::string exhausted_text(const Runtime& runtime, uint64_t budget) {
  std::string text = "error: the memory budget of " + memory::size_text(budget) + " is used up\n";
  const Operator* most = nullptr;
  for (const Operator& op : runtime.program().operators) {
    const uint64_t bytes = runtime.counters(op).bytes.value();
    if (bytes != 0 && (most == nullptr || bytes > runtime.counters(*most).bytes.value()))
      most = &op;
  }
  const std::string margin = most == nullptr ? "  " : margin_of(most->site);
  if (most != nullptr) {
    text += text_at(most->site);
    const Counters& counters = runtime.counters(*most);
    text += margin + "= `" + most->name + "` keeps " + grouped(counters.keys.value()) +
            (counters.keys.value() == 1 ? " key in " : " keys in ") +
            memory::size_text(counters.bytes.value()) + "\n";
  }
  return text + margin + "= `--memory " + argument(2 * budget) + "` gives it twice as much\n";
}

}  // namespace sage
