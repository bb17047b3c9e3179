// The ceiling of the Nexmark queries on events that are made in the process, by SAGE's own generator, so that only what
// comes behind it differs: from_generator QUERY EVENTS out.csv
#include "queries.hpp"
#include "sage/io/nexmark.hpp"

namespace {

using namespace nexmark;

// The columns that the queries on generated events want.
template <unsigned kColumns>
struct Made {
  int64_t auction{}, bidder{}, price{};
  sage::Timestamp at{};
};
template <>
struct Made<kAuction | kAt> {
  int64_t auction{};
  sage::Timestamp at{};
  static constexpr auto fields =
      sage::fields(sage::field("auction", &Made::auction), sage::field("at", &Made::at));
};
template <>
struct Made<kBidder | kAt> {
  int64_t bidder{};
  sage::Timestamp at{};
  static constexpr auto fields =
      sage::fields(sage::field("bidder", &Made::bidder), sage::field("at", &Made::at));
};
template <>
struct Made<kAuction | kPrice | kAt> {
  int64_t auction{}, price{};
  sage::Timestamp at{};
  static constexpr auto fields =
      sage::fields(sage::field("auction", &Made::auction), sage::field("price", &Made::price),
                   sage::field("at", &Made::at));
};

template <unsigned kColumns, class Query>
void read_generated(int64_t events, Query& query) {
  using Record = Made<kColumns>;
  sage::io::NexmarkSource<Record, sage::io::nexmark::Only<sage::io::nexmark::Kind::kBid>> source(
      {.events = events});
  source.open();
  sage::Frame frame;
  auto use = [&](const Record& record) {
    Bid bid;
    if constexpr (kColumns & kAuction) bid.auction = record.auction;
    if constexpr (kColumns & kBidder) bid.bidder = record.bidder;
    if constexpr (kColumns & kPrice) bid.price = record.price;
    bid.at = record.at.micros;
    query.bid(bid);
    return true;
  };
  while (source.read(frame, use, [](const auto&) {})) frame.arena.reset();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) die("usage: from_generator QUERY EVENTS OUTPUT");
  int64_t events = std::atoll(argv[2]);
  with_query<Format::kCsv>(argv[1], argv[3], [&]<class Query>(Query& query) {
    if constexpr (Query::kColumns == (kAuction | kAt) || Query::kColumns == (kBidder | kAt) ||
                  Query::kColumns == (kAuction | kPrice | kAt)) {
      read_generated<Query::kColumns>(events, query);
    } else {
      die("this query reads files");
    }
  });
}
