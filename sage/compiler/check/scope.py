"""What a name means at a place: the file's declarations, the pipeline's, and those of the code around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sage.base.diagnostics import Diagnostic, Fix, Label
from sage.base.frozen import dataclass, field, replace
from sage.base.source import Span
from sage.base.types import Schema, Type
from sage.compiler.ir.code import Expr
from sage.compiler.ir.narrow import NOTHING, Facts
from sage.compiler.syntax import tree


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
        self._add(Diagnostic(code, message, span, label, labels, notes, help, fix))

    def warning(self, code: str, span: Span, message: str, label: str = "", *, help: str | None = None) -> None:
        self._add(Diagnostic(code, message, span, label, help=help, severity="warning"))

    def _add(self, diagnostic: Diagnostic) -> None:
        if not any(d.code == diagnostic.code and d.span == diagnostic.span for d in self.found):
            self.found.append(diagnostic)

    @property
    def has_errors(self) -> bool:
        return any(d.severity == "error" for d in self.found)


@dataclass(frozen=True)
class UserFunction:
    """A `fn` that was checked: its body reads its parameters as Locals."""

    declaration: tree.FnDecl
    params: tuple[tuple[str, Type, Expr | None], ...]
    body: Expr


@dataclass
class Names:
    """The declarations of a file, and where each was made."""

    types: dict[str, Type] = field(default_factory=dict)
    values: dict[str, Expr] = field(default_factory=dict)
    functions: dict[str, Callable[[], UserFunction | None]] = field(default_factory=dict)
    spans: dict[str, Span] = field(default_factory=dict)
    fields: dict[tuple[str, str], Span] = field(default_factory=dict)  # (schema, field) -> its declaration


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
    folds: bool = False  # aggregates may stand here
    streams: Mapping[str, Expr] = field(default_factory=dict)  # in tests: the rows of a stream
    special: Callable[[tree.Call, Scope], Expr | None] | None = None  # in tests: calls with another meaning

    def knowing(self, facts: Facts) -> Scope:
        """The same with more known not to be null."""
        return replace(self, known=self.known | facts) if facts else self

    def over(self, row: Schema, stage: str, is_open: bool = False) -> Scope:
        """For code over rows of this schema in a stage."""
        return replace(self, row=row, row_values={}, stage=stage, known=NOTHING, is_open=is_open)

    def with_locals(self, **locals: Expr) -> Scope:
        return replace(self, locals={**self.locals, **locals})

    def visible(self) -> list[str]:
        """All names that could be meant here, nearest first."""
        columns = list(self.row.names) if self.row else []
        return [*self.locals, *columns, *self.values, *self.names.values, *self.streams]
