// Timestamps by a pattern of strftime's letters, both ways, in the C locale and UTC.

#include "sage/fn/time.hpp"
#include "time_reader.hpp"

namespace sage::fn {

namespace {

constexpr std::string_view kMonths[] = {"January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December"};
constexpr std::string_view kDays[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                      "Friday", "Saturday", "Sunday"};

constexpr size_t kShort = 3;          // letters of an abbreviated name
constexpr size_t kLongestField = 16;  // of what one letter writes

char* put(char* to, std::string_view text) {
  std::memcpy(to, text.data(), text.size());
  return to + text.size();
}

char* padded(char* to, int64_t value, int width) {
  for (int64_t least = 10; --width > 0; least *= 10) {
    if (value < least) *to++ = '0';
  }
  return sage::detail::write_signed(to, value);
}

int64_t day_of_year(int64_t day, int64_t year) { return day - days_of({year, 1, 1}) + 1; }

char* write_field(char* to, char letter, Timestamp at) {
  auto [day, micros] = day_time(at);
  Date date = date_of(day);
  int64_t hour = micros / kHour;
  switch (letter) {
    case 'Y': return date.year < 0 ? padded(put(to, "-"), -date.year, 4) : padded(to, date.year, 4);
    case 'y': return padded(to, (date.year % 100 + 100) % 100, 2);
    case 'm': return padded(to, date.month, 2);
    case 'd': return padded(to, date.day, 2);
    case 'j': return padded(to, day_of_year(day, date.year), 3);
    case 'H': return padded(to, hour, 2);
    case 'I': return padded(to, (hour + 11) % 12 + 1, 2);
    case 'M': return padded(to, micros / kMinute % 60, 2);
    case 'S': return padded(to, micros / kSecond % 60, 2);
    case 'f': return padded(to, micros % kSecond, 6);
    case 'p': return put(to, hour < 12 ? "AM" : "PM");
    case 'B': return put(to, kMonths[date.month - 1]);
    case 'b': return put(to, kMonths[date.month - 1].substr(0, kShort));
    case 'A': return put(to, kDays[weekday(at)]);
    case 'a': return put(to, kDays[weekday(at)].substr(0, kShort));
    case 'z': return put(to, "+0000");
    case 'Z': return put(to, "UTC");
    case '%': return put(to, "%");
    default:
      *to++ = '%';
      *to++ = letter;
      return to;
  }
}

bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

char lower_letter(char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); }

bool take_word(TimeReader& text, std::string_view word) {
  if (text.left.size() < word.size()) return false;
  for (size_t i = 0; i < word.size(); ++i) {
    if (lower_letter(text.left[i]) != lower_letter(word[i])) return false;
  }
  text.left.remove_prefix(word.size());
  return true;
}

// Takes one of the names, cut to `size` letters, and gives its number from 1.
template <size_t count>
bool take_name(TimeReader& text, const std::string_view (&names)[count], size_t size,
               int64_t& number) {
  for (number = 1; number <= static_cast<int64_t>(count); ++number) {
    if (take_word(text, names[number - 1].substr(0, size))) return true;
  }
  return false;
}

// Takes as many digits as there are, up to `most`.
bool take_digits(TimeReader& text, size_t most, int64_t& value) {
  size_t count = 0;
  while (count < most && count < text.left.size() && text.left[count] >= '0' &&
         text.left[count] <= '9')
    ++count;
  return text.digits(count, value);
}

// What has been read; -1 where the pattern says nothing.
struct Parts {
  int64_t year = -1, month = -1, day = -1, day_of_year = -1;
  int64_t hour = 0, half_hour = -1, minute = 0, second = 0, micros = 0, offset = 0;
  bool afternoon = false;
};

bool read_field(TimeReader& text, char letter, Parts& parts) {
  int64_t ignored = 0;
  switch (letter) {
    case 'Y': return text.digits(4, parts.year);
    case 'y':
      if (!text.digits(2, parts.year)) return false;
      parts.year += parts.year < 69 ? 2000 : 1900;
      return true;
    case 'm': return take_digits(text, 2, parts.month);
    case 'd': return take_digits(text, 2, parts.day);
    case 'j': return take_digits(text, 3, parts.day_of_year);
    case 'H': return take_digits(text, 2, parts.hour);
    case 'I': return take_digits(text, 2, parts.half_hour);
    case 'M': return take_digits(text, 2, parts.minute);
    case 'S': return take_digits(text, 2, parts.second);
    case 'f': return text.millionths(parts.micros);
    case 'p':
      parts.afternoon = take_word(text, "PM");
      return parts.afternoon || take_word(text, "AM");
    case 'B': return take_name(text, kMonths, std::string_view::npos, parts.month);
    case 'b': return take_name(text, kMonths, kShort, parts.month);
    case 'A': return take_name(text, kDays, std::string_view::npos, ignored);
    case 'a': return take_name(text, kDays, kShort, ignored);
    case 'z': return text.zone(parts.offset);
    case 'Z': return take_word(text, "UTC") || take_word(text, "GMT");
    case '%': return text.take('%');
    default: return false;
  }
}

bool read_pattern(TimeReader& text, std::string_view pattern, Parts& parts) {
  for (size_t i = 0; i < pattern.size(); ++i) {
    if (is_blank(pattern[i])) {
      if (text.done() || !is_blank(text.left[0])) return false;
      while (!text.done() && is_blank(text.left[0])) text.left.remove_prefix(1);
      while (i + 1 < pattern.size() && is_blank(pattern[i + 1])) ++i;
    } else if (pattern[i] != '%') {
      if (!text.take(pattern[i])) return false;
    } else if (++i == pattern.size() || !read_field(text, pattern[i], parts)) {
      return false;
    }
  }
  return text.done();
}

std::optional<int64_t> day_of(const Parts& parts) {
  int64_t year = parts.year < 0 ? 1970 : parts.year;
  if (year < 1) return std::nullopt;
  if (parts.day_of_year >= 0 && parts.month < 0 && parts.day < 0) {
    int64_t first = days_of({year, 1, 1});
    if (parts.day_of_year < 1 || parts.day_of_year > days_of({year + 1, 1, 1}) - first)
      return std::nullopt;
    return first + parts.day_of_year - 1;
  }
  auto month = static_cast<int>(parts.month < 0 ? 1 : parts.month);
  auto day = static_cast<int>(parts.day < 0 ? 1 : parts.day);
  if (month < 1 || month > 12 || day < 1 || day > days_in_month(year, month)) return std::nullopt;
  return days_of({year, month, day});
}

}  // namespace

