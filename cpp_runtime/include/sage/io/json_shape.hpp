// What records, enums and lists look like as JSON: the shapes whose keys io/key_order.hpp learns.
#pragma once

#include <array>
#include <tuple>
#include <utility>

#include "sage/base/enum.hpp"
#include "sage/base/record.hpp"
#include "sage/io/key_order.hpp"

namespace sage::io {

namespace detail {

template <class T>
constexpr const JsonShape* shape_of();

template <class T>
struct ShapeOf;

template <class Record>
constexpr auto record_parts() {
  return std::apply(
      [](const auto&... field) {
        return std::array<JsonShape::Part, sizeof...(field)>{JsonShape::Part{
            field.outside,
            !field.has_default && !is_optional<typename std::remove_cvref_t<decltype(field)>::Type>,
            shape_of<typename std::remove_cvref_t<decltype(field)>::Type>()}...};
      },
      Record::fields);
}

template <class Enum, size_t... I>
constexpr auto variant_parts(std::index_sequence<I...>) {
  return std::array<JsonShape::Part, sizeof...(I)>{
      JsonShape::Part{Enum::variants[I], false,
                      shape_of<std::variant_alternative_t<I, decltype(Enum::payload)>>()}...};
}

template <IsRecord Record>
struct ShapeOf<Record> {
  static constexpr auto parts = record_parts<Record>();
  static constexpr JsonShape shape{false, parts.data(), parts.size()};
};

template <IsEnum Enum>
struct ShapeOf<Enum> {
  static constexpr auto parts =
      variant_parts<Enum>(std::make_index_sequence<variant_count<Enum>>{});
  static constexpr JsonShape shape{false, parts.data(), parts.size()};
};

template <class Item>
struct ShapeOf<List<Item>> {
  static constexpr JsonShape::Part part{{}, false, shape_of<Item>()};
  static constexpr JsonShape shape{true, &part, 1};
};

// What a type looks like, or nullptr if it has no keys inside, or none that are expected.
template <class T>
constexpr const JsonShape* shape_of() {
  if constexpr (is_optional<T>) {
    return shape_of<typename T::value_type>();
  } else if constexpr (IsRecord<T> || has_payloads<T>) {
    return &ShapeOf<T>::shape;
  } else if constexpr (is_list<T>) {
    return &ShapeOf<T>::shape;
  } else {
    return nullptr;
  }
}

}  // namespace detail

}  // namespace sage::io
