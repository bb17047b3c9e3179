// What a service answers, message by message.
#include "service_world.hpp"
#include "test.hpp"

using namespace sage;
using namespace sage::test;
using wire::Encoding;
using wire::Type;

namespace {

void check_error(const Answer& answer, wire::Status status, std::string_view message) {
  CHECK(answer.header.type == Type::kError);
  CHECK_EQ(answer.header.status, status);
  CHECK_EQ(answer.header.flags, uint16_t{wire::kMeta});
  CHECK(answer.meta.size() <= wire::kMaxMeta);
  std::string meta = as_json(answer.meta);
  if (meta.find(message) == meta.npos) CHECK_EQ(meta, message);
}

TEST("a request is answered in its encoding, under its correlation and trace") {
  World world;
  Frames asked = request("process", R"({"id":1,"text":"a","n":4})");
  wire::Header header = *wire::read_header(asked.frames[0]);
  header.trace_id[3] = 9;
  asked.frames[0] = header.bytes();
  Answer answer = world.ask(asked);
  CHECK_EQ(answer.peer, "me");
  CHECK(answer.header.type == Type::kReply);
  CHECK_EQ(answer.header.correlation, uint64_t{7});
  CHECK_EQ(answer.header.method, hash32("process"));
  CHECK(answer.header.trace_id == header.trace_id);
  CHECK_EQ(as_json(answer.payload), R"({"id":1,"text":"a","twice":8})");
  answer = world.ask(request("process", R"({"id":1,"n":4})", Encoding::kJson));
  CHECK(answer.header.encoding == Encoding::kJson);
  CHECK_EQ(answer.payload, R"({"id":1,"text":"","twice":8})");
}

TEST("a filtered request answers null, or an empty list") {
  World maybe("maybe"), many("many");
  CHECK_EQ(as_json(maybe.ask(request("process", R"({"id":1,"n":2})")).payload),
           R"({"id":1,"text":"","twice":4})");
  Answer answer = maybe.ask(request("process", R"({"id":1,"n":0})"));
  CHECK(answer.header.type == Type::kReply);
  CHECK_EQ(answer.header.flags, uint16_t{0});
  CHECK(answer.header.encoding == Encoding::kNone);
  CHECK_EQ(as_json(many.ask(request("process", R"({"id":1,"n":0})")).payload), "[]");
  CHECK_EQ(many.ask(request("process", R"({"id":1,"n":0})", Encoding::kJson)).payload, "[]");
  CHECK_EQ(as_json(many.ask(request("process", R"({"id":1,"n":1})")).payload),
           R"([{"id":1,"text":"","twice":2},{"id":1,"text":"","twice":2}])");
  CHECK_EQ(many.ask(request("process", R"({"id":1,"n":1})", Encoding::kJson)).payload,
           R"([{"id":1,"text":"","twice":2},{"id":1,"text":"","twice":2}])");
}

TEST(
    "a failing record is answered FAILED with code, reason and place, and the next request is "
    "well") {
  World world;
  Answer answer = world.ask(request("process", R"({"id":1,"n":2000000000})"));
  check_error(
      answer, wire::Status::kFailed,
      R"({"message":"2000000000 * 2 does not fit i32","detail":{"code":"R0102","span":"example.sage:6:20"}})");
  CHECK(world.ask(request("process", R"({"id":1,"n":1})")).header.type == Type::kReply);
}

TEST("a payload of another type is answered SCHEMA, naming field and type") {
  World world;
  check_error(
      world.ask(request("process", R"({"id":"x"})")), wire::Status::kSchema,
      R"(id: \"x\" is not a u64; `process` takes Ask {id: u64, text: str = \"\", n: i32?})");
  check_error(world.ask(request("process", R"({"n":1})", Encoding::kJson)), wire::Status::kSchema,
              "id: missing");
  check_error(world.ask(request("process", "[]")), wire::Status::kSchema, "is not a record");
  check_error(world.ask({"me", {std::string(header_of(Type::kRequest, "process").bytes())}}),
              wire::Status::kSchema, "null is not a record");
}

TEST("bytes that are no payload are answered INVALID") {
  World world;
  Frames asked = request("process", "{}", Encoding::kJson);
  asked.frames[1] = "{";
  check_error(world.ask(asked), wire::Status::kInvalid, "the payload is not JSON");
  asked = request("process", "{}");
  asked.frames[1] = "\xC1";
  check_error(world.ask(asked), wire::Status::kInvalid, "the payload is not MessagePack");
  asked = request("process", "{}", Encoding::kArrow);
  check_error(world.ask(asked), wire::Status::kInvalid, "not as encoding 4");
}

TEST("an unknown method is NOT_FOUND, with those there are") {
  World world;
  check_error(world.ask(request("lookup", "{}")), wire::Status::kNotFound,
              "`example` has no such method; it has `process`, `_health`, `_describe`, `_metrics`, "
              "`_stop`");
}

TEST("a request whose time is used up is not started") {
  World world;
  Frames asked = request("process", R"({"id":1,"n":1})");
  wire::Header header = *wire::read_header(asked.frames[0]);
  header.budget_us = 1000;
  asked.frames[0] = header.bytes();
  auto answers = world.send({asked}, 0);  // it came long ago
  CHECK_EQ(answers.size(), size_t{1});
  check_error(answers[0], wire::Status::kDeadline, "the time was used up");
  CHECK_EQ(world.runtime.counters(example::kOperators[0]).out.value(), uint64_t{0});
}

TEST("a request cancelled before it starts is not started, and not answered") {
  World world;
  Frames cancel{"me", {std::string(header_of(Type::kCancel).bytes())}};
  Frames other_peer = request("process", R"({"id":2,"n":1})");
  other_peer.peer = "you";
  auto answers = world.send({request("process", R"({"id":1,"n":1})"), other_peer, cancel});
  CHECK_EQ(answers.size(), size_t{1});
  CHECK_EQ(answers[0].peer, "you");
  CHECK_EQ(world.runtime.counters(example::kOperators[0]).out.value(), uint64_t{1});
}

TEST("hello is answered welcome, or NOT_FOUND if it is for another service") {
  World world;
  wire::Header header = header_of(Type::kHello);
  header.flags = wire::kPayload;
  header.encoding = Encoding::kMsgpack;
  Frames hello{"me",
               {std::string(header.bytes()), as_msgpack(R"({"service":"example","version":"1"})")}};
  Answer answer = world.ask(hello);
  CHECK(answer.header.type == Type::kWelcome);
  CHECK_EQ(
      as_json(answer.payload),
      R"({"service":"example","instance":"0123456789ab","version":"1.2.0","generation":1,"methods":[{"name":"process",)"
      R"("id":2876684594,"parameter":"Ask","result":"Reply","parameter_schema":81985529216486895,)"
      R"("result_schema":18364758544493064720,"ack":"process","readonly":false,"keyed":false}],"encodings":[2,3],)"
      R"("credit":64,"limits":{"frames":16,"bytes":67108864,"meta":4096},"shards":0})");
  hello.frames[1] = as_msgpack(R"({"service":"other"})");
  check_error(world.ask(hello), wire::Status::kNotFound, "this is `example`, not `other`");
  hello.frames[1] = "x";
  check_error(world.ask(hello), wire::Status::kInvalid, "hello: ");
}

TEST("a ping is answered pong; answers are never answered by an error that could come back") {
  World world;
  Answer pong = world.ask({"me", {std::string(header_of(Type::kPing).bytes())}});
  CHECK(pong.header.type == Type::kPong);
  CHECK_EQ(pong.header.correlation, uint64_t{7});
  CHECK_EQ(world.send({{"me", {std::string(header_of(Type::kError).bytes())}}}).size(), size_t{0});
}

TEST("frames that make no message are answered INVALID, or dropped if nobody can be answered") {
  World world;
  auto header = [](auto change) {
    wire::Header header = header_of(Type::kRequest, "process");
    change(header);
    return std::string(header.bytes());
  };
  check_error(world.ask({"me", {header([](auto& h) { h.flags = 32; })}}), wire::Status::kInvalid,
              "unknown flags");
  check_error(world.ask({"me", {header([](auto& h) { h.reserved = 1; })}}), wire::Status::kInvalid,
              "reserved");
  check_error(world.ask({"me", {header([](auto& h) { h.flags = 3; }), "x"}}),
              wire::Status::kInvalid, "a frame is missing");
  check_error(world.ask({"me", {header([](auto& h) { h.flags = 1; }), std::string(4097, 'x')}}),
              wire::Status::kInvalid, "meta is larger than 4 KiB");
  check_error(world.ask({"me", {header([](auto& h) { h.type = static_cast<Type>(13); })}}),
              wire::Status::kInvalid, "not for a service");
  std::vector<std::string> many(17);
  many[0] = header([](auto&) {});
  check_error(world.ask({"me", many}), wire::Status::kInvalid, "more than 16 frames");
  CHECK_EQ(world.send({{"me", {}}, {"me", {""}}, {"me", {"junk"}}, {"me", {std::string(64, '\0')}}})
               .size(),
           size_t{0});
}

TEST("the built-in methods answer from the same facts") {
  World world;
  world.ask(request("process", R"({"id":1,"n":1})"));
  world.ask(request("process", R"({"id":"x"})"));
  Answer health = world.ask(request("_health", "null", Encoding::kJson));
  CHECK(health.payload.starts_with(R"({"status":"ok","ready":true,"uptime":)"));
  std::string metrics = as_json(world.ask(request("_metrics", "{}")).payload);
  CHECK(metrics.find(R"("name":"process","num_requests":2,"num_errors":1)") != metrics.npos);
  CHECK(metrics.find(R"("errors":{"SCHEMA":1})") != metrics.npos);
  CHECK(
      metrics.find(
          R"({"name":"into","span":"example.sage:7:6","role":"sink","in":1,"out":0,"failed":0,"late":0,)") !=
      metrics.npos);
  std::string description = as_json(world.ask(request("_describe", "null")).payload);
  CHECK(description.find(R"("manifest":{"name":"example"})") != description.npos);
  CHECK_EQ(world.ask({"me", {std::string(header_of(Type::kInfo).bytes())}}).payload.front(), '{');
  CHECK_EQ(world.ask({"me", {std::string(header_of(Type::kStats).bytes())}}).payload.front(), '{');
}

TEST("_stop drains unless it is told not to") {
  World a, b, c, d;
  CHECK_EQ(as_json(a.ask(request("_stop", "null")).payload), "true");
  CHECK(a.handler.stop_wish() == StopWish::kDrain);
  b.ask(request("_stop", R"({"drain":false})", Encoding::kJson));
  CHECK(b.handler.stop_wish() == StopWish::kNow);
  c.ask(request("_stop", "true"));
  CHECK(c.handler.stop_wish() == StopWish::kDrain);
  check_error(d.ask(request("_stop", R"({"drain":1})")), wire::Status::kSchema,
              "drain: 1 is not a bool");
  CHECK(d.handler.stop_wish() == StopWish::kNone);
}

TEST("while draining requests are refused, peers are told, and built-ins answer") {
  World world;
  wire::Header header = header_of(Type::kHello);
  header.flags = wire::kPayload;
  header.encoding = Encoding::kMsgpack;
  world.ask({"friend", {std::string(header.bytes()), as_msgpack(R"({"service":"example"})")}});
  Answers told;
  world.handler.drain(told);
  CHECK_EQ(told.all.size(), size_t{1});
  CHECK_EQ(told.all[0].peer, "friend");
  CHECK(told.all[0].header.type == Type::kGoaway);
  check_error(world.ask(request("process", R"({"id":1,"n":1})")), wire::Status::kUnavailable,
              R"({"message":"`example` is draining","retry_after_ms":100})");
  CHECK(world.ask(request("_health", "null", Encoding::kJson))
            .payload.starts_with(R"({"status":"draining","ready":false)"));
}

TEST("an exception in a pipeline is answered INTERNAL and ends nothing") {
  struct Throwing final : Pipeline {
    void run() override {}
    void handle(Request&) override { throw IoError("disk full"); }
  } throwing;
  World world;
  Handler handler(world.info, world.runtime, &throwing);
  Frames asked = request("process", "{}");
  std::vector<std::string_view> frames(asked.frames.begin(), asked.frames.end());
  Incoming incoming{"me", frames};
  Answers answers;
  handler.handle({&incoming, 1}, UINT64_MAX, answers);
  check_error(answers.all.at(0), wire::Status::kInternal, "disk full");
  CHECK(Caller::current() == nullptr);
}

TEST("latencies are told to within a quarter") {
  Latency latency;
  for (uint64_t i = 1; i <= 1000; ++i) latency.add(i * 1000);
  CHECK(latency.percentile(0.5) >= 500'000 && latency.percentile(0.5) < 625'000);
  CHECK(latency.percentile(0.99) >= 990'000 && latency.percentile(0.99) < 1'250'000);
  CHECK_EQ(Latency().percentile(0.5), uint64_t{0});
  Latency extreme;
  extreme.add(UINT64_MAX);
  extreme.add(0);
  CHECK_EQ(extreme.percentile(0), uint64_t{0});
}

}  // namespace
