// fn/time.hpp: failures, and what does not depend on a value. The rest is compared with the
// reference from Python.
#include "sage/fn/time.hpp"

#include "test.hpp"

using namespace sage;

TEST("times that leave the range fail with their texts") {
  Frame frame;
  fn::add(At{frame, 3}, Timestamp{INT64_MAX}, Duration{1});
  CHECK_EQ(frame.failure().reason, "294247-01-10T04:00:54.775807Z + 1us does not fit timestamp");
  CHECK_EQ(frame.failure().site, 3u);
}

TEST("truncate goes towards the past") {
  Frame frame;
  At at{frame, 0};
  CHECK_EQ(fn::truncate(at, Timestamp{-1}, Duration{kHour}), Timestamp{-kHour});
  CHECK_EQ(fn::truncate(at, Timestamp{kHour}, Duration{kHour}), Timestamp{kHour});
  CHECK(!frame.failed());
  fn::truncate(at, Timestamp{0}, Duration{-1});
  CHECK_EQ(frame.failure().reason, "the step of truncate is not positive");
}

TEST("what a pattern writes it reads") {
  Frame frame;
  for (int64_t micros = -62135596800'000000; micros < 250000000000'000000;
       micros += 99999999999'999) {
    for (const char* pattern :
         {"%Y-%m-%d %H:%M:%S.%f%z", "%Y %j %I:%M:%S.%f %p %Z", "%A %d %B %Y%H%M%S%f"}) {
      auto text = fn::format(frame, Timestamp{micros}, pattern);
      CHECK_EQ(fn::parse_time(text, pattern), std::optional(Timestamp{micros}));
    }
    frame.arena.reset();
  }
}

TEST("now is after this was written") { CHECK(fn::now().micros > 1'700'000'000'000'000); }
