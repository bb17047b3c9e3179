// What happens beside the flows: signals, callers, progress.
//
// A program with a request flow is a service from the start and until it is stopped. One with flows only becomes a
// service when it has run for a moment, so that short runs stay cheap, and ends with its flows.
#pragma once

#include <atomic>
#include <memory>

#include "flags.hpp"
#include "progress.hpp"
#include "sage/service/server.hpp"

namespace sage {

class Supervisor {
 public:
  // `serving` is the pipeline whose methods are answered; null if it has none.
  Supervisor(Runtime& runtime, Pipeline* serving, const Options& options);

  // Attends until the program is to end. Throws what starting the service throws, if it must be a service.
  void attend();

  // Called by the thread of the flows, once.
  void flows_ended(bool well);

 private:
  void serve();
  void wait(int timeout_ms);
  void stop();
  void stop_now();

  Runtime& runtime_;
  Pipeline* serving_;
  const Options& options_;
  Progress progress_;
  std::unique_ptr<Server> server_;
  enum class Flows : uint8_t { kRunning, kEnded, kFailed };
  std::atomic<Flows> flows_;
  bool is_stopping_ = false;
};

}  // namespace sage
