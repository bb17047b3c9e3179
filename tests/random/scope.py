"""What an expression can name, and how one is made: a way is drawn until one has something to say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from random import Random

from sage.base import types as t
from sage.base.types import Optional, Schema, Type
from sage.base.widening import widens
from tests.random.kinds import any_type, literal

Way = Callable[["Expressions", Type, int], "str | None"]
WAYS: list[tuple[int, Way]] = []  # and how often each is drawn; filled by `ways`
_LEAVES: list[Way] = []
_TRIES = 8


def way(weight: int = 1, *, leaf: bool = False) -> Callable[[Way], Way]:
    """Declare a way to make an expression of a type: it answers None where it has none. A leaf holds no other."""

    def declare(make: Way) -> Way:
        WAYS.append((weight, make))
        if leaf:
            _LEAVES.extend([make] * weight)
        return make

    return declare


class Expressions:
    """Makes expressions over what is in scope. They are well typed but for what only the checker knows."""

    def __init__(self, random: Random, scope: Mapping[str, Type]) -> None:
        self.random, self.scope = random, dict(scope)

    def of(self, type: Type, depth: int = 2) -> str:
        """An expression of a type, or of one that widens to it."""
        ways = _LEAVES if depth <= 0 else [make for weight, make in WAYS for _ in range(weight)]
        for _ in range(_TRIES):
            made = self.random.choice(ways)(self, type, depth)
            if made is not None:
                return made
        return self.plain(type)

    def condition(self, depth: int = 2) -> str:
        return self.of(t.BOOL, depth)

    def any_type(self) -> Type:
        return any_type(self.random)

    def with_names(self, names: Mapping[str, Type]) -> Expressions:
        """The same where more is known."""
        return Expressions(self.random, {**self.scope, **names})

    def fitting(self, type: Type) -> list[str]:
        """Columns, locals and their fields that have a type or one that widens to it."""
        return [path for path, have in self.paths() if have == type or widens(have, type)]

    def paths(self) -> Iterator[tuple[str, Type]]:
        for name, have in self.scope.items():
            yield quoted(name), have
            if isinstance(have, Schema):
                yield from ((f"{quoted(name)}.{f.name}", f.type) for f in have)

    def plain(self, type: Type) -> str:
        """The simplest there is of a type."""
        match type:
            case Optional(item):
                return f"none_if({self.plain(item)}, {self.plain(item)})"
            case t.List(item):
                return f"[{', '.join(self.of(item, 0) for _ in range(self.random.randint(1, 3)))}]"
            case Schema():
                return "{" + ", ".join(f"{f.name}: {self.of(f.type, 0)}" for f in type) + "}"
            case t.Map(key, item):
                return f"map_of([{{key: {self.plain(key)}, value: {self.plain(item)}}}])"
            case t.Enum():
                return f"{type.name}.{type.variants[-1].name}"
            case t.JSON:
                return f"json({self.of(t.STR, 0)})"
        return literal(self.random, type) or "0"


def quoted(name: str) -> str:
    return name if name.isidentifier() else f"`{name}`"
