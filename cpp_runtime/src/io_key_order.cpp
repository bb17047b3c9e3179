#include "sage/io/key_order.hpp"

#include <algorithm>

#include "sage/base/json_text.hpp"
#include "sage/io/json_index.hpp"

namespace sage::io {
namespace {

const char* blanks(const char* at) {
  while (*at == ' ' || *at == '\t') ++at;
  return at;
}

bool is_rest_at(const KeyOrder::Step& step, const char* at) {
  return std::memcmp(at + 1, step.text + 1, step.size - 1) == 0;
}

}  // namespace

// Walks over one text. Each step answers the place behind what it has read, or nullptr for what cannot be learned.
class KeyOrder::Learner {
 public:
  Learner(const char* end, Arena& arena) : end_(end), arena_(arena) {}

  const char* value(const char* at, const JsonShape* shape, KeyOrder& order) {
    if (shape != nullptr && shape->is_list && *at == '[')
      return list(at, shape->parts->inside, order);
    if (shape != nullptr && !shape->is_list && *at == '{') object(at, order, false);
    return json::skip_value(at, end_, arena_);
  }

  // Makes the order that of an object. It stays as it was where this has keys that cannot be expected.
  void object(const char* at, KeyOrder& order, bool is_line) {
    std::vector<Step> steps = order.steps_;
    if (!steps.empty()) steps.pop_back();
    if (!walk(at, order, steps, is_line)) {
      steps.clear();
      if (!walk(at, order, steps, is_line)) return;
    }
    for (Step& step : steps) {
      if (step.part != kEnd) step.text[0] = &step == steps.data() ? '{' : ',';
    }
    order.steps_ = std::move(steps);
  }

 private:
  const char* list(const char* at, const JsonShape* shape, KeyOrder& order) {
    at = blanks(at + 1);
    while (at != nullptr && *at != ']') {
      at = value(at, shape, order);
      if (at == nullptr) return nullptr;
      at = blanks(at);
      if (*at == ',') at = blanks(at + 1);
    }
    return at == nullptr ? nullptr : at + 1;
  }

  // Adds the keys of an object to the steps. False if they contradict each other.
  bool walk(const char* at, KeyOrder& order, std::vector<Step>& steps, bool is_line) {
    const JsonShape& shape = *order.shape_;
    size_t next = 0;  // where a key that is new belongs
    while (*at == (next == 0 ? '{' : ',')) {
      const char* from = at;
      at = blanks(at + 1);
      if (*at++ != '"') return false;
      const char* name = at;
      while (*at != '"' && *at != '\\' && at < end_) ++at;
      std::string_view key{name, static_cast<size_t>(at - name)};
      if (*at != '"' || *(at = blanks(at + 1)) != ':') return false;
      at = blanks(at + 1);
      uint32_t part = 0;
      while (part < shape.count && shape.parts[part].name != key) ++part;
      bool is_used = part < shape.count;
      size_t place = 0;
      std::string_view quoted{name - 1, key.size() + 2};
      while (place < steps.size() && !has_key(steps[place], quoted)) ++place;
      if (place == steps.size()) {
        Step step;
        if (!fill(step, from, at)) return false;
        step.part = is_used ? part : kUnused;
        step.required = is_used && shape.parts[part].required;
        steps.insert(steps.begin() + static_cast<std::ptrdiff_t>(next), step);
        place = next;
      } else if (place < next || steps[place].size != static_cast<size_t>(at - from) ||
                 !is_rest_at(steps[place], from)) {
        return false;
      }
      next = place + 1;
      at = value(at, is_used ? shape.parts[part].inside : nullptr,
                 is_used ? order.inside_[part] : order);
      if (at == nullptr) return false;
      const char* behind = blanks(at);
      if (*behind != '}') {
        if (behind != at) return false;
        continue;
      }
      Step last;
      last.part = kEnd;
      last.required = false;
      if (!fill(last, at, is_line ? end_ : behind + 1)) return false;
      steps.push_back(last);
      return has_required(shape, steps) && steps.size() <= kMost;
    }
    return false;
  }

  static bool has_key(const Step& step, std::string_view quoted) {
    return std::string_view(step.text, step.size).find(quoted) != std::string_view::npos;
  }

  static bool has_required(const JsonShape& shape, const std::vector<Step>& steps) {
    size_t wanted = 0, found = 0;
    for (size_t i = 0; i < shape.count; ++i) wanted += shape.parts[i].required;
    for (const Step& step : steps) found += step.required;
    return found == wanted;
  }

  static bool fill(Step& step, const char* from, const char* to) {
    auto size = static_cast<size_t>(to - from);
    if (size > Step::kLongest) return false;
    step.size = static_cast<uint32_t>(size);
    step.cut = static_cast<uint32_t>(std::find_if(from, to, JsonIndex::cuts) - from);
    step.cuts = static_cast<uint32_t>(std::count_if(from, to, JsonIndex::cuts));
    step.mask = ~uint64_t{0} >> (Step::kLongest - size);
    std::memset(step.text, 0, Step::kLongest);
    std::memcpy(step.text, from, size);
    return true;
  }

  static constexpr size_t kMost = 256;  // keys of an object that is no map

  const char* end_;
  Arena& arena_;
};

KeyOrder::KeyOrder(const JsonShape* shape) : shape_(shape) {
  while (shape_ != nullptr && shape_->is_list) shape_ = shape_->parts->inside;
  if (shape_ == nullptr) return;
  inside_.reserve(shape_->count);
  for (size_t i = 0; i < shape_->count; ++i) inside_.emplace_back(shape_->parts[i].inside);
}

void KeyOrder::learn(std::string_view line, Arena& arena) {
  if (!line.starts_with('{')) return;
  Learner(line.data() + line.size(), arena).object(line.data(), *this, true);
}

const KeyOrder::Step* KeyOrder::find(const char* at, const Step* step) const {
  bool is_first = step == first();
  if (*at != (is_first ? '{' : ',')) {
    const Step& last = steps_.back();
    if (is_first || !last.is_at(at)) return nullptr;
    for (; step != &last; ++step) {
      if (step->required) return nullptr;
    }
    return step;
  }
  for (; step->part != kEnd; ++step) {
    if (is_rest_at(*step, at)) return step;
    if (step->required) return nullptr;
  }
  return nullptr;
}

}  // namespace sage::io
