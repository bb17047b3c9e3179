// A stage on several threads. Each is a copy of the same stage class, which has a part in it:
//
//   front   reads morsels of the source and runs the operators before the first exchange
//   keyed   has some of the key groups: runs the operators that work by key on the rows of those
//   tail    runs all that must see all rows, and the sinks; there is one
//
// A thread has one front and one keyed copy, the first thread the tail too, and goes on with whatever it can. Where a
// row leaves a part it goes through an edge, which the program numbers; in a stage that runs whole, on one thread, the
// same edge is a call. Keyed copies take morsels in the order of their numbers, and the tail puts rows in the order of
// their places (flow/exchange.hpp), so every operator sees its rows in the order of one thread.
//
// Generated code derives its stage from Lane and starts it with `run_stage`.
#pragma once

#include "sage/base/key_hash.hpp"
#include "sage/flow/exchange.hpp"
#include "sage/flow/runtime.hpp"

namespace sage {

class Crew;

class Lane : public Relay {
 public:
  Lane() = default;
  Lane(const Lane&) = delete;
  Lane& operator=(const Lane&) = delete;
  virtual ~Lane() = default;

  // The whole: runs all, on this thread.
  virtual void run() = 0;
  // About how many bytes the source has in all; 0 if several threads cannot read it.
  virtual int64_t work() const = 0;
  // Front: takes its morsels from the source of another copy of the same class, which is open.
  virtual void follow(Lane& first) = 0;
  // Front: reads the next morsel of the source, and gives its number; false at the end.
  virtual bool pull(uint64_t& number) = 0;
  // Keyed: the rows of a morsel that are its own.
  virtual void take(const Morsel& morsel, const Batch& rows) = 0;
  // Tail: a row, and the rise of a watermark.
  virtual void receive(const Entry& entry) = 0;
  virtual void reach(uint32_t clock, int64_t watermark) = 0;
  virtual void receive_failed(const FailedRow& row) = 0;
  // False when no more rows are wanted.
  virtual bool wanted() = 0;
  // What is to be done after the last row, of which operators do one step after the other: those before `until` that
  // are not done yet. At last the tail closes its sinks.
  virtual void end(uint32_t until) = 0;
  static constexpr uint32_t kAll = UINT32_MAX;
  // After each morsel.
  virtual void flush() = 0;

  Frame& frame() { return frame_; }

 protected:
  // In a copy that is not the one with the sinks: rows leave it through rings.
  bool is_split() const { return role_ == Role::kFront || role_ == Role::kKeyed; }
  bool is_front() const { return role_ == Role::kFront; }
  bool is_keyed() const { return role_ == Role::kKeyed; }

  // From a front to the keyed copy that has the group of the key with this hash. A key that fails there fails again.
  template <class Row>
  void to_worker(uint32_t edge, uint32_t hash, const Row& row) {
    frame_.clear();
    morsel_->rows[owners_[key_group(hash)]].add(edge, 0, ++morsel_->steps, frame_.time, 0, row);
  }

  // The same of a row that stands for several: its place is that of the first, which has taken a step, and its time is
  // given.
  template <class Row>
  void to_worker_at(uint32_t edge, uint32_t hash, uint32_t step, int64_t time, const Row& row) {
    morsel_->rows[owners_[key_group(hash)]].add(edge, 0, step, time, 0, row);
  }
  uint32_t take_step() { return ++morsel_->steps; }

  // From a front or keyed copy to the tail.
  template <class Row>
  void to_tail(uint32_t edge, const Row& row) {
    if (is_front()) {
      morsel_->rows[workers_].add(edge, 0, ++morsel_->steps, frame_.time, 0, row);
    } else {
      parcel_->rows.add(edge, op_, step_, frame_.time, frame_.born, row);
      if (parcel_->rows.bytes() > kFullParcel) [[unlikely]]
        next_parcel();
    }
  }

  // Front: a watermark has risen.
  void note_rise(uint32_t clock, int64_t watermark) {
    morsel_->rises.push_back({++morsel_->steps, clock, watermark});
  }

  // Keyed: what follows happens in this step of a morsel.
  void at(uint64_t morsel, uint32_t step) {
    step_ = step;
    op_ = 0;
    frame_.position = morsel << 24 | (step < kMostSteps ? step : kMostSteps);
  }
  // And that operator of several does it that emit in one step, in the order in which they do.
  void from(uint32_t op) { op_ = op; }
  // True if a step of the end is to be done now; it is then taken for done.
  bool is_due(uint32_t step, uint32_t until) {
    if (step <= ended_ || step >= until) return false;
    ended_ = step;
    return true;
  }

  // The same after the last morsel. Of what happens in a step an operator's `finish` is the last.
  void at_end(uint32_t step, bool finishes = false) {
    at(kEndMorsel, step);
    if (finishes) from(Entry::kAtEnd);
  }

  Frame frame_;

 private:
  friend class Crew;

  enum class Role : uint8_t { kWhole, kFront, kKeyed, kTail };

  static constexpr size_t kFullParcel = 256 << 10;
  static constexpr uint64_t kEndMorsel = UINT32_MAX;
  static constexpr uint32_t kMostSteps = (1 << 24) - 1;  // that are told apart in a morsel

  void failed(uint32_t op, const Failure& failure, std::string_view record,
              std::string_view origin) final;
  void next_parcel();

  Role role_ = Role::kWhole;
  uint32_t step_ = 0;
  uint32_t op_ = 0;
  uint32_t ended_ = 0;  // the step of the end that was done last
  size_t workers_ = 0;
  Morsel* morsel_ = nullptr;         // a front's
  Parcel* parcel_ = nullptr;         // a keyed copy's
  const uint8_t* owners_ = nullptr;  // which worker has a key group
  Crew* crew_ = nullptr;
  size_t seat_ = 0;
};

// How a keyed copy takes the rows of a morsel: `Stage` has `at`, `reach`, `receive`.
template <class Stage, class At>
void take_rows(Stage& stage, Frame& frame, const Morsel& morsel, const Batch& rows, At&& at) {
  const Rise* rise = morsel.rises.data();
  const Rise* const last = rise + morsel.rises.size();
  auto rise_to = [&](uint32_t step) {
    for (; rise != last && rise->step < step; ++rise) {
      at(rise->step);
      frame.time = kStartOfTime;
      stage.reach(rise->clock, rise->watermark);
    }
  };
  for (const Entry* entry = rows.begin(); entry != rows.end(); entry = entry->next()) {
    rise_to(entry->step);
    at(entry->step);
    frame.time = entry->time;
    stage.receive(*entry);
  }
  rise_to(UINT32_MAX);
  frame.time = kStartOfTime;
}

// Makes a copy of a stage of the same parameters.
using MakeCopy = Lane* (*)(const void* params, Runtime& runtime);

// Runs a stage that is open, on as many threads as it is worth: this one and those that it starts. Throws what the first
// of them throws.
void run_stage(Lane& stage, bool has_keys, const void* params, Runtime& runtime, MakeCopy make);

template <class Stage, class Params>
void run_stage(Stage& stage, const Params& params, Runtime& runtime) {
  run_stage(stage, Stage::kHasKeys, &params, runtime, [](const void* p, Runtime& r) -> Lane* {
    return new Stage(*static_cast<const Params*>(p), r);
  });
}

}  // namespace sage
