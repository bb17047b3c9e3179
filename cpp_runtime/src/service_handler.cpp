#include "sage/service/handler.hpp"

#include <algorithm>
#include <exception>

#include "record_report.hpp"
#include "sage/base/key_group.hpp"
#include "sage/base/log.hpp"
#include "service_facts.hpp"

namespace sage {
namespace {

using wire::Encoding;
using wire::Header;
using wire::Type;
using Answer = wire::Status;

constexpr size_t kMaxPeers = 1024;
constexpr size_t kLongestMessage = 2000;  // so that an error's meta stays below 4 KiB
constexpr uint32_t kRetryAfterMs = 100;

constexpr std::string_view kBuiltIns[] = {"_health", "_describe", "_metrics", "_stop"};

// The payload of HELLO, as far as it matters here.
struct Hello {
  std::string_view service;
  static constexpr auto fields = sage::fields(field("service", &Hello::service));
};

// The parameter of `_stop`.
struct Stop {
  bool drain = true;
  static constexpr auto fields = sage::fields(field("drain", &Stop::drain).otherwise());
};

std::string hexadecimal(std::span<const uint8_t> bytes) {
  std::string text;
  for (uint8_t byte : bytes) {
    text += "0123456789abcdef"[byte >> 4];
    text += "0123456789abcdef"[byte & 15];
  }
  return text;
}

// Ends a request however its handling ends, also by an exception.
class Serving {
 public:
  explicit Serving(const Header& header) {
    if (header.trace_id == decltype(header.trace_id){}) return;
    trace_ = hexadecimal(header.trace_id);
    log::set_trace(trace_);
  }
  Serving(const Serving&) = delete;
  Serving& operator=(const Serving&) = delete;
  ~Serving() {
    if (!trace_.empty()) log::set_trace({});
  }

