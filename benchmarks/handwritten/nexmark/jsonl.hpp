// Bids as JSON lines, by a scanner that knows the keys and their order: a line has 22 quotes, and each value stands at a
// known one. Where the quotes are is found for many lines at once; a key is only looked at if its value is wanted.
//
// Where only the first numbers are wanted, just the ends of the lines are looked for.
//
// Text is taken as it stands between its quotes, for nothing here is escaped, and is written the same way.
#pragma once

#include "csv.hpp"

namespace nexmark {

template <unsigned kColumns, class Use>
class JsonlReader {
 public:
  JsonlReader(const char* path, Use use) : chunks_(path), use_(use) {}

  void run() {
    for (std::string_view text; !(text = chunks_.next()).empty();) {
      if constexpr (kColumns < kChannel) {
        size_t count = index(text, places_, [](const char* at) { return equal(at, '\n'); });
        const char* at = text.data();
        for (size_t i = 0; i < count; at = text.data() + places_[i++] + 1) numbers(at);
      } else {
        size_t count = index(text, places_, [](const char* at) { return equal(at, '"'); });
        if (count % kQuotes != 0) die("not a bid");
        for (size_t i = 0; i < count; i += kQuotes) line(text.data(), places_.data() + i);
      }
    }
  }

 private:
  static constexpr size_t kQuotes = 22;

  void numbers(const char* at) {
    Bid bid;
    at = number(behind(at, "{\"auction\":"), bid.auction, kColumns & kAuction);
    if (kColumns >= kBidder)
      at = number(behind(at, ",\"bidder\":"), bid.bidder, kColumns & kBidder);
    if (kColumns >= kPrice) at = number(behind(at, ",\"price\":"), bid.price, kColumns & kPrice);
    use_(bid);
  }

  static const char* behind(const char* at, std::string_view key) {
    if (std::memcmp(at, key.data(), key.size()) != 0) die("not a bid");
    return at + key.size();
  }

  // Reads a number if it is wanted, and gives the place behind it.
  static const char* number(const char* at, int64_t& value, bool is_wanted) {
    const char* end = at;
    uint64_t word = load(at) ^ 0x3030303030303030;
    uint64_t others = ((word + 0x7676767676767676) | word) & 0x8080808080808080;
    if (others != 0) {
      end += std::countr_zero(others) / 8;
    } else {
      for (end += 8; *end >= '0' && *end <= '9';) ++end;
    }
    if (is_wanted) value = parse_int(at, end);
    return end;
  }

  void line(const char* text, const uint32_t* quotes) {
    // The quotes around the key and around the text of a column.
    auto key = [&](int i, std::string_view name) {
      if (std::memcmp(text + quotes[i] + 1, name.data(), name.size()) != 0) die("not a bid");
    };
    auto number = [&](int i, std::string_view name) {
      key(i, name);
      return parse_int(text + quotes[i + 1] + 2, text + quotes[i + 2] - 1);
    };
    auto string = [&](int i, std::string_view name) {
      key(i, name);
      return std::string_view(text + quotes[i + 2] + 1, quotes[i + 3] - quotes[i + 2] - 1);
    };
    Bid bid;
    if (kColumns & kAuction) bid.auction = number(0, "auction\":");
    if (kColumns & kBidder) bid.bidder = number(2, "bidder\":");
    if (kColumns & kPrice) bid.price = number(4, "price\":");
    if (kColumns & kChannel) bid.channel = string(6, "channel\":\"");
    if (kColumns & kUrl) bid.url = string(10, "url\":\"");
    if (kColumns & kAt) {
      std::string_view at = string(14, "at\":\"");
      bid.at = times_.parse(at.begin(), at.end());
    }
    if (kColumns & kExtra) bid.extra = string(18, "extra\":\"");
    const char* end = text + quotes[21];
    if (end[1] != '}' || end[2] != '\n') die("not a bid");
    use_(bid);
  }

  Chunks chunks_;
  Use use_;
  TimeParser times_;
  std::vector<uint32_t> places_;  // of quotes, or of line ends
};

}  // namespace nexmark
