"""Brackets that are not closed, close nothing, or close another kind: one message each, at the bracket.

The tokens are balanced before they are parsed, so that everything after can rely on it. Where a bracket should have
been closed is seen from what cannot stand inside it: a pipe, a declaration at the start of a line; and from the indent.
"""

from __future__ import annotations

from typing import NamedTuple

from sage.base.diagnostics import Diagnostic, Edit, Fix, Label
from sage.compiler.syntax.statements import CODE, TEST, TOP, statement_at
from sage.compiler.syntax.tables import END
from sage.compiler.syntax.tokens import Scan, Token, sign

CLOSER = {"(": ")", "[": "]", "{": "}"}
OPENER = {closer: opener for opener, closer in CLOSER.items()}

MOST_DEPTH = 100  # of brackets in each other: more than anybody reads, less than upsets what walks the tree


class _Open(NamedTuple):
    """A bracket that is open: its token, and for a brace the word of what it holds."""

    token: Token
    holds: str

    @property
    def holds_flows(self) -> bool:
        return self.holds in ("pipeline", "?")


def balance(scan: Scan) -> None:
    """Make the brackets of the tokens match, and say where they did not."""
    if _is_balanced(scan):
        return
    _Balance(scan).run()


def _is_balanced(scan: Scan) -> bool:
    awaited: list[str] = []
    deepest = 0
    for token in scan.tokens:
        if token.text in CLOSER:
            awaited.append(CLOSER[token.text])
            deepest = max(deepest, len(awaited))
        elif token.text in OPENER:
            if not awaited or awaited.pop() != token.text:
                return False
        elif token.text == "|>" and awaited and awaited[-1] != "}":
            return False
    if deepest > MOST_DEPTH:
        _too_deep(scan)
    return not awaited


def _too_deep(scan: Scan) -> None:
    depth = 0
    for token in scan.tokens:
        depth += (token.text in CLOSER) - (token.text in OPENER)
        if depth > MOST_DEPTH:
            message = f"brackets stand in each other more than {MOST_DEPTH} deep"
            scan.say("E0102", token.start, token.end, message, "here", help="name parts of it, with `fn` or `let`")
            break
    del scan.tokens[:-1]


