// Passes the first row of each key that has a window among its columns, `window_end`. A window's keys are forgotten when
// the watermark reaches its end; a row that comes later is counted and dropped.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "sage/base/frame.hpp"
#include "sage/state/table.hpp"

namespace sage::ops {

template <class Key>
class DedupOver {
 public:
  explicit DedupOver(Key key = {}) : key_(key) {}

  template <class Record, class Emit>
  Status process(const Record& record, Frame& frame, Emit&& emit) {
    const auto key = key_(record, frame);
    if (frame.failed()) [[unlikely]]
      return Status::kFailed;
    const int64_t end = key.window_end.micros;
    if (end <= watermark_) [[unlikely]] {
      ++late_;
      return Status::kOk;
    }
    if (latest_ == nullptr || latest_->end != end) find(end);
    if (latest_->keys.insert(key).is_new) emit(record);
    return Status::kOk;
  }

  template <class Emit>
  void advance(int64_t watermark, Frame&, Emit&&) {
    watermark_ = watermark;
    if (windows_.empty() || watermark < windows_.front()->end) [[likely]]
      return;
    latest_ = nullptr;
    const auto left = std::find_if(
        windows_.begin(), windows_.end(),
        [watermark](const std::unique_ptr<Open>& open) { return open->end > watermark; });
    windows_.erase(windows_.begin(), left);
  }

  // Rows whose window was gone, since the start.
  uint64_t late() const { return late_; }

  size_t keys() const {
    size_t sum = 0;
    for (const auto& open : windows_) sum += open->keys.size();
    return sum;
  }
  size_t state_bytes() const {
    size_t sum = 0;
    for (const auto& open : windows_) sum += sizeof(Open) + open->keys.bytes();
    return sum;
  }

 private:
  struct Open {
    int64_t end;
    Table<typename Key::Value> keys{};
  };

  // Makes the window that ends then the latest one.
  [[gnu::noinline]] void find(int64_t end) {
    auto place = std::lower_bound(
        windows_.begin(), windows_.end(), end,
        [](const std::unique_ptr<Open>& open, int64_t time) { return open->end < time; });
    if (place == windows_.end() || (*place)->end != end)
      place = windows_.insert(place, std::make_unique<Open>(Open{end}));
    latest_ = place->get();
  }

  [[no_unique_address]] Key key_;
  std::vector<std::unique_ptr<Open>> windows_;  // by their ends
  Open* latest_ = nullptr;                      // that took a row
  int64_t watermark_ = kStartOfTime;
  uint64_t late_ = 0;
};

}  // namespace sage::ops
