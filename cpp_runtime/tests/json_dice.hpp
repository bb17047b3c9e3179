// Records of all types, and lines of JSON for them: random ones, most of them good.
#pragma once

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sage/base/enum.hpp"
#include "sage/base/map.hpp"
#include "sage/base/record.hpp"
#include "sage/base/time.hpp"

namespace sage::test {

struct Color {
  uint8_t number{};
  static constexpr std::string_view described = "a variant of Color";
  static constexpr std::string_view variants[] = {"red", "green", "blue"};
};

struct Point {
  int32_t x{};
  std::optional<double> y{};
  static constexpr auto fields = sage::fields(field("x", &Point::x), field("y", &Point::y));
};

struct Shape {
  std::variant<double, Point, std::monostate, List<Point>> payload{};
  static constexpr std::string_view described = "a variant of Shape";
  static constexpr std::string_view variants[] = {"circle", "at", "none", "path"};
};

struct Flat {
  int64_t i{};
  uint8_t u8 = 7;
  std::optional<int16_t> i16{};
  uint64_t u64{};
  double d{};
  std::optional<float> f{};
  bool b{};
  std::string_view text{};
  std::optional<std::string_view> note{};
  std::optional<Timestamp> at{};
  Timestamp time{};
  std::optional<Duration> lasted{};
  std::optional<Bytes> raw{};
  Color color{};
  static constexpr auto fields = sage::fields(
      field("i", &Flat::i), field("u8", &Flat::u8).otherwise(), field("i16", &Flat::i16),
      field("u64", &Flat::u64, "a name that takes more than half of the sixty-four"),
      field("d", &Flat::d), field("f", &Flat::f), field("b", &Flat::b), field("text", &Flat::text),
      field("note", &Flat::note), field("at", &Flat::at), field("time", &Flat::time),
      field("lasted", &Flat::lasted), field("raw", &Flat::raw), field("color", &Flat::color));
};

struct Few {
  std::string_view text{};
  double d{};
  static constexpr auto fields = sage::fields(field("text", &Few::text), field("d", &Few::d));
};

struct Deep {
  uint32_t id{};
  Point origin{};
  std::optional<Point> target{};
  List<Point> points{};
  List<std::string_view> tags{};
  List<List<int64_t>> rows{};
  std::array<int64_t, 2> pair{};
  Map<std::string_view, int64_t> counts{};
  Json any{};
  Shape shape{};
  std::optional<Few> few{};
  static constexpr auto fields = sage::fields(
      field("id", &Deep::id), field("origin", &Deep::origin), field("target", &Deep::target),
      field("points", &Deep::points).otherwise(), field("tags", &Deep::tags),
      field("rows", &Deep::rows), field("pair", &Deep::pair), field("counts", &Deep::counts),
      field("any", &Deep::any).otherwise(), field("shape", &Deep::shape), field("few", &Deep::few));
};

template <class T>
struct Plain {
  T it{};
  static constexpr bool plain = true;
  static constexpr auto fields = sage::fields(field("it", &Plain::it));
};

class Dice {
 public:
  explicit Dice(uint64_t seed) : random_(seed) {}

  // How the lines of a file look, which is rolled once a file.
  void next_file() {
    order_ = random_();
    escapes_ = one_in(2);
    blank_ = pick({"", "", "", " ", "\t", "  "});
    missing_ = one_in(3) ? 4 : 0;
    unknown_ = one_in(3) ? 4 : 0;
    badness_ = pick_number({0, 0, 200, 20});
  }

  size_t below(size_t limit) { return random_() % limit; }
  bool one_in(size_t chances) { return chances > 0 && below(chances) == 0; }
  const char* pick(std::initializer_list<const char*> from) {
    return from.begin()[below(from.size())];
  }

