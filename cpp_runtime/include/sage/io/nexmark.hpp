// A source of the events of the Nexmark benchmark: records of an enum whose variants are some of `person`, `auction` and
// `bid`, or records of one kind of event. Only the columns that the records have, and of an enum those that are read,
// are made. Used by one thread; several threads share the events by ranges of their numbers, each with a source of its
// own and `seek`.
#pragma once

#include <atomic>
#include <cstdint>
#include <limits>
#include <string_view>
#include <tuple>
#include <utility>

#include "sage/base/enum.hpp"
#include "sage/base/frame.hpp"
#include "sage/base/record.hpp"
#include "sage/io/memory.hpp"
#include "sage/io/nexmark_events.hpp"

namespace sage::io {

struct NexmarkOptions {
  int64_t events = std::numeric_limits<int64_t>::max();
  double rate = 0;  // events a second; 0: as fast as possible
  int64_t seed = 42;
  Duration interval{100};  // the event time between two events
};

namespace nexmark {

// Of records of one kind: which.
template <Kind kKind>
struct Only {};

// Of an enum: for each variant a bit for each field of its payload that is read.
template <uint64_t... kMasks>
struct Columns {};

// All columns of an enum.
struct All {};

}  // namespace nexmark

template <class Record, class Wanted = nexmark::All>
class NexmarkSource {
 public:
  explicit NexmarkSource(const NexmarkOptions& options)
      : events_(options.seed, options.interval),
        count_(options.events > 0 ? options.events : 0),
        end_(count_),
        pace_(options.rate),
        is_paced_(options.rate > 0) {}

  void open(const std::atomic<bool>* = nullptr) {
    if constexpr (has<Kind::kBid>("channel")) events_.make_channels();
    if constexpr (has<Kind::kBid>("url")) events_.make_urls();
  }

  // How many events there are in all; the largest number if they never end.
  int64_t count() const { return count_; }

  // Goes to the events from number `first` up to, not including, `end`.
  void seek(int64_t first, int64_t end) {
    first_ = next_ = first;
    end_ = end < count_ ? end : count_;
  }

  // Makes the next cycles of events. False at the end, or when emit does not want more.
  template <class Emit, class Reject>
  bool read(Frame& frame, Emit&& emit, Reject&&) {
    int64_t left = next_ < end_ ? end_ - next_ : 0;
    left = left < kBatch ? left : kBatch;
    if (left > 0) left = pace_.due(next_ - first_, left);
    for (const int64_t stop = next_ + left; next_ < stop;) {
      const int64_t number = next_ / nexmark::kCycle;
      const int64_t begin = number * nexmark::kCycle;
      const int64_t end = begin + nexmark::kCycle < stop ? begin + nexmark::kCycle : stop;
      const nexmark::Events::Cycle cycle(number);
      const int64_t auctions = begin + 1;
      const int64_t bids = auctions + nexmark::kAuctions;
      if (!part<Kind::kPerson>(auctions < end ? auctions : end, cycle, frame, emit)) return false;
      if (!part<Kind::kAuction>(bids < end ? bids : end, cycle, frame, emit)) return false;
      if (!part<Kind::kBid>(end, cycle, frame, emit)) return false;
    }
    return next_ < end_;
  }

  uint64_t records() const { return records_; }

  // Several threads share the events, see io/memory.hpp. What comes at a rate is made by one.
  int64_t work() const {
    constexpr int64_t kEvent = 128;  // bytes, about
    return is_paced_ ? 0 : count_ < INT64_MAX / kEvent ? count_ * kEvent : INT64_MAX;
  }
  void follow(NexmarkSource& first, size_t rows) {
    open();
    claims_.follow(first.claims_, (rows + nexmark::kCycle - 1) / nexmark::kCycle * nexmark::kCycle);
  }
  bool claim(uint64_t& number) {
    uint64_t begin, end;
    if (!claims_.claim(static_cast<uint64_t>(count_), number, begin, end)) return false;
    seek(static_cast<int64_t>(begin), static_cast<int64_t>(end));
    return true;
  }

 private:
  using Kind = nexmark::Kind;
  using Cycle = nexmark::Events::Cycle;

  static constexpr int64_t kBatch = 20 * nexmark::kCycle;
  static constexpr std::string_view kNames[] = {"person", "auction", "bid"};

  template <class T>
  struct Tag {
    using Type = T;
  };

  // What carries an event of a kind, as a tag: the payload of a variant, the record itself, or void.
  template <Kind kKind>
  static constexpr auto payload_of() {
    if constexpr (IsPlain<Record>) {
      using Enum = decltype(Record::it);
      constexpr size_t kNumber = find_variant<Enum>(kNames[static_cast<size_t>(kKind)]);
      if constexpr (kNumber < variant_count<Enum>) {
        return Tag<std::variant_alternative_t<kNumber, decltype(Enum::payload)>>{};
      } else {
        return Tag<void>{};
      }
    } else if constexpr (std::is_same_v<Wanted, nexmark::Only<kKind>>) {
      return Tag<Record>{};
    } else {
      return Tag<void>{};
    }
  }

