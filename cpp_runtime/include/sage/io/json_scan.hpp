// Reads lines of JSON that look as those before them did, in one walk without a tape: the record's type says how each
// value is read, and the keys are compared with those that are expected (io/key_order.hpp). The places of all quotes are
// known beforehand (io/json_index.hpp), so that no value waits for the end of the one before it.
//
// What it reads is what json::parse and json::decode (base/json.hpp) would read. At anything else - another key, a value
// of another type, text that is not JSON - it gives up, and the line is theirs. Used by one thread.
#pragma once

#include <string_view>
#include <utility>

#include "sage/io/json_index.hpp"
#include "sage/io/json_shape.hpp"
#include "sage/io/json_steps.hpp"
#include "sage/io/key_order.hpp"

namespace sage::io {

template <class Record>
class JsonScanner : private JsonSteps {
 public:
  explicit JsonScanner(TimeUnit unit) : JsonSteps(unit) {}

  // Looks at a chunk of lines before the first of them is read.
  // REQUIRES: Input::kPadding readable bytes behind the chunk.
  void begin(std::string_view chunk) {
    if constexpr (!IsPlain<Record>) index_.scan(chunk.data(), chunk.size());
  }

  // Reads the next line of the chunk. The place behind it, or nullptr if it is not as expected; the record then holds
  // anything. Text looks into the line and the arena.
  const char* read(const char* at, Record& record, Arena& arena) {
    arena_ = &arena;
    if constexpr (IsPlain<Record>) {
      Block high{};
      const char* end = value(at, high, record.it, order_);
      if (end != nullptr && *end == '\r') ++end;
      return end != nullptr && *end == '\n' && is_valid(at, end, high) ? end + 1 : nullptr;
    } else {
      if (order_.empty() || !index_.has_cuts()) return nullptr;
      const char* end = line(at, record);
      if (end == nullptr || index_.is_ascii()) return end;
      return valid_utf8({at, static_cast<size_t>(end - at)}) ? end : nullptr;
    }
  }

  // Goes on to what is behind a line that it did not read.
  void pass_to(const char* place) { index_.pass_to(place); }

  // Looks at a line that it did not read and that has turned out to be a record.
  void learn(std::string_view line, Arena& arena) {
    ++misses_;
    if (misses_ > kEager && misses_ % kEager != 0) return;
    order_.learn(line, arena);
  }

 private:
  // Learning costs as much as reading: lines that never go well must not be learned from each time.
  static constexpr uint64_t kEager = 16;

  static const JsonShape* shape() {
    if constexpr (IsPlain<Record>) {
      return detail::shape_of<decltype(Record::it)>();
    } else {
      return detail::shape_of<Record>();
    }
  }

  template <class T>
  [[gnu::always_inline]] const char* value(const char* at, Block& high, T& value, KeyOrder& order) {
    if constexpr (is_optional<T>) {
      if (*at == 'n') {
        value.reset();
        return std::memcmp(at, "null", 4) == 0 ? at + 4 : nullptr;
      }
      return this->value(at, high, value.emplace(), order);
    } else if constexpr (IsRecord<T>) {
      return order.empty() ? nullptr : object(at, high, value, order);
    } else if constexpr (has_payloads<T>) {
      return variant(at, high, value, order);
    } else if constexpr (is_list<T>) {
      return list(at, high, value, order);
    } else if constexpr (requires { JsonSteps::read(at, high, value); }) {
      return JsonSteps::read(at, high, value);
    } else {
      return read_any(at, value);
    }
  }

  template <class Object>
  [[gnu::always_inline]] const char* object(const char* at, Block& high, Object& object,
                                            KeyOrder& order) {
    for (const KeyOrder::Step* step = order.first();; ++step) {
      if (!step->is_at(at)) [[unlikely]] {
        step = order.find(at, step);
        if (step == nullptr) return nullptr;
      }
      at += step->size;
      if (step->part == KeyOrder::kUnused) {
        at = skip(at, high);
      } else if (step->part == KeyOrder::kEnd) {
        return at;
      } else {
        at = part(step->part, at, high, object, order,
                  std::make_index_sequence<field_count<Object>>{});
      }
      if (at == nullptr) [[unlikely]]
        return nullptr;
    }
  }

