#include "sage/state/table.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <string>
#include <vector>

#include "test.hpp"

using namespace sage;

namespace {

struct Number {
  int64_t id{};
  static constexpr auto fields = sage::fields(field("id", &Number::id));
};

struct Name {
  std::string_view name{};
  std::optional<int32_t> part{};
  static constexpr auto fields =
      sage::fields(field("name", &Name::name), field("part", &Name::part));
};

struct Everything {
  static constexpr auto fields = sage::fields();
};

TEST("a key is found after it was inserted, and only then") {
  Table<Number, int> table;
  CHECK(table.empty());
  CHECK(table.find({7}) == nullptr);
  auto [entry, is_new] = table.insert({7});
  CHECK(is_new);
  CHECK_EQ(entry.value, 0);
  entry.value = 5;
  CHECK(!table.insert({7}).is_new);
  CHECK_EQ(table.find({7})->value, 5);
  CHECK(table.find({8}) == nullptr);
  CHECK_EQ(table.size(), size_t{1});
}

TEST("entries come in the order of insertion, whatever the keys") {
  Table<Number, int> table;
  const int64_t keys[] = {
      5, -1, std::numeric_limits<int64_t>::min(), 0, std::numeric_limits<int64_t>::max(), 3};
  for (int64_t key : keys) table.insert({key});
  for (int64_t key : keys) table.insert({key});
  size_t i = 0;
  for (const auto& entry : table) CHECK_EQ(entry.key.id, keys[i++]);
  CHECK_EQ(i, std::size(keys));
}

TEST("the table keeps the text of its keys when the row's text is gone") {
  Table<Name, int> table;
  for (int i = 0; i < 1000; ++i) {
    char text[16];
    std::snprintf(text, sizeof text, "name %d", i);
    table.insert({text, i % 3 == 0 ? std::optional<int32_t>{} : i}).entry.value = i;
    std::memset(text, '!', sizeof text);
  }
  for (int i = 0; i < 1000; ++i) {
    const std::string text = "name " + std::to_string(i);
    auto* entry = table.find({text, i % 3 == 0 ? std::optional<int32_t>{} : i});
    CHECK(entry != nullptr && entry->value == i);
    CHECK(table.find({text, -1}) == nullptr);
  }
}

TEST("null, NaN and the zeros are keys") {
  Table<std::optional<double>> table;
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK(table.insert(std::nullopt).is_new);
  CHECK(!table.insert(std::nullopt).is_new);
  CHECK(table.insert(nan).is_new);
  CHECK(!table.insert(-nan).is_new);
  CHECK(table.insert(0.0).is_new);
  CHECK(!table.insert(-0.0).is_new);
}

TEST("a key without fields has one entry") {
  Table<Everything, int> table;
  CHECK(table.find({}) == nullptr);
  CHECK(table.insert({}).is_new);
  CHECK(!table.insert({}).is_new);
  CHECK_EQ(table.size(), size_t{1});
}

TEST("a million numbers are found again") {
  Table<Number, int64_t> table;
  for (int64_t i = 0; i < 1'000'000; ++i) table.insert({i * 1'000'003}).entry.value = i;
  CHECK_EQ(table.size(), size_t{1'000'000});
  int64_t found = 0;
  for (int64_t i = 0; i < 1'000'000; ++i) {
    auto* entry = table.find({i * 1'000'003});
    found += entry != nullptr && entry->value == i;
    found -= table.find({i * 1'000'003 + 1}) != nullptr;
  }
  CHECK_EQ(found, int64_t{1'000'000});
}

// Distances whose multiples by the golden ratio lie close together: the worst for the hash of numbers.
TEST("keys that crowd into one place are still found quickly") {
  for (int64_t distance : {int64_t{1} << 56, int64_t{165580141}, int64_t{7540113804746346429}}) {
    Table<Number> table;
    for (int64_t i = 0; i < 20'000; ++i)
      table.insert({static_cast<int64_t>(static_cast<uint64_t>(distance) * i)});
    CHECK_EQ(table.size(), distance == int64_t{1} << 56 ? size_t{256} : size_t{20'000});
  }
}

TEST("a table moves with all it owns") {
  Table<Name, int> table;
  table.insert({std::string("ann"), 1}).entry.value = 3;
  Table<Name, int> moved = std::move(table);
  CHECK_EQ(moved.find({"ann", 1})->value, 3);
  for (int32_t i = 0; i < 100; ++i) moved.insert({"bob", i});
  CHECK_EQ(moved.size(), size_t{101});
}

// The keys and values of a table, as they come, after the same was done to a plain sequence.
template <class Key>
void check_same(const Table<Key, int64_t>& table, const std::vector<std::pair<Key, int64_t>>& all) {
  CHECK_EQ(table.size(), all.size());
  CHECK_EQ(table.empty(), all.empty());
  size_t at = 0, wrong = 0;
  for (const auto& [key, value] : table) {
    wrong += at >= all.size() || !key_equal(key, all[at].first) || value != all[at].second;
    ++at;
  }
  for (const auto& [key, value] : all) {
    const auto* entry = table.find(key);
    wrong += entry == nullptr || entry->value != value;
  }
  CHECK_EQ(at, all.size());
  CHECK_EQ(wrong, size_t{0});
}

TEST("an erased key is gone, and comes again as the newest") {
  Table<Name, int64_t> table;
  for (const char* name : {"ann", "bob", "cleo"}) table.insert({name, 1}).entry.value = name[0];
  CHECK(table.erase(Name{"bob", 1}));
  CHECK(!table.erase(Name{"bob", 1}));
  CHECK(table.find({"bob", 1}) == nullptr);
  check_same<Name>(table, {{{"ann", 1}, 'a'}, {{"cleo", 1}, 'c'}});
  CHECK(table.insert({"bob", 1}).is_new);
  check_same<Name>(table, {{{"ann", 1}, 'a'}, {{"cleo", 1}, 'c'}, {{"bob", 1}, 0}});
  table.erase(*table.find({"ann", 1}));
  check_same<Name>(table, {{{"cleo", 1}, 'c'}, {{"bob", 1}, 0}});
}

TEST("keys that come and go leave the others in order") {
  for (const uint64_t range : {20u, 3'000u, 60'000u}) {
    Table<Number, int64_t> table;
    std::vector<std::pair<Number, int64_t>> all;
    uint64_t random = range;
    for (int64_t i = 0; i < 200'000; ++i) {
      random = random * 6364136223846793005u + 1442695040888963407u;
      const Number key{static_cast<int64_t>((random >> 33) % range)};
      if (i / 30'000 % 2 == 0 || random >> 62 == 0) {
        if (table.find(key) == nullptr) all.push_back({key, i}), table.add(key).value = i;
      } else if (table.erase(key)) {
        all.erase(std::ranges::find_if(all, [&](const auto& e) { return e.first.id == key.id; }));
      }
      if (i % 20'000 == 0) check_same(table, all);
    }
    check_same(table, all);
  }
}

TEST("entries are erased by what they hold") {
  Table<Number, int64_t> table;
  std::vector<std::pair<Number, int64_t>> all;
  for (int64_t i = 0; i < 10'000; ++i) {
    table.insert({i}).entry.value = -i;
    if (i % 7 == 0) all.push_back({{i}, -i});
  }
  table.erase_if([](const auto& entry) { return entry.key.id % 7 != 0; });
  check_same(table, all);
  table.erase_if([](const auto&) { return true; });
  check_same<Number>(table, {});
}

TEST("a cleared table is empty, and is filled again") {
  Table<Name, int64_t> table;
  table.clear();
  for (int round = 0; round < 3; ++round) {
    std::vector<std::string> names(round == 1 ? 10 : 20'000);
    std::vector<std::pair<Name, int64_t>> all;
    for (size_t i = 0; i < names.size(); ++i) {
      names[i] = "name " + std::to_string(i);
      all.push_back({{names[i], {}}, round});
      table.insert(all.back().first).entry.value = round;
    }
    check_same(table, all);
    table.clear();
    check_same<Name>(table, {});
    CHECK(table.find({"name 1", {}}) == nullptr);
  }
}

TEST("room that was reserved is used") {
  Table<Number> table;
  table.insert({-1});
  table.reserve(1000);
  for (int64_t i = 0; i < 1000; ++i) CHECK(table.insert({i}).is_new);
  CHECK_EQ(table.size(), size_t{1001});
  CHECK(!table.insert({-1}).is_new);
}

TEST("what erased keys held is given back") {
  Table<Name, int64_t> table;
  size_t most = 0;
  for (int32_t i = 0; i < 300'000; ++i) {
    const std::string text = "a rather long name, which has the number " + std::to_string(i);
    table.insert({text, i}).entry.value = i;
    if (i >= 1000) {
      const std::string former =
          "a rather long name, which has the number " + std::to_string(i - 1000);
      CHECK(table.erase(Name{former, i - 1000}));
    }
    most = std::max(most, table.bytes());
  }
  CHECK_EQ(table.size(), size_t{1000});
  CHECK_EQ(table.begin()->value, int64_t{299'000});
  CHECK(most < 1'000'000);
  const size_t before = table.bytes();
  for (int32_t i = 0; i < 300'000; ++i) table.insert({"x", i});
  const size_t full = table.bytes();
  table.erase_if([](const auto& entry) { return entry.key.name == "x"; });
  CHECK(full > 10 * before);
  CHECK(table.bytes() < full / 4);
}

TEST("values that own memory move and go with their entries") {
  Table<Number, std::string> table;
  for (int64_t i = 0; i < 5'000; ++i) table.insert({i}).entry.value = std::string(50, 'a' + i % 26);
  table.erase_if([](const auto& entry) { return entry.key.id % 3 != 1; });
  for (const auto& [key, value] : table) CHECK_EQ(value, std::string(50, 'a' + key.id % 26));
  Table<Number, std::string> moved = std::move(table);
  CHECK_EQ(moved.find({4})->value, std::string(50, 'e'));
  CHECK(moved.find({5}) == nullptr);
}

TEST("the only entry of keys without fields comes again after it was erased") {
  Table<Everything, int64_t> table;
  table.insert({}).entry.value = 3;
  CHECK(table.erase(Everything{}));
  CHECK(table.empty());
  CHECK(!table.erase(Everything{}));
  CHECK_EQ(table.insert({}).entry.value, int64_t{0});
  table.clear();
  CHECK(table.find({}) == nullptr);
}

}  // namespace
