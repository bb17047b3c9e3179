// Takes every row and gives none: what is left of operators behind one that lets no row through.
#pragma once

#include "sage/base/frame.hpp"

namespace sage::ops {

class Never {
 public:
  template <class Record, class Emit>
  Status process(const Record&, Frame&, Emit&&) {
    return Status::kOk;
  }
};

}  // namespace sage::ops
