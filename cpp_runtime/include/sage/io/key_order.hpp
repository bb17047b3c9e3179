// The order in which the objects of a file have their keys, learned from its lines: what a reader of JSON lines expects,
// so that a key costs one comparison (io/json_scan.hpp).
//
// Lines may lack keys that the order has. A line with a key that is new adds it; one whose keys stand in another order,
// or between other blanks, makes the order anew. Used by one thread.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "sage/base/arena.hpp"
#include "sage/base/block.hpp"

namespace sage::io {

// What a type looks like as JSON, as far as its keys go.
struct JsonShape {
  struct Part {
    std::string_view name;
    bool required;            // a line must have it
    const JsonShape* inside;  // nullptr for a value without keys
  };

  bool is_list;  // of what its only part is
  const Part* parts;
  size_t count;
};

class KeyOrder {
 public:
  // A key with everything between the value before it and its own, such as `,"price":`; or what stands behind the last
  // value.
  struct Step {
    static constexpr size_t kLongest = Block::kSize;

    uint32_t size;
    uint32_t part;  // of the shape, or one of those below
    bool required;
    uint32_t cut;   // where its first cut is (io/json_index.hpp)
    uint32_t cuts;  // how many it has
    uint64_t mask;  // a bit for each byte of the text
    char text[kLongest];

    // REQUIRES: kLongest readable bytes.
    bool is_at(const char* at) const { return Block::same(at, text, mask); }
  };

  static constexpr uint32_t kUnused = UINT32_MAX;   // a key that the shape does not have
  static constexpr uint32_t kEnd = UINT32_MAX - 1;  // behind the last value

  // The order of what has this shape, or, in lists, of what is in them; nullptr for what has no keys.
  explicit KeyOrder(const JsonShape* shape);

  // Learns from a line, which is the JSON of an object of the shape, with its end.
  void learn(std::string_view line, Arena& arena);

  bool empty() const { return steps_.empty(); }
  const Step* first() const { return steps_.data(); }

  // The step behind `step`, or `step` itself, that is at a place where `step` is not; nullptr if there is none, or if a
  // line that goes on there lacks what it must have. REQUIRES: not empty.
  const Step* find(const char* at, const Step* step) const;

  // The orders of the objects inside, a part each.
  KeyOrder& inside(size_t part) { return inside_[part]; }

 private:
  class Learner;

  const JsonShape* shape_;
  std::vector<Step> steps_;
  std::vector<KeyOrder> inside_;
};

}  // namespace sage::io
