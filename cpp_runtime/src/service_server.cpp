#include "sage/service/server.hpp"

#include <cerrno>
#include <cstring>
#include <ctime>

#include "sage/base/errors.hpp"
#include "sage/base/log.hpp"
#include "sage/service/discovery.hpp"
#include "sage/service/zmq_abi.hpp"
#include "service_facts.hpp"

namespace sage {
namespace {

constexpr size_t kBatch = 64;
constexpr int kHighWater = 1'000;  // messages a client may leave unread; more are lost to it
constexpr int kLingerMs = 200;
constexpr uint64_t kLastAnswerNs =
    50'000'000;  // that a peer is given to read its last answer before we hang up
constexpr int kHandshakeMs = 5'000;

const zmq::Library& library() {
  const zmq::Library* found = zmq::library();
  if (found == nullptr)
    throw ConfigError("libzmq is not found; install it, or name its file in SAGE_LIBZMQ");
  return *found;
}

// True for addresses that only this machine reaches.
bool is_local(std::string_view endpoint) {
  if (endpoint.starts_with("ipc://")) return true;
  if (!endpoint.starts_with("tcp://")) return false;
  std::string_view host = endpoint.substr(6, endpoint.rfind(':') - 6);
  bool is_number = host.find_first_not_of("0123456789.") == host.npos;
  return (host.starts_with("127.") && is_number) || host == "localhost" || host == "[::1]";
}

void check_endpoint(const std::string& endpoint, bool insecure) {
  if (!endpoint.starts_with("tcp://") && !endpoint.starts_with("ipc://")) {
    throw ConfigError("--endpoint: `" + endpoint + "` is not of the form tcp://127.0.0.1:5555");
  }
  if (is_local(endpoint)) return;
  if (!insecure) {
    throw ConfigError("--endpoint: " + endpoint +
                      " can be reached from other machines; use tcp://127.0.0.1:..., or allow it "
                      "with --insecure");
  }
  log::write(log::Level::kWarn,
             "INSECURE: anyone who reaches " + endpoint + " can call and stop this service");
}

Timestamp now() {
  timespec time{};
  clock_gettime(CLOCK_REALTIME, &time);
  return {time.tv_sec * 1'000'000 + time.tv_nsec / 1000};
}

}  // namespace

// A ROUTER socket and its context.
class Server::Socket final : public Outbox {
 public:
  Socket()
      : zmq_(library()), context_(zmq_.ctx_new()), socket_(zmq_.socket(context_, zmq::kRouter)) {
    if (socket_ == nullptr) fail("cannot make a socket");
    set(zmq::kRouterMandatory, 1);
    set(zmq::kLinger, kLingerMs);
    set(zmq::kSendHighWater, kHighWater);
    set(zmq::kReceiveHighWater, kHighWater);
    set(zmq::kHandshakeInterval, kHandshakeMs);
    auto largest = static_cast<int64_t>(wire::kMaxBytes);
    zmq_.setsockopt(socket_, zmq::kMaxMessageSize, &largest, sizeof largest);
    for (Slot& slot : slots_) zmq_.msg_init(&slot.message);
  }
  ~Socket() override {
    for (Slot& slot : slots_) zmq_.msg_close(&slot.message);
    zmq_.close(socket_);
    zmq_.ctx_term(context_);
  }

  // Answers the address others connect to, with the port that was chosen. libzmq binds to numbers, not to names.
  std::string bind(std::string endpoint) {
    constexpr std::string_view kByName = "tcp://localhost:";
    if (endpoint.starts_with(kByName)) endpoint.replace(0, kByName.size(), "tcp://127.0.0.1:");
    if (endpoint.find("[") != endpoint.npos) set(zmq::kIpv6, 1);
    if (zmq_.bind(socket_, endpoint.c_str()) != 0) fail("cannot listen on " + endpoint);
    char bound[512];
    size_t size = sizeof bound;
    if (zmq_.getsockopt(socket_, zmq::kLastEndpoint, bound, &size) != 0) return endpoint;
    return bound;
  }

  void wait(int wake_fd, int timeout_ms) {
    zmq::PollItem items[] = {{socket_, 0, zmq::kPollIn, 0}, {nullptr, wake_fd, zmq::kPollIn, 0}};
    zmq_.poll(items, wake_fd < 0 ? 1 : 2, timeout_ms);
  }

