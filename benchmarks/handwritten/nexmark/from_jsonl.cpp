// The ceiling of the Nexmark queries on JSON lines, by a scanner that knows the schema: from_jsonl QUERY bids.jsonl out.jsonl
#include "jsonl.hpp"
#include "queries.hpp"

int main(int argc, char** argv) {
  using namespace nexmark;
  if (argc != 4) die("usage: from_jsonl QUERY INPUT OUTPUT");
  with_query<Format::kJsonl>(argv[1], argv[3], [&]<class Query>(Query& query) {
    auto use = [&](const Bid& bid) { query.bid(bid); };
    JsonlReader<Query::kColumns, decltype(use)>(argv[2], use).run();
  });
}
