"""What a Python method takes and gives, in the words of the language, and the payload that fits it."""

from __future__ import annotations

import inspect
import json
import re
import types
import typing
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from sage.base.errors import SageError

_PLAIN: dict[Any, str] = {
    bool: "bool",
    int: "i64",
    float: "f64",
    str: "str",
    bytes: "bytes",
    datetime: "timestamp",
    timedelta: "duration",
    type(None): "null",
}
_MOST_SHOWN = 40  # characters of a value that is wrong


class PayloadError(SageError):
    """A payload is not what the method takes; says which field, and what it should be."""


@dataclass(frozen=True)
class Signature:
    """A method as callers see it. An annotation that is missing or unknown takes anything, written `json`."""

    name: str
    function: Callable[..., Any]
    parameters: dict[str, Any]  # name -> annotation
    required: frozenset[str]
    returns: Any
    doc: str
    is_open: bool  # takes **fields

    @property
    def parameter_text(self) -> str:
        """The type of its payload."""
        if not self.parameters:
            return "json" if self.is_open else "null"
        if len(self.parameters) == 1 and not self.is_open:
            return type_text(next(iter(self.parameters.values())))
        return "{" + ", ".join(f"{name}: {type_text(a)}" for name, a in self.parameters.items()) + "}"

    @property
    def result_text(self) -> str:
        return type_text(self.returns)

    def call(self, value: Any) -> Any:
        """Give the method its payload: a map of its parameters, or the value of its only one."""
        try:
            arguments = self._arguments(value)
        except PayloadError as error:
            raise PayloadError(f"{error}; `{self.name}` takes {self.parameter_text}") from None
        return self.function(**arguments)

    def _arguments(self, value: Any) -> dict[str, Any]:
        names = set(self.parameters)
        if isinstance(value, dict) and (self.is_open or (value and names >= set(value)) or len(names) != 1):
            return self._named(value)
        if len(names) == 1:
            ((name, annotation),) = self.parameters.items()
            is_left_out = value is None and name not in self.required
            return {} if is_left_out else {name: fit(value, annotation, "")}
        if value is None:
            return self._named({})
        raise _misfit(value, "a record" if names else "null", "")

    def _named(self, given: dict[str, Any]) -> dict[str, Any]:
        for name in self.parameters:
            if name in self.required and name not in given:
                raise PayloadError(f"{name}: missing")
        known = {name: fit(given[name], a, name) for name, a in self.parameters.items() if name in given}
        return {**given, **known} if self.is_open else known


def signature(name: str, function: Callable[..., Any]) -> Signature:
    """Read the signature of a function or bound method."""
    parameters = inspect.signature(function).parameters.values()
    try:
        hints = typing.get_type_hints(function)
    except (NameError, TypeError):  # annotations of names that are not there at run time
        hints = {}
    named = [p for p in parameters if p.kind in (p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY)]
    return Signature(
        name,
        function,
        {p.name: hints.get(p.name, Any) for p in named},
        frozenset(p.name for p in named if p.default is p.empty),
        hints.get("return", Any),
        inspect.getdoc(function) or "",
        any(p.kind is p.VAR_KEYWORD for p in parameters),
    )


def type_text(annotation: Any) -> str:
    """An annotation as the language writes it."""
    if annotation in _PLAIN:
        return _PLAIN[annotation]
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (typing.Union, types.UnionType) and type(None) in arguments and len(arguments) == 2:
        return type_text(next(a for a in arguments if a is not type(None))) + "?"
    if origin is list and arguments:
        return f"list<{type_text(arguments[0])}>"
    if origin is dict and arguments:
        return f"map<{type_text(arguments[0])}, {type_text(arguments[1])}>"
    if _is_enum(annotation):
        return "str" if all(isinstance(member.value, str) for member in annotation) else "json"
    if is_dataclass(annotation):
        hints = typing.get_type_hints(annotation)
        return "{" + ", ".join(f"{f.name}: {type_text(hints[f.name])}" for f in fields(annotation)) + "}"
    return "json"


def fit(value: Any, annotation: Any, place: str) -> Any:
    """The value as the annotation wants it, or PayloadError."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (typing.Union, types.UnionType):
        return _fit_union(value, arguments, annotation, place)
    if origin is list and arguments and isinstance(value, list):
        return [fit(item, arguments[0], f"{place}[{i}]") for i, item in enumerate(value)]
    if origin is dict and arguments and isinstance(value, dict):
        return {_fit_key(key, arguments[0], place): fit(v, arguments[1], f"{place}[{key}]") for key, v in value.items()}
    if is_dataclass(annotation) and isinstance(annotation, type):
        return _fit_record(value, annotation, place)
    if annotation is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if annotation is datetime and isinstance(value, str):
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            raise _misfit(value, "a timestamp", place) from None
    if _is_enum(annotation) and not isinstance(value, annotation):
        try:
            return annotation(value)
        except ValueError:
            raise _misfit(value, f"a variant of {annotation.__name__}", place) from None
    wanted = origin if origin in (list, dict) else annotation
    if (wanted in _PLAIN or wanted in (list, dict)) and type(value) is not wanted:
        raise _misfit(value, _one(annotation), place)
    return value


def _is_enum(annotation: Any) -> bool:
    """True for an enum of Python, whose values stand for the variants of one of the language."""
    return isinstance(annotation, type) and issubclass(annotation, Enum)


def _fit_key(key: Any, annotation: Any, place: str) -> Any:
    """A key of a map, which travels as text."""
    if annotation is bool and key in ("true", "false"):
        return key == "true"
    if annotation is int and isinstance(key, str) and re.fullmatch("-?[0-9]{1,20}", key):
        return int(key)
    return fit(key, annotation, place)


def _fit_union(value: Any, arguments: tuple[Any, ...], annotation: Any, place: str) -> Any:
    for choice in arguments:
        try:
            return fit(value, choice, place)
        except PayloadError:
            if len(arguments) == 2 and type(None) in arguments and value is not None and choice is not type(None):
                raise  # of `T?`, that it is no T says more
    raise _misfit(value, _one(annotation), place)


def _fit_record(value: Any, record: type, place: str) -> Any:
    if not isinstance(value, dict):
        raise _misfit(value, "a record", place)
    hints = typing.get_type_hints(record)
    given = {}
    for f in fields(record):
        where = f"{place}.{f.name}" if place else f.name
        if f.name in value:
            given[f.name] = fit(value[f.name], hints[f.name], where)
        elif f.default is MISSING and f.default_factory is MISSING:
            raise PayloadError(f"{where}: missing")
    return record(**given)


def _misfit(value: Any, wanted: str, place: str) -> PayloadError:
    shown = json.dumps(value, ensure_ascii=False, default=str)
    shown = shown if len(shown) <= _MOST_SHOWN else f"{shown[:_MOST_SHOWN]}..."
    return PayloadError(f"{place}: {shown} is not {wanted}" if place else f"{shown} is not {wanted}")


def _one(annotation: Any) -> str:
    """A type with its article."""
    text = "list" if typing.get_origin(annotation) is list else type_text(annotation)
    return f"{'an' if text[0] in 'aeiof' else 'a'} {text}"
