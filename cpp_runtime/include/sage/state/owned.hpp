// Values that are kept one by one: each has memory of its own for the text and lists that it looks at, which is given
// back when the value goes.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <vector>

#include "sage/base/memory.hpp"
#include "sage/base/own.hpp"

namespace sage::state {

template <class T>
size_t room_for(const T& value);

namespace detail {

template <class Item>
size_t room_for_items(const Item* items, size_t count) {
  size_t room = count * sizeof(Item) + alignof(Item);
  if constexpr (has_views<Item>()) {
    for (size_t i = 0; i < count; ++i) room += room_for(items[i]);
  }
  return room;
}

inline size_t room_for_json(Json value) {
  const json::Token* end = json::after(value.token);
  size_t room = static_cast<size_t>(end - value.token) * sizeof(json::Token) + alignof(json::Token);
  for (const json::Token* at = value.token; at != end; ++at) {
    if (at->kind == json::Kind::kText) room += at->size;
  }
  return room;
}

}  // namespace detail

// At least as many bytes as a deep copy of a value takes.
template <class T>
size_t room_for(const T& value) {
  if constexpr (!has_views<T>()) {
    return 0;
  } else if constexpr (std::is_same_v<T, std::string_view>) {
    return value.size();
  } else if constexpr (std::is_same_v<T, Bytes>) {
    return value.data.size();
  } else if constexpr (is_optional<T>) {
    return value ? room_for(*value) : 0;
  } else if constexpr (is_list<T>) {
    return value.empty() ? 0 : detail::room_for_items(value.items, value.count);
  } else if constexpr (is_array<T>) {
    size_t room = 0;
    for (const auto& item : value) room += room_for(item);
    return room;
  } else if constexpr (is_map<T>) {
    return detail::room_for_items(value.keys, value.count) +
           detail::room_for_items(value.values, value.count) +
           (size_t{value.mask} + 2) * sizeof(uint32_t);
  } else if constexpr (is_json<T>) {
    return detail::room_for_json(value);
  } else if constexpr (IsEnum<T>) {
    size_t room = 0;
    visit_payload(value, [&](auto, const auto& payload) { room = room_for(payload); });
    return room;
  } else {
    size_t room = 0;
    for_each_field(value, [&](const auto&, const auto& field) { room += room_for(field); });
    return room;
  }
}

// Bytes that state has taken, less those that it has given back, since an operator last asked: a thread runs one at a
// time.
inline constinit thread_local int64_t taken = 0;

// Memory that knows its size. Aligned for every value.
inline char* take(size_t bytes) {
  constexpr size_t kHead = 16;
  taken += static_cast<int64_t>(bytes + kHead);
  char* memory = static_cast<char*>(memory::allocate(bytes + kHead));
  std::memcpy(memory, &bytes, sizeof bytes);
  return memory + kHead;
}

inline void give_back(char* memory) {
  constexpr size_t kHead = 16;
  if (memory == nullptr) return;
  size_t bytes;
  std::memcpy(&bytes, memory - kHead, sizeof bytes);
  taken -= static_cast<int64_t>(bytes + kHead);
  memory::release(memory - kHead, bytes + kHead);
}

// For containers whose memory counts as taken.
template <class T>
struct Counted : std::allocator<T> {
  template <class U>
  struct rebind {
    using other = Counted<U>;
  };

  T* allocate(size_t count) {
    taken += static_cast<int64_t>(count * sizeof(T));
    return std::allocator<T>::allocate(count);
  }
  void deallocate(T* memory, size_t count) {
    taken -= static_cast<int64_t>(count * sizeof(T));
    std::allocator<T>::deallocate(memory, count);
  }
};

// The value, with its text and lists in new memory. That is null if it has none.
template <class T>
T keep(const T& value, char*& memory) {
  const size_t room = room_for(value);
  memory = room == 0 ? nullptr : take(room);
  if (room == 0) return value;
  Arena arena(memory, room);
  return own(value, arena);
}

// What was kept and is no more, while somebody may still look at it.
class Retired {
 public:
  Retired() = default;
  Retired(const Retired&) = delete;
  Retired& operator=(const Retired&) = delete;
  ~Retired() { release(); }

  void add(char* memory) {
    if (memory != nullptr) pieces_.push_back(memory);
  }
  void add(std::unique_ptr<Arena> arena) {
    if (arena != nullptr) arenas_.push_back(std::move(arena));
  }

  // Nobody looks any more.
  void release() {
    if (!pieces_.empty()) [[unlikely]] {
      for (char* piece : pieces_) give_back(piece);
      pieces_.clear();
    }
    if (!arenas_.empty()) [[unlikely]]
      arenas_.clear();
  }

 private:
  std::vector<char*> pieces_;
  std::vector<std::unique_ptr<Arena>> arenas_;
};

}  // namespace sage::state
