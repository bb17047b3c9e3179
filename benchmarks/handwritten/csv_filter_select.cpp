// What a good programmer would write by hand for csv_filter_select.sage: CSV -> filter -> select -> CSV over the flights.
//
//     csv_filter_select [--lazy] flights.csv out.csv
//
// The file is mapped; 64 bytes at a time become a bit mask of separators, and a column that is not wanted costs a count of
// bits. Every row's seven columns are decoded and checked before the filter looks at them, as a typed program does.
// With --lazy the rest of a row goes unread, and so unchecked, as soon as the filter rejects it.
//
// It leans on what the programmer knows of this file and a compiler does not: which columns stand where, that no field is
// quoted, that text is ASCII.
#include <fcntl.h>
#include <immintrin.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <bit>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

namespace {

constexpr size_t kBlock = 64;  // bytes a mask covers

[[noreturn]] void die(const char* what) {
  std::fprintf(stderr, "csv_filter_select: %s\n", what);
  std::exit(1);
}

// The file, readable a block beyond its end.
std::string_view map_file(const char* path) {
  int fd = open(path, O_RDONLY);
  struct stat status;
  if (fd < 0 || fstat(fd, &status) != 0) die("cannot open the input");
  size_t size = size_t(status.st_size);
  void* room = mmap(nullptr, size + kBlock, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (room == MAP_FAILED) die("cannot map the input");
  if (size > 0 &&
      mmap(room, size, PROT_READ, MAP_PRIVATE | MAP_FIXED | MAP_POPULATE, fd, 0) == MAP_FAILED)
    die("cannot map the input");
  madvise(room, size, MADV_SEQUENTIAL);
  close(fd);
  return {static_cast<const char*>(room), size};
}

// Walks over the separators of a text, commas and line ends alike.
class Separators {
 public:
  explicit Separators(const char* begin) : block_(begin), mask_(separators(begin)) {}

  // The next separator.
  const char* next() {
    while (mask_ == 0) advance();
    const char* at = block_ + std::countr_zero(mask_);
    mask_ &= mask_ - 1;
    return at;
  }

  // The separator after `n` others.
  const char* skip(int n) {
    for (int count; (count = std::popcount(mask_)) <= n; n -= count) advance();
    for (; n > 0; --n) mask_ &= mask_ - 1;
    return next();
  }

  // The next line end.
  const char* line_end() {
    for (;;) {
      uint64_t ends = equal(block_, '\n') & -(mask_ & -mask_);
      if (mask_ != 0 && ends != 0) {
        int bit = std::countr_zero(ends);
        mask_ &= bit == 63 ? 0 : ~uint64_t{0} << (bit + 1);
        return block_ + bit;
      }
      advance();
    }
  }

 private:
  void advance() {
    block_ += kBlock;
    mask_ = separators(block_);
  }

  static uint64_t separators(const char* at) { return equal(at, ',') | equal(at, '\n'); }

  static uint64_t equal(const char* at, char wanted) {
#if defined(__AVX512BW__)
    return _mm512_cmpeq_epi8_mask(_mm512_loadu_si512(at), _mm512_set1_epi8(wanted));
#elif defined(__AVX2__)
    return half(at, wanted) | uint64_t{half(at + 32, wanted)} << 32;
#else
    uint64_t mask = 0;
    for (int i = 0; i < 4; ++i) mask |= uint64_t{quarter(at + 16 * i, wanted)} << (16 * i);
    return mask;
#endif
  }

#if defined(__AVX2__)
  static uint32_t half(const char* at, char wanted) {
    __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at));
    return uint32_t(_mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(wanted))));
  }
#endif
  [[maybe_unused]] static uint32_t quarter(const char* at, char wanted) {
    __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    return uint32_t(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(wanted))));
  }

  const char* block_;
  uint64_t mask_;
};

