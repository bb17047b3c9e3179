#include "sage/state/index.hpp"

#include <bit>
#include <cstring>
#include <stdexcept>
#include <utility>

#include "sage/base/memory.hpp"

namespace sage {
namespace {

constexpr uint32_t kFirstBits = 3;
constexpr uint32_t kMostBits = 32;
constexpr size_t kAtOnce =
    1 << 13;  // an area of so many slots is moved at once, which takes some microseconds
constexpr size_t kMovedBySlots = 64;  // with each number that is added
constexpr size_t kSparse = 32;  // an index of which less than this part is used is made smaller

// So that half of the slots are enough.
uint32_t bits_for(size_t count) {
  const auto bits = static_cast<uint32_t>(std::bit_width(2 * count - 1));
  return bits < kFirstBits ? kFirstBits : bits;
}

}  // namespace

Index::Slot Index::nothing_[1];

Index::~Index() {
  release(area_);
  release(old_);
}

void Index::swap(Index& other) noexcept {
  std::swap(area_, other.area_);
  std::swap(old_, other.old_);
  std::swap(start_, other.start_);
  std::swap(moved_, other.moved_);
  std::swap(count_, other.count_);
  std::swap(room_, other.room_);
}

Index::Area Index::area_for(uint32_t bits) {
  if (bits > kMostBits) throw std::length_error("a table holds at most 2^31 keys");
  const size_t size = size_t{1} << bits;
  return {static_cast<Slot*>(memory::zeroed(size * sizeof(Slot))), size - 1, 32 - bits};
}

void Index::release(Area& area) {
  if (area.slots != kNone) memory::release(area.slots, area.size() * sizeof(Slot));
  area = {};
}

size_t Index::bytes() const { return (area_.size() + old_.size()) * sizeof(Slot); }

Index::Slot* Index::slot_of(uint32_t hash, uint32_t number) {
  Area& area = area_of(hash);
  size_t at = area.home(hash);
  while (area.slots[at].number != number) at = (at + 1) & area.mask;
  return &area.slots[at];
}

void Index::renumber(uint32_t hash, uint32_t number, uint32_t to) {
  slot_of(hash, number)->number = to;
}

// Closes the gap, so that no search ends early: a later slot that began at or before the gap moves into it.
void Index::remove(uint32_t hash, uint32_t number) {
  if (old_.slots != kNone) move(kMovedBySlots);
  const Area& area = area_of(hash);
  auto gap = static_cast<size_t>(slot_of(hash, number) - area.slots);
  for (size_t at = (gap + 1) & area.mask; area.slots[at].number != 0; at = (at + 1) & area.mask) {
    const size_t from_home = (at - area.home(area.slots[at].hash)) & area.mask;
    if (from_home < ((at - gap) & area.mask)) continue;
    area.slots[gap] = area.slots[at];
    gap = at;
  }
  area.slots[gap] = {};
  --count_;
}

void Index::grow() { resize(area_.slots == kNone ? kFirstBits : 32 - area_.shift + 1); }

// Goes over to another area, at once or bit by bit.
void Index::resize(uint32_t bits) {
  settle();
  Area made = area_for(bits);
  old_ = std::exchange(area_, made);
  room_ = area_.size() / 2;
  moved_ = start_ = 0;
  if (old_.slots == kNone) return;
  while (old_.slots[start_].number != 0) ++start_;
  start_ = (start_ + 1) & old_.mask;
  if (old_.size() <= kAtOnce) move(old_.size());
}

void Index::move_some() { move(kMovedBySlots); }

// Moves so many slots, and then on to an empty one.
void Index::move(size_t least) {
  const size_t until = moved_ + least;
  bool at_border = false;
  while ((moved_ < until && moved_ < old_.size()) || !at_border) {
    Slot& slot = old_.slots[(start_ + moved_++) & old_.mask];
    at_border = slot.number == 0;
    if (at_border) continue;
    place(area_, slot);
    slot = {};
  }
  if (moved_ >= old_.size()) release(old_);
}

void Index::reserve(size_t count) {
  if (count <= room_) return;
  resize(bits_for(count));
  settle();
}

void Index::settle() {
  if (old_.slots != kNone) move(old_.size());
}

void Index::fit() {
  if (count_ * kSparse >= room_ || room_ <= kAtOnce) return;
  resize(bits_for(count_ * 2 + 1));
}

void Index::clear() {
  if (count_ == 0) return;
  release(old_);
  const size_t size = area_.size();
  if (count_ * kSparse < room_ && size > kAtOnce) {
    const uint32_t bits = 32 - area_.shift - 1;
    release(area_);
    area_ = area_for(bits);
    room_ = area_.size() / 2;
  } else {
    std::memset(static_cast<void*>(area_.slots), 0, size * sizeof(Slot));
  }
  count_ = 0;
}

}  // namespace sage
