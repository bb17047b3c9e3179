#include "signals.hpp"

#include <fcntl.h>
#include <pthread.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

#include "sage/base/errors.hpp"

namespace sage::signals {
namespace {

int pipe_ends[2] = {-1, -1};
std::atomic<Runtime*> stopped_runtime{nullptr};
std::atomic<int> first_signal{0};

// Only what is safe in a signal handler happens here.
void on_signal(int number) {
  int error = errno;
  int none = 0;
  bool is_first = first_signal.compare_exchange_strong(none, number);
  if (!is_first && number == SIGINT) _exit(130);
  stopped_runtime.load()->stop();
  wake();
  errno = error;
}

}  // namespace

void install(Runtime& runtime) {
  stopped_runtime = &runtime;
  if (pipe2(pipe_ends, O_CLOEXEC | O_NONBLOCK) != 0) throw IoError("cannot make a pipe");
  // Without SA_RESTART, so that a read that waits returns.
  struct sigaction action{};
  action.sa_handler = on_signal;
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  signal(SIGPIPE, SIG_IGN);
}

int wake_fd() { return pipe_ends[0]; }

void clear() {
  char bytes[64];
  while (read(pipe_ends[0], bytes, sizeof bytes) > 0) {
  }
}

void wake() {
  char byte = 0;
  [[maybe_unused]] ssize_t written = write(pipe_ends[1], &byte, 1);  // a full pipe wakes too
}

int received() { return first_signal.load(); }

void block_here() {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, nullptr);
}

}  // namespace sage::signals
