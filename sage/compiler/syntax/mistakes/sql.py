"""What SQL and Python write inside expressions: `count(*)`, `count(distinct x)`, `cast(x as t)`, `ilike`, `xs[1:2]`."""

from __future__ import annotations

from sage.base.source import Span
from sage.compiler.syntax.mistakes.place import CLOSERS, OPENERS, Mistake, Place
from sage.compiler.syntax.statements import begins_value

_CODE = "E0105"
_CONVERSIONS = {
    "varchar": "to_str", "string": "to_str", "text": "to_str", "char": "to_str", "str": "to_str", "int": "i64",
    "integer": "i64", "bigint": "i64", "long": "i64", "float": "f64", "double": "f64", "real": "f64", "smallint": "i16",
}  # fmt: skip


def count_star(place: Place) -> Mistake | None:
    """`count(*)`."""
    if place.here.text != "*" or place.before.text != "(" or place.after.text != ")":
        return None
    name = place.token(-2)
    if not name.is_name:
        return None
    whole = place.span(name, place.after)
    message = place.say(_CODE, "rows are counted by `count()`", "", whole, write=f"{name.text}()")
    return place.instead(message, "")._replace(is_certain=True)


def distinct(place: Place) -> Mistake | None:
    """`count(distinct x)`."""
    opener, name = place.token(-2), place.token(-3)
    if (
        place.before.text.lower() != "distinct"
        or opener.text != "("
        or not name.is_name
        or not begins_value(place.here)
    ):
        return None
    if name.text.lower() not in ("count", "collect", "sum"):
        return None
    meant = f"{name.text.lower()}_distinct"
    written = Span(place.source, name.start, place.here.start)
    says = f"`{name.text}(distinct x)` is written `{meant}(x)` here"
    message = place.say(_CODE, says, "", written, write=f"{meant}(")
    tokens = [name._replace(text=meant), opener]
    return Mistake(message, place.index - 3, place.index, tokens, is_certain=True)


def cast(place: Place) -> Mistake | None:
    """`cast(x as t)`."""
    opener = place.opener()
    if place.here.text.lower() != "as" or opener is None or place.tokens[opener].text != "(" or opener == 0:
        return None
    name, type, close = place.tokens[opener - 1], place.after, place.token(2)
    if name.text.lower() not in ("cast", "try_cast", "convert") or not type.is_name or close.text != ")":
        return None
    meant = _CONVERSIONS.get(type.text.lower(), type.text)
    value = place.text(opener + 1, place.index)
    write = None if "\n" in value else f"{meant}({value})"
    message = place.say(
        _CODE, "a type converts by a call", "", place.span(name, close), help="`i64(x)`", write=write, safe=False
    )
    inside = place.tokens[opener : place.index]
    return Mistake(message, opener - 1, place.index + 2, [name._replace(text=meant), *inside], is_certain=True)


def ilike(place: Place) -> Mistake | None:
    """`a ilike "x%"`, `a rlike "x.*"`, `a contains "x"` as operators."""
    here = place.here
    if (
        not place.after_value
        or not here.is_word
        or not begins_value(place.after)
        or place.breaks_line(place.before, here)
    ):
        return None
    match here.text.lower():
        case "ilike":
            help = "`like` knows case: `a.lower() like ...`"
            return place.instead(place.say(_CODE, "`ilike` is no operator here", help=help), "like")
        case "rlike" | "regexp" | "similar":
            help = '`matches` looks for a pattern: `a matches re"..."`'
            return place.instead(place.say(_CODE, f"`{here.text}` is no operator here", help=help), "like")
        case "contains" | "starts_with" | "ends_with" | "startswith" | "endswith" | "has" as word:
            meant = {"startswith": "starts_with", "endswith": "ends_with", "has": "contains"}.get(word, word)
            help = f"it is a function: `a.{meant}(b)`"
            return place.instead(place.say(_CODE, f"`{here.text}` is no operator here", help=help), "in")
        case _:
            return None


def slice(place: Place) -> Mistake | None:
    """`xs[1:2]`."""
    if place.here.text != ":" or place.bracket != "[" or place.accepts("COLON"):
        return None
    opener = place.opener()
    if (
        opener is None
        or opener == 0
        or not (place.tokens[opener - 1].is_name or place.tokens[opener - 1].text in CLOSERS)
    ):
        return None
    end, depth = place.index + 1, 0
    while end < len(place.tokens) - 1 and (depth or place.tokens[end].text != "]"):
        depth += (place.tokens[end].text in OPENERS) - (place.tokens[end].text in CLOSERS)
        if depth < 0:
            return None
        end += 1
    whole = place.span(place.tokens[opener], place.tokens[end])
    message = place.say(
        _CODE, "a part of a list or text is no index", "", whole, help="it is a function: `xs.slice(1, 3)`"
    )
    # Read on as if the value stood there alone: of what type the part is, that is of what type the whole is.
    return Mistake(message, opener, end + 1, [], is_certain=True)
