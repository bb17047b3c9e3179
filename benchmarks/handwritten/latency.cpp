// Measures how long rows take through a program that reads CSV and writes a row for each:
//
//     latency RATE SECONDS PROGRAM...
//
// sends so many rows a second to the program's standard input and takes them from its standard output; a rate of 0 is as
// fast as the program takes them. The first column of a row, in and out, is the time in nanoseconds at which it was due,
// so that a row which could not be sent in time counts as waiting. Prints the rate that was reached, and in microseconds
// the 50th, 99th and 99.9th percentile and the longest time.
//
// One thread does both sides and never sleeps: it needs a processor of its own, or it measures the scheduler.
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string>
#include <vector>

namespace {

constexpr size_t kMostPending = 64 << 10;  // bytes of a rate of 0
constexpr const char* kRest = ",1200,1001,4695,a note of some length that goes through\n";

[[noreturn]] void die(const char* what) {
  std::fprintf(stderr, "latency: %s\n", what);
  std::exit(1);
}

int64_t now() {
  timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1'000'000'000 + time.tv_nsec;
}

struct Child {
  pid_t pid;
  int to, from;
};

Child start(char** command) {
  int in[2], out[2];
  if (pipe(in) != 0 || pipe(out) != 0) die("no pipe");
  pid_t pid = fork();
  if (pid == 0) {
    dup2(in[0], 0);
    dup2(out[1], 1);
    for (int fd : {in[0], in[1], out[0], out[1]}) close(fd);
    execvp(command[0], command);
    _exit(127);
  }
  close(in[0]);
  close(out[1]);
  for (int fd : {in[1], out[0]}) {
    fcntl(fd, F_SETPIPE_SZ, 1 << 20);
    fcntl(fd, F_SETFL, O_NONBLOCK);
  }
  return {pid, in[1], out[0]};
}

// The rows that come back.
class Answers {
 public:
  explicit Answers(int fd) : fd_(fd) {}

  // Takes what is there; false at the end.
  bool take() {
    ssize_t count = read(fd_, buffer_ + size_, sizeof buffer_ - size_);
    if (count < 0) return true;
    const int64_t at = now();
    size_ += static_cast<size_t>(count);
    char* row = buffer_;
    char* end = buffer_ + size_;
    while (auto* newline =
               static_cast<char*>(std::memchr(row, '\n', static_cast<size_t>(end - row)))) {
      int64_t due = 0;
      if (std::from_chars(row, newline, due).ec == std::errc()) times_.push_back(at - due);
      row = newline + 1;
    }
    size_ = static_cast<size_t>(end - row);
    std::memmove(buffer_, row, size_);
    return count > 0;
  }

  std::vector<int64_t>& times() { return times_; }

 private:
  int fd_;
  char buffer_[1 << 18];
  size_t size_ = 0;
  std::vector<int64_t> times_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) die("usage: latency RATE SECONDS PROGRAM...");
  const double rate = std::atof(argv[1]);
  const auto duration = static_cast<int64_t>(std::atof(argv[2]) * 1e9);
  const Child child = start(argv + 3);
  static Answers answers(child.from);
  std::string pending = "sent,auction,bidder,price,note\n";
  size_t written = 0;
  char text[24];
  const size_t rest = std::strlen(kRest);

  const int64_t begin = now();
  double sent = 0;
  for (int64_t at = begin; at < begin + duration || written < pending.size(); at = now()) {
    while (at < begin + duration) {
      int64_t due = rate > 0 ? begin + static_cast<int64_t>(sent * 1e9 / rate) : at;
      if (due > at || pending.size() - written > kMostPending) break;
      pending.append(text,
                     static_cast<size_t>(std::to_chars(text, text + sizeof text, due).ptr - text));
      pending.append(kRest, rest);
      ++sent;
    }
    if (written < pending.size()) {
      ssize_t count = write(child.to, pending.data() + written, pending.size() - written);
      if (count < 0 && errno != EAGAIN) die("the program does not read");
      if (count > 0) written += static_cast<size_t>(count);
      if (written == pending.size()) pending.clear(), written = 0;
    }
    if (!answers.take()) die("the program has ended");
  }
  const double seconds = static_cast<double>(now() - begin) / 1e9;
  close(child.to);
  while (answers.take()) {
  }
  int status = 0;
  waitpid(child.pid, &status, 0);
  std::vector<int64_t>& times = answers.times();
  if (status != 0 || static_cast<double>(times.size()) != sent) die("the program has lost rows");
  std::sort(times.begin(), times.end());
  auto percentile = [&](double part) {
    return static_cast<double>(
               times[static_cast<size_t>(part * static_cast<double>(times.size() - 1))]) /
           1e3;
  };
  std::printf("%.0f %.1f %.1f %.1f %.1f\n", sent / seconds, percentile(0.5), percentile(0.99),
              percentile(0.999), percentile(1));
}
