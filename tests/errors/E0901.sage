#=== a header that is not there
extern cpp("geo/nowhere.hpp", symbol: "geo::hash", pure: true) fn geohash(lat: f64, lon: f64) -> str
#          ^^^^^^^^^^^^^^^^^ E0901: there is no header geo/nowhere.hpp; not found
#   = note: looked for geo/nowhere.hpp
#   = help: name it as seen from this file, or add `include: [...]`
from values([{a: 1.5}]) |> extend b = geohash(a, a) |> into stdout()

#=== two functions of one header that is not there
extern cpp("geo/nowhere.hpp") fn one(x: f64) -> f64
#          ^^^^^^^^^^^^^^^^^ E0901: there is no header geo/nowhere.hpp; not found
#   = note: looked for geo/nowhere.hpp
#   = help: name it as seen from this file, or add `include: [...]`
extern cpp("geo/nowhere.hpp") fn two(x: f64) -> f64
#          ^^^^^^^^^^^^^^^^^ E0901: there is no header geo/nowhere.hpp; not found
#   = note: looked for geo/nowhere.hpp
#   = help: name it as seen from this file, or add `include: [...]`
from values([{a: 1.5}]) |> extend b = one(two(a)), c = two(a, a) |> into stdout()
