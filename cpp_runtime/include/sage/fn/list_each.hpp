// Functions of lists that evaluate a lambda for each item, one after the other, and `zip`.
//
// The lambda is called as `fn(item)` and gives a value of exactly the result's type. One that may fail comes as Failing;
// then the first item that fails is the last that is looked at, and its failure is the one that counts: sites say which
// of two failures of one item comes first, but the same site fails for several items.
#pragma once

#include <utility>

#include "sage/fn/list.hpp"

namespace sage {

// The code of a lambda whose own sites are the last before `end`.
//
// A frame may have failed before it runs, at a site behind it, for C++ evaluates arguments in any order. That is no
// reason to stop: a failure in here would come first.
template <class Body>
struct Failing {
  Frame& frame;
  uint32_t end;
  Body body;

  template <class... Args>
  auto operator()(const Args&... args) const {
    return body(args...);
  }
  bool has_failed() const { return frame.failed_before(end); }
};

template <class Body>
Failing<Body> failing(Frame& f, uint32_t end, Body body) {
  return {f, end, std::move(body)};
}

}  // namespace sage

namespace sage::fn {

namespace detail {

// True if what the lambda has just given is no value. One that cannot fail costs nothing.
template <class Fn>
bool has_failed(const Fn& fn) {
  if constexpr (requires { fn.has_failed(); }) {
    return fn.has_failed();
  } else {
    return false;
  }
}

// The place of the first item for which `fn` gives `wanted`, or where it fails; the size of the list if there is none.
template <class T, class Fn>
size_t first(const List<T>& list, const Fn& fn, bool wanted) {
  size_t at = 0;
  while (at < list.size() && fn(list[at]) != wanted && !has_failed(fn)) ++at;
  return at;
}

}  // namespace detail

template <class T, class Fn>
auto map(Frame& f, const List<T>& list, const Fn& fn) {
  using Item = decltype(fn(*list.items));
  auto* items = f.arena.array<Item>(list.size());
  size_t count = 0;
  for (const T& item : list) {
    items[count++] = fn(item);
    if (detail::has_failed(fn)) [[unlikely]]
      break;
  }
  return List<Item>{items, count};
}

template <class T, class Fn>
List<T> filter(Frame& f, const List<T>& list, const Fn& fn) {
  T* items = f.arena.array<T>(list.size());
  size_t count = 0;
  for (const T& item : list) {
    if (fn(item)) items[count++] = item;
    if (detail::has_failed(fn)) [[unlikely]]
      break;
  }
  return {items, count};
}

// `fn` gives lists, which follow one another.
template <class T, class Fn>
auto flat_map(Frame& f, const List<T>& list, const Fn& fn) {
  return flatten(f, map(f, list, fn));
}

template <class T, class Fn>
bool any(const List<T>& list, const Fn& fn) {
  return detail::first(list, fn, true) < list.size();
}

template <class T, class Fn>
bool all(const List<T>& list, const Fn& fn) {
  return detail::first(list, fn, false) == list.size();
}

template <class T, class Fn>
int64_t count(const List<T>& list, const Fn& fn) {
  int64_t count = 0;
  for (const T& item : list) {
    count += fn(item);
    if (detail::has_failed(fn)) [[unlikely]]
      break;
  }
  return count;
}

template <class T, class Fn>
Maybe<T> find(const List<T>& list, const Fn& fn) {
  size_t at = detail::first(list, fn, true);
  return at < list.size() ? Maybe<T>{list[at]} : Maybe<T>{};
}

template <class T, class Fn>
std::optional<int64_t> find_index(const List<T>& list, const Fn& fn) {
  size_t at = detail::first(list, fn, true);
  return at < list.size() ? std::optional{static_cast<int64_t>(at)} : std::nullopt;
}

template <class T, class Fn>
List<T> take_while(const List<T>& list, const Fn& fn) {
  return {list.items, detail::first(list, fn, false)};
}

template <class T, class Fn>
List<T> skip_while(const List<T>& list, const Fn& fn) {
  size_t at = detail::first(list, fn, false);
  return {list.items + at, list.size() - at};
}

// `fn(so far, item)`, beginning with `start`.
template <class T, class Result, class Fn>
Result fold(const List<T>& list, const Result& start, const Fn& fn) {
  Result result = start;
  for (const T& item : list) {
    result = fn(result, item);
    if (detail::has_failed(fn)) [[unlikely]]
      break;
  }
  return result;
}

namespace detail {

template <class T, class Key>
struct Keyed {
  Key key;
  const T* item;
};

// The first of the items than whose key no other is better.
template <class T, class Fn, class IsBetter>
Maybe<T> best(const List<T>& list, const Fn& fn, const IsBetter& is_better) {
  if (list.empty()) return {};
  const T* best = list.items;
  auto best_key = fn(*best);
  for (const T* item = list.items + 1; item != list.end() && !has_failed(fn); ++item) {
    auto key = fn(*item);
    if (!is_better(key, best_key)) continue;
    best = item;
    best_key = key;
  }
  return *best;
}

}  // namespace detail

// In the order of the keys that `fn` gives; items of equal keys stay as they are.
template <class T, class Fn>
List<T> sort_by(Frame& f, const List<T>& list, const Fn& fn) {
  using Keyed = detail::Keyed<T, decltype(fn(*list.items))>;
  auto* keyed = f.arena.array<Keyed>(list.size());
  T* items = f.arena.array<T>(list.size());
  for (size_t i = 0; i < list.size(); ++i) {
    keyed[i] = {fn(list[i]), &list[i]};
    if (detail::has_failed(fn)) [[unlikely]]
      return {};
  }
  auto order = [](const Keyed& a, const Keyed& b) { return compare(a.key, b.key); };
  size_t count = 0;
  for (const Keyed& each : detail::sorted(f, List<Keyed>{keyed, list.size()}, order))
    items[count++] = *each.item;
  return {items, count};
}

// The first of those whose key is the least, or the largest.
template <class T, class Fn>
Maybe<T> min_by(const List<T>& list, const Fn& fn) {
  return detail::best(list, fn,
                      [](const auto& key, const auto& best) { return compare(key, best) < 0; });
}

template <class T, class Fn>
Maybe<T> max_by(const List<T>& list, const Fn& fn) {
  return detail::best(list, fn,
                      [](const auto& key, const auto& best) { return compare(best, key) < 0; });
}

// ---------------------------------------------------------------- lists of pairs

// `Pairs` is the list of records that is to come of it: the items at the same places, as far as both lists go.
template <class Pairs, class A, class B>
Pairs zip(Frame& f, const List<A>& left, const List<B>& right) {
  using Pair = std::remove_cvref_t<decltype(*Pairs{}.items)>;
  size_t count = left.size() < right.size() ? left.size() : right.size();
  auto* pairs = f.arena.array<Pair>(count);
  for (size_t i = 0; i < count; ++i) pairs[i] = Pair{left[i], right[i]};
  return {pairs, count};
}

// Each item behind its place.
template <class Pairs, class T>
Pairs enumerate(Frame& f, const List<T>& list) {
  using Pair = std::remove_cvref_t<decltype(*Pairs{}.items)>;
  auto* pairs = f.arena.array<Pair>(list.size());
  for (size_t i = 0; i < list.size(); ++i) pairs[i] = Pair{static_cast<int64_t>(i), list[i]};
  return {pairs, list.size()};
}

}  // namespace sage::fn
