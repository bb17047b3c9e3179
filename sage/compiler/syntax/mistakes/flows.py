"""Flows: pipes that are missing, doubled or of another shell, stages without a name, flows without a beginning."""

from __future__ import annotations

from sage.compiler.syntax.mistakes.place import CLOSERS, PIPE, Mistake, Place, quoted
from sage.compiler.syntax.statements import RESERVED, begins_value, statement_at

_CODE = "E0103"


def bar(place: Place) -> Mistake | None:
    """`|` for `|>`."""
    if place.here.text != "|":
        return None
    if place.after.text == ">":
        both = place.span(place.here, place.after)
        return place.instead(place.say(_CODE, "a pipe is written `|>`", at=both, write="|>"), "|>", 2)
    if place.accepts(PIPE):
        return place.instead(place.say(_CODE, "a pipe is written `|>`", write="|>"), "|>")
    if place.wants_type or place.accepts("QMARK"):
        return None
    help = "conditions are joined by `or`; there are no operators on bits"
    return place.instead(place.say("E0105", "`|` is no operator here", help=help), "or") if place.after_value else None


def doubled(place: Place) -> Mistake | None:
    """`|> |>`, and a pipe at the end."""
    if place.before.text != "|>":
        return None
    here = place.here
    if here.text == "|>":
        message = place.say(_CODE, "a stage is missing between two pipes", "", write=[place.drop(place.index)])
        return place.instead(message, "")
    if place.at_end or here.text in CLOSERS or statement_at(place.tokens, place.index, place.source):
        at = place.span(place.before)
        return Mistake(place.say(_CODE, "a stage is missing after this pipe", "the flow ends here", at))
    if here.is_word and here.text in RESERVED:
        return Mistake(place.say(_CODE, f"a stage begins with its name, and {quoted(here)} is a word of the language"))
    return Mistake(place.say(_CODE, "a stage begins with its name", "no name"))


def without_source(place: Place) -> Mistake | None:
    """A pipe where no flow is."""
    if place.here.text != "|>" or place.accepts(PIPE) or not place.wants_statement:
        return None
    help = "a flow begins with `from`, and ends at `into`"
    return Mistake(place.say(_CODE, "this pipe continues nothing", "no flow stands before it", help=help))


def missing(place: Place) -> Mistake | None:
    """A stage without its pipe."""
    here, after = place.here, place.after
    if after.text == "|>" and here.is_name and place.starts_line and place.accepts("FROM"):
        insert = [place.insert(here.start, "from ")]
        return place.inserting(place.say(_CODE, "a flow begins with `from`", "", write=insert), "from")
    if not place.accepts(PIPE) or not here.is_word or here.text in RESERVED or here.text in ("as", "to"):
        return None
    after_source = not any(token.text == "|>" for token in place.pending()) and _in_source(place)
    same_line = not place.breaks_line(here, after)
    is_call = after.text == "(" and place.adjoin(here, after)
    has_argument = same_line and not is_call and (begins_value(after) or after.text == "*")
    if after_source and here.text[0].isupper() and place.accepts("AS"):
        insert = [place.insert(here.start, "as ")]
        message = place.say("E0101", f"an `as` is missing before {quoted(here)}", "", write=insert)
        return place.inserting(message, "as")
    if not (place.starts_line or after_source or has_argument):
        return None
    if after.text in ("=", ":") and place.token(2).text != "=":
        return None
    insert = [place.insert(here.start, "|> ")]
    message = place.say(_CODE, f"a `|>` is missing before {quoted(here)}", "", write=insert)
    return place.inserting(message, "|>")


def _in_source(place: Place) -> bool:
    """Nothing but a source stands before here in this flow."""
    depth = 0
    for token in reversed(place.tokens[: place.index]):
        depth += (token.text in CLOSERS) - (token.text in ("(", "[", "{"))
        if depth == 0 and token.text in ("from", "|>"):
            return token.text == "from"
        if depth < 0:
            return False
    return False


def bare_stage(place: Place) -> Mistake | None:
    """A stage that is nothing but its name."""
    if place.token(-2).text != "|>" or not place.before.is_name:
        return None
    ends = place.here.text == "|>" or place.here.text in CLOSERS or place.at_end
    if not ends and not statement_at(place.tokens, place.index, place.source):
        return None
    name = place.before
    insert = [place.insert(name.end, "()")]
    message = place.say(
        "E0101",
        f"{quoted(name)} stands without arguments",
        "nothing follows",
        place.span(name),
        help=f"say what it works on; a stage that needs nothing is written `{name.text}()`",
        write=insert,
        safe=False,
    )
    return place.inserting(message, "(", ")")


def trailing_comma(place: Place) -> Mistake | None:
    """A comma after the last argument of a stage."""
    if place.before.text != "," or not (place.here.text == "|>" or place.at_end or _begins(place)):
        return None
    at = place.span(place.before)
    message = place.say("E0101", "a stage ends without a comma", "nothing follows", at, write="")
    return Mistake(message, place.index - 1, place.index, [])


def _begins(place: Place) -> bool:
    closes = place.here.text == "}" and place.is_pending("|>")
    return closes or statement_at(place.tokens, place.index, place.source) is not None


def other_import(place: Place) -> Mistake | None:
    """`import {Rate} from "money"`."""
    if place.before.text != "import" or place.here.text not in ("{", "*"):
        return None
    help = "write `import common.money (Rate)`, or `import common.money as money`"
    return Mistake(place.say("E0101", "an import names the file first", "", help=help))
