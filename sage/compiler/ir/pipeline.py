"""A pipeline: a flow with a name, its parameters, its settings, and what it is asked and answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sage.base.errors import RecordError, StartError
from sage.base.frozen import dataclass, replace
from sage.base.source import Span
from sage.base.types import MISSING, List, Schema, Type, optional
from sage.compiler.ir.code import Expr
from sage.compiler.ir.flow import Cardinality, Flow, Op


@dataclass(frozen=True)
class Parameter:
    """A `param` of a pipeline; without a default it is required. A default that depends on where the program runs is
    `computed` when it starts."""

    name: str
    type: Type
    default: Any
    doc: str
    span: Span
    computed: Expr | None = None

    @property
    def is_required(self) -> bool:
        """True if it must be given."""
        return self.default is MISSING and self.computed is None

    def value(self) -> Any:
        """Its default, worked out if need be; raises StartError if that has no value."""
        try:
            return self.default if self.computed is None else self.computed({})
        except RecordError as error:
            raise StartError(f"--{self.name}: {error.reason}; give `--{self.name}`") from error


@dataclass(frozen=True)
class Pipeline:
    """A named Flow with its parameters and settings, and its streams by name."""

    name: str
    flow: Flow
    params: tuple[Parameter, ...]
    settings: dict[str, Any]
    streams: dict[str, Op]
    span: Span
    doc: str = ""
    tests: tuple[Any, ...] = ()
    request: Schema | None = None
    response: Schema | None = None
    response_cardinality: Cardinality = Cardinality.ONE

    def with_settings(self, settings: Mapping[str, Any]) -> Pipeline:
        """The same with some settings given anew."""
        return replace(self, settings={**self.settings, **settings}) if settings else self

    @property
    def answer(self) -> Type:
        """What a caller gets."""
        assert self.response is not None
        match self.response_cardinality:
            case Cardinality.ONE:
                return self.response.value
            case Cardinality.AT_MOST_ONE:
                return optional(self.response.value)
            case Cardinality.MANY:
                return List(self.response.value)
