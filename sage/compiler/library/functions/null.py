"""Functions of null. `??` and `coalesce` evaluate what they need only, so they are part of the language."""

from __future__ import annotations

from typing import Any

from sage.compiler.library.functions.operators import equal
from sage.compiler.library.registry import function


def _none_if(a: Any, b: Any) -> Any:
    return None if equal(a, b) else a


function(
    "none_if(T, T) -> T?", cpp="sage::fn::none_if({0}, {1})", py=_none_if, doc="Null if both are equal, else the first."
)
