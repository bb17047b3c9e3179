"""Code in statements: what stands between the braces of a `fn`.

A Block is an expression; its value is what `return` gives. Statements are expressions without a value, so that whatever
walks, changes or asks expressions does the same with them. A Block reads what is around it and assigns only locals that
it declares itself. These are not as other locals: two expressions that read one are not alike in two places of a Block,
so nothing but a whole Block may be moved, merged or written twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sage.base import types as t
from sage.base.errors import InternalError
from sage.base.frozen import dataclass, field, replace
from sage.base.types import Type
from sage.compiler.ir.code import Expr, Let, Local, Row
from sage.compiler.ir.lambdas import Lambda

NO_VALUE = t.Scalar("no value")  # the type of a statement


class _GoesOn:
    """The statement after this one is next: nothing was returned."""


GOES_ON = _GoesOn()


@dataclass(frozen=True)
class Statement(Expr):
    """The root of all statements. Evaluating one gives what it returned, or GOES_ON; the locals that it declares and
    assigns are in the row, which the Block has made its own."""

    type: Type = field(default=NO_VALUE, kw_only=True)


@dataclass(frozen=True)
class Block(Expr):
    """The value that its statements return."""

    statements: tuple[Expr, ...]

    @property
    def certain(self) -> tuple[Expr, ...]:
        """The statements up to the first in which it may end."""
        for i, statement in enumerate(self.statements):
            if any(isinstance(part, Return) for part in own_statements((statement,))):
                return self.statements[: i + 1]
        return self.statements

    @property
    def binds(self) -> tuple[str, ...]:
        return tuple(s.name for s in own_statements(self.statements) if isinstance(s, Declare | For))

    def evaluate(self, row: Row) -> Any:
        result = _run(self.statements, dict(row))
        if result is GOES_ON:
            raise InternalError("a block ended without a `return`")
        return result


@dataclass(frozen=True)
class Declare(Statement):
    """`let name = value`. The names of a program's locals are unique."""

    name: str
    value: Expr

    always = None

    def evaluate(self, row: Row) -> Any:
        assert isinstance(row, dict)
        row["$" + self.name] = self.value.evaluate(row)
        return GOES_ON


@dataclass(frozen=True)
class Assign(Statement):
    """`target = value`; the target is a Local."""

    target: Expr
    value: Expr

    always = None

    def evaluate(self, row: Row) -> Any:
        assert isinstance(row, dict) and isinstance(self.target, Local)
        row["$" + self.target.name] = self.value.evaluate(row)
        return GOES_ON


@dataclass(frozen=True)
class Evaluate(Statement):
    """An expression whose value nobody wants: it may fail, or do something."""

    value: Expr

    always = None

    def evaluate(self, row: Row) -> Any:
        self.value.evaluate(row)
        return GOES_ON


@dataclass(frozen=True)
class Branch(Statement):
    """`if condition { yes } else { no }`."""

    condition: Expr
    yes: tuple[Expr, ...]
    no: tuple[Expr, ...]

    always = 1

    def evaluate(self, row: Row) -> Any:
        return _run(self.yes if self.condition.evaluate(row) else self.no, row)


@dataclass(frozen=True)
class For(Statement):
    """`for name in items { body }`; the items are those that were there at the beginning."""

    name: str
    items: Expr
    body: tuple[Expr, ...]

    always = 1

    def evaluate(self, row: Row) -> Any:
        assert isinstance(row, dict)
        for item in self.items.evaluate(row):
            row["$" + self.name] = item
            result = _run(self.body, row)
            if result is not GOES_ON:
                return result
        return GOES_ON


@dataclass(frozen=True)
class Return(Statement):
    """`return value`, which ends the Block."""

    value: Expr

    always = None

    def evaluate(self, row: Row) -> Any:
        return self.value.evaluate(row)


def _run(statements: tuple[Expr, ...], row: Row) -> Any:
    for statement in statements:
        result = statement.evaluate(row)
        if result is not GOES_ON:
            return result
    return GOES_ON


def own_statements(statements: tuple[Expr, ...]) -> Iterator[Expr]:
    """All of these statements, those inside of others among them."""
    for statement in statements:
        yield statement
        match statement:
            case Branch(yes=yes, no=no):
                yield from own_statements((*yes, *no))
            case For(body=body):
                yield from own_statements(body)


def assigned(block: Block) -> frozenset[str]:
    """The locals of a block that are given another value after they were declared."""
    targets = (s.target for s in own_statements(block.statements) if isinstance(s, Assign))
    return frozenset(target.name for target in targets if isinstance(target, Local))


def renamed(expr: Expr, names: Mapping[str, str]) -> Expr:
    """The expression, its parts left alone, reading and binding locals under other names."""
    match expr:
        case Local(name=name) | Let(name=name) | Declare(name=name) | For(name=name) if name in names:
            return replace(expr, name=names[name])
        case Lambda(params=params) if any(name in names for name in params):
            return replace(expr, params=tuple(names.get(name, name) for name in params))
        case _:
            return expr
