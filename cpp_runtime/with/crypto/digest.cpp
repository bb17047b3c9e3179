#include "sage/fn/digest.hpp"

#include <openssl/evp.h>

namespace sage::fn {
namespace {

// The digest in hexadecimal. An EVP_MD is asked for once: OpenSSL 3 looks it up at length.
Text digest(Frame& f, const EVP_MD* kind, Text bytes) {
  unsigned char made[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  EVP_Digest(bytes.data(), bytes.size(), made, &size, kind, nullptr);
  char* start = f.arena.allocate(size_t{size} * 2);
  for (unsigned i = 0; i < size; ++i) {
    start[2 * i] = "0123456789abcdef"[made[i] >> 4];
    start[2 * i + 1] = "0123456789abcdef"[made[i] & 15];
  }
  return {start, size_t{size} * 2};
}

}  // namespace

Text md5(Frame& f, Text text) {
  static EVP_MD* const kind = EVP_MD_fetch(nullptr, "MD5", nullptr);
  return digest(f, kind, text);
}

Text sha256(Frame& f, Text text) {
  static EVP_MD* const kind = EVP_MD_fetch(nullptr, "SHA2-256", nullptr);
  return digest(f, kind, text);
}

}  // namespace sage::fn
