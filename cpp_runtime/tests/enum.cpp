#include "sage/base/enum.hpp"

#include "sage/base/hash.hpp"
#include "sage/base/json.hpp"
#include "sage/base/own.hpp"
#include "sage/flow/param.hpp"
#include "sage/fn/list.hpp"
#include "sage/fn/text.hpp"
#include "sage/io/csv_writer.hpp"
#include "sage/io/text.hpp"
#include "sage/service/msgpack.hpp"
#include "test.hpp"

using namespace sage;

namespace {

struct Action {
  uint8_t number{};
  static constexpr std::string_view described = "a variant of Action";
  static constexpr std::string_view variants[] = {"view", "click", "to buy"};
};

struct Rect {
  double w{};
  std::string_view label{};
  static constexpr auto fields = sage::fields(field("w", &Rect::w), field("label", &Rect::label));
};

struct RectOutside {
  double w{};
  std::string_view label{"none"};
  static constexpr auto fields = sage::fields(field("w", &RectOutside::w, "the width"),
                                              field("label", &RectOutside::label).otherwise());
};

template <class OfRect>
struct ShapeOf {
  std::variant<double, OfRect, std::monostate, std::optional<int64_t>> payload{};
  static constexpr std::string_view described = "a variant of Shape";
  static constexpr std::string_view variants[] = {"circle", "rect", "point", "sides"};
};
using Shape = ShapeOf<Rect>;
using ShapeOutside = ShapeOf<RectOutside>;

static_assert(std::is_trivially_copyable_v<Action> && std::is_trivially_copyable_v<Shape>);
static_assert(sizeof(Action) == 1 && !has_payloads<Action> && has_payloads<Shape>);
static_assert(name_of(variant<Action, 1>()) == "click");

// The JSON form of what a text holds, or the reason why it holds none.
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
std::string msgpack_of(const T& value) {
  Buffer buffer;
  msgpack::write(buffer, value);
  return buffer.text();
}

const Shape kCircle = variant<Shape, 0>(2.0);
const Shape kPoint = variant<Shape, 2>();

}  // namespace

TEST("a value knows its variant and what that carries") {
  Shape rect = variant<Shape, 1>(Rect{1.5, "a"});
  CHECK_EQ(number_of(rect), size_t{1});
  CHECK_EQ(name_of(rect), "rect");
  CHECK_EQ(payload<1>(rect).label, "a");
  CHECK_EQ(payload<0>(kCircle), 2.0);
  CHECK_EQ(find_variant<Shape>("sides"), size_t{3});
  CHECK_EQ(find_variant<Shape>("side"), variant_count<Shape>);
  CHECK(variant_carries<Shape>[0] && !variant_carries<Shape>[2] && !variant_carries<Action>[0]);
}

TEST("a variant is its name in JSON, or an object of its name and payload") {
  CHECK_EQ(again<Action>(R"("click")"), R"("click")");
  CHECK_EQ(again<Shape>(R"({ "circle" : 2 })"), R"({"circle":2.0})");
  CHECK_EQ(again<Shape>(R"("point")"), R"("point")");
  CHECK_EQ(again<Shape>(R"({"sides":null})"), R"({"sides":null})");
  CHECK_EQ(again<Shape>(R"({"rect":{"label":"a","w":1}})"), R"({"rect":{"w":1.0,"label":"a"}})");
  CHECK_EQ(again<Shape>(R"({"circle":1,"circle":2})"), R"({"circle":2.0})");
}

TEST("what is no variant does not decode") {
  CHECK_EQ(again<Action>(R"("clik")"), R"("clik" is not a variant of Action)");
  CHECK_EQ(again<Action>("7"), "7 is not a variant of Action");
  CHECK_EQ(again<Action>("null"), "null is not a variant of Action");
  CHECK_EQ(again<Action>(R"({"view":1})"), "view: carries nothing");
  CHECK_EQ(again<Shape>(R"("circle")"), "circle: missing");
  CHECK_EQ(again<Shape>("{}"), "a record is not a variant of Shape");
  CHECK_EQ(again<Shape>(R"({"circle":1,"point":2})"), "a record is not a variant of Shape");
  CHECK_EQ(again<Shape>(R"({"cube":1})"), R"("cube" is not a variant of Shape)");
  CHECK_EQ(again<Shape>(R"({"circle":"1"})"), R"(circle: "1" is not an f64)");
  CHECK_EQ(again<Shape>(R"({"rect":{"w":1}})"), "rect.label: missing");
}

TEST("what is outside differs in what its variants carry") {
  CHECK_EQ(again<ShapeOutside>(R"({"rect":{"the width":1}})"),
           R"({"rect":{"the width":1.0,"label":"none"}})");
  Frame f;
  Shape inside = fn::widen<Shape>(f, variant<ShapeOutside, 1>(RectOutside{1, "x"}));
  CHECK_EQ(json::text_of(inside), R"({"rect":{"w":1.0,"label":"x"}})");
  CHECK_EQ(name_of(fn::widen<Shape>(f, variant<ShapeOutside, 2>())), "point");
}

TEST("MessagePack is that of the JSON form") {
  CHECK_EQ(msgpack_of(variant<Action, 1>()),
           "\xA5"
           "click");
  CHECK_EQ(msgpack_of(kPoint), "\xA5point");
  CHECK_EQ(msgpack_of(variant<Shape, 3>(std::optional<int64_t>{7})), "\x81\xA5sides\x07");
}

TEST("values are equal that are one variant and carry the same") {
  CHECK(fn::equal(kCircle, kCircle) && !fn::equal(kCircle, kPoint));
  CHECK(!fn::equal(kCircle, variant<Shape, 0>(2.5)));
  const Shape nan = variant<Shape, 0>(0.0 / 0.0);
  CHECK(!fn::equal(nan, nan) && key_equal(nan, nan) && hash_value(nan) == hash_value(nan));
  CHECK(fn::equal(std::optional<Action>{}, std::optional<Action>{}));
  CHECK(!fn::equal(std::optional<Action>{}, variant<Action, 0>()));
  CHECK(hash_value(kCircle) != hash_value(variant<Shape, 0>(2.5)));
  CHECK(hash_value(variant<Action, 0>()) != hash_value(variant<Action, 1>()));
  CHECK_EQ(hash_value(variant<Action, 1>()), hash_value(std::string_view("click")));
}

TEST("what is kept does not look at what it was copied from") {
  CHECK(has_views<Shape>() && !has_views<Action>() && has_views<List<Action>>());
  std::string label = "new";
  Arena arena;
  Shape kept = own(variant<Shape, 1>(Rect{1, label}), arena);
  label = "old";
  CHECK_EQ(payload<1>(kept).label, "new");
}

TEST("the text of a variant is its name") {
  Frame f;
  CHECK_EQ(fn::to_str(f, kCircle), "circle");
  Buffer line;
  io::write_readable(line, std::optional<Action>{variant<Action, 2>()});
  io::write_readable(line, kCircle);
  CHECK_EQ(line.text(), R"(to buy{"circle":2.0})");
  Action action;
  CHECK_EQ(read_param("to buy", action), "");
  CHECK_EQ(name_of(action), "to buy");
  CHECK_EQ(read_param("sell", action), R"("sell" is not a variant of Action)");
}
