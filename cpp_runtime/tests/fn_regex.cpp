// fn/regex.hpp: where results lie, and the short way of runs of a class. Values are compared with the reference from
// Python.
#include "sage/fn/regex.hpp"

#include <re2/re2.h>

#include <random>
#include <string>
#include <vector>

#include "../with/re2/run_of.hpp"
#include "test.hpp"

using namespace sage;

TEST("what is found is a part of the text") {
  Frame frame;
  const std::string text = "one 22 three";
  CHECK(fn::find(text, regex<"\\d+">)->data() == text.data() + 4);
  CHECK(fn::find_all(frame, text, regex<"[a-z]+">)[1].data() == text.data() + 7);
  CHECK(fn::split(frame, text, regex<" ">)[2].data() == text.data() + 7);
  CHECK(fn::replace(frame, text, regex<"x">, "y").data() == text.data());
}

TEST("a text without memory is an empty one") {
  Frame frame;
  CHECK(fn::matches({}, regex<"^$">));
  CHECK(fn::find({}, regex<"a*">).has_value());
  CHECK_EQ(fn::split(frame, {}, regex<",">).size(), 1u);
  CHECK_EQ(fn::replace(frame, {}, regex<"">, "x"), "x");
}

struct Pair {
  std::string_view key{};
  std::optional<std::string_view> value{};
  static constexpr auto fields =
      sage::fields(sage::field("key", &Pair::key), sage::field("value", &Pair::value));
};

TEST("a group that took no part is null, an empty one is not") {
  const auto& pair = regex<"(?P<key>\\w*)(=(?P<value>\\w*))?">;
  CHECK(!fn::capture<Pair>("a", pair)->value.has_value());
  CHECK(fn::capture<Pair>("a=", pair)->value == "");
  CHECK(fn::capture<Pair>({}, pair)->key.empty());
}

TEST("groups of more than a few patterns are all there") {
  std::string pattern;
  for (int i = 0; i < 19; ++i) pattern += "(.)";
  static const Regex many(pattern + "(?P<key>.)(?P<value>x)?");
  CHECK(fn::capture<Pair>("abcdefghijklmnopqrstuvwx", many)->key == "t");
}

TEST("a run of a class is what the library finds, or is left to it") {
  const std::vector<std::string> known = {
      "[a-z']+", "[^,]+",  "[^ \\t]+",      "\\w+",   "\\d+",       "\\s+",   "[\\w.]+", "[\\d]+",
      "[^\\s]+", "[ -~]+", "[a-zA-Z0-9_]+", "[\\]]+", "[^\\]\\[]+", "[+*?]+", "[\\-a]+", "[.,;]+",
  };
  const std::vector<std::string> left = {
      "[a-z]*", "[a-z]", "[]a]+",    "[a-]+", "[é]+",     "[[:alpha:]]+", "\\S+",     "[\\W]+",
      "\\b+",   "(a)+",  "[a]b[c]+", "a+",    "[a-\\d]+", "[\\pL]+",      "[\\x41]+", "[^]+",
  };
  for (const auto& pattern : left) CHECK(!RunOf(pattern));
  std::mt19937 random(7);
  const std::string letters = "azAZ09_'-., \t\n\v\f\r[]^\\+*?~\x7f\x01";
  for (const auto& pattern : known) {
    const RunOf run(pattern);
    const RE2 re2(pattern);
    CHECK(static_cast<bool>(run));
    CHECK(re2.ok());
    for (int i = 0; i < 200; ++i) {
      std::string text;
      for (unsigned n = random() % 30; n > 0; --n)
        text += random() % 6 == 0 ? std::string("é")
                                  : std::string(1, letters[random() % letters.size()]);
      const char* at = text.data();
      re2::StringPiece rest(text);
      re2::StringPiece match;
      size_t from = 0;
      while (re2.Match(rest, from, rest.size(), RE2::UNANCHORED, &match, 1)) {
        const auto found = run.next(at, text.data() + text.size());
        CHECK(found.data() == match.data() && found.size() == match.size());
        from = static_cast<size_t>(match.data() + match.size() - text.data());
      }
      CHECK(run.next(at, text.data() + text.size()).empty());
    }
  }
}
