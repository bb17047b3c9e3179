#include <utility>

#include "sage/service/request.hpp"

namespace sage {
using wire::Encoding;

void Request::begin(const MethodInfo& method, const wire::Header& header,
                    std::string_view payload) {
  method_ = &method;
  payload_ = payload;
  has_payload_ = header.has(wire::kPayload);
  encoding_ = header.encoding == Encoding::kNone ? Encoding::kMsgpack : header.encoding;
  finished_ = false;
  count_ = 0;
  tape_.clear();
  reply_.clear();
  status_ = wire::Status::kOk;
  Caller::set_current(this);
}

void Request::end() {
  Caller::set_current(nullptr);
  if (!finished_) fail(wire::Status::kInternal, "the pipeline gave no answer");
}

bool Request::parse(Arena& arena) {
  if (!has_payload_) {
    tape_.null();
    return true;
  }
  bool parsed = is_msgpack() ? msgpack::parse(payload_, tape_, reason_)
                             : json::parse(payload_, tape_, arena, reason_);
  if (!parsed)
    fail(wire::Status::kInvalid, std::string("the payload is not ") +
                                     (is_msgpack() ? "MessagePack: " : "JSON: ") + reason_);
  return parsed;
}

void Request::mismatch() {
  std::string message = reason_ + "; `" + method_->name + "` takes " + method_->parameter;
  if (method_->expected != nullptr && *method_->expected != '\0')
    message += std::string(" ") + method_->expected;
  fail(wire::Status::kSchema, std::move(message));
}

void Request::expect(Replies replies) {
  replies_ = replies;
  if (replies == Replies::kMany && !is_msgpack()) reply_.put('[');
}

void Request::finish() {
  finished_ = true;
  if (replies_ == Replies::kMany) {
    if (!is_msgpack()) return reply_.put(']');
    // The number of items stands before them, and is known only now.
    std::swap(list_, reply_);
    reply_.clear();
    msgpack::write_list_header(reply_, count_);
    reply_.append(list_.view());
    return;
  }
  if (count_ == 0 && replies_ == Replies::kOne)
    return fail(wire::Status::kInternal, "the pipeline gave no answer");
  if (count_ > 1) fail(wire::Status::kInternal, "the pipeline gave several answers");
}

void Request::fail(wire::Status status, std::string message) {
  finished_ = true;
  if (failed()) return;
  status_ = status;
  message_ = std::move(message);
  code_ = {};
  span_.clear();
}

void Request::fail(Code code, const std::string& reason, std::string span) {
  if (failed()) return;
  fail(wire::Status::kFailed, reason);
  code_ = code_name(code);
  span_ = std::move(span);
}

}  // namespace sage
