// The kernels of the scanners of CSV and JSON lines, and the choice among them.
#include "sage/io/csv_scan.hpp"
#include "sage/io/json_index.hpp"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include <cstring>

// GCC 12 takes the undefined lanes in its own AVX-512 intrinsics for uninitialised variables.
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#pragma GCC diagnostic ignored "-Wuninitialized"

namespace sage::io {
namespace {

#if defined(__x86_64__)

#pragma GCC push_options
#pragma GCC target("avx512f,avx512bw,avx512vbmi2,avx2,bmi,bmi2,popcnt,lzcnt")
namespace avx512 {

struct Block {
  explicit Block(const char* text) : bytes(_mm512_loadu_si512(text)) {}
  static __m512i fill(char c) { return _mm512_set1_epi8(c); }
  uint64_t equal(__m512i c) const { return _mm512_cmpeq_epi8_mask(bytes, c); }
  uint64_t high() const { return _mm512_movepi8_mask(bytes); }
  uint64_t control() const { return _mm512_cmplt_epu8_mask(bytes, fill(' ')); }
  __m512i bytes;
};

// Writes the offset of each set bit; may write up to 64 entries in all.
inline void write_offsets(uint32_t* out, uint64_t bits, uint32_t base) {
  alignas(64) static constexpr uint8_t kNumbers[64] = {
      0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
      22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43,
      44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};
  const __m512i places = _mm512_maskz_compress_epi8(bits, _mm512_load_si512(kNumbers));
  const __m512i start = _mm512_set1_epi32(static_cast<int>(base));
  auto write = [&](int part, __m128i numbers) {
    _mm512_storeu_si512(out + 16 * part, _mm512_add_epi32(start, _mm512_cvtepu8_epi32(numbers)));
  };
  int count = __builtin_popcountll(bits);
  write(0, _mm512_castsi512_si128(places));
  if (count <= 16) return;
  write(1, _mm512_extracti32x4_epi32(places, 1));
  if (count <= 32) return;
  write(2, _mm512_extracti32x4_epi32(places, 2));
  write(3, _mm512_extracti32x4_epi32(places, 3));
}

#include "io_csv_kernel.hpp"
#include "io_json_kernel.hpp"
}  // namespace avx512
#pragma GCC pop_options

#pragma GCC push_options
#pragma GCC target("avx2,bmi,bmi2,popcnt,lzcnt")
namespace avx2 {

struct Block {
  explicit Block(const char* text)
      : low(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(text))),
        upper(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(text + 32))) {}
  static __m256i fill(char c) { return _mm256_set1_epi8(c); }
  static uint64_t join(__m256i a, __m256i b) {
    return static_cast<uint32_t>(_mm256_movemask_epi8(a)) |
           (static_cast<uint64_t>(static_cast<uint32_t>(_mm256_movemask_epi8(b))) << 32);
  }
  uint64_t equal(__m256i c) const {
    return join(_mm256_cmpeq_epi8(low, c), _mm256_cmpeq_epi8(upper, c));
  }
  uint64_t high() const {
    return static_cast<uint32_t>(_mm256_movemask_epi8(_mm256_or_si256(low, upper)));
  }
  uint64_t control() const {
    const __m256i last = fill(' ' - 1);
    return join(_mm256_cmpeq_epi8(_mm256_max_epu8(low, last), last),
                _mm256_cmpeq_epi8(_mm256_max_epu8(upper, last), last));
  }
  __m256i low, upper;
};

// Eight at a time whether needed or not, so that the usual block has one branch.
inline void write_offsets(uint32_t* out, uint64_t bits, uint32_t base) {
  int count = __builtin_popcountll(bits);
  for (int done = 0; done < count; done += 8) {
    for (int i = 0; i < 8; ++i) {
      out[done + i] = base + static_cast<uint32_t>(_tzcnt_u64(bits));
      bits = _blsr_u64(bits);
    }
  }
}

#include "io_csv_kernel.hpp"
#include "io_json_kernel.hpp"
}  // namespace avx2
#pragma GCC pop_options

namespace sse2 {

struct Block {
  explicit Block(const char* text) {
    for (int i = 0; i < 4; ++i)
      part[i] = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text + 16 * i));
  }
  static __m128i fill(char c) { return _mm_set1_epi8(c); }
  uint64_t equal(__m128i c) const {
    uint64_t bits = 0;
    for (int i = 0; i < 4; ++i) {
      bits |= static_cast<uint64_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(part[i], c))) << (16 * i);
    }
    return bits;
  }
  uint64_t high() const {
    return static_cast<uint64_t>(_mm_movemask_epi8(
        _mm_or_si128(_mm_or_si128(part[0], part[1]), _mm_or_si128(part[2], part[3]))));
  }
  uint64_t control() const {
    const __m128i last = fill(' ' - 1);
    uint64_t bits = 0;
    for (int i = 0; i < 4; ++i) {
      __m128i found = _mm_cmpeq_epi8(_mm_max_epu8(part[i], last), last);
      bits |= static_cast<uint64_t>(_mm_movemask_epi8(found)) << (16 * i);
    }
    return bits;
  }
  __m128i part[4];
};

