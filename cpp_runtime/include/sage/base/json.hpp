// The JSON form of values (docs/formats.md, "JSON lines"): any value to text (base/json_write.hpp), and text by way of a
// tape to any value.
//
//   json::write(buffer, record);                                       {"carrier":"UA","dep_delay":null}
//   json::parse(line, tape, frame.arena, reason) && json::decode(tape, record, frame, reason)
//
// What decodes looks into the payload and the arena. A field that is missing takes its default, else null if it is
// optional; unknown fields are ignored; the last of several fields of a name counts.
#pragma once

#include <array>
#include <cstring>
#include <new>
#include <string>
#include <string_view>
#include <utility>

#include "sage/base/base64.hpp"
#include "sage/base/buffer.hpp"
#include "sage/base/enum.hpp"
#include "sage/base/frame.hpp"
#include "sage/base/json_value.hpp"
#include "sage/base/json_write.hpp"
#include "sage/base/map.hpp"
#include "sage/base/mismatch.hpp"
#include "sage/base/number.hpp"
#include "sage/base/record.hpp"
#include "sage/base/tape.hpp"
#include "sage/base/time.hpp"
#include "sage/base/time_unit.hpp"
#include "sage/base/types.hpp"

namespace sage::json {

// Reads one JSON value, with blanks around it, onto an empty tape. False, with the reason, if the text is something else.
bool parse(std::string_view text, Tape& tape, Arena& arena, std::string& reason);

// Reads values off a tape and keeps what was wrong with the first that is not as its type wants it.
class Decoder {
 public:
  Decoder(const Tape& tape, Arena& arena, TimeUnit unit = TimeUnit::kNone)
      : tape_(tape), arena_(arena), unit_(unit) {}

  // The value at a place of the tape. False if it is none; `reason` then tells why.
  template <class T>
  bool read(size_t at, T& value) {
    const Token& token = tape_[at];
    if constexpr (is_optional<T>) {
      if (token.kind == Kind::kNull) {
        value.reset();
        return true;
      }
      return read(at, value.emplace());
    } else if constexpr (is_list<T>) {
      return token.kind == Kind::kList ? read_list(at, value) : mismatch(at, a_type<T>());
    } else if constexpr (is_array<T>) {
      return token.kind == Kind::kList ? read_array(at, value) : mismatch(at, a_type<T>());
    } else if constexpr (is_map<T>) {
      return token.kind == Kind::kObject ? read_map(at, value) : mismatch(at, a_type<T>());
    } else if constexpr (is_json<T>) {
      value = value_at(tape_, at, arena_);
      return true;
    } else if constexpr (IsEnum<T>) {
      return read_variant(at, value);
    } else if constexpr (IsRecord<T>) {
      return token.kind == Kind::kObject ? read_record(at, value) : mismatch(at, a_type<T>());
    } else {
      return read_scalar(token, value) || mismatch(at, a_type<T>());
    }
  }

  // "items[2].price: null is not an f64"
  std::string reason() const;

 private:
  template <class Item>
  bool read_list(size_t at, List<Item>& list) {
    size_t count = tape_[at].size;
    Item* items = arena_.array<Item>(count);
    size_t next = at + 1;
    for (size_t i = 0; i < count; ++i, next = tape_.after(next)) {
      if (!read(next, *new (items + i) Item{})) return inside(i);
    }
    list = {items, count};
    return true;
  }

  // A name, or an object of one pair: name and payload.
  template <class T>
  bool read_variant(size_t at, T& value) {
    size_t key = at;
    if (tape_[at].kind == Kind::kObject && !only_pair(at, key)) return mismatch(at, a_type<T>());
    size_t number = variant_count<T>;
    if (tape_[key].kind == Kind::kText) number = find_variant<T>(tape_[key].text());
    if (number == variant_count<T>) return mismatch(key, a_type<T>());
    if (variant_carries<T>[number] != (key != at)) {
      problem_ = key == at ? "missing" : "carries nothing";
      return inside(T::variants[number]);
    }
    value = empty_variant<T>(number);
    bool is_read = true;
    visit_payload(value, [&](auto, auto& payload) {
      is_read = read(key + 1, payload) || inside(T::variants[number]);
    });
    return is_read;
  }

  // True if all keys of an object are one, which then is at `key`: the last one counts.
  bool only_pair(size_t at, size_t& key) const;

  template <class Item, size_t kSize>
  bool read_array(size_t at, std::array<Item, kSize>& items) {
    if (tape_[at].size != kSize) return wrong_count(tape_[at].size, kSize);
    size_t next = at + 1;
    for (size_t i = 0; i < kSize; ++i, next = tape_.after(next)) {
      if (!read(next, items[i])) return inside(i);
    }
    return true;
  }

