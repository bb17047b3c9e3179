#include "sage/state/index.hpp"

#include <stdexcept>
#include <utility>

#include "sage/base/memory.hpp"

namespace sage {
namespace {

constexpr uint32_t kMostBits = 29;  // of buckets
constexpr size_t kAtOnce =
    1 << 10;                    // so many buckets are moved at once, which takes some microseconds
constexpr size_t kMoved = 8;    // buckets with each number that is added
constexpr size_t kSparse = 32;  // an index of which less than this part is used is made smaller

}  // namespace

Index::Bucket Index::nothing_{};

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
  return {static_cast<Bucket*>(memory::zeroed(size * sizeof(Bucket))), size - 1, 32 - bits};
}

void Index::release(Area& area) {
  if (area.buckets != &nothing_) memory::release(area.buckets, area.size() * sizeof(Bucket));
  area = {};
}

size_t Index::bytes() const {
  if (area_.buckets == &nothing_) return 0;
  return (area_.size() + (old_.buckets == nullptr ? 0 : old_.size())) * sizeof(Bucket);
}

// Where the number stands.
uint32_t* Index::find_place(uint32_t hash, uint32_t number) const {
  const Area& area = area_of(hash);
  for (size_t at = area.home(hash);; at = (at + 1) & area.mask) {
    Bucket& bucket = area.buckets[at];
    for (uint32_t same = bucket.places_of(tag_of(hash)); same != 0; same &= same - 1) {
      uint32_t* place = bucket.numbers + first_of(same);
      if (*place == number) return place;
    }
  }
}

void Index::renumber(uint32_t hash, uint32_t number, uint32_t to) {
  *find_place(hash, number) = to;
}

// Fills the gap if searches led past it, so that none ends early: with what began at or before its bucket and stands in
// a later one.
void Index::remove(uint32_t hash, uint32_t number) {
  if (old_.buckets != nullptr) move(kMoved);
  const Area& area = area_of(hash);
  const auto offset = static_cast<size_t>(find_place(hash, number) - area.buckets->numbers);
  constexpr size_t kWords = sizeof(Bucket) / sizeof(uint32_t);
  size_t gap = offset / kWords;
  uint32_t place = offset % kWords;
  --count_;
  bool was_full = area.buckets[gap].is_full();
  for (size_t at = (gap + 1) & area.mask; was_full && at != gap; at = (at + 1) & area.mask) {
    Bucket& later = area.buckets[at];
    was_full = later.is_full();
    for (uint32_t i = 0; i < kPlaces; ++i) {
      if (!later.has(i)) continue;
      const size_t from_home = (at - area.home(later.hash(i))) & area.mask;
      if (from_home < ((at - gap) & area.mask)) continue;
      area.buckets[gap].put(place, later.hash(i), later.numbers[i]);
      gap = at;
      place = i;
      break;
    }
  }
  area.buckets[gap].tags[place] = 0;
}

void Index::grow() { resize(room_ == 0 ? 0 : 32 - area_.shift + 1); }

// Goes over to another area, at once or bit by bit.
void Index::resize(uint32_t bits) {
  settle();
  Area made = area_for(bits);
  if (room_ != 0) old_ = area_;
  area_ = made;
  room_ = area_.room();
  moved_ = start_ = 0;
  if (old_.buckets == nullptr) return;
  while (old_.buckets[start_].is_full()) ++start_;
  start_ = (start_ + 1) & old_.mask;
  if (old_.size() <= kAtOnce) settle();
}

void Index::move_some() { move(kMoved); }

void Index::settle() {
  if (old_.buckets != nullptr) move(old_.size());
}

// Moves so many buckets, and then on to one that was not full.
void Index::move(size_t least) {
  const size_t until = moved_ + least;
  bool at_border = false;
  while ((moved_ < until && moved_ < old_.size()) || !at_border) {
    Bucket& bucket = old_.buckets[(start_ + moved_++) & old_.mask];
    at_border = !bucket.is_full();
    for (uint32_t i = 0; i < kPlaces; ++i) {
      if (bucket.has(i)) place(area_, bucket.hash(i), bucket.numbers[i]);
    }
    bucket = {};
  }
  if (moved_ >= old_.size()) release(old_);
}

void Index::reserve(size_t count) {
  if (count <= room_) return;
  uint32_t bits = 0;
  while ((size_t{kPlaces} * 5 / 8 << bits) < count) ++bits;
  resize(bits);
  settle();
}

void Index::fit() {
  if (count_ * kSparse >= room_ || area_.size() <= kAtOnce) return;
  uint32_t bits = 32 - area_.shift;
  while (bits > 0 && area_.room() >> (32 - area_.shift - bits) >= 4 * count_ + 1) --bits;
  resize(bits + 1);
}

void Index::clear() {
  if (count_ == 0) return;
  release(old_);
  if (count_ * kSparse < room_ && area_.size() > kAtOnce) {
    const Area smaller = area_for(32 - area_.shift - 1);
    release(area_);
    area_ = smaller;
    room_ = area_.room();
  } else {
    std::memset(static_cast<void*>(area_.buckets), 0, area_.size() * sizeof(Bucket));
  }
  count_ = 0;
}

}  // namespace sage
