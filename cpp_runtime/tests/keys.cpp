// own.hpp, hash.hpp and order.hpp: what operators do with the values that they keep.
#include <cmath>
#include <limits>

#include "sage/base/hash.hpp"
#include "sage/base/order.hpp"
#include "sage/base/own.hpp"
#include "test.hpp"

using namespace sage;

namespace {

struct Row {
  std::string_view name{};
  std::optional<double> score{};
  List<std::string_view> tags{};
  int32_t count = 0;
  static constexpr auto fields =
      sage::fields(field("name", &Row::name), field("score", &Row::score),
                   field("tags", &Row::tags), field("count", &Row::count));
};

struct Rank {
  std::optional<double> score{};
  std::string_view name{};
  static constexpr auto fields =
      sage::fields(field("score", &Rank::score), field("name", &Rank::name));
};

struct Everything {
  static constexpr auto fields = sage::fields();
};

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

}  // namespace

TEST("a row that is owned does not look at what it was copied from") {
  std::string name = "ann", tag = "new";
  std::vector<std::string_view> tags{tag};
  Row row{name, 1.5, test::list(tags), 3};
  Arena arena;
  Row kept = own(row, arena);
  name = "bob";
  tag = "old";
  tags[0] = "gone";
  CHECK_EQ(kept.name, "ann");
  CHECK_EQ(kept.tags[0], "new");
  CHECK_EQ(kept.count, 3);
  CHECK(has_views<Row>() && has_views<std::optional<Bytes>>());
  CHECK(!has_views<Everything>() && !has_views<Timestamp>());
}

TEST("all NaN are one key, -0.0 is 0.0, null is a key") {
  CHECK(key_equal(kNan, -kNan) && hash_value(kNan) == hash_value(-kNan));
  CHECK(key_equal(0.0, -0.0) && hash_value(0.0) == hash_value(-0.0));
  std::optional<int64_t> null, zero = 0;
  CHECK(key_equal(null, null) && !key_equal(null, zero) && hash_value(null) != hash_value(zero));
  CHECK(key_equal(Everything{}, Everything{}) && hash_value(Everything{}) == kHashStart);
}

TEST("a widened or optional value keeps its hash") {
  CHECK_EQ(hash_value(int8_t{-3}), hash_value(int64_t{-3}));
  CHECK_EQ(hash_value(0.5f), hash_value(0.5));
  CHECK_EQ(hash_value(std::optional<int32_t>{7}), hash_value(uint64_t{7}));
}

TEST("text hashes by its bytes and its length") {
  std::string text = "0123456789abcdef0123456789abcdefXYZ";
  std::vector<uint64_t> hashes;
  for (size_t i = 0; i <= text.size(); ++i)
    hashes.push_back(hash_value(std::string_view(text).substr(0, i)));
  hashes.push_back(hash_value(std::string_view("\0", 1)));
  hashes.push_back(hash_value(std::string_view("\0\0", 2)));
  for (size_t i = 0; i < hashes.size(); ++i) {
    for (size_t j = 0; j < i; ++j) CHECK(hashes[i] != hashes[j]);
  }
}

TEST("hashes of neighbouring integers differ in high and low bits") {
  std::vector<int> low(256), high(256);
  for (int64_t i = 0; i < 256 * 64; ++i) {
    ++low[hash_value(i) & 255];
    ++high[hash_value(i) >> 56];
  }
  for (int i = 0; i < 256; ++i) CHECK(low[i] > 20 && low[i] < 140 && high[i] > 20 && high[i] < 140);
}

TEST("NaN comes after every number and null after everything, in both directions") {
  std::optional<double> null, nan = kNan, one = 1, two = 2;
  for (bool descending : {false, true}) {
    CHECK(compare(one, nan, descending) < 0);
    CHECK(compare(nan, null, descending) < 0);
    CHECK(compare(one, null, descending) < 0);
    CHECK_EQ(compare(nan, nan, descending), 0);
    CHECK_EQ(compare(null, null, descending), 0);
  }
  CHECK(compare(one, two) < 0 && compare(one, two, true) > 0);
  CHECK_EQ(compare(0.0, -0.0), 0);
}

TEST("text is ordered by code point, and each field has its direction") {
  CHECK(compare(std::string_view("é"), std::string_view("z")) > 0);
  CHECK(compare(std::string_view("é"), std::string_view("z"), true) < 0);
  constexpr bool directions[] = {true, false};
  CHECK(before(Rank{2.0, "b"}, Rank{1.0, "a"}, directions));
  CHECK(before(Rank{1.0, "a"}, Rank{1.0, "b"}, directions));
  CHECK(!before(Rank{1.0, "a"}, Rank{1.0, "a"}, directions));
  CHECK(before(Rank{1.0, "z"}, Rank{{}, "a"}, directions));
}
