// 64 bytes at a time, with the widest vectors of the machine that the code is compiled for. The compilers' own vectors,
// for the headers of the instruction sets are too heavy for generated code.
//
// A mask has a bit for each byte, that of the first byte lowest.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace sage {

template <size_t kSize>
using Vector [[gnu::vector_size(kSize)]] = unsigned char;

template <size_t kSize>
[[gnu::always_inline]] inline bool is_zero(const Vector<kSize>& bytes) {
  uint64_t words[kSize / 8], any = 0;
  std::memcpy(words, &bytes, kSize);
  for (uint64_t word : words) any |= word;
  return any == 0;
}

#if defined(__AVX512BW__) && !defined(__clang__)

class Block {
 public:
  static constexpr size_t kSize = 64;

  Block() = default;
  explicit Block(const char* at) { std::memcpy(&bytes_, at, kSize); }
  static Block of(char c) {
    Block block;
    block.bytes_ = Bytes{} + c;
    return block;
  }

  uint64_t equal(const Block& other) const { return compare<0>(other); }
  uint64_t below(const Block& other) const { return compare<1>(other); }
  uint64_t high() const { return __builtin_ia32_cvtb2mask512(bytes_); }
  void add(const Block& other) { bytes_ |= other.bytes_; }

  // True if the bytes of two texts are equal where the mask says so.
  static bool same(const char* a, const char* b, uint64_t mask) {
    return (Block(a).compare<4>(Block(b)) & mask) == 0;
  }

 private:
  using Bytes [[gnu::vector_size(kSize)]] = char;

  template <int kHow>
  uint64_t compare(const Block& other) const {
    return __builtin_ia32_ucmpb512_mask(bytes_, other.bytes_, kHow, ~uint64_t{0});
  }

  Bytes bytes_{};
};

#else

class alignas(64) Block {
 public:
  static constexpr size_t kSize = 64;

  Block() = default;
  explicit Block(const char* at) { std::memcpy(parts_, at, kSize); }
  static Block of(char c) {
    Block block;
    for (Part& part : block.parts_) part += static_cast<unsigned char>(c);
    return block;
  }

  uint64_t equal(const Block& other) const {
    return gather([&](size_t i) { return parts_[i] == other.parts_[i]; });
  }
  uint64_t below(const Block& other) const {
    return gather([&](size_t i) { return parts_[i] < other.parts_[i]; });
  }
  uint64_t high() const {
    return gather([&](size_t i) { return parts_[i]; });
  }
  void add(const Block& other) {
    for (size_t i = 0; i < kParts; ++i) parts_[i] |= other.parts_[i];
  }

  static bool same(const char* a, const char* b, uint64_t mask) {
    for (size_t from = 0; from < kSize && mask >> from != 0; from += kPart) {
      Part one, other;
      std::memcpy(&one, a + from, kPart);
      std::memcpy(&other, b + from, kPart);
      if (bits(reinterpret_cast<Part>(one != other)) & (mask >> from)) return false;
    }
    return true;
  }

 private:
#if defined(__AVX2__)
  static constexpr size_t kPart = 32;
#else
  static constexpr size_t kPart = 16;
#endif
  static constexpr size_t kParts = kSize / kPart;
  using Part [[gnu::vector_size(kPart)]] = unsigned char;

  static uint64_t bits(Part part) {
    using Signed [[gnu::vector_size(kPart)]] = char;
#if defined(__AVX2__)
    return static_cast<uint32_t>(__builtin_ia32_pmovmskb256(reinterpret_cast<Signed>(part)));
#elif defined(__SSE2__)
    return static_cast<uint32_t>(__builtin_ia32_pmovmskb128(reinterpret_cast<Signed>(part)));
#else
    uint64_t found = 0;
    for (size_t i = 0; i < kPart; ++i) found |= static_cast<uint64_t>(part[i] >> 7) << i;
    return found;
#endif
  }
  template <class Find>
  uint64_t gather(Find find) const {
    uint64_t found = 0;
    for (size_t i = 0; i < kParts; ++i)
      found |= bits(reinterpret_cast<Part>(find(i))) << (kPart * i);
    return found;
  }

  Part parts_[kParts] = {};
};

#endif

}  // namespace sage
