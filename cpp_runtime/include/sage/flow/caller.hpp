// Who waits for what a thread is doing: while a request is handled, its failures are answers.
#pragma once

#include <string>
#include <string_view>

#include "sage/base/frame.hpp"

namespace sage {

class Caller {
 public:
  // Tells the caller that a record of its request failed; `span` is a place as "late.sage:6:13".
  virtual void fail(Code code, const std::string& reason, std::string span) = 0;

  // The caller this thread is working for; null in the thread of the flows.
  static Caller* current();
  static void set_current(Caller* caller);

 protected:
  ~Caller() = default;
};

}  // namespace sage
