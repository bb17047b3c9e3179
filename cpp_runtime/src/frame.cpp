#include "sage/base/frame.hpp"

#include <utility>

namespace sage {

std::string_view code_name(Code code) {
  switch (code) {
    case Code::kNone: return "";
    case Code::kDecode: return "R0101";
    case Code::kOverflow: return "R0102";
    case Code::kZeroDivision: return "R0103";
    case Code::kAbsent: return "R0104";
    case Code::kCall: return "R0105";
    case Code::kExtern: return "R0106";
  }
  return "";
}

[[gnu::cold]] void Frame::fail(uint32_t site, Code code, std::string reason) {
  if (failed() && failure_.site <= site) return;
  failure_ = {code, site, std::move(reason)};
}

}  // namespace sage
