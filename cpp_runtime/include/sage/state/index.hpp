// From the hash of a key to the number of its entry: open addressing, which reads no key to grow.
//
// Eight places make a bucket, which is one line of cache and is compared at once: 32 bits of the hash and the number of
// each. A bucket that is full goes on in the next; as at most 5/8 of the places are used, few are. A large index grows
// bit by bit: while there are two areas, every added number moves some buckets from the old one to the new, and no
// record waits for all of them. Not thread-safe.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

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
      const Bucket& bucket = area.buckets[at];
      for (uint32_t same = bucket.places_of(tag_of(hash)); same != 0; same &= same - 1) {
        const uint32_t number = bucket.numbers[std::countr_zero(same)];
        if (is(number)) [[likely]]
          return number;
      }
      if (!bucket.is_full()) [[likely]]
        return 0;
    }
  }

  // For one more, so that the next `add` does not throw.
  void make_room() {
    if (count_ >= room_) [[unlikely]]
      grow();
  }

  // REQUIRES: the number is not 0 and not there.
  void add(uint32_t hash, uint32_t number) {
    make_room();
    if (old_.buckets != nullptr) [[unlikely]]
      move_some();
    ++count_;
    place(area_of(hash), tag_of(hash), number);
  }

  // REQUIRES: the number is there.
  void remove(uint32_t hash, uint32_t number);
  void renumber(uint32_t hash, uint32_t number, uint32_t to);

  // Where the search for a key will begin, brought near.
  void prefetch(uint32_t hash) const {
    const Area& area = area_of(hash);
    __builtin_prefetch(area.buckets + area.home(hash));
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
  static constexpr uint32_t kPlaces = 8;

  struct alignas(64) Bucket {
    uint32_t tags[kPlaces];  // 0 where nothing is
    uint32_t numbers[kPlaces];

    // A bit for each place with this tag.
    uint32_t places_of(uint32_t tag) const {
#if defined(__AVX2__)
      using Lanes [[gnu::vector_size(32)]] = uint32_t;
      using Floats [[gnu::vector_size(32)]] = float;
      Lanes lanes;
      std::memcpy(&lanes, tags, sizeof lanes);
      return static_cast<uint32_t>(__builtin_ia32_movmskps256(std::bit_cast<Floats>(lanes == tag)));
#else
      uint32_t places = 0;
      for (uint32_t i = 0; i < kPlaces; ++i) places |= uint32_t{tags[i] == tag} << i;
      return places;
#endif
    }

    bool is_full() const { return places_of(0) == 0; }
  };

  struct Area {
    Bucket* buckets = nullptr;
    size_t mask = 0;
    uint32_t shift = 32;  // without the bits of the size

    // The upper bits of the hash: keys keep their order when there are twice as many buckets.
    size_t home(uint32_t hash) const { return static_cast<uint64_t>(hash) >> shift; }
    size_t size() const { return mask + 1; }
    size_t room() const { return size() * (kPlaces * 5 / 8); }
  };

  // What stands for a hash in its bucket, from which it is also led to another: all but one bit.
  static uint32_t tag_of(uint32_t hash) { return hash | 1; }

  const Area& area_of(uint32_t hash) const {
    if (old_.buckets == nullptr) [[likely]]
      return area_;
    return is_moved(hash) ? area_ : old_;
  }

  bool is_moved(uint32_t hash) const { return ((old_.home(hash) - start_) & old_.mask) < moved_; }

  static void place(const Area& area, uint32_t tag, uint32_t number) {
    size_t at = area.home(tag);
    while (area.buckets[at].is_full()) at = (at + 1) & area.mask;
    Bucket& bucket = area.buckets[at];
    const int free = std::countr_zero(bucket.places_of(0));
    bucket.tags[free] = tag;
    bucket.numbers[free] = number;
  }

  static Area area_for(uint32_t bits);
  static void release(Area& area);
  uint32_t* find_place(uint32_t hash, uint32_t number) const;
  void swap(Index& other) noexcept;
  [[gnu::cold, gnu::noinline]] void grow();
  [[gnu::noinline]] void move_some();
  void resize(uint32_t bits);
  void move(size_t least);

  static Bucket nothing_;  // the bucket of an index without room

  Area area_{&nothing_};
  Area old_;          // what is being moved to area_
  size_t start_ = 0;  // the bucket at which moving began, behind one that was not full
  size_t moved_ =
      0;  // buckets from there on; the last was not full, so what began in them has moved
  size_t count_ = 0;
  size_t room_ = 0;
};

}  // namespace sage
