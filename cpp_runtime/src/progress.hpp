// The line on the terminal that tells how far a run is.
#pragma once

#include <string>

#include "sage/flow/runtime.hpp"

namespace sage {

// "1 204 331"
std::string grouped(uint64_t number);

// Shows `1 204 331 in · 88 120 out · 0 failed · 0.9 s · 1.3 M/s` on a terminal, and nothing elsewhere. While rows go to
// the same terminal only the last line is shown.
class Progress {
 public:
  Progress(const Runtime& runtime, bool quiet);

  // True if `update` is to be called every second.
  bool is_live() const { return is_live_; }
  void update();

  // Writes the summary and ends the line. Called once, at the end of the flows.
  void finish();

 private:
  std::string line() const;

  const Runtime& runtime_;
  uint64_t began_ns_;
  bool is_shown_;
  bool is_live_;
};

}  // namespace sage
