#include "service_facts.hpp"

#include <cstdio>
#include <ctime>

#include "record_report.hpp"
#include "sage/base/budget.hpp"
#include "sage/base/key_group.hpp"
#include "sage/service/discovery.hpp"

namespace sage {
namespace {

constexpr uint64_t kCredit = 64;

std::string hexadecimal(uint64_t hash) {
  char text[17];
  std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(hash));
  return text;
}

std::string_view text_or(const char* text, std::string_view otherwise = "") {
  return text == nullptr ? otherwise : std::string_view(text);
}

template <class Items, class Write>
void write_list(Buffer& to, const Items& items, Write write) {
  to.put('[');
  bool first = true;
  for (const auto& item : items) {
    if (!first) to.put(',');
    first = false;
    write(item);
  }
  to.put(']');
}

void write_who(JsonObject& object, std::string_view type, const ServiceInfo& info,
               const Program& program) {
  object.field("type", type);
  object.field("name", std::string_view(info.name));
  object.field("id", std::string_view(info.instance));
  object.field("version", std::string_view(program.version));
}

void write_method(Buffer& to, const MethodInfo& method) {
  JsonObject object(to);
  object.field("name", std::string_view(method.name));
  object.field("id", hash32(method.name));
  object.field("doc", text_or(method.doc));
  object.field("parameter", text_or(method.parameter));
  object.field("result", text_or(method.result));
  object.field("expected", text_or(method.expected));
  object.field("parameter_schema", std::string_view(hexadecimal(method.parameter_schema)));
  object.field("result_schema", std::string_view(hexadecimal(method.result_schema)));
  object.field("ack", std::string_view("process"));
  object.field("readonly", false);
  object.field("keyed", false);
  object.end();
}

void write_method_stats(Buffer& to, std::string_view name, const MethodStats& stats) {
  JsonObject object(to);
  object.field("name", name);
  object.field("num_requests", stats.requests);
  object.field("num_errors", stats.errors);
  object.field("last_error", std::string_view(stats.last_error));
  object.field("processing_time", stats.nanos);
  object.field("average_processing_time", stats.requests == 0 ? 0 : stats.nanos / stats.requests);
  JsonObject data(object.field("data"));
  data.field("cancelled", stats.cancelled);
  data.field("p50", stats.latency.percentile(0.5));
  data.field("p99", stats.latency.percentile(0.99));
  JsonObject errors(data.field("errors"));
  for (size_t i = 1; i < stats.by_status.size(); ++i) {
    if (stats.by_status[i] > 0)
      errors.field(status_name(static_cast<wire::Status>(i)), stats.by_status[i]);
  }
  errors.end();
  data.end();
  object.end();
}

void write_stage(Buffer& to, const Operator& op, const Counters& counters) {
  constexpr std::string_view kRoles[] = {"stage", "source", "sink"};
  JsonObject object(to);
  object.field("name", std::string_view(op.name));
  object.field("span", std::string_view(span_of(op.site)));
  object.field("role", kRoles[static_cast<size_t>(op.role)]);
  object.field("in", counters.in.value());
  object.field("out", counters.out.value());
  object.field("failed", counters.failed.value());
  object.field("late", counters.late.value());
  object.field("keys", counters.keys.value());
  object.field("bytes", counters.bytes.value());
  object.end();
}

}  // namespace

uint64_t monotonic_ns() {
  timespec time{};
  clock_gettime(CLOCK_MONOTONIC, &time);
  return static_cast<uint64_t>(time.tv_sec) * 1'000'000'000 + static_cast<uint64_t>(time.tv_nsec);
}

std::string_view status_name(wire::Status status) {
  constexpr std::string_view kNames[] = {
      "OK",    "INVALID",     "UNAUTHENTICATED", "DENIED",   "NOT_FOUND", "DEADLINE", "BUSY",
      "QUOTA", "WRONG_SHARD", "UNAVAILABLE",     "INTERNAL", "SCHEMA",    "FAILED"};
  auto index = static_cast<size_t>(status);
  return index < std::size(kNames) ? kNames[index] : "?";
}

void write_description(Buffer& to, const ServiceInfo& info, const Program& program) {
  JsonObject object(to);
  write_who(object, "io.sage.micro.v1.info_response", info, program);
  object.field("description", text_or(program.doc));
  write_list(object.field("endpoints"), info.endpoints,
             [&](const std::string& endpoint) { json::write_string(to, endpoint); });
  write_list(object.field("methods"), program.methods,
             [&](const MethodInfo& method) { write_method(to, method); });
  object.field("manifest").append(text_or(program.manifest, "null"));
  object.end();
}

