// The queries, each over bids from wherever they come: `bid` takes one, and the end of the object is the end of the input.
//
// A window is written once no bid can come into it any more: the watermark is the largest time seen less four seconds.
// Rows of one window are written in no certain order.
#pragma once

#include <algorithm>
#include <array>
#include <climits>
#include <string>

#include "files.hpp"
#include "table.hpp"

namespace nexmark {

using Names = std::string_view;

constexpr int64_t kDelay = 4 * kSecond;
constexpr int64_t kWindow = 10 * kSecond;

// Tells when the watermark passes a multiple of a step.
template <int64_t kStep>
class Watermark {
 public:
  // Calls `due` with the step at which the watermark is now if it has come to a new one.
  template <class Due>
  void see(int64_t time, Due&& due) {
    if (time < next_) [[likely]]
      return;
    int64_t step = (time - kDelay) / kStep;
    next_ = (step + 1) * kStep + kDelay;
    due(step);
  }

 private:
  int64_t next_ = INT64_MIN;
};

template <class Out>
class Q0 {
 public:
  static constexpr unsigned kColumns = kAll;
  static constexpr std::array<Names, 7> kNames = {"auction", "bidder", "price", "channel",
                                                  "url",     "at",     "extra"};
  explicit Q0(Out& out) : out_(out) {}
  void bid(const Bid& b) {
    out_.template row<Q0>(b.auction, b.bidder, b.price, b.channel, b.url, Time{b.at}, b.extra);
  }

 private:
  Out& out_;
};

// The price in another currency, at 0.908: exact to thousandths.
template <class Out>
class Q1 {
 public:
  static constexpr unsigned kColumns = kAuction | kBidder | kPrice | kAt | kExtra;
  static constexpr std::array<Names, 5> kNames = {"auction", "bidder", "price", "at", "extra"};
  explicit Q1(Out& out) : out_(out) {}
  void bid(const Bid& b) {
    out_.template row<Q1>(b.auction, b.bidder, Thousandths{b.price * 908}, Time{b.at}, b.extra);
  }

 private:
  Out& out_;
};

template <class Out>
class Q2 {
 public:
  static constexpr unsigned kColumns = kAuction | kPrice;
  static constexpr std::array<Names, 2> kNames = {"auction", "price"};
  explicit Q2(Out& out) : out_(out) {}
  void bid(const Bid& b) {
    if (b.auction % 123 == 0) out_.template row<Q2>(b.auction, b.price);
  }

 private:
  Out& out_;
};

// The auctions with the most bids of ten seconds, every two seconds. An auction counts its bids in slices of two seconds.
template <class Out>
class Q5 {
 public:
  static constexpr unsigned kColumns = kAuction | kAt;
  static constexpr std::array<Names, 4> kNames = {"auction", "num", "window_start", "window_end"};
  explicit Q5(Out& out) : out_(out) {}
  ~Q5() {
    if (last_ >= 0) fire_up_to(last_ + kSlices);
  }

  void bid(const Bid& b) {
    watermark_.see(b.at, [&](int64_t slice) { fire_up_to(slice); });
    int64_t slice = b.at / kSlice;
    last_ = std::max(last_, slice);
    if (next_ == INT64_MAX) next_ = slice - kKept / 2;
    ++slices_[slice % kKept][b.auction];
  }

 private:
  static constexpr int64_t kSlice = 2 * kSecond;
  static constexpr int64_t kSlices = kWindow / kSlice;
  static constexpr int64_t kKept =
      16;  // slices that may have bids at a time: those of a window and of the delay

  // Writes the windows that end at or before the start of a slice.
  void fire_up_to(int64_t slice) {
    for (; next_ <= slice; ++next_) {
      sums_.clear();
      for (int64_t i = next_ - kSlices; i < next_; ++i) {
        slices_[i % kKept].each([&](int64_t auction, int64_t count) { sums_[auction] += count; });
      }
      int64_t most = 1;
      sums_.each([&](int64_t, int64_t count) { most = std::max(most, count); });
      sums_.each([&](int64_t auction, int64_t count) {
        if (count == most)
          out_.template row<Q5>(auction, count, Time{(next_ - kSlices) * kSlice},
                                Time{next_ * kSlice});
      });
      slices_[(next_ - kSlices) % kKept].clear();
    }
  }

