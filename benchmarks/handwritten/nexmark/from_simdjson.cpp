// The Nexmark queries on JSON lines by way of a general parser, simdjson's on-demand API: what a careful user of a good
// library writes. The fields are asked for in their order, and only those that are wanted.
#include <simdjson.h>

#include "queries.hpp"

namespace {

using namespace nexmark;

template <unsigned kColumns, class Use>
void read_with_simdjson(const char* path, Use use) {
  Chunks chunks(path);
  simdjson::ondemand::parser parser;
  TimeParser times;
  for (std::string_view text; !(text = chunks.next()).empty();) {
    simdjson::ondemand::document_stream lines;
    if (parser.iterate_many(text.data(), text.size(), text.size()).get(lines)) die("cannot read");
    for (auto line : lines) {
      Bid bid;
      simdjson::ondemand::object object = line.get_object();
      if constexpr (kColumns & kAuction) bid.auction = object.find_field("auction").get_int64();
      if constexpr (kColumns & kBidder) bid.bidder = object.find_field("bidder").get_int64();
      if constexpr (kColumns & kPrice) bid.price = object.find_field("price").get_int64();
      if constexpr (kColumns & kChannel) bid.channel = object.find_field("channel").get_string();
      if constexpr (kColumns & kUrl) bid.url = object.find_field("url").get_string();
      if constexpr (kColumns & kAt) {
        std::string_view at = object.find_field("at").get_string();
        bid.at = times.parse(at.begin(), at.end());
      }
      if constexpr (kColumns & kExtra) bid.extra = object.find_field("extra").get_string();
      use(bid);
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) die("usage: from_simdjson QUERY INPUT OUTPUT");
  with_query<Format::kJsonl>(argv[1], argv[3], [&]<class Query>(Query& query) {
    read_with_simdjson<Query::kColumns>(argv[2], [&](const Bid& bid) { query.bid(bid); });
  });
}
