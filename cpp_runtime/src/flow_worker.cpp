#include "sage/flow/worker.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "sage/base/budget.hpp"
#include "sage/flow/bell.hpp"
#include "sage/flow/ring.hpp"
#include "signals.hpp"

namespace sage {
namespace {

constexpr size_t kMorsels = 4;  // that a thread may have read and others not yet taken
constexpr size_t kParcels = 4;
constexpr size_t kFullArena = 1 << 20;

// What the crew throws in a thread when another has failed.
struct Abandoned {};

// The copies of a stage: a front for each worker, and a keyed copy if something works by key.
struct Copies {
  Lane& tail;
  std::vector<std::unique_ptr<Lane>> fronts;
  std::vector<std::unique_ptr<Lane>> keyed;
};

// A place in what a keyed copy, or a front, has sent to the tail of the present morsel.
struct Cursor {
  const Entry* at = nullptr;
  const Entry* end = nullptr;
  Parcel* parcel = nullptr;
  bool is_last = true;

  bool is_empty() const { return at == end; }
};

bool is_before(const Entry& a, const Entry& b) {
  if (a.step != b.step) return a.step < b.step;
  if (a.op() != b.op()) return a.op() < b.op();
  if (a.time != b.time && a.op() != Entry::kAtEnd) return a.time < b.time;
  return a.born < b.born;
}

}  // namespace

// The threads of a stage.
class Crew {
 public:
  Crew(const Copies& copies, Runtime& runtime);

  void run();

  // Hands a full parcel to the tail, and waits for an empty one.
  void change_parcel(Lane& keyed);

 private:
  // What belongs to one thread.
  struct Seat {
    explicit Seat(size_t consumers);

    Lane* front = nullptr;
    Lane* keyed = nullptr;
    Bell bell;
    std::array<Morsel, kMorsels> morsels;
    std::vector<std::unique_ptr<Ring>> rings;  // morsels to each consumer
    std::array<Parcel, kParcels> parcels;
    Ring parcels_ring{2 * kParcels};
    uint64_t taken = 0;  // morsels
    bool has_read_all = false;
    bool has_taken_all = false;
  };

  // What is found when the morsel of a number is looked for.
  struct Found {
    Morsel* morsel = nullptr;
    Seat* from = nullptr;
    bool is_end = false;  // there is none, nor will be
  };

  void work(size_t index);
  bool read_one(Seat& seat);
  bool take_one(size_t index);
  bool join_some();
  bool begin_joining();
  bool fill(size_t worker);
  Cursor* least();
  void give(const Entry& entry);
  void rise_to(uint32_t step);
  void end_joining();

  Found find(size_t consumer, uint64_t number);
  void release(Morsel& morsel, Seat& from);
  Parcel* empty_parcel(Seat& seat);
  void send_parcel(Seat& seat, bool is_last);
  void fail();
  void ring_all();

  size_t tail_consumer() const { return copies_.keyed.size(); }

  const Copies& copies_;
  Runtime& runtime_;
  Lane& tail_;
  std::array<uint8_t, kKeyGroups> owners_{};
  std::vector<std::unique_ptr<Seat>> seats_;
  std::atomic<bool> is_wanted_{true};
  std::atomic<bool> has_failed_{false};
  std::mutex failing_;
  std::exception_ptr failure_;

