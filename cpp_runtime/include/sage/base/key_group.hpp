// Which of the 128 key groups a key belongs to, and which groups a worker owns: Flink's arithmetic, so that a key lives
// in the same group here and on a cluster. Method names are hashed with the same function.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

namespace sage {

inline constexpr uint32_t kKeyGroups = 128;

// Parts of hash32: of 4 bytes more, and of the end, once `size` bytes are in it.
constexpr uint32_t hash32_mix(uint32_t word) {
  return std::rotl(word * uint32_t{0xcc9e2d51}, 15) * uint32_t{0x1b873593};
}

constexpr uint32_t hash32_more(uint32_t hash, uint32_t word) {
  return std::rotl(hash ^ hash32_mix(word), 13) * 5 + 0xe6546b64;
}

constexpr uint32_t hash32_end(uint32_t hash, uint32_t size) {
  hash ^= size;
  hash = (hash ^ hash >> 16) * 0x85ebca6b;
  hash = (hash ^ hash >> 13) * 0xc2b2ae35;
  return hash ^ hash >> 16;
}

// MurmurHash3_x86_32 with seed 0.
constexpr uint32_t hash32(std::string_view data) {
  auto byte = [&](size_t i) { return static_cast<uint32_t>(static_cast<unsigned char>(data[i])); };
  auto word = [&](size_t i) {
    if (std::is_constant_evaluated() || std::endian::native != std::endian::little)
      return byte(i) | byte(i + 1) << 8 | byte(i + 2) << 16 | byte(i + 3) << 24;
    uint32_t result;
    std::memcpy(&result, data.data() + i, sizeof result);
    return result;
  };
  uint32_t hash = 0;
  size_t at = 0;
  for (; at + 4 <= data.size(); at += 4) hash = hash32_more(hash, word(at));
  uint32_t rest = 0;
  for (size_t i = data.size(); i > at; --i) rest = rest << 8 | byte(i - 1);
  if (at < data.size()) hash ^= hash32_mix(rest);
  return hash32_end(hash, static_cast<uint32_t>(data.size()));
}

// The group of a key whose bytes hash to `hash`. The hash is mixed once more, as Flink does.
constexpr uint32_t key_group(uint32_t hash) {
  const auto mixed = static_cast<int32_t>(hash32_end(hash32_more(0, hash), 4));
  if (mixed == INT32_MIN) return 0;
  return static_cast<uint32_t>(mixed < 0 ? -mixed : mixed) % kKeyGroups;
}

struct KeyGroupRange {
  uint32_t first;
  uint32_t last;
  constexpr bool contains(uint32_t group) const { return first <= group && group <= last; }
  auto operator<=>(const KeyGroupRange&) const = default;
};

// The groups of worker `index` of `workers`.
constexpr KeyGroupRange key_group_range(uint32_t index, uint32_t workers) {
  return {(index * kKeyGroups + workers - 1) / workers, ((index + 1) * kKeyGroups - 1) / workers};
}

}  // namespace sage
