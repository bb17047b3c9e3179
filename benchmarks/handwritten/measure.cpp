// Runs a program and says what it took:
//
//     measure CPUS PROGRAM...          CPUS: the processors it may use, `0,1`; `-` for all
//
// prints to standard error, as the last line, the seconds by the clock and of the processor and the most memory in MB.
// A program of its own, for a process keeps the peak of the one that it was forked from, which must be a small one.
#include <fcntl.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>

namespace {

double seconds(timeval time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

double now() {
  timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

void pin(const char* cpus) {
  if (std::strcmp(cpus, "-") == 0) return;
  cpu_set_t set;
  CPU_ZERO(&set);
  for (char* end; *cpus != '\0'; cpus = *end == ',' ? end + 1 : end)
    CPU_SET(std::strtoul(cpus, &end, 10), &set);
  sched_setaffinity(0, sizeof set, &set);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const double begin = now();
  const pid_t pid = fork();
  if (pid == 0) {
    pin(argv[1]);
    dup2(open("/dev/null", O_WRONLY), 1);
    execvp(argv[2], argv + 2);
    _exit(127);
  }
  int status = 0;
  rusage used;
  if (pid < 0 || wait4(pid, &status, 0, &used) < 0) return 1;
  std::fprintf(stderr, "\n%.6f %.6f %.3f\n", now() - begin,
               seconds(used.ru_utime) + seconds(used.ru_stime),
               static_cast<double>(used.ru_maxrss) / 1024);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
