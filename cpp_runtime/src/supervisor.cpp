#include "supervisor.hpp"

#include <poll.h>
#include <unistd.h>

#include <algorithm>

#include "sage/base/errors.hpp"
#include "sage/base/log.hpp"
#include "service_facts.hpp"
#include "signals.hpp"

namespace sage {
namespace {

constexpr uint64_t kMilli = 1'000'000;
constexpr uint64_t kServiceAfter = 200 * kMilli;
constexpr uint64_t kProgressEvery = 1000 * kMilli;
constexpr uint64_t kNever = UINT64_MAX;

}  // namespace

Supervisor::Supervisor(Runtime& runtime, Pipeline* serving, const Options& options)
    : runtime_(runtime),
      serving_(serving),
      options_(options),
      progress_(runtime, options.quiet),
      flows_(runtime.program().has_flows ? Flows::kRunning : Flows::kEnded) {}

void Supervisor::flows_ended(bool well) {
  flows_ = well ? Flows::kEnded : Flows::kFailed;
  signals::wake();
}

void Supervisor::attend() {
  if (serving_ != nullptr) serve();
  uint64_t now = monotonic_ns();
  uint64_t service_at = serving_ == nullptr ? now + kServiceAfter : kNever;
  uint64_t progress_at = progress_.is_live() ? now + kProgressEvery : kNever;
  bool had_flows = runtime_.program().has_flows;  // and their end is not yet noticed
  while (true) {
    uint64_t next = std::min(service_at, progress_at);
    wait(next == kNever ? -1 : next <= now ? 0 : static_cast<int>((next - now) / kMilli + 1));
    if (runtime_.stopping() && !is_stopping_) stop();
    if (server_ != nullptr && server_->stop_wish() == StopWish::kNow) stop_now();
    if (server_ != nullptr && server_->stop_wish() == StopWish::kDrain && !is_stopping_) stop();

    Flows flows = flows_;
    if (had_flows && flows != Flows::kRunning) {
      had_flows = false;
      progress_at = kNever;
      if (flows == Flows::kEnded) progress_.finish();
    }
    if (flows == Flows::kFailed) return;
    if (flows == Flows::kEnded && (serving_ == nullptr || is_stopping_)) return;

    now = monotonic_ns();
    if (now >= progress_at) {
      progress_.update();
      progress_at = now + kProgressEvery;
    }
    if (now < service_at) continue;
    service_at = kNever;
    if (!is_stopping_) serve();
  }
}

void Supervisor::wait(int timeout_ms) {
  if (server_ != nullptr) {
    server_->serve(signals::wake_fd(), timeout_ms);
  } else {
    pollfd waiting{signals::wake_fd(), POLLIN, 0};
    poll(&waiting, 1, timeout_ms);
  }
  signals::clear();
}

// Becomes a service. A program that need not be one goes on without.
void Supervisor::serve() {
  if (serving_ == nullptr && options_.endpoints.empty()) {
    if (!Server::is_available())
      return log::write(log::Level::kDebug, "no libzmq: runs without being a service");
  }
  try {
    ServerOptions where{options_.service, options_.endpoints, options_.insecure};
    server_ = std::make_unique<Server>(where, runtime_, serving_);
  } catch (const std::runtime_error& problem) {
    if (serving_ != nullptr || !options_.endpoints.empty()) throw;
    return log::write(log::Level::kWarn,
                      std::string("runs without being a service: ") + problem.what());
  }
  std::string endpoints;
  for (const std::string& endpoint : server_->info().endpoints)
    endpoints += (endpoints.empty() ? "" : ", ") + endpoint;
  log::write(serving_ != nullptr ? log::Level::kInfo : log::Level::kDebug, "serving",
             {{"instance", server_->info().instance}, {"endpoints", endpoints}});
}

void Supervisor::stop() {
  is_stopping_ = true;
  runtime_.stop();
  if (server_ == nullptr) return;
  server_->drain();
  log::write(serving_ != nullptr ? log::Level::kInfo : log::Level::kDebug, "draining");
}

// Ends the process without waiting for the flows; the answer to `_stop` leaves first.
void Supervisor::stop_now() {
  log::write(log::Level::kInfo, "stopped at once");
  server_.reset();
  _exit(0);
}

}  // namespace sage
