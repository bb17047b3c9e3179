#include "sage/service/msgpack.hpp"

#include <bit>
#include <concepts>

#include "sage/base/utf8.hpp"

namespace sage::msgpack {
namespace {

using json::Kind;
using json::Tape;
using json::Token;

// A first byte and a big-endian number behind it.
template <std::unsigned_integral T>
void put(Buffer& to, unsigned char first, T number) {
  char* at = to.reserve(1 + sizeof(T));
  *at++ = static_cast<char>(first);
  for (size_t i = sizeof(T); i > 0; --i) *at++ = static_cast<char>(number >> (8 * (i - 1)));
  to.commit(at);
}

// The header of something that has a size: the first bytes for 8 (0: there is none), 16 and 32 bits.
void put_size(Buffer& to, size_t size, unsigned char small, unsigned char medium,
              unsigned char large) {
  if (small != 0 && size <= 0xFF) return put(to, small, static_cast<uint8_t>(size));
  if (size <= 0xFFFF) return put(to, medium, static_cast<uint16_t>(size));
  put(to, large, static_cast<uint32_t>(size));
}

void write_number(Buffer& to, std::string_view text) {
  int64_t integer = 0;
  uint64_t natural = 0;
  double real = 0;
  if (read_text(text, integer)) return write_signed(to, integer);
  if (read_text(text, natural)) return write_unsigned(to, natural);
  read_text(text, real);
  write_float(to, real);
}

const Token* write_value(Buffer& to, const Token* token) {
  const Token& value = *token++;
  switch (value.kind) {
    case Kind::kNull: write_null(to); break;
    case Kind::kFalse: write_bool(to, false); break;
    case Kind::kTrue: write_bool(to, true); break;
    case Kind::kNumber: write_number(to, value.text()); break;
    case Kind::kInteger: write_signed(to, value.integer); break;
    case Kind::kUnsigned: write_unsigned(to, value.natural); break;
    case Kind::kFloat: write_float(to, value.real); break;
    case Kind::kText: write_text(to, value.text()); break;
    case Kind::kBytes: write_bytes(to, value.text()); break;
    case Kind::kList:
      write_list_header(to, value.size);
      for (uint32_t i = 0; i < value.size; ++i) token = write_value(to, token);
      break;
    case Kind::kObject:
      write_map_header(to, value.size);
      for (uint32_t i = 0; i < 2 * value.size; ++i) token = write_value(to, token);
      break;
  }
  return token;
}

class Parser {
 public:
  Parser(std::string_view bytes, Tape& tape) : bytes_(bytes), tape_(tape) {}

  bool parse() {
    if (!value(0)) return false;
    return at_ == bytes_.size() || wrong("there are bytes after the value");
  }
  const char* reason() const { return reason_; }

 private:
  bool value(int depth) {
    if (at_ == bytes_.size()) return wrong("it ends early");
    if (tape_.size() >= kMaxValues) return wrong("it has too many values");
    auto first = static_cast<unsigned char>(bytes_[at_++]);
    if (first < 0x80) return tape_.integer(first), true;
    if (first < 0x90) return items(Kind::kObject, first & 0x0F, depth);
    if (first < 0xA0) return items(Kind::kList, first & 0x0F, depth);
    if (first < 0xC0) return text(first & 0x1F);
    if (first >= 0xE0) return tape_.integer(static_cast<int8_t>(first)), true;
    switch (first) {
      case 0xC0: return tape_.null(), true;
      case 0xC2: return tape_.boolean(false), true;
      case 0xC3: return tape_.boolean(true), true;
      case 0xC4: return sized<uint8_t>([&](size_t size) { return bytes(size); });
      case 0xC5: return sized<uint16_t>([&](size_t size) { return bytes(size); });
      case 0xC6: return sized<uint32_t>([&](size_t size) { return bytes(size); });
      case 0xCA:
        return number<uint32_t>([&](uint32_t bits) { tape_.real(std::bit_cast<float>(bits)); });
      case 0xCB:
        return number<uint64_t>([&](uint64_t bits) { tape_.real(std::bit_cast<double>(bits)); });
      case 0xCC: return number<uint8_t>([&](uint8_t n) { tape_.integer(n); });
      case 0xCD: return number<uint16_t>([&](uint16_t n) { tape_.integer(n); });
      case 0xCE: return number<uint32_t>([&](uint32_t n) { tape_.integer(n); });
      case 0xCF: return number<uint64_t>([&](uint64_t n) { tape_.natural(n); });
      case 0xD0: return number<uint8_t>([&](uint8_t n) { tape_.integer(static_cast<int8_t>(n)); });
      case 0xD1:
        return number<uint16_t>([&](uint16_t n) { tape_.integer(static_cast<int16_t>(n)); });
      case 0xD2:
        return number<uint32_t>([&](uint32_t n) { tape_.integer(static_cast<int32_t>(n)); });
      case 0xD3:
        return number<uint64_t>([&](uint64_t n) { tape_.integer(static_cast<int64_t>(n)); });
      case 0xD9: return sized<uint8_t>([&](size_t size) { return text(size); });
      case 0xDA: return sized<uint16_t>([&](size_t size) { return text(size); });
      case 0xDB: return sized<uint32_t>([&](size_t size) { return text(size); });
      case 0xDC:
        return sized<uint16_t>([&](size_t size) { return items(Kind::kList, size, depth); });
      case 0xDD:
        return sized<uint32_t>([&](size_t size) { return items(Kind::kList, size, depth); });
      case 0xDE:
        return sized<uint16_t>([&](size_t size) { return items(Kind::kObject, size, depth); });
      case 0xDF:
        return sized<uint32_t>([&](size_t size) { return items(Kind::kObject, size, depth); });
      case 0xC1: return wrong("0xc1 begins no value");
      default: return wrong("extension types are not read");
    }
  }

