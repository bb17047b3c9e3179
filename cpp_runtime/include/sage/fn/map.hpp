// Functions of maps. Keys and values are views of the map.
#pragma once

#include "sage/base/json.hpp"
#include "sage/base/map.hpp"
#include "sage/fn/logic.hpp"
#include "sage/fn/reasons.hpp"

namespace sage::fn {

template <class K, class V>
int64_t len(const Map<K, V>& map) {
  return map.count;
}

template <class K, class V>
bool has(const Map<K, V>& map, const K& key) {
  return find(map, key) != nullptr;
}

template <class K, class V>
Maybe<V> get(const Map<K, V>& map, const K& key) {
  const V* value = find(map, key);
  return value != nullptr ? Maybe<V>{*value} : Maybe<V>{};
}

namespace detail {

// A key as messages show it: text in quotes, all else as it is.
template <class K>
[[gnu::cold, gnu::noinline]] std::string shown_key(const K& key) {
  if constexpr (std::is_same_v<K, std::string_view>) {
    return shown(key);
  } else {
    Buffer text;
    json::write_key(text, key);
    return std::string(text.view().substr(1, text.size() - 2));
  }
}

}  // namespace detail

// `map[key]`
template <class K, class V>
V item(At at, const Map<K, V>& map, const K& key) {
  const V* value = find(map, key);
  if (value != nullptr) [[likely]]
    return *value;
  absent_key(at, detail::shown_key(key));
  return V{};
}

template <class K, class V>
List<K> keys(const Map<K, V>& map) {
  return {map.keys, map.count};
}

template <class K, class V>
List<V> values(const Map<K, V>& map) {
  return {map.values, map.count};
}

// A list of records `key`, `value`.
template <class Entries, class K, class V>
Entries entries(Frame& f, const Map<K, V>& map) {
  using Entry = std::remove_cvref_t<decltype(*Entries{}.items)>;
  auto* items = f.arena.array<Entry>(map.count);
  for (uint32_t i = 0; i < map.count; ++i) new (items + i) Entry{map.keys[i], map.values[i]};
  return {items, map.count};
}

template <class Entry>
auto map_of(Frame& f, const List<Entry>& entries) {
  using K = std::remove_cvref_t<decltype(entries.items->key)>;
  using V = std::remove_cvref_t<decltype(entries.items->value)>;
  MapMaker<K, V> maker(f.arena, entries.size());
  for (const Entry& entry : entries) maker.add(entry.key, entry.value);
  return maker.map();
}

}  // namespace sage::fn
