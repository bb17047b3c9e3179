// The loop that finds what cuts JSON lines, compiled once for each kind of vectors, as that of the CSV scanner: see
// io_csv_kernel.hpp. Hence no include guard.

struct Cuts {
  uint32_t* places;
  size_t count;
  uint64_t high;  // bytes that are not ASCII
};

inline void find_cuts(const char* text, size_t size, Cuts& found_in) {
  Cuts found = found_in;
  const auto quote = Block::fill('"');
  const auto backslash = Block::fill('\\');
  for (size_t at = 0; at < size; at += 64) {
    Block block(text + at);
    uint64_t cuts = block.equal(quote) | block.equal(backslash) | block.control();
    if (at + 64 > size) [[unlikely]]
      cuts &= (uint64_t{1} << (size - at)) - 1;
    found.high |= block.high();
    write_offsets(found.places + found.count, cuts, static_cast<uint32_t>(at));
    found.count += static_cast<size_t>(__builtin_popcountll(cuts));
  }
  found_in = found;
}
