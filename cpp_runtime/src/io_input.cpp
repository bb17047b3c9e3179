// Files, pipes and .gz as a sequence of chunks.
#include "sage/io/input.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef SAGE_HAVE_ZLIB
#include <zlib.h>
#endif

#include <cerrno>
#include <cstring>
#include <utility>

#include "sage/base/errors.hpp"
#include "sage/base/mismatch.hpp"
#include "sage/io/pieces.hpp"

namespace sage::io {
namespace {

[[noreturn]] void cannot_read(const std::string& name, const char* why) {
  throw IoError("cannot read " + name + ": " + why);
}

}  // namespace

struct Input::File {
  int descriptor = -1;
  bool is_ours = true;
  bool may_wait = false;   // a pipe, a terminal
  void* packed = nullptr;  // a gzFile

  ~File() {
#ifdef SAGE_HAVE_ZLIB
    if (packed != nullptr) gzclose_r(static_cast<gzFile>(packed));
#endif
    if (packed == nullptr && is_ours && descriptor >= 0) close(descriptor);
  }
};

Input::Input(const InputOptions& options)
    : path_(options.path), descriptor_(options.descriptor), chunk_size_(options.chunk_size) {}

Input::~Input() = default;

void Input::open(const std::atomic<bool>* stop) {
  stop_ = stop;
  paths_ = descriptor_ >= 0 ? std::vector<std::string>{path_} : find_files(path_);
  capacity_ = chunk_size_;
  buffer_ = std::make_unique_for_overwrite<char[]>(capacity_ + 2 * kPadding);
  std::memset(buffer_.get(), 0, kPadding);
  begin_ = end_ = buffer_.get() + kPadding;
  next_file();
}

bool Input::next_file() {
  if (first_ != nullptr) return false;
  if (next_path_ == paths_.size()) return false;
  name_ = paths_[next_path_++];
  open_file();
  at_start_ = true;
  at_end_ = false;
  return true;
}

void Input::open_file() {
  file_ = std::make_unique<File>();
  file_->is_ours = descriptor_ < 0;
  file_->descriptor = file_->is_ours ? ::open(name_.c_str(), O_RDONLY | O_CLOEXEC) : descriptor_;
  if (file_->descriptor < 0) cannot_read(name_, std::strerror(errno));
  struct stat status;
  if (fstat(file_->descriptor, &status) != 0) cannot_read(name_, std::strerror(errno));
  if (S_ISDIR(status.st_mode)) cannot_read(name_, std::strerror(EISDIR));
  file_->may_wait = !S_ISREG(status.st_mode);
  if (!S_ISREG(status.st_mode)) return;
  posix_fadvise(file_->descriptor, 0, 0, POSIX_FADV_SEQUENTIAL);
  if (!name_.ends_with(".gz")) return;
#ifdef SAGE_HAVE_ZLIB
  gzFile packed = gzdopen(file_->descriptor, "rb");
  if (packed == nullptr) cannot_read(name_, "out of memory");
  gzbuffer(packed, 128 << 10);
  file_->packed = packed;
#else
  throw ConfigError("cannot read " + name_ +
                    ": the library was built without zlib (Debian: zlib1g-dev)");
#endif
}

size_t Input::read(char* to, size_t size) {
#ifdef SAGE_HAVE_ZLIB
  if (file_->packed != nullptr) {
    auto packed = static_cast<gzFile>(file_->packed);
    int count = gzread(packed, to, static_cast<unsigned>(size));
    int error = Z_OK;
    const char* message = gzerror(packed, &error);
    if (error == Z_ERRNO) message = std::strerror(errno);
    if (error == Z_BUF_ERROR) message = "the .gz file is cut off";
    if (count < 0 || (count == 0 && error != Z_OK)) cannot_read(name_, message);
    return static_cast<size_t>(count);
  }
#endif
  while (true) {
    if (stop_ != nullptr && stop_->load(std::memory_order_relaxed)) return 0;
    if (file_->may_wait && stop_ != nullptr) {
      // A signal just before `read` would not interrupt it, so the flag is also looked at from time to time.
      pollfd waiting{file_->descriptor, POLLIN, 0};
      if (poll(&waiting, 1, 200) <= 0) continue;
    }
    ssize_t count = ::read(file_->descriptor, to, size);
    if (count >= 0) return static_cast<size_t>(count);
    if (errno != EINTR) cannot_read(name_, std::strerror(errno));
  }
}

bool Input::is_ready() const {
  if (file_ == nullptr || !file_->may_wait) return true;
  pollfd waiting{file_->descriptor, POLLIN, 0};
  return poll(&waiting, 1, 0) != 0;
}

void Input::follow(Input& first, const RowEnds& ends, size_t size) {
  if (first.pieces_ == nullptr) first.pieces_ = std::make_unique<Pieces>(first, ends, size);
  first_ = &first;
}

bool Input::claim(uint64_t& number) {
  is_fresh_ = first_->pieces_->take(*this, number);
  return is_fresh_;
}

// Room for a piece of this size, in which nothing is kept.
char* Input::make_room(size_t size) {
  if (size > capacity_) {
    capacity_ = size;
    buffer_ = std::make_unique_for_overwrite<char[]>(capacity_ + 2 * kPadding);
    std::memset(buffer_.get(), 0, kPadding);
  }
  return buffer_.get() + kPadding;
}

void Input::set_piece(const char* begin, const char* end, uint64_t lines_before,
                      const std::string& name) {
  begin_ = buffer_.get() + (begin - buffer_.get());
  end_ = buffer_.get() + (end - buffer_.get());
  std::memset(end_, 0, kPadding);
  lines_before_ = lines_before;
  name_ = name;
  bytes_ += size();
}

int64_t Input::work() const {
  constexpr int64_t kPacking = 4;
  if (descriptor_ >= 0) return 0;
  int64_t sum = 0;
  for (const std::string& path : paths_) {
    struct stat status;
    if (stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return 0;
    sum += status.st_size * (path.ends_with(".gz") ? kPacking : 1);
  }
  return sum;
}

bool Input::fill() {
  if (first_ != nullptr) return std::exchange(is_fresh_, false);
  if (at_end_) return false;
  char* front = buffer_.get() + kPadding;
  size_t kept = size();
  if (kept > capacity_ / 2) {
    capacity_ *= 2;
    auto larger = std::make_unique_for_overwrite<char[]>(capacity_ + 2 * kPadding);
    std::memset(larger.get(), 0, kPadding);
    std::memcpy(larger.get() + kPadding, begin_, kept);
    buffer_ = std::move(larger);
    front = buffer_.get() + kPadding;
  } else if (kept > 0) {
    std::memmove(front, begin_, kept);
  }
  begin_ = front;
  end_ = front + kept;
  // One byte is kept free for the newline that a last line may lack.
  size_t count = read(end_, capacity_ - kept - 1);
  end_ += count;
  bytes_ += count;
  if (count == 0) {
    at_end_ = true;
    if (kept > 0 && end_[-1] != '\n') *end_++ = '\n';
  }
  if (at_start_) drop_byte_order_mark();
  std::memset(end_, 0, kPadding);
  return !at_end_;
}

void Input::drop_byte_order_mark() {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  std::string_view start{begin_, size()};
  if (start.size() < kMark.size() && !at_end_ && kMark.starts_with(start))
    return;  // may still become one
  at_start_ = false;
  if (!start.starts_with(kMark)) return;
  begin_ += kMark.size();
  if (at_end_ && size() == 1) begin_ = end_;  // the newline that was added behind the mark alone
}

void Lines::follow(Lines& first, size_t size) { input_.follow(first.input_, RowEnds{}, size); }

bool Lines::claim(uint64_t& number) {
  if (!input_.claim(number)) return false;
  line_number_ = input_.lines_before();
  return true;
}

bool Lines::fill() {
  if (at_ != nullptr) input_.consume(static_cast<size_t>(end_ - input_.text()));
  while (true) {
    bool more = input_.fill();
    std::string_view text{input_.text(), input_.size()};
    size_t last = text.rfind('\n');
    if (last != std::string_view::npos) {
      at_ = text.data();
      end_ = at_ + last + 1;
      return true;
    }
    if (more) continue;
    at_ = end_ = nullptr;
    if (!input_.next_file()) return false;
    line_number_ = 0;
  }
}

const BadRow& Lines::bad_row(std::string_view line, std::string&& reason) {
  return bad_ = {Code::kDecode, std::move(reason),
                 input_.name() + ", line " + std::to_string(line_number_), readable(line)};
}

}  // namespace sage::io
