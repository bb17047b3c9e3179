"""What threads make of rows before they send them: parts of groups (ops/parts.hpp), and for ranks only what may be
wanted (ops/sieve.hpp)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from sage.compiler.emit.cuts import Cuts
from sage.compiler.emit.model import Member, PartsModel
from sage.compiler.ir.flow import Op
from sage.compiler.plan.plan import Stage
from sage.compiler.plan.split import Split

# So many usual morsels are read before rows are sent on: of a file as much as stays in the cache, of rows that are made
# more, for the more rows, the fewer parts.
_OF_A_FILE, _MADE = 8, 32


def makers(split: Split | None, members: Sequence[Member], name_of: Callable[[Op], str]) -> list[Member]:
    """The members that make parts of rows or leave rows out, each from the operator that it works for."""
    if split is None:
        return []
    counted = {name_of(split.in_parts)} if split.in_parts is not None else set()
    sieved = {name_of(op) for op in split.flow.ops if op.sieved}
    parts = [Member(f"parts_{m.name}", f"sage::ops::Parts<{m.type}>", m.name) for m in members if m.name in counted]
    return parts + [
        Member(f"sieve_{m.name}", f"sage::ops::Sieve<{m.type}>", m.name) for m in members if m.name in sieved
    ]


def model(stage: Stage, cuts: Cuts, name_of: Callable[[Op], str], numbers: Mapping[Op, int]) -> PartsModel | None:
    """How the rows of a stage go to the operator that takes parts; None if none does."""
    op = cuts.split.in_parts
    if op is None:
        return None
    cut = next(cut.number for cut in cuts.all if cut.parts is not None)
    morsels = _OF_A_FILE if cuts.split.source.reaches_outside else _MADE
    name, count = name_of(op), numbers[op] - numbers[stage.ops[0]]
    return PartsModel(f"parts_{name}", name, count, cut, morsels)
