// What an expression may touch while it is evaluated: memory for new values, a place to say that the record failed, and
// the parameters of time that do not change inside a batch. One per stage, used by its thread only.
//
// Expressions are total: one that fails notes the failure and goes on with any value of its type; the operator asks
// `failed()` afterwards. Sites are numbered in the order of evaluation, so the least failing one is the first.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

#include "sage/base/arena.hpp"
#include "sage/base/types.hpp"

namespace sage {

// Why a record has no value (R01xx of the error index).
enum class Code : uint16_t {
  kNone = 0,
  kDecode = 101,        // does not decode
  kOverflow = 102,      // overflow, or does not fit
  kZeroDivision = 103,  // integer division by zero
  kAbsent = 104,        // absent index or key
  kCall = 105,          // failed call
  kExtern = 106,        // exception in an extern function
};

// "R0102"
std::string_view code_name(Code code);

inline constexpr uint32_t kNoSite = 0xFFFFFFFF;

struct Failure {
  Code code = Code::kNone;
  uint32_t site = kNoSite;  // index into the program's table of sites
  std::string reason;
};

// What an operator's `process` answers: a failed record has had no effect and has emitted nothing.
enum class [[nodiscard]] Status : bool { kOk, kFailed };

// The watermark before the first row, and after the last.
inline constexpr int64_t kStartOfTime = INT64_MIN;
inline constexpr int64_t kEndOfTime = INT64_MAX;

// Where a failed record goes if another thread says so (flow/worker.hpp).
class Relay {
 public:
  virtual void failed(uint32_t op, const Failure& failure, std::string_view record,
                      std::string_view origin) = 0;

 protected:
  ~Relay() = default;
};

class Frame {
 public:
  Arena arena;
  int64_t time = kStartOfTime;  // of the row that is processed; microseconds UTC

  // Where several threads share the groups of an operator: the place of the row that is processed among all rows, from 1
  // and below 2^56, else 0. And, set by operators that emit for several groups at once: the place at which the group of
  // the row that is emitted began.
  uint64_t position = 0;
  uint64_t born = 0;
  Relay* relay = nullptr;  // of a thread that does not report failed records itself

  bool failed() const { return failure_.code != Code::kNone; }
  const Failure& failure() const { return failure_; }
  // True if a site before this one has failed.
  bool failed_before(uint32_t site) const { return failure_.site < site; }
  Status status() const { return failed() ? Status::kFailed : Status::kOk; }

  // Notes a failure unless one at an earlier site is noted already. Cold: kept out of line.
  void fail(uint32_t site, Code code, std::string reason);

  void clear() {
    if (failed()) failure_ = {};
  }

 private:
  Failure failure_;
};

// Gives the rows that are emitted while it lives a time of their own.
class AtTime {
 public:
  AtTime(Frame& frame, int64_t time) : frame_(frame), before_(frame.time) { frame.time = time; }
  AtTime(const AtTime&) = delete;
  AtTime& operator=(const AtTime&) = delete;
  ~AtTime() { frame_.time = before_; }

 private:
  Frame& frame_;
  int64_t before_;
};

// By which of its inputs a row comes to an operator that has several.
template <int Number>
using Input = std::integral_constant<int, Number>;

// A frame together with the site that is being evaluated; taken by every function that may fail.
struct At {
  Frame& frame;
  uint32_t site;

  Arena& arena() const { return frame.arena; }

  void fail(Code code, std::string reason) const {
    frame.fail(site, code, static_cast<std::string&&>(reason));
  }
};

}  // namespace sage
