// From the hash of a key to the number of its entry: open addressing, which reads no key to grow.
//
// A slot holds 32 bits of the hash and the number; at most half of the slots are used, so that a key is mostly found at
// its first slot. A large index grows bit by bit: while there are two areas, every added number moves some slots from
// the old one to the new, and no record waits for all of them. Not thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>

namespace sage {

class Index {
 public:
  Index() = default;
  Index(Index&& other) noexcept { swap(other); }
  Index& operator=(Index&& other) noexcept {
    swap(other);
    return *this;
  }
  ~Index();

  // The number, from 1, of the entry that `is(number)` says is the one; 0 if there is none.
  template <class Is>
  uint32_t find(uint32_t hash, Is&& is) const {
    const Area& area = area_of(hash);
    for (size_t at = area.home(hash);; at = (at + 1) & area.mask) {
      const Slot slot = area.slots[at];
      if (slot.number == 0) return 0;
      if (slot.hash == hash && is(slot.number)) [[likely]]
        return slot.number;
    }
  }

  // REQUIRES: the number is not 0 and not there.
  void add(uint32_t hash, uint32_t number) {
    if (count_ >= room_) [[unlikely]]
      grow();
    if (old_.slots != kNone) [[unlikely]]
      move_some();
    ++count_;
    place(area_of(hash), {hash, number});
  }

  // REQUIRES: the number is there.
  void remove(uint32_t hash, uint32_t number);
  void renumber(uint32_t hash, uint32_t number, uint32_t to);

  // Where the search for a key will begin, brought near.
  void prefetch(uint32_t hash) const {
    const Area& area = area_of(hash);
    __builtin_prefetch(area.slots + area.home(hash), 1);
  }

  void reserve(size_t count);

  // Forgets all; keeps the room, or half of it if that is far more than was used.
  void clear();

  // Gives back room of which very little is used.
  void fit();

  // Goes on to the end with what is done bit by bit.
  void settle();

  size_t bytes() const;

 private:
  struct Slot {
    uint32_t hash = 0;
    uint32_t number = 0;  // 0 is an empty slot
  };

  struct Area {
    Slot* slots = kNone;
    uint64_t mask = 0;
    uint32_t shift = 32;  // without the bits of the size

    // The upper bits of the hash: keys keep their order when there are twice as many slots.
    size_t home(uint32_t hash) const { return static_cast<uint64_t>(hash) >> shift; }
    size_t size() const { return slots == kNone ? 0 : mask + 1; }
  };

  const Area& area_of(uint32_t hash) const {
    if (old_.slots == kNone) [[likely]]
      return area_;
    return is_moved(hash) ? area_ : old_;
  }
  Area& area_of(uint32_t hash) {
    return const_cast<Area&>(static_cast<const Index*>(this)->area_of(hash));
  }

  bool is_moved(uint32_t hash) const { return ((old_.home(hash) - start_) & old_.mask) < moved_; }

  static void place(Area& area, Slot slot) {
    size_t at = area.home(slot.hash);
    while (area.slots[at].number != 0) at = (at + 1) & area.mask;
    area.slots[at] = slot;
  }

  static Area area_for(uint32_t bits);
  static void release(Area& area);
  Slot* slot_of(uint32_t hash, uint32_t number);
  void swap(Index& other) noexcept;
  [[gnu::cold, gnu::noinline]] void grow();
  [[gnu::noinline]] void move_some();
  void resize(uint32_t bits);
  void move(size_t least);

  static Slot nothing_[1];  // what an index without room looks into
  static constexpr Slot* kNone = nothing_;

  Area area_;
  Area old_;          // what is being moved to area_
  size_t start_ = 0;  // the slot at which moving began, behind an empty one
  size_t moved_ =
      0;  // slots from there on; the last of them was empty, so what began in them has moved
  size_t count_ = 0;
  size_t room_ = 0;
};

}  // namespace sage
