"""Mathematics. Functions give NaN or an infinity where they have no value, as IEEE says."""

from __future__ import annotations

import math

from sage.base import types as t
from sage.base.numeric import fits
from sage.base.types import Type
from sage.compiler.library.functions import failures
from sage.compiler.library.functions.floats import ceil, defined, floor, order_key, power, round_digits, rounded
from sage.compiler.library.registry import function

# Names of the language, with their types.
CONSTANTS: dict[str, tuple[Type, float]] = {"PI": (t.F64, math.pi), "E": (t.F64, math.e)}


def _abs(x: int, *, type: Type) -> int:
    if not fits(abs(x), type):
        raise failures.does_not_fit(f"abs({x})", type)
    return abs(x)


def smaller(a: object, b: object) -> object:
    """The first of two in the order of sort; the left one of equals."""
    return b if order_key(b) < order_key(a) else a


def larger(a: object, b: object) -> object:
    return b if order_key(a) < order_key(b) else a


def _clamp(x: object, low: object, high: object) -> object:
    return larger(low, smaller(x, high))


_nan = math.nan
_ln = defined(math.log, lambda x: -math.inf if x == 0 else _nan)
_log10 = defined(math.log10, lambda x: -math.inf if x == 0 else _nan)
_log2 = defined(math.log2, lambda x: -math.inf if x == 0 else _nan)
_FUNCTIONS = (
    ("sqrt", defined(math.sqrt, lambda x: _nan), "The square root; NaN of a negative number."),
    ("exp", defined(math.exp, lambda x: math.inf), "e to the power of x."),
    ("ln", _ln, "The natural logarithm; -Infinity of 0, NaN of a negative number."),
    ("log10", _log10, "The logarithm to base 10."),
    ("log2", _log2, "The logarithm to base 2."),
    ("sin", defined(math.sin, lambda x: _nan), "The sine of an angle in radians."),
    ("cos", defined(math.cos, lambda x: _nan), "The cosine of an angle in radians."),
    ("tan", defined(math.tan, lambda x: _nan), "The tangent of an angle in radians."),
)
for _name, _py, _doc in _FUNCTIONS:
    function(f"{_name}(f64) -> f64", cpp=f"sage::fn::{_name}({{0}})", py=_py, doc=_doc)
function("pow(f64, f64) -> f64", cpp="sage::fn::pow({0}, {1})", py=power, doc="The first to the power of the second.")
function(
    "atan2(f64, f64) -> f64",
    cpp="sage::fn::atan2({0}, {1})",
    py=math.atan2,
    doc="The angle of the point (x, y): atan2(y, x).",
)

_ABS_DOC = "The number without its sign; fails for the least integer."
function("abs(I) -> I", cpp="sage::fn::abs({at}, {0})", py=_abs, may_raise=True, typed=True, doc=_ABS_DOC)
function("abs(F) -> F", cpp="sage::fn::float_abs({0})", py=abs, doc="The number without its sign.")
function("floor(F) -> F", cpp="sage::fn::floor({0})", py=floor, doc="The largest whole number not above it.")
function("ceil(F) -> F", cpp="sage::fn::ceil({0})", py=ceil, doc="The smallest whole number not below it.")
_ROUND_DOC = "The nearest whole number, or with so many decimals; half to even."
function("round(F) -> F", cpp="sage::fn::round({0})", py=rounded(round_digits), typed=True, doc=_ROUND_DOC)
function("round(F, i64) -> F", cpp="sage::fn::round({0}, {1})", py=rounded(round_digits), typed=True, doc=_ROUND_DOC)
function("is_nan(F) -> bool", cpp="sage::fn::is_nan({0})", py=math.isnan, doc="Whether it is NaN.")
function("is_finite(F) -> bool", cpp="sage::fn::is_finite({0})", py=math.isfinite, doc="Neither NaN nor infinite.")

_MIN_DOC = "The first in the order of sort: the smaller number, and NaN only if both are."
_MAX_DOC = "The last in the order of sort: the larger number, and NaN if one is."
function("min(O, O) -> O", cpp="sage::fn::min({0}, {1})", py=smaller, doc=_MIN_DOC)
function("max(O, O) -> O", cpp="sage::fn::max({0}, {1})", py=larger, doc=_MAX_DOC)
_CLAMP_DOC = "The value put between the second and the third; the second wins if they cross."
function("clamp(O, O, O) -> O", cpp="sage::fn::clamp({0}, {1}, {2})", py=_clamp, doc=_CLAMP_DOC)
