// Shows the rows as they pass, unchanged: inspect and log.
//
// What showing means is not known here: `print(level, message, record, frame)` does it (flow/log_row.hpp) and cannot
// fail. Level and message are literals or parameters, which outlive the operator.
#pragma once

#include <string_view>

#include "sage/base/frame.hpp"

namespace sage::ops {

template <class Print>
class Inspect {
 public:
  Inspect(std::string_view message, std::string_view level, Print print = {})
      : message_(message), level_(level), print_(print) {}

  template <class Record, class Emit>
  Status process(const Record& record, Frame& frame, Emit&& emit) {
    print_(level_, message_, record, frame);
    emit(record);
    return Status::kOk;
  }

 private:
  std::string_view message_;
  std::string_view level_;
  [[no_unique_address]] Print print_;
};

}  // namespace sage::ops
