"""What somebody probably meant: words of other tools, words of later versions, and the nearest name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from sage.base.diagnostics import Edit, Fix
from sage.base.frozen import dataclass
from sage.base.names import closest, distance
from sage.base.source import Span
from sage.compiler.check.vocabulary import EXACT, FUNCTION_HELP, FUNCTIONS, STAGE_HELP, STAGES, TYPES, VALUES
from sage.compiler.library import registry

__all__ = [
    "FUNCTIONS",
    "FUNCTION_HELP",
    "STAGES",
    "STAGE_HELP",
    "TYPES",
    "VALUES",
    "guess",
    "is_function",
    "replacement",
]

LATER_TYPES = ("decimal", "uuid", "date")
LATER_STAGES = ("call",)
LATER_CONNECTORS = ("kafka", "zmq", "tcp", "parquet", "rows", "http", "sqlite", "service", "postgres")
LATER_OPTIONS = ("follow", "roll", "parallelism", "partition_by", "concurrency")
LATER_CLAUSES = ()
LATER_AGGREGATES = ("top_k", "histogram")
LATER_FUNCTIONS = ("random", "uuid4", "call_service")


_SIGNS = frozenset(("neg", "in", "not in", "not", "like", "and", "or"))


def is_function(name: str) -> bool:
    """True for functions and aggregates, and not for operators, which stand in the same table."""
    is_known = name in registry.FUNCTIONS or name in registry.AGGREGATES
    return is_known and name not in _SIGNS and re.fullmatch(r"\w+(\.\w+)?", name) is not None


@dataclass(frozen=True)
class Guess:
    """The name that was probably meant, and how that is said. Without one, some names that could stand there."""

    near: str | None
    help: str | None
    fix: Fix | None


def guess(name: str, span: Span, candidates: Iterable[str], words: Mapping[str, str] | None = None) -> Guess:
    """What a name that is not known probably stands for, among those that could stand at its place."""
    known = list(dict.fromkeys(candidates))
    near = closest(name, known, words)
    if near is None:
        return Guess(None, listing(known), None)
    return Guess(near, f"did you mean `{near}`?", replacement(span, near, safe=_is_certain(name, near, known, words)))


def listing(names: Iterable[str]) -> str | None:
    """The first few names that there are."""
    known = list(dict.fromkeys(names))
    shown = ", ".join(f"`{name}`" for name in known[:5]) + (", ..." if len(known) > 5 else "")
    return f"there are: {shown}" if known else None


def replacement(span: Span, text: str, *, safe: bool = False) -> Fix:
    """Write `text` instead of what stands there."""
    return Fix((Edit(span, text),), "safe" if safe else "unsafe")


def _is_certain(name: str, near: str, known: list[str], words: Mapping[str, str] | None) -> bool:
    """True for the only candidate that is one slip away, for other case, and for another tool's word that means just
    the same."""
    if name.casefold() == near.casefold():
        return True
    if words and words.get(name.casefold()) == near:
        return words is not FUNCTIONS or name.casefold() in EXACT
    return distance(name, near) == 1 and sum(distance(name, k) <= 1 for k in known) == 1
