"""A test in a file once it is checked: what is given, what is asked, what is expected."""

from __future__ import annotations

from typing import Any

from sage.base.frozen import dataclass
from sage.base.source import Span
from sage.compiler.ir.code import Expr
from sage.compiler.ir.flow import Op, SinkOp
from sage.compiler.ir.pipeline import Pipeline


@dataclass(frozen=True)
class GivenRows:
    """`given stream = rows`."""

    stream: str
    op: Op
    rows: Expr


@dataclass(frozen=True)
class Bind:
    """`let x = e`: the local that holds the value."""

    local: str
    value: Expr


@dataclass(frozen=True)
class Ask:
    """A call of the pipeline: the local that holds its answer."""

    local: str
    payload: Expr
    span: Span


@dataclass(frozen=True)
class Advance:
    """`advance 11m`: how far the clock goes on."""

    by: Expr
    span: Span


@dataclass(frozen=True)
class Expectation:
    """`expect e`; `expected` is where the right side of `==` stands, if it is written out."""

    value: Expr
    unordered: bool
    span: Span
    expected: Span | None = None


@dataclass(frozen=True)
class Mock:
    """`mock f(pattern) = value`: for each parameter the equality and the value that match, or None for any; and what is
    answered, a value or the text of a failure."""

    function: Any  # library.externs.ExternFunction
    patterns: tuple[tuple[Any, Expr] | None, ...]
    value: Expr | None
    failure: Expr | None
    span: Span


Step = Bind | Ask | Advance | Expectation


@dataclass(frozen=True)
class TestCase:
    """A checked test. `streams` and `sinks` are those whose rows it looks at, by the local that holds them."""

    __test__ = False

    title: str
    pipeline: Pipeline | None
    given: tuple[GivenRows, ...]
    steps: tuple[Step, ...]
    streams: dict[str, Op]
    sinks: dict[str, SinkOp]
    span: Span
    mocks: tuple[Mock, ...] = ()
