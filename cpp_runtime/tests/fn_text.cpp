// fn/text.hpp: where results lie. Their values are compared with the reference from Python.
#include "sage/fn/text.hpp"

#include "test.hpp"

using namespace sage;

TEST("parts of a text are views of it") {
  Frame frame;
  std::string text = "  one two  ";
  CHECK_EQ(fn::trim(text), "one two");
  CHECK(fn::trim(text).data() == text.data() + 2);
  CHECK(fn::split(frame, text)[1].data() == text.data() + 6);
  CHECK(fn::slice(text, 2, 5).data() == text.data() + 2);
  CHECK(fn::replace(frame, text, "x", "y").data() == text.data());
}

TEST("what is made gives back the room it did not need") {
  Frame frame;
  CHECK_EQ(fn::to_str(frame, int64_t{42}), "42");
  CHECK_EQ(frame.arena.used(), 2u);
  CHECK_EQ(fn::upper(frame, "straße"), "STRASSE");
  CHECK_EQ(frame.arena.used(), 9u);
}

TEST("texts made one after the other stay as they are") {
  Frame frame;
  auto a = fn::concat(frame, std::string_view("a"), std::string_view("b"));
  auto parts = fn::split(frame, "x,y,z,1,2,3,4,5,6,7,8,9", ",");
  auto joined = fn::join(frame, parts, "");
  auto number = fn::to_str(frame, 0.5);
  auto padded = fn::pad_start(At{frame, 0}, number, 6, "é");
  CHECK_EQ(a, "ab");
  CHECK_EQ(joined, "xyz123456789");
  CHECK_EQ(parts.size(), 12u);
  CHECK_EQ(number, "0.5");
  CHECK_EQ(padded, "ééé0.5");
}

TEST("empty texts without memory are texts like others") {
  Frame frame;
  std::string_view none;
  CHECK(fn::upper(frame, none).empty() && fn::trim(none).empty() && fn::lower(frame, none).empty());
  CHECK(fn::split(frame, none).empty());
  CHECK_EQ(fn::split(frame, none, ",").size(), 1u);
  CHECK(fn::concat(frame, none, none).empty() && fn::replace(frame, none, none, none).empty());
  CHECK_EQ(fn::index_of(none, none), std::optional<int64_t>(0));
  CHECK(fn::like(none, "%"));
  CHECK_EQ(fn::to_str(frame, Bytes{}), "");
}

TEST("a text that would take all memory is refused") {
  Frame frame;
  fn::pad_end(At{frame, 0}, "a", int64_t{1} << 40);
  CHECK_EQ(frame.failure().reason, "a text of 1099511627776 characters is too long");
}
