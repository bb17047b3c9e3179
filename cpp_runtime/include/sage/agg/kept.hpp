// A value that an aggregate keeps beyond the row it came with, together with its text and lists.
#pragma once

#include <string>
#include <string_view>

#include "sage/base/arena.hpp"
#include "sage/base/own.hpp"

namespace sage::agg {

template <class T>
class Kept {
 public:
  void set(const T& value) { value_ = value; }
  const T& get() const { return value_; }

 private:
  T value_{};
};

template <>
class Kept<std::string_view> {
 public:
  void set(std::string_view value) { text_ = value; }
  std::string_view get() const { return text_; }

 private:
  std::string text_;
};

template <>
class Kept<Bytes> {
 public:
  void set(Bytes value) { text_ = value.data; }
  Bytes get() const { return {text_}; }

 private:
  std::string text_;
};

template <class T>
  requires(has_views<T>())
class Kept<T> {
 public:
  void set(const T& value) {
    memory_.reset();
    value_ = own(value, memory_);
  }
  const T& get() const { return value_; }

 private:
  Arena memory_;
  T value_{};
};

}  // namespace sage::agg
