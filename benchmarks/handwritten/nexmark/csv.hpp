// Bids as CSV: 64 bytes at a time become a mask of separators; then a row's fields lie at known places.
#pragma once

#include <immintrin.h>

#include <bit>
#include <vector>

#include "files.hpp"

namespace nexmark {

inline uint64_t equal(const char* at, char wanted) {
#if defined(__AVX512BW__)
  return _mm512_cmpeq_epi8_mask(_mm512_loadu_si512(at), _mm512_set1_epi8(wanted));
#elif defined(__AVX2__)
  auto half = [&](const char* from) {
    __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
    return static_cast<uint32_t>(
        _mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(wanted))));
  };
  return half(at) | uint64_t{half(at + 32)} << 32;
#else
  uint64_t mask = 0;
  for (int i = 0; i < 4; ++i) {
    __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at + 16 * i));
    auto quarter =
        static_cast<uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(wanted))));
    mask |= uint64_t{quarter} << (16 * i);
  }
  return mask;
#endif
}

// Where the bytes of a text stand that a mask of 64 has bits for. Four are written at once, whether there are as many or
// not.
template <class Mask>
size_t index(std::string_view text, std::vector<uint32_t>& places, Mask mask) {
  places.resize(text.size() + 64);
  uint32_t* to = places.data();
  for (uint32_t at = 0; at < text.size(); at += 64) {
    uint64_t found = mask(text.data() + at);
    if (at + 64 > text.size()) found &= (uint64_t{1} << (text.size() - at)) - 1;
    int count = std::popcount(found);
    for (int i = 0; i < count; i += 4) {
      for (int j = 0; j < 4; ++j) {
        to[i + j] = at + static_cast<uint32_t>(std::countr_zero(found));
        found &= found - 1;
      }
    }
    to += count;
  }
  return static_cast<size_t>(to - places.data());
}

// Calls `use` with each bid of a file, of which the wanted columns are set.
template <unsigned kColumns, class Use>
class CsvReader {
 public:
  CsvReader(const char* path, Use use) : chunks_(path), use_(use) {}

  void run() {
    bool at_start = true;
    for (std::string_view text; !(text = chunks_.next()).empty();) {
      if (at_start) text.remove_prefix(text.find('\n') + 1);  // the header
      at_start = false;
      if constexpr (kColumns < kChannel) {
        numbers_only(text);
      } else {
        all_columns(text);
      }
    }
  }

 private:
  static constexpr size_t kWidth = 7;

  // The numbers stand first: of the rest only its end is looked for.
  void numbers_only(std::string_view text) {
    const char* end = text.data() + text.size();
    for (const char* row = text.data(); row < end;) {
      uint64_t commas = equal(row, ',');
      if (std::popcount(commas) < 3) [[unlikely]]
        die("the numbers are too long");
      const char* first = row + std::countr_zero(commas);
      commas &= commas - 1;
      const char* second = row + std::countr_zero(commas);
      commas &= commas - 1;
      const char* third = row + std::countr_zero(commas);
      Bid bid;
      if (kColumns & kAuction) bid.auction = parse_int(row, first);
      if (kColumns & kBidder) bid.bidder = parse_int(first + 1, second);
      if (kColumns & kPrice) bid.price = parse_int(second + 1, third);
      use_(bid);
      const char* block = third;
      uint64_t ends;
      while ((ends = equal(block, '\n')) == 0) block += 64;
      row = block + std::countr_zero(ends) + 1;
    }
  }

  void all_columns(std::string_view text) {
    size_t count =
        index(text, ends_, [](const char* at) { return equal(at, ',') | equal(at, '\n'); });
    if (count % kWidth != 0) die("a row has not seven fields");
    const char* row = text.data();
    for (const uint32_t* ends = ends_.data(); ends < ends_.data() + count; ends += kWidth) {
      auto field = [&](int i) {
        const char* from = text.data() + ends[i - 1] + 1;
        return std::string_view(from, static_cast<size_t>(text.data() + ends[i] - from));
      };
      const char* end = text.data() + ends[6];
      if (*end != '\n') die("a row has not seven fields");
      Bid bid;
      if (kColumns & kAuction) bid.auction = parse_int(row, text.data() + ends[0]);
      if (kColumns & kBidder) bid.bidder = parse_int(field(1).begin(), field(1).end());
      if (kColumns & kPrice) bid.price = parse_int(field(2).begin(), field(2).end());
      if (kColumns & kChannel) bid.channel = field(3);
      if (kColumns & kUrl) bid.url = field(4);
      if (kColumns & kAt) bid.at = times_.parse(field(5).begin(), field(5).end());
      if (kColumns & kExtra) bid.extra = field(6);
      use_(bid);
      row = end + 1;
    }
  }

  Chunks chunks_;
  Use use_;
  TimeParser times_;
  std::vector<uint32_t> ends_;
};

}  // namespace nexmark
