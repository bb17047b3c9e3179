// C++ of a user's own, for the program beside.
#pragma once

#include <string>

namespace geo {

inline std::string area(double lat, double lon) {
  return lat > 0 ? "north" : lon > 0 ? "south-east" : "south-west";
}

}  // namespace geo
