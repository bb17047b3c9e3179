"""The kinds of slots an operator has. A kind says how the slot is written in a stage, what the operator then holds, and
which C++ it becomes: a functor for code over rows, a constructor argument for an option."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Literal

from sage.base.frozen import dataclass, field, fields
from sage.base.types import MISSING, Type
from sage.compiler.ir.code import Const, Expr

FOREVER = 2**63 - 1  # microseconds: what `within forever` says


class SlotError(Exception):
    """What an operator says of a value that a slot cannot hold; the builder adds the place."""

    def __init__(
        self, slot: str, code: str, message: str, help: str | None = None, label: str = "", column: str = ""
    ) -> None:
        self.slot, self.code, self.message, self.help, self.label = slot, code, message, help, label
        self.column = column  # the input column that is to blame
        super().__init__(message)


@dataclass(frozen=True)
class Named:
    """An expression with the name of the column it makes."""

    name: str
    value: Expr


@dataclass(frozen=True)
class Ordering:
    """A sort key and its direction."""

    value: Expr
    descending: bool


@dataclass(frozen=True)
class Window:
    """How rows are put into windows. A subclass is one way to do so, with its options as slots."""

    word: ClassVar[str] = ""
    is_timed: ClassVar[bool] = True  # by the time of the rows; its windows have a start and an end

    @classmethod
    def slots(cls) -> dict[str, Slot]:
        """Its options by the name of their field, in order."""
        return {f.name: f.metadata["slot"] for f in fields(cls) if "slot" in f.metadata}

    @property
    def exprs(self) -> tuple[Expr, ...]:
        """The values of its options, in order."""
        return tuple(getattr(self, name) for name in self.slots())

    def validate(self) -> None:
        """Raises SlotError for an option that makes no sense."""


Kind = Literal[
    "predicate", "columns", "names", "key", "fold", "order", "code", "items", "option", "per_index", "stream",
    "streams", "new_stream", "variant", "window", "block", "flag",
]  # fmt: skip


@dataclass(frozen=True)
class Slot:
    """One slot of an operator.

    kind:
        predicate   a condition over the row: Expr
        code        any expression over the row: Expr
        items       a list or an optional value, of which rows are made: Expr
        columns     expressions with names, `a, b.c, x = e, *`: tuple[Named, ...]
        names       columns that exist: tuple[str, ...]
        key         what groups rows: tuple[Named, ...]; with a default and no clause it is the input's own key
        fold        expressions over aggregates, with names: tuple[Named, ...]
        order       sort keys with directions: tuple[Ordering, ...]
        option      a value known before the first row: Expr
        per_index   a lambda over the number of a row, `i => e`, which the code knows as the local `i`: Expr
        variant     a variant of the enum that the rows are: str
        stream      an input: Op
        streams     inputs named as arguments: tuple[Op, ...]
        new_stream  the name of a stream that the stage declares: str
        block       a part of what stands in the braces of the stage: tuple[Expr, ...] of statements
        window      a call such as `tumbling(1m)`: Window
        flag        the one word that may stand behind the clause's, `over window`: bool
    clause: the word it stands behind; without one it takes the stage's own arguments.
    assigns: columns and folds are all written `name = expression`.
    """

    kind: Kind
    clause: str | None = None
    type: Type | None = None
    default: Any = MISSING
    assigns: bool = False
    doc: str = ""
    named: bool = False  # an option written `name: value` only
    word: str | None = None  # the option's name for users, where it is not that of the field
    is_char: bool = False  # an option that is one character
    in_cpp: bool = True  # an option that the C++ class is given when it is made
    is_bare: bool = False  # the clause's word may be left out
    descending: bool = False  # the direction of an order that names none
    sequential: bool = False  # later columns see earlier ones

    def public(self, name: str) -> str:
        """The name of an option as users write it, given that of its field."""
        return self.word or name

    @property
    def is_required(self) -> bool:
        return self.default is MISSING


def at_least_zero(slot: str, word: str, value: Expr) -> None:
    """Raises SlotError for a number of rows that is known now and negative."""
    if isinstance(value, Const) and value.value < 0:
        text = f"`{word}` takes a number of rows, and this is {value.value}"
        raise SlotError(slot, "E0402", text, None, "less than none")


def is_zero(value: Expr) -> bool:
    """True for a number that is known now and zero."""
    return isinstance(value, Const) and value.value == 0


def one_of(slot: str, value: Expr, known: Sequence[str]) -> None:
    """Raises SlotError for a word that is known now and not one of these."""
    if isinstance(value, Const) and value.value not in known:
        listed = ", ".join(f'"{word}"' for word in known if word)
        raise SlotError(slot, "E0402", f'`{slot}` is not "{value.value}"', f"it is one of {listed}", "not known")


def _slot(slot: Slot) -> Any:
    """A dataclass field that carries its slot; a default makes it optional."""
    if slot.default is MISSING:
        return field(metadata={"slot": slot})
    return field(default=slot.default, metadata={"slot": slot})


def predicate(doc: str = "") -> Any:
    return _slot(Slot("predicate", doc=doc))


def code(doc: str = "") -> Any:
    return _slot(Slot("code", doc=doc))


def items(doc: str = "") -> Any:
    return _slot(Slot("items", doc=doc))


def columns(*, assigns: bool = False, sequential: bool = False, type: Type | None = None, doc: str = "") -> Any:
    return _slot(Slot("columns", assigns=assigns, sequential=sequential, type=type, doc=doc))


def per_index(*, word: str, doc: str = "") -> Any:
    return _slot(Slot("per_index", word=word, doc=doc))


def names(doc: str = "") -> Any:
    return _slot(Slot("names", doc=doc))


def key(*, clause: str | None = None, default: Any = MISSING, doc: str = "") -> Any:
    return _slot(Slot("key", clause=clause, default=default, doc=doc))


def variant(doc: str = "") -> Any:
    return _slot(Slot("variant", doc=doc))


def fold(doc: str = "") -> Any:
    return _slot(Slot("fold", assigns=True, doc=doc))


def order(*, clause: str, is_bare: bool = False, descending: bool = False, doc: str = "") -> Any:
    return _slot(Slot("order", clause=clause, is_bare=is_bare, descending=descending, doc=doc))


def option(
    type: Type,
    default: Any = MISSING,
    *,
    named: bool = False,
    word: str | None = None,
    is_char: bool = False,
    in_cpp: bool = True,
    clause: str | None = None,
    doc: str = "",
) -> Any:
    return _slot(Slot("option", clause, type, default, named=named, word=word, is_char=is_char, in_cpp=in_cpp, doc=doc))


def stream() -> Any:
    return _slot(Slot("stream"))


def streams(doc: str = "") -> Any:
    return _slot(Slot("streams", doc=doc))


def new_stream(*, clause: str | None = None, doc: str = "") -> Any:
    """A name behind a word, or without one as an option: `late: name`."""
    return _slot(Slot("new_stream", clause=clause, named=clause is None, default=None, doc=doc))


def window(*, clause: str | None = None, default: Any = MISSING, doc: str = "") -> Any:
    return _slot(Slot("window", clause=clause, default=default, doc=doc))


def block(*, word: str, doc: str = "") -> Any:
    return _slot(Slot("block", word=word, doc=doc))


def flag(*, clause: str, word: str, doc: str = "") -> Any:
    return _slot(Slot("flag", clause=clause, word=word, default=False, doc=doc))
