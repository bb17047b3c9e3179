"""`if` as other languages write it: `a ? b : c`, `x if c else y`, `CASE WHEN`, `if (c) { }`, and without `else`."""

from __future__ import annotations

from collections.abc import Sequence

from sage.base.diagnostics import Edit
from sage.base.source import Span
from sage.compiler.syntax.mistakes.place import CLOSERS, OPENERS, Mistake, Place, quoted
from sage.compiler.syntax.statements import begins_value, statement_at
from sage.compiler.syntax.tokens import Token

_CODE = "E0107"
_RIGHT = "a conditional value is `if c then a else b`"


def question_mark(place: Place) -> Mistake | None:
    """`c ? a : b`."""
    if place.here.text != "?" or not place.after_value:
        return None
    condition, colon = place.value_before(), place.find([":"], 1)
    if condition is None or colon is None:
        return place.instead(place.say(_CODE, "`?` has no meaning here", help=_RIGHT), "")
    first, _ = place.indexes(condition)
    end = _end_of_value(place, colon + 1)
    parts = {"if": (first, place.index), "then": (place.index + 1, colon), "else": (colon + 1, end)}
    return _rewritten(place, "`c ? a : b` is written `if c then a else b`", first, end, parts)


def trailing_if(place: Place) -> Mistake | None:
    """`a if c else b`."""
    if place.here.text != "if" or not place.after_value or statement_at(place.tokens, place.index, place.source):
        return None
    value, other = place.value_before(), place.find(["else"], 1)
    if value is None or other is None:
        return None
    first, _ = place.indexes(value)
    end = _end_of_value(place, other + 1)
    parts = {"if": (place.index + 1, other), "then": (first, place.index), "else": (other + 1, end)}
    return _rewritten(place, "`a if c else b` is written `if c then a else b`", first, end, parts)


def _rewritten(
    place: Place, message: str, first: int, end: int, parts: dict[str, tuple[int, int]], at: Span | None = None
) -> Mistake:
    """The tokens from `first` up to `end` as an `if` with these parts."""
    there = place.tokens[first]
    tokens: list[Token] = []
    for word, (start, stop) in parts.items():
        offset = place.tokens[start].start if start < stop else there.start
        tokens += [place.made(word, Token((), "", offset, offset)), *place.tokens[start:stop]]
    write = " ".join(f"{word} {place.text(*part)}" for word, part in parts.items())
    whole = place.span(there, place.tokens[max(first, end - 1)])
    complete = all(start < stop for start, stop in parts.values())
    fix = [Edit(whole, write)] if complete and "\n" not in whole.text else None
    return Mistake(place.say(_CODE, message, "", at, write=fix, help=None if fix else _RIGHT), first, end, tokens)


def _end_of_value(place: Place, start: int) -> int:
    """The index after the value that starts at an index: at the next comma, pipe, closing bracket or statement."""
    depth = 0
    for index in range(start, len(place.tokens)):
        text = place.tokens[index].text
        if depth == 0 and (text in (",", "|>", "by", "as", "else", "on", "within", "over", "") or text in CLOSERS):
            return index
        if depth == 0 and statement_at(place.tokens, index, place.source):
            return index
        depth += (text in OPENERS) - (text in CLOSERS)
    return len(place.tokens) - 1


def case_when(place: Place) -> Mistake | None:
    """`CASE WHEN c THEN a ELSE b END`."""
    if place.before.text.lower() != "case" or not place.before.is_word:
        return None
    first = place.index - 1
    at = place.span(place.before)
    if place.here.text.lower() != "when":
        help = "`if x == 1 then a else b`, one `if` after another"
        return Mistake(place.say(_CODE, "`case` is written `if` here", at=at, help=help))
    tokens: list[Token] = []
    words: list[str] = []
    index, stop = place.index, place.find(["|>", ""]) or len(place.tokens) - 1
    while index < stop and place.tokens[index].text.lower() != "end":
        token = place.tokens[index]
        word = {"when": "if", "then": "then", "else": "else"}.get(token.text.lower())
        if word == "if" and tokens:
            tokens.append(place.made("else", token))
            words.append("else")
        tokens.append(place.made(word, token) if word else token)
        words.append(word or token.text)
        index += 1
    found_end = index < stop
    last = place.tokens[index]
    if words.count("else") < words.count("if"):
        tokens += [place.made("else", last), place.made("null", last)]
        words += ["else", "null"]
    whole = place.span(place.before, last)
    fix = [Edit(whole, _spaced(words))] if found_end and "\n" not in whole.text else None
    message = place.say(_CODE, "`case when` is written `if ... then ... else` here", at=at, write=fix, help=None)
    return Mistake(message, first, index + found_end, tokens)


