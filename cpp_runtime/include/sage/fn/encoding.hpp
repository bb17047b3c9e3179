// Bytes as text, and text as bytes: base64, hexadecimal, the escapes of URLs, UTF-8. Reading gives null for what is not
// written so.
#pragma once

#include "sage/base/frame.hpp"

namespace sage::fn {

using Text = std::string_view;

// UTF-8; both are views of the same memory.
inline Bytes bytes(Text text) { return {text}; }
std::optional<Text> utf8_decode(Bytes bytes);

// base64 with padding (RFC 4648).
Text base64(Frame& f, Text bytes);
inline Text base64(Frame& f, Bytes bytes) { return base64(f, bytes.data); }
std::optional<Bytes> base64_decode(Frame& f, Text text);

// Two digits for each byte, of which letters are small; either case is read.
Text hex(Frame& f, Text bytes);
inline Text hex(Frame& f, Bytes bytes) { return hex(f, bytes.data); }
std::optional<Bytes> hex_decode(Frame& f, Text text);

// `%XX` for every byte but letters, digits and `-._~` (RFC 3986).
Text url_encode(Frame& f, Text text);
std::optional<Text> url_decode(Frame& f, Text text);

}  // namespace sage::fn
