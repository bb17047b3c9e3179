"""`only`: the rows of one variant."""

from __future__ import annotations

from sage.base.frozen import dataclass
from sage.compiler.ir.code import Column
from sage.compiler.ir.flow import Op
from sage.compiler.ir.slots import stream, variant
from sage.compiler.ir.variants import is_variant, payload
from sage.compiler.library.ops.filter import Filter
from sage.compiler.library.ops.select import mapped
from sage.compiler.library.registry import operator


@operator("only", cpp="Map")
@dataclass(frozen=True, eq=False, kw_only=True)
class Only(Op):
    """Keep the rows of one variant of an enum, as what it carries: a record's fields, or a plain value `it`.

    events |> only bid
    """

    input: Op = stream()
    variant: str = variant("which variant")

    def expand(self) -> Op:
        row = Column(self.input.schema.value, "it", place=self.place)
        kept = Filter(input=self.input, where=is_variant(row, self.variant, self.place), place=self.place)
        return mapped(kept, payload(row, self.variant, self.place), self.place)
