// Headers, method numbers, key groups and MessagePack are what tests/vectors/wire says, which Python is held to as well.
#include <fstream>
#include <iterator>

#include "sage/base/json.hpp"
#include "sage/base/key_group.hpp"
#include "sage/service/msgpack.hpp"
#include "sage/service/wire.hpp"
#include "test.hpp"

using namespace sage;

namespace {

// A JSON file on a tape, to walk by names.
class Document {
 public:
  explicit Document(const std::string& name) {
    std::ifstream file(std::string(SAGE_VECTORS) + "/wire/" + name);
    text_.assign(std::istreambuf_iterator<char>(file), {});
    std::string reason;
    CHECK(json::parse(text_, tape, arena, reason));
    CHECK_EQ(reason, "");
  }

  // The value of a name in the object at `at`.
  size_t find(size_t at, std::string_view name) const {
    size_t key = at + 1;
    for (uint32_t i = 0; i < tape[at].size; ++i, key = tape.after(key + 1)) {
      if (tape[key].text() == name) return key + 1;
    }
    test::fail(__FILE__, __LINE__, "no field " + std::string(name));
    return 0;
  }

  template <class Visit>
  void each(size_t list, Visit visit) const {
    size_t at = list + 1;
    for (uint32_t i = 0; i < tape[list].size; ++i, at = tape.after(at)) visit(at);
  }

  uint64_t number(size_t at, std::string_view name) const {
    uint64_t value = 0;
    CHECK(read_text(tape[find(at, name)].text(), value));
    return value;
  }
  std::string bytes(size_t at, std::string_view name) const {
    return unhex(tape[find(at, name)].text());
  }

  static std::string unhex(std::string_view text) {
    std::string bytes;
    for (size_t i = 0; i + 1 < text.size(); i += 2) {
      bytes += static_cast<char>(std::stoi(std::string(text.substr(i, 2)), nullptr, 16));
    }
    return bytes;
  }

  json::Tape tape;
  Arena arena;

