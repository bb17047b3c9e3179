// The header of SGP/1 messages; docs/wire.md, section 1.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

namespace sage::wire {

enum class Type : uint8_t {
  kHello = 1,
  kWelcome,
  kRequest,
  kReply,
  kPartial,
  kError,
  kCancel,
  kPing,
  kPong,
  kInfo,
  kStats,
  kGoaway,
};

enum Flag : uint16_t {
  kMeta = 1,
  kPayload = 2,
  kAckCommit = 4,
  kMore = 8,
  kReadonly = 16,
  kKnownFlags = 31
};

enum class Encoding : uint8_t { kNone, kRow, kMsgpack, kJson, kArrow };

enum class Status : uint16_t {
  kOk,
  kInvalid,
  kUnauthenticated,
  kDenied,
  kNotFound,
  kDeadline,
  kBusy,
  kQuota,
  kWrongShard,
  kUnavailable,
  kInternal,
  kSchema,
  kFailed,
};

inline constexpr uint32_t kMagic = 0x31504753;  // "SGP1"
inline constexpr uint32_t kNoBudget = 0xFFFFFFFF;
inline constexpr uint16_t kNoRoute = 0xFFFF;
inline constexpr size_t kMaxFrames = 16;
inline constexpr size_t kMaxBytes = 64 << 20;
inline constexpr size_t kMaxMeta = 4 << 10;

struct Header {
  uint32_t magic = kMagic;
  uint8_t version = 1;
  Type type{};
  uint16_t flags = 0;
  uint64_t correlation = 0;
  uint32_t budget_us = kNoBudget;
  uint32_t method = 0;
  uint64_t schema = 0;
  std::array<uint8_t, 16> trace_id{};
  std::array<uint8_t, 8> span_id{};
  uint8_t trace_flags = 0;
  Encoding encoding{};
  Status status{};
  uint16_t route = kNoRoute;
  uint16_t reserved = 0;

  bool has(Flag flag) const { return (flags & flag) != 0; }
  std::string_view bytes() const { return {reinterpret_cast<const char*>(this), sizeof(*this)}; }
  bool operator==(const Header&) const = default;
};
static_assert(sizeof(Header) == 64 && alignof(Header) == 8);

// The header in a frame; none if the frame is not 64 bytes of this magic and version. What else may be wrong with it
// (`malformed`) leaves enough to answer.
inline std::optional<Header> read_header(std::string_view frame) {
  Header header;
  if (frame.size() != sizeof(header)) return {};
  std::memcpy(&header, frame.data(), sizeof(header));
  if (header.magic != kMagic || header.version != 1) return {};
  return header;
}

// What is wrong with a readable header, or nullptr.
inline const char* malformed(const Header& header) {
  if ((header.flags & ~kKnownFlags) != 0) return "unknown flags";
  if (header.reserved != 0) return "reserved bytes are not 0";
  return nullptr;
}

// An answer to a message: of its correlation, method and trace.
inline Header answer_to(const Header& asked, Type type, Status status = Status::kOk) {
  Header header;
  header.type = type;
  header.correlation = asked.correlation;
  header.method = asked.method;
  header.trace_id = asked.trace_id;
  header.status = status;
  return header;
}

}  // namespace sage::wire