std::string_view format(Frame& f, Timestamp at, std::string_view pattern) {
  char* start = f.arena.allocate(pattern.size() / 2 * kLongestField + 1);
  char* to = start;
  for (size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '%' && i + 1 < pattern.size()) {
      to = write_field(to, pattern[++i], at);
    } else {
      *to++ = pattern[i];
    }
  }
  f.arena.shrink(to);
  return {start, static_cast<size_t>(to - start)};
}

std::optional<Timestamp> parse_time(std::string_view from, std::string_view pattern) {
  TimeReader text{from};
  Parts parts;
  if (!read_pattern(text, pattern, parts)) return std::nullopt;
  std::optional<int64_t> day = day_of(parts);
  int64_t hour =
      parts.half_hour < 0 ? parts.hour : parts.half_hour % 12 + (parts.afternoon ? 12 : 0);
  if (parts.half_hour == 0 || parts.half_hour > 12) return std::nullopt;
  if (!day || hour > 23 || parts.minute > 59 || parts.second > 59) return std::nullopt;
  int64_t micros = hour * kHour + parts.minute * kMinute + parts.second * kSecond + parts.micros;
  Timestamp at{*day * kDay + micros - parts.offset};
  return at >= kFirstTime && at <= kLastTime ? std::optional(at) : std::nullopt;
}

}  // namespace sage::fn
