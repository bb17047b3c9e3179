// fn/list_each.hpp: what a lambda that fails does to the rest of its list. What the functions give is compared with the
// reference by programs.
#include "sage/fn/list_each.hpp"

#include "test.hpp"

using namespace sage;

namespace {

constexpr uint32_t kSite = 3;

// Fails for 0, and counts how often it was asked.
struct Counted {
  Frame& frame;
  int& calls;

  bool operator()(const int64_t& item) const {
    ++calls;
    if (item == 0) frame.fail(kSite, Code::kZeroDivision, "0");
    return item > 0;
  }
};

}  // namespace

TEST("after an item that fails no other is looked at") {
  Frame frame;
  int calls = 0;
  std::vector<int64_t> items{5, 0, 7, 8};
  fn::map(frame, test::list(items), failing(frame, kSite + 1, Counted{frame, calls}));
  CHECK_EQ(calls, 2);
  calls = 0;
  fn::sort_by(frame, test::list(items), failing(frame, kSite + 1, Counted{frame, calls}));
  CHECK_EQ(calls, 1);  // the frame has failed
}

TEST("a failure behind the lambda does not stop it, for one in it comes first") {
  Frame frame;
  int calls = 0;
  std::vector<int64_t> items{5, 6, 0};
  frame.fail(kSite + 1, Code::kAbsent, "behind");
  fn::count(test::list(items), failing(frame, kSite + 1, Counted{frame, calls}));
  CHECK_EQ(calls, 3);
  CHECK_EQ(frame.failure().reason, "0");
}

TEST("a failure before the lambda stops it") {
  Frame frame;
  int calls = 0;
  std::vector<int64_t> items{5, 6, 0};
  frame.fail(kSite - 1, Code::kAbsent, "before");
  fn::filter(frame, test::list(items), failing(frame, kSite + 1, Counted{frame, calls}));
  CHECK_EQ(calls, 1);
  CHECK_EQ(frame.failure().reason, "before");
}

TEST("items are found up to the first that decides") {
  Frame frame;
  int calls = 0;
  std::vector<int64_t> items{-1, 5, 0};
  auto fn = failing(frame, kSite + 1, Counted{frame, calls});
  CHECK(fn::any(test::list(items), fn));
  CHECK(!fn::all(test::list(items), fn));
  CHECK_EQ(fn::find_index(test::list(items), fn), std::optional<int64_t>(1));
  CHECK_EQ(fn::skip_while(test::list(items), fn).size(), 3u);
  CHECK_EQ(calls, 6);
  CHECK(!frame.failed());
}
