#include "sage/base/zone.hpp"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "sage/base/time.hpp"

namespace sage {

namespace {

// When the clocks change in a year: the n-th weekday of a month, or a day of the year.
struct Change {
  enum class Kind { kWeekday, kDay, kDayWithoutLeap } kind = Kind::kDay;
  int month = 1;
  int week = 1;
  int day = 0;
  int64_t time = 2 * 3600;  // seconds of local time

  // Seconds since 1970, of local time.
  int64_t in(int64_t year) const {
    int64_t days = days_of({year, 1, 1});
    if (kind == Kind::kDay) {
      days += day;
    } else if (kind == Kind::kDayWithoutLeap) {
      days += day - 1 + (day >= 60 && days_in_month(year, 2) == 29 ? 1 : 0);
    } else {
      const int64_t first = days_of({year, month, 1});
      const int64_t weekday = ((first + 4) % 7 + 7) % 7;  // 0 is Sunday
      int64_t in_month = (day - weekday + 7) % 7 + 7 * (week - 1);
      if (in_month >= days_in_month(year, month)) in_month -= 7;
      days = first + in_month;
    }
    return days * 86400 + time;
  }
};

// The rule for all later times, as in TZ=CET-1CEST,M3.5.0,M10.5.0/3.
class Rule {
 public:
  // False if the text is none.
  bool read(std::string_view text) {
    rest_ = text;
    if (!name() || !offset(standard_)) return false;
    standard_ = -standard_;
    if (rest_.empty()) return true;
    has_summer_ = true;
    summer_ = standard_ + 3600;
    if (!name()) return false;
    if (!rest_.empty() && rest_[0] != ',') {
      if (!offset(summer_)) return false;
      summer_ = -summer_;
    }
    return change(start_) && change(end_) && rest_.empty();
  }

  int64_t offset_at(int64_t seconds) const {
    if (!has_summer_) return standard_;
    const int64_t year =
        date_of(seconds >= 0 ? seconds / 86400 : -((-seconds + 86399) / 86400)).year;
    const int64_t start = start_.in(year) - standard_;
    const int64_t end = end_.in(year) - summer_;
    const bool is_summer =
        start < end ? start <= seconds && seconds < end : !(end <= seconds && seconds < start);
    return is_summer ? summer_ : standard_;
  }

 private:
  bool take(char c) {
    if (rest_.empty() || rest_[0] != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  bool name() {
    const bool is_quoted = take('<');
    size_t size = 0;
    auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    while (size < rest_.size() && (is_quoted ? rest_[size] != '>' : is_letter(rest_[size]))) ++size;
    rest_.remove_prefix(size);
    return size > 0 && (!is_quoted || take('>'));
  }

  bool number(int64_t& value) {
    if (rest_.empty() || rest_[0] < '0' || rest_[0] > '9') return false;
    for (value = 0; !rest_.empty() && rest_[0] >= '0' && rest_[0] <= '9'; rest_.remove_prefix(1))
      value = value * 10 + (rest_[0] - '0');
    return true;
  }

  // Hours, minutes and seconds, in seconds.
  bool offset(int64_t& seconds) {
    const bool is_negative = take('-');
    if (!is_negative) take('+');
    seconds = 0;
    int64_t part = 0;
    for (int64_t unit = 3600; unit > 0; unit /= 60) {
      if (!number(part)) return false;
      seconds += part * unit;
      if (!take(':')) break;
    }
    if (is_negative) seconds = -seconds;
    return true;
  }

  bool change(Change& made) {
    int64_t a = 0;
    int64_t b = 0;
    int64_t c = 0;
    if (!take(',')) return false;
    if (take('M')) {
      if (!number(a) || !take('.') || !number(b) || !take('.') || !number(c)) return false;
      made.kind = Change::Kind::kWeekday;
      made.month = static_cast<int>(a);
      made.week = static_cast<int>(b);
      made.day = static_cast<int>(c);
    } else {
      made.kind = take('J') ? Change::Kind::kDayWithoutLeap : Change::Kind::kDay;
      if (!number(a)) return false;
      made.day = static_cast<int>(a);
    }
    return !take('/') || offset(made.time);
  }

  std::string_view rest_;
  int64_t standard_ = 0;
  int64_t summer_ = 0;
  bool has_summer_ = false;
  Change start_;
  Change end_;
};

// Reads big-endian numbers; what is beyond the end is zero.
class Reader {
 public:
  explicit Reader(std::string_view data) : data_(data) {}

  void skip(size_t count) { data_.remove_prefix(std::min(count, data_.size())); }
  std::string_view rest() const { return data_; }

  int64_t number(size_t size) {
    uint64_t value = 0;
    for (size_t i = 0; i < size; ++i)
      value = value << 8 | (i < data_.size() ? static_cast<unsigned char>(data_[i]) : 0u);
    skip(size);
    if (size == 4) return static_cast<int32_t>(static_cast<uint32_t>(value));
    return static_cast<int64_t>(value);
  }

 private:
  std::string_view data_;
};

}  // namespace

class Zone {
 public:
  std::string name;

