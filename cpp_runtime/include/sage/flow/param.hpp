// Parameters of the pipeline: reading one from the text of a flag, and what its default may ask for.
#pragma once

#include <string>
#include <string_view>
#include <type_traits>

#include "sage/base/enum.hpp"
#include "sage/base/frame.hpp"
#include "sage/base/mismatch.hpp"
#include "sage/base/number.hpp"
#include "sage/base/time.hpp"
#include "sage/base/types.hpp"
#include "sage/base/utf8.hpp"

namespace sage {

// A variable of the environment, which stays as it is at the start. Fails if it is not UTF-8 text, and without a fallback
// if it is not set.
std::string_view env(At at, std::string_view name);
std::string_view env(At at, std::string_view name, std::string_view fallback);

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
