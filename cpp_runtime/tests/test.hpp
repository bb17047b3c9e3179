// A test program: sentences with checks. One source file each; ctest runs them all.
//
//   TEST("an empty list has no sum") {
//     CHECK(list.empty());
//     CHECK_EQ(sum(list), 0);
//   }
#pragma once

#include <cstdio>
#include <iostream>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "sage/base/frame.hpp"
#include "sage/base/number.hpp"
#include "sage/base/types.hpp"

namespace sage::test {

struct Case {
  const char* sentence;
  void (*run)();
};

inline std::vector<Case>& cases() {
  static std::vector<Case> all;
  return all;
}

inline int failures = 0;

struct Register {
  Register(const char* sentence, void (*run)()) { cases().push_back({sentence, run}); }
};

// How values look in a failed check.
template <class T>
std::string show(const T& value) {
  if constexpr (is_optional<T>) {
    return value ? show(*value) : "null";
  } else if constexpr (is_list<T>) {
    std::string text = "[";
    for (const auto& item : value) text += (text.size() > 1 ? ", " : "") + show(item);
    return text + "]";
  } else if constexpr (std::is_same_v<T, Timestamp> || std::is_same_v<T, Duration>) {
    return std::to_string(value.micros) + "us";
  } else if constexpr (std::is_floating_point_v<T> || Integer<T>) {
    return text_of(value);
  } else if constexpr (std::is_enum_v<T>) {
    return std::to_string(static_cast<long long>(value));
  } else if constexpr (std::is_null_pointer_v<T>) {
    return "nullptr";
  } else if constexpr (requires(std::ostream& out) { out << value; }) {
    std::ostringstream out;
    out << std::boolalpha << value;
    return out.str();
  } else {
    return "(a value)";
  }
}

inline void fail(const char* file, int line, const std::string& what) {
  ++failures;
  std::cerr << file << ":" << line << ": " << what << "\n";
}

template <class A, class B>
void check_equal(const char* file, int line, const char* text, const A& a, const B& b) {
  if (!(a == b)) fail(file, line, std::string(text) + ": " + show(a) + " is not " + show(b));
}

// A list over the items of a vector, for arguments.
template <class T>
List<T> list(const std::vector<T>& items) {
  return {items.data(), items.size()};
}

}  // namespace sage::test

#define SAGE_TEST_NAME2(line) sage_test_##line
#define SAGE_TEST_NAME(line) SAGE_TEST_NAME2(line)
#define SAGE_TEST2(sentence, name)                                   \
  static void name();                                                \
  static const sage::test::Register register_##name{sentence, name}; \
  static void name()
#define SAGE_TEST1(sentence, name) SAGE_TEST2(sentence, name)
#define TEST(sentence) SAGE_TEST1(sentence, SAGE_TEST_NAME(__LINE__))

#define CHECK(...) ((__VA_ARGS__) ? void() : sage::test::fail(__FILE__, __LINE__, #__VA_ARGS__))
#define CHECK_EQ(a, ...) sage::test::check_equal(__FILE__, __LINE__, #a, a, __VA_ARGS__)

int main() {
  for (const auto& test : sage::test::cases()) {
    int before = sage::test::failures;
    test.run();
    if (sage::test::failures != before) std::cerr << "  in: " << test.sentence << "\n";
  }
  std::cerr << sage::test::cases().size() << " tests, " << sage::test::failures << " failures\n";
  return sage::test::failures == 0 ? 0 : 1;
}
