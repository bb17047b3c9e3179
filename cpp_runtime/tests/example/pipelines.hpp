// A stand-in for generated code, in the emitter's words, to test the library's main, service and stages with.
#pragma once

#include <sage/io/jsonl.hpp>
#include <sage/ops/filter.hpp>
#include <sage/pipeline.hpp>
#include <sage/service/request.hpp>

namespace example {

struct Params {
  int64_t rows = 3;                  // of the flow; negative: without end
  std::string_view replies = "one";  // one, maybe, many
  bool loud = false;
};

struct Ask {
  uint64_t id{};
  std::string_view text{};
  std::optional<int32_t> n{};
  static constexpr auto fields =
      sage::fields(sage::field("id", &Ask::id), sage::field("text", &Ask::text).otherwise(),
                   sage::field("n", &Ask::n));
};

struct Reply {
  uint64_t id{};
  std::string_view text{};
  int32_t twice{};
  static constexpr auto fields =
      sage::fields(sage::field("id", &Reply::id), sage::field("text", &Reply::text),
                   sage::field("twice", &Reply::twice));
};

inline constexpr sage::Site kSites[] = {{"example.sage", 6, 20, "n * 2"},
                                        {"example.sage", 9, 20, "n * 2"}};

inline constexpr sage::Operator kOperators[] = {
    {"request", {"example.sage", 4, 3, "request"}, sage::Role::kSource},
    {"filter", {"example.sage", 5, 6, "filter n != 0"}},
    {"select", {"example.sage", 6, 6, "select id, text, twice = n * 2"}},
    {"into", {"example.sage", 7, 6, "into response"}, sage::Role::kSink},
    {"values", {"example.sage", 8, 3, "values"}, sage::Role::kSource},
    {"select", {"example.sage", 9, 6, "select id, text, twice = n * 2"}},
    {"into", {"example.sage", 10, 6, "into stdout()"}, sage::Role::kSink},
};

inline constexpr sage::MethodInfo kMethods[] = {{"process", "Ask", "Reply", "Doubles n.",
                                                 "{id: u64, text: str = \"\", n: i32?}",
                                                 0x0123456789abcdef, 0xfedcba9876543210}};

struct Where1 {
  using Input = Ask;
  bool operator()(const Ask& r, sage::Frame&) const { return r.n != 0; }
};

struct Columns2 {
  using Input = Ask;
  using Output = Reply;
  uint32_t site;
  Reply operator()(const Ask& r, sage::Frame& f) const {
    int32_t twice = 0;
    if (__builtin_mul_overflow(r.n.value_or(1), 2, &twice)) {
      sage::At{f, site}.fail(sage::Code::kOverflow, std::to_string(*r.n) + " * 2 does not fit i32");
    }
    return {r.id, r.text, twice};
  }
};

// The stage of `from request as Ask |> filter n != 0 |> select id, text, twice = n * 2 |> into response`.
class RequestStage {
 public:
  RequestStage(const Params& params, sage::Runtime& runtime)
      : runtime_(runtime), many_(params.replies == "many"), response_3(replies(params)) {}

  void handle(sage::Request& request) {
    frame_.arena.reset();
    Ask ask;
    if (!request.decode(ask, frame_)) return;
    runtime_.counters(kOperators[0]).out.add();
    response_3.open(request);
    // `many` stands for a flatmap that makes two of each.
    for (int i = 0; i < (many_ ? 2 : 1); ++i) to_filter_1(ask);
    response_3.close();
  }

 private:
  static sage::Replies replies(const Params& params) {
    if (params.replies == "many") return sage::Replies::kMany;
    return params.replies == "maybe" ? sage::Replies::kAtMostOne : sage::Replies::kOne;
  }
  void to_filter_1(const Ask& r) {
    runtime_.counters(kOperators[1]).in.add();
    if (filter_1.process(r, frame_, [this](const Ask& kept) { to_select_2(kept); }) ==
        sage::Status::kFailed)
      reject(r, 1);
  }
  void to_select_2(const Ask& r) {
    runtime_.counters(kOperators[2]).in.add();
    Reply reply = columns_2(r, frame_);
    if (frame_.failed()) return reject(r, 2);
    to_into_3(reply);
  }
  void to_into_3(const Reply& r) {
    runtime_.counters(kOperators[3]).in.add();
    response_3.write(r, frame_);
  }
  template <class Record>
  void reject(const Record& r, int op) {
    runtime_.reject(kOperators[op], frame_, r);
  }

