// Events of the Nexmark benchmark are what tests/vectors/nexmark says, which Python is held to as well.
#include "sage/io/nexmark.hpp"

#include <fstream>

#include "sage/base/buffer.hpp"
#include "sage/base/json.hpp"
#include "test.hpp"

using namespace sage;
using io::NexmarkSource;
using io::nexmark::Kind;

namespace {

struct Person {
  int64_t id{};
  std::string_view name{}, email{}, credit_card{}, city{}, state{};
  Timestamp at{};
  std::string_view extra{};
  static constexpr auto fields = sage::fields(
      field("id", &Person::id), field("name", &Person::name), field("email", &Person::email),
      field("credit_card", &Person::credit_card), field("city", &Person::city),
      field("state", &Person::state), field("at", &Person::at), field("extra", &Person::extra));
};

struct Auction {
  int64_t id{};
  std::string_view item{}, description{};
  int64_t initial_bid{}, reserve{};
  Timestamp expires{};
  int64_t seller{}, category{};
  Timestamp at{};
  std::string_view extra{};
  static constexpr auto fields = sage::fields(
      field("id", &Auction::id), field("item", &Auction::item),
      field("description", &Auction::description), field("initial_bid", &Auction::initial_bid),
      field("reserve", &Auction::reserve), field("expires", &Auction::expires),
      field("seller", &Auction::seller), field("category", &Auction::category),
      field("at", &Auction::at), field("extra", &Auction::extra));
};

struct Bid {
  int64_t auction{}, bidder{}, price{};
  std::string_view channel{}, url{};
  Timestamp at{};
  std::string_view extra{};
  static constexpr auto fields =
      sage::fields(field("auction", &Bid::auction), field("bidder", &Bid::bidder),
                   field("price", &Bid::price), field("channel", &Bid::channel),
                   field("url", &Bid::url), field("at", &Bid::at), field("extra", &Bid::extra));
};

struct Event {
  std::variant<Person, Auction, Bid> payload{};
  static constexpr std::string_view described = "a variant of Event";
  static constexpr std::string_view variants[] = {"person", "auction", "bid"};
};

struct Row {
  Event it{};
  static constexpr bool plain = true;
  static constexpr auto fields = sage::fields(field("it", &Row::it));
};

struct Asked {
  int64_t seed{}, interval{}, number{};
  static constexpr auto fields =
      sage::fields(field("seed", &Asked::seed), field("interval", &Asked::interval),
                   field("number", &Asked::number));
};

template <class Source, class Visit>
void read_all(Source& source, Visit&& visit) {
  Frame frame;
  source.open();
  bool more = true;
  while (more) {
    frame.arena.reset();
    more = source.read(
        frame,
        [&](const auto& record) {
          visit(record);
          return true;
        },
        [](const io::BadRow&) {});
  }
}

template <class Record>
std::string json_of(const Record& record) {
  Buffer buffer;
  json::write(buffer, record);
  return std::string(buffer.view());
}

// The events from number `first` up to `end` as JSON.
std::vector<std::string> made(io::NexmarkOptions options, int64_t first, int64_t end) {
  NexmarkSource<Row> source(options);
  source.seek(first, end);
  std::vector<std::string> rows;
  read_all(source, [&](const Row& row) { rows.push_back(json_of(row)); });
  return rows;
}

}  // namespace

TEST("events are those of the vectors") {
  std::ifstream file(SAGE_VECTORS "/nexmark/events.jsonl");
  std::string line;
  int count = 0;
  for (; std::getline(file, line); ++count) {
    Frame frame;
    json::Tape tape;
    std::string reason;
    Asked asked;
    CHECK(json::parse(line, tape, frame.arena, reason));
    CHECK(json::decode(tape, asked, frame, reason, TimeUnit{}));
    const auto rows =
        made({.seed = asked.seed, .interval = {asked.interval}}, asked.number, asked.number + 1);
    CHECK_EQ(rows.size(), 1u);
    const std::string wanted = line.substr(line.find(",\"number\""));
    CHECK_EQ(rows[0].substr(1), wanted.substr(wanted.find(',', 1) + 1));
  }
  CHECK(count > 20);
}

TEST("ranges of events are the same events") {
  const io::NexmarkOptions options{.events = 2345, .seed = 7};
  const auto whole = made(options, 0, options.events);
  CHECK_EQ(whole.size(), 2345u);
  std::vector<std::string> parts;
  for (int64_t first = 0; first < options.events; first += 333) {
    const auto part = made(options, first, first + 333);
    parts.insert(parts.end(), part.begin(), part.end());
  }
  CHECK(parts == whole);
}

TEST("records of one kind are its events") {
  NexmarkSource<Bid, io::nexmark::Only<Kind::kBid>> source({.events = 1010});
  std::vector<std::string> bids;
  read_all(source, [&](const Bid& bid) { bids.push_back("{\"bid\":" + json_of(bid) + "}"); });
  auto all = made({.events = 1010}, 0, 1010);
  std::erase_if(all, [](const std::string& row) { return !row.starts_with("{\"bid\""); });
  CHECK_EQ(bids.size(), 926u);
  CHECK(bids == all);
  CHECK_EQ(source.records(), 926u);
}

TEST("only the fields that are read are made") {
  NexmarkSource<Row, io::nexmark::Columns<0b1, 0b0, 0b101>> source({.events = 100});
  std::vector<std::string> rows;
  read_all(source, [&](const Row& row) {
    if (const auto* bid = std::get_if<Bid>(&row.it.payload)) {
      CHECK(bid->auction >= 1000 && bid->price >= 100);
      CHECK(bid->bidder == 0 && bid->url.empty() && bid->at.micros == 0);
    } else if (const auto* person = std::get_if<Person>(&row.it.payload)) {
      CHECK(person->id >= 1000 && person->name.empty());
    } else {
      CHECK_EQ(std::get<Auction>(row.it.payload).id, 0);
    }
  });
}

TEST("fewer than no events are none") {
  CHECK(made({.events = 0}, 0, 100).empty());
  CHECK(made({.events = -5}, 0, 100).empty());
}

TEST("prices are spread over six decades") {
  CHECK_EQ(io::nexmark::price(0), 100);
  CHECK_EQ(io::nexmark::price(uint32_t{1} << 31), 100'000);
  CHECK_EQ(io::nexmark::price(UINT32_MAX), 100'000'000);
}
