// What tests/externs/geo.sage calls.
#pragma once

#include <cmath>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "scale.hpp"

namespace geo {

inline std::string cell(double lat, double lon) {
  if (lat > 90) throw std::out_of_range("no such latitude");
  return std::to_string(std::lround(lat * kScale)) + "/" +
         std::to_string(std::lround(lon * kScale));
}

inline std::vector<std::string> parts(std::string_view text, std::span<const int64_t> ends) {
  std::vector<std::string> found;
  for (int64_t end : ends) found.emplace_back(text.substr(0, static_cast<size_t>(end)));
  return found;
}

inline std::optional<int> half(std::optional<int64_t> x) {
  if (!x || *x % 2 != 0) return {};
  return static_cast<int>(*x / 2);
}

template <class Number>
Number twice(Number x) {
  return x + x;
}

inline bool same(sage::Bytes a, sage::Timestamp at, sage::Duration took) {
  return a.data == "x" && at.micros == 0 && took.micros == 1'000'000;
}

inline int64_t calls() {
  static int64_t count = 0;
  return ++count;
}

inline int64_t thrown(int64_t what) {
  if (what == 1) throw 3;
  if (what == 2) throw std::runtime_error("\xff");
  return what;
}

}  // namespace geo

inline double weight(const Reading& reading) {
  return reading.value * static_cast<double>(reading.tags.size());
}

inline Reading louder(const Reading& reading, double by) {
  std::string device = std::string(reading.device) + "!";
  static thread_local std::string kept;
  kept = device;
  Reading made = reading;
  made.device = kept;
  made.value += by;
  return made;
}
