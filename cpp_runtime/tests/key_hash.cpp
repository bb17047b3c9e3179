#include "sage/base/key_hash.hpp"

#include <limits>

#include "test.hpp"

using namespace std::literals;
using sage::key_group;
using sage::key_hash;

namespace {

struct Texts {
  std::string_view a, b, c;
  static constexpr auto fields = sage::fields(
      sage::field("a", &Texts::a), sage::field("b", &Texts::b), sage::field("c", &Texts::c));
};

struct Key {
  int32_t id;
  std::string_view text;
  static constexpr auto fields =
      sage::fields(sage::field("id", &Key::id), sage::field("text", &Key::text));
};

}  // namespace

TEST("hashes and groups are those of the specification") {
  CHECK_EQ(key_hash(int64_t{0}), 0x63852afcu);
  CHECK_EQ(key_hash(int64_t{1}), 0x53075d44u);
  CHECK_EQ(key_hash(int64_t{-1}), 0x627564e8u);
  CHECK_EQ(key_hash(""sv), 0x2362f9deu);
  CHECK_EQ(key_hash("hello"sv), 0x836983d3u);
  CHECK_EQ(key_hash(1.5), 0xf07a83dbu);
  CHECK_EQ(key_group(key_hash(int64_t{0})), 104u);
  CHECK_EQ(key_group(key_hash(int64_t{1})), 43u);
  CHECK_EQ(key_group(key_hash(int64_t{-1})), 60u);
  CHECK_EQ(key_group(key_hash(""sv)), 73u);
  CHECK_EQ(key_group(key_hash("hello"sv)), 124u);
  CHECK_EQ(key_group(key_hash(1.5)), 0u);
}

TEST("a number moves to no other group when its type is widened") {
  CHECK_EQ(key_hash(int8_t{-7}), key_hash(int64_t{-7}));
  CHECK_EQ(key_hash(uint16_t{7}), key_hash(int64_t{7}));
  CHECK_EQ(key_hash(2.5f), key_hash(2.5));
}

TEST("equal keys have equal bytes") {
  CHECK_EQ(key_hash(-0.0), key_hash(0.0));
  CHECK_EQ(key_hash(std::numeric_limits<double>::quiet_NaN()),
           key_hash(-std::numeric_limits<double>::quiet_NaN()));
}

TEST("columns stand one behind the other, null before no value") {
  CHECK_EQ(key_hash(Key{1, "ab"}), sage::hash32("\1\0\0\0\0\0\0\0\2\0\0\0ab"sv));
  CHECK_EQ(key_hash(std::optional<int32_t>()), sage::hash32("\0"sv));
  CHECK_EQ(key_hash(std::optional<int32_t>(1)), sage::hash32("\1\1\0\0\0\0\0\0\0"sv));
  CHECK_EQ(key_hash(true), sage::hash32("\1\0\0\0\0\0\0\0"sv));
}

TEST("texts of all lengths lie anywhere") {
  std::string text, bytes;
  for (uint32_t size = 0; size < 40; ++size) {
    for (std::string_view before : {"", "a", "ab", "abc"}) {
      auto put = [&](std::string_view part) {
        const auto length = static_cast<uint32_t>(part.size());
        bytes.append(reinterpret_cast<const char*>(&length), sizeof length).append(part);
      };
      bytes.clear();
      put(before);
      put(text);
      put("end");
      CHECK_EQ(key_hash(Texts{before, text, "end"}), sage::hash32(bytes));
    }
    text += static_cast<char>('A' + size);
  }
}

TEST("workers have all groups, each once") {
  for (uint32_t workers : {1u, 2u, 3u, 7u, 128u}) {
    uint32_t next = 0;
    for (uint32_t i = 0; i < workers; ++i) {
      const auto range = sage::key_group_range(i, workers);
      CHECK_EQ(range.first, next);
      CHECK(range.last >= range.first);
      next = range.last + 1;
    }
    CHECK_EQ(next, sage::kKeyGroups);
  }
}
