// The events of the Nexmark benchmark, each made from the seed and its number alone, so that any range of them can be
// made without the others (docs/nexmark.md, "How an event is made"). library/nexmark_events.py is the same in Python.
//
// Random words come from splitmix64: lane L of event n is the n-th number of the generator that starts where the L-th
// number of the generator started at the seed says. A column draws from a lane, or a part of one, that no other column
// of its event uses.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "sage/base/arena.hpp"
#include "sage/base/types.hpp"

namespace sage::io::nexmark {

enum class Kind { kPerson, kAuction, kBid };

inline constexpr int64_t kCycle = 50;    // of so many events the first is a person,
inline constexpr int64_t kAuctions = 3;  // so many are auctions, and the others bids

// Lanes. What draws the numbers of people, of auctions and of bids may use the same ones.
enum Lane { kReferences, kPrice, kExtra, kText, kMore, kLength, kCard, kUrls = 16, kLanes = 20 };

// A price for 32 random bits; its logarithm is spread evenly over six decades.
int64_t price(uint32_t bits);

class Events {
 public:
  Events(int64_t seed, Duration interval);

  // What the references of a cycle of 50 events have in common.
  struct Cycle {
    explicit Cycle(int64_t number)
        : last_auction(number * kAuctions + kAuctions - 1),
          first_auction(last_auction > kInFlight ? last_auction - kInFlight : 0),
          hot_auction(kFirstId + last_auction / kHot * kHot),
          hot_person(kFirstId + number / kHot * kHot),
          active(number + 1 < kActive ? number + 1 : kActive),
          first_person(kFirstId + number + 1 - active) {}

    int64_t last_auction, first_auction, hot_auction, hot_person, active, first_person;
  };

  // In whole milliseconds.
  Timestamp time(int64_t n) const { return {kBaseTime + n * interval_ / 1000 * 1000}; }

  int64_t person_id(int64_t n) const { return kFirstId + n / kCycle; }
  int64_t auction_id(int64_t n) const { return kFirstId + n / kCycle * kAuctions + n % kCycle - 1; }

  int64_t seller(int64_t n, const Cycle& cycle) const {
    const uint64_t bits = low(n, kReferences);
    return bits >> 30 ? cycle.hot_person : someone(cycle, bits);
  }
  int64_t category(int64_t n) const { return 10 + below(high(n, kReferences), 5, 32); }
  int64_t initial_bid(int64_t n) const { return price(low(n, kPrice)); }
  int64_t reserve(int64_t n) const { return price(low(n, kPrice)) + price(high(n, kPrice)); }
  Timestamp expires(int64_t n) const;

  int64_t auction(int64_t n, const Cycle& cycle) const {
    const uint64_t bits = low(n, kReferences);
    if (bits >> 31) return cycle.hot_auction;
    const int64_t range = cycle.last_auction - cycle.first_auction + 1 + kLead;
    return kFirstId + cycle.first_auction + below(bits, range, 31);
  }
  int64_t bidder(int64_t n, const Cycle& cycle) const {
    const uint64_t bits = high(n, kReferences);
    return bits >> 30 ? cycle.hot_person + 1 : someone(cycle, bits);
  }
  int64_t bid_price(int64_t n) const { return price(low(n, kPrice)); }

  // Text lives in the arena, or as long as this.
  std::string_view name(int64_t n, Arena& arena) const;
  std::string_view email(int64_t n, Arena& arena) const;
  std::string_view credit_card(int64_t n, Arena& arena) const;
  std::string_view city(int64_t n) const;
  std::string_view state(int64_t n) const;
  std::string_view item(int64_t n, Arena& arena) const { return text(n, kText, 20, ' ', arena); }
  std::string_view description(int64_t n, Arena& arena) const {
    return text(n, kMore, 100, ' ', arena);
  }
  // REQUIRES: make_channels()
  std::string_view channel(int64_t n) const { return channels_[channel_of(n)]; }
  // REQUIRES: make_urls()
  std::string_view url(int64_t n) const { return urls_[channel_of(n)]; }
  std::string_view extra(int64_t n, Kind kind, Arena& arena) const;

  // Makes the texts of all channels, once.
  void make_channels();
  void make_urls();

 private:
  static constexpr int64_t kBaseTime = 1'436'918'400'000'000;  // 2015-07-15T00:00:00Z
  static constexpr int64_t kFirstId = 1000;                    // of people and of auctions
  static constexpr int64_t kLead = 10;  // ids that do not exist yet may be referred to so far ahead
  static constexpr int64_t kHot = 100;  // of so many people or auctions one is hot
  static constexpr int64_t kInFlight = 100;  // auctions that bids go to
  static constexpr int64_t kActive = 1000;   // people who bid and sell
  static constexpr int64_t kAhead = kInFlight * kCycle / kAuctions;
  static constexpr int64_t kChannels = 10'000;
  static constexpr int64_t kHotChannels = 4;
  static constexpr uint64_t kGolden = 0x9E3779B97F4A7C15;

  // The output function of splitmix64.
  static uint64_t mix(uint64_t z) {
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
    z = (z ^ z >> 27) * 0x94D049BB133111EB;
    return z ^ z >> 31;
  }

  static int64_t below(uint64_t bits, int64_t range, int shift) {
    return static_cast<int64_t>(bits * static_cast<uint64_t>(range) >> shift);
  }

  // One of the people who are active, or of those who come next, for 30 random bits.
  static int64_t someone(const Cycle& cycle, uint64_t bits) {
    return cycle.first_person + below(bits, cycle.active + kLead, 30);
  }

  uint64_t word(int64_t n, Lane lane) const {
    return mix(keys_[lane] + static_cast<uint64_t>(n) * kGolden);
  }
  uint32_t low(int64_t n, Lane lane) const { return static_cast<uint32_t>(word(n, lane)); }
  uint32_t high(int64_t n, Lane lane) const { return static_cast<uint32_t>(word(n, lane) >> 32); }

  size_t channel_of(int64_t n) const {
    const uint64_t bits = high(n, kPrice);
    const int64_t hot = kChannels + below(bits & 0x7FFFFFFF, kHotChannels, 31);
    return static_cast<size_t>(bits >> 31 ? hot : below(bits, kChannels, 31));
  }

  std::string_view text(int64_t n, Lane lane, int64_t most, char blank, Arena& arena) const;
  static void characters(uint64_t word, int64_t length, bool with_blanks, char blank, char* to);

  int64_t interval_;
  uint64_t keys_[kLanes];
  Arena kept_;
  std::vector<std::string_view> channels_;
  std::vector<std::string_view> urls_;
};

}  // namespace sage::io::nexmark