// A decimal number of at most eight digits, read as one word that ends with its last digit: the lengths of numbers vary
// from row to row, and a loop over digits would be mispredicted. REQUIRES: eight readable bytes before `end`.
int64_t parse_int(const char* begin, const char* end) {
  bool negative = *begin == '-';
  begin += negative;
  int64_t length = end - begin;
  if (length < 1 || length > 8) die("not a number");
  uint64_t word;
  std::memcpy(&word, end - 8, 8);
  uint64_t digits = ~uint64_t{0} << (8 * (8 - length));
  word = (word & digits) | (0x3030303030303030 & ~digits);
  uint64_t above_nine = (word + 0x0606060606060606) & 0xF0F0F0F0F0F0F0F0;
  if (((word & 0xF0F0F0F0F0F0F0F0) | above_nine >> 4) != 0x3333333333333333) die("not a number");
  word = (word & 0x0F0F0F0F0F0F0F0F) * 2561 >> 8;
  word = (word & 0x00FF00FF00FF00FF) * 6553601 >> 16;
  int64_t value = int64_t((word & 0x0000FFFF0000FFFF) * 42949672960001 >> 32);
  return negative ? -value : value;
}

bool is_absent(const char* begin, const char* end) {
  return end - begin == 2 && std::memcmp(begin, "NA", 2) == 0;
}

class Writer {
 public:
  explicit Writer(const char* path) : fd_(open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644)) {
    if (fd_ < 0) die("cannot open the output");
  }

  void text(std::string_view text) {
    std::memcpy(end_, text.data(), text.size());
    end_ += text.size();
  }
  void number(int64_t value) { end_ = std::to_chars(end_, end_ + 20, value).ptr; }
  void put(char c) { *end_++ = c; }

  // Makes room for one more row.
  void row_done() {
    if (end_ > buffer_ + kSize) flush();
  }

  void flush() {
    for (const char* p = buffer_; p != end_;) {
      ssize_t written = write(fd_, p, size_t(end_ - p));
      if (written < 0) die("cannot write");
      p += written;
    }
    end_ = buffer_;
  }

 private:
  static constexpr size_t kSize = 1 << 18;
  int fd_;
  char* buffer_ = static_cast<char*>(std::malloc(kSize + (1 << 16)));
  char* end_ = buffer_;
};

template <bool kLazy>
void run(std::string_view input, Writer& out) {
  const char* end = input.data() + input.size();
  Separators separators(input.data());
  const char* row = separators.line_end() + 1;
  out.text("carrier,flight,origin,dest,dep_delay,arr_delay,distance\n");
  while (row < end) {
    // year,month,day,dep_time,sched_dep_time,dep_delay,arr_time,sched_arr_time,arr_delay,carrier,flight,tailnum,origin,
    // dest,air_time,distance,hour,minute,time_hour
    const char* dep_begin = separators.skip(4) + 1;
    const char* dep_end = separators.next();
    bool has_dep = !is_absent(dep_begin, dep_end);
    int64_t dep_delay = has_dep ? parse_int(dep_begin, dep_end) : 0;
    if (kLazy && (!has_dep || dep_delay <= 30)) {
      row = separators.line_end() + 1;
      continue;
    }
    const char* arr_begin = separators.skip(1) + 1;
    const char* arr_end = separators.next();
    const char* carrier_end = separators.next();
    const char* flight_end = separators.next();
    const char* origin_begin = separators.next() + 1;
    const char* origin_end = separators.next();
    const char* dest_end = separators.next();
    const char* distance_begin = separators.next() + 1;
    const char* distance_end = separators.next();
    row = separators.skip(2) + 1;

    bool has_arr = !is_absent(arr_begin, arr_end);
    int64_t arr_delay = has_arr ? parse_int(arr_begin, arr_end) : 0;
    int64_t flight = parse_int(carrier_end + 1, flight_end);
    int64_t distance = parse_int(distance_begin, distance_end);
    if (!has_dep || dep_delay <= 30 || distance <= 500) continue;

    out.text({arr_end + 1, carrier_end});
    out.put(',');
    out.number(flight);
    out.put(',');
    out.text({origin_begin, origin_end});
    out.put(',');
    out.text({origin_end + 1, dest_end});
    out.put(',');
    out.number(dep_delay);
    out.put(',');
    if (has_arr) out.number(arr_delay);
    out.put(',');
    out.number(distance);
    out.put('\n');
    out.row_done();
  }
}

}  // namespace

int main(int argc, char** argv) {
  bool lazy = argc == 4 && std::strcmp(argv[1], "--lazy") == 0;
  if (argc != 3 + lazy) die("usage: csv_filter_select [--lazy] INPUT OUTPUT");
  std::string_view input = map_file(argv[1 + lazy]);
  if (input.empty() || input.back() != '\n') die("the input must end with a line end");
  Writer out(argv[2 + lazy]);
  if (lazy) {
    run<true>(input, out);
  } else {
    run<false>(input, out);
  }
  out.flush();
}
