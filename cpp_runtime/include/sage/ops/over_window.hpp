// Groups of rows that carry their window, `window_start` and `window_end` among the columns of the key: `sort` and `top`
// over windows that an earlier stage has made. A window's groups come out when the watermark reaches its end, windows in
// order of their ends and then of their starts. A row whose window has come out is counted and dropped.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "sage/base/frame.hpp"
#include "sage/ops/batch.hpp"
#include "sage/ops/ranked.hpp"
#include "sage/state/table.hpp"
#include "sage/window/slices.hpp"

namespace sage::ops {

template <class Key, class Content>
class OverWindow {
 public:
  explicit OverWindow(Key key = {}, Content content = {}) : key_(key), content_(content) {}

  template <class Record, class Emit>
  Status process(const Record& record, Frame& frame, Emit&&) {
    const auto key = key_(record, frame);
    const auto args = content_.args(record, frame);
    if (frame.failed()) [[unlikely]]
      return Status::kFailed;
    const Window window{key.window_start.micros, key.window_end.micros};
    if (window.end <= watermark_) [[unlikely]] {
      ++late_;
      return Status::kOk;
    }
    if (latest_ == nullptr || latest_->window != window) find(window);
    Content::add(latest_->groups.insert(key, frame.position).entry.value, args);
    return Status::kOk;
  }

  template <class Emit>
  void advance(int64_t watermark, Frame& frame, Emit&& emit) {
    watermark_ = watermark;
    if (windows_.empty() || watermark < windows_.front()->window.end) [[likely]]
      return;
    const OwnArena scope(frame, text_);
    size_t fired = 0;
    for (; fired < windows_.size() && windows_[fired]->window.end <= watermark; ++fired) {
      const AtTime time(frame, windows_[fired]->window.end - 1);
      auto& groups = windows_[fired]->groups;
      for (auto group = groups.begin(); group != groups.end(); ++group) {
        frame.born = group.born();
        emit_group<Content>(group->key, group->value, frame, emit);
        end_row(frame);
      }
    }
    windows_.erase(windows_.begin(), windows_.begin() + static_cast<std::ptrdiff_t>(fired));
    latest_ = nullptr;
  }

  // Rows whose window had come out, since the start.
  uint64_t late() const { return late_; }

  size_t keys() const {
    size_t sum = 0;
    for (const auto& open : windows_) sum += open->groups.size();
    return sum;
  }
  size_t state_bytes() const {
    size_t sum = 0;
    for (const auto& open : windows_) sum += sizeof(Open) + open->groups.bytes();
    return sum;
  }

  using KeyOf = Key;
  using ContentOf = Content;
  const Key& key() const { return key_; }
  const Content& content() const { return content_; }

 private:
  struct Open {
    Window window;
    Table<typename Key::Value, typename Content::State> groups{};
  };

  static bool is_before(const Window& a, const Window& b) {
    return a.end != b.end ? a.end < b.end : a.start < b.start;
  }

  // Makes the window the latest one.
  [[gnu::noinline]] void find(Window window) {
    auto place = std::lower_bound(windows_.begin(), windows_.end(), window,
                                  [](const std::unique_ptr<Open>& open, const Window& w) {
                                    return is_before(open->window, w);
                                  });
    if (place == windows_.end() || (*place)->window != window)
      place = windows_.insert(place, std::make_unique<Open>(Open{window}));
    latest_ = place->get();
  }

  [[no_unique_address]] Key key_;
  [[no_unique_address]] Content content_;
  std::vector<std::unique_ptr<Open>> windows_;  // in order
  Open* latest_ = nullptr;                      // that took a row
  Arena text_;                                  // of the rows that come out
  int64_t watermark_ = kStartOfTime;
  uint64_t late_ = 0;
};

template <class Key, class By>
class RankedOverWindow : public OverWindow<Key, Ranked<By>> {
 public:
  RankedOverWindow(int64_t most, bool ties, Key key = {}, By by = {})
      : OverWindow<Key, Ranked<By>>(key, Ranked<By>(most, ties, by)) {}
};

}  // namespace sage::ops