  template <class T>
  std::string json() {
    if (one_in(badness_)) return junk();
    if constexpr (is_optional<T>) {
      return one_in(4) ? "null" : json<typename T::value_type>();
    } else if constexpr (std::is_same_v<T, bool>) {
      return pick({"true", "false"});
    } else if constexpr (Integer<T>) {
      return integer<T>();
    } else if constexpr (std::is_floating_point_v<T>) {
      return number();
    } else if constexpr (std::is_same_v<T, std::string_view>) {
      return string();
    } else if constexpr (std::is_same_v<T, Timestamp>) {
      return time();
    } else if constexpr (std::is_same_v<T, Duration>) {
      return pick({R"("1h")", R"("1m30s")", R"("0s")", R"("1")"});
    } else if constexpr (std::is_same_v<T, Bytes>) {
      return pick({R"("QQ==")", R"("")", R"("QUJD")", R"("Q")"});
    } else if constexpr (is_json<T>) {
      return junk();
    } else if constexpr (has_payloads<T>) {
      return variant();
    } else if constexpr (IsEnum<T>) {
      return pick(
          {R"("red")", R"("green")", R"("blue")", escapes_ ? R"("bl\u0075e")" : "\"blue\""});
    } else if constexpr (is_map<T>) {
      return "{" + blank_ + R"("a":)" + json<int64_t>() + R"(,"b b":)" + json<int64_t>() + "}";
    } else if constexpr (is_array<T>) {
      return "[" + json<int64_t>() + "," + blank_ + json<int64_t>() + "]";
    } else if constexpr (IsPlain<T>) {
      return json<decltype(T::it)>();
    } else if constexpr (IsRecord<T>) {
      return record<T>();
    } else {
      std::string items;
      for (size_t left = below(6); left > 0; --left) {
        items += json<std::remove_cvref_t<decltype(T{}[0])>>() + (left > 1 ? "," + blank_ : "");
      }
      return "[" + items + "]";
    }
  }

  // Changes, drops or adds a byte, or repeats a part.
  void mutate(std::string& line) {
    if (line.empty()) return;
    size_t at = below(line.size());
    constexpr std::string_view kBytes =
        "\"\\{}[]:,0-.eE \t\r\x01\xff\x80"
        "nu9Z/";
    switch (below(5)) {
      case 0: line[at] = kBytes[below(kBytes.size())]; break;
      case 1: line.erase(at, 1 + below(3)); break;
      case 2: line.insert(at, 1, kBytes[below(kBytes.size())]); break;
      case 3: line[at] = static_cast<char>(random_()); break;
      default: line.insert(at, line.substr(below(line.size()), below(12))); break;
    }
  }

 private:
  size_t pick_number(std::initializer_list<size_t> from) {
    return from.begin()[below(from.size())];
  }

  std::string digits(size_t most) {
    std::string text;
    for (size_t left = 1 + below(most); left > 0; --left)
      text += static_cast<char>('0' + below(10));
    return text;
  }

  template <class T>
  std::string integer() {
    if (one_in(8)) {
      return pick({"0", "-0", "-1", "127", "128", "255", "256", "32768", "-32768", "2147483648",
                   "9223372036854775807", "9223372036854775808", "-9223372036854775808",
                   "18446744073709551615", "99999999999999999999", "12345678", "123456789"});
    }
    auto value = static_cast<T>(random_() >> below(64));
    return text_of(value);
  }

  std::string number() {
    if (one_in(6)) {
      return pick({"0", "-0", "1e5", "1E-5", "1e999", "0.1", "123456789012345678",
                   "1.7976931348e308", "\"NaN\"", "\"-Infinity\"", "0.30000000000000004",
                   "9007199254740993", "00.5", "5e-324", "1.", "-.5", "99999999.99999999",
                   "9999999.9999999"});
    }
    std::string whole = one_in(3) ? "0" : std::to_string(below(100'000'000) >> below(24));
    return (one_in(4) ? "-" : "") + whole + (one_in(3) ? "" : "." + digits(one_in(6) ? 18 : 6));
  }

  std::string time() {
    if (one_in(5)) {
      return pick({R"("2026-01-01")", R"("2026-01-01 10:00")", R"("2024-02-29T23:59:60Z")",
                   R"("2026-02-29T00:00:00Z")", R"("2026-01-01T24:00:00Z")",
                   R"("0000-01-01T00:00:00Z")", R"("2026-01-01T10:00:00.1234567Z")",
                   R"("2026-01-01T10:00:00.12345678Z")", R"("2026-01-01T10:00:00.Z")",
                   R"("2026-01-01t10:00:00z")", R"("2026-01-01T10:00:00+02:00")", "12",
                   "1767225600", "-1", "1e3", R"("9999-12-31T23:59:59.999999Z")",
                   R"("2026-01-01T1:000:00Z")"});
    }
    char text[kTextChars];
    int64_t micros = static_cast<int64_t>(below(4)) * kDay + static_cast<int64_t>(random_() % kDay);
    if (one_in(2)) micros -= micros % 1000;
    if (one_in(3)) micros -= micros % 1'000'000;
    return "\"" + std::string(text, write_text(text, Timestamp{micros})) + "\"";
  }

