// A service on its sockets: makes a pipeline findable, reads messages, and lets the handler answer them.
//
// Used by one thread. Messages are read in batches of up to 64, so that a cancelled request that waits behind others is
// not started, and answered one after the other.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sage/service/handler.hpp"

namespace sage {

struct ServerOptions {
  std::string name;
  std::vector<std::string> endpoints;  // tcp addresses beside the local socket
  bool insecure = false;               // they may be reached from other machines
};

class Server {
 public:
  // Binds and announces. Throws IoError or ConfigError; `is_available` tells beforehand whether there is a libzmq.
  Server(const ServerOptions& options, const Runtime& runtime, Pipeline* pipeline);
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server();  // drains; gives peers a moment to read their last answers

  static bool is_available();

  const ServiceInfo& info() const;

  // Waits for messages or for `wake_fd`, if it is one, to be readable, and answers the messages that are there.
  void serve(int wake_fd, int timeout_ms);

  // Refuses requests from now on, and is no longer found.
  void drain();

  StopWish stop_wish() const;

 private:
  class Socket;
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sage