  // False if the data are none of a zone.
  bool read(std::string_view data) {
    if (!data.starts_with("TZif") || data.size() < 88 || data[4] < '2') return false;
    Reader reader(data);
    const Counts old = header(reader);
    reader.skip(old.size(4));
    if (!reader.rest().starts_with("TZif")) return false;
    const Counts counts = header(reader);
    if (reader.rest().size() < counts.size(8) || counts.types == 0) return false;
    for (size_t i = 0; i < counts.times; ++i) times_.push_back(reader.number(8));
    std::vector<size_t> types;
    for (size_t i = 0; i < counts.times; ++i)
      types.push_back(static_cast<size_t>(reader.number(1)));
    std::vector<int64_t> offsets;
    first_ = 0;
    bool has_first = false;
    for (size_t i = 0; i < counts.types; ++i) {
      offsets.push_back(reader.number(4));
      const bool is_summer = reader.number(1) != 0;
      reader.skip(1);
      if (!has_first && !is_summer) {
        first_ = offsets.back();
        has_first = true;
      }
    }
    if (!has_first) first_ = offsets[0];
    for (size_t type : types) {
      if (type >= offsets.size()) return false;
      offsets_.push_back(offsets[type]);
    }
    reader.skip(counts.letters + counts.leaps * 12 + counts.standards + counts.universals);
    std::string_view footer = reader.rest();
    if (footer.size() < 2 || footer[0] != '\n') return false;
    footer = footer.substr(1, footer.find('\n', 1) - 1);
    has_rule_ = !footer.empty();
    return !has_rule_ || rule_.read(footer);
  }

  // In seconds.
  int64_t offset_at(int64_t seconds) const {
    const auto after = std::upper_bound(times_.begin(), times_.end(), seconds);
    if (after == times_.end() && has_rule_) return rule_.offset_at(seconds);
    if (after == times_.begin()) return first_;
    return offsets_[static_cast<size_t>(after - times_.begin()) - 1];
  }

 private:
  struct Counts {
    size_t universals, standards, leaps, times, types, letters;

    size_t size(size_t time_size) const {
      return times * (time_size + 1) + types * 6 + letters + leaps * (time_size + 4) + standards +
             universals;
    }
  };

  static Counts header(Reader& reader) {
    reader.skip(20);
    auto next = [&] { return static_cast<size_t>(reader.number(4)); };
    Counts counts{};
    counts.universals = next();
    counts.standards = next();
    counts.leaps = next();
    counts.times = next();
    counts.types = next();
    counts.letters = next();
    return counts;
  }

  std::vector<int64_t> times_;  // from when on each offset holds
  std::vector<int64_t> offsets_;
  int64_t first_ = 0;
  Rule rule_;
  bool has_rule_ = false;
};

namespace {

// Rules are not asked about years that the calendar of the reference does not have.
constexpr int64_t kFirst = days_of({2, 1, 1}) * 86400;
constexpr int64_t kLast = days_of({9999, 1, 1}) * 86400 - 1;

Timestamp moved(Timestamp at, int64_t micros) {
  Timestamp result;
  if (__builtin_add_overflow(at.micros, micros, &result.micros))
    result.micros = micros < 0 ? INT64_MIN : INT64_MAX;
  return result;
}

[[noreturn]] void missing(std::string_view name) {
  std::fprintf(stderr, "error: the time zone %.*s is not on this machine\n",
               static_cast<int>(name.size()), name.data());
  std::exit(78);
}

}  // namespace

const Zone& load_zone(std::string_view name) {
  static std::mutex mutex;
  static auto* const zones = new std::map<std::string, Zone, std::less<>>;
  const std::lock_guard lock(mutex);
  if (const auto known = zones->find(name); known != zones->end()) return known->second;
  for (const char* folder : {"/usr/share/zoneinfo/", "/usr/lib/zoneinfo/",
                             "/usr/share/lib/zoneinfo/", "/etc/zoneinfo/"}) {
    std::ifstream file(folder + std::string(name), std::ios::binary);
    if (!file) continue;
    const std::string data{std::istreambuf_iterator<char>(file), {}};
    Zone zone;
    zone.name = name;
    if (zone.read(data)) return zones->emplace(name, std::move(zone)).first->second;
  }
  missing(name);
}

std::string_view name_of(const Zone& zone) { return zone.name; }

int64_t offset_at(Timestamp at, const Zone& zone) {
  const int64_t seconds = at.micros / kSecond - (at.micros % kSecond < 0 ? 1 : 0);
  return zone.offset_at(std::clamp(seconds, kFirst, kLast)) * kSecond;
}

Timestamp to_local(Timestamp at, const Zone& zone) { return moved(at, offset_at(at, zone)); }

Timestamp to_utc(Timestamp local, const Zone& zone) {
  const int64_t before = offset_at(moved(local, -kDay), zone);
  const int64_t after = offset_at(moved(local, kDay), zone);
  for (const int64_t offset : {before, after}) {
    const Timestamp at = moved(local, -offset);
    if (offset_at(at, zone) == offset) return at;
  }
  return moved(local, -before);
}

}  // namespace sage
