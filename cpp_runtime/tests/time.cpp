#include "sage/base/time.hpp"

#include "test.hpp"

using namespace sage;

namespace {

template <class T>
std::optional<int64_t> read(std::string_view text) {
  T value{};
  return read_text(text, value) ? std::optional(value.micros) : std::nullopt;
}

auto time(std::string_view text) { return read<Timestamp>(text); }
auto duration(std::string_view text) { return read<Duration>(text); }
std::string time_text(int64_t micros) { return text_of(Timestamp{micros}); }
std::string duration_text(int64_t micros) { return text_of(Duration{micros}); }

}  // namespace

TEST("a timestamp is written with the digits it needs") {
  CHECK_EQ(time_text(0), "1970-01-01T00:00:00Z");
  CHECK_EQ(time_text(1767225600'500000), "2026-01-01T00:00:00.5Z");
  CHECK_EQ(time_text(-1), "1969-12-31T23:59:59.999999Z");
  CHECK_EQ(time_text(kFirstTime.micros), "0001-01-01T00:00:00Z");
  CHECK_EQ(time_text(kFirstTime.micros - 1), "0000-12-31T23:59:59.999999Z");
  CHECK_EQ(time_text(INT64_MAX), "294247-01-10T04:00:54.775807Z");
  CHECK_EQ(time_text(INT64_MIN), "-290308-12-21T19:59:05.224192Z");
}

TEST("times of one minute and of others are written alike") {
  CHECK_EQ(time_text(1767225659'999999), "2026-01-01T00:00:59.999999Z");
  CHECK_EQ(time_text(1767225600'000000), "2026-01-01T00:00:00Z");
  CHECK_EQ(time_text(1767225599'000100), "2025-12-31T23:59:59.0001Z");
  CHECK_EQ(time_text(1767225660'120000), "2026-01-01T00:01:00.12Z");
}

TEST("a timestamp is read with or without zone, seconds and time") {
  constexpr int64_t noon = 1767268800'000000;
  for (const char* same : {"2026-01-01T12:00:00Z", "2026-01-01 12:00:00", "2026-01-01t12:00z",
                           "2026-01-01T12:00:00.000Z", "2026-01-01T14:00:00+02:00",
                           "2026-01-01T06:30:00-0530", "2026-01-01T13:00+01"}) {
    CHECK_EQ(time(same), noon);
  }
  CHECK_EQ(time("2026-01-01"), noon - 12 * kHour);
  CHECK_EQ(time("2026-01-01T12:00:00,1234569"), noon + 123456);
  CHECK_EQ(time("0001-01-01"), kFirstTime.micros);
  CHECK_EQ(time("9999-12-31T23:59:59.999999Z"), kLastTime.micros);
  CHECK_EQ(time("2024-02-29"), days_of({2024, 2, 29}) * kDay);
}

TEST("what is not a timestamp is refused") {
  for (const char* wrong : {"",
                            "2026",
                            "2026-1-1",
                            "2026-02-29",
                            "2026-13-01",
                            "2026-00-01",
                            "2026-01-00",
                            "0000-01-01",
                            "2026-01-01T",
                            "2026-01-01T24:00",
                            "2026-01-01T12:60",
                            "2026-01-01T12:00:60",
                            "2026-01-01T12:00:00.",
                            "2026-01-01T12",
                            "2026-01-01T12:00:00 Z",
                            "2026-01-01T12:00:00+2",
                            "2026-01-01Z",
                            "0001-01-01T00:00+01:00",
                            "20260101",
                            "2026-01-01T12:00:00Zx",
                            "12:00"}) {
    CHECK(!time(wrong));
  }
}

TEST("every day has its date and back") {
  for (int64_t day = days_of({1, 1, 1}), at = 0; at < 900'000; ++at, ++day) {
    Date date = date_of(day);
    CHECK_EQ(days_of(date), day);
    CHECK(date.day >= 1 && date.day <= days_in_month(date.year, date.month));
  }
}

TEST("a duration is written in the units it needs") {
  CHECK_EQ(duration_text(0), "0s");
  CHECK_EQ(duration_text(90 * kSecond), "1m30s");
  CHECK_EQ(duration_text(kMinute), "1m");
  CHECK_EQ(duration_text(250'000), "250ms");
  CHECK_EQ(duration_text(1'500), "1.5ms");
  CHECK_EQ(duration_text(15), "15us");
  CHECK_EQ(duration_text(1'250'000), "1.25s");
  CHECK_EQ(duration_text(kDay + 2 * kHour + 3 * kMinute + 4'500'000), "1d2h3m4.5s");
  CHECK_EQ(duration_text(kHour + 500'000), "1h0.5s");
  CHECK_EQ(duration_text(-kHour), "-1h");
  CHECK_EQ(duration_text(INT64_MIN), "-106751991d4h54.775808s");
}

TEST("a duration is read back from its text and from literals") {
  for (int64_t micros : {int64_t{0}, kMinute, int64_t{1500}, INT64_MIN, INT64_MAX, -kHour,
                         int64_t{1}, kDay + 500'000}) {
    CHECK_EQ(duration(duration_text(micros)), micros);
  }
  CHECK_EQ(duration("2w"), 14 * kDay);
  CHECK_EQ(duration("1.5h"), 90 * kMinute);
  CHECK_EQ(duration("3000ns"), 3);
  CHECK_EQ(duration("9223372036854775807us"), INT64_MAX);
  CHECK_EQ(duration("-9223372036854775808000ns"), INT64_MIN);
  CHECK_EQ(duration("+30s1h"), kHour + 30 * kSecond);
  for (const char* wrong : {"", "-", "5", "s", "1x", "1ns", "0.5us", "1h ", " 1h", "1.h", ".5h",
                            "1h-1m", "106751992d", "99999999999999999999h", "9223372036854775808us",
                            "99999999999999999999999999999999999999ns", "1e3s", "1H"}) {
    CHECK(!duration(wrong));
  }
}