  Out& out_;
  Watermark<kSlice> watermark_;
  std::array<Table<int64_t>, kKept> slices_;
  Table<int64_t> sums_;
  int64_t next_ = INT64_MAX;  // the window that ends with this slice is the next to be written
  int64_t last_ = -1;
};

// The highest bids of each ten seconds.
template <class Out>
class Q7 {
 public:
  static constexpr unsigned kColumns = kAuction | kBidder | kPrice | kAt | kExtra;
  static constexpr std::array<Names, 5> kNames = {"auction", "price", "bidder", "at", "extra"};
  explicit Q7(Out& out) : out_(out) {}
  ~Q7() { fire_up_to(INT64_MAX); }

  void bid(const Bid& b) {
    watermark_.see(b.at, [&](int64_t window) { fire_up_to(window); });
    int64_t number = b.at / kWindow;
    Window& window = windows_[number % kOpen];
    if (b.price < window.price) [[likely]]
      return;
    window.number = number;
    if (b.price > window.price) window.bids.clear();
    window.price = b.price;
    window.bids.push_back({b, std::string(b.extra)});
  }

 private:
  static constexpr int64_t kOpen = 4;
  struct Kept {
    Bid bid;
    std::string extra;
  };
  struct Window {
    int64_t number = INT64_MAX;
    int64_t price = INT64_MIN;
    std::vector<Kept> bids;
  };

  void fire_up_to(int64_t number) {
    for (Window& window : windows_) {
      if (window.number >= number) continue;
      for (const auto& [b, extra] : window.bids)
        out_.template row<Q7>(b.auction, b.price, b.bidder, Time{b.at}, std::string_view(extra));
      window = {};
    }
  }

  Out& out_;
  Watermark<kWindow> watermark_;
  std::array<Window, kOpen> windows_;
};

// The bids of each bidder's sessions, which end where none came for ten seconds.
//
// A bidder's open sessions are a list, of which there are nearly always one. A session stands in the bucket of the second
// in which it would have ended when it was put there, and is put into another one if it turns out to be longer.
template <class Out>
class Q11 {
 public:
  static constexpr unsigned kColumns = kBidder | kAt;
  static constexpr std::array<Names, 4> kNames = {"bidder", "bid_count", "window_start",
                                                  "window_end"};
  explicit Q11(Out& out) : out_(out) {}
  ~Q11() {
    for (const Session& session : sessions_) {
      if (session.count > 0) write(session);
    }
  }

  void bid(const Bid& b) {
    watermark_.see(b.at, [&](int64_t second) { fire_up_to(second); });
    int32_t& first = bidders_[b.bidder].first;
    if (first >= 0) {
      Session& session = sessions_[first];
      if (session.next < 0 && b.at < session.end && b.at + kGap > session.start) [[likely]] {
        session.start = std::min(session.start, b.at);
        session.end = std::max(session.end, b.at + kGap);
        ++session.count;
        return;
      }
    }
    add(first, b);
  }

 private:
  static constexpr int64_t kGap = 10 * kSecond;
  static constexpr int64_t kBuckets = 32;  // more seconds than a gap and the delay

  struct First {
    int32_t first = -1;
  };
  struct Session {
    int64_t bidder, start, end, count;
    int32_t next;
  };

  // Adds a session of one bid to a list, merged with all that it overlaps.
  [[gnu::noinline]] void add(int32_t& first, const Bid& b) {
    Session merged{b.bidder, b.at, b.at + kGap, 1, -1};
    for (int32_t* link = &first; *link >= 0;) {
      Session& session = sessions_[*link];
      if (session.end <= merged.start || merged.end <= session.start) {
        link = &session.next;
        continue;
      }
      merged.start = std::min(merged.start, session.start);
      merged.end = std::max(merged.end, session.end);
      merged.count += session.count;
      session.count = 0;  // its bucket frees its place
      *link = session.next;
    }
    merged.next = first;
    if (free_.empty()) {
      first = static_cast<int32_t>(sessions_.size());
      sessions_.push_back(merged);
    } else {
      first = free_.back();
      free_.pop_back();
      sessions_[first] = merged;
    }
    wait(first);
  }

  void wait(int32_t place) {
    buckets_[(sessions_[place].end + kSecond - 1) / kSecond % kBuckets].push_back(place);
  }

  void fire_up_to(int64_t second) {
    if (last_ < 0) last_ = second - 1;
    if (second - last_ > kBuckets) last_ = second - kBuckets;
    while (last_ < second) {
      due_.swap(buckets_[++last_ % kBuckets]);
      for (int32_t place : due_) {
        Session& session = sessions_[place];
        if (session.count == 0) {
          free_.push_back(place);
        } else if (session.end > last_ * kSecond) {
          wait(place);
        } else {
          close(place);
        }
      }
      due_.clear();
    }
  }

