// The list of a record's fields, from which encoding, hashing, equality, copying and printing are made.
//
//   struct Txn {
//     std::string_view user;
//     std::optional<double> amount;
//     static constexpr auto fields = sage::fields(sage::field("user", &Txn::user), sage::field("amount", &Txn::amount));
//   };
#pragma once

#include <string_view>
#include <tuple>

#include "sage/base/types.hpp"

namespace sage {

template <class Record, class T>
struct Field {
  using Type = T;

  std::string_view name;     // as in the language
  std::string_view outside;  // as in files and payloads
  T Record::* member;
  bool has_default = false;  // the struct's own initialiser holds the default

  constexpr Field otherwise() const {
    auto copy = *this;
    copy.has_default = true;
    return copy;
  }
};

template <class Record, class T>
constexpr Field<Record, T> field(std::string_view name, T Record::* member) {
  return {name, name, member};
}

template <class Record, class T>
constexpr Field<Record, T> field(std::string_view name, T Record::* member,
                                 std::string_view outside) {
  return {name, outside, member};
}

template <class... Fields>
constexpr auto fields(Fields... list) {
  return std::tuple<Fields...>{list...};
}

template <IsRecord Record>
inline constexpr size_t field_count =
    std::tuple_size_v<std::remove_cvref_t<decltype(Record::fields)>>;

// Calls visit(field, value) for each field in order.
template <IsRecord Record, class Visit>
constexpr void for_each_field(Record& record, Visit&& visit) {
  std::apply([&](const auto&... f) { (visit(f, record.*(f.member)), ...); },
             std::remove_cvref_t<Record>::fields);
}

// Calls visit(field, a's value, b's value) for each field in order until one returns false; true if none did.
template <IsRecord Record, class Visit>
constexpr bool all_fields(const Record& a, const Record& b, Visit&& visit) {
  return std::apply(
      [&](const auto&... f) { return (visit(f, a.*(f.member), b.*(f.member)) && ...); },
      Record::fields);
}

}  // namespace sage