def _spaced(words: Sequence[str]) -> str:
    text = " ".join(words)
    for sign in (".", ",", ")", "]"):
        text = text.replace(f" {sign}", sign)
    return text.replace(". ", ".").replace("( ", "(").replace("[ ", "[")


def braces(place: Place) -> Mistake | None:
    """`if c { a } else { b }` as a value, `if c: a`, `if c a`."""
    if not place.accepts("THEN"):
        return None
    here = place.here
    if here.text in (":", "?"):
        return place.instead(place.say(_CODE, f"`{here.text}` is written `then` here", write=" then"), "then")
    if here.text == "{":
        return _braced(place)
    if here.is_word and here.text.lower() in ("do", "begin", "them", "thne", "hten"):
        return place.instead(place.say(_CODE, f"`{here.text}` is written `then` here", write="then"), "then")
    if here.text in ("=", "else") or place.at_end or here.text in CLOSERS:
        return Mistake(place.say(_CODE, "this `if` lacks its `then`", help=_RIGHT))
    if place.find(["then"]) is not None:
        return None
    insert = [place.insert(here.start, "then ")]
    return place.inserting(place.say(_CODE, "a `then` is missing here", help=_RIGHT, write=insert), "then")


def _braced(place: Place) -> Mistake | None:
    close = place.find(["}"], 1)
    if close is None:
        return None
    edits = [place.edit(place.here, place.here, "then"), place.drop(close)]
    tokens = [place.made("then", place.here), *place.tokens[place.index + 1 : close]]
    end = close + 1
    if place.tokens[end].text == "else" and place.tokens[end + 1].text == "{":
        last = place.find(["}"], end + 2 - place.index)
        if last is not None:
            edits += [place.drop(end + 1), place.drop(last)]
            tokens += [place.tokens[end], *place.tokens[end + 2 : last]]
            end = last + 1
    message = place.say(_CODE, "an `if` that is a value has no braces", help=_RIGHT, write=edits, safe=False)
    return Mistake(message, place.index, end, tokens)


def if_function(place: Place) -> Mistake | None:
    """`if(c, a, b)`."""
    if place.here.text != ",":
        return None
    opener = next((i for i in range(place.index - 1, 0, -1) if _opens(place, i)), None)
    if opener is None or place.tokens[opener - 1].text != "if" or place.tokens[opener].text != "(":
        return None
    second = place.find([","], 1)
    close = place.find([")"], 1)
    if second is None or close is None:
        return None
    first = opener - 1
    parts = {"if": (opener + 1, place.index), "then": (place.index + 1, second), "else": (second + 1, close)}
    return _rewritten(place, "`if` is no function", first, close + 1, parts, place.span(place.tokens[first]))


def _opens(place: Place, index: int) -> bool:
    """Is this the bracket that is open here?"""
    depth = 0
    for token in place.tokens[index : place.index]:
        depth += (token.text in OPENERS) - (token.text in CLOSERS)
    return depth == 1 and place.tokens[index].text in OPENERS


def without_else(place: Place) -> Mistake | None:
    """`if c then a`, and no more; `elif`."""
    if not place.accepts("ELSE") or not place.is_pending("then"):
        return None
    here = place.here
    if here.is_word and here.text.lower() in ("elif", "elsif", "elseif", "elsf"):
        message = place.say(_CODE, f"`{here.text}` is written `else if` here", write="else if")
        return Mistake(message, place.index, place.index + 1, [place.made("else", here), place.made("if", here)])
    if here.is_word and here.text.lower() in ("otherwise", "esle", "els"):
        return place.instead(place.say(_CODE, f"`{here.text}` is written `else` here", write="else"), "else")
    if place.find(["else"]) is not None:
        return None
    if begins_value(here) and place.after_value and not place.starts_line:
        insert = [place.insert(here.start, "else ")]
        return place.inserting(place.say(_CODE, f"an `else` is missing before {quoted(here)}", write=insert), "else")
    opened = next(token for token in place.pending() if token.text == "then")
    at = next((token for token in place.pending() if token.text == "if"), opened)
    message = place.say(
        _CODE,
        "an `if` that is a value needs an `else`",
        "what is it otherwise?",
        place.span(at),
        help="say what it is otherwise, if only `else null`",
        write=[place.insert(place.before.end, " else null")],
        safe=False,
    )
    return place.inserting(message, "else", "null")
