"""How the operators of a stage are shared out among several threads.

A stage with one source that can be cut into pieces has three parts, joined by rings:

    front   the source and the operators before the first that works by key: every thread has its pieces
    keyed   operators that work by key, and those between them: every thread has its key groups
    tail    what must see all rows, and the sinks: on one thread

Whatever the number of threads, each operator sees its rows in the order of one thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Final, Literal

from sage.base.frozen import dataclass
from sage.compiler.ir.code import Column, Expr
from sage.compiler.ir.effects import Effect
from sage.compiler.ir.flow import Flow, Op, Port, SinkOp, SourceOp

Part = Literal["front", "keyed", "tail"]

_OF_ROWS: Final = Effect.MAY_RAISE | Effect.GUARDED  # what an operator may do that looks at nothing but its row
_OF_KEYS: Final = _OF_ROWS | Effect.STATE
_MOST_OPS: Final = 250  # that rows in a ring can be told apart by (flow/exchange.hpp)


@dataclass(frozen=True, eq=False)
class Split:
    """The part in which each operator of a stage runs."""

    flow: Flow
    parts: dict[Op, Part]

    @cached_property
    def source(self) -> SourceOp:
        """The source that several threads read."""
        return next(op for op in self.flow.ops if isinstance(op, SourceOp) and self.parts[op] == "front")

    @property
    def has_keys(self) -> bool:
        """True if some operators are shared out by key."""
        return "keyed" in self.parts.values()

    @cached_property
    def in_parts(self) -> Op | None:
        """The operator to which the front sends parts of its groups instead of rows. Parts stand at the places of their
        first rows, so nothing else may come from the front to the keyed part, nor from behind the watermark."""
        cut = [op for op in self.flow.ops for i in op.inputs if self.parts[op] == "keyed" and self.parts[i] == "front"]
        if len(cut) != 1 or not cut[0].in_parts or cut[0].holders:
            return None
        clocks = cut[0].waits_for
        return cut[0] if len(clocks) == 1 and self.parts[clocks[0]] == "front" else None

    @cached_property
    def acts_with_parts(self) -> bool:
        """True if no operator acts between the watermarks at which windows of `in_parts` end."""
        return all(op is self.in_parts or self._acts_at_its_ends(op) for op in self.flow.ops if op.waits)

    def _acts_at_its_ends(self, op: Op) -> bool:
        name = op.acts_at
        while name is not None and len(op.inputs) == 1:
            op = op.inputs[0]
            if op is self.in_parts:
                return name == "window_end"
            origin = op.origin(name)
            name = origin.name if isinstance(origin, Column) else None
        return False

    def is_cut(self, op: Op, reader: Op) -> bool:
        """True if rows go from one operator to another through a ring."""
        if self.parts[op] == "tail":
            return False
        return self.parts[op] != self.parts[reader]

    def __str__(self) -> str:
        counts = {part: sum(of == part for of in self.parts.values()) for part in ("front", "keyed", "tail")}
        return ", ".join(f"{part} {count}" for part, count in counts.items() if count)


def split(flow: Flow) -> Split | None:
    """How a flow is shared out; None if it stays on one thread."""
    sources = [op for op in flow.ops if isinstance(op, SourceOp) and not op.takes_failures]
    if len(sources) != 1 or not sources[0].splits or sources[0].is_request:
        return None
    parts: dict[Op, Part] = {}
    keys: dict[Op, Partition] = {}
    for op in flow.ops:
        parts[op] = _part(op, parts, keys)
        if parts[op] == "keyed":
            keys[op] = _partition(op, keys)
    made = Split(flow, parts)
    is_worth_it = made.has_keys or sources[0].decodes
    return made if is_worth_it and len(flow.ops) < _MOST_OPS else None


Partition = frozenset[Expr] | None  # by the values of which columns rows are shared out; None if that is not known


def _part(op: Op, parts: dict[Op, Part], keys: dict[Op, Partition]) -> Part:
    if isinstance(op, SourceOp):
        return "tail" if op.takes_failures else "front"
    below = {parts[i] for i in op.inputs}
    if isinstance(op, SinkOp) or "tail" in below:
        return "tail"
    if isinstance(op, Port):
        return parts[op.input]
    if _is_clock(op):
        return "front" if below == {"front"} else "tail"
    if _looks_at_rows_alone(op):
        return next(iter(below)) if len(below) == 1 else "tail"
    return "keyed" if _works_by_key(op, parts, keys) else "tail"


def _is_clock(op: Op) -> bool:
    return op in op.clocks


def _looks_at_rows_alone(op: Op) -> bool:
    return (
        op.groups is None
        and not op.effects & ~_OF_ROWS
        and not (op.finishes or op.waits or op.may_be_done or op.tells_inputs or op.ticks)
    )


def _works_by_key(op: Op, parts: dict[Op, Part], keys: dict[Op, Partition]) -> bool:
    """True if the rows of a key can be brought together, or are already: what has the same key has the same columns by
    which rows are shared out."""
    groups = op.groups
    if not isinstance(groups, tuple) or not groups or op.effects & ~_OF_KEYS or op.ticks or len(op.inputs) != 1:
        return False
    if parts[op.inputs[0]] == "front":
        return True
    known = keys[op.inputs[0]]
    return known is not None and known <= frozenset(groups) and not _emits_at_once(op.inputs[0], parts)


def _emits_at_once(op: Op, parts: dict[Op, Part]) -> bool:
    """True if an operator of the keyed part emits for many keys at once: their order is then known in the tail."""
    if parts[op] != "keyed":
        return False
    return op.finishes or op.waits or any(_emits_at_once(below, parts) for below in op.inputs)


def _partition(op: Op, keys: dict[Op, Partition]) -> Partition:
    """By what the rows of an operator of the keyed part are shared out, as expressions over its output."""
    if isinstance(op.groups, tuple):
        mine = keys.get(op.inputs[0], frozenset(op.groups))
        return None if mine is None else _carried(op, mine)
    below = {keys[i] for i in op.inputs}
    only = next(iter(below))
    return _carried(op, only) if len(below) == 1 and only is not None else None


def _carried(op: Op, exprs: frozenset[Expr]) -> Partition:
    """Expressions over the input of an operator as such over its output."""
    names: dict[str, str] = {}
    made: dict[Expr, Expr] = {}
    for name in op.schema.names:
        origin = op.origin(name)
        if isinstance(origin, Column):
            names.setdefault(origin.name, name)
        if origin is not None:
            made.setdefault(origin, op[name])
    found: list[Expr] = []
    for expr in exprs:
        if expr in made:
            found.append(made[expr])
        elif _is_kept(expr, names):
            found.append(expr.over(lambda name: op[names[name]]))
        else:
            return None
    return frozenset(found)


def _is_kept(expr: Expr, names: dict[str, str]) -> bool:
    columns: Sequence[str] = tuple(expr.columns)
    return bool(columns) and all(name in names for name in columns)
