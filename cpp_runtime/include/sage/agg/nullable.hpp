// The aggregate of an optional column: nulls are skipped. Its result is null without any value, if the aggregate itself
// has no result then, which is to say that it can be `empty`.
#pragma once

#include <optional>

#include "sage/base/frame.hpp"
#include "sage/base/types.hpp"

namespace sage::agg {

template <class Inner>
class Nullable {
 public:
  template <class... Args>
  void check(At at, const Args&... args) const {
    if ((is_present(args) && ...)) inner_.check(at, value(args)...);
  }

  template <class... Args>
  void add(const Args&... args) {
    if ((is_present(args) && ...)) inner_.add(value(args)...);
  }

  void check_merge(At at, const Nullable& other) const { inner_.check_merge(at, other.inner_); }

  void merge(const Nullable& other) { inner_.merge(other.inner_); }

  auto result(Frame& frame) const {
    if constexpr (requires { inner_.empty(); }) {
      using Result = std::optional<decltype(inner_.result(frame))>;
      return inner_.empty() ? Result{} : Result{inner_.result(frame)};
    } else {
      return inner_.result(frame);
    }
  }

 private:
  template <class T>
  static bool is_present(const T& arg) {
    if constexpr (is_optional<T>) return arg.has_value();
    return true;
  }

  template <class T>
  static const auto& value(const T& arg) {
    if constexpr (is_optional<T>) {
      return *arg;
    } else {
      return arg;
    }
  }

  Inner inner_;
};

}  // namespace sage::agg