  template <class K, class V>
  bool read_map(size_t at, Map<K, V>& map) {
    List<Pair> pairs = pairs_of(tape_, at, arena_);
    MapMaker<K, V> maker(arena_, pairs.size());
    for (const Pair& pair : pairs) {
      std::string_view name = tape_[pair.name].text();
      K key{};
      V value{};
      if (!read_key(pair.name, key)) return bad_key(name, a_type<K>());
      if (!read(pair.value, value)) return inside_key(name);
      maker.add(key, value);
    }
    map = maker.map();
    return true;
  }

  template <class K>
  bool read_key(size_t at, K& key) {
    if constexpr (std::is_same_v<K, std::string_view> || std::is_same_v<K, Bytes>) {
      return read_scalar(tape_[at], key);
    } else {
      return read_text(tape_[at].text(), key);
    }
  }

  template <class Record>
  bool read_record(size_t at, Record& record) {
    constexpr size_t kCount = field_count<Record>;
    size_t places[kCount + 1] = {};  // of the fields' values; 0: missing
    size_t expected = 0;             // fields mostly come in order
    size_t key = at + 1;
    for (size_t pair = 0; pair < tape_[at].size; ++pair, key = tape_.after(key + 1)) {
      size_t found = find_field<Record>(tape_[key].text(), expected);
      if (found == kCount) continue;
      places[found] = key + 1;
      expected = found + 1;
    }
    const size_t* place = places;
    return std::apply(
        [&](const auto&... field) {
          return (read_field(*place++, field, record.*(field.member)) && ...);
        },
        Record::fields);
  }

  template <class Field, class T>
  bool read_field(size_t place, const Field& field, T& value) {
    if (place != 0) return read(place, value) || inside(field.outside);
    return field.has_default || is_optional<T> || missing(field.outside);
  }

  // The index of a name among a record's fields, looked for at `expected` first; the number of fields if it is none.
  template <class Record>
  static size_t find_field(std::string_view name, size_t expected) {
    constexpr size_t kCount = field_count<Record>;
    constexpr auto names = std::apply(
        [](const auto&... f) {
          return std::array<std::string_view, sizeof...(f) + 1>{f.outside..., {}};
        },
        Record::fields);
    if (expected < kCount && names[expected] == name) return expected;
    // Against constants, so that each costs the comparison of a size and at most a few words.
    return [&]<size_t... I>(std::index_sequence<I...>) {
      size_t found = kCount;
      (void)((is_name<names[I].size()>(name, names[I]) && (found = I, true)) || ...);
      return found;
    }(std::make_index_sequence<kCount>{});
  }

  template <size_t kSize>
  static bool is_name(std::string_view name, std::string_view wanted) {
    return name.size() == kSize && std::memcmp(name.data(), wanted.data(), kSize) == 0;
  }

  template <Integer T>
  static bool read_scalar(const Token& token, T& value) {
    switch (token.kind) {
      case Kind::kNumber: return read_text(token.text(), value);
      case Kind::kInteger:
        value = static_cast<T>(token.integer);
        return std::in_range<T>(token.integer);
      case Kind::kUnsigned:
        value = static_cast<T>(token.natural);
        return std::in_range<T>(token.natural);
      default: return false;
    }
  }
  static bool read_scalar(const Token& token, bool& value) {
    value = token.kind == Kind::kTrue;
    return value || token.kind == Kind::kFalse;
  }
  static bool read_scalar(const Token& token, std::string_view& value) {
    value = token.text();
    return token.kind == Kind::kText;
  }
  static bool read_scalar(const Token& token, double& value);
  static bool read_scalar(const Token& token, float& value);
  static bool read_scalar(const Token& token, Duration& value);
  bool read_scalar(const Token& token, Timestamp& value) const;
  bool read_scalar(const Token& token, Bytes& value) const;

  // Each notes what was wrong, the outer ones where, and returns false.
  bool mismatch(size_t at, std::string_view wanted);
  bool missing(std::string_view field);
  bool inside(std::string_view field);
  bool inside(size_t item);
  bool inside_key(std::string_view name);
  bool bad_key(std::string_view name, std::string_view wanted);
  bool wrong_count(size_t count, size_t wanted);

  const Tape& tape_;
  Arena& arena_;
  TimeUnit unit_;
  std::string path_;
  std::string problem_;
};

// Reads the record on a tape; for a stream of plain values, the value. False, with the reason, if it does not decode.
template <class Record>
bool decode(const Tape& tape, Record& record, Arena& arena, std::string& reason,
            TimeUnit unit = TimeUnit::kNone) {
  Decoder decoder(tape, arena, unit);
  bool decoded;
  if constexpr (IsPlain<Record>) {
    decoded = decoder.read(0, record.it);
  } else {
    decoded = decoder.read(0, record);
  }
  if (!decoded) reason = decoder.reason();
  return decoded;
}

template <class Record>
bool decode(const Tape& tape, Record& record, Frame& frame, std::string& reason,
            TimeUnit unit = TimeUnit::kNone) {
  return decode(tape, record, frame.arena, reason, unit);
}

}  // namespace sage::json
