// Descriptors, locks and what dead instances leave behind.
#include "sage/service/discovery.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "sage/base/errors.hpp"
#include "test.hpp"

using namespace sage;
using discovery::Instance;
namespace fs = std::filesystem;

namespace {

// A runtime folder of its own.
struct Folder {
  explicit Folder(const std::string& below = "") {
    CHECK(mkdtemp(name) != nullptr);
    setenv("SAGE_RUNTIME_DIR", path(below).c_str(), 1);
  }
  ~Folder() { fs::remove_all(name); }
  std::string path(const std::string& below) const {
    return below.empty() ? name : std::string(name) + "/" + below;
  }
  char name[32] = "/tmp/sage-test-XXXXXX";
};

bool can_lock(const std::string& path) {
  int fd = open(path.c_str(), O_RDWR | O_CLOEXEC);
  bool can = fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0;
  if (fd >= 0) close(fd);
  return can;
}

TEST("the runtime folder is made, and closed to others") {
  Folder folder("a/b");
  CHECK_EQ(discovery::runtime_folder(), folder.path("a/b"));
  CHECK(chmod(folder.path("a/b").c_str(), 0755) == 0);
  discovery::runtime_folder();
  CHECK(fs::status(folder.path("a/b")).permissions() == fs::perms::owner_all);
}

TEST("an instance holds its lock, shows its descriptor when it is published, and leaves nothing") {
  Folder folder;
  std::string lock, descriptor;
  {
    Instance instance("late");
    lock = folder.path("late/" + instance.id() + ".lock");
    descriptor = folder.path("late/" + instance.id() + ".json");
    CHECK_EQ(instance.socket_path(), folder.path("late/" + instance.id() + ".sock"));
    CHECK(!can_lock(lock));
    CHECK(!fs::exists(descriptor));
    instance.publish("{}");
    CHECK(fs::exists(descriptor));
    instance.withdraw();
    CHECK(!fs::exists(descriptor));
    CHECK(!can_lock(lock));
  }
  CHECK(fs::is_empty(folder.path("late")));
}

TEST("a service that starts removes what the dead have left, and nothing of the living") {
  Folder folder;
  pid_t child = fork();
  if (child == 0) {
    Instance* instance = new Instance("late");
    instance->publish("{}");
    _exit(0);  // as if killed
  }
  waitpid(child, nullptr, 0);
  CHECK_EQ(std::distance(fs::directory_iterator(folder.path("late")), {}), 2);
  Instance living("late");
  living.publish("{}");
  CHECK_EQ(std::distance(fs::directory_iterator(folder.path("late")), {}), 2);
  Instance other("late");
  CHECK(fs::exists(folder.path("late/" + living.id() + ".json")));
}

TEST("a path too long for a socket has its socket elsewhere") {
  Folder folder(std::string(90, 'x'));
  Instance instance("late");
  CHECK(instance.socket_path().size() <= 107);
  CHECK(!instance.socket_path().starts_with(folder.name));
}

TEST("a folder that is none is refused") {
  Folder folder;
  std::ofstream(folder.path("file")) << "x";
  setenv("SAGE_RUNTIME_DIR", folder.path("file").c_str(), 1);
  bool refused = false;
  try {
    Instance instance("late");
  } catch (const ConfigError&) {
    refused = true;
  }
  CHECK(refused);
}

TEST("this process is known by more than its number") {
  discovery::Process process = discovery::this_process();
  CHECK_EQ(process.pid, int64_t{getpid()});
  CHECK(process.start_ticks > 0);
  CHECK_EQ(process.boot_id.size(), size_t{36});
}

}  // namespace
