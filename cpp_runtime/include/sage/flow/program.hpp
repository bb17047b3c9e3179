// What generated code tells the library about itself, and what the library gives to a running stage.
//
// Generated code defines one subclass of Pipeline and one constant Program; everything else - flags, signals, threads,
// sockets, logs - is the library's (main.hpp, service/).
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "sage/base/frame.hpp"
#include "sage/base/log.hpp"
#include "sage/base/record.hpp"

namespace sage {

// A place in the user's program.
struct Site {
  const char* file;
  uint32_t line;
  uint32_t column;
  const char* text;        // what stands there
  const char* stage = "";  // the word of the stage in which it is evaluated
};

enum class Role : uint8_t { kStage, kSource, kSink };

// An operator as the user knows it: the stage's word and its place. Its number is its index in the program's table.
struct Operator {
  const char* name;
  Site site;
  Role role = Role::kStage;
};

// A record of the stream `errors`.
struct ErrorRow {
  std::string_view stage;
  std::string_view code;
  std::string_view reason;
  std::string_view span;
  std::string_view record;
  Timestamp at;
  static constexpr auto fields =
      sage::fields(field("stage", &ErrorRow::stage), field("code", &ErrorRow::code),
                   field("reason", &ErrorRow::reason), field("span", &ErrorRow::span),
                   field("record", &ErrorRow::record), field("at", &ErrorRow::at));
};

// A `param` of the pipeline: set(params, text) parses a flag's text into the params struct; an empty answer is success,
// else the answer says what is wrong with the text.
struct ParamInfo {
  const char* name;
  const char* type;
  const char* doc;
  const char* default_text;  // nullptr if required
  std::string (*set)(void* params, std::string_view text);
  std::string (*compute)(void* params) =
      nullptr;  // of a default that is worked out at the start; answers likewise
};

// A method that others may call.
struct MethodInfo {
  const char* name;
  const char* parameter;  // a type as the language writes it: "Ask", "str"
  const char* result;     // likewise: "Reply", "Reply?", "list<Reply>"
  const char* doc;
  const char*
      expected;  // the parameter's fields, for a caller who sent another: "{id: u64, text: str = \"\"}"
  uint64_t parameter_schema;  // schema hashes; 0 if not known
  uint64_t result_schema;
};

enum class OnError : uint8_t { kFail, kSkip, kDeadLetter };

class Runtime;
class Request;

// The running form of a pipeline. `run` and `handle` are called from two different threads and share no stage.
class Pipeline {
 public:
  virtual ~Pipeline() = default;

  // Opens sources and sinks, reads all sources to their end or until the runtime stops, finishes, closes sinks.
  virtual void run() = 0;

  // Hands to the system what the sinks hold. Called when a record has failed and `run` has ended early, so that the rows
  // before it are seen.
  virtual void flush() {}

  // Answers one call of `process`; only called if the program has a request flow.
  virtual void handle(Request&) {}
};

// The constant description of a pipeline.
struct Program {
  const char* name;
  const char* version;
  const char* doc;
  const char* manifest;  // JSON, as `--describe` prints it
  OnError on_error;
  bool has_flows;    // there are sources to run
  bool has_request;  // there is a `from request` flow
  std::span<const ParamInfo> params;
  void* (*make_params)();  // a params struct with its defaults; never freed
  std::unique_ptr<Pipeline> (*make)(const void* params, Runtime& runtime);
  std::span<const Site> sites;
  std::span<const Operator> operators = {};
  std::span<const MethodInfo> methods = {};  // `process` of the request flow
  log::Level log_level = log::Level::kInfo;
  const char* endpoint = "";  // where a service listens, unless it is told otherwise
  uint64_t memory = 0;        // the budget in bytes; 0: most of what the machine has
  uint32_t parallelism = 0;   // workers of a stage; 0: as many as the machine has processors
  uint32_t batch = 0;         // rows that are handed on together; 0: a good number
};

}  // namespace sage
