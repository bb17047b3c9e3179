// The bytes of keys, which decide the key group of a row: the same on every machine and in every version.
//
//   integers, bool, times   8 bytes little-endian, sign-extended, so that widening moves no key
//   f32, f64                8 bytes of the f64; 0.0 for -0.0, every NaN the same one
//   str, bytes              u32 length, the bytes
//   enums                   u32 number of the variant, then what it carries
//   optional                a byte 0 or 1, then the value if there is one
//   lists, maps, json       8 bytes of their hash (base/hash.hpp)
//   several columns         one after the other
#pragma once

#include <cstring>

#include "sage/base/hash.hpp"
#include "sage/base/key_group.hpp"

namespace sage {

// Puts the bytes of keys one after the other; those that do not fit on the stack into memory of their own.
class KeyBytes {
 public:
  KeyBytes() = default;
  KeyBytes(const KeyBytes&) = delete;
  KeyBytes& operator=(const KeyBytes&) = delete;
  ~KeyBytes() { delete[] larger_; }

  template <class T>
  void add(const T& value) {
    if constexpr (is_optional<T>) {
      byte(value.has_value());
      if (value) add(*value);
    } else if constexpr (std::is_same_v<T, std::string_view>) {
      text(value);
    } else if constexpr (std::is_same_v<T, Bytes>) {
      text(value.data);
    } else if constexpr (std::is_floating_point_v<T>) {
      word(detail::float_word(value));
    } else if constexpr (std::is_integral_v<T>) {
      word(static_cast<uint64_t>(value));
    } else if constexpr (std::is_same_v<T, Timestamp> || std::is_same_v<T, Duration>) {
      word(static_cast<uint64_t>(value.micros));
    } else if constexpr (IsEnum<T>) {
      const auto number = static_cast<uint32_t>(number_of(value));
      put(&number, sizeof number);
      visit_payload(value, [&](auto, const auto& payload) { add(payload); });
    } else if constexpr (IsRecord<T>) {
      for_each_field(value, [&](const auto&, const auto& field) { add(field); });
    } else {
      word(hash_value(value));
    }
  }

  std::string_view bytes() const { return {larger_ != nullptr ? larger_ : small_, size_}; }

 private:
  void byte(bool value) { put(&value, 1); }
  void word(uint64_t value) { put(&value, sizeof value); }
  void text(std::string_view value) {
    const auto size = static_cast<uint32_t>(value.size());
    put(&size, sizeof size);
    put(value.data(), value.size());
  }

  void put(const void* from, size_t size) {
    if (capacity_ - size_ < size) [[unlikely]]
      grow(size);
    std::memcpy((larger_ != nullptr ? larger_ : small_) + size_, from, size);
    size_ += size;
  }

  [[gnu::cold, gnu::noinline]] void grow(size_t more) {
    capacity_ = 2 * (capacity_ + more);
    char* to = new char[capacity_];
    std::memcpy(to, bytes().data(), size_);
    delete[] larger_;
    larger_ = to;
  }

  char small_[128];
  char* larger_ = nullptr;
  size_t capacity_ = sizeof small_;
  size_t size_ = 0;
};

namespace detail {

// True if the bytes of a key are 8 that can be told without looking at memory.
template <class T>
inline constexpr bool is_word_key = std::is_integral_v<T> || std::is_floating_point_v<T> ||
                                    std::is_same_v<T, Timestamp> || std::is_same_v<T, Duration>;

template <class... Fields>
constexpr bool all_word_keys(const std::tuple<Fields...>*) {
  return (is_word_key<typename Fields::Type> && ...);
}

template <class Key>
constexpr bool is_words() {
  if constexpr (IsRecord<Key>) {
    return all_word_keys(static_cast<std::remove_cvref_t<decltype(Key::fields)>*>(nullptr));
  } else {
    return is_word_key<Key>;
  }
}

template <class T>
uint64_t key_word(const T& value) {
  if constexpr (std::is_floating_point_v<T>) {
    return float_word(value);
  } else if constexpr (std::is_integral_v<T>) {
    return static_cast<uint64_t>(value);
  } else {
    return static_cast<uint64_t>(value.micros);
  }
}

}  // namespace detail

// The hash of a key's bytes, of which `key_group` makes its group.
template <class Key>
uint32_t key_hash(const Key& key) {
  if constexpr (detail::is_words<Key>()) {
    uint32_t hash = 0;
    uint32_t size = 0;
    auto add = [&](uint64_t word) {
      hash = hash32_more(hash32_more(hash, static_cast<uint32_t>(word)),
                         static_cast<uint32_t>(word >> 32));
      size += 8;
    };
    if constexpr (IsRecord<Key>) {
      for_each_field(key, [&](const auto&, const auto& field) { add(detail::key_word(field)); });
    } else {
      add(detail::key_word(key));
    }
    return hash32_end(hash, size);
  } else {
    KeyBytes bytes;
    bytes.add(key);
    return hash32(bytes.bytes());
  }
}

}  // namespace sage