  std::string string() {
    std::string text = "\"";
    for (size_t left = below(one_in(4) ? 90 : 20); left > 0; --left) {
      text += one_in(30) ? pick({"\xC3\xA4", "\xE6\x97\xA5", "\xF0\x9F\x98\x80", "\x7f"})
              : escapes_ && one_in(60)
                  ? pick({R"(\")", R"(\\)", R"(\/)", R"(\n)", R"(\u00e9)", R"(\ud83d\ude00)"})
              : escapes_ && one_in(4000) ? pick({R"(\ud800)", R"(\x)", R"(\u12)", "\xff", "\x01"})
                                         : std::string(1, static_cast<char>('a' + below(26)));
    }
    return text + "\"";
  }

  std::string variant() {
    switch (below(6)) {
      case 0: return R"({"circle":)" + json<double>() + "}";
      case 1: return R"({"at":)" + blank_ + json<Point>() + "}";
      case 2: return R"("none")";
      case 3: return R"({"path":)" + json<List<Point>>() + "}";
      case 4: return R"({"at":)" + json<Point>() + R"(,"at":)" + json<Point>() + "}";
      default: return pick({R"("circle")", R"({"none":1})", R"("nothing")", "{}", "null"});
    }
  }

  std::string junk() {
    switch (below(10)) {
      case 0: return "[" + junk() + "," + junk() + "]";
      case 1: return R"({"k":)" + junk() + R"(,"l":)" + junk() + "}";
      case 2: return string();
      case 3: return number();
      case 4: return std::string(below(110) * 2, '[') + "1";  // mostly not JSON
      default:
        return pick({"null", "true", "false", "1", "-7", "1.5", "[]", "{}", "\"x\"", "[ 1 , 2 ]",
                     "{\"x\":1}", escapes_ ? "\"y\\u00e4\"" : "\"y\"", "tru", "01", "-", "1e",
                     "\"2026-01-01\""});
    }
  }

  template <class Record>
  std::string record() {
    std::vector<std::string> pairs;
    for_each_field(kNames<Record>, [&](const auto& field, const auto& value) {
      if (one_in(missing_ > 0 ? missing_ : badness_)) return;
      std::string name(field.outside);
      if (escapes_ && one_in(badness_)) name = R"(\u0078)" + name.substr(1);
      pairs.push_back("\"" + name + "\":" + blank_ + json<std::remove_cvref_t<decltype(value)>>());
    });
    if (unknown_ > 0) {
      for (const char* name : {"unknown", "other", "x y"}) {
        if (!one_in(unknown_))
          pairs.push_back("\"" + std::string(name) + "\":" + blank_ + junk_good());
      }
    }
    if (order_ % 3 == 0) {
      std::mt19937_64 same(order_);
      std::shuffle(pairs.begin(), pairs.end(), same);
    }
    if (one_in(badness_) && !pairs.empty()) pairs.push_back(pairs[below(pairs.size())]);
    std::string text;
    for (const std::string& pair : pairs) text += (text.empty() ? "" : "," + blank_) + pair;
    return "{" + text + (order_ % 5 == 0 ? blank_ : "") + "}";
  }

  std::string junk_good() {
    switch (below(6)) {
      case 0: return string();
      case 1: return integer<int32_t>();
      case 2: return json<double>();
      default:
        return pick({"null", "true", "{}", "[1,{\"a\":\"b\"}]", "{\"a\":[]}", "\"x\"", "1.5e3"});
    }
  }

  template <class Record>
  static constexpr Record kNames{};

  std::mt19937_64 random_;
  uint64_t order_ = 0;
  bool escapes_ = false;
  std::string blank_;
  size_t missing_ = 0, unknown_ = 0, badness_ = 0;
};

}  // namespace sage::test
