#include "sage/io/output.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>
#ifdef SAGE_HAVE_ZLIB
#include <zlib.h>
#endif

#include <cerrno>
#include <cstring>

#include "sage/base/errors.hpp"

namespace sage::io {
namespace {

[[noreturn]] void cannot_write(const std::string& name, const char* why) {
  throw IoError("cannot write " + name + ": " + why);
}

}  // namespace

Output::Output(const OutputOptions& options)
    : name_(options.path), descriptor_(options.descriptor), is_ours_(options.descriptor < 0) {}

Output::~Output() {
  // After a failure nobody called `close`: what is still in the buffer is lost, descriptors are not.
  if (!is_ours_) return;
#ifdef SAGE_HAVE_ZLIB
  if (packed_ != nullptr) gzclose_w(static_cast<gzFile>(packed_));
#endif
  if (packed_ == nullptr && descriptor_ >= 0) ::close(descriptor_);
}

void Output::open() {
  buffer.reserve(kFull + (16 << 10));
  if (!is_ours_) return;
  descriptor_ = ::open(name_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (descriptor_ < 0) cannot_write(name_, std::strerror(errno));
  if (!name_.ends_with(".gz")) return;
#ifdef SAGE_HAVE_ZLIB
  packed_ = gzdopen(descriptor_, "wb1");
  if (packed_ == nullptr) cannot_write(name_, "out of memory");
#else
  throw ConfigError("cannot write " + name_ +
                    ": the library was built without zlib (Debian: zlib1g-dev)");
#endif
}

void Output::write(std::string_view bytes) {
#ifdef SAGE_HAVE_ZLIB
  if (packed_ != nullptr) {
    auto packed = static_cast<gzFile>(packed_);
    if (gzwrite(packed, bytes.data(), static_cast<unsigned>(bytes.size())) <= 0)
      cannot_write(name_, std::strerror(errno));
    return;
  }
#endif
  while (!bytes.empty()) {
    ssize_t count = ::write(descriptor_, bytes.data(), bytes.size());
    if (count >= 0) {
      bytes.remove_prefix(static_cast<size_t>(count));
    } else if (errno == EAGAIN) {
      pollfd waiting{descriptor_, POLLOUT, 0};
      poll(&waiting, 1, -1);
    } else if (errno == EPIPE) {
      throw OutputClosed(name_);
    } else if (errno != EINTR) {
      cannot_write(name_, std::strerror(errno));
    }
  }
}

void Output::flush() {
  if (buffer.empty()) return;
  std::string_view bytes = buffer.view();
  buffer.clear();
  write(bytes);
}

void Output::close() {
  flush();
  if (!is_ours_) return;
  is_ours_ = false;  // whatever `close` answers, there is nothing left to close
#ifdef SAGE_HAVE_ZLIB
  if (packed_ != nullptr) {
    if (gzclose_w(static_cast<gzFile>(packed_)) != Z_OK) cannot_write(name_, std::strerror(errno));
    return;
  }
#endif
  if (::close(descriptor_) != 0) cannot_write(name_, std::strerror(errno));
}

bool Output::is_terminal() const { return isatty(descriptor_) == 1; }

}  // namespace sage::io
