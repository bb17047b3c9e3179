"""The automaton of the grammar: takes tokens one by one and lets a builder make the tree.

It is Lark's LALR(1) automaton with what mending mistakes needs besides: it can be asked what it would take, be put back
to an earlier point, and give up what it has not finished.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple, Protocol

from sage.base.source import Source, Span
from sage.compiler.syntax.tables import END, Rule, tables
from sage.compiler.syntax.tokens import Token

BROKEN = "BROKEN"
MOST_DEPTH = 200  # of a tree: whatever walks it later may do so by recursion


class Point(NamedTuple):
    """Where the machine was. Values are never changed in place, so a copy of the stacks is enough."""

    states: list[int]
    values: list[Any]
    starts: list[int]
    ends: list[int]
    depths: list[int]


class Maker(Protocol):
    """Makes trees: a method for every rule, which gets the span of the whole and the parts."""

    def too_deep(self, value: object) -> object:
        """What to take instead of a tree that is too deep."""


class Machine:
    """Stacks of states, of values, of where each value begins and ends, and of how deep its tree is.

    Args:
        builder: makes the values.
        goal: what is read, `start` or `expr`.
    """

    def __init__(self, builder: Maker, source: Source, goal: str) -> None:
        self._table = tables().states
        self._rules = [
            (rule, getattr(builder, rule.action) if rule.action not in ("", "*") else None) for rule in tables().rules
        ]
        first, self._last = tables().starts[goal]
        self._source = source
        self.states = [first]
        self.values: list[Any] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.depths: list[int] = []
        self._too_deep = builder.too_deep
        self.finished = False

    def feed(self, token: Token) -> bool:
        """Take a token. False if it fits nowhere here; what was complete before it may then have been put together."""
        table, states = self._table, self.states
        row = table[states[-1]]
        possible = [kind for kind in token.kinds if kind in row]
        if not possible:
            return False
        kind = possible[0]
        if len(possible) > 1:  # a word that is a name here may be a keyword behind what would be complete before it
            kind = next((k for k in possible if _Ghost(self, len(states)).feed((k,))), kind)
        while (action := row.get(kind)) is not None:
            if action >= 0:
                states.append(action)
                self.values.append(token)
                self.starts.append(token.start)
                self.ends.append(token.end)
                self.depths.append(0)
                return True
            self._reduce(~action)
            if kind == END and states[-1] == self._last:
                self.finished = True
                return True
            row = table[states[-1]]
        return False

    def _reduce(self, number: int) -> None:
        rule, make = self._rules[number]
        states, size = self.states, rule.size
        if size == 1 and not rule.action:
            states[-1] = self._table[states[-2]][rule.origin]
            return
        values, starts, ends = self.values, self.starts, self.ends
        if size:
            taken = values[-size:]
            start, end, depth = starts[-size], ends[-1], max(self.depths[-size:])
            del states[-size:], values[-size:], starts[-size:], ends[-size:], self.depths[-size:]
        else:
            taken, start, end, depth = [], 0, 0, 0
        value: Any
        if make is not None:
            value = make(Span(self._source, start, end), *_parts(rule, taken))
            depth += 1
            if depth > MOST_DEPTH:
                value, depth = self._too_deep(value), 0
        elif not rule.action:
            value = taken[rule.parts[0][0]]
        elif rule.parts[0][1]:
            value = taken[0], [taken[index] for index, _, _ in rule.parts[1:]]
        else:
            value = None, [taken[index] for index, _, _ in rule.parts]
        states.append(self._table[states[-1]][rule.origin])
        values.append(value)
        starts.append(start)
        ends.append(end)
        self.depths.append(depth)

    # ------------------------------------------------------------ asking

    def row(self) -> dict[str, int]:
        """The tokens that something is done about here, if only to put together what came before."""
        return self._table[self.states[-1]]

    def accepts(self, *kinds: str) -> bool:
        """Would it take one of these tokens now?"""
        return any(_Ghost(self, len(self.states)).feed((kind,)) for kind in kinds)

    def reads(self, tokens: Iterable[Token]) -> bool:
        """Would it take these tokens, one after the other?"""
        ghost = _Ghost(self, len(self.states))
        return all(ghost.feed(token.kinds) for token in tokens)

    # ------------------------------------------------------------ going back, giving up

    def point(self) -> Point:
        return Point(*(stack.copy() for stack in (self.states, self.values, self.starts, self.ends, self.depths)))

    def go_back(self, point: Point) -> None:
        self.states, self.values, self.starts, self.ends, self.depths = (stack.copy() for stack in point)

    def give_up(self, at: Token, closed: int, start: int) -> int | None:
        """Drop as little as lets something broken stand in its place, and `at` follow. Of the brackets that are open,
        exactly the innermost `closed` go.

        Args:
            start: where the text begins that could not be read.

        Returns:
            Where the broken thing starts, with what was dropped; None if it is not possible.
        """
        depth = 0
        for kept in range(len(self.values), -1, -1):
            if kept < len(self.values) and isinstance(value := self.values[kept], Token):
                depth += (value.text in (")", "]", "}")) - (value.text in ("(", "[", "{"))
            if depth < -closed:
                return None
            if depth == -closed and self._takes_broken(kept, at):
                if kept < len(self.values):
                    start = min(start, self.starts[kept])
                before = self.ends[kept - 1] if kept else 0
                del (
                    self.states[kept + 1 :],
                    self.values[kept:],
                    self.starts[kept:],
                    self.ends[kept:],
                    self.depths[kept:],
                )
                return max(start, before)
        return None

    def _takes_broken(self, kept: int, at: Token) -> bool:
        ghost = _Ghost(self, kept + 1)
        return ghost.feed((BROKEN,)) and ghost.feed(at.kinds)


def _parts(rule: Rule, taken: list[Any]) -> list[Any]:
    parts: list[Any] = []
    for index, repeated, absent in rule.parts:
        parts += [None] * absent
        if repeated:
            parts += _unrolled(taken[index])
        else:
            parts.append(taken[index])
    parts += [None] * rule.absent
    return parts


def _unrolled(chain: Any) -> list[Any]:
    """The parts of a repetition, which is kept as (what came before, the last parts)."""
    parts: list[Any] = []
    while chain is not None:
        chain, last = chain
        parts += reversed(last)
    parts.reverse()
    return parts


class _Ghost:
    """The states of a machine, followed without making values."""

    def __init__(self, machine: Machine, height: int) -> None:
        self._table, self._rules, self._last = machine._table, machine._rules, machine._last
        self._below, self._height = machine.states, height
        self._above: list[int] = []

    def feed(self, kinds: tuple[str, ...]) -> bool:
        for kind in kinds:
            height, above = self._height, list(self._above)
            if self._take(kind):
                return True
            self._height, self._above = height, above
        return False

    def _take(self, kind: str) -> bool:
        row = self._table[self._top()]
        while (action := row.get(kind)) is not None:
            if action >= 0:
                self._above.append(action)
                return True
            rule = self._rules[~action][0]
            for _ in range(rule.size):
                if self._above:
                    self._above.pop()
                else:
                    self._height -= 1
            self._above.append(self._table[self._top()][rule.origin])
            if kind == END and self._above[-1] == self._last:
                return True
            row = self._table[self._top()]
        return False

    def _top(self) -> int:
        return self._above[-1] if self._above else self._below[self._height - 1]
