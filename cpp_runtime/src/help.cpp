// `--help`: one screen, grouped, with two examples.
#include "flags.hpp"

namespace sage {
namespace {

constexpr size_t kColumn = 24;

void line(std::string& text, std::string left, std::string_view right) {
  left.insert(0, "  ");
  left += left.size() + 2 > kColumn ? "\n" + std::string(kColumn, ' ')
                                    : std::string(kColumn - left.size(), ' ');
  text += left.append(right) + "\n";
}

std::string about_param(const ParamInfo& info) {
  std::string text = info.doc;
  std::string fallback =
      info.default_text == nullptr ? "required" : "default " + std::string(info.default_text);
  return text.empty() ? fallback : text + " (" + fallback + ")";
}

std::string example_value(const ParamInfo& info) {
  bool has_value = info.default_text != nullptr && *info.default_text != '\0';
  return has_value && info.compute == nullptr ? info.default_text : std::string(info.type);
}

// A call that gives every required parameter and, if there is no other, the first optional one.
std::string example(const Program& program) {
  std::string text = "  " + std::string(program.name);
  bool any = false;
  for (const ParamInfo& info : program.params) {
    if (info.default_text != nullptr) continue;
    text += " --" + std::string(info.name) + " " + example_value(info);
    any = true;
  }
  if (any || program.params.empty()) return text;
  return text + " --" + program.params[0].name + " " + example_value(program.params[0]);
}

std::string required_only(const Program& program) {
  std::string text = "  " + std::string(program.name);
  for (const ParamInfo& info : program.params) {
    if (info.default_text == nullptr)
      text += " --" + std::string(info.name) + " " + example_value(info);
  }
  return text;
}

}  // namespace

std::string help_text(const Program& program) {
  std::string text = std::string(program.name) + " " + program.version;
  if (*program.doc != '\0') text += ": " + std::string(program.doc);
  text += "\n\nusage: " + std::string(program.name) +
          (program.params.empty() ? "" : " [--PARAM VALUE ...]") + " [OPTION ...]\n";
  if (!program.params.empty()) text += "\nparameters\n";
  for (const ParamInfo& info : program.params) {
    line(text, "--" + std::string(info.name) + " " + info.type, about_param(info));
  }
  for (const FlagGroup& group : flag_groups()) {
    text += "\n" + std::string(group.title) + "\n";
    for (const FlagInfo& info : group.flags) {
      line(
          text,
          "--" + std::string(info.name) + (info.value.empty() ? "" : " " + std::string(info.value)),
          info.doc);
    }
  }
  text += "\nexamples\n" + example(program) + "\n";
  text += required_only(program) +
          (program.has_request ? " --endpoint tcp://127.0.0.1:5555\n" : " --set on_error=skip\n");
  return text;
}

}  // namespace sage
