// The scanner against a plain state machine, on seeded random text and with every width of vectors.
#include "sage/io/csv_scan.hpp"

#include <random>
#include <string>

#include "test.hpp"

using namespace sage;

namespace {

struct Cuts {
  std::vector<uint32_t> ends, rows, torn;
  size_t size = 0;
};

// Field by field, as docs/formats.md tells it.
Cuts cuts_of(const std::string& text) {
  Cuts cuts;
  std::vector<uint32_t> row;
  bool torn = false;
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '"') {
      for (++at; at < text.size(); ++at) {
        if (text[at] != '"') continue;
        if (at + 1 < text.size() && text[at + 1] == '"') {
          ++at;
        } else {
          break;
        }
      }
      if (at == text.size()) return cuts;
      ++at;
      bool at_end =
          at == text.size() || text[at] == ',' || text[at] == '\n' || text.substr(at, 2) == "\r\n";
      torn = torn || !at_end;
    }
    while (at < text.size() && text[at] != ',' && text[at] != '\n') ++at;
    if (at == text.size()) return cuts;
    row.push_back(static_cast<uint32_t>(at));
    if (text[at] == ',') continue;
    if (torn) cuts.torn.push_back(static_cast<uint32_t>(cuts.rows.size()));
    torn = false;
    cuts.ends.insert(cuts.ends.end(), row.begin(), row.end());
    cuts.rows.push_back(static_cast<uint32_t>(cuts.ends.size()));
    cuts.size = at + 1;
    row.clear();
  }
  return cuts;
}

std::string random_text(std::mt19937_64& random) {
  constexpr std::string_view kAlphabets[] = {"a,\n\"", "aaaaaaaa,\n\"\"", "abcdef,,\n",
                                             "abc,\"\n\r", "aaaaaaaaaaaaaaaaaa\"\",\n\r"};
  std::string_view alphabet = kAlphabets[random() % 5];
  auto letters = [&](size_t count) {
    std::string text;
    while (text.size() < count) text += alphabet[random() % alphabet.size()];
    return text;
  };
  size_t size = random() % 300;
  if (random() % 3 == 0) return letters(size);
  std::string text;
  bool legal = random() % 2 == 0;
  while (text.size() < size) {
    if (random() % 4 == 0) {
      text += '"';
      for (char c : letters(random() % 20)) text += c == '"' ? "\"\"" : std::string(1, c);
      text += '"';
    } else {
      text += std::string(random() % 8, 'x');
    }
    if (!legal && random() % 30 == 0) text += "\"x";
    text += random() % 8 < 5 ? "," : random() % 2 == 0 ? "\n" : "\r\n";
  }
  return text;
}

}  // namespace

TEST("the scanner cuts like a plain state machine") {
  std::mt19937_64 random(7);
  for (int round = 0; round < 60000; ++round) {
    std::string text = random_text(random);
    Cuts cuts = cuts_of(text);
    std::string padded = text + std::string(io::CsvScanner::kPadding, "\n\"a,\r"[random() % 5]);
    io::CsvScanner scanner(',', '"', 128 << round % 3);
    io::CsvIndex index;
    scanner.scan(padded.data(), text.size(), index);
    bool same = index.size == cuts.size && index.torn == cuts.torn &&
                std::vector(index.rows, index.rows + index.row_count) == cuts.rows &&
                std::vector(index.ends, index.ends + cuts.ends.size()) == cuts.ends;
    if (!same) std::cerr << "round " << round << ": " << text << "\n";
    CHECK(same);
    if (!same) return;
  }
}

TEST("text beyond ASCII and quotes are noticed") {
  for (int widest : {128, 256, 512}) {
    for (size_t at : {0, 15, 63, 64, 100}) {
      std::string text(120, 'x');
      io::CsvScanner scanner(',', '"', widest);
      io::CsvIndex index;
      text.back() = '\n';
      scanner.scan((text + std::string(64, 0)).data(), text.size(), index);
      CHECK(index.is_ascii && !index.has_quotes);
      text[at] = '\xC3';
      scanner.scan((text + std::string(64, 0)).data(), text.size(), index);
      CHECK(!index.is_ascii && !index.has_quotes);
      text[at] = '"';
      scanner.scan((text + std::string(64, 0)).data(), text.size(), index);
      CHECK(index.is_ascii && index.has_quotes);
    }
  }
}
