// Functions of lists. New lists lie in the frame's arena; parts of a list are views of it.
#pragma once

#include "sage/base/hash.hpp"
#include "sage/base/list_maker.hpp"
#include "sage/base/order.hpp"
#include "sage/fn/logic.hpp"
#include "sage/fn/reasons.hpp"

namespace sage::fn {

template <class T>
int64_t len(const List<T>& list) {
  return static_cast<int64_t>(list.size());
}

namespace detail {

// The place of a position that counts from the end if it is negative; `size` if there is none.
template <Integer I>
size_t place(I index, size_t size) {
  auto at = static_cast<size_t>(index);
  if (std::is_signed_v<I> && index < I{0}) at += size;
  return at < size ? at : size;
}

inline size_t cut(int64_t at, size_t size) {
  if (at < 0) at += static_cast<int64_t>(size);
  if (at < 0) return 0;
  return static_cast<size_t>(at) < size ? static_cast<size_t>(at) : size;
}

}  // namespace detail

// `list[index]`
template <class T, Integer I>
T item(At at, const List<T>& list, I index) {
  size_t place = detail::place(index, list.size());
  if (place < list.size()) [[likely]]
    return list[place];
  absent(at, index, list.size());
  return T{};
}

// `array<T, N>` has functions of its own where a list would be a copy.
template <class T, size_t N>
int64_t len(const std::array<T, N>&) {
  return N;
}

template <class T, size_t N, Integer I>
T item(At at, const std::array<T, N>& array, I index) {
  return item(at, List<T>{array.data(), N}, index);
}

template <class T, Integer I>
Maybe<T> get(const List<T>& list, I index) {
  size_t place = detail::place(index, list.size());
  return place < list.size() ? Maybe<T>{list[place]} : Maybe<T>{};
}

template <class T>
List<T> slice(const List<T>& list, int64_t from, int64_t to = INT64_MAX) {
  size_t start = detail::cut(from, list.size()), end = detail::cut(to, list.size());
  return start < end ? List<T>{list.items + start, end - start} : List<T>{};
}

template <class T>
List<T> take(const List<T>& list, int64_t count) {
  return count > 0 ? slice(list, 0, count) : List<T>{};
}

// `in`: by `==`, so null is found and NaN is not.
template <class T, class Wanted>
bool contains(const List<T>& list, const Wanted& wanted) {
  for (const T& item : list) {
    if (equal(item, wanted)) return true;
  }
  return false;
}

template <class T>
List<T> concat(Frame& f, const List<T>& a, const List<T>& b) {
  T* items = f.arena.array<T>(a.size() + b.size());
  T* to = items;
  for (const T& item : a) *to++ = item;
  for (const T& item : b) *to++ = item;
  return {items, a.size() + b.size()};
}

template <class T>
List<T> reverse(Frame& f, const List<T>& list) {
  T* items = f.arena.array<T>(list.size());
  for (size_t i = 0; i < list.size(); ++i) items[i] = list[list.size() - 1 - i];
  return {items, list.size()};
}

template <class T>
List<T> flatten(Frame& f, const List<List<T>>& lists) {
  size_t size = 0;
  for (const List<T>& list : lists) size += list.size();
  T* items = f.arena.array<T>(size);
  T* to = items;
  for (const List<T>& list : lists) {
    for (const T& item : list) *to++ = item;
  }
  return {items, size};
}

// The integers from `from` up to, not including, `to`.
List<int64_t> range(At at, int64_t from, int64_t to);

inline bool any(const List<bool>& list) { return contains(list, true); }
inline bool all(const List<bool>& list) { return !contains(list, false); }

// The first of each group of equal items, by equality of keys: one NaN, one null.
template <class T>
List<T> distinct(Frame& f, const List<T>& list) {
  size_t slots = 16;
  while (slots < 2 * list.size()) slots *= 2;
  T* items = f.arena.array<T>(list.size());
  size_t count = 0;
  auto* table = f.arena.array<uint32_t>(slots);  // 1 + the index of an item, 0 where free
  std::memset(table, 0, slots * sizeof(uint32_t));
  for (const T& item : list) {
    size_t slot = hash_value(item) & (slots - 1);
    while (table[slot] != 0 && !key_equal(items[table[slot] - 1], item))
      slot = (slot + 1) & (slots - 1);
    if (table[slot] != 0) continue;
    items[count++] = item;
    table[slot] = static_cast<uint32_t>(count);
  }
  return {items, count};
}

namespace detail {

// Stable; `order` is negative where the first comes before the second. Sorted runs of doubling
// length are merged to and fro between two arrays.
template <class T, class Order>
List<T> sorted(Frame& f, const List<T>& list, const Order& order) {
  constexpr size_t kRun = 8;
  size_t size = list.size();
  T* items = f.arena.array<T>(size);
  for (size_t i = 0; i < size; ++i) {
    size_t at = i;
    for (size_t start = i / kRun * kRun; at > start && order(list[i], items[at - 1]) < 0; --at)
      items[at] = items[at - 1];
    items[at] = list[i];
  }
  T* merged = size > kRun ? f.arena.array<T>(size) : nullptr;
  for (size_t run = kRun; run < size; run *= 2) {
    for (size_t start = 0; start < size; start += 2 * run) {
      size_t middle = start + run < size ? start + run : size;
      size_t end = middle + run < size ? middle + run : size;
      size_t left = start, right = middle;
      for (size_t to = start; to < end; ++to) {
        bool take_right = left == middle || (right < end && order(items[right], items[left]) < 0);
        merged[to] = items[take_right ? right++ : left++];
      }
    }
    T* swapped = items;
    items = merged;
    merged = swapped;
  }
  return {items, size};
}

}  // namespace detail

// In the order of base/order.hpp, stable.
template <class T>
List<T> sort(Frame& f, const List<T>& list) {
  return detail::sorted(f, list, [](const T& a, const T& b) { return compare(a, b); });
}

// The first in the order of sort, and the last; of equals the one that stands first.
template <class T>
Maybe<T> min(const List<T>& list) {
  if (list.empty()) return {};
  const T* best = list.begin();
  for (const T& item : list) best = compare(item, *best) < 0 ? &item : best;
  return *best;
}

template <class T>
Maybe<T> max(const List<T>& list) {
  if (list.empty()) return {};
  const T* best = list.begin();
  for (const T& item : list) best = compare(*best, item) < 0 ? &item : best;
  return *best;
}

// The exact sum of integers, as the widest type of its kind.
template <class Sum, Integer T>
Sum sum(At at, const List<T>& list) {
  __int128 total = 0;
  for (T item : list) total += item;
  auto result = static_cast<Sum>(total);
  if (result != total) [[unlikely]]
    no_value(at, std::is_signed_v<Sum> ? "the sum does not fit i64" : "the sum does not fit u64");
  return result;
}

// From left to right, as f64.
template <class F>
double float_sum(const List<F>& list) {
  double total = 0;
  for (F item : list) total += item;
  return total;
}

// Integers are summed exactly, floats from left to right.
template <class T>
std::optional<double> mean(const List<T>& list) {
  if (list.empty()) return {};
  std::conditional_t<Integer<T>, __int128, double> total = 0;
  for (T item : list) total += item;
  return static_cast<double>(total) / static_cast<double>(list.size());
}

// ---------------------------------------------------------------- widening

template <class To, class From>
To widen(Frame& f, const From& value);

namespace detail {

// Where a record has the field of this name; the number of its fields if it has none.
template <class Record>
constexpr size_t place_of(std::string_view name) {
  size_t at = 0, found = field_count<Record>;
  std::apply([&](const auto&... f) { ((found = f.name == name ? at : found, ++at), ...); },
             Record::fields);
  return found;
}

template <class To, size_t I, class From>
auto widen_field(Frame& f, const From& value) {
  using Field = std::tuple_element_t<I, std::remove_cvref_t<decltype(To::fields)>>;
  constexpr size_t place = place_of<From>(std::get<I>(To::fields).name);
  if constexpr (place < field_count<From>) {
    return widen<typename Field::Type>(f, value.*(std::get<place>(From::fields).member));
  } else {
    return typename Field::Type{};
  }
}

template <class To, class From, size_t... I>
To widen_fields(Frame& f, const From& value, std::index_sequence<I...>) {
  return To{widen_field<To, I>(f, value)...};
}

}  // namespace detail

// A number, optional, list or record as the same of a wider type; of a record, field by field by their names, and null
// where there is none.
template <class To, class From>
To widen(Frame& f, const From& value) {
  if constexpr (std::is_same_v<To, From>) {
    return value;
  } else if constexpr (is_optional<To> && is_optional<From>) {
    return value ? To{widen<typename To::value_type>(f, *value)} : To{};
  } else if constexpr (is_optional<To>) {
    return To{widen<typename To::value_type>(f, value)};
  } else if constexpr (is_array<To>) {
    To items;
    for (size_t i = 0; i < items.size(); ++i)
      items[i] = widen<typename To::value_type>(f, value[i]);
    return items;
  } else if constexpr (is_map<To>) {
    using Value = std::remove_cvref_t<decltype(*To{}.values)>;
    auto* values = f.arena.array<Value>(value.count);
    for (uint32_t i = 0; i < value.count; ++i)
      new (values + i) Value(widen<Value>(f, value.values[i]));
    return {value.keys, values, value.slots, value.count, value.mask};
  } else if constexpr (is_list<To>) {
    using Item = std::remove_cvref_t<decltype(*To{}.items)>;
    Item* items = f.arena.array<Item>(value.size());
    for (size_t i = 0; i < value.size(); ++i) items[i] = widen<Item>(f, value[i]);
    return {items, value.size()};
  } else if constexpr (IsEnum<To>) {
    To widened = empty_variant<To>(number_of(value));
    visit_payload(value, [&](auto number, const auto& payload) {
      auto& to = *std::get_if<number>(&widened.payload);
      to = widen<std::remove_cvref_t<decltype(to)>>(f, payload);
    });
    return widened;
  } else if constexpr (IsRecord<To>) {
    return detail::widen_fields<To>(f, value, std::make_index_sequence<field_count<To>>{});
  } else {
    return static_cast<To>(value);
  }
}

}  // namespace sage::fn
