// Reading a parameter of the pipeline from the text of a flag.
#pragma once

#include <string>
#include <string_view>
#include <type_traits>

#include "sage/base/enum.hpp"
#include "sage/base/mismatch.hpp"
#include "sage/base/number.hpp"
#include "sage/base/time.hpp"
#include "sage/base/types.hpp"
#include "sage/base/utf8.hpp"

namespace sage {

// Empty if the text is a value of the parameter's type, which is then set; else what is wrong with the text. Text values
// look into `text`, which belongs to the command line and stays.
template <class T>
std::string read_param(std::string_view text, T& value) {
  if constexpr (is_optional<T>) {
    value.reset();
    return text == "null" ? std::string{} : read_param(text, value.emplace());
  } else if constexpr (std::is_same_v<T, std::string_view>) {
    value = text;
    return valid_utf8(text) ? std::string{} : "is not UTF-8 text";
  } else {
    if (read_text(text, value)) return {};
    return shown(text) + " is not " + std::string(a_type<T>());
  }
}

}  // namespace sage
