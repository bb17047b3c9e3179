// The functions of maps that are called most, for maps that are kept: these have no view, and a copy of all entries is
// made for the other functions alone.
#pragma once

#include "sage/fn/map.hpp"
#include "sage/state/entries_draft.hpp"

namespace sage::fn {

// What has entries of its own, of which there is no view.
template <class M>
concept HasEntries = requires(const M& map, const typename M::Key& key, Frame& f) {
  typename M::Item;
  map.find(key);
  map.map(f);
};

template <HasEntries M>
int64_t len(const M& map) {
  return map.size();
}

template <HasEntries M>
bool has(const M& map, const typename M::Key& key) {
  return map.find(key) != nullptr;
}

template <HasEntries M>
Maybe<typename M::Item> get(const M& map, const typename M::Key& key) {
  const auto* value = map.find(key);
  return value != nullptr ? Maybe<typename M::Item>{*value} : Maybe<typename M::Item>{};
}

template <HasEntries M>
typename M::Item item(At at, const M& map, const typename M::Key& key) {
  const auto* value = map.find(key);
  if (value != nullptr) [[likely]]
    return *value;
  absent_key(at, detail::shown_key(key));
  return {};
}

}  // namespace sage::fn