 private:
  std::string text_;
};

std::string_view view(const auto& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

TEST("headers have the fields of the vectors, and the bytes") {
  Document file("headers.json");
  file.each(file.find(0, "messages"), [&](size_t message) {
    auto header = wire::read_header(file.bytes(message, "hex"));
    if (!header) return test::fail(__FILE__, __LINE__, "a header was not read");
    size_t fields = file.find(message, "header");
    CHECK_EQ(uint64_t{header->magic}, file.number(fields, "magic"));
    CHECK_EQ(static_cast<uint64_t>(header->type), file.number(fields, "type"));
    CHECK_EQ(uint64_t{header->flags}, file.number(fields, "flags"));
    CHECK_EQ(header->correlation, file.number(fields, "correlation"));
    CHECK_EQ(uint64_t{header->budget_us}, file.number(fields, "budget_us"));
    CHECK_EQ(uint64_t{header->method}, file.number(fields, "method"));
    CHECK_EQ(header->schema, file.number(fields, "schema"));
    CHECK_EQ(view(header->trace_id), file.bytes(fields, "trace_id"));
    CHECK_EQ(view(header->span_id), file.bytes(fields, "span_id"));
    CHECK_EQ(uint64_t{header->trace_flags}, file.number(fields, "trace_flags"));
    CHECK_EQ(static_cast<uint64_t>(header->encoding), file.number(fields, "encoding"));
    CHECK_EQ(static_cast<uint64_t>(header->status), file.number(fields, "status"));
    CHECK_EQ(uint64_t{header->route}, file.number(fields, "route"));
    CHECK_EQ(header->bytes(), file.bytes(message, "hex"));
    CHECK(wire::malformed(*header) == nullptr);
  });
}

TEST("bad headers are refused") {
  Document file("headers.json");
  file.each(file.find(0, "bad_headers"), [&](size_t bad) {
    auto header = wire::read_header(file.bytes(bad, "hex"));
    CHECK(!header || wire::malformed(*header) != nullptr);
  });
}

TEST("method names and keys hash to the numbers of the vectors") {
  Document file("headers.json");
  for (std::string_view name :
       {"process", "_health", "_describe", "_metrics", "_stop", "get", "add", ""}) {
    CHECK_EQ(uint64_t{hash32(name)}, file.number(file.find(0, "methods"), name));
  }
  file.each(file.find(0, "keys"), [&](size_t key) {
    uint32_t hash = hash32(file.bytes(key, "hex"));
    CHECK_EQ(uint64_t{hash}, file.number(key, "hash32"));
    CHECK_EQ(uint64_t{key_group(hash)}, file.number(key, "group"));
  });
}

TEST("hashes fall into Flink's key groups") {
  constexpr int32_t kHashes[] = {0, 1, 2, 42, -1, INT32_MAX, INT32_MIN};
  constexpr uint32_t kGroups[] = {94, 86, 127, 29, 80, 62, 108};
  for (size_t i = 0; i < std::size(kHashes); ++i)
    CHECK_EQ(key_group(static_cast<uint32_t>(kHashes[i])), kGroups[i]);
}

TEST("the ranges of any number of workers cover each group once") {
  for (uint32_t workers = 1; workers <= kKeyGroups; ++workers) {
    uint32_t next = 0;
    for (uint32_t i = 0; i < workers; ++i) {
      KeyGroupRange range = key_group_range(i, workers);
      CHECK_EQ(range.first, next);
      CHECK(range.contains(range.last));
      next = range.last + 1;
    }
    CHECK_EQ(next, kKeyGroups);
  }
}

TEST("values have the MessagePack of the vectors, there and back") {
  Document file("msgpack.json");
  file.each(file.find(0, "values"), [&](size_t item) {
    std::string bytes = file.bytes(item, "hex");
    json::Tape tape;
    std::string reason;
    CHECK(msgpack::parse(bytes, tape, reason));
    CHECK_EQ(reason, "");
    Buffer back;
    msgpack::write_tape(back, tape);
    CHECK_EQ(back.view(), bytes);
    Buffer of_json;
    msgpack::write_tape(of_json, file.tape, file.find(item, "value"));
    CHECK_EQ(of_json.view(), bytes);
  });
}

TEST("other encodings of a value are read too, and written in the smallest") {
  Document file("msgpack.json");
  file.each(file.find(0, "accepted"), [&](size_t item) {
    json::Tape tape;
    std::string reason;
    std::string bytes = file.bytes(item, "hex");
    CHECK(msgpack::parse(bytes, tape, reason));
    Buffer back;
    msgpack::write_tape(back, tape);
    CHECK(back.size() < bytes.size() || bytes[0] == '\xCA');
  });
}

TEST("what is not MessagePack is refused with a reason") {
  Document file("msgpack.json");
  file.each(file.find(0, "bad"), [&](size_t item) {
    json::Tape tape;
    std::string reason;
    CHECK(!msgpack::parse(file.bytes(item, "hex"), tape, reason));
    CHECK(!reason.empty());
  });
}

struct All {
  bool b = true;
  int8_t i = -33;
  uint64_t u = UINT64_MAX;
  float f = 0.5;
  std::string_view text = "é";
  Bytes raw{{"\0\xFF", 2}};
  Timestamp at{0};
  Duration span{90'000'000};
  std::optional<int64_t> none{};
  List<std::string_view> list{};
  static constexpr auto fields = sage::fields(
      field("b", &All::b), field("i", &All::i), field("u", &All::u), field("f", &All::f),
      field("text", &All::text), field("raw", &All::raw), field("at", &All::at),
      field("span", &All::span), field("none", &All::none), field("list", &All::list, "List"));
};

TEST("a record is a map, of times as text and bytes as they are, and reads back") {
  const std::string_view words[] = {"a", "b"};
  All all;
  all.list = {words, 2};
  Buffer bytes;
  msgpack::write(bytes, all);
  json::Tape tape;
  Arena arena;
  std::string reason;
  CHECK(msgpack::parse(bytes.view(), tape, reason));
  All back{false, 0, 0, 0, {}, {}, {1}, {1}, 5, {}};
  CHECK(json::decode(tape, back, arena, reason));
  CHECK_EQ(reason, "");
  CHECK_EQ(json::text_of(back), json::text_of(all));
}

}  // namespace
