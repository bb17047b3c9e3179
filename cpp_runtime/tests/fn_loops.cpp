// fn/loops.hpp: what grows, and what was read of it before. Programs compare the rest with the
// reference.
#include "sage/fn/loops.hpp"

#include <vector>

#include "test.hpp"

using namespace sage;

namespace {

template <class T>
std::vector<T> items(const List<T>& list) {
  return {list.begin(), list.end()};
}

}  // namespace

TEST("a list grows by items and by lists of them, and what was read before stays") {
  Frame f;
  Growing<List<int64_t>> list = List<int64_t>{};
  list.add(f, int64_t{1});
  List<int64_t> before = list.value;
  list.add(f, int64_t{2}, before, int64_t{3});
  CHECK(items(before) == std::vector<int64_t>{1});
  CHECK(items(list.value) == std::vector<int64_t>({1, 2, 1, 3}));
}

TEST("a list grows by itself") {
  Frame f;
  Growing<List<int64_t>> list = List<int64_t>{};
  list.add(f, int64_t{7}, int64_t{8});
  for (int i = 0; i < 3; ++i) list.add(f, list.value);
  CHECK(list.value.size() == 16);
  for (size_t i = 0; i < 16; ++i) CHECK(list.value[i] == (i % 2 == 0 ? 7 : 8));
}

TEST("two lists that began as one do not share their room") {
  Frame f;
  Growing<List<int64_t>> a = List<int64_t>{};
  a.add(f, int64_t{1});
  Growing<List<int64_t>> b = a.value;
  b.add(f, int64_t{2});
  a.add(f, int64_t{3});
  a = b.value;
  a.add(f, int64_t{4});
  b.add(f, int64_t{5});
  CHECK(items(a.value) == std::vector<int64_t>({1, 2, 4}));
  CHECK(items(b.value) == std::vector<int64_t>({1, 2, 5}));
}

TEST("a list of lists takes a list as an item") {
  Frame f;
  Growing<List<List<int64_t>>> lists = List<List<int64_t>>{};
  lists.add(f, make_list<int64_t>(f, {1, 2}), List<int64_t>{});
  CHECK(lists.value.size() == 2);
  CHECK(items(lists.value[0]) == std::vector<int64_t>({1, 2}));
}

TEST("memory and time go with what is added") {
  Frame f;
  Growing<std::string_view> text = std::string_view{};
  for (int i = 0; i < 100'000; ++i) text.add(f, std::string_view{"abc"});
  CHECK(text.value.size() == 300'000);
  CHECK(f.arena.used() < 1'500'000);
}

TEST("counting ends where a list would, and fails where it would be too long") {
  Frame f;
  int64_t sum = 0;
  for (int64_t i : fn::counting(At{f, 0}, -2, 4)) sum = sum * 10 + i;
  CHECK(sum == -2 * 100000 - 1 * 10000 + 0 + 100 + 20 + 3);
  for (int64_t i : fn::counting(At{f, 0}, 4, -2)) sum = i;
  for (int64_t i : fn::counting(At{f, 0}, INT64_MIN, INT64_MAX)) sum = i;
  CHECK(f.failure().reason == "a list of 18446744073709551615 items is too long");
}
