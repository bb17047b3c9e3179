// map.hpp, json_value.hpp and arrays: how they decode, what they equal, and that they own what they keep.
#include <array>

#include "sage/base/hash.hpp"
#include "sage/base/json.hpp"
#include "sage/base/own.hpp"
#include "sage/fn/json.hpp"
#include "sage/fn/map.hpp"
#include "sage/service/msgpack.hpp"
#include "test.hpp"

using namespace sage;

namespace {

using Counts = Map<std::string_view, int64_t>;

struct Row {
  Counts counts{};
  std::optional<Map<int32_t, Json>> by_number{};
  Json payload{};
  std::array<uint8_t, 3> rgb{};
  static constexpr auto fields = sage::fields(
      field("counts", &Row::counts), field("by_number", &Row::by_number),
      field("payload", &Row::payload).otherwise(), field("rgb", &Row::rgb).otherwise());
};

// The value's JSON form, or the reason why there is none.
template <class T>
std::string again(std::string_view text) {
  json::Tape tape;
  Arena arena;
  T value{};
  std::string reason;
  if (!json::parse(text, tape, arena, reason)) return reason;
  json::Decoder decoder(tape, arena);
  return decoder.read(0, value) ? json::text_of(value) : decoder.reason();
}

template <class T>
T read(std::string_view text, Arena& arena) {
  json::Tape tape;
  std::string reason;
  T value{};
  CHECK(json::parse(text, tape, arena, reason) && json::Decoder(tape, arena).read(0, value));
  return value;
}

std::string many(size_t count) {
  std::string text = "{";
  for (size_t i = 0; i < count; ++i)
    text += (i > 0 ? ",\"k" : "\"k") + std::to_string(i) + "\":" + std::to_string(i);
  return text + "}";
}

}  // namespace

TEST("maps keep their order; of several values for a key the last counts, where the first was") {
  CHECK_EQ(again<Counts>(R"({"b":1,"a":2,"b":3})"), R"({"b":3,"a":2})");
  CHECK_EQ(again<Counts>(many(1000)), many(1000));
  CHECK_EQ(again<Counts>("{}"), "{}");
}

TEST("keys are text outside, and what is none does not decode") {
  using Flags = Map<bool, int64_t>;
  using Times = Map<Duration, int64_t>;
  CHECK_EQ(again<Flags>(R"({"true":1,"false":2})"), R"({"true":1,"false":2})");
  CHECK_EQ(again<Times>(R"({"60s":1})"), R"({"1m":1})");
  CHECK_EQ(again<Flags>(R"({"yes":1})"), R"(the key "yes" is not a bool)");
  CHECK_EQ(again<Counts>(R"({"a":1.5})"), R"(["a"]: 1.5 is not an i64)");
  CHECK_EQ(again<Row>(R"({"counts":[]})"), "counts: a list is not a map");
  CHECK_EQ(again<Row>(R"({"counts":{"a b":null}})"), R"(counts["a b"]: null is not an i64)");
  using Numbers = Map<int8_t, int64_t>;
  CHECK_EQ(again<Numbers>(R"({"7":1,"300":2})"), R"(the key "300" is not an i8)");
  CHECK_EQ(again<Numbers>(R"({"7":1,"+07":2})"), R"({"7":2})");
}

TEST("large maps find each of their keys") {
  Arena arena;
  std::string text = many(1000);
  auto counts = read<Counts>(text, arena);
  CHECK(counts.slots != nullptr);
  for (int64_t i = 0; i < 1000; ++i) {
    std::string key = "k" + std::to_string(i);
    CHECK_EQ(*find(counts, std::string_view(key)), i);
  }
  CHECK(find(counts, std::string_view("k1000")) == nullptr);
  CHECK(!fn::get(counts, std::string_view("")).has_value());
}

TEST("an array has as many items as its type says") {
  using Rgb = std::array<uint8_t, 3>;
  CHECK_EQ(again<Rgb>("[1,2,3]"), "[1,2,3]");
  CHECK_EQ(again<Rgb>("[1,2]"), "a list of 2 items is not one of 3");
  CHECK_EQ(again<Rgb>("[1,2,300]"), "[2]: 300 is not a u8");
  CHECK_EQ(again<Rgb>("1"), "1 is not a list");
}

TEST("json keeps what came, numbers by their values") {
  CHECK_EQ(again<Json>(R"( { "a" : [ 1 , -0 , 1.50 , 1e2 , 18446744073709551615 ] } )"),
           R"({"a":[1,0,1.5,100.0,18446744073709551615]})");
  CHECK_EQ(again<Json>("18446744073709551616"), "1.8446744073709552e+19");
  CHECK_EQ(again<Json>("[1e999,-1e999]"), R"(["Infinity","-Infinity"])");
  CHECK_EQ(again<Json>(R"({"a":{"b":1,"b":2},"c":3,"a":{"b":4,"b":5}})"), R"({"a":{"b":5},"c":3})");
  CHECK_EQ(again<Row>(R"({"counts":{},"payload":null,"by_number":{"1":[{}]}})"),
           R"({"counts":{},"by_number":{"1":[{}]},"payload":null,"rgb":[0,0,0]})");
  std::string large = many(50);
  CHECK_EQ(again<Json>(large.substr(0, large.size() - 1) + ",\"k0\":-1}").substr(0, 16),
           R"({"k0":-1,"k1":1,)");
}

