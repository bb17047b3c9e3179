"""Reads tokens to the end whatever they are: where they do not fit, says why and goes on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sage.base.diagnostics import Diagnostic
from sage.compiler.syntax.brackets import CLOSER, OPENER
from sage.compiler.syntax.machine import BROKEN, Machine, Point
from sage.compiler.syntax.mistakes import Mistake, Place, diagnose
from sage.compiler.syntax.statements import RESERVED, statement_at
from sage.compiler.syntax.tables import END
from sage.compiler.syntax.tokens import Scan, Token, sign

_STEP = 24  # tokens between two points to go back to
_MOST = 150  # mistakes; after that many the rest of the file is left alone
_DOUBT = 3  # tokens after a comma or bracket where reading began anew: mistakes there are consequences of the first


class Reader:
    """Feeds the tokens of a scan to a machine.

    Attributes:
        messages: what was wrong.
    """

    def __init__(self, scan: Scan, machine: Machine) -> None:
        self._scan, self._machine = scan, machine
        self._tokens = scan.tokens
        self.messages: list[Diagnostic] = []
        self._points: list[tuple[int, Point]] = [(0, machine.point())]
        self._mistakes = 0
        self._mended: list[tuple[int, int]] = []  # which tokens, by their offset and how many follow
        self._doubtful_until = 0  # offset
        self._anew = -1  # the token with which reading last began anew; what stands before it is settled

    def read(self) -> Any:
        """What the tokens mean."""
        index, machine, tokens = 0, self._machine, self._tokens
        while True:
            token = tokens[index]
            if index - self._points[-1][0] >= max(_STEP, len(machine.values) // 4):
                self._points.append((index, machine.point()))
            is_plain = token.text not in RESERVED and (index == 0 or tokens[index - 1].text != "|>")
            if (is_plain or self._may_be(index)) and machine.feed(token):
                if machine.finished:
                    return machine.values[-1]
                index += 1
                continue
            index = self._mend(index)

    def _may_be(self, index: int) -> bool:
        """A reserved word is a name only after a dot, and as the key of a record or option. What begins a statement on
        a new line is no stage."""
        token, state = self._tokens[index], self._machine.row()
        if token.text not in RESERVED:
            last = self._machine.values[-1]
            after_pipe = isinstance(last, Token) and last.text == "|>"
            return not after_pipe or statement_at(self._tokens, index, self._scan.source) is None
        if token.kinds[0] in state or "NAME" not in state:
            return True
        before = self._tokens[index - 1].text if index else ""
        return before in (".", "?.") or (self._tokens[index + 1].text == ":" and "STRING" in state)

    # ------------------------------------------------------------ mending

    def _mend(self, index: int) -> int:
        """Do something about the token that does not fit. Answers where to read on."""
        self._return_to(index)
        token = self._tokens[index]
        if token.text == ">=" and self._machine.accepts("MORETHAN"):  # list<i64>= []
            middle = token.start + 1
            halves = [Token(sign(">"), ">", token.start, middle), Token(sign("="), "=", middle, token.end)]
            return self._replace(index, index + 1, halves)
        if token.foreign and token.text not in OPENER and token.text not in CLOSER:
            self._doubtful_until = max(self._doubtful_until, self._tokens[min(index + 2, len(self._tokens) - 1)].start)
            return self._replace(index, index + 1, [])
        self._mistakes += 1
        if self._mistakes > _MOST:
            return self._start_anew(index, at_the_end=True)
        mistake = diagnose(Place(self._scan.source, self._tokens, index, self._machine), self._mends)
        follows_foreign = index > 0 and self._tokens[index - 1].foreign
        if not follows_foreign and not self._is_doubtful(token):
            self.messages.append(mistake.message)
        if mistake.tokens is None:
            return self._start_anew(index)
        self._mended.append((token.start, index - len(self._tokens)))
        return self._replace(mistake.first, mistake.last, list(mistake.tokens))

    def _mends(self, place: Place, mistake: Mistake, tokens: int) -> bool:
        """Does the parser get on by some tokens if it reads on as the mistake says?"""
        assert mistake.tokens is not None
        at = (place.here.start, place.index - len(self._tokens))
        if mistake.first < self._anew or self._mended.count(at) > 1:
            return False
        if _depth(mistake.tokens) != _depth(self._tokens[mistake.first : mistake.last]):
            return False
        self._return_to(mistake.first)
        end = max(mistake.last, place.index) + tokens
        mends = self._machine.reads([*mistake.tokens, *self._tokens[mistake.last : end]])
        self._return_to(place.index)
        return mends

    def _is_doubtful(self, token: Token) -> bool:
        return token.start < self._doubtful_until or any(a <= token.start < b for a, b in self._scan.silent)

    def _return_to(self, index: int) -> None:
        """Put the machine back to before a token: it may have put parts together in view of it."""
        while self._points[-1][0] > index:
            self._points.pop()
        start, point = self._points[-1]
        self._machine.go_back(point)
        for token in self._tokens[start:index]:
            self._machine.feed(token)

    def _replace(self, first: int, last: int, tokens: list[Token]) -> int:
        self._return_to(first)
        self._tokens[first:last] = tokens
        return first

    # ------------------------------------------------------------ starting anew

    def _start_anew(self, index: int, *, at_the_end: bool = False) -> int:
        """Skip to where something new begins, and put something broken in place of what is lost."""
        tokens, depth, closed = self._tokens, 0, 0
        for place in range(index, len(tokens)):
            token = tokens[place]
            if depth == 0 and self._begins_anew(place):
                may = token.kinds == (END,) or (not at_the_end and place != self._anew)
                start = self._machine.give_up(token, closed, tokens[index].start) if may else None
                if start is not None:
                    return self._put_broken(start, place)
                if token.text in OPENER:  # nothing broken may stand in these brackets: they are lost, too
                    closed += 1
                    continue
            depth += (token.text in CLOSER) - (token.text in OPENER)
        for closed in range(len(self._machine.values) + 1):  # what is open to the end goes with all that it holds
            start = self._machine.give_up(tokens[-1], closed, tokens[index].start)
            if start is not None:
                return self._put_broken(start, len(tokens) - 1)
        raise AssertionError("the end of a program is always a new beginning")

    def _begins_anew(self, place: int) -> bool:
        token = self._tokens[place]
        if token.text in ("|>", ",") or token.text in OPENER or token.kinds == (END,):
            return True
        if statement_at(self._tokens, place, self._scan.source):
            return True
        return token.is_name and self._tokens[place + 1].text == ":" and self._starts_line(place)

    def _starts_line(self, place: int) -> bool:
        return place == 0 or "\n" in self._scan.source.text[self._tokens[place - 1].end : self._tokens[place].start]

    def _put_broken(self, start: int, place: int) -> int:
        tokens = self._tokens
        first = place
        while first > 0 and tokens[first - 1].start >= start:
            first -= 1
        end = tokens[place - 1].end if place > first else start
        self._machine.feed(Token((BROKEN,), _declared(tokens[first:place]), min(start, end), max(start, end)))
        self._anew = place
        self._points.append((place, self._machine.point()))
        doubt = _DOUBT if tokens[place].text in (",", *OPENER) else 1
        self._doubtful_until = tokens[min(place + doubt, len(tokens) - 1)].start
        return place


def _depth(tokens: Sequence[Token]) -> int:
    """How many more brackets the tokens open than close."""
    return sum((token.text in CLOSER) - (token.text in OPENER) for token in tokens)


def _declared(tokens: list[Token]) -> str:
    """The name that broken tokens would have declared."""
    words = [token for token in tokens[:2] if token.is_name]
    if len(words) == 2 and words[0].text in (
        "let",
        "schema",
        "enum",
        "type",
        "const",
        "fn",
        "param",
        "state",
        "pipeline",
    ):
        return words[1].text.strip("`")
    return words[0].text.strip("`") if words else ""
