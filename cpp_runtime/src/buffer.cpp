#include "sage/base/buffer.hpp"

namespace sage {

void Buffer::grow(size_t size) {
  size_t capacity = capacity_ * 2 > size_ + size ? capacity_ * 2 : size_ + size;
  if (capacity < 256) capacity = 256;
  auto larger = std::make_unique_for_overwrite<char[]>(capacity);
  if (size_ > 0) std::memcpy(larger.get(), data_.get(), size_);
  data_ = std::move(larger);
  capacity_ = capacity;
}

}  // namespace sage