TEST("json of MessagePack has no bytes and no NaN") {
  json::Tape tape;
  size_t list = tape.open(json::Kind::kList);
  tape.bytes("\xFF");
  tape.real(0.0 / 0.0);
  tape.real(2.0);
  tape.natural(1ull << 63);
  tape.close(list, 4);
  Arena arena;
  Json value = json::value_at(tape, 0, arena);
  CHECK_EQ(json::text_of(value), R"(["/w==","NaN",2.0,9223372036854775808])");
  Buffer bytes;
  msgpack::write(bytes, value);
  json::Tape other;
  std::string reason;
  CHECK(msgpack::parse(bytes.view(), other, reason));
  CHECK_EQ(json::text_of(json::value_at(other, 0, arena)), json::text_of(value));
}

TEST("json and maps are equal in any order, and so are their hashes") {
  Arena arena;
  auto same = [&](std::string_view a, std::string_view b) {
    Json one = read<Json>(a, arena), other = read<Json>(b, arena);
    CHECK(!json::equal(one, other) || hash_value(one) == hash_value(other));
    return json::equal(one, other) && json::equal(other, one);
  };
  CHECK(same(R"({"a":1,"b":[1.0,null]})", R"({"b":[1,null],"a":1.0})"));
  CHECK(same("18446744073709549568", "18446744073709549568.0"));
  CHECK(same("-0.0", "0"));
  CHECK(!same("9007199254740993", "9007199254740992.0"));
  CHECK(!same("18446744073709551615", "18446744073709551616"));
  CHECK(!same("1", "true"));
  CHECK(!same("0", "null"));
  CHECK(!same("[]", "{}"));
  CHECK(!same(R"({"a":1})", R"({"a":1,"b":2})"));
  CHECK(!same(R"({"a":1})", R"({"b":1})"));
  CHECK(!same("[1,2]", "[2,1]"));
  auto one = read<Counts>(R"({"a":1,"b":2})", arena),
       other = read<Counts>(R"({"b":2,"a":1})", arena);
  CHECK(key_equal(one, other) && fn::equal(one, other) && hash_value(one) == hash_value(other));
  CHECK(!key_equal(one, read<Counts>(R"({"a":1,"c":2})", arena)));
  CHECK(!key_equal(one, read<Counts>(R"({"a":1})", arena)));
}

TEST("what is owned does not look at what it was read from") {
  std::string text = R"({"counts":{"a":1},"by_number":{"7":{"name":["x","y"]}},"payload":"long"})";
  Arena kept, batch;
  Row row = own(read<Row>(text, batch), kept);
  text.assign(text.size(), '!');
  batch.reset();
  CHECK_EQ(
      json::text_of(row),
      R"({"counts":{"a":1},"by_number":{"7":{"name":["x","y"]}},"payload":"long","rgb":[0,0,0]})");
  std::string large = many(100);
  auto counts = own(read<Counts>(large, batch), kept);
  large.assign(large.size(), '!');
  batch.reset();
  CHECK_EQ(*find(counts, std::string_view("k77")), 77);
  CHECK(has_views<Row>() && has_views<Json>() && has_views<Counts>());
  CHECK(!has_views<std::array<double, 3>>() && has_views<std::array<Json, 1>>());
}

TEST("what is no path finds nothing") {
  Arena arena;
  Json value = read<Json>(R"({"a":{"b":[{"c d":1},2]},"":3,"n":null})", arena);
  auto at = [&](std::string_view path) {
    auto found = fn::get(value, path);
    return found ? json::text_of(*found) : std::string("-");
  };
  CHECK_EQ(at("a.b[1]"), "2");
  CHECK_EQ(at("a.b[-2][\"c d\"]"), "1");
  CHECK_EQ(at("[\"\"]"), "3");
  for (std::string_view path : {"", "n", "a.b[2]", "a.x", "a..b", ".a", "a.", "a[", "a[b]", "a.b[]",
                                "a.b[1", "a.b[+1]", "a.b[--1]", "[\"a\"b\"]", "[\"a\"].b[0]x"}) {
    CHECK_EQ(at(path), "-");
  }
}

TEST("a default json is null") {
  CHECK_EQ(json::text_of(Json{}), "null");
  CHECK(fn::is_null(Json{}));
  Frame frame;
  CHECK(!fn::parse_json(frame, "{").has_value());
  CHECK_EQ(json::text_of(*fn::parse_json(frame, " [1] ")), "[1]");
}