  // The same as `object` for that of the line, with its cuts.
  [[gnu::always_inline]] const char* line(const char* at, Record& record) {
    constexpr auto kParts = std::make_index_sequence<field_count<Record>>{};
    const uint32_t* cut = index_.next();  // the first at `at` or behind it
    Block high{};
    for (const KeyOrder::Step* step = order_.first();; ++step) {
      if (!step->is_at(at)) [[unlikely]] {
        step = order_.find(at, step);
        if (step == nullptr) return nullptr;
      }
      at += step->size;
      cut += step->cuts;
      if (step->part == KeyOrder::kEnd) break;
      const bool is_unused = step->part == KeyOrder::kUnused;
      if (*at == '"') {
        const uint32_t* closing = cut + 1;
        if (*index_.place(closing) != '"') [[unlikely]]
          closing = is_unused ? index_.closing(cut) : nullptr;
        if (closing != nullptr) [[likely]] {
          const char* close = index_.place(closing);
          if (!is_unused && !text_part(step->part, at, close, record, kParts)) [[unlikely]]
            return nullptr;
          cut = closing + 1;
          at = close + 1;
          continue;
        }
      }
      // Where the value must end if the next key follows. Hidden from the compiler, which would rather use the end that
      // reading tells, once both are known to be equal; but for that the processor would have to wait.
      const char* expected = index_.place(cut) - step[1].cut;
      const char* next = expected;
      asm("" : "+r"(next));
      const char* end =
          is_unused ? skip(at, high) : part(step->part, at, high, record, order_, kParts);
      if (end == nullptr) [[unlikely]]
        return nullptr;
      if (end == expected) [[likely]] {
        at = next;
        continue;
      }
      at = end;
      while (index_.place(cut) < at) ++cut;
    }
    index_.pass_to(cut);
    const char* end = index_.place(cut - 1) + 1;
    return at == end ? end : nullptr;
  }

  template <size_t... I>
  [[gnu::always_inline]] bool text_part(uint32_t number, const char* open, const char* close,
                                        Record& record, std::index_sequence<I...>) {
    bool is_read = false;
    (void)((number == I &&
            (is_read = of_text(open, close, record.*(std::get<I>(Record::fields).member),
                               order_.inside(I)),
             true)) ||
           ...);
    return is_read;
  }

  // Reads a string, whose quotes are known.
  template <class T>
  [[gnu::always_inline]] bool of_text(const char* open, const char* close, T& value,
                                      KeyOrder& order) {
    const std::string_view text{open + 1, static_cast<size_t>(close - open - 1)};
    if constexpr (is_optional<T>) {
      return of_text(open, close, value.emplace(), order);
    } else if constexpr (std::is_same_v<T, std::string_view>) {
      value = text;
      return true;
    } else if constexpr (std::is_same_v<T, Timestamp>) {
      return date_.read(open + 1, value) == close || read_text(text, value);
    } else if constexpr (std::is_arithmetic_v<T> && !std::is_floating_point_v<T>) {
      return false;
    } else {
      Block high{};
      return value_apart(open, high, value, order) == close + 1;
    }
  }

  template <class Object, size_t... I>
  [[gnu::always_inline]] const char* part(uint32_t number, const char* at, Block& high,
                                          Object& object, KeyOrder& order,
                                          std::index_sequence<I...>) {
    const char* end = nullptr;
    (void)((number == I && (end = value_here(at, high, object.*(std::get<I>(Object::fields).member),
                                             order.inside(I)),
                            true)) ||
           ...);
    return end;
  }

  // Whole numbers are read in place. Others are rarer, or texts, which mostly need no reading: each type has a function.
  template <class T>
  [[gnu::always_inline]] const char* value_here(const char* at, Block& high, T& value,
                                                KeyOrder& order) {
    if constexpr (Integer<T> || std::is_same_v<T, std::optional<int64_t>>) {
      return this->value(at, high, value, order);
    } else {
      return value_apart(at, high, value, order);
    }
  }

  template <class T>
  [[gnu::noinline]] const char* value_apart(const char* at, Block& high, T& value,
                                            KeyOrder& order) {
    return this->value(at, high, value, order);
  }

  template <class T>
  const char* variant(const char* at, Block& high, T& value, KeyOrder& order) {
    bool carries = *at == '{';
    std::string_view name;
    at = JsonSteps::read(at + carries, high, name);
    if (at == nullptr) return nullptr;
    size_t number = find_variant<T>(name);
    if (number == variant_count<T> || variant_carries<T>[number] != carries) return nullptr;
    value = empty_variant<T>(number);
    if (!carries) return at;
    if (*at != ':') return nullptr;
    visit_payload(value, [&](auto, auto& payload) {
      at = this->value(at + 1, high, payload, order.inside(number));
    });
    return at != nullptr && *at == '}' ? at + 1 : nullptr;
  }

  template <class Item>
  const char* list(const char* at, Block& high, List<Item>& list, KeyOrder& order) {
    if (*at != '[') return nullptr;
    size_t capacity = 0, count = 0;
    Item* items = nullptr;
    if (at[1] == ']') {
      list = {};
      return at + 2;
    }
    do {
      if (count == capacity) {
        capacity = capacity == 0 ? 4 : capacity * 2;
        Item* larger = arena_->array<Item>(capacity);
        if (count > 0) std::memcpy(static_cast<void*>(larger), items, count * sizeof(Item));
        items = larger;
      }
      at = value(at + 1, high, *new (items + count) Item{}, order);
      ++count;
    } while (at != nullptr && *at == ',');
    list = {items, count};
    return at != nullptr && *at == ']' ? at + 1 : nullptr;
  }

  KeyOrder order_{shape()};
  JsonIndex index_;
  uint64_t misses_ = 0;
};

}  // namespace sage::io