 private:
  std::string trace_;
};

}  // namespace

// A message whose header could be read.
struct Handler::Message {
  std::string_view peer;
  Header header;
  std::string_view meta;
  std::string_view payload;
  const char* wrong = nullptr;  // what makes it malformed
  uint64_t received_ns = 0;
  bool cancelled = false;
};

namespace {

// Takes the frames apart; what is wrong is noted.
template <class Message>
void read_frames(std::span<const std::string_view> frames, Message& message) {
  message.wrong = wire::malformed(message.header);
  if (message.wrong != nullptr) return;
  size_t total = 0;
  for (std::string_view frame : frames) total += frame.size();
  size_t next = 1;
  auto take = [&](wire::Flag flag, std::string_view& part) {
    if (!message.header.has(flag)) return true;
    if (next == frames.size()) return false;
    part = frames[next++];
    return true;
  };
  if (frames.size() > wire::kMaxFrames) {
    message.wrong = "more than 16 frames";
  } else if (total > wire::kMaxBytes) {
    message.wrong = "more than 64 MiB";
  } else if (!take(wire::kMeta, message.meta) || !take(wire::kPayload, message.payload)) {
    message.wrong = "a frame is missing";
  } else if (message.meta.size() > wire::kMaxMeta) {
    message.wrong = "meta is larger than 4 KiB";
  }
}

}  // namespace

Handler::Handler(const ServiceInfo& info, const Runtime& runtime, Pipeline* pipeline)
    : info_(info),
      program_(runtime.program()),
      runtime_(runtime),
      pipeline_(pipeline),
      stats_(program_.methods.size()) {
  for (const MethodInfo& method : program_.methods) method_ids_.push_back(hash32(method.name));
}

Handler::~Handler() = default;

void Handler::handle(std::span<const Incoming> batch, uint64_t received_ns, Outbox& out) {
  batch_.clear();
  for (const Incoming& incoming : batch) {
    auto header = incoming.frames.empty() ? std::nullopt : wire::read_header(incoming.frames[0]);
    if (!header) {
      ++dropped_;
      continue;
    }
    Message& message =
        batch_.emplace_back(Message{incoming.peer, *header, {}, {}, nullptr, received_ns});
    read_frames(incoming.frames, message);
    if (header->type != Type::kCancel) continue;
    for (Message& earlier : batch_) {
      bool same = earlier.peer == message.peer && earlier.header.correlation == header->correlation;
      if (same && earlier.header.type == Type::kRequest) earlier.cancelled = true;
    }
  }
  for (const Message& message : batch_) one(message, out);
}

void Handler::one(const Message& message, Outbox& out) {
  if (message.header.type == Type::kError)
    return;  // two services must not answer each other for ever
  if (message.wrong != nullptr) return error(message, Answer::kInvalid, message.wrong, out);
  switch (message.header.type) {
    case Type::kRequest: return request(message, out);
    case Type::kPing:
      return out.send(message.peer, wire::answer_to(message.header, Type::kPong), {}, {});
    case Type::kHello: return hello(message, out);
    case Type::kCancel: return;
    case Type::kInfo:
      payload_.clear();
      write_description(payload_, info_, program_);
      return answer_json(message, Type::kInfo, Encoding::kJson, out);
    case Type::kStats:
      payload_.clear();
      write_metrics(payload_, info_, runtime_, stats_, invalid_, dropped_);
      return answer_json(message, Type::kStats, Encoding::kJson, out);
    default:
      return error(message, Answer::kInvalid, "a message of this type is not for a service", out);
  }
}

void Handler::hello(const Message& message, Outbox& out) {
  Hello hello;
  std::string reason;
  tape_.clear();
  arena_.reset();
  if (!msgpack::parse(message.payload, tape_, reason) ||
      !json::decode(tape_, hello, arena_, reason)) {
    return error(message, Answer::kInvalid, "hello: " + reason, out);
  }
  if (hello.service != info_.name) {
    return error(message, Answer::kNotFound,
                 "this is `" + info_.name + "`, not `" + readable(hello.service) + "`", out);
  }
  if (peers_.size() < kMaxPeers && !peers_.contains(message.peer)) peers_.emplace(message.peer);
  payload_.clear();
  write_welcome(payload_, info_, program_);
  Header header = wire::answer_to(message.header, Type::kWelcome);
  header.flags = wire::kPayload;
  header.encoding = Encoding::kMsgpack;
  out.send(message.peer, header, {}, payload_.view());
}

void Handler::request(const Message& message, Outbox& out) {
  const Header& header = message.header;
  for (size_t i = 0; i < program_.methods.size(); ++i) {
    if (pipeline_ != nullptr && method_ids_[i] == header.method) return call(message, i, out);
  }
  for (size_t i = 0; i < std::size(kBuiltIns); ++i) {
    if (hash32(kBuiltIns[i]) == header.method)
      return built_in(message, static_cast<BuiltIn>(i), out);
  }
  error(message, Answer::kNotFound, no_such_method(), out);
}

void Handler::call(const Message& message, size_t method, Outbox& out) {
  const Header& header = message.header;
  MethodStats& stats = stats_[method];
  if (message.cancelled) return void(++stats.cancelled);
  ++stats.requests;
  uint64_t began = monotonic_ns();
  auto fail = [&](Answer status, std::string_view text, std::string_view code = {},
                  std::string_view span = {}) {
    ++stats.errors;
    ++stats.by_status[static_cast<size_t>(status)];
    stats.last_error = text;
    error(message, status, text, out, code, span);
  };
  if (draining_) return fail(Answer::kUnavailable, "`" + info_.name + "` is draining");
  bool is_late = header.budget_us != wire::kNoBudget &&
                 began - message.received_ns >= uint64_t{header.budget_us} * 1000;
  if (is_late)
    return fail(Answer::kDeadline, "the time was used up before `" + info_.name + "` could begin");
  if (header.encoding == Encoding::kRow || header.encoding > Encoding::kJson) {
    return fail(Answer::kInvalid,
                "payloads are read as MessagePack (2) or JSON (3), not as encoding " +
                    std::to_string(static_cast<int>(header.encoding)));
  }

  request_.begin(program_.methods[method], header, message.payload);
  try {
    Serving serving(header);
    pipeline_->handle(request_);
  } catch (const std::exception& problem) {
    request_.fail(Answer::kInternal, problem.what());
  }
  request_.end();
  uint64_t took = monotonic_ns() - began;
  stats.nanos += took;
  stats.latency.add(took);

  if (request_.failed())
    return fail(request_.status(), request_.message(), request_.code(), request_.span());
  std::string_view reply = request_.reply();
  if (reply.size() > wire::kMaxBytes)
    return fail(Answer::kInternal, "the answer is larger than 64 MiB");
  Header answer = wire::answer_to(header, Type::kReply);
  if (!reply.empty()) {
    answer.flags = wire::kPayload;
    answer.encoding = request_.encoding();
  }
  out.send(message.peer, answer, {}, reply);
}

void Handler::built_in(const Message& message, BuiltIn which, Outbox& out) {
  payload_.clear();
  switch (which) {
    case BuiltIn::kHealth: write_health(payload_, info_, program_, draining_); break;
    case BuiltIn::kDescribe: write_description(payload_, info_, program_); break;
    case BuiltIn::kMetrics:
      write_metrics(payload_, info_, runtime_, stats_, invalid_, dropped_);
      break;
    case BuiltIn::kStop: {
      std::string reason;
      StopWish wish = read_stop(message, reason);
      if (wish == StopWish::kNone) return error(message, Answer::kSchema, reason, out);
      stop_wish_ = std::max(stop_wish_, wish);
      payload_.append("true");
    }
  }
  answer_json(message, Type::kReply, message.header.encoding, out);
}

StopWish Handler::read_stop(const Message& message, std::string& reason) {
  if (!message.header.has(wire::kPayload)) return StopWish::kDrain;
  tape_.clear();
  arena_.reset();
  bool parsed = message.header.encoding == Encoding::kJson
                    ? json::parse(message.payload, tape_, arena_, reason)
                    : msgpack::parse(message.payload, tape_, reason);
  if (!parsed) return StopWish::kNone;
  Stop stop;
  bool is_bare = tape_[0].kind == json::Kind::kTrue || tape_[0].kind == json::Kind::kFalse;
  if (is_bare) {
    stop.drain = tape_[0].kind == json::Kind::kTrue;
  } else if (tape_[0].kind != json::Kind::kNull && !json::decode(tape_, stop, arena_, reason)) {
    reason += "; `_stop` takes {drain: bool}";
    return StopWish::kNone;
  }
  return stop.drain ? StopWish::kDrain : StopWish::kNow;
}

// Answers with the JSON in `payload_`, as MessagePack unless the caller speaks JSON.
void Handler::answer_json(const Message& message, Type type, Encoding encoding, Outbox& out) {
  Header header = wire::answer_to(message.header, type);
  header.flags = wire::kPayload;
  header.encoding = encoding == Encoding::kJson ? Encoding::kJson : Encoding::kMsgpack;
  if (header.encoding == Encoding::kJson)
    return out.send(message.peer, header, {}, payload_.view());
  std::string reason;
  tape_.clear();
  arena_.reset();
  meta_.clear();
  if (!json::parse(payload_.view(), tape_, arena_, reason))
    return error(message, Answer::kInternal, reason, out);
  msgpack::write_tape(meta_, tape_);
  out.send(message.peer, header, {}, meta_.view());
}

void Handler::error(const Message& message, Answer status, std::string_view text, Outbox& out,
                    std::string_view code, std::string_view span) {
  if (status == Answer::kInvalid) ++invalid_;
  bool has_retry = status == Answer::kUnavailable;
  bool has_detail = !code.empty();
  meta_.clear();
  msgpack::write_map_header(meta_, 1u + has_retry + has_detail);
  msgpack::write_text(meta_, "message");
  msgpack::write_text(meta_, cut(text, kLongestMessage));
  if (has_retry) {
    msgpack::write_text(meta_, "retry_after_ms");
    msgpack::write_unsigned(meta_, kRetryAfterMs);
  }
  if (has_detail) {
    msgpack::write_text(meta_, "detail");
    msgpack::write_map_header(meta_, 2);
    msgpack::write_text(meta_, "code");
    msgpack::write_text(meta_, code);
    msgpack::write_text(meta_, "span");
    msgpack::write_text(meta_, cut(span, 1000));
  }
  Header header = wire::answer_to(message.header, Type::kError, status);
  header.flags = wire::kMeta;
  out.send(message.peer, header, meta_.view(), {});
}

std::string Handler::no_such_method() const {
  std::string text = "`" + info_.name + "` has no such method; it has ";
  if (pipeline_ != nullptr) {
    for (const MethodInfo& method : program_.methods)
      text.append("`").append(method.name).append("`, ");
  }
  for (std::string_view name : kBuiltIns) text.append("`").append(name).append("`, ");
  return text.substr(0, text.size() - 2);
}

void Handler::drain(Outbox& out) {
  draining_ = true;
  meta_.clear();
  msgpack::write_map_header(meta_, 1);
  msgpack::write_text(meta_, "reason");
  msgpack::write_text(meta_, "draining");
  Header header;
  header.type = Type::kGoaway;
  header.flags = wire::kMeta;
  for (const std::string& peer : peers_) out.send(peer, header, meta_.view(), {});
}

}  // namespace sage
