// The loop that finds the quotes and line ends of JSON lines, compiled once for each kind of vectors, as that of the CSV
// scanner: see io_csv_kernel.hpp. Hence no include guard.

struct Quotes {
  uint32_t* cuts;
  size_t count;
  uint64_t odd;   // backslashes, control characters
  uint64_t high;  // bytes that are not ASCII
};

inline void find_quotes(const char* text, size_t size, Quotes& found_in) {
  Quotes found = found_in;
  const auto quote = Block::fill('"');
  const auto newline = Block::fill('\n');
  const auto backslash = Block::fill('\\');
  for (size_t at = 0; at < size; at += 64) {
    Block block(text + at);
    uint64_t newlines = block.equal(newline);
    uint64_t cuts = block.equal(quote) | newlines;
    uint64_t odd = block.equal(backslash) | (block.control() & ~newlines);
    if (at + 64 > size) [[unlikely]] {
      const uint64_t valid = (uint64_t{1} << (size - at)) - 1;
      cuts &= valid;
      odd &= valid;
    }
    found.odd |= odd;
    found.high |= block.high();
    write_offsets(found.cuts + found.count, cuts, static_cast<uint32_t>(at));
    found.count += static_cast<size_t>(__builtin_popcountll(cuts));
  }
  found_in = found;
}
