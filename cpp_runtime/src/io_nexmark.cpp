#include <cstring>
#include <iterator>

#include "sage/io/nexmark_events.hpp"

namespace sage::io::nexmark {
namespace {

constexpr std::string_view kFirstNames[] = {"Peter", "Paul",  "Luke",  "John",   "Saul",  "Vicky",
                                            "Kate",  "Julie", "Sarah", "Deiter", "Walter"};
constexpr std::string_view kLastNames[] = {"Shultz", "Abrams", "Spencer", "White", "Bartels",
                                           "Walton", "Smith",  "Jones",   "Noris"};
constexpr std::string_view kCities[] = {"Phoenix",  "Los Angeles", "San Francisco", "Boise",
                                        "Portland", "Bend",        "Redmond",       "Seattle",
                                        "Kent",     "Cheyenne"};
constexpr std::string_view kStates[] = {"AZ", "CA", "ID", "OR", "WA", "WY"};
constexpr std::string_view kHotNames[] = {"Google", "Facebook", "Baidu", "Apple"};

constexpr uint64_t kSteps = 64;  // of a decade; between them prices are spread evenly
constexpr uint64_t kDecades = 6;

// 10^(i / 64) in units of 2^-32.
constexpr uint64_t kGrowth[kSteps + 1] = {
    4294967296,  4452304526,  4615405479,  4784481297,  4959750858,  5141441057,  5329787099,
    5525032808,  5727430940,  5937243507,  6154742124,  6380208352,  6613934068,  6856221841,
    7107385325,  7367749663,  7637651909,  7917441465,  8207480532,  8508144579,  8819822830,
    9142918769,  9477850658,  9825052083,  10184972512, 10558077882, 10944851193, 11345793144,
    11761422772, 12192278131, 12638916983, 13101917524, 13581879131, 14079423138, 14595193638,
    15129858322, 15684109339, 16258664194, 16854266676, 17471687821, 18111726911, 18775212506,
    19463003523, 20175990338, 20915095948, 21681277161, 22475525836, 23298870165, 24152376009,
    25037148271, 25954332332, 26905115531, 27890728702, 28912447771, 29971595401, 31069542711,
    32207711045, 33387573819, 34610658422, 35878548195, 37192884483, 38555368759, 39967764824,
    41431901092, 42949672960};

// Of an event without its extra text, and with it, in bytes on average.
constexpr struct {
  int64_t used, mean;
} kSizes[] = {{61, 200}, {110, 500}, {32, 100}};

template <size_t kCount>
std::string_view one_of(const std::string_view (&texts)[kCount], uint64_t bits) {
  return texts[(bits & 0xFFFF) * kCount >> 16];
}

char* put(char* to, std::string_view text) {
  std::memcpy(to, text.data(), text.size());
  return to + text.size();
}

char* put_number(char* to, uint64_t number, int digits) {
  for (int i = digits - 1; i >= 0; --i, number /= 10) to[i] = static_cast<char>('0' + number % 10);
  return to + digits;
}

int digits_of(uint64_t number) {
  int digits = 1;
  while (number >= 10) number /= 10, ++digits;
  return digits;
}

// The absolute value of a 32-bit number with the bits in reverse order.
uint64_t mirrored(uint32_t number) {
  uint32_t result = 0;
  for (int i = 0; i < 32; ++i) result |= (number >> i & 1) << (31 - i);
  return result >> 31 ? uint32_t{0} - result : result;
}

// Room in an arena of which the unused end is given back.
class Writer {
 public:
  Writer(Arena& arena, size_t most) : arena_(arena), start_(arena.allocate(most)), next_(start_) {}

  Writer& operator<<(std::string_view text) {
    next_ = put(next_, text);
    return *this;
  }
  Writer& number(uint64_t number, int digits) {
    next_ = put_number(next_, number, digits);
    return *this;
  }
  std::string_view done() {
    arena_.shrink(next_);
    return {start_, static_cast<size_t>(next_ - start_)};
  }