  // Of the tail.
  uint64_t joined_ = 0;  // morsels
  bool is_joining_ = false;
  bool has_joined_all_ = false;
  Found current_;
  std::vector<Cursor> cursors_;  // of each keyed copy, then of the front
  const Rise* rise_ = nullptr;
  const Rise* last_rise_ = nullptr;
};

Crew::Seat::Seat(size_t consumers) {
  for (Morsel& morsel : morsels) morsel.rows = std::make_unique<Batch[]>(consumers);
  for (size_t i = 0; i < consumers; ++i) rings.push_back(std::make_unique<Ring>(2 * kMorsels));
}

Crew::Crew(const Copies& copies, Runtime& runtime)
    : copies_(copies), runtime_(runtime), tail_(copies.tail), cursors_(copies.keyed.size() + 1) {
  const auto workers = static_cast<uint32_t>(copies.keyed.size());
  for (uint32_t i = 0; i < workers; ++i) {
    const KeyGroupRange range = key_group_range(i, workers);
    for (uint32_t group = range.first; group <= range.last; ++group)
      owners_[group] = static_cast<uint8_t>(i);
  }
  auto enter = [&](Lane& lane, Lane::Role role, size_t seat) {
    lane.role_ = role;
    lane.workers_ = workers;
    lane.owners_ = owners_.data();
    lane.crew_ = this;
    lane.seat_ = seat;
    if (role != Lane::Role::kTail) lane.frame_.relay = &lane;
    return &lane;
  };
  enter(tail_, Lane::Role::kTail, 0);
  is_wanted_ = tail_.wanted();
  for (size_t i = 0; i < copies.fronts.size(); ++i) {
    seats_.push_back(std::make_unique<Seat>(workers + 1));
    seats_[i]->front = enter(*copies.fronts[i], Lane::Role::kFront, i);
    if (workers > 0) seats_[i]->keyed = enter(*copies.keyed[i], Lane::Role::kKeyed, i);
  }
}

void Crew::run() {
  std::vector<std::thread> threads;
  for (size_t i = 1; i < seats_.size(); ++i) {
    threads.emplace_back([this, i] {
      signals::block_here();
      const memory::Bounded bounded;
      work(i);
    });
  }
  work(0);
  for (std::thread& thread : threads) thread.join();
  if (failure_) std::rethrow_exception(failure_);
}

void Crew::work(size_t index) {
  const memory::Bounded bounded;
  Seat& seat = *seats_[index];
  try {
    while (!has_failed_.load(std::memory_order_acquire)) {
      const uint32_t heard = seat.bell.rung();
      bool did = index == 0 && join_some();
      did = take_one(index) || did;
      if (!did) did = read_one(seat);
      if (did) continue;
      if (seat.has_read_all && (seat.has_taken_all || seat.keyed == nullptr) &&
          (index != 0 || has_joined_all_))
        return;
      seat.bell.wait(heard);
    }
  } catch (const Abandoned&) {
  } catch (...) {
    fail();
  }
}

// The first failure ends all.
void Crew::fail() {
  {
    const std::lock_guard lock(failing_);
    if (!failure_) failure_ = std::current_exception();
  }
  has_failed_.store(true, std::memory_order_release);
  ring_all();
}

void Crew::ring_all() {
  for (const auto& seat : seats_) seat->bell.ring();
}

// ------------------------------------------------------------ fronts

bool Crew::read_one(Seat& seat) {
  if (seat.has_read_all) return false;
  // The first that is free: it has been used of late, so its memory is near.
  auto* const found = std::find_if(seat.morsels.begin(), seat.morsels.end(), [](const Morsel& m) {
    return m.readers.load(std::memory_order_acquire) == 0;
  });
  if (found == seat.morsels.end()) return false;
  Morsel& morsel = *found;
  morsel.steps = 0;
  morsel.rises.clear();
  for (size_t i = 0; i <= tail_consumer(); ++i) morsel.rows[i].clear();
  seat.front->morsel_ = &morsel;
  const bool wanted = is_wanted_.load(std::memory_order_relaxed) && !runtime_.stopping();
  Message message{Message::Kind::kEnd, 0, nullptr};
  if (wanted && seat.front->pull(morsel.number)) {
    message = {Message::Kind::kBatch, morsel.number, &morsel};
    morsel.readers.store(static_cast<uint32_t>(tail_consumer() + 1), std::memory_order_relaxed);
  } else {
    seat.has_read_all = true;
  }
  seat.front->flush();
  for (const auto& ring : seat.rings) ring->push(message);  // has room for all morsels and the end
  ring_all();
  return true;
}

Crew::Found Crew::find(size_t consumer, uint64_t number) {
  bool is_end = true;
  for (const auto& seat : seats_) {
    const Message* message = seat->rings[consumer]->front();
    if (message != nullptr && message->kind == Message::Kind::kEnd) continue;
    is_end = false;
    if (message == nullptr || message->number != number) continue;
    auto* morsel = static_cast<Morsel*>(message->content);
    seat->rings[consumer]->pop();
    return {morsel, seat.get(), false};
  }
  return {nullptr, nullptr, is_end};
}

void Crew::release(Morsel& morsel, Seat& from) {
  if (morsel.readers.fetch_sub(1, std::memory_order_acq_rel) == 1) from.bell.ring();
}

// ------------------------------------------------------------ keyed copies

bool Crew::take_one(size_t index) {
  Seat& seat = *seats_[index];
  if (seat.keyed == nullptr || seat.has_taken_all) return false;
  Parcel* parcel = empty_parcel(seat);
  if (parcel == nullptr) return false;
  const Found found = find(index, seat.taken);
  if (found.morsel == nullptr && !found.is_end) return false;
  seat.keyed->parcel_ = parcel;
  if (found.morsel != nullptr) {
    ++seat.taken;
    seat.keyed->take(*found.morsel, found.morsel->rows[index]);
    release(*found.morsel, *found.from);
  } else {
    seat.has_taken_all = true;
    seat.keyed->end(Lane::kAll);
  }
  seat.keyed->flush();
  send_parcel(seat, true);
  return true;
}

Parcel* Crew::empty_parcel(Seat& seat) {
  for (Parcel& parcel : seat.parcels) {
    if (!parcel.is_free.load(std::memory_order_acquire)) continue;
    parcel.rows.clear();
    return &parcel;
  }
  return nullptr;
}

void Crew::send_parcel(Seat& seat, bool is_last) {
  Parcel& parcel = *seat.keyed->parcel_;
  parcel.is_last = is_last;
  parcel.is_free.store(false, std::memory_order_relaxed);
  seat.parcels_ring.push({Message::Kind::kBatch, 0, &parcel});  // has room for all parcels
  seats_[0]->bell.ring();
}

void Crew::change_parcel(Lane& keyed) {
  Seat& seat = *seats_[keyed.seat_];
  send_parcel(seat, false);
  while (true) {
    const uint32_t heard = seat.bell.rung();
    if (has_failed_.load(std::memory_order_acquire)) throw Abandoned{};
    if (Parcel* parcel = empty_parcel(seat)) {
      keyed.parcel_ = parcel;
      return;
    }
    if (keyed.seat_ != 0 || !join_some()) seat.bell.wait(heard);
  }
}

// ------------------------------------------------------------ the tail

// Goes on with the present morsel as far as its rows have come. False if nothing could be done.
bool Crew::join_some() {
  if (has_joined_all_ || (!is_joining_ && !begin_joining())) return false;
  bool did = false;
  while (true) {
    for (size_t i = 0; i < copies_.keyed.size(); ++i) {
      if (!fill(i)) {
        if (did) tail_.flush();
        return did;
      }
    }
    did = true;
    Cursor* cursor = least();
    if (cursor == nullptr) break;
    const Entry* entry = cursor->at;
    cursor->at = entry->next();
    give(*entry);
  }
  end_joining();
  return true;
}

bool Crew::begin_joining() {
  current_ = find(tail_consumer(), joined_);
  if (current_.morsel == nullptr && !current_.is_end) return false;
  is_joining_ = true;
  for (Cursor& cursor : cursors_) cursor = {nullptr, nullptr, nullptr, false};
  cursors_.back().is_last = true;
  rise_ = last_rise_ = nullptr;
  if (current_.morsel == nullptr) return true;
  const Morsel& morsel = *current_.morsel;
  const Batch& rows = morsel.rows[tail_consumer()];
  cursors_.back() = {rows.begin(), rows.end(), nullptr, true};
  rise_ = morsel.rises.data();
  last_rise_ = rise_ + morsel.rises.size();
  return true;
}

// Sees to it that a keyed copy's next row is known, or that there is none in this morsel. False if neither is.
bool Crew::fill(size_t worker) {
  Cursor& cursor = cursors_[worker];
  Seat& seat = *seats_[worker];
  while (cursor.is_empty()) {
    if (cursor.parcel != nullptr) {
      cursor.parcel->is_free.store(true, std::memory_order_release);
      cursor.parcel = nullptr;
      seat.bell.ring();
    }
    if (cursor.is_last) return true;
    const Message* message = seat.parcels_ring.front();
    if (message == nullptr) return false;
    auto* parcel = static_cast<Parcel*>(message->content);
    seat.parcels_ring.pop();
    cursor = {parcel->rows.begin(), parcel->rows.end(), parcel, parcel->is_last};
  }
  return true;
}

Cursor* Crew::least() {
  Cursor* result = nullptr;
  for (Cursor& cursor : cursors_) {
    if (cursor.is_empty()) continue;
    if (result == nullptr || is_before(*cursor.at, *result->at)) result = &cursor;
  }
  return result;
}

void Crew::give(const Entry& entry) {
  rise_to(entry.step);
  if (!is_wanted_.load(std::memory_order_relaxed)) return;
  Frame& frame = tail_.frame_;
  if (frame.arena.used() > kFullArena) frame.arena.reset();
  if (current_.morsel ==
      nullptr) {  // what other operators do at the end before the one that made the row
    frame.time = kStartOfTime;
    tail_.end(entry.step);
  }
  frame.time = entry.time;
  if (entry.edge() == kFailedEdge) [[unlikely]] {
    tail_.receive_failed(entry.row<FailedRow>());
  } else {
    tail_.receive(entry);
  }
  if (!tail_.wanted()) {
    is_wanted_.store(false, std::memory_order_relaxed);
    ring_all();
  }
}

void Crew::rise_to(uint32_t step) {
  for (; rise_ != last_rise_ && rise_->step < step; ++rise_) {
    tail_.frame_.time = kStartOfTime;
    if (is_wanted_.load(std::memory_order_relaxed)) tail_.reach(rise_->clock, rise_->watermark);
  }
}

void Crew::end_joining() {
  is_joining_ = false;
  rise_to(UINT32_MAX);
  tail_.frame_.time = kStartOfTime;
  if (current_.morsel != nullptr) {
    ++joined_;
    release(*current_.morsel, *current_.from);
    return tail_.flush();
  }
  has_joined_all_ = true;
  tail_.end(Lane::kAll);
}

// ------------------------------------------------------------ what lanes and stages call

void Lane::failed(uint32_t op, const Failure& failure, std::string_view record,
                  std::string_view origin) {
  to_tail(kFailedEdge, FailedRow{op, static_cast<uint32_t>(failure.code), failure.site,
                                 failure.reason, record, origin});
}

void Lane::next_parcel() { crew_->change_parcel(*this); }

void run_stage(Lane& stage, bool has_keys, const void* params, Runtime& runtime, MakeCopy make) {
  const size_t workers = runtime.workers_for(stage.work());
  if (workers < 2) return stage.run();
  Copies copies{stage, {}, {}};
  for (size_t i = 0; i < workers; ++i) {
    copies.fronts.emplace_back(make(params, runtime));
    copies.fronts.back()->follow(stage);
    if (has_keys) copies.keyed.emplace_back(make(params, runtime));
  }
  Crew(copies, runtime).run();
}

Batch::~Batch() { ::operator delete(begin_); }

void Batch::grow(size_t more) {
  const auto used = static_cast<size_t>(end_ - begin_);
  size_t capacity = static_cast<size_t>(limit_ - begin_);
  capacity = capacity == 0 ? size_t{4} << 10 : capacity * 2;
  while (capacity < used + more) capacity *= 2;
  char* larger = static_cast<char*>(::operator new(capacity));
  if (used > 0) std::memcpy(larger, begin_, used);
  ::operator delete(begin_);
  begin_ = larger;
  end_ = larger + used;
  limit_ = larger + capacity;
}

}  // namespace sage
