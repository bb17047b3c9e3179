// How a service is found on its machine: a folder of descriptors, each alive while its lock is held; docs/wire.md,
// section 2.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sage::discovery {

// The runtime folder, made and checked if need be. Throws IoError or ConfigError.
std::string runtime_folder();

// The place of this process among the instances of a service: its lock, its socket's path, its descriptor.
//
// The constructor takes the lock and removes what dead instances of the service have left; the destructor removes all
// that is ours. Used by one thread.
class Instance {
 public:
  explicit Instance(std::string_view service);  // throws IoError or ConfigError
  Instance(const Instance&) = delete;
  Instance& operator=(const Instance&) = delete;
  ~Instance();

  const std::string& id() const { return id_; }
  const std::string& socket_path() const { return socket_path_; }

  // Makes the instance visible to callers. REQUIRES: the sockets are bound. Throws IoError.
  void publish(std::string_view descriptor);

  // Hides the instance from callers that have not found it yet.
  void withdraw();

 private:
  std::string path(std::string_view ending) const {
    return folder_ + "/" + id_ + std::string(ending);
  }

  std::string folder_;
  std::string id_;
  std::string socket_path_;
  int lock_ = -1;
};

// Which process this is, as far as process ids can tell.
struct Process {
  int64_t pid;
  uint64_t start_ticks;  // since boot, of /proc/self/stat
  std::string boot_id;
};

Process this_process();

}  // namespace sage::discovery
