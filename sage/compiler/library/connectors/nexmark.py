"""`nexmark`: the events of the benchmark of that name, made as they are read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cached_property

from sage.base import types as t
from sage.base.frozen import dataclass, field, replace
from sage.base.types import Enum, Field, Schema, Tagged, Type
from sage.compiler.ir.code import Const, Expr, Row
from sage.compiler.ir.flow import BadRow, SourceOp
from sage.compiler.ir.slots import SlotError, at_least_zero, option
from sage.compiler.library.connectors._shape import ENDLESS
from sage.compiler.library.nexmark_events import AUCTIONS, COLUMNS, CYCLE, NexmarkEvents, variant_of
from sage.compiler.library.registry import source

_TEXTS = {
    "person": ("name", "email", "credit_card", "city", "state", "extra"),
    "auction": ("item", "description", "extra"),
    "bid": ("channel", "url", "extra"),
}
_TIMES = ("at", "expires")

# The columns on offer by the variant of the event, with their types.
OFFERED: dict[str, dict[str, Type]] = {
    variant: {n: t.STR if n in _TEXTS[variant] else t.TIMESTAMP if n in _TIMES else t.I64 for n in columns}
    for variant, columns in COLUMNS.items()
}
_EXAMPLE = (
    "`from nexmark(events: 1_000_000) as Event`, where `enum Event { person(Person), auction(Auction), bid(Bid) }`"
)


@source("nexmark", header="nexmark")
@dataclass(frozen=True, eq=False, kw_only=True)
class NexmarkSource(SourceOp):
    """Events of an auction house, made from a seed: people who register, auctions that open, and bids, one, three and
    46 out of 50. Rows are an enum of `person`, `auction` and `bid`, or one of these; a schema takes the columns that it
    wants of those on offer. `events` counts those of all three kinds; without it they never end. The event times are
    `interval` apart, `rate` is how many events come in a second.

    from nexmark(events: 1_000_000) as Event
    """

    splits = True

    options_by_name = True

    events: Expr = option(t.I64, ENDLESS, named=True, doc="how many events there are, of all kinds")
    rate: Expr = option(t.F64, Const(t.F64, 0.0), named=True, doc="events a second, as fast as possible without")
    seed: Expr = option(t.I64, Const(t.I64, 42), named=True, doc="another gives other events")
    interval: Expr = option(t.DURATION, Const(t.DURATION, 100), named=True, doc="the event time between two events")

    wanted: tuple[frozenset[str], ...] | None = field(
        default=None
    )  # of an enum: the fields of each payload that are read

    def validate(self) -> None:
        at_least_zero("events", "nexmark", self.events)
        if isinstance(self.interval, Const) and self.interval.value < 1:
            text = "between two events is some time, and this is " + ("none" if self.interval.value == 0 else "less")
            raise SlotError("interval", "E0402", text, "for example `interval: 1ms`", "too short")
        if self.row is None:
            text = "`nexmark` needs its row type"
            raise SlotError("", "E0305", text, f"name it: {_EXAMPLE}", "rows of what?")
        if isinstance(self.row.value, Enum):
            for v in self.row.value.variants:
                _check_variant(v.name, v.payload)
        else:
            _check_columns(self.variant, self.row)

    @cached_property
    def variant(self) -> str:
        """Which events come where rows are no enum: those that the schema is named after, or that alone have its
        columns. Raises SlotError if that does not tell."""
        assert self.row is not None
        if self.row.plain:
            text = f"events of `nexmark` are records, and this is {self.row}"
            raise SlotError("row", "E0305", text, f"for example {_EXAMPLE}", "no record")
        named = (self.row.name or "").lower()
        fitting = [v for v, offered in OFFERED.items() if all(f.outside_name in offered for f in self.row)]
        if named not in OFFERED and len(fitting) != 1:
            columns = "; ".join(f"{v}({', '.join(offered)})" for v, offered in OFFERED.items())
            which = " or ".join(f"{v}s" if v != "person" else "people" for v in fitting)
            text = (
                f"these columns are those of {which}" if fitting else "no event of `nexmark` has all of these columns"
            )
            help = f"name the schema Person, Auction or Bid; there are {columns}"
            raise SlotError("row", "E0305", text, help, "which events?")
        return named if named in OFFERED else fitting[0]

    @cached_property
    def is_bounded(self) -> bool:
        return self.events is not ENDLESS

    @property
    def reaches_outside(self) -> bool:  # type: ignore[override]
        """In a test, events that never end are as good as those from outside."""
        return not self.is_bounded

    @property
    def decodes(self) -> bool:
        """True if fields have other names outside, by which columns are found."""
        assert self.row is not None
        schemas = [s for s in (self.row, *self.row.value.parts) if isinstance(s, Schema)]
        return any(f.outside is not None for schema in schemas for f in schema)

    @property
    def cpp_templates(self) -> tuple[str, ...]:  # type: ignore[override]
        assert self.row is not None
        enum = self.row.value
        if not isinstance(enum, Enum):
            return (f"sage::io::nexmark::Only<sage::io::nexmark::Kind::k{self.variant.capitalize()}>",)
        if self.wanted is None:
            return ()
        payloads = ((v.payload, wanted) for v, wanted in zip(enum.variants, self.wanted, strict=True))
        masks = (_mask(payload, wanted) for payload, wanted in payloads if isinstance(payload, Schema))
        return (f"sage::io::nexmark::Columns<{', '.join(masks)}>",)

    def reading(self, wanted: Mapping[str, frozenset[str]]) -> SourceOp:
        """The same source, of which only these fields of the payloads are read."""
        assert self.row is not None and isinstance(self.row.value, Enum)
        return replace(self, wanted=tuple(wanted.get(name, frozenset()) for name in self.row.value.names))

    def rows(self) -> Iterator[Row | BadRow]:
        assert self.row is not None
        enum = self.row.value
        events = NexmarkEvents(self.seed({}), self.interval({}))
        last = self.events({})
        if not isinstance(enum, Enum):
            names = [(f.name, COLUMNS[self.variant][f.outside_name]) for f in self.row]
            for n in _numbers(self.variant, last):
                yield {name: make(events, n) for name, make in names}
            return
        columns = {
            v.name: [(f.name, COLUMNS[v.name][f.outside_name]) for f in v.payload]
            for v in enum.variants
            if isinstance(v.payload, Schema)
        }
        for n in range(last):
            variant = variant_of(n)
            if variant in columns:
                payload = {name: make(events, n) for name, make in columns[variant]}
                yield {"it": Tagged(variant, payload)}


def _numbers(variant: str, last: int) -> Iterator[int]:
    """The numbers of the events of a variant."""
    first, end = {"person": (0, 1), "auction": (1, AUCTIONS + 1), "bid": (AUCTIONS + 1, CYCLE)}[variant]
    for cycle in range(0, last, CYCLE):
        yield from range(cycle + first, min(cycle + end, last))


def _mask(payload: Schema, wanted: frozenset[str]) -> str:
    return f"{sum(1 << i for i, f in enumerate(payload) if f.name in wanted):#b}"


def _check_variant(name: str, payload: Type | None) -> None:
    if name not in OFFERED:
        help = "its events are `person`, `auction` and `bid`"
        raise SlotError("row", "E0305", f"`nexmark` has no `{name}`", help, f"has the variant `{name}`")
    if not isinstance(payload, Schema):
        found = "nothing" if payload is None else str(payload)
        help = f"it carries a schema of {_listed(name)}"
        raise SlotError("row", "E0305", f"`{name}` of `nexmark` is a record, and this is {found}", help, "no record")
    _check_columns(name, payload)


def _check_columns(variant: str, row: Schema) -> None:
    for f in row:
        if f.outside_name not in OFFERED[variant]:
            text = f"`{variant}` of `nexmark` has no `{f.outside_name}`"
            near = get_close_matches(f.outside_name, OFFERED[variant], 1)
            meant = f"did you mean `{near[0]}`? " if near else ""
            raise _about(row, f, text, f"{meant}it has {_listed(variant)}", "is not on offer")
        if t.required(f.type) != OFFERED[variant][f.outside_name]:
            wanted = OFFERED[variant][f.outside_name]
            text = f"`{f.outside_name}` of `nexmark` is {wanted}, and this is {f.type}"
            raise _about(row, f, text, f"`{f.name}: {wanted}`, and `extend` converts it", f"is {f.type}")


def _about(row: Schema, f: Field, text: str, help: str, label: str) -> SlotError:
    return SlotError("row", "E0305", text, help, f"`{f.name}` {label}", f"{row.name}.{f.name}" if row.name else "")


def _listed(variant: str) -> str:
    *most, last = OFFERED[variant]
    return f"{', '.join(most)} and {last}"
