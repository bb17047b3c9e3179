"""Operators that mean nothing here, `=` for `==`, comparisons in a row, and comments that are none."""

from __future__ import annotations

from itertools import pairwise

from sage.base.diagnostics import Diagnostic
from sage.base.source import Span
from sage.compiler.syntax import tree
from sage.compiler.syntax.mistakes.place import ARROW, FAT_ARROW, PIPE, Mistake, Place
from sage.compiler.syntax.tokens import Token

_COMPARISONS = ("==", "!=", "<", "<=", ">", ">=", "in", "is", "like", "matches", "between")
_ORDER = ("<", "<=", ">", ">=")


def comment(place: Place) -> Mistake | None:
    """`//` before words that make no sense as an operand."""
    here, tokens = place.here, place.tokens
    first = place.index
    while first > 0 and tokens[first].text != "//":
        if place.breaks_line(tokens[first - 1], tokens[first]):
            return None
        first -= 1
    start = tokens[first]
    if start.text != "//":
        return None
    end = first + 1
    while end < len(tokens) - 1 and not place.breaks_line(tokens[end - 1], tokens[end]):
        end += 1
    slashes = 3 if tokens[first + 1].text == "/" else 2
    inside = [token.text for token in tokens[first + 1 : end]]
    side_by_side = any(a.is_word and b.is_word for a, b in pairwise(tokens[first + 1 : end]))
    is_prose = side_by_side or slashes == 3 or (here is start and not place.wants_value)
    if "|>" in inside or not is_prose:
        return None
    span = Span(place.source, start.start, start.start + slashes)
    what = "a comment begins with `#`" if slashes == 2 else "documentation begins with `##`"
    return Mistake(place.say("E0006", what, at=span, write="#" * (slashes - 1)), first, end, [], True)


def foreign(place: Place) -> Mistake | None:
    """Operators of other languages whose parts are signs of this one."""
    here, before, after = place.here, place.before, place.after
    with_before, with_after = place.adjoin(before, here), place.adjoin(here, after)
    if here.text in ("<", ">") and after.text == here.text and with_after and place.after_value:
        both = place.span(here, after)
        if here.text == ">" and place.accepts(PIPE) and place.token(2).is_name:
            return place.instead(place.say("E0103", "stages are joined by `|>`", at=both, write="|>"), "|>", 2)
        return place.instead(_shift(place, both), "", 2)._replace(is_certain=True)
    if here.text in ("<", ">") and before.text == here.text and with_before:
        both = place.span(before, here)
        if here.text == ">" and place.is_pending("|>") and after.is_name:
            message = place.say("E0103", "stages are joined by `|>`", at=both, write="|>")
            pipe = place.made("|>", Token((), "", both.start, both.end))
            return Mistake(message, place.index - 1, place.index + 1, [pipe])
        return place.instead(_shift(place, both), "")._replace(is_certain=True)
    if here.text == "=" and before.text in ("//", "%", "**", "??") and with_before:
        both = place.span(before, here)
        help = f"write it out: `x = x {before.text} ...`"
        return place.instead(place.say("E0105", f"`{both.text}` is no operator here", at=both, help=help), "")
    if here.text == "?" and after.text == ":" and with_after and place.after_value:
        both = place.span(here, after)
        return place.instead(place.say("E0105", "`?:` is written `??` here", at=both, write="??"), "??", 2)
    if here.text == "?" and after.text == "[" and with_after and place.after_value:
        help = "`xs.get(i)` is null where there is no item"
        return place.instead(place.say("E0105", "`?[` is no operator here", help=help), "")
    return arrow(place)


def _shift(place: Place, at: Span) -> Diagnostic:
    instead = "*" if at.text == "<<" else "//"
    help = f"there are no operators on bits: `a {at.text} n` is `a {instead} 2 ** n`"
    return place.say("E0105", f"`{at.text}` is no operator here", at=at, help=help)


def arrow(place: Place) -> Mistake | None:
    """`->`, `=>` and `:` for one another, for a pipe or for a dot."""
    written = place.here.text
    if written in ("=>", ":") and place.accepts(ARROW):
        return place.instead(
            place.say("E0105", f"a result is written `->`, not `{written}`", write=place.spaced("->")), "->"
        )
    if written == "->" and place.accepts(FAT_ARROW) and (place.bracket == "(" or not place.after_value):
        return place.instead(place.say("E0105", "`->` is written `=>` here", write="=>"), "=>")
    is_tight = place.adjoin(place.before, place.here) and place.adjoin(place.here, place.after)
    if written in ("->", "=>") and place.accepts(PIPE) and not is_tight:
        return place.instead(place.say("E0103", "stages are joined by `|>`", write=place.spaced("|>")), "|>")
    if written == "->" and place.after_value:
        return place.instead(place.say("E0105", "`->` is no operator here", help="a field is `row.name`"), ".")
    return None


def equal_sign(place: Place) -> Mistake | None:
    """`=` where two values are compared."""
    if place.here.text != "=" or not place.accepts("CMP") or place.accepts("COLON"):
        return None
    message = place.say("E0104", "`==` compares, `=` gives a name", "two values are compared here", write="==")
    return place.instead(message, "==")


def chained(place: Place) -> Mistake | None:
    """`0 < x < 10`."""
    here = place.here
    is_comparison = here.text in _COMPARISONS or (here.text == "not" and place.after.text == "in")
    if not is_comparison or not place.accepts("AND") or place.accepts("CMP"):
        return None
    parts = place.top(here, 3)
    operator = parts[1][0] if len(parts) == 3 else None
    said = ("E0106", "comparisons do not stand in a row", "this one compares the result of another")
    if not isinstance(operator, Token) or operator.text not in _ORDER:
        help = "join two comparisons by `and`, or put one in parentheses"
        return Mistake(place.say(*said, help=help), is_certain=True)
    middle, span = parts[2]
    simple = isinstance(middle, tree.Name | tree.FieldGet)
    edit = place.insert(span.end, f" and {span.text}")
    message = place.say(*said, help="join two comparisons by `and`", write=[edit], safe=simple)
    first, last = place.indexes(span)
    again = [token._replace(start=place.before.end, end=place.before.end) for token in place.tokens[first:last]]
    return Mistake(message, place.index, place.index, [place.made("and"), *again])