  template <class T>
  bool take(T& number) {
    if (bytes_.size() - at_ < sizeof(T)) return wrong("it ends early");
    uint64_t value = 0;
    for (size_t i = 0; i < sizeof(T); ++i)
      value = value << 8 | static_cast<unsigned char>(bytes_[at_++]);
    number = static_cast<T>(value);
    return true;
  }

  template <class T, class Push>
  bool number(Push push) {
    T number{};
    if (!take(number)) return false;
    push(number);
    return true;
  }

  template <class T, class Read>
  bool sized(Read read) {
    T size{};
    return take(size) && read(size);
  }

  bool take_bytes(size_t size, std::string_view& data) {
    if (size > bytes_.size() - at_) return wrong("it ends early");
    data = bytes_.substr(at_, size);
    at_ += size;
    return true;
  }

  bool bytes(size_t size) {
    std::string_view data;
    if (!take_bytes(size, data)) return false;
    tape_.bytes(data);
    return true;
  }

  bool text(size_t size) {
    std::string_view text;
    if (!take_bytes(size, text)) return false;
    if (!valid_utf8(text)) return wrong("text is not UTF-8");
    tape_.text(text);
    return true;
  }

  bool items(Kind kind, size_t count, int depth) {
    if (depth == kMaxDepth) return wrong("it nests more than 64 deep");
    if (count > bytes_.size() - at_)
      return wrong("it ends early");  // an item has at least one byte
    size_t opened = tape_.open(kind);
    for (size_t i = 0; i < count; ++i) {
      size_t key = tape_.size();
      if (kind == Kind::kObject && !value(depth + 1)) return false;
      if (kind == Kind::kObject && tape_[key].kind != Kind::kText)
        return wrong("a key is not text");
      if (!value(depth + 1)) return false;
    }
    tape_.close(opened, count);
    return true;
  }

  bool wrong(const char* reason) {
    reason_ = reason;
    return false;
  }

  std::string_view bytes_;
  Tape& tape_;
  size_t at_ = 0;
  const char* reason_ = nullptr;
};

}  // namespace

void write_null(Buffer& to) { to.put('\xC0'); }

void write_bool(Buffer& to, bool value) { to.put(value ? '\xC3' : '\xC2'); }

void write_signed(Buffer& to, int64_t value) {
  if (value >= 0) return write_unsigned(to, static_cast<uint64_t>(value));
  if (value >= -32) return to.put(static_cast<char>(value));
  if (value >= INT8_MIN) return put(to, 0xD0, static_cast<uint8_t>(value));
  if (value >= INT16_MIN) return put(to, 0xD1, static_cast<uint16_t>(value));
  if (value >= INT32_MIN) return put(to, 0xD2, static_cast<uint32_t>(value));
  put(to, 0xD3, static_cast<uint64_t>(value));
}

void write_unsigned(Buffer& to, uint64_t value) {
  if (value < 0x80) return to.put(static_cast<char>(value));
  if (value <= UINT8_MAX) return put(to, 0xCC, static_cast<uint8_t>(value));
  if (value <= UINT16_MAX) return put(to, 0xCD, static_cast<uint16_t>(value));
  if (value <= UINT32_MAX) return put(to, 0xCE, static_cast<uint32_t>(value));
  put(to, 0xCF, value);
}

void write_float(Buffer& to, double value) { put(to, 0xCB, std::bit_cast<uint64_t>(value)); }

void write_text(Buffer& to, std::string_view text) {
  if (text.size() < 32) {
    to.put(static_cast<char>(0xA0 | text.size()));
  } else {
    put_size(to, text.size(), 0xD9, 0xDA, 0xDB);
  }
  to.append(text);
}

void write_bytes(Buffer& to, std::string_view data) {
  put_size(to, data.size(), 0xC4, 0xC5, 0xC6);
  to.append(data);
}

void write_list_header(Buffer& to, size_t items) {
  items < 16 ? to.put(static_cast<char>(0x90 | items)) : put_size(to, items, 0, 0xDC, 0xDD);
}

void write_map_header(Buffer& to, size_t pairs) {
  pairs < 16 ? to.put(static_cast<char>(0x80 | pairs)) : put_size(to, pairs, 0, 0xDE, 0xDF);
}

void write_tape(Buffer& to, const Tape& tape, size_t at) { write_value(to, &tape[at]); }

void write_json(Buffer& to, Json value) { write_value(to, value.token); }

bool parse(std::string_view bytes, Tape& tape, std::string& reason) {
  Parser parser(bytes, tape);
  if (parser.parse()) return true;
  reason = parser.reason();
  return false;
}

}  // namespace sage::msgpack
