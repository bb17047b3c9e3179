// Bids as JSON lines, by a scanner that knows the keys and their order: the
// text between two values is stepped over, not looked at beyond its first byte,
// and a line's end is looked for from behind the last value that is wanted.
//
// Text is taken as it stands between its quotes, for nothing here is escaped,
// and is written the same way.
#pragma once

#include "csv.hpp"

namespace nexmark {

template <unsigned kColumns, class Use> class JsonlReader {
public:
  JsonlReader(const char *path, Use use) : chunks_(path), use_(use) {}

  void run() {
    for (std::string_view text; !(text = chunks_.next()).empty();) {
      find_lines(text);
      const char *at = text.data();
      for (uint32_t end : ends_) {
        Bid bid;
        line(at, bid);
        use_(bid);
        at = text.data() + end + 1;
      }
    }
  }

private:
  // Whether a column or one behind it is wanted.
  static constexpr bool reaches(unsigned column) { return kColumns >= column; }

  // All line ends first: then a row need not wait for where the one before it
  // ends.
  void find_lines(std::string_view text) {
    ends_.resize(text.size() / 8);
    uint32_t *to = ends_.data();
    for (uint32_t at = 0; at < text.size(); at += 64) {
      uint64_t ends = equal(text.data() + at, '\n');
      if (at + 64 > text.size())
        ends &= (uint64_t{1} << (text.size() - at)) - 1;
      for (; ends != 0; ends &= ends - 1)
        *to++ = at + static_cast<uint32_t>(std::countr_zero(ends));
    }
    ends_.resize(static_cast<size_t>(to - ends_.data()));
  }

  void line(const char *at, Bid &bid) {
    if (std::memcmp(at, "{\"auction\":", 11) != 0)
      die("not a bid");
    at = number<kAuction>(at + 11, bid.auction);
    if constexpr (reaches(kBidder))
      at = number<kBidder>(behind(at, ",\"bidder\":"), bid.bidder);
    if constexpr (reaches(kPrice))
      at = number<kPrice>(behind(at, ",\"price\":"), bid.price);
    if constexpr (reaches(kChannel))
      at = text(behind(at, ",\"channel\":\""), bid.channel);
    if constexpr (reaches(kUrl))
      at = text(behind(at, ",\"url\":\""), bid.url);
    if constexpr (reaches(kAt)) {
      at = behind(at, ",\"at\":\"");
      std::string_view time;
      at = text(at, time);
      bid.at = times_.parse(time.begin(), time.end());
    }
    if constexpr (reaches(kExtra))
      at = text(behind(at, ",\"extra\":\""), bid.extra);
  }

  static const char *behind(const char *at, std::string_view key) {
    if (std::memcmp(at, key.data(), key.size()) != 0)
      die("not a bid");
    return at + key.size();
  }

  template <unsigned kColumn>
  static const char *number(const char *at, int64_t &value) {
    const char *end = at;
    uint64_t others = (load(at) ^ 0x3030303030303030) + 0x7676767676767676;
    if ((others &= 0x8080808080808080) != 0) {
      end += std::countr_zero(others) / 8;
    } else {
      for (end += 8; *end >= '0' && *end <= '9';)
        ++end;
    }
    if (kColumns & kColumn)
      value = parse_int(at, end);
    return end;
  }

  // Text up to its quote, and the place behind that.
  static const char *text(const char *at, std::string_view &value) {
    // Two blocks at once: text of 64 bytes and more is as frequent here as
    // shorter one.
    uint64_t near = equal(at, '"'), far = equal(at + 64, '"');
    auto size = static_cast<size_t>(near != 0 ? std::countr_zero(near)
                                              : 64 + std::countr_zero(far));
    for (const char *block = at + 128; (near | far) == 0; block += 64) {
      far = equal(block, '"');
      size = static_cast<size_t>(block - at + std::countr_zero(far));
    }
    const char *end = at + size;
    value = {at, static_cast<size_t>(end - at)};
    return end + 1;
  }

  Chunks chunks_;
  Use use_;
  TimeParser times_;
  std::vector<uint32_t> ends_;
};

} // namespace nexmark
