// The ceiling of the Nexmark queries from CSV to CSV: from_csv QUERY bids.csv out.csv
#include "csv.hpp"
#include "queries.hpp"

int main(int argc, char** argv) {
  using namespace nexmark;
  if (argc != 4) die("usage: from_csv QUERY INPUT OUTPUT");
  with_query<Format::kCsv>(argv[1], argv[3], [&]<class Query>(Query& query) {
    auto use = [&](const Bid& bid) { query.bid(bid); };
    CsvReader<Query::kColumns, decltype(use)>(argv[2], use).run();
  });
}
