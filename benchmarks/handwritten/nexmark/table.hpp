// Values by a number, in open addressing that is at most half full; a key and its value lie side by side.
#pragma once

#include <bit>
#include <cstdint>
#include <utility>
#include <vector>

namespace nexmark {

template <class Value>
class Table {
 public:
  // The value of a key, made if it is absent. Valid until the next call. REQUIRES: key >= 0.
  Value& operator[](int64_t key) {
    for (size_t at = home(key);; at = (at + 1) & (slots_.size() - 1)) {
      if (slots_[at].first == key) return slots_[at].second;
      if (slots_[at].first != kEmpty) continue;
      if (2 * ++size_ > slots_.size()) [[unlikely]]
        return grow(), (*this)[key];
      slots_[at].first = key;
      return slots_[at].second;
    }
  }

  template <class Use>
  void each(Use&& use) {
    for (auto& [key, value] : slots_) {
      if (key != kEmpty) use(key, value);
    }
  }

  void clear() {
    for (auto& slot : slots_) slot = {kEmpty, Value{}};
    size_ = 0;
  }

 private:
  static constexpr int64_t kEmpty = -1;

  size_t home(int64_t key) const {
    return static_cast<uint64_t>(key) * 0x9E3779B97F4A7C15 >> (65 - std::bit_width(slots_.size()));
  }

  [[gnu::noinline]] void grow() {
    auto old = std::move(slots_);
    slots_.assign(old.size() * 4, {kEmpty, Value{}});
    size_ = 0;
    for (auto& [key, value] : old) {
      if (key != kEmpty) (*this)[key] = value;
    }
  }

  std::vector<std::pair<int64_t, Value>> slots_{1024, {kEmpty, Value{}}};
  size_t size_ = 0;
};

}  // namespace nexmark