  template <Kind kKind>
  using Payload = typename decltype(payload_of<kKind>())::Type;

  template <uint64_t... kMasks>
  static constexpr uint64_t mask(nexmark::Columns<kMasks...>, size_t number) {
    constexpr uint64_t kList[] = {kMasks...};
    return kList[number];
  }
  template <class Other>
  static constexpr uint64_t mask(Other, size_t) {
    return ~uint64_t{0};
  }

  // The fields of the record of a kind that are made.
  template <Kind kKind>
  static constexpr uint64_t fields_of() {
    if constexpr (IsPlain<Record>) {
      return mask(Wanted{}, find_variant<decltype(Record::it)>(kNames[static_cast<size_t>(kKind)]));
    } else {
      return ~uint64_t{0};
    }
  }

  template <Kind kKind>
  static constexpr bool has(std::string_view name) {
    if constexpr (!std::is_void_v<Payload<kKind>>) {
      return [&]<size_t... I>(std::index_sequence<I...>) {
        return ((makes<kKind, I>() && std::get<I>(Payload<kKind>::fields).outside == name) || ...);
      }(std::make_index_sequence<field_count<Payload<kKind>>>{});
    } else {
      return false;
    }
  }

  template <Kind kKind, size_t kField>
  static constexpr bool makes() {
    return (fields_of<kKind>() >> kField & 1) != 0;
  }

  // The events of one kind up to the number `end`.
  template <Kind kKind, class Emit>
  bool part(int64_t end, const Cycle& cycle, Frame& frame, Emit& emit) {
    using Made = Payload<kKind>;
    if constexpr (std::is_void_v<Made>) {
      if (next_ < end) next_ = end;
    } else {
      while (next_ < end) {
        const int64_t n = next_++;
        ++records_;
        Made made{};
        [&]<size_t... I>(std::index_sequence<I...>) {
          (fill<kKind, I>(made, n, cycle, frame.arena), ...);
        }(std::make_index_sequence<field_count<Made>>{});
        if (!emit(record_of<kKind>(made))) return false;
      }
    }
    return true;
  }

  template <Kind kKind, class Made>
  static Record record_of(const Made& made) {
    if constexpr (IsPlain<Record>) {
      using Enum = decltype(Record::it);
      return Record{variant<Enum, find_variant<Enum>(kNames[static_cast<size_t>(kKind)])>(made)};
    } else {
      return made;
    }
  }

  template <Kind kKind, size_t kField, class Made>
  void fill(Made& made, int64_t n, const Cycle& cycle, Arena& arena) const {
    if constexpr (makes<kKind, kField>()) {
      constexpr auto kAbout = std::get<kField>(Made::fields);
      constexpr std::string_view kName = kAbout.outside;
      auto& to = made.*(kAbout.member);
      if constexpr (kName == "at") {
        to = events_.time(n);
      } else if constexpr (kName == "extra") {
        to = events_.extra(n, kKind, arena);
      } else if constexpr (kKind == Kind::kPerson) {
        if constexpr (kName == "id") to = events_.person_id(n);
        if constexpr (kName == "name") to = events_.name(n, arena);
        if constexpr (kName == "email") to = events_.email(n, arena);
        if constexpr (kName == "credit_card") to = events_.credit_card(n, arena);
        if constexpr (kName == "city") to = events_.city(n);
        if constexpr (kName == "state") to = events_.state(n);
      } else if constexpr (kKind == Kind::kAuction) {
        if constexpr (kName == "id") to = events_.auction_id(n);
        if constexpr (kName == "item") to = events_.item(n, arena);
        if constexpr (kName == "description") to = events_.description(n, arena);
        if constexpr (kName == "initial_bid") to = events_.initial_bid(n);
        if constexpr (kName == "reserve") to = events_.reserve(n);
        if constexpr (kName == "expires") to = events_.expires(n);
        if constexpr (kName == "seller") to = events_.seller(n, cycle);
        if constexpr (kName == "category") to = events_.category(n);
      } else {
        if constexpr (kName == "auction") to = events_.auction(n, cycle);
        if constexpr (kName == "bidder") to = events_.bidder(n, cycle);
        if constexpr (kName == "price") to = events_.bid_price(n);
        if constexpr (kName == "channel") to = events_.channel(n);
        if constexpr (kName == "url") to = events_.url(n);
      }
    }
  }

  nexmark::Events events_;
  int64_t count_;
  int64_t first_ = 0;
  int64_t next_ = 0;
  int64_t end_;
  uint64_t records_ = 0;
  Pace pace_;
  bool is_paced_;
  Claims claims_;
};

}  // namespace sage::io
