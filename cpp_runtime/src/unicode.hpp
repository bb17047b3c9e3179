// What the tables of Unicode say about a code point.
#pragma once

#include <algorithm>
#include <iterator>

#include "unicode_tables.hpp"

namespace sage::unicode {

// The entry of a code point, or nullptr if case does not change it.
template <size_t size>
const CaseMapping* find(const CaseMapping (&table)[size], char32_t point) {
  const auto* at = std::lower_bound(table, table + size, point,
                                    [](const auto& row, auto p) { return row.from < p; });
  return at != table + size && at->from == point ? at : nullptr;
}

template <size_t size>
bool contains(const CodeRange (&table)[size], char32_t point) {
  const auto* at = std::lower_bound(table, table + size, point,
                                    [](const auto& row, auto p) { return row.last < p; });
  return at != table + size && at->first <= point;
}

inline bool is_space(char32_t point) { return contains(kSpace, point); }
inline bool is_cased(char32_t point) { return contains(kCased, point); }
inline bool is_ignored(char32_t point) { return contains(kIgnored, point); }

}  // namespace sage::unicode