  sage::Runtime& runtime_;
  bool many_;
  sage::Frame frame_;
  sage::ops::Filter<Where1> filter_1{{}};
  Columns2 columns_2{0};
  sage::ResponseSink<Reply> response_3;
};

// A source of numbered rows; the seventh does not fit twice, and a text row does not decode.
class Values {
 public:
  explicit Values(int64_t rows) : rows_(rows) {}

  template <class Emit, class Reject>
  bool read(sage::Frame&, Emit&& emit, Reject&& reject) {
    for (int i = 0; i < 4; ++i, ++at_) {
      if (at_ == rows_) return false;
      if (at_ == 5)
        reject(sage::io::BadRow{sage::Code::kDecode, "n: \"x\" is not an i32", "values, row 6",
                                "{\"n\":\"x\"}"});
      if (at_ == 5) continue;
      Ask row{static_cast<uint64_t>(at_), "row", at_ == 7 ? 2'000'000'000 : 1};
      if (!emit(row)) return false;
    }
    return true;
  }

 private:
  int64_t rows_;
  int64_t at_ = 0;
};

// The stage of `from values |> select id, text, twice = n * 2 |> into stdout()`.
class FlowStage {
 public:
  FlowStage(const Params& params, sage::Runtime& runtime)
      : runtime_(runtime), source_4(params.rows), loud_(params.loud) {}

  void run() {
    sink_6.open();
    sage::pump(
        runtime_, source_4, frame_, kOperators[4],
        [this](const Ask& r) { return to_select_5(r), true; }, [this] { flush(); });
    sink_6.close();
  }

  void flush() { sink_6.flush(); }

 private:
  void to_select_5(const Ask& r) {
    runtime_.counters(kOperators[5]).in.add();
    Reply reply = columns_5(r, frame_);
    if (frame_.failed()) return runtime_.reject(kOperators[5], frame_, r);
    runtime_.counters(kOperators[6]).in.add();
    if (loud_) sink_6.write(reply, frame_);
  }

  sage::Runtime& runtime_;
  sage::Frame frame_;
  Values source_4;
  Columns2 columns_5{1};
  bool loud_;
  sage::io::JsonlSink<Reply> sink_6{{"standard output", 1}};
};

inline constexpr sage::ParamInfo kParams[] = {
    {"rows", "i64", "how many rows to make; negative: without end", "3",
     [](void* params, std::string_view text) -> std::string {
       if (sage::read_text(text, static_cast<Params*>(params)->rows)) return {};
       return sage::shown(text) + " is not an i64";
     }},
    {"replies", "str", "one, maybe or many", "\"one\"",
     [](void* params, std::string_view text) -> std::string {
       static_cast<Params*>(params)->replies = text;  // of the command line, which stays
       return {};
     }},
    {"loud", "bool", "print the rows", "false",
     [](void* params, std::string_view text) -> std::string {
       if (sage::read_text(text, static_cast<Params*>(params)->loud)) return {};
       return sage::shown(text) + " is not a bool";
     }},
};

template <bool kFlows, bool kRequest>
class Example final : public sage::Pipeline {
 public:
  Example(const Params& params, sage::Runtime& runtime)
      : flow_(params, runtime), request_(params, runtime) {}
  void run() override { flow_.run(); }
  void flush() override { flow_.flush(); }
  void handle(sage::Request& request) override { request_.handle(request); }

  static constexpr sage::Program program() {
    return {"example",
            "1.2.0",
            "Doubles numbers",
            "{\"name\":\"example\"}",
            sage::OnError::kFail,
            kFlows,
            kRequest,
            kParams,
            []() -> void* { return new Params; },
            [](const void* params, sage::Runtime& runtime) -> std::unique_ptr<sage::Pipeline> {
              return std::make_unique<Example>(*static_cast<const Params*>(params), runtime);
            },
            kSites,
            kOperators,
            kRequest ? std::span<const sage::MethodInfo>(kMethods)
                     : std::span<const sage::MethodInfo>()};
  }

 private:
  FlowStage flow_;
  RequestStage request_;
};

}  // namespace example
