#include "record_report.hpp"

#include "sage/base/utf8.hpp"

namespace sage {
namespace {

constexpr size_t kLongestRecord = 200;

std::string_view first_line(std::string_view text) { return text.substr(0, text.find('\n')); }

}  // namespace

std::string span_of(const Site& site) {
  return std::string(site.file) + ":" + std::to_string(site.line) + ":" +
         std::to_string(site.column);
}

std::string cut(std::string_view text, size_t size) {
  if (text.size() <= size) return std::string(text);
  while (size > 0 && is_continuation(text[size])) --size;
  return std::string(text.substr(0, size)) + "...";
}

std::string margin_of(const Site& site) {
  return std::string(std::to_string(site.line).size() + 2, ' ');
}

std::string text_at(const Site& site) {
  const std::string margin = margin_of(site);
  const std::string_view source = first_line(site.text);
  std::string text(margin, 1);
  text.append("--> ").append(span_of(site)).append("\n");
  text.append(" ").append(std::to_string(site.line)).append(" | ").append(source).append("\n");
  text.append(margin).append("| ").append(code_points(source), '^').append("\n");
  return text;
}

std::string report_text(const RecordReport& report) {
  const std::string margin = margin_of(report.site);
  std::string text = "record error[" + std::string(code_name(report.code)) + "]: ";
  text.append(report.reason).append("\n").append(text_at(report.site));
  text.append(margin).append("= record: ").append(cut(report.record, kLongestRecord));
  if (!report.origin.empty()) text.append("   (").append(report.origin).append(")");
  text.append("\n").append(margin).append("= ").append(report.note).append("\n");
  return text;
}

}  // namespace sage
