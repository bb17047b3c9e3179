"""What all joins have in common: two inputs, a key and conditions by which their rows meet, and the rows of that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from functools import cached_property
from typing import Any

from sage.base import types as t
from sage.base.frozen import dataclass, field, replace
from sage.base.types import Field, Schema
from sage.base.values import key_of
from sage.compiler.ir.code import Expr, MakeRecord, Place, Row
from sage.compiler.ir.effects import Effect
from sage.compiler.ir.flow import Cardinality, Groups, Op, Out
from sage.compiler.ir.logic import TRUE
from sage.compiler.ir.paths import Read, add, read_by, retyped, whole
from sage.compiler.ir.slots import Named, Slot, key, stream
from sage.compiler.library.ops.select import Select


class Kind(Enum):
    """Which rows come out; the value is the word of the stage, and the name that of the C++ enumerator."""

    INNER = "join"
    LEFT = "left_join"
    FULL = "full_join"
    SEMI = "semi_join"
    ANTI = "anti_join"

    @property
    def makes_pairs(self) -> bool:
        """True if the right row is a column of what comes out."""
        return self in (Kind.INNER, Kind.LEFT, Kind.FULL)

    @property
    def alone(self) -> tuple[int, ...]:
        """The inputs of which rows without a partner come out."""
        return {Kind.LEFT: (0,), Kind.ANTI: (0,), Kind.FULL: (0, 1)}.get(self, ())


@dataclass
class Kept:
    """A row that waits for partners: its key, its time, and whether it has met one."""

    row: Row
    key: tuple[Any, ...]
    time: int
    number: int = 0  # in the order of arrival, through both inputs
    is_matched: bool = False


class Both:
    """The rows of both inputs, by key, in the order of arrival."""

    def __init__(self) -> None:
        self.rows: tuple[list[Kept], list[Kept]] = ([], [])
        self.by_key: dict[Any, tuple[list[Kept], list[Kept]]] = {}
        self.count = 0

    def partners(self, new: Kept, input: int) -> list[Kept]:
        """The rows of the other side that have its key."""
        return self.by_key[new.key][1 - input] if new.key in self.by_key else []

    def add(self, new: Kept, input: int) -> None:
        new.number = self.count
        self.count += 1
        self.rows[input].append(new)
        self.by_key.setdefault(new.key, ([], []))[input].append(new)

    def forget(self, time: int) -> list[tuple[int, Kept]]:
        """Lets all rows before a time go: these, with their inputs, in the order of their times."""
        gone = [(input, kept) for input in (0, 1) for kept in self.rows[input] if kept.time < time]
        for input in {input for input, _ in gone}:
            self.rows[input][:] = [kept for kept in self.rows[input] if kept.time >= time]
        for identity in {kept.key for _, kept in gone}:
            sides = self.by_key[identity]
            for side in sides:
                side[:] = [kept for kept in side if kept.time >= time]
            if not any(sides):
                del self.by_key[identity]
        return sorted(gone, key=lambda g: (g[1].time, g[1].number))


@dataclass(frozen=True, eq=False, kw_only=True)
class Pairing(Op):
    """Rows of two inputs that meet where their keys are equal and the condition holds for both.

    The right row is one column, called `alias`. The condition reads the left columns and that one.
    """

    left: Op = stream()
    right: Op = stream()
    left_key: tuple[Named, ...] = key(default=())
    right_key: tuple[Named, ...] = key(default=())
    where: Expr = field(default=TRUE, metadata={"slot": Slot("predicate", default=TRUE)})
    alias: str
    named: Place | None = field(default=None, repr=False)  # where the alias stands
    kind: Kind = Kind.INNER

    own_effects = Effect.STATE
    tells_inputs = True

    @property
    def name(self) -> str:  # type: ignore[override]
        return self.kind.value

    @property
    def cpp_templates(self) -> tuple[str, ...]:  # type: ignore[override]
        return (f"sage::ops::Pairs::k{self.kind.name.capitalize()}",)

    @property
    def cardinality(self) -> Cardinality:  # type: ignore[override]
        return Cardinality.MANY if self.kind.makes_pairs else Cardinality.AT_MOST_ONE

    # ------------------------------------------------------------ columns

    @cached_property
    def schema(self) -> Schema:
        left, right = self.left.schema, self.right.schema.value
        is_optional = self.kind is Kind.FULL
        fields = [Field(f.name, t.optional(f.type) if is_optional else f.type, outside=f.outside) for f in left]
        if not self.kind.makes_pairs:
            return Schema((*fields, *self.added), None, left.plain and not self.added)
        fields.append(Field(self.alias, right if self.kind is Kind.INNER else t.optional(right)))
        return Schema((*fields, *self.added))

    @property
    def added(self) -> tuple[Field, ...]:
        """The columns of what comes out that are of neither side."""
        return ()

    @cached_property
    def pair(self) -> Schema:
        """What the condition reads."""
        return Schema((*self.left.schema, Field(self.alias, self.right.schema.value)))

    def code_row(self, slot: str) -> Schema:
        return {"left_key": self.left.schema, "right_key": self.right.schema}.get(slot, self.pair)

    def side(self, name: str) -> int | None:
        if name == self.alias and self.kind is Kind.INNER:
            return 1
        return 0 if self.kind is not Kind.FULL and name in self.left.schema else None

    def origin(self, name: str) -> Expr | None:
        match self.side(name):
            case 0:
                return self.left[name]
            case 1:
                row = self.right.schema
                columns = tuple(self.right[n] for n in row.names)
                return columns[0] if row.plain else MakeRecord(row, columns, place=self.named)
        return None

    def reads(self, input: int, wanted: Read) -> Read:
        """Its keys, what its condition reads, and what is handed on."""
        found = read_by(k.value for k in self.keys[input])
        pair = read_by((self.where,))
        if input == 0:
            names = self.left.schema.names
            add(found, {n: f for part in (pair, wanted) for n, f in part.items() if n in names})
            return found
        add(found, self._of_right(pair))
        if self.kind.makes_pairs:
            add(found, self._of_right(wanted))
        return found

    def _of_right(self, read: Read) -> Read:
        """What is read of the right row, where its column is read."""
        row, fields = self.right.schema, read.get(self.alias, frozenset())
        return whole(row.names if row.plain or fields is None else fields)

    def narrowed_to(self, wanted: Read) -> Op:
        left = _only(self.left, self.reads(0, wanted))
        right = _only(self.right, self.reads(1, wanted))
        if left is self.left and right is self.right:
            return self
        narrow = replace(self, left=left, right=right)
        return replace(narrow, where=retyped(self.where, narrow.pair))

    # ------------------------------------------------------------ keys

    @cached_property
    def keys(self) -> tuple[tuple[Named, ...], tuple[Named, ...]]:
        """What is equal in rows that meet, for each input."""
        return self.left_key, self.right_key

    @property
    def groups(self) -> Groups:
        return self.groups_of(0)

    def groups_of(self, input: int) -> Groups:
        return tuple(k.value for k in self.keys[input])

    # ------------------------------------------------------------ the reference

    def kept(self, input: int, row: Row, time: int, number: int = 0) -> Kept:
        """A row with its key."""
        return Kept(row, tuple(key_of(k.value(row)) for k in self.keys[input]), time, number)

    def holds(self, left: Row, right: Row) -> bool:
        """True if the condition holds for two rows of equal keys."""
        return bool(self.where({**left, self.alias: self._value(right)}))

    def meet(self, new: Kept, input: int, partners: Iterable[Kept]) -> Iterator[Out]:
        """What comes out as a row meets those of the other side that have its key, in the order in which these came.
        A row with a partner is as late as the later of the two. Fails before anything changes."""
        is_once = not self.kind.makes_pairs
        hits: list[Kept] = []
        for partner in partners:
            left, right = (new, partner) if input == 0 else (partner, new)
            if (is_once and left.is_matched) or not self.holds(left.row, right.row):
                continue
            hits.append(partner)
            if is_once and input == 0:
                break
        for hit in hits:
            left, right = (new, hit) if input == 0 else (hit, new)
            left.is_matched = right.is_matched = True
            if self.kind is not Kind.ANTI:
                row = self.paired(left.row, right.row) if self.kind.makes_pairs else left.row
                yield Out(row, time=max(new.time, hit.time))

    def paired(self, left: Row, right: Row) -> Row:
        return {**left, self.alias: self._value(right)}

    def lone(self, input: int, row: Row) -> Row:
        """What comes out for a row that has no partner."""
        if input == 1:
            return {**dict.fromkeys(self.left.schema.names), self.alias: self._value(row)}
        return {**row, self.alias: None} if self.kind.makes_pairs else row

    def _value(self, right: Row) -> Any:
        return right["it"] if self.right.schema.plain else dict(right)


def _only(rows: Op, read: Read) -> Op:
    """The rows with no other columns than those that are read."""
    kept = tuple(Named(name, rows[name]) for name in rows.schema.names if name in read)
    if rows.schema.plain or len(kept) in (0, len(rows.schema)):
        return rows
    keyed = tuple(name for name in rows.key if name in read)
    return Select(input=rows, columns=kept, keyed=keyed if keyed == rows.key else (), place=rows.place)