void write_metrics(Buffer& to, const ServiceInfo& info, const Runtime& runtime,
                   std::span<const MethodStats> stats, uint64_t invalid, uint64_t dropped) {
  const Program& program = runtime.program();
  JsonObject object(to);
  write_who(object, "io.sage.micro.v1.stats_response", info, program);
  object.field("started", info.started);
  size_t index = 0;
  write_list(object.field("endpoints"), program.methods, [&](const MethodInfo& method) {
    write_method_stats(to, method.name, stats[index++]);
  });
  write_list(object.field("stages"), program.operators,
             [&](const Operator& op) { write_stage(to, op, runtime.counters(op)); });
  JsonObject messages(object.field("messages"));
  messages.field("invalid", invalid);
  messages.field("dropped", dropped);
  messages.end();
  JsonObject room(object.field("memory"));
  room.field("used", memory::used());
  room.field("budget", memory::budget());
  room.end();
  object.end();
}

void write_health(Buffer& to, const ServiceInfo& info, const Program& program, bool draining) {
  double uptime = static_cast<double>(monotonic_ns() - info.started_ns) / 1e9;
  JsonObject object(to);
  object.field("status", std::string_view(draining ? "draining" : "ok"));
  object.field("ready", !draining);
  object.field("uptime", uptime);
  object.field("version", std::string_view(program.version));
  object.end();
}

void write_welcome(Buffer& to, const ServiceInfo& info, const Program& program) {
  using namespace msgpack;
  auto text = [&](std::string_view name, std::string_view value) {
    write_text(to, name), write_text(to, value);
  };
  auto number = [&](std::string_view name, uint64_t value) {
    write_text(to, name), write_unsigned(to, value);
  };
  auto truth = [&](std::string_view name, bool value) {
    write_text(to, name), write_bool(to, value);
  };
  write_map_header(to, 9);
  text("service", info.name);
  text("instance", info.instance);
  text("version", program.version);
  number("generation", info.generation);
  write_text(to, "methods");
  write_list_header(to, program.methods.size());
  for (const MethodInfo& method : program.methods) {
    write_map_header(to, 9);
    text("name", method.name);
    number("id", hash32(method.name));
    text("parameter", text_or(method.parameter));
    text("result", text_or(method.result));
    number("parameter_schema", method.parameter_schema);
    number("result_schema", method.result_schema);
    text("ack", "process");
    truth("readonly", false);
    truth("keyed", false);
  }
  write_text(to, "encodings");
  write_list_header(to, 2);
  write_unsigned(to, static_cast<uint64_t>(wire::Encoding::kMsgpack));
  write_unsigned(to, static_cast<uint64_t>(wire::Encoding::kJson));
  number("credit", kCredit);
  write_text(to, "limits");
  write_map_header(to, 3);
  number("frames", wire::kMaxFrames);
  number("bytes", wire::kMaxBytes);
  number("meta", wire::kMaxMeta);
  number("shards", 0);
}

void write_descriptor(Buffer& to, const ServiceInfo& info, const Program& program) {
  discovery::Process process = discovery::this_process();
  JsonObject object(to);
  object.field("service", std::string_view(info.name));
  object.field("instance", std::string_view(info.instance));
  object.field("version", std::string_view(program.version));
  object.field("labels").append("{}");
  object.field("weight", 1);
  object.field("pid", process.pid);
  object.field("start_ticks", process.start_ticks);
  object.field("boot_id", std::string_view(process.boot_id));
  object.field("started", info.started);
  object.field("generation", info.generation);
  write_list(object.field("endpoints"), info.endpoints,
             [&](const std::string& endpoint) { json::write_string(to, endpoint); });
  write_list(object.field("methods"), program.methods,
             [&](const MethodInfo& method) { json::write_string(to, method.name); });
  JsonObject schema(object.field("schema"));
  for (const MethodInfo& method : program.methods) {
    Buffer& at = schema.field(method.name);
    at.append("[\"" + hexadecimal(method.parameter_schema) + "\",\"" +
              hexadecimal(method.result_schema) + "\"]");
  }
  schema.end();
  object.field("groups").append("[0,127]");
  object.field("public_key").append("null");
  object.end();
}

}  // namespace sage
