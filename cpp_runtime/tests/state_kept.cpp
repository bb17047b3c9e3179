#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "sage/state/entries_draft.hpp"
#include "sage/state/items.hpp"
#include "sage/state/slab.hpp"
#include "sage/state/timers.hpp"
#include "test.hpp"

using namespace sage;
using namespace std::literals;

namespace {

// A frame in which something has failed, or nothing.
Frame frame_that(bool failed) {
  Frame frame;
  if (failed) frame.fail(0, Code::kOverflow, "x");
  return frame;
}

template <class... Drafts>
void settle(state::Drafting& turn, bool failed, Drafts&... drafts) {
  const Frame frame = frame_that(failed);
  turn.settle(frame, drafts...);
}

TEST("a kept text is its own") {
  state::Drafting turn;
  state::Kept<std::string_view> kept;
  std::string text = "somewhere else";
  state::Draft draft{kept};
  draft.set(text);
  CHECK_EQ(kept.get(), "");
  settle(turn, false, draft);
  text = "----------";
  CHECK_EQ(kept.get(), "somewhere else");
}

TEST("what replaced text looked like is there until the turn is over") {
  state::Drafting turn;
  state::Kept<std::string_view> kept;
  kept.set("before", turn);
  const std::string_view seen = kept.get();
  state::Draft draft{kept};
  draft.set("after");
  settle(turn, false, draft);
  CHECK_EQ(seen, "before");
  turn.retired.release();
  CHECK_EQ(kept.get(), "after");
}

TEST("a draft of a handler that failed is dropped") {
  state::Drafting turn;
  state::Kept<int64_t> kept;
  kept.set(3, turn);
  state::Draft draft{kept};
  draft.set(4);
  settle(turn, true, draft);
  CHECK_EQ(kept.get(), 3);
}

TEST("a stamped value is old when its time is over, and only if it was written") {
  state::Drafting turn;
  state::Kept<int64_t, true> kept;
  CHECK(!kept.is_old(INT64_MAX, Duration{1}));
  turn.now = -5;
  kept.set(1, turn);
  CHECK(!kept.is_old(4, Duration{10}));
  CHECK(kept.is_old(5, Duration{10}));
  kept.reset(0, turn);
  CHECK(!kept.is_old(500, Duration{10}));
}

TEST("a list grows, is replaced, and forgets what failed") {
  state::Drafting turn;
  state::Items<std::string_view> kept;
  std::vector<std::string> model;
  std::mt19937 random(7);
  for (int round = 0; round < 3000; ++round) {
    state::ItemsDraft draft(kept, turn);
    std::vector<std::string> wanted = model;
    const List<std::string_view> before = draft.value;
    for (unsigned steps = random() % 5; steps > 0; --steps) {
      const std::string text = std::to_string(random() % 1000) + " of some length";
      Frame f;
      switch (random() % 8) {
        case 0:
          draft.clear();
          wanted.clear();
          break;
        case 1:
          draft.set({draft.value.items + draft.value.count / 2,
                     draft.value.count - draft.value.count / 2});
          wanted.erase(wanted.begin(), wanted.begin() + static_cast<long>(wanted.size() / 2));
          break;
        case 2:
          draft.add(List<std::string_view>(draft.value));
          for (size_t i = 0, n = wanted.size(); i < n && n < 200; ++i) wanted.push_back(wanted[i]);
          if (draft.value.count != wanted.size()) {
            draft.set({draft.value.items, wanted.size()});
          }
          break;
        default: {
          static Arena texts;
          draft.add(texts.copy(text));
          wanted.push_back(text);
        }
      }
    }
    for (size_t i = 0; i < before.count; ++i) CHECK_EQ(before[i], model[i]);
    const bool failed = random() % 3 == 0;
    settle(turn, failed, draft);
    if (!failed) model = wanted;
    turn.retired.release();
    CHECK_EQ(kept.get().count, model.size());
    for (size_t i = 0; i < model.size(); ++i) CHECK_EQ(kept.get()[i], model[i]);
  }
}

using Pairs = std::vector<std::pair<int64_t, std::string>>;

template <class Map>
Pairs pairs_of(const Map& map) {
  Pairs found;
  map.for_each([&](int64_t key, std::string_view value) { found.emplace_back(key, value); });
  return found;
}

// The same by a plain list, with the order in which entries were written.
struct Model {
  Pairs pairs;
  std::vector<std::pair<int64_t, int64_t>> written;  // key, when

