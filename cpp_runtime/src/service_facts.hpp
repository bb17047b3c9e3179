// What a service tells about itself, as JSON and, for WELCOME, as MessagePack; docs/wire.md, section 1.
#pragma once

#include <span>

#include "sage/base/buffer.hpp"
#include "sage/service/handler.hpp"

namespace sage {

// A JSON object under construction.
class JsonObject {
 public:
  explicit JsonObject(Buffer& to) : to_(to) { to_.put('{'); }
  void end() { to_.put('}'); }

  // Begins a field whose value the caller writes.
  Buffer& field(std::string_view name) {
    if (!first_) to_.put(',');
    first_ = false;
    json::write_string(to_, name);
    to_.put(':');
    return to_;
  }
  template <class T>
  void field(std::string_view name, const T& value) {
    json::write(field(name), value);
  }

 private:
  Buffer& to_;
  bool first_ = true;
};

uint64_t monotonic_ns();

std::string_view status_name(wire::Status status);

// The object of INFO and `_describe`.
void write_description(Buffer& to, const ServiceInfo& info, const Program& program);

// The object of STATS and `_metrics`.
void write_metrics(Buffer& to, const ServiceInfo& info, const Runtime& runtime,
                   std::span<const MethodStats> stats, uint64_t invalid, uint64_t dropped);

// The object of `_health`.
void write_health(Buffer& to, const ServiceInfo& info, const Program& program, bool draining);

// The payload of WELCOME, MessagePack.
void write_welcome(Buffer& to, const ServiceInfo& info, const Program& program);

// The descriptor in the runtime folder.
void write_descriptor(Buffer& to, const ServiceInfo& info, const Program& program);

}  // namespace sage