#else

namespace sse2 {  // any other machine: the compiler makes of it what it can

struct Block {
  explicit Block(const char* text) { std::memcpy(part, text, 64); }
  static char fill(char c) { return c; }
  uint64_t equal(char c) const {
    uint64_t bits = 0;
    for (int i = 0; i < 64; ++i) bits |= uint64_t{part[i] == c} << i;
    return bits;
  }
  uint64_t high() const {
    unsigned char all = 0;
    for (char c : part) all |= static_cast<unsigned char>(c);
    return all & 0x80;
  }
  uint64_t control() const {
    uint64_t bits = 0;
    for (int i = 0; i < 64; ++i) bits |= uint64_t{static_cast<unsigned char>(part[i]) < ' '} << i;
    return bits;
  }
  char part[64];
};

#endif

inline void write_offsets(uint32_t* out, uint64_t bits, uint32_t base) {
  for (; bits != 0; bits &= bits - 1) *out++ = base + static_cast<uint32_t>(__builtin_ctzll(bits));
}

#include "io_csv_kernel.hpp"
#include "io_json_kernel.hpp"
}  // namespace sse2

#if defined(__x86_64__)

bool has_avx512() {
  static const bool has =
      __builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("avx512bw");
  return has;
}

bool has_avx2() {
  static const bool has = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2");
  return has;
}

#endif

template <class Cuts>
size_t run(void (*kernel)(const char*, size_t, Cuts&), const char* text, size_t size,
           uint32_t* places, bool& is_ascii) {
  Cuts found{places, 0, 0};
  kernel(text, size, found);
  is_ascii = found.high == 0;
  return found.count;
}

template <class Scan>
uint64_t run(uint64_t (*kernel)(Scan&), const char* text, size_t size, char delimiter, char quote,
             uint32_t* ends, uint32_t* rows, CsvIndex& index) {
  Scan scan{text, size, delimiter, quote, ends, rows, &index.torn};
  uint64_t high = kernel(scan);
  index.row_count = scan.row_count;
  index.has_quotes = scan.has_quotes;
  return high;
}

}  // namespace

void CsvScanner::scan(const char* text, size_t size, CsvIndex& index) {
  if (size > capacity_ || ends_ == nullptr) {
    capacity_ = size;
    // One entry in front for ends[-1]; up to 64 behind are written in vain.
    ends_ = std::make_unique_for_overwrite<uint32_t[]>(size + 1 + 64);
    rows_ = std::make_unique_for_overwrite<uint32_t[]>(size + 1);
  }
  uint32_t* ends = ends_.get() + 1;
  ends[-1] = UINT32_MAX;
  index.torn.clear();
  uint64_t high = 0;
#if defined(__x86_64__)
  if (has_avx512() && widest_ >= 512) {
    high = run(avx512::scan_rows, text, size, delimiter_, quote_, ends, rows_.get(), index);
  } else if (has_avx2() && widest_ >= 256) {
    high = run(avx2::scan_rows, text, size, delimiter_, quote_, ends, rows_.get(), index);
  } else
#endif
  {
    high = run(sse2::scan_rows, text, size, delimiter_, quote_, ends, rows_.get(), index);
  }
  while (!index.torn.empty() && index.torn.back() >= index.row_count) index.torn.pop_back();
  index.is_ascii = high == 0;
  index.ends = ends;
  index.rows = rows_.get();
  index.size = index.row_count == 0 ? 0 : ends[index.rows[index.row_count - 1] - 1] + size_t{1};
}

void JsonIndex::scan(const char* text, size_t size) {
  next_ = last_ = nullptr;
  if (size >= UINT32_MAX) return;
  if (size > capacity_ || places_ == nullptr) {
    capacity_ = size;
    places_ =
        std::make_unique_for_overwrite<uint32_t[]>(size + 64);  // up to 64 are written in vain
  }
  size_t count = 0;
#if defined(__x86_64__)
  if (has_avx512() && widest_ >= 512) {
    count = run(avx512::find_cuts, text, size, places_.get(), is_ascii_);
  } else if (has_avx2() && widest_ >= 256) {
    count = run(avx2::find_cuts, text, size, places_.get(), is_ascii_);
  } else
#endif
  {
    count = run(sse2::find_cuts, text, size, places_.get(), is_ascii_);
  }
  text_ = text;
  next_ = places_.get();
  last_ = next_ + count;
}

const uint32_t* JsonIndex::closing(const uint32_t* cut) const {
  for (++cut; *place(cut) == '\\'; ++cut) {
    switch (place(cut)[1]) {
      case '"':
      case '\\': ++cut; break;  // which are cuts as well
      case '/':
      case 'b':
      case 'f':
      case 'n':
      case 'r':
      case 't': break;
      default: return nullptr;
    }
  }
  return *place(cut) == '"' ? cut : nullptr;
}

}  // namespace sage::io
