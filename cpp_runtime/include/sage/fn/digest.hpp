// Digests of text and bytes, in lower-case hexadecimal. The library behind it is OpenSSL's libcrypto.
#pragma once

#include "sage/base/frame.hpp"

namespace sage::fn {

using Text = std::string_view;

Text md5(Frame& f, Text text);
Text sha256(Frame& f, Text text);
inline Text md5(Frame& f, Bytes bytes) { return md5(f, bytes.data); }
inline Text sha256(Frame& f, Bytes bytes) { return sha256(f, bytes.data); }

}  // namespace sage::fn
