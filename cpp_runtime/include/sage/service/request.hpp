// One call of a pipeline's method, as generated code sees it.
//
// The stage of a request flow is called once for each call, in the service's thread:
//
//   void handle(sage::Request& request) {
//     frame_.arena.reset();
//     Ask ask;
//     if (!request.decode(ask, frame_)) return;   // the caller is told what does not fit
//     response_5.open(request);
//     to_filter_1(ask);
//     response_5.close();
//   }
//   sage::ResponseSink<Reply> response_5{sage::Replies::kOne};
//
// A record that fails on the way is given to Runtime::reject as everywhere; the caller is then answered FAILED with the
// failure's code, reason and place, and what was written is dropped. The answer leaves when `handle` returns.
#pragma once

#include <string>
#include <string_view>

#include "sage/base/buffer.hpp"
#include "sage/base/frame.hpp"
#include "sage/base/json.hpp"
#include "sage/flow/caller.hpp"
#include "sage/flow/program.hpp"
#include "sage/service/msgpack.hpp"
#include "sage/service/wire.hpp"

namespace sage {

// How many records answer a request, and what the caller gets: the record; the record, or null if there is none
// (`filter`); a list (`flatmap`, `explode`).
enum class Replies : uint8_t { kOne, kAtMostOne, kMany };

class Request final : public Caller {
 public:
  // Made once by the service; `begin` starts each call.
  Request() = default;
  Request(const Request&) = delete;
  Request& operator=(const Request&) = delete;

  const MethodInfo& method() const { return *method_; }

  // Reads the parameter. It looks into the payload and the frame's arena. False, and answered, if it does not fit.
  template <class Record>
  bool decode(Record& record, Frame& frame) {
    if (!parse(frame.arena)) return false;
    if (json::decode(tape_, record, frame, reason_)) return true;
    mismatch();
    return false;
  }

  // Writes a record of the answer. REQUIRES: between `expect` and `finish`; see ResponseSink.
  template <class Record>
  void write(const Record& record) {
    if (replies_ == Replies::kMany && count_ > 0 && !is_msgpack()) reply_.put(',');
    ++count_;
    is_msgpack() ? msgpack::write(reply_, record) : json::write(reply_, record);
  }
  void expect(Replies replies);
  void finish();

  // Answers with an error; the first one stands.
  void fail(wire::Status status, std::string message);
  void fail(Code code, const std::string& reason, std::string span) override;
  bool failed() const { return status_ != wire::Status::kOk; }

  // What follows is the service's side.

  void begin(const MethodInfo& method, const wire::Header& header, std::string_view payload);
  void end();  // the thread handles no request any more

  // REQUIRES: end().
  wire::Status status() const { return status_; }
  const std::string& message() const { return message_; }
  std::string_view code() const { return code_; }
  const std::string& span() const { return span_; }
  std::string_view reply() const { return reply_.view(); }
  wire::Encoding encoding() const { return encoding_; }

 private:
  bool is_msgpack() const { return encoding_ == wire::Encoding::kMsgpack; }
  bool parse(Arena& arena);
  void mismatch();

  const MethodInfo* method_ = nullptr;
  std::string_view payload_;
  bool has_payload_ = false;
  wire::Encoding encoding_ = wire::Encoding::kMsgpack;  // of the answer
  Replies replies_ = Replies::kOne;
  bool finished_ = false;
  size_t count_ = 0;
  json::Tape tape_;
  Buffer reply_;
  Buffer list_;
  wire::Status status_ = wire::Status::kOk;
  std::string reason_;
  std::string message_;
  std::string_view code_;
  std::string span_;
};

// The sink of a request flow: `into response`.
template <class Record>
class ResponseSink {
 public:
  explicit ResponseSink(Replies replies) : replies_(replies) {}

  void open(Request& request) {
    request_ = &request;
    request.expect(replies_);
  }
  void write(const Record& record, Frame&) { request_->write(record); }
  void close() { request_->finish(); }

 private:
  Replies replies_;
  Request* request_ = nullptr;
};

}  // namespace sage
