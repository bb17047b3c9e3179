// The loop of the CSV scanner, compiled once for each kind of vectors: io_csv_scan.cpp includes this file within a
// namespace that has `Block` and `write_offsets`. Hence no include guard.

enum class Quoting {
  kOutside,
  kInside,
  kClosed
};  // kClosed: the byte before was a closing quote, or half of a double one

struct Scan {
  const char* text;
  size_t size;
  char delimiter, quote;
  uint32_t* ends;
  uint32_t* rows;
  std::vector<uint32_t>* torn;
  size_t field_count = 0;
  size_t row_count = 0;
  Quoting quoting = Quoting::kOutside;
  bool has_quotes = false;
};

inline void end_rows(Scan& scan, uint64_t cuts, uint64_t newlines) {
  while (newlines != 0) {
    uint64_t up_to = newlines ^ (newlines - 1);
    scan.rows[scan.row_count++] =
        static_cast<uint32_t>(scan.field_count + __builtin_popcountll(cuts & up_to));
    newlines &= newlines - 1;
  }
}

// Bit i is the parity of the bits 0..i.
inline uint64_t running_parity(uint64_t bits) {
  for (int shift = 1; shift < 64; shift *= 2) bits ^= bits << shift;
  return bits;
}

// One block by an exact state machine: right for all quotes, legal or not.
inline void step_block(Scan& scan, size_t at) {
  size_t end = at + 64 < scan.size ? at + 64 : scan.size;
  auto is_cut = [&](char c) { return c == scan.delimiter || c == '\n'; };
  auto tear = [&] {
    auto row = static_cast<uint32_t>(scan.row_count);
    if (scan.torn->empty() || scan.torn->back() != row) scan.torn->push_back(row);
  };
  bool at_start = at == 0 || (scan.quoting == Quoting::kOutside && is_cut(scan.text[at - 1]));
  for (size_t i = at; i < end; ++i) {
    char c = scan.text[i];
    if (scan.quoting == Quoting::kInside) {
      if (c == scan.quote) scan.quoting = Quoting::kClosed;
      continue;
    }
    if (c == scan.quote && (at_start || scan.quoting == Quoting::kClosed)) {
      scan.quoting = Quoting::kInside;
      at_start = false;
      continue;
    }
    at_start = is_cut(c);
    if (at_start) {
      scan.ends[scan.field_count++] = static_cast<uint32_t>(i);
      if (c == '\n') scan.rows[scan.row_count++] = static_cast<uint32_t>(scan.field_count);
    } else if (scan.quoting == Quoting::kClosed &&
               !(c == '\r' && i + 1 < scan.size && scan.text[i + 1] == '\n')) {
      tear();
    }
    scan.quoting = Quoting::kOutside;
  }
}

// A block with quotes, or within them. Masks suffice if each quote that would open a field stands where a field begins
// or doubles a closing one, and each that would close one stands before a cut, another quote or CR LF.
inline void quoted_block(Scan& scan, size_t at, uint64_t cuts, uint64_t newlines, uint64_t quotes,
                         uint64_t returns, char delimiter) {
  uint64_t inside = running_parity(quotes) ^ (scan.quoting == Quoting::kInside ? ~uint64_t{0} : 0);
  uint64_t opening = quotes & inside;
  uint64_t closing = quotes & ~inside;
  cuts &= ~inside;

  char before = at == 0 ? '\n' : scan.text[at - 1];
  bool may_open = scan.quoting == Quoting::kClosed ||
                  (scan.quoting == Quoting::kOutside && (before == '\n' || before == delimiter));
  uint64_t openable = ((cuts | closing) << 1) | (may_open ? 1 : 0);

  const char* behind = scan.text + at + 64;
  bool last_closes =
      at + 64 >= scan.size || *behind == '\n' || *behind == delimiter || *behind == scan.quote;
  uint64_t line_ends = newlines | (returns & ((newlines >> 1) | (uint64_t{*behind == '\n'} << 63)));
  uint64_t closable = ((cuts | line_ends | quotes) >> 1) | (uint64_t{last_closes} << 63);
  bool first_closes = scan.quoting != Quoting::kClosed || ((cuts | line_ends | quotes) & 1);

  if ((opening & ~openable) | (closing & ~closable) | (first_closes ? 0 : 1))
    return step_block(scan, at);

  newlines &= cuts;
  write_offsets(scan.ends + scan.field_count, cuts, static_cast<uint32_t>(at));
  end_rows(scan, cuts, newlines);
  scan.field_count += static_cast<size_t>(__builtin_popcountll(cuts));
  bool ends_inside = inside >> 63;
  scan.quoting = ends_inside     ? Quoting::kInside
                 : closing >> 63 ? Quoting::kClosed
                                 : Quoting::kOutside;
}

inline uint64_t scan_rows(Scan& scan_in) {
  Scan scan = scan_in;
  const auto delimiter = Block::fill(scan.delimiter);
  const auto newline = Block::fill('\n');
  const auto quote = Block::fill(scan.quote);
  uint64_t high = 0;
  for (size_t at = 0; at < scan.size; at += 64) {
    Block block(scan.text + at);
    uint64_t newlines = block.equal(newline);
    uint64_t cuts = block.equal(delimiter) | newlines;
    uint64_t quotes = block.equal(quote);
    high |= block.high();
    if (at + 64 > scan.size) [[unlikely]] {
      uint64_t valid = (uint64_t{1} << (scan.size - at)) - 1;
      newlines &= valid;
      cuts &= valid;
      quotes &= valid;
      if (scan.quoting != Quoting::kOutside || quotes != 0) {
        scan.has_quotes = true;
        step_block(scan, at);
        break;
      }
    }
    if (quotes != 0 || scan.quoting != Quoting::kOutside) [[unlikely]] {
      scan.has_quotes = true;
      quoted_block(scan, at, cuts, newlines, quotes, block.equal(Block::fill('\r')),
                   scan.delimiter);
      continue;
    }
    write_offsets(scan.ends + scan.field_count, cuts, static_cast<uint32_t>(at));
    end_rows(scan, cuts, newlines);
    scan.field_count += static_cast<size_t>(__builtin_popcountll(cuts));
  }
  scan_in = scan;
  return high;
}
