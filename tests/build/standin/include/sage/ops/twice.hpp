// An operator, so that the precompiled header has one.
#pragma once

namespace sage::ops {

template <class T>
auto twice(const T& value) {
  return value + value;
}

}  // namespace sage::ops
