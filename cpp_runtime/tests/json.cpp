#include "sage/base/json.hpp"

#include <cmath>
#include <limits>

#include "test.hpp"

using namespace sage;

namespace {

struct Item {
  int32_t x{};
  std::optional<double> y{};
  static constexpr auto fields = sage::fields(field("x", &Item::x), field("y", &Item::y));
};

struct Order {
  uint64_t id{};
  std::string_view user{};
  List<Item> items{};
  std::string_view unit = "C";
  std::optional<Timestamp> at{};
  static constexpr auto fields =
      sage::fields(field("id", &Order::id), field("user", &Order::user, "the \"user\""),
                   field("items", &Order::items), field("unit", &Order::unit).otherwise(),
                   field("at", &Order::at));
};

struct Number {
  double it{};
  static constexpr bool plain = true;
  static constexpr auto fields = sage::fields(field("it", &Number::it));
};

// The record's JSON form, or the reason why there is none.
template <class Record>
std::string again(std::string_view text, TimeUnit unit = TimeUnit::kNone) {
  json::Tape tape;
  Arena arena;
  Record record{};
  std::string reason;
  bool read =
      json::parse(text, tape, arena, reason) && json::decode(tape, record, arena, reason, unit);
  return read ? json::text_of(record) : reason;
}

}  // namespace

TEST("a record is an object with its fields in order") {
  CHECK_EQ(
      again<Order>(
          R"({"id":18446744073709551615,"the \"user\"":"a\u00e9\/","items":[{"x":1,"y":2.5},{"x":-2}]})"),
      R"({"id":18446744073709551615,"the \"user\"":"aé/","items":[{"x":1,"y":2.5},{"x":-2,"y":null}],"unit":"C","at":null})");
}

TEST("unknown fields are ignored, and the last of a name counts") {
  CHECK_EQ(again<Item>(R"( { "z" : [ { } , [ ] ] , "y" : 1 , "x" : 1 , "x" : 2 } )"),
           R"({"x":2,"y":1.0})");
}

TEST("what does not decode is told with its path") {
  CHECK_EQ(again<Order>(R"({"id":1,"the \"user\"":"a","items":[{"x":1},{"x":1,"y":"2"}]})"),
           R"(items[1].y: "2" is not an f64)");
  CHECK_EQ(again<Order>(R"({"id":1,"the \"user\"":"a"})"), "items: missing");
  CHECK_EQ(again<Order>(R"({"id":-1})"), "id: -1 is not a u64");
  CHECK_EQ(again<Item>(R"({"x":1.0})"), "x: 1.0 is not an i32");
  CHECK_EQ(again<Item>(R"({"x":1e3})"), "x: 1e3 is not an i32");
  CHECK_EQ(again<Item>(R"({"x":2147483648})"), "x: 2147483648 is not an i32");
  CHECK_EQ(again<Item>(R"({"x":null})"), "x: null is not an i32");
  CHECK_EQ(again<Item>("[1]"), "a list is not a record");
  CHECK_EQ(again<Number>("\"x\""), "\"x\" is not an f64");
}

TEST("floats that JSON has no number for are text") {
  CHECK_EQ(again<Number>("\"NaN\""), "\"NaN\"");
  CHECK_EQ(again<Number>("\"-Infinity\""), "\"-Infinity\"");
  CHECK_EQ(again<Number>("1e999"), "\"Infinity\"");
  CHECK_EQ(again<Number>("\"inf\""), "\"inf\" is not an f64");
  CHECK_EQ(again<Number>("-0"), "-0.0");
}

TEST("times are text, or numbers of a unit") {
  auto at = [](std::string_view value, TimeUnit unit = TimeUnit::kNone) {
    return again<Order>(R"({"id":1,"the \"user\"":"a","items":[],"at":)" + std::string(value) + "}",
                        unit)
        .substr(45);
  };
  CHECK_EQ(at("\"2026-01-01 01:00\""), R"("C","at":"2026-01-01T01:00:00Z"})");
  CHECK_EQ(at("-1", TimeUnit::kNanos), R"("C","at":"1969-12-31T23:59:59.999999Z"})");
  CHECK_EQ(at("1", TimeUnit::kSeconds), R"("C","at":"1970-01-01T00:00:01Z"})");
  CHECK_EQ(again<Order>(R"({"id":1,"the \"user\"":"a","items":[],"at":1})"),
           "at: 1 is not a timestamp");
}

TEST("text that is not JSON is refused") {
  for (const char* text :
       {"",      " ",     "{",   "}",       "[1,]",      "{\"a\":}",    "{\"a\" 1}",
        "{a:1}", "01",    "1.",  ".5",      "+1",        "-",           "1e",
        "nul",   "NaN",   "\"a", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"\n\"",
        "1 2",   "[1 2]", "'a'", "\"\\\"",  "tru"}) {
    CHECK_EQ(again<Number>(text), "not valid JSON");
  }
  CHECK_EQ(again<Number>("\"\xFF\""), "not valid UTF-8");
  CHECK_EQ(again<Number>("\"\\ud800\""), "half of a surrogate pair in JSON text");
  CHECK_EQ(again<Number>("\"\\ud83d\\ude00\""), "\"\xF0\x9F\x98\x80\" is not an f64");
  CHECK_EQ(again<Number>(std::string(201, '[') + std::string(201, ']')), "JSON nested too deeply");
  CHECK_EQ(again<Number>(std::string(200, '[') + std::string(200, ']')), "a list is not an f64");
}

TEST("text is escaped wherever the special characters stand") {
  for (size_t size = 0; size < 20; ++size) {
    for (size_t at = 0; at < size; ++at) {
      std::string text(size, 'x');
      text[at] = '"';
      Buffer buffer;
      json::write_string(buffer, text);
      std::string wanted = text;
      wanted.insert(at, "\\");
      CHECK_EQ(buffer.text(), "\"" + wanted + "\"");
    }
  }
  Buffer buffer;
  json::write_string(buffer, std::string_view("\0\x1f\b\f\n\r\t\\\x7f\xC3\xA4", 11));
  CHECK_EQ(buffer.text(), "\"\\u0000\\u001f\\b\\f\\n\\r\\t\\\\\x7f\xC3\xA4\"");
}

TEST("bytes are base64") {
  for (std::string_view bytes : {"", "A", "AB", "ABC", "ABCD"}) {
    std::string text = json::text_of(Bytes{bytes});
    json::Tape tape;
    Arena arena;
    std::string reason;
    CHECK(json::parse(text, tape, arena, reason));
    Bytes read;
    CHECK(json::Decoder(tape, arena).read(0, read));
    CHECK_EQ(read.data, bytes);
  }
}

TEST("tokens of other formats decode as well") {
  json::Tape tape;
  size_t object = tape.open(json::Kind::kObject);
  tape.text("x");
  tape.natural(7);
  tape.text("y");
  tape.integer(-3);
  tape.close(object, 2);
  Item item;
  Arena arena;
  std::string reason;
  CHECK(json::decode(tape, item, arena, reason));
  CHECK_EQ(json::text_of(item), R"({"x":7,"y":-3.0})");
}