 private:
  Arena& arena_;
  char* start_;
  char* next_;
};

}  // namespace

int64_t price(uint32_t bits) {
  constexpr uint64_t kUnits[kDecades] = {100, 1'000, 10'000, 100'000, 1'000'000, 10'000'000};
  const uint64_t place = uint64_t{bits} * (kDecades * kSteps);
  const uint64_t step = (place >> 32) % kSteps;
  const uint64_t part = (kGrowth[step + 1] - kGrowth[step]) * (place & 0xFFFFFFFF) >> 32;
  const uint64_t scaled = (kGrowth[step] + part) * kUnits[(place >> 32) / kSteps];
  return static_cast<int64_t>((scaled + (uint64_t{1} << 31)) >> 32);
}

Events::Events(int64_t seed, Duration interval) : interval_(interval.micros) {
  for (uint64_t lane = 0; lane < kLanes; ++lane)
    keys_[lane] = mix(static_cast<uint64_t>(seed) + (lane + 1) * kGolden);
}

Timestamp Events::expires(int64_t n) const {
  const int64_t span = (time(n + kAhead).micros - time(n).micros) / 1000 * 2;
  const auto drawn = static_cast<unsigned __int128>(word(n, kLength)) * (span > 1 ? span : 1);
  return {time(n).micros + 1000 + static_cast<int64_t>(drawn >> 64) * 1000};
}

std::string_view Events::name(int64_t n, Arena& arena) const {
  const uint64_t bits = word(n, kReferences);
  const std::string_view first = one_of(kFirstNames, bits);
  const std::string_view last = one_of(kLastNames, bits >> 16);
  return (Writer(arena, first.size() + 1 + last.size()) << first << " " << last).done();
}

std::string_view Events::city(int64_t n) const {
  return one_of(kCities, word(n, kReferences) >> 32);
}

std::string_view Events::state(int64_t n) const {
  return one_of(kStates, word(n, kReferences) >> 48);
}

std::string_view Events::email(int64_t n, Arena& arena) const {
  const std::string_view local = text(n, kText, 7, ' ', arena);
  const std::string_view host = text(n, kMore, 5, ' ', arena);
  return (Writer(arena, local.size() + host.size() + 5) << local << "@" << host << ".com").done();
}

std::string_view Events::credit_card(int64_t n, Arena& arena) const {
  const uint64_t bits = word(n, kCard);
  Writer writer(arena, 19);
  for (int shift = 0; shift < 64; shift += 16)
    (shift == 0 ? writer : writer << " ").number((bits >> shift & 0xFFFF) * 10'000 >> 16, 4);
  return writer.done();
}

std::string_view Events::extra(int64_t n, Kind kind, Arena& arena) const {
  const auto [used, mean] = kSizes[static_cast<size_t>(kind)];
  const int64_t room = mean - used;
  const int64_t spread = (2 * room + 5) / 10;
  const uint64_t bits = word(n, kExtra);
  const int64_t length = room - spread + below(bits >> 32, 2 * spread, 32);
  char* start = arena.allocate(static_cast<size_t>(length + 7));
  characters(bits, length, false, ' ', start);
  arena.shrink(start + length);
  return {start, static_cast<size_t>(length)};
}

// Letters and blanks, from three characters to one less than `most`; blanks at the ends are cut off.
std::string_view Events::text(int64_t n, Lane lane, int64_t most, char blank, Arena& arena) const {
  const uint64_t bits = word(n, lane);
  const int64_t length = 3 + below(bits >> 32, most - 3, 32);
  char* start = arena.allocate(static_cast<size_t>(length + 7));
  characters(bits, length, true, blank, start);
  char* end = start + length;
  arena.shrink(end);
  while (start < end && *start == ' ') ++start;
  while (start < end && end[-1] == ' ') --end;
  return {start, static_cast<size_t>(end - start)};
}

// REQUIRES: 7 bytes of room behind.
void Events::characters(uint64_t word, int64_t length, bool with_blanks, char blank, char* to) {
  for (int64_t i = 0; i < length; i += 8) {
    const uint64_t bytes = mix(word + static_cast<uint64_t>(i / 8 + 1) * kGolden);
    for (int k = 0; k < 8; ++k) {
      const uint64_t byte = bytes >> (8 * k) & 0xFF;
      if (with_blanks) {
        to[i + k] = byte < 20 ? blank : static_cast<char>('a' + (byte - 20) * 26 / 236);
      } else {
        to[i + k] = static_cast<char>('a' + (byte * 26 >> 8));
      }
    }
  }
}

void Events::make_channels() {
  if (!channels_.empty()) return;
  for (uint64_t channel = 0; channel < kChannels; ++channel) {
    Writer writer(kept_, 16);
    channels_.push_back((writer << "channel-").number(channel, digits_of(channel)).done());
  }
  channels_.insert(channels_.end(), std::begin(kHotNames), std::end(kHotNames));
}

void Events::make_urls() {
  if (!urls_.empty()) return;
  Arena scratch;
  for (int64_t channel = 0; channel < kChannels + kHotChannels; ++channel) {
    Writer writer(kept_, 96);
    writer << "https://www.nexmark.com/";
    for (int folder = 0; folder < 3; ++folder)
      writer << text(channel, static_cast<Lane>(kUrls + folder), 5, '_', scratch) << "/";
    writer << "item.htm?query=1";
    if (channel < kChannels && below(low(channel, static_cast<Lane>(kUrls + 3)), 10, 32) > 0) {
      const uint64_t id = mirrored(static_cast<uint32_t>(channel));
      (writer << "&channel_id=").number(id, digits_of(id));
    }
    urls_.push_back(writer.done());
    scratch.reset();
  }
}

}  // namespace sage::io::nexmark
