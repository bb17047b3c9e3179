// The MessagePack form of values (docs/wire.md, section 1.3): any value to bytes, and bytes onto a tape, from which
// json::decode (base/json.hpp) reads any value.
//
//   msgpack::write(buffer, record);
//   msgpack::parse(payload, tape, reason) && json::decode(tape, record, frame, reason)
//
// Timestamps and durations are the text that JSON has; bytes are bin; floats are float 64.
#pragma once

#include <string>
#include <string_view>
#include <type_traits>

#include "sage/base/base64.hpp"
#include "sage/base/buffer.hpp"
#include "sage/base/enum.hpp"
#include "sage/base/number.hpp"
#include "sage/base/record.hpp"
#include "sage/base/tape.hpp"
#include "sage/base/time.hpp"
#include "sage/base/types.hpp"

namespace sage::msgpack {

inline constexpr int kMaxDepth = 64;
inline constexpr size_t kMaxValues =
    4 << 20;  // in one payload, so that a hostile one cannot make a tape of gigabytes

// Each in its smallest form.
void write_null(Buffer& to);
void write_bool(Buffer& to, bool value);
void write_signed(Buffer& to, int64_t value);
void write_unsigned(Buffer& to, uint64_t value);
void write_float(Buffer& to, double value);
void write_text(Buffer& to, std::string_view text);
void write_bytes(Buffer& to, std::string_view data);
void write_list_header(Buffer& to, size_t items);
void write_map_header(Buffer& to, size_t pairs);

// The value at a place of a tape: how JSON becomes MessagePack.
void write_tape(Buffer& to, const json::Tape& tape, size_t at = 0);

// Reads one value onto an empty tape, whose text then lies in `bytes`. False, with the reason, if the bytes are
// something else.
bool parse(std::string_view bytes, json::Tape& tape, std::string& reason);

void write_json(Buffer& to, Json value);

// A key of a map: its text form, which integers and bool have as text here only.
template <class K>
void write_key(Buffer& to, const K& key) {
  if constexpr (std::is_same_v<K, Bytes>) {
    Buffer text;
    text.commit(write_base64(text.reserve(base64_size(key.data)), key.data));
    write_text(to, text.view());
  } else if constexpr (std::is_same_v<K, std::string_view>) {
    write_text(to, key);
  } else if constexpr (IsEnum<K>) {
    write_text(to, name_of(key));
  } else {
    char text[kTextChars];
    write_text(to, {text, static_cast<size_t>(sage::write_text(text, key) - text)});
  }
}

template <class T>
void write(Buffer& to, const T& value) {
  if constexpr (std::is_same_v<T, bool>) {
    write_bool(to, value);
  } else if constexpr (std::is_integral_v<T> && std::is_signed_v<T>) {
    write_signed(to, value);
  } else if constexpr (std::is_integral_v<T>) {
    write_unsigned(to, value);
  } else if constexpr (std::is_floating_point_v<T>) {
    write_float(to, value);
  } else if constexpr (std::is_same_v<T, std::string_view>) {
    write_text(to, value);
  } else if constexpr (std::is_same_v<T, Bytes>) {
    write_bytes(to, value.data);
  } else if constexpr (is_optional<T>) {
    value ? write(to, *value) : write_null(to);
  } else if constexpr (is_list<T> || is_array<T>) {
    write_list_header(to, value.size());
    for (const auto& item : value) write(to, item);
  } else if constexpr (is_map<T>) {
    write_map_header(to, value.count);
    for (uint32_t i = 0; i < value.count; ++i) {
      write_key(to, value.keys[i]);
      write(to, value.values[i]);
    }
  } else if constexpr (is_json<T>) {
    write_json(to, value);
  } else if constexpr (IsPlain<T>) {
    write(to, value.it);
  } else if constexpr (IsEnum<T>) {
    bool is_bare = true;
    visit_payload(value, [&](auto, const auto& payload) {
      is_bare = false;
      write_map_header(to, 1);
      write_text(to, name_of(value));
      write(to, payload);
    });
    if (is_bare) write_text(to, name_of(value));
  } else if constexpr (IsRecord<T>) {
    write_map_header(to, field_count<T>);
    for_each_field(value, [&](const auto& field, const auto& item) {
      write_text(to, field.outside);
      write(to, item);
    });
  } else {  // Timestamp, Duration
    char text[kTextChars];
    write_text(to, {text, static_cast<size_t>(sage::write_text(text, value) - text)});
  }
}

}  // namespace sage::msgpack
