// fn/list.hpp and fn/logic.hpp: records as items, and long lists. The rest is compared with the
// reference from Python.
#include "sage/fn/list.hpp"

#include <cmath>

#include "test.hpp"

using namespace sage;

namespace {

struct Item {
  std::string_view name{};
  std::optional<double> price{};
  static constexpr auto fields =
      sage::fields(field("name", &Item::name), field("price", &Item::price));
};

// Compares by the first number only, so that equal ones show their order.
struct Numbered {
  int key;
  int place;
  bool operator<(const Numbered& other) const { return key < other.key; }
  bool operator>(const Numbered& other) const { return key > other.key; }
};

}  // namespace

TEST("records are equal field by field, null to null") {
  CHECK(fn::equal(Item{"a", {}}, Item{"a", {}}));
  CHECK(!fn::equal(Item{"a", 0.0}, Item{"a", {}}));
  CHECK(!fn::equal(Item{"a", NAN}, Item{"a", NAN}));
  CHECK(fn::equal(std::optional<int>(3), 3) && !fn::equal(std::optional<int>{}, 3));
}

TEST("distinct records are those with different keys") {
  Frame frame;
  std::vector<Item> items{{"a", NAN}, {"b", 0.0}, {"a", -NAN}, {"b", -0.0}, {"a", {}}};
  auto distinct = fn::distinct(frame, test::list(items));
  CHECK_EQ(distinct.size(), 3u);
  CHECK(!distinct[2].price);
}

TEST("sort is stable at every length") {
  Frame frame;
  uint64_t random = 7;
  for (size_t size = 0; size < 200; ++size) {
    std::vector<Numbered> items;
    for (size_t i = 0; i < size; ++i) {
      random = random * 6364136223846793005 + 1442695040888963407;
      items.push_back({static_cast<int>(random >> 60), static_cast<int>(i)});
    }
    auto sorted = fn::sort(frame, test::list(items));
    CHECK_EQ(sorted.size(), size);
    for (size_t i = 1; i < sorted.size(); ++i) {
      const auto &a = sorted[i - 1], &b = sorted[i];
      CHECK(a.key < b.key || (a.key == b.key && a.place < b.place));
    }
    frame.arena.reset();
  }
}

TEST("lists of narrow numbers become lists of wide ones") {
  Frame frame;
  std::vector<int32_t> items{1, -2};
  auto wide = fn::widen<List<std::optional<int64_t>>>(frame, test::list(items));
  CHECK_EQ(wide.size(), 2u);
  CHECK_EQ(wide[1], std::optional<int64_t>(-2));
}

TEST("an absent item fails the record and gives some value") {
  Frame frame;
  CHECK(fn::item(At{frame, 0}, List<std::string_view>{}, 0).empty());
  CHECK_EQ(frame.failure().reason, "index 0 is absent: the list has 0 items");
  CHECK(frame.failure().code == Code::kAbsent);
}

TEST("a list grows beyond what was expected") {
  Frame frame;
  ListMaker<int64_t> maker(frame.arena, 0);
  for (int64_t i = 0; i < 1000; ++i) maker.add(i);
  auto list = maker.list();
  CHECK_EQ(list.size(), 1000u);
  CHECK_EQ(list[999], 999);
  CHECK_EQ(make_list<int64_t>(frame, {4, 5})[1], 5);
}