  auto find(int64_t key) {
    return std::find_if(pairs.begin(), pairs.end(), [&](auto& pair) { return pair.first == key; });
  }
  void remove(int64_t key) {
    if (auto at = find(key); at != pairs.end()) pairs.erase(at);
    std::erase_if(written, [&](auto& note) { return note.first == key; });
  }
  void put(int64_t key, const std::string& value, int64_t now, size_t most) {
    if (auto at = find(key); at != pairs.end()) {
      at->second = value;
    } else {
      pairs.emplace_back(key, value);
    }
    std::erase_if(written, [&](auto& note) { return note.first == key; });
    written.emplace_back(key, now);
    while (pairs.size() > most) remove(int64_t{written.front().first});
  }
  void forget(int64_t now, int64_t ttl) {
    while (!written.empty() && written.front().second + ttl <= now)
      remove(int64_t{written.front().first});
  }
};

TEST(
    "a map does as a list of pairs, with entries that come, go, expire, and with turns that fail") {
  for (const size_t keys : {4u, 20u, 300u}) {
    state::Drafting turn;
    state::Entries<int64_t, std::string_view, true> kept;
    Model model;
    std::mt19937 random(static_cast<unsigned>(keys));
    const size_t most = keys * 2 / 3;
    turn.now = 0;
    for (int round = 0; round < 4000; ++round) {
      turn.now += static_cast<int64_t>(random() % 3);
      const auto ttl = static_cast<int64_t>(keys * 4);
      kept.forget(turn.now, Duration{ttl}, turn);
      model.forget(turn.now, ttl);
      Model wanted = model;
      state::EntriesDraft draft(kept, turn, static_cast<int64_t>(most));
      for (unsigned steps = random() % 6; steps > 0; --steps) {
        const auto key = static_cast<int64_t>(random() % keys);
        const std::string value = std::to_string(random() % 100) + " is the value";
        switch (random() % 12) {
          case 0:
            if (random() % 10 != 0) break;
            draft.clear();
            wanted = {};
            break;
          case 1:
          case 2:
          case 3:
            draft.remove(key);
            wanted.remove(key);
            break;
          default: draft.put(key, value); wanted.put(key, value, turn.now, most);
        }
        const auto* found = draft.find(key);
        CHECK_EQ(found != nullptr, wanted.find(key) != wanted.pairs.end());
        if (found != nullptr) CHECK_EQ(*found, wanted.find(key)->second);
      }
      const bool failed = random() % 3 == 0;
      settle(turn, failed, draft);
      if (!failed) model = wanted;
      turn.retired.release();
      CHECK_EQ(kept.size(), model.pairs.size());
      CHECK(pairs_of(kept) == model.pairs);
    }
  }
}

TEST("a map gives its memory back") {
  state::Drafting turn;
  state::taken = 0;
  {
    state::Entries<int64_t, int64_t> kept;
    state::EntriesDraft filling(kept, turn);
    for (int64_t key = 0; key < 1000; ++key) filling.put(key, key);
    settle(turn, false, filling);
    CHECK(state::taken > 16000);
    state::EntriesDraft emptying(kept, turn);
    for (int64_t key = 0; key < 1000; ++key) emptying.remove(key);
    settle(turn, false, emptying);
    CHECK_EQ(state::taken, 0);
    CHECK_EQ(kept.find(3), nullptr);
  }
  CHECK_EQ(state::taken, 0);
}

struct Inner {
  std::string_view name;
  std::optional<std::string_view> note;
  List<std::string_view> tags;
  static constexpr auto fields = sage::fields(
      field("name", &Inner::name), field("note", &Inner::note), field("tags", &Inner::tags));
};

TEST("a value is copied whole, with all that it looks at") {
  char* memory = nullptr;
  Inner kept;
  {
    const std::string text = "abcdefgh";
    const std::string_view tags[] = {std::string_view(text).substr(1, 2), "", text};
    kept = state::keep(Inner{text, std::string_view(text).substr(3), {tags, 3}}, memory);
  }
  CHECK_EQ(kept.name, "abcdefgh");
  CHECK_EQ(*kept.note, "defgh");
  CHECK_EQ(kept.tags[0], "bc");
  CHECK_EQ(kept.tags[2], "abcdefgh");
  state::give_back(memory);
}

struct Name {
  std::string_view name{};
  static constexpr auto fields = sage::fields(field("name", &Name::name));
};

TEST("a number stays that of its key until the key goes, and then is free") {
  state::Slab<Name, int64_t> slab;
  const uint32_t a = slab.add({"a"}, 1);
  for (int i = 0; i < 5000; ++i) slab.add({std::to_string(i)}, i);
  CHECK_EQ(slab.find({"a"}), a);
  CHECK_EQ(slab[a].value, 1);
  slab.erase(a);
  CHECK_EQ(slab.find({"a"}), 0u);
  CHECK(!slab[a].is_there);
  CHECK_EQ(slab.add({"b"}, 2), a);
  CHECK_EQ(slab.size(), 5001u);
}

TEST("the times of a key are a set") {
  state::Times times;
  CHECK(times.add(3) && times.add(5) && times.add(7) && !times.add(5));
  CHECK(times.remove(5) && !times.remove(5));
  CHECK(times.has(3) && times.has(7) && !times.has(5));
  for (int64_t at = 10; at < 30; ++at) CHECK(times.add(at));
  state::Times moved = std::move(times);
  for (int64_t at = 10; at < 30; ++at) CHECK(moved.remove(at));
  CHECK(moved.remove(3) && moved.remove(7) && moved.empty());
}

TEST("timers come in the order of their times, and then of their keys") {
  state::Timers timers;
  CHECK_EQ(timers.due(), INT64_MAX);
  for (const auto& [time, order] : {std::pair<int64_t, uint64_t>{5, 2}, {3, 9}, {5, 1}, {-2, 4}})
    timers.push({time, order, 1});
  std::vector<std::pair<int64_t, uint64_t>> found;
  while (!timers.empty()) {
    const state::Timer timer = timers.pop();
    found.emplace_back(timer.time, timer.order);
  }
  CHECK((found == std::vector<std::pair<int64_t, uint64_t>>{{-2, 4}, {3, 9}, {5, 1}, {5, 2}}));
}

TEST("timers that were cancelled do not gather, nor do those that were set again") {
  state::Timers timers;
  state::Times times;
  size_t most = 0;
  for (int64_t at = 0; at < 100'000; ++at) {
    const int64_t time = at % 2 == 0 ? 7 : at;
    if (times.add(time)) timers.push({time, 1, 1});
    if (times.remove(time)) timers.done();
    timers.tidy([&](const state::Timer& timer) { return times.has(timer.time); });
    most = std::max(most, timers.bytes());
  }
  CHECK(most < 10'000);
}

}  // namespace
