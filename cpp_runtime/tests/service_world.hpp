// A service without sockets, for tests of what it answers.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "example/pipelines.hpp"
#include "sage/base/key_group.hpp"
#include "sage/service/handler.hpp"

namespace sage::test {

// One answer, and what it says.
struct Answer {
  std::string peer;
  wire::Header header;
  std::string meta;
  std::string payload;
};

class Answers final : public Outbox {
 public:
  void send(std::string_view peer, const wire::Header& header, std::string_view meta,
            std::string_view payload) override {
    all.push_back({std::string(peer), header, std::string(meta), std::string(payload)});
  }
  std::vector<Answer> all;
};

// MessagePack as JSON, for comparing.
inline std::string as_json(std::string_view bytes) {
  json::Tape tape;
  std::string reason;
  if (!msgpack::parse(bytes, tape, reason)) return "not MessagePack: " + reason;
  std::string text;
  auto value = [&](auto self, size_t at) -> size_t {
    const json::Token& token = tape[at++];
    Buffer buffer;
    switch (token.kind) {
      case json::Kind::kNull: text += "null"; break;
      case json::Kind::kFalse: text += "false"; break;
      case json::Kind::kTrue: text += "true"; break;
      case json::Kind::kInteger: text += std::to_string(token.integer); break;
      case json::Kind::kUnsigned: text += std::to_string(token.natural); break;
      case json::Kind::kFloat: text += text_of(token.real); break;
      case json::Kind::kText:
        json::write_string(buffer, token.text());
        text += buffer.view();
        break;
      case json::Kind::kList:
      case json::Kind::kObject: {
        bool is_object = token.kind == json::Kind::kObject;
        text += is_object ? '{' : '[';
        for (uint32_t i = 0; i < token.size; ++i) {
          if (i > 0) text += ',';
          at = self(self, at);
          if (is_object) text += ':', at = self(self, at);
        }
        text += is_object ? '}' : ']';
        break;
      }
      default: text += "?";
    }
    return at;
  };
  value(value, 0);
  return text;
}

inline std::string as_msgpack(std::string_view json) {
  json::Tape tape;
  Arena arena;
  std::string reason;
  if (!json::parse(json, tape, arena, reason)) return "not JSON";
  Buffer buffer;
  msgpack::write_tape(buffer, tape);
  return buffer.text();
}

struct Frames {
  std::string peer = "me";
  std::vector<std::string> frames;
};

inline wire::Header header_of(wire::Type type, std::string_view method = "") {
  wire::Header header;
  header.type = type;
  header.correlation = 7;
  header.method = hash32(method);
  return header;
}

// A request of a method; the payload is JSON, sent as MessagePack unless `encoding` says otherwise.
inline Frames request(std::string_view method, std::string_view payload,
                      wire::Encoding encoding = wire::Encoding::kMsgpack) {
  wire::Header header = header_of(wire::Type::kRequest, method);
  header.flags = wire::kPayload;
  header.encoding = encoding;
  bool packs = encoding == wire::Encoding::kMsgpack;
  return {"me", {std::string(header.bytes()), packs ? as_msgpack(payload) : std::string(payload)}};
}

// The example's service; `replies` is one, maybe or many.
class World {
 public:
  explicit World(std::string_view replies = "one")
      : params{.replies = replies},
        runtime(program, OnError::kFail),
        pipeline(program.make(&params, runtime)),
        handler(info, runtime, pipeline.get()) {}

  std::vector<Answer> send(const std::vector<Frames>& messages, uint64_t received_ns = UINT64_MAX) {
    std::vector<std::vector<std::string_view>> views;
    std::vector<Incoming> batch;
    views.reserve(messages.size());
    for (const Frames& message : messages) {
      views.emplace_back(message.frames.begin(), message.frames.end());
      batch.push_back({message.peer, views.back()});
    }
    Answers answers;
    handler.handle(batch, received_ns, answers);
    return answers.all;
  }

  // What is answered to one message.
  Answer ask(const Frames& message) {
    auto all = send({message});
    return all.size() == 1 ? all[0] : Answer{"", {}, "", "no answer"};
  }

  static constexpr Program program = example::Example<false, true>::program();
  example::Params params;
  Runtime runtime;
  std::unique_ptr<Pipeline> pipeline;
  ServiceInfo info{"example", "0123456789ab", {"ipc:///tmp/x.sock"}, {}, 0, 1};
  Handler handler;
};

}  // namespace sage::test
