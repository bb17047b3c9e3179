#include "sage/state/table.hpp"

#include <cstring>
#include <limits>
#include <string>

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

}  // namespace
