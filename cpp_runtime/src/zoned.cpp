#include "sage/fn/zoned.hpp"

#include <string>

namespace sage::fn {
namespace {

// "+0200"; seconds of old local times are left out.
std::string offset_text(int64_t micros) {
  const int64_t minutes = (micros < 0 ? -micros : micros) / kMinute;
  std::string text = micros < 0 ? "-" : "+";
  for (int64_t part : {minutes / 60, minutes % 60}) {
    text += static_cast<char>('0' + part / 10);
    text += static_cast<char>('0' + part % 10);
  }
  return text;
}

// True if the pattern has %z or %Z.
bool has_zone(std::string_view pattern) {
  for (size_t i = 0; i + 1 < pattern.size(); ++i) {
    if (pattern[i] != '%') continue;
    if (pattern[i + 1] == 'z' || pattern[i + 1] == 'Z') return true;
    ++i;
  }
  return false;
}

}  // namespace

Timestamp truncate(At at, Timestamp time, Duration step, const Zone& zone) {
  const int64_t offset = offset_at(time, zone);
  const Timestamp local = truncate(at, to_local(time, zone), step);
  const Timestamp near{
      static_cast<int64_t>(static_cast<uint64_t>(local.micros) - static_cast<uint64_t>(offset))};
  return offset_at(near, zone) == offset ? near : to_utc(local, zone);
}

std::string_view format(Frame& f, Timestamp at, std::string_view pattern, const Zone& zone) {
  if (!has_zone(pattern)) return format(f, to_local(at, zone), pattern);
  std::string filled;
  for (size_t i = 0; i < pattern.size(); ++i) {
    const char letter = pattern[i] == '%' && i + 1 < pattern.size() ? pattern[i + 1] : '\0';
    if (letter == 'z') {
      filled += offset_text(offset_at(at, zone));
    } else if (letter == 'Z') {
      filled += name_of(zone);
    } else {
      filled += pattern[i];
      if (letter != '\0') filled += letter;
    }
    if (letter != '\0') ++i;
  }
  return format(f, to_local(at, zone), f.arena.copy(filled));
}

std::optional<Timestamp> parse_time(std::string_view text, std::string_view pattern,
                                    const Zone& zone) {
  const auto found = parse_time(text, pattern);
  return !found || has_zone(pattern) ? found : to_utc(*found, zone);
}

std::optional<Timestamp> parse_time(std::string_view text, const Zone& zone) {
  constexpr size_t kDate = 10;  // what is a sign in a date is none of a zone
  const auto found = parse_time(text);
  if (!found || text.find_first_of("Zz+-", kDate) != std::string_view::npos) return found;
  return to_utc(*found, zone);
}

}  // namespace sage::fn