  void close(int32_t place) {
    Session& session = sessions_[place];
    write(session);
    int32_t* link = &bidders_[session.bidder].first;
    while (*link != place) link = &sessions_[*link].next;
    *link = session.next;
    session.count = 0;
    free_.push_back(place);
  }

  void write(const Session& s) {
    out_.template row<Q11>(s.bidder, s.count, Time{s.start}, Time{s.end});
  }

  Out& out_;
  Watermark<kSecond> watermark_;
  Table<First> bidders_;
  std::vector<Session> sessions_;
  std::vector<int32_t> free_, due_;
  std::array<std::vector<int32_t>, kBuckets> buckets_;
  int64_t last_ = -1;
};

// The bids of each bidder in each ten seconds.
template <class Out>
class Q12 {
 public:
  static constexpr unsigned kColumns = kBidder | kAt;
  static constexpr std::array<Names, 4> kNames = {"bidder", "bid_count", "window_start",
                                                  "window_end"};
  explicit Q12(Out& out) : out_(out) {}
  ~Q12() { fire_up_to(INT64_MAX); }

  void bid(const Bid& b) {
    watermark_.see(b.at, [&](int64_t window) { fire_up_to(window); });
    int64_t number = b.at / kWindow;
    Window& window = windows_[number % kOpen];
    window.number = number;
    ++window.counts[b.bidder];
  }

 private:
  static constexpr int64_t kOpen = 4;
  struct Window {
    int64_t number = INT64_MAX;
    Table<int64_t> counts;
  };

  void fire_up_to(int64_t number) {
    for (Window& window : windows_) {
      if (window.number >= number) continue;
      Time start{window.number * kWindow}, end{start.micros + kWindow};
      window.counts.each([&](int64_t bidder, int64_t count) {
        out_.template row<Q12>(bidder, count, start, end);
      });
      window.counts.clear();
      window.number = INT64_MAX;
    }
  }

  Out& out_;
  Watermark<kWindow> watermark_;
  std::array<Window, kOpen> windows_;
};

// The bids of each auction and day: how many, how many of three ranks of price, and their prices.
template <class Out>
class Q17 {
 public:
  static constexpr unsigned kColumns = kAuction | kPrice | kAt;
  static constexpr std::array<Names, 10> kNames = {
      "auction",    "day",       "total_bids", "rank1_bids", "rank2_bids",
      "rank3_bids", "min_price", "max_price",  "avg_price",  "sum_price"};
  explicit Q17(Out& out) : out_(out) {}
  ~Q17() {
    for (const Group& g : groups_)
      out_.template row<Q17>(
          g.auction, Time{g.day * kDay}, g.ranks[0] + g.ranks[1] + g.ranks[2], g.ranks[0],
          g.ranks[1], g.ranks[2], g.min, g.max,
          static_cast<double>(g.sum) / static_cast<double>(g.ranks[0] + g.ranks[1] + g.ranks[2]),
          g.sum);
  }

  void bid(const Bid& b) {
    int64_t day = b.at / kDay;
    int32_t& place = places_[b.auction << 20 | day].place;
    if (place < 0) [[unlikely]] {
      place = static_cast<int32_t>(groups_.size());
      groups_.push_back({b.auction, day});
    }
    Group& group = groups_[place];
    ++group.ranks[(b.price >= 10'000) + (b.price >= 1'000'000)];
    group.min = std::min(group.min, b.price);
    group.max = std::max(group.max, b.price);
    group.sum += b.price;
  }

 private:
  struct Place {
    int32_t place = -1;
  };
  struct Group {
    int64_t auction, day;
    std::array<int64_t, 3> ranks{};
    int64_t min = INT64_MAX, max = INT64_MIN, sum = 0;
  };

  Out& out_;
  Table<Place> places_;
  std::vector<Group> groups_;
};

// Opens the output, makes the query of a name, and lets `use` feed it.
template <Format kFormat, class Use>
void with_query(std::string_view name, const char* output, Use&& use) {
  using Out = Writer<kFormat>;
  Out out(output);
  auto run = [&]<class Query>() {
    out.template header<Query>();
    Query query(out);
    use(query);
  };
  if (name == "q0") return run.template operator()<Q0<Out>>();
  if (name == "q1") return run.template operator()<Q1<Out>>();
  if (name == "q2") return run.template operator()<Q2<Out>>();
  if (name == "q5") return run.template operator()<Q5<Out>>();
  if (name == "q7") return run.template operator()<Q7<Out>>();
  if (name == "q11") return run.template operator()<Q11<Out>>();
  if (name == "q12") return run.template operator()<Q12<Out>>();
  if (name == "q17") return run.template operator()<Q17<Out>>();
  die("no such query");
}

}  // namespace nexmark
