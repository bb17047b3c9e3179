"""What a name means at a place: the file's declarations, the pipeline's, and those of the code around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from sage.base.diagnostics import Diagnostic, Fix, Label
from sage.base.frozen import dataclass, field, replace
from sage.base.source import Span
from sage.base.types import Schema, Type
from sage.compiler.ir.code import Column, Expr, Local, Param
from sage.compiler.ir.narrow import NOTHING, Facts
from sage.compiler.ir.printer import plain_name
from sage.compiler.syntax import tree

if TYPE_CHECKING:
    from sage.compiler.check.modules import Module

N = TypeVar("N")


@dataclass
class Messages:
    """Collects the diagnostics of a program, each place and code once."""

    found: list[Diagnostic] = field(default_factory=list)

    def error(
        self,
        code: str,
        span: Span,
        message: str,
        label: str = "",
        *,
        labels: tuple[Label, ...] = (),
        notes: tuple[str, ...] = (),
        help: str | None = None,
        fix: Fix | None = None,
    ) -> None:
        self.add(Diagnostic(code, message, span, label, _elsewhere(labels, span), notes, help, fix))

    def warning(
        self,
        code: str,
        span: Span,
        message: str,
        label: str = "",
        *,
        labels: tuple[Label, ...] = (),
        help: str | None = None,
        fix: Fix | None = None,
    ) -> None:
        self.add(Diagnostic(code, message, span, label, _elsewhere(labels, span), (), help, fix, "warning"))

    def add(self, diagnostic: Diagnostic) -> None:
        """Notes a message, unless this was said of this place."""
        if not any(d.code == diagnostic.code and d.span == diagnostic.span for d in self.found):
            self.found.append(diagnostic)

    def take_back(self, code: str, span: Span) -> None:
        """Forgets the message of a code about a place, for one that says more."""
        self.found[:] = [d for d in self.found if d.code != code or d.span != span]

    def misread(self, span: Span) -> bool:
        """True if a part of the text there could not be read, so that something may seem to be missing."""
        return any(d.code < "E02" and span.start <= d.span.start <= span.end for d in self.found)

    def unclosed(self, span: Span) -> bool:
        """True if a bracket there is never closed, so that what follows it may be missing."""
        return any(d.code == "E0102" and span.start <= d.span.start < span.end for d in self.found)

    def wrong(self, span: Span) -> bool:
        """True if there is an error there."""
        return any(d.severity == "error" and span.start <= d.span.start < span.end for d in self.found)

    @property
    def has_errors(self) -> bool:
        return any(d.severity == "error" for d in self.found)


def _elsewhere(labels: tuple[Label, ...], span: Span) -> tuple[Label, ...]:
    """Each place once, and not the one that the message is about."""
    once: dict[Span, Label] = {}
    for label in labels:
        if label.span != span:
            once.setdefault(label.span, label)
    return tuple(once.values())


@dataclass(frozen=True)
class UserFunction:
    """A `fn` that was checked: its body reads its parameters as Locals. That of an `extern` is a Call of it."""

    declaration: tree.FnDecl | tree.ExternDecl
    params: tuple[tuple[str, Type, Expr | None], ...]
    body: Expr


@dataclass
class Names:
    """The declarations of a file, and where each was made."""

    types: dict[str, Type] = field(default_factory=dict)
    values: dict[str, Expr] = field(default_factory=dict)
    functions: dict[str, Callable[[Span | None], UserFunction | None]] = field(default_factory=dict)
    spans: dict[str, Span] = field(default_factory=dict)
    fields: dict[tuple[str, str], Span] = field(default_factory=dict)  # (schema, field) -> its declaration
    constants: dict[str, Callable[[Span], Expr]] = field(default_factory=dict)  # worked out when first read
    unknown: set[str] = field(default_factory=set)  # names of which nothing is known: to be passed over in silence
    is_open: bool = False  # there may be names besides
    modules: dict[str, Module] = field(default_factory=dict)  # imported under a name of their own
    imported: dict[str, str] = field(default_factory=dict)  # which module a name comes from

    def borrow(self, other: Names, name: str, own: str) -> None:
        """Makes a name of another file known here as `own`."""
        _copy(other.types, name, self.types, own)
        _copy(other.values, name, self.values, own)
        _copy(other.functions, name, self.functions, own)
        _copy(other.constants, name, self.constants, own)
        if name in other.spans:
            self.spans.setdefault(own, other.spans[name])
        if name in other.unknown:
            self.unknown.add(own)
        for (schema, part), span in list(other.fields.items()):
            if schema == name:
                self.note_field(schema, part, span)

    def note_field(self, schema: str, name: str, span: Span) -> None:
        """Notes where a field is declared; of two schemas of one name, in different files, nothing is said."""
        if self.fields.setdefault((schema, name), span).source is not span.source:
            del self.fields[schema, name]

    def is_unknown(self, name: str) -> bool:
        """True if nothing is known of a name, so that nothing can be wrong with it."""
        return self.is_open or name in self.unknown or name.partition(".")[0] in self.unknown

    def value(self, name: str, span: Span) -> Expr | None:
        """A constant, read at a place."""
        if name not in self.values and name in self.constants:
            return self.constants[name](span)
        return self.values.get(name)


def _copy(theirs: dict[str, N], name: str, mine: dict[str, N], own: str) -> None:
    if name in theirs:
        mine[own] = theirs[name]


def nowhere(name: str) -> None:
    """No place is known."""


@dataclass(frozen=True)
class Scope:
    """Names as seen by one piece of code."""

    names: Names
    row: Schema | None = None  # the columns, where code runs over rows
    row_values: Mapping[str, Expr] = field(default_factory=dict)  # columns that have another form here
    locals: Mapping[str, Expr] = field(default_factory=dict)
    values: Mapping[str, Expr] = field(default_factory=dict)  # params and constants of the pipeline
    known: Facts = NOTHING  # what is known not to be null
    stage: str = ""
    is_open: bool = False  # a mistake leaves open which columns there are
    columns: Callable[[str], Span | None] = nowhere  # where a column comes from
    places: Mapping[str, Span] = field(default_factory=dict)  # where locals and values were declared
    lost: Callable[[str], Label | None] = nowhere  # where a column was left behind
    folds: bool = False  # aggregates may stand here
    is_fold: bool = False  # this is the argument of one
    at_start: bool = False  # this is the default of a parameter, which may ask for the environment
    in_lambda: bool = False  # this is evaluated for each item of a list
    streams: Mapping[str, Expr] = field(default_factory=dict)  # in tests: the rows of a stream
    special: Callable[[tree.Call, Scope], Expr | None] | None = None  # in tests: calls with another meaning

    def knowing(self, facts: Facts) -> Scope:
        """The same with more known not to be null."""
        return replace(self, known=self.known | facts) if facts else self

    def over(self, row: Schema, stage: str, **about: Any) -> Scope:
        """For code over rows of this schema in a stage; `about` are `is_open`, `columns` and `lost`."""
        return replace(self, row=row, row_values={}, stage=stage, known=NOTHING, **about)

    def with_locals(self, /, **locals: Expr) -> Scope:
        return replace(self, locals={**self.locals, **locals})

    def declared(self, *exprs: Expr) -> tuple[Label, ...]:
        """Labels at the declarations of columns, parameters and locals, as far as they are known."""
        labels = []
        for e in exprs:
            if isinstance(e, Column | Local | Param):
                span = self.columns(e.name) if isinstance(e, Column) else self.places.get(e.name)
                labels += [Label(span, f"`{plain_name(e.name)}` is {e.type}")] if span is not None else []
        return tuple(labels)

    def visible(self) -> list[str]:
        """All names that could be meant here, nearest first."""
        columns = list(self.row.names) if self.row else []
        return [*self.locals, *columns, *self.values, *self.names.constants, *self.names.values, *self.streams]


def names_read(node: Any) -> list[str]:
    """All bare names in a part of the tree, in order."""
    if isinstance(node, tree.Name):
        return [node.name]
    if isinstance(node, tree.Lambda):
        own = {p.name for p in node.params}
        return [name for name in names_read(node.body) if name not in own]
    found: list[str] = []
    if isinstance(node, tree.Node):
        for name in node.__match_args__:
            value = getattr(node, name, None)
            for item in value if isinstance(value, tuple) else (value,):
                found += names_read(item)
    return found


def parts_of(node: tree.Node) -> tuple[tree.Node, ...]:
    """What stands for the arguments of an operator or call."""
    match node:
        case tree.Binary(left=left, right=right):
            return left, right
        case tree.Unary(value=value) | tree.IsNull(value=value) | tree.FStringHole(value=value):
            return (value,)
        case tree.Item(value=value, index=index):
            return value, index
        case tree.Call(function=tree.FieldGet(value=value), args=args):
            return (value, *(a.value if isinstance(a, tree.NamedArg) else a for a in args))
        case tree.Call(args=args):
            return tuple(a.value if isinstance(a, tree.NamedArg) else a for a in args)
        case _:
            return ()
