#include "sage/service/discovery.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "sage/base/errors.hpp"

namespace sage::discovery {
namespace {

constexpr size_t kLongestSocketPath = 107;

[[noreturn]] void fail(std::string_view what, const std::string& path) {
  throw IoError(std::string(what) + " " + path + ": " + std::strerror(errno));
}

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

void make_folder(const std::string& path) {
  if (mkdir(path.c_str(), 0700) == 0 || errno == EEXIST) return;
  size_t slash = path.rfind('/');
  if (errno != ENOENT || slash == path.npos || slash == 0) fail("cannot make", path);
  make_folder(path.substr(0, slash));
  if (mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) fail("cannot make", path);
}

// A folder that only this user can enter, and where locks can be trusted.
std::string private_folder(const std::string& path) {
  make_folder(path);
  struct stat status{};
  if (lstat(path.c_str(), &status) != 0) fail("cannot look at", path);
  if (!S_ISDIR(status.st_mode))
    throw ConfigError("the runtime folder " + path + " is not a folder");
  if (status.st_uid != geteuid())
    throw ConfigError("the runtime folder " + path + " belongs to another user");
  if ((status.st_mode & 077) != 0 && chmod(path.c_str(), 0700) != 0) fail("cannot close", path);
  return path;
}

void require_local(const std::string& path) {
  constexpr long kNetwork[] = {0x6969 /* NFS */, 0x517B /* SMB */, 0xFE534D42 /* SMB2 */,
                               0xFF534D42 /* CIFS */};
  struct statfs system{};
  if (statfs(path.c_str(), &system) != 0) return;
  for (long type : kNetwork) {
    if (system.f_type == type)
      throw ConfigError("the runtime folder " + path + " is on a network file system");
  }
}

std::string short_folder() {
  std::string folder = environment("TMPDIR");
  if (folder.empty() || folder.size() > 60) folder = "/tmp";
  return folder + "/sage-" + std::to_string(geteuid());
}

std::string random_id() {
  unsigned char bytes[6];
  if (getrandom(bytes, sizeof bytes, 0) != sizeof bytes) throw IoError("no random numbers");
  std::string id;
  for (unsigned char byte : bytes) {
    id += "0123456789abcdef"[byte >> 4];
    id += "0123456789abcdef"[byte & 15];
  }
  return id;
}

// Opens and locks a file. -1 if someone else has the lock, or the path no longer names the file that was locked.
int lock_file(const std::string& path, int flags) {
  int fd = open(path.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW | flags, 0600);
  if (fd < 0) return -1;
  struct stat held{}, named{};
  bool ours = flock(fd, LOCK_EX | LOCK_NB) == 0 && fstat(fd, &held) == 0 &&
              stat(path.c_str(), &named) == 0 && held.st_ino == named.st_ino &&
              held.st_dev == named.st_dev;
  if (ours) return fd;
  close(fd);
  return -1;
}

void remove_instance(const std::string& folder, const std::string& id,
                     const std::string& socket_path) {
  unlink(socket_path.c_str());
  for (const char* ending : {".json.new", ".json", ".lock"})
    unlink((folder + "/" + id + ending).c_str());
}

std::string socket_path_of(const std::string& folder, const std::string& id) {
  std::string path = folder + "/" + id + ".sock";
  return path.size() <= kLongestSocketPath ? path : short_folder() + "/" + id + ".sock";
}

void remove_dead(const std::string& folder) {
  DIR* entries = opendir(folder.c_str());
  if (entries == nullptr) return;
  while (const dirent* entry = readdir(entries)) {
    std::string_view name = entry->d_name;
    if (!name.ends_with(".lock")) continue;
    std::string id(name.substr(0, name.size() - 5));
    int lock = lock_file(folder + "/" + std::string(name), 0);
    if (lock < 0) continue;
    remove_instance(folder, id, socket_path_of(folder, id));
    close(lock);
  }
  closedir(entries);
}

std::string read_small(const char* path) {
  char text[1024];
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return {};
  ssize_t size = read(fd, text, sizeof text);
  close(fd);
  return size > 0 ? std::string(text, static_cast<size_t>(size)) : std::string();
}

}  // namespace

std::string runtime_folder() {
  std::string folder = environment("SAGE_RUNTIME_DIR");
  if (folder.empty()) {
    std::string session = environment("XDG_RUNTIME_DIR");
    folder = session.empty() ? short_folder() : session + "/sage";
  }
  private_folder(folder);
  require_local(folder);
  return folder;
}

Instance::Instance(std::string_view service)
    : folder_(runtime_folder() + "/" + std::string(service)) {
  make_folder(folder_);
  remove_dead(folder_);
  for (int tries = 0; lock_ < 0; ++tries) {
    id_ = random_id();
    lock_ = lock_file(path(".lock"), O_CREAT);
    if (lock_ < 0 && tries == 10) fail("cannot lock", path(".lock"));
  }
  socket_path_ = socket_path_of(folder_, id_);
  if (!socket_path_.starts_with(folder_)) private_folder(short_folder());
}

Instance::~Instance() {
  remove_instance(folder_, id_, socket_path_);
  close(lock_);
}

void Instance::publish(std::string_view descriptor) {
  std::string aside = path(".json.new");
  int fd = open(aside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (fd < 0) fail("cannot write", aside);
  bool written =
      write(fd, descriptor.data(), descriptor.size()) == static_cast<ssize_t>(descriptor.size());
  close(fd);
  if (!written || rename(aside.c_str(), path(".json").c_str()) != 0)
    fail("cannot write", path(".json"));
}

void Instance::withdraw() { unlink(path(".json").c_str()); }

Process this_process() {
  Process process{getpid(), 0, read_small("/proc/sys/kernel/random/boot_id")};
  while (!process.boot_id.empty() && process.boot_id.back() == '\n') process.boot_id.pop_back();
  // Field 22; the second, the program's name in parentheses, may hold blanks.
  std::string stat = read_small("/proc/self/stat");
  size_t at = stat.rfind(')');
  for (int field = 2; field < 22 && at != stat.npos; ++field) at = stat.find(' ', at + 1);
  if (at != stat.npos) process.start_ticks = std::strtoull(stat.c_str() + at, nullptr, 10);
  return process;
}

}  // namespace sage::discovery