class _Balance:
    def __init__(self, scan: Scan) -> None:
        self.scan, self.tokens = scan, scan.tokens
        self.open: list[_Open] = []
        self.out: list[Token] = []
        self.statement = 0  # where the last statement or stage began
        self.head = ""  # the word of a declaration whose block has not begun
        texts = [token.text for token in scan.tokens]
        self.surplus = texts.count("}") - texts.count("{")  # of closing braces

    def run(self) -> None:
        for index, token in enumerate(self.tokens):
            self._close_what_cannot_hold(index)
            self._open_what_was_forgotten(index)
            if token.text == "|>" or (word := statement_at(self.tokens, index, self.scan.source)):
                self.statement = token.start
                self.head = word if token.text != "|>" and word in ("fn", "method", "test", "on") else ""
            elif token.text in ("{", "="):
                self.head = ""
            if token.text in CLOSER:
                self.open.append(_Open(token, self._held(index)))
                self.out.append(token)
            elif token.text in OPENER:
                self._closer(index)
            else:
                self.out.append(token)
        self.scan.tokens[:] = self.out
        if max(self._depths(), default=0) > MOST_DEPTH:
            _too_deep(self.scan)

    def _depths(self) -> list[int]:
        depth, depths = 0, []
        for token in self.out:
            depth += (token.text in CLOSER) - (token.text in OPENER)
            depths.append(depth)
        return depths

    def _held(self, index: int) -> str:
        """What a brace holds: the word of its declaration, `?` for a word that is none, "" for code or a record."""
        before = self.tokens[max(0, index - 4) : index]
        if self.tokens[index].text != "{":
            return ""
        for length in (2, 4):  # schema NAME {, test "..." for NAME {
            first = before[-length] if len(before) >= length else None
            if first and first.is_word and self._starts_line(index - length):
                if first.text in ("schema", "enum", "service", "pipeline", "test"):
                    return first.text
                if length == 2 and before[-1].is_name and first.text not in ("on", "from", "for", "if"):
                    return "?"
        return ""

    def _starts_line(self, index: int) -> bool:
        start = self.tokens[index].start
        return index == 0 or "\n" in self.scan.source.text[self.tokens[index - 1].end : start]

    def _indent(self, token: Token) -> int:
        line = self.scan.source.line(self.scan.source.position(token.start)[0])
        return len(line) - len(line.lstrip())

    # ------------------------------------------------------------ closing

    def _close_what_cannot_hold(self, index: int) -> None:
        """Close the brackets that cannot hold the token at `index`."""
        if not self.open:
            return
        token = self.tokens[index]
        if token.text == "|>":
            while self.open and not self.open[-1].holds_flows:
                self._unclosed()
        elif token.text == "=" and self.open[-1].token.text == "[":
            self._unclosed()
        elif self.open[-1].token.text != "{" and (self._is_clause(index) or self._begins_code(index)):
            while self.open and self.open[-1].token.text != "{":
                self._unclosed()
        elif word := statement_at(self.tokens, index, self.scan.source):
            following = self.tokens[min(index + 3, len(self.tokens) - 1)].text
            if word in TOP:
                self._unclosed_down_to(())
            elif word in ("set", "param", "method", "from") or (word == "let" and following == "from"):
                self._unclosed_down_to(("pipeline", "?"))
        elif token.kinds == (END,):
            self._unclosed_down_to(())

    def _begins_code(self, index: int) -> bool:
        """A statement that no parenthesis holds: `return x`, `x += 1`, `if c {`, `total = ...` on a new line."""
        if not self._starts_line(index):
            return False
        token, after = self.tokens[index], self.tokens[min(index + 1, len(self.tokens) - 1)]
        word = statement_at(self.tokens, index, self.scan.source)
        if word == "if":
            ahead = [t.text for t in self.tokens[index : index + 40]]
            return "{" in ahead and "then" not in ahead[: ahead.index("{")]
        return word in ("let", "state", "const", "return", "emit", "for", "expect", "given") or (
            token.is_name and after.text in ("=", "+=", "-=", "*=", "/=")
        )

    def _open_what_was_forgotten(self, index: int) -> None:
        """`schema Order id: u64 }`, `fn f() -> i64 return 1 }`: the brace after the head of a declaration."""
        if self.surplus < 1 or index < 2 or self.tokens[index].text in ("{", "@"):
            return
        before, word = self.tokens[index - 1], self.tokens[index - 2].text
        head = word if word in ("schema", "enum", "service", "pipeline") and before.is_name else ""
        if head and not self._starts_line(index - 2):
            return
        if self.head and statement_at(self.tokens, index, self.scan.source) in (*CODE, *TEST, "let"):
            head = self.head
        if not head:
            return
        self.head = ""
        insert = self.scan.span(before.end, before.end)
        message = f"a `{{` is missing after `{before.text}`"
        self.scan.say("E0101", before.start, before.end, message, write=[Edit(insert, " {")], safe=False)
        brace = Token(sign("{"), "{", before.end, before.end, True)
        self.open.append(_Open(brace, head))
        self.out.append(brace)
        self.surplus -= 1

    def _is_clause(self, index: int) -> bool:
        """`as Order`, `by user`, `-> str`: what no parenthesis holds."""
        if self.tokens[index].text not in ("as", "by", "within", "over", "->"):
            return False
        before, after = self.tokens[index - 1], self.tokens[index + 1]
        return before.text not in (",", ".", "?.", "=", *CLOSER) and (after.is_name or after.is_number)

    def _unclosed_down_to(self, holders: tuple[str, ...]) -> None:
        while self.open and self.open[-1].holds not in holders:
            self._unclosed()

    def _unclosed(self) -> None:
        """The innermost bracket ends here without being closed."""
        opened = self.open.pop().token
        closer = CLOSER[opened.text]
        last = self.out[-1]
        span, at = self.scan.span(opened.start, opened.end), self.scan.span(last.end, last.end)
        fix = Fix((Edit(at, closer),), "unsafe") if at.line == span.line and opened is not last else None
        message = Diagnostic("E0102", f"`{opened.text}` is never closed", span, "opened here", fix=fix)
        if not self._is_silent(opened) and not self._is_silent(last):
            self.scan.messages.append(message)
        self._doubt(opened, whole_statement=False)
        if opened.text != "{":
            self.scan.silent.append((opened.start, last.end + 1))
            self._doubt(last, whole_statement=True)
        place = self.out.index(opened)
        closing = Token(sign(closer), closer, last.end, last.end, True)
        if opened.text == "{" and "{" in [t.text for t in (self.out[place - 1], *self.out[place + 1 : place + 2])]:
            del self.out[place]  # written twice
        elif last.text == ",":
            self.out.insert(-1, closing._replace(start=last.start, end=last.start))
        else:
            self.out.append(closing)

    def _doubt(self, token: Token, *, whole_statement: bool) -> None:
        """What else is wrong there is likely to be the same mistake."""
        line = self.scan.source.position(token.start)[0]
        start = self.scan.source.line_starts[line - 1]
        end = start + len(self.scan.source.line(line)) + 1
        self.scan.silent.append((min(start, self.statement) if whole_statement else start, end))

    def _is_silent(self, token: Token) -> bool:
        return any(start <= token.start < end for start, end in self.scan.silent)

    def _closer(self, index: int) -> None:
        token = self.tokens[index]
        if token.text == "}" and self._is_surplus(index):
            self._stray(token)
            return
        kinds = [bracket.token.text for bracket in self.open]
        if kinds and kinds[-1] != OPENER[token.text] and self._next_closer(index) == CLOSER[kinds[-1]]:
            self._stray(token)
        elif OPENER[token.text] in kinds:
            while self.open[-1].token.text != OPENER[token.text]:
                self._unclosed()
            self.open.pop()
            self.out.append(token)
        elif kinds and kinds[-1] != "{":
            self._mismatch(self.open.pop().token, token)
        else:
            self._stray(token)

    def _next_closer(self, index: int) -> str:
        """The next bracket after this one that closes what is open here."""
        depth = 0
        for token in self.tokens[index + 1 :]:
            if token.text in CLOSER:
                depth += 1
            elif token.text in OPENER:
                if depth == 0:
                    return token.text
                depth -= 1
        return ""

    def _is_surplus(self, index: int) -> bool:
        """Does this brace close nothing? One that starts a line closes what was opened on a line of the same indent."""
        token, indent = self.tokens[index], self._indent(self.tokens[index])
        braces = [bracket.token for bracket in self.open if bracket.token.text == "{"]
        if not braces:
            return False
        if not self._starts_line(index):
            opened = self.scan.source.position(braces[-1].start)[0]
            ended = self.scan.source.line(opened).rstrip().endswith("{")
            return self.surplus > 0 and ended and opened < self.scan.source.position(token.start)[0]
        if any(self._indent(brace) == indent for brace in braces):
            while self.open[-1].token.text != "{" or self._indent(self.open[-1].token) > indent:
                self._unclosed()
            return False
        return self.surplus > 0 and self._indent(braces[-1]) < indent

    def _mismatch(self, opened: Token, token: Token) -> None:
        closer = CLOSER[opened.text]
        span = self.scan.span(token.start, token.end)
        self.scan.messages.append(
            Diagnostic(
                "E0102",
                f"`{opened.text}` is closed by `{token.text}`",
                span,
                f"`{closer}` belongs here",
                labels=(Label(self.scan.span(opened.start, opened.end), "opened here"),),
                fix=Fix((Edit(span, closer),), "unsafe"),
            )
        )
        self.out.append(Token(sign(closer), closer, token.start, token.end))

    def _stray(self, token: Token) -> None:
        if not self._is_silent(token):
            self.scan.say("E0102", token.start, token.end, f"`{token.text}` closes nothing", "no bracket is open here")
        self.surplus -= token.text == "}"
        self._doubt(token, whole_statement=True)
