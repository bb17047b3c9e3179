"""Joins as SQL writes them: `left join`, `join users u`, `using (id)`."""

from __future__ import annotations

from sage.compiler.syntax.mistakes.place import Mistake, Place
from sage.compiler.syntax.tokens import Token

_CODE = "E0105"
_JOINS = ("join", "left_join", "full_join", "semi_join", "anti_join", "lookup")
_KINDS = {"inner": "join", "left": "left_join", "full": "full_join", "semi": "semi_join", "anti": "anti_join"}
_SWAPPED = ("right",)


def two_words(place: Place) -> Mistake | None:
    """`left join users`, `left outer join users`."""
    words = [place.token(offset) for offset in (-3, -2, -1, 0)]
    if words[3].text.lower() == "join" and words[2].text.lower() == "outer":
        kind, last = words[1], place.index
    elif words[2].text.lower() == "join" and words[3].is_name:
        kind, last = words[1], place.index - 1
    else:
        return None
    first = next(i for i in range(place.index, -1, -1) if place.tokens[i] is kind)
    if place.tokens[first - 1].text != "|>":
        return None
    word, written = kind.text.lower(), place.span(kind, place.tokens[last])
    if word in _SWAPPED:
        help = "swap the sides: `left_join` from the other stream"
        message = place.say(_CODE, f"there is no `{written.text}`", "", written, help=help)
    elif word in _KINDS:
        meant = _KINDS[word]
        message = place.say(_CODE, f"`{written.text}` is written `{meant}`", "", written, write=meant)
    else:
        return None
    meant = _KINDS.get(word, "left_join")
    return Mistake(message, first, last + 1, [kind._replace(text=meant)], is_certain=True)


def without_as(place: Place) -> Mistake | None:
    """`join users u on`."""
    here, stream = place.here, place.before
    if place.token(-2).text not in _JOINS or not here.is_name or not stream.is_name:
        return None
    if place.token(-3).text != "|>" or place.after.text not in ("on", "using", "within", "over"):
        return None
    insert = [place.insert(here.start, "as ")]
    message = place.say(_CODE, f"the rows of `{stream.text}` get a name by `as`", "", write=insert)
    return place.inserting(message, "as")._replace(is_certain=True)


def using(place: Place) -> Mistake | None:
    """`join users as u using (id, name)`."""
    here, alias = place.here, place.before
    if here.text.lower() != "using" or place.token(-2).text != "as" or not alias.is_name:
        return None
    first = place.index + 1
    end, columns = _columns(place, first)
    if not columns:
        return None
    condition = " and ".join(f"{c.text} == {alias.text}.{c.text}" for c in columns)
    written = place.span(here, place.tokens[end - 1])
    message = place.say(_CODE, "`using` is written `on`, with both sides", "", written, write=f"on {condition}")
    tokens = [place.made("on", here)]
    for column in columns:
        if len(tokens) > 1:
            tokens.append(place.made("and", column))
        right = alias._replace(start=column.start, end=column.start)
        tokens += [column, place.made("==", column), right, place.made(".", column), column]
    return Mistake(message, place.index, end, tokens, is_certain=True)


def _columns(place: Place, first: int) -> tuple[int, list[Token]]:
    """The names from a token on, in parentheses or without, and where they end."""
    if place.tokens[first].text != "(":
        one = place.tokens[first]
        return first + 1, [one] if one.is_name else []
    found: list[Token] = []
    at = first + 1
    while at < len(place.tokens) and place.tokens[at].text != ")":
        token = place.tokens[at]
        if not (token.is_name or token.text == ","):
            return at, []
        found += [token] if token.is_name else []
        at += 1
    return at + 1, found
