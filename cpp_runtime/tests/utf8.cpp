#include "sage/base/utf8.hpp"

#include "test.hpp"

using namespace sage;

TEST("valid text of one to four bytes a character is accepted") {
  CHECK(valid_utf8("") && valid_utf8("plain ascii text that is long") && valid_utf8("aé€😀z"));
  CHECK(valid_utf8("\xED\x9F\xBF") && valid_utf8("\xEE\x80\x80") && valid_utf8("\xF4\x8F\xBF\xBF"));
}

TEST("what is not UTF-8 is refused") {
  for (const char* wrong :
       {"\x80", "a\xC3", "\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xE0\x9F\xBF", "\xED\xA0\x80",
        "\xF0\x80\x80\x80", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "\xE2\x82",
        "\xE2\x28\xA1", "\xF0\x9F\x98", "12345678\xFE"}) {
    CHECK(!valid_utf8(wrong));
  }
}

TEST("code points are counted, found, read and written") {
  std::string text = "aé€😀";
  CHECK_EQ(code_points(text), 4u);
  CHECK_EQ(code_points(text + text + text + text + "0123456789"), 26u);
  CHECK_EQ(offset_of(text, 0), 0u);
  CHECK_EQ(offset_of(text, 2), 3u);
  CHECK_EQ(offset_of(text, 4), 10u);
  CHECK_EQ(offset_of(text, 9), 10u);
  const char* at = text.data();
  std::vector<char32_t> points;
  std::string copy;
  while (at != text.data() + text.size()) {
    points.push_back(decode(at));
    char bytes[4];
    copy.append(bytes, static_cast<size_t>(encode(points.back(), bytes) - bytes));
  }
  CHECK(points == std::vector<char32_t>{'a', 0xE9, 0x20AC, 0x1F600});
  CHECK_EQ(copy, text);
}
