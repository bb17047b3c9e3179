#include "sage/fn/reasons.hpp"

#include "sage/base/time.hpp"

namespace sage::fn {

namespace {

std::string text(Operand value) {
  switch (value.kind) {
    case Operand::Kind::kSigned: return text_of(value.whole);
    case Operand::Kind::kUnsigned: return text_of(static_cast<uint64_t>(value.whole));
    case Operand::Kind::kFloat: return text_of(value.real);
    case Operand::Kind::kTimestamp: return text_of(Timestamp{value.whole});
    case Operand::Kind::kDuration: return text_of(Duration{value.whole});
  }
  return {};
}

void overflow(At at, std::string what, const char* type) {
  at.fail(Code::kOverflow, std::move(what) + " does not fit " + type);
}

}  // namespace

[[gnu::cold]] void does_not_fit(At at, Operand value, const char* type) {
  overflow(at, text(value), type);
}

[[gnu::cold]] void does_not_fit(At at, Operand left, const char* symbol, Operand right,
                                const char* type) {
  overflow(at, text(left) + " " + symbol + " " + text(right), type);
}

[[gnu::cold]] void does_not_fit(At at, const char* function, Operand value, const char* type) {
  overflow(at, std::string(function) + "(" + text(value) + ")", type);
}

[[gnu::cold]] void division_by_zero(At at) { at.fail(Code::kZeroDivision, "division by zero"); }

[[gnu::cold]] void absent(At at, Operand index, size_t count) {
  std::string items = text_of(count) + (count == 1 ? " item" : " items");
  at.fail(Code::kAbsent, "index " + text(index) + " is absent: the list has " + items);
}

[[gnu::cold]] void absent_key(At at, std::string key, std::string_view why) {
  at.fail(Code::kAbsent, "key " + std::move(key) + " is absent" + std::string(why));
}

[[gnu::cold]] void too_long(At at, const char* what, Operand count, const char* items) {
  at.fail(Code::kOverflow,
          std::string("a ") + what + " of " + text(count) + " " + items + " is too long");
}

[[gnu::cold]] void no_value(At at, const char* reason) { at.fail(Code::kOverflow, reason); }

}  // namespace sage::fn
