"""Functions of arrays. Where there is none, an array is taken as the list of its items."""

from __future__ import annotations

from sage.compiler.library.functions.list import item
from sage.compiler.library.registry import function

function("len(array<T>) -> i64", cpp="sage::fn::len({0})", py=len, doc="The number of items.")
function(
    "[](array<T>, I) -> T", cpp="sage::fn::item({at}, {0}, {1})", py=item, may_raise=True,
    doc="The item at a position; fails if absent.",
)  # fmt: skip
