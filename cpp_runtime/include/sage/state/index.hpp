// From the hash of a key to the number of its entry: open addressing, which reads no key to grow.
//
// Eight places make a bucket, which is one line of cache: 32 bits of the hash, of which half are compared at once with
// those of all places, and the number of each. A bucket that is full goes on in the next; as at most 5/8 of the places are used, few are. A large index grows
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
        const uint32_t number = bucket.numbers[first_of(same)];
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
    place(area_of(hash), hash, number);
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
    uint16_t tags[kPlaces];   // the lower half of each hash, 0 where nothing is
    uint16_t rests[kPlaces];  // and the upper
    uint32_t numbers[kPlaces];

    // Bit 2 * i for each place i with this tag.
    uint32_t places_of(uint16_t tag) const {
#if defined(__SSE2__)
      using Lanes [[gnu::vector_size(16)]] = uint16_t;
      using Bytes [[gnu::vector_size(16)]] = char;
      Lanes lanes;
      std::memcpy(&lanes, tags, sizeof lanes);
      const auto same = std::bit_cast<Bytes>(lanes == tag);
      return static_cast<uint32_t>(__builtin_ia32_pmovmskb128(same)) & 0x5555;
#else
      uint32_t places = 0;
      for (uint32_t i = 0; i < kPlaces; ++i) places |= uint32_t{tags[i] == tag} << 2 * i;
      return places;
#endif
    }

    bool is_full() const { return places_of(0) == 0; }
    bool has(uint32_t place) const { return tags[place] != 0; }
    uint32_t hash(uint32_t place) const { return uint32_t{rests[place]} << 16 | tags[place]; }

    void put(uint32_t place, uint32_t hash, uint32_t number) {
      tags[place] = tag_of(hash);
      rests[place] = static_cast<uint16_t>(hash >> 16);
      numbers[place] = number;
    }
  };

  static uint32_t first_of(uint32_t places) {
    return static_cast<uint32_t>(std::countr_zero(places)) / 2;
  }

  struct Area {
    Bucket* buckets = nullptr;
    size_t mask = 0;
    uint32_t shift = 32;  // without the bits of the size

    // The upper bits of the hash: keys keep their order when there are twice as many buckets.
    size_t home(uint32_t hash) const { return static_cast<uint64_t>(hash) >> shift; }
    size_t size() const { return mask + 1; }
    size_t room() const { return size() * (kPlaces * 5 / 8); }
  };

  // What is compared of a hash in its bucket. One bit is always set, which no bucket goes by.
  static uint16_t tag_of(uint32_t hash) { return static_cast<uint16_t>(hash | 1); }

  const Area& area_of(uint32_t hash) const {
    if (old_.buckets == nullptr) [[likely]]
      return area_;
    return is_moved(hash) ? area_ : old_;
  }

  bool is_moved(uint32_t hash) const { return ((old_.home(hash) - start_) & old_.mask) < moved_; }

  static void place(const Area& area, uint32_t hash, uint32_t number) {
    size_t at = area.home(hash);
    while (area.buckets[at].is_full()) at = (at + 1) & area.mask;
    Bucket& bucket = area.buckets[at];
    bucket.put(first_of(bucket.places_of(0)), hash, number);
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