  // The messages that are there, at most kBatch; valid until the next call.
  std::span<const Incoming> receive() {
    frames_.clear();
    ends_.clear();
    used_ = 0;
    while (ends_.size() < kBatch && receive_one()) {
    }
    batch_.clear();
    size_t from = 0;
    for (size_t end : ends_) {
      auto frames = std::span<const std::string_view>(frames_).subspan(from, end - from);
      batch_.push_back({frames[0], frames.subspan(1)});
      from = end;
    }
    return batch_;
  }

  uint64_t last_sent_ns() const { return last_sent_ns_; }

  void send(std::string_view peer, const wire::Header& header, std::string_view meta,
            std::string_view payload) override {
    last_sent_ns_ = monotonic_ns();
    // A peer that is gone, or that does not read, gets nothing: the first frame is then refused.
    int more = header.has(wire::kMeta) || header.has(wire::kPayload) ? zmq::kSendMore : 0;
    if (!put(peer, zmq::kSendMore) || !put(header.bytes(), more)) return;
    if (header.has(wire::kMeta)) put(meta, header.has(wire::kPayload) ? zmq::kSendMore : 0);
    if (header.has(wire::kPayload)) put(payload, 0);
  }

 private:
  // Frames are kept in messages that are used again and again; those beyond kMaxFrames are read and forgotten.
  struct Slot {
    zmq::Message message;
  };

  bool receive_one() {
    size_t frames = 0;
    while (true) {
      Slot& slot = slots_[used_];
      if (zmq_.msg_recv(&slot.message, socket_, zmq::kDontWait) < 0) return false;
      bool more = zmq_.msg_more(&slot.message) != 0;
      if (frames <= wire::kMaxFrames + 1) {
        frames_.emplace_back(static_cast<const char*>(zmq_.msg_data(&slot.message)),
                             zmq_.msg_size(&slot.message));
        ++used_;
        ++frames;
      }
      if (!more) break;
    }
    ends_.push_back(frames_.size());
    return used_ + wire::kMaxFrames + 3 < slots_.size();
  }

  bool put(std::string_view data, int more) {
    return zmq_.send(socket_, data.data(), data.size(), zmq::kDontWait | more) >= 0;
  }

  void set(int option, int value) { zmq_.setsockopt(socket_, option, &value, sizeof value); }

  [[noreturn]] void fail(const std::string& what) {
    throw IoError(what + ": " + zmq_.error_text(zmq_.error_number()));
  }

  const zmq::Library& zmq_;
  void* context_;
  void* socket_;
  std::array<Slot, 4 * kBatch> slots_;
  size_t used_ = 0;
  uint64_t last_sent_ns_ = 0;
  std::vector<std::string_view> frames_;
  std::vector<size_t> ends_;
  std::vector<Incoming> batch_;
};

struct Server::State {
  State(const ServerOptions& options, const Runtime& runtime, Pipeline* pipeline)
      : instance(options.name), handler(info, runtime, pipeline) {
    info.name = options.name;
    info.instance = instance.id();
    info.started = now();
    info.started_ns = monotonic_ns();
    info.endpoints.push_back(socket.bind("ipc://" + instance.socket_path()));
    for (const std::string& endpoint : options.endpoints) {
      check_endpoint(endpoint, options.insecure);
      info.endpoints.push_back(socket.bind(endpoint));
    }
    Buffer descriptor;
    write_descriptor(descriptor, info, runtime.program());
    instance.publish(descriptor.view());
  }

  ServiceInfo info;
  discovery::Instance instance;  // outlives the socket, whose file lies in its folder
  Socket socket;
  Handler handler;
};

Server::Server(const ServerOptions& options, const Runtime& runtime, Pipeline* pipeline)
    : state_(std::make_unique<State>(options, runtime, pipeline)) {}

// A client that sees its connection end may lose what it has not read yet.
Server::~Server() {
  if (!state_->handler.is_draining()) drain();
  uint64_t end = state_->socket.last_sent_ns() + kLastAnswerNs;
  for (uint64_t now = monotonic_ns(); now < end; now = monotonic_ns()) {
    serve(-1, static_cast<int>((end - now) / 1'000'000 + 1));
  }
}

bool Server::is_available() { return zmq::library() != nullptr; }

const ServiceInfo& Server::info() const { return state_->info; }

void Server::serve(int wake_fd, int timeout_ms) {
  state_->socket.wait(wake_fd, timeout_ms);
  state_->handler.handle(state_->socket.receive(), monotonic_ns(), state_->socket);
}

void Server::drain() {
  state_->instance.withdraw();
  state_->handler.drain(state_->socket);
}

StopWish Server::stop_wish() const { return state_->handler.stop_wish(); }

}  // namespace sage
