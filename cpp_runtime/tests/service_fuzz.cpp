// Frames from a hostile peer: 100,000 random and mutated messages, after which the service still answers rightly.
//
// The seed is fixed and printed by a failure; SAGE_FUZZ_SEED and SAGE_FUZZ_ROUNDS choose others.
#include <cstdlib>
#include <random>

#include "service_world.hpp"
#include "test.hpp"

using namespace sage;
using namespace sage::test;
using wire::Encoding;
using wire::Type;

namespace {

uint64_t environment(const char* name, uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

class Fuzzer {
 public:
  explicit Fuzzer(uint64_t seed) : random_(seed) {}

  Frames message() {
    Frames message;
    switch (below(8)) {
      case 0: message = noise(); break;
      case 1: message = request("process", value(3), Encoding::kJson); break;
      case 2: message = request("process", value(3)); break;
      case 3:
        message = request(
            pick<std::string_view>({"_stop", "_health", "_describe", "_metrics", "?"}), value(1));
        break;
      case 4: message = control(); break;
      default:
        message = request("process", ask(), below(2) == 0 ? Encoding::kJson : Encoding::kMsgpack);
    }
    message.peer = std::string(pick<std::string_view>({"a", "b", std::string_view("\0abcd", 5)}));
    for (size_t times = below(3); times > 0; --times) mutate(message);
    return message;
  }

  size_t below(size_t limit) { return random_() % limit; }

 private:
  template <class T>
  T pick(std::initializer_list<T> choices) {
    return choices.begin()[below(choices.size())];
  }

  std::string bytes(size_t most) {
    std::string text(below(most + 1), ' ');
    for (char& c : text) c = static_cast<char>(random_());
    return text;
  }

  Frames noise() {
    Frames message;
    for (size_t frames = below(20); frames > 0; --frames) message.frames.push_back(bytes(100));
    return message;
  }

  Frames control() {
    wire::Header header = header_of(static_cast<Type>(below(18)));
    header.correlation = below(4);
    if (below(2) == 0) header.flags = wire::kPayload;
    return {"",
            {std::string(header.bytes()),
             as_msgpack(pick<std::string_view>({R"({"service":"example"})", "null", "7"}))}};
  }

  // JSON that has the parameter's type, or nearly.
  std::string ask() {
    std::string text = R"({"id":)" + std::to_string(below(1000));
    if (below(2) == 0)
      text += R"(,"n":)" + pick<std::string>({"1", "-5", "2000000000", "null", "1e400", "0"});
    if (below(3) == 0) text += R"(,"text":"\u00e9\ud83d\ude00")";
    if (below(9) == 0) text += R"(,"more":)" + value(2);
    return text + "}";
  }

  std::string value(int depth) {
    if (depth == 0 || below(3) == 0) {
      return pick<std::string>({"null", "true", "false", "0", "-1", "18446744073709551615", "1e999",
                                "0.1", "\"\"", "\"x\""});
    }
    bool is_list = below(2) == 0;
    std::string text(1, is_list ? '[' : '{');
    for (size_t i = 0, items = below(4); i < items; ++i) {
      if (i > 0) text += ',';
      if (!is_list)
        text += pick<std::string>({"\"id\":", "\"text\":", "\"n\":", "\"drain\":", "\"\":"});
      text += value(depth - 1);
    }
    return text + (is_list ? ']' : '}');
  }

  void mutate(Frames& message) {
    auto& frames = message.frames;
    if (frames.empty()) return;
    std::string& frame = frames[below(frames.size())];
    switch (below(8)) {
      case 0: frames.erase(frames.begin() + static_cast<long>(below(frames.size()))); return;
      case 1:
        frames.insert(frames.begin() + static_cast<long>(below(frames.size())), frame);
        return;
      case 2: frame.resize(below(frame.size() + 1)); return;
      case 3: frame += bytes(20); return;
      case 4: frames.resize(frames.size() + below(20), "x"); return;
      default: break;
    }
    for (size_t times = 1 + below(4); times > 0 && !frame.empty(); --times) {
      char& byte = frame[below(frame.size())];
      byte = below(2) == 0 ? static_cast<char>(byte ^ 1 << below(8))
                           : pick<char>({'\0', '\1', '\x7F', '\x80', '\xFF', '\xDF'});
    }
  }

  std::mt19937_64 random_;
};

// Whatever was asked, an answer is one that a client can read.
void check_answer(const Answer& answer) {
  CHECK(wire::malformed(answer.header) == nullptr);
  CHECK_EQ(answer.header.has(wire::kMeta), !answer.meta.empty());
  CHECK_EQ(answer.header.has(wire::kPayload), !answer.payload.empty());
  CHECK(answer.meta.size() <= wire::kMaxMeta);
  CHECK_EQ(answer.header.type == Type::kError, answer.header.status != wire::Status::kOk);
  json::Tape tape;
  Arena arena;
  std::string reason;
  if (!answer.meta.empty()) CHECK(msgpack::parse(answer.meta, tape, reason));
  tape.clear();
  if (answer.header.encoding == Encoding::kMsgpack)
    CHECK(msgpack::parse(answer.payload, tape, reason));
  if (answer.header.encoding == Encoding::kJson)
    CHECK(json::parse(answer.payload, tape, arena, reason));
  CHECK_EQ(reason, "");
}

void fuzz(std::string_view replies, uint64_t seed, uint64_t rounds) {
  Fuzzer fuzzer(seed);
  World world(replies);
  uint64_t sent = 0, answered = 0;
  while (sent < rounds && test::failures == 0) {
    std::vector<Frames> batch;
    for (size_t size = 1 + fuzzer.below(5); size > 0; --size) batch.push_back(fuzzer.message());
    sent += batch.size();
    auto answers = world.send(batch, fuzzer.below(2) == 0 ? 0 : UINT64_MAX);
    CHECK(answers.size() <= batch.size());
    for (const Answer& answer : answers) check_answer(answer);
    answered += answers.size();
  }
  CHECK(answered > rounds / 4);
  CHECK(!as_json(world.ask(request("process", R"({"id":1,"n":4})")).payload).empty());
  CHECK(Caller::current() == nullptr);
  if (test::failures > 0) std::cerr << "seed " << seed << "\n";
}

const uint64_t kSeed = environment("SAGE_FUZZ_SEED", 20260731);
const uint64_t kRounds = environment("SAGE_FUZZ_ROUNDS", 100'000);

TEST("a service that answers with one record bears any frames") { fuzz("one", kSeed, kRounds / 2); }
TEST("a service that may answer null bears any frames") { fuzz("maybe", kSeed + 1, kRounds / 4); }
TEST("a service that answers with lists bears any frames") { fuzz("many", kSeed + 2, kRounds / 4); }

}  // namespace
