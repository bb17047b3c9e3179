"""`from request` and `into response`: a flow that answers calls of its pipeline."""

from __future__ import annotations

from collections.abc import Iterator

from sage.base.frozen import dataclass
from sage.compiler.ir.code import Row
from sage.compiler.ir.flow import BadRow, SinkOp, SourceOp


@dataclass(frozen=True, eq=False, kw_only=True)
class Request(SourceOp):
    """The calls of this pipeline's method `process`."""

    name = "request"

    @property
    def is_request(self) -> bool:
        return True

    def rows(self) -> Iterator[Row | BadRow]:
        return iter(())


@dataclass(frozen=True, eq=False, kw_only=True)
class Response(SinkOp):
    """The answer to the call."""

    name = "response"
