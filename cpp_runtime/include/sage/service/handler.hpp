// What a service answers to each message, without its socket: frames in, frames out.
//
// Bad frames are answered INVALID if their header can be read and dropped otherwise; nothing that arrives can do more
// harm than that. Used by the service's thread only.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sage/flow/runtime.hpp"
#include "sage/service/latency.hpp"
#include "sage/service/request.hpp"
#include "sage/service/wire.hpp"

namespace sage {

// A message as it came: who sent it, and the frames behind the routing id.
struct Incoming {
  std::string_view peer;
  std::span<const std::string_view> frames;
};

// Where answers go. An empty meta or payload is left out unless the header's flags name it.
class Outbox {
 public:
  virtual ~Outbox() = default;
  virtual void send(std::string_view peer, const wire::Header& header, std::string_view meta,
                    std::string_view payload) = 0;
};

// Who is answering.
struct ServiceInfo {
  std::string name;
  std::string instance;
  std::vector<std::string> endpoints;
  Timestamp started;
  uint64_t started_ns = 0;  // of the monotonic clock
  uint64_t generation = 1;
};

// What happened to the calls of one method.
struct MethodStats {
  uint64_t requests = 0;
  uint64_t errors = 0;
  uint64_t cancelled = 0;
  uint64_t nanos = 0;
  std::array<uint64_t, 13> by_status{};
  std::string last_error;
  Latency latency;
};

enum class StopWish : uint8_t { kNone, kDrain, kNow };

class Handler {
 public:
  // `pipeline` may be null: then there are only the built-in methods.
  Handler(const ServiceInfo& info, const Runtime& runtime, Pipeline* pipeline);
  ~Handler();

  // Answers messages that arrived together, in order. A request cancelled later in the batch is not started.
  void handle(std::span<const Incoming> batch, uint64_t received_ns, Outbox& out);

  // From now on requests are refused; peers that have said hello are told.
  void drain(Outbox& out);
  bool is_draining() const { return draining_; }

  // Whether a caller of `_stop` wants the service to end.
  StopWish stop_wish() const { return stop_wish_; }

 private:
  struct Message;
  enum class BuiltIn : uint8_t { kHealth, kDescribe, kMetrics, kStop };

  void one(const Message& message, Outbox& out);
  void hello(const Message& message, Outbox& out);
  void request(const Message& message, Outbox& out);
  void call(const Message& message, size_t method, Outbox& out);
  void built_in(const Message& message, BuiltIn which, Outbox& out);
  StopWish read_stop(const Message& message, std::string& reason);
  void answer_json(const Message& message, wire::Type type, wire::Encoding encoding, Outbox& out);
  void error(const Message& message, wire::Status status, std::string_view text, Outbox& out,
             std::string_view code = {}, std::string_view span = {});
  std::string no_such_method() const;

  const ServiceInfo& info_;
  const Program& program_;
  const Runtime& runtime_;
  Pipeline* pipeline_;
  std::vector<uint32_t> method_ids_;
  std::vector<MethodStats> stats_;
  std::set<std::string, std::less<>> peers_;  // who said hello, at most kMaxPeers
  uint64_t dropped_ = 0;
  uint64_t invalid_ = 0;
  bool draining_ = false;
  StopWish stop_wish_ = StopWish::kNone;
  Request request_;
  json::Tape tape_;
  Arena arena_;
  Buffer meta_;
  Buffer payload_;
  std::vector<Message> batch_;
};

}  // namespace sage
