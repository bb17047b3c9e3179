"""Texts that are not closed, or stand between quotes that are no quotes here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sage.base.diagnostics import Edit
from sage.compiler.syntax.tokens import Token

if TYPE_CHECKING:
    from sage.compiler.syntax.tokens import Scan

KINDS = frozenset(("STRING", "FSTRING", "PSTRING"))
QUOTES = "\"'`"

_DOUBLE = {"“": "”“", "”": "”", "„": "”“", "‟": "”", "«": "»", "＂": "＂", "″": "″", "「": "」", "『": "』"}
_SINGLE = {"‘": "’‘", "’": "’", "‚": "’‘", "‹": "›", "＇": "＇", "′": "′"}
OTHER_QUOTES = {**_DOUBLE, **_SINGLE}

_CLOSER = {"(": ")", "[": "]", "{": "}"}
_PREFIXES = ("f", "r", "b", "re", "ts")


def unclosed(result: Scan, text: str, at: int, stop: int) -> int:
    """Read a text that does not end on its line. Answers where reading goes on.

    It is taken to end where a bracket of its line closes, or before the next pipe: there a quote is easily forgotten.
    """
    quote = text[at]
    line_end = min(stop, (text + "\n").index("\n", at))
    result.silent.append((at, line_end))
    if quote == "`":
        found = re.compile(r"\w*").match(text, at + 1)
        end = found.end() if found else at + 1
        help = "a quoted name ends with another backtick"
        result.say("E0002", at, max(end, at + 1), "this name is not closed", "opened here", help=help)
        result.tokens.append(Token(("NAME",), text[at:end] + "`", at, end, True))
        return end
    end = _likely_end(result, text, at + 1, line_end)
    begin = at
    if result.last and result.last.end == at and result.last.text in _PREFIXES:
        begin = result.tokens.pop().start
    wrong = next((i for i in range(at + 1, end) if any(text[i] in closers for closers in OTHER_QUOTES.values())), None)
    if wrong is not None:
        result.say("E0007", wrong, wrong + 1, "this quote does not close the text", f"`{quote}` opened it", write=quote)
        result.tokens.append(Token(("STRING",), quote + text[at + 1 : wrong] + quote, begin, wrong + 1, True))
        return wrong + 1
    several = 'a text over several lines stands between `"""`' if end == line_end else None
    close = [Edit(result.span(end, end), quote)]
    result.say("E0002", begin, end, "this text is not closed", "opened here", help=several, write=close, safe=False)
    result.tokens.append(Token(("STRING",), text[at:end], begin, end, True))
    return end


def _likely_end(result: Scan, text: str, at: int, line_end: int) -> int:
    ends = [line_end, text.find(" |>", at, line_end)]
    line_start = text.rfind("\n", 0, at) + 1
    awaited: list[str] = []
    for token in reversed(result.tokens):  # the innermost bracket that this line opened and did not close
        if token.start < line_start:
            break
        if token.text in (")", "]", "}"):
            awaited.append(token.text)
        elif token.text in _CLOSER:
            if not awaited:
                ends.append(text.find(_CLOSER[token.text], at, line_end))
                break
            awaited.pop()
    end = min(e for e in ends if e >= 0)
    return at + len(text[at:end].rstrip())


def curly(result: Scan, text: str, at: int, stop: int) -> int:
    """Read a text between curly or full-width quotes. Answers where reading goes on."""
    quote = '"' if text[at] in _DOUBLE else "'"
    closers = OTHER_QUOTES[text[at]] + quote
    line_end = min(stop, (text + "\n").index("\n", at))
    end = next((i for i in range(at + 1, line_end) if text[i] in closers), None)
    if end is None:
        result.silent.append((at, line_end))
        end = _likely_end(result, text, at + 1, line_end)
        result.say("E0007", at, at + 1, "a text stands between straight quotes", f"write `{quote}`", write=quote)
        result.tokens.append(Token(("STRING",), quote, at, end, True))
        return end
    edits = [Edit(result.span(at, at + 1), quote), Edit(result.span(end, end + 1), quote)]
    result.say("E0007", at, end + 1, "a text stands between straight quotes", "these are others", write=edits)
    result.tokens.append(Token(("STRING",), quote + text[at + 1 : end] + quote, at, end + 1, True))
    return end + 1


def check(result: Scan, text: str, position: int, stop: int) -> int:
    """Look at what follows a text that was just read: a third quote makes it a long one of another kind."""
    last = result.tokens[-1]
    quote = text[position - 1]
    if text[position : position + 1] != quote or last.end - last.start > 4 or not last.text.endswith(quote * 2):
        return position
    marks = quote * 3
    first = position - 2
    close = text.find(marks, position + 1, stop)
    end = stop if close < 0 else close + 3
    kinds, effective = ("STRING",), quote  # a text that is not closed has no value
    if last.start < first:
        help = "write it on one line, with `\\n`, or join texts by `+`"
        result.say("E0005", last.start, first + 3, f"`{last.text[:-2]}` does not go with a long text", help=help)
    elif quote == "'" and close >= 0:
        edits = [Edit(result.span(first, first + 3), '"""'), Edit(result.span(close, end), '"""')]
        result.say("E0007", first, first + 3, 'a long text stands between `"""`', write=edits)
        kinds, effective = ("TSTRING",), f'"""{text[first + 3 : close]}"""'
    else:
        result.say("E0002", first, first + 3, "this long text is never closed", "opened here", help='end it with `"""`')
    if close < 0:
        result.silent.append((first, stop))
        end = min(stop, (text + "\n").index("\n", first))
    result.tokens[-1] = Token(kinds, effective, last.start, end, True)
    return end
