#include "sage/base/log.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <ctime>

namespace sage::log {
namespace {

struct State {
  Level level = Level::kInfo;
  std::string service;
  bool terminal = isatty(STDERR_FILENO) == 1;
};

State& state() {
  static State state;
  return state;
}

thread_local std::string_view trace;

constexpr std::string_view kLevels[] = {"error", "warn", "info", "debug"};

std::string_view level_name(Level level) { return kLevels[static_cast<size_t>(level)]; }

void append_quoted(std::string& line, std::string_view text) {
  line += '"';
  for (char c : text) {
    auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      line += '\\';
      line += c;
    } else if (byte < 0x20 || byte == 0x7F) {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\u%04x", byte);
      line += escape;
    } else {
      line += c;
    }
  }
  line += '"';
}

void append_now(std::string& line) {
  timespec now{};
  clock_gettime(CLOCK_REALTIME, &now);
  tm parts{};
  gmtime_r(&now.tv_sec, &parts);
  char text[40];
  size_t size = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
  std::snprintf(text + size, sizeof text - size, ".%06ldZ", now.tv_nsec / 1000);
  line += text;
}

std::string for_machines(Level level, std::string_view message,
                         std::initializer_list<Detail> details) {
  std::string line = "{\"ts\":\"";
  append_now(line);
  line.append("\",\"level\":\"").append(level_name(level)).append("\",\"service\":");
  append_quoted(line, state().service);
  line += ",\"msg\":";
  append_quoted(line, message);
  if (!trace.empty()) line.append(",\"trace_id\":\"").append(trace).append("\"");
  for (const Detail& detail : details) {
    if (detail.text.empty()) continue;
    line += ',';
    append_quoted(line, detail.name);
    line += ':';
    detail.is_json ? void(line += detail.text) : append_quoted(line, detail.text);
  }
  return line += "}\n";
}

std::string for_people(Level level, std::string_view message,
                       std::initializer_list<Detail> details) {
  std::string line = state().service + ": ";
  if (level != Level::kInfo) line.append(level_name(level)).append(": ");
  line += message;
  std::string_view before = "  (";
  for (const Detail& detail : details) {
    if (detail.text.empty()) continue;
    line.append(before).append(detail.name).append(" ").append(detail.text);
    before = ", ";
  }
  if (before == ", ") line += ')';
  return line += '\n';
}

}  // namespace

void configure(Level level, std::string_view service) {
  state().level = level;
  state().service = service;
}

bool parse_level(std::string_view text, Level& level) {
  for (size_t i = 0; i < std::size(kLevels); ++i) {
    if (kLevels[i] != text) continue;
    level = static_cast<Level>(i);
    return true;
  }
  return false;
}

bool enabled(Level level) { return level <= state().level; }

bool to_terminal() { return state().terminal; }

void write(Level level, std::string_view message, std::initializer_list<Detail> details) {
  if (!enabled(level)) return;
  print(to_terminal() ? for_people(level, message, details)
                      : for_machines(level, message, details));
}

void set_trace(std::string_view trace_id) { trace = trace_id; }

void print(std::string_view text) {
  while (!text.empty()) {
    ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    text.remove_prefix(static_cast<size_t>(written));
  }
}

}  // namespace sage::log
