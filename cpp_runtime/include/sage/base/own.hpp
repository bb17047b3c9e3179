// Deep copies: what an operator keeps must not look into a source's buffer or a batch's arena.
//
// The copy lives as long as the arena that was given. Values without text and lists are returned as
// they are.
#pragma once

#include <optional>
#include <string_view>

#include "sage/base/arena.hpp"
#include "sage/base/enum.hpp"
#include "sage/base/json_value.hpp"
#include "sage/base/record.hpp"
#include "sage/base/types.hpp"

namespace sage {

template <class T>
constexpr bool has_views();

namespace detail {

template <class... Fields>
constexpr bool any_views(const std::tuple<Fields...>*) {
  return (has_views<typename Fields::Type>() || ...);
}

template <class... Payloads>
constexpr bool any_views(const std::variant<Payloads...>*) {
  return (has_views<Payloads>() || ...);
}

}  // namespace detail

// True if values of this type point at memory elsewhere.
template <class T>
constexpr bool has_views() {
  if constexpr (std::is_same_v<T, std::string_view> || std::is_same_v<T, Bytes> || is_list<T> ||
                is_map<T> || is_json<T>) {
    return true;
  } else if constexpr (is_array<T>) {
    return has_views<typename T::value_type>();
  } else if constexpr (is_optional<T>) {
    return has_views<typename T::value_type>();
  } else if constexpr (has_payloads<T>) {
    return detail::any_views(static_cast<decltype(T::payload)*>(nullptr));
  } else if constexpr (IsRecord<T>) {
    return detail::any_views(static_cast<std::remove_cvref_t<decltype(T::fields)>*>(nullptr));
  } else {
    return false;
  }
}

template <class T>
T own(const T& value, Arena& arena);

namespace detail {

template <class Item>
const Item* own_items(const Item* items, size_t count, Arena& arena) {
  Item* copy = arena.array<Item>(count);
  for (size_t i = 0; i < count; ++i) new (copy + i) Item(own(items[i], arena));
  return copy;
}

}  // namespace detail

template <class T>
T own(const T& value, Arena& arena) {
  if constexpr (!has_views<T>()) {
    return value;
  } else if constexpr (std::is_same_v<T, std::string_view>) {
    return arena.copy(value);
  } else if constexpr (std::is_same_v<T, Bytes>) {
    return {arena.copy(value.data)};
  } else if constexpr (is_optional<T>) {
    return value ? T{own(*value, arena)} : T{};
  } else if constexpr (is_list<T>) {
    return {detail::own_items(value.items, value.count, arena), value.count};
  } else if constexpr (is_array<T>) {
    T copy = value;
    for (auto& item : copy) item = own(item, arena);
    return copy;
  } else if constexpr (is_map<T>) {
    T copy = value;
    copy.keys = detail::own_items(value.keys, value.count, arena);
    copy.values = detail::own_items(value.values, value.count, arena);
    if (value.slots != nullptr)
      copy.slots = detail::own_items(value.slots, size_t{value.mask} + 1, arena);
    return copy;
  } else if constexpr (is_json<T>) {
    return json::own(value, arena);
  } else if constexpr (IsEnum<T>) {
    T copy = value;
    visit_payload(copy, [&](auto, auto& payload) { payload = own(payload, arena); });
    return copy;
  } else {
    T copy = value;
    for_each_field(copy, [&](const auto&, auto& field) { field = own(field, arena); });
    return copy;
  }
}

}  // namespace sage
