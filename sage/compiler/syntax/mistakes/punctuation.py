"""Colons, commas, equal signs and braces that are missing or taken for one another, and how types are written."""

from __future__ import annotations

from sage.base.source import Span
from sage.compiler.syntax.machine import BROKEN
from sage.compiler.syntax.mistakes.place import ARROW, CLOSERS, FAT_ARROW, OPENERS, PIPE, Mistake, Place, quoted
from sage.compiler.syntax.statements import begins_value, statement_at
from sage.compiler.syntax.tokens import Token

_CODE = "E0101"


def colon_for_equal(place: Place) -> Mistake | None:
    """`set parallelism: 4`, `csv(header = true)`, `{a = 1}`."""
    here = place.here
    if here.text == ":" and place.accepts("EQUAL") and not place.accepts("COLON"):
        return place.instead(place.say(_CODE, "`:` is written `=` here", "", write="="), "=")
    if here.text not in ("=", ",", ")") or not place.accepts("COLON"):
        return None
    name = place.before.text
    if here.text != "=":
        return _untyped(place) if place.bracket == "(" and not place.after_value and place.before.is_name else None
    if place.after_value:
        return place.instead(place.say(_CODE, f"an option is written `{name}: value`", "", write=":"), ":")
    if place.bracket == "schema" and place.after.is_name:
        return place.instead(place.say(_CODE, "a field is written `name: type`", "", write=":"), ":")
    if place.bracket == "{":
        return place.instead(place.say(_CODE, f"in a record it is `{name}: value`", "", write=":"), ":")
    return _untyped(place)


def _untyped(place: Place) -> Mistake:
    at = place.span(place.before)
    help = f"write `{place.before.text}: i64`, with the type it has"
    message = place.say(_CODE, f"{quoted(place.before)} needs a type", "of which type?", at, help=help)
    broken = Token((BROKEN,), "", place.before.end, place.before.end)
    return Mistake(message, place.index, place.index, [place.made(":"), broken])


def missing_type(place: Place) -> Mistake | None:
    """`id:` and then the next field, whose name was read as the type."""
    name, colon = place.before, place.token(-2)
    if place.here.text != ":" or not name.is_name or colon.text != ":" or place.bracket not in ("schema", "(", "{"):
        return None
    message = place.say(
        _CODE, f"a type is missing after {quoted(place.token(-3))}", "of which type?", place.span(colon)
    )
    broken = Token((BROKEN,), "", colon.end, colon.end)
    return Mistake(message, place.index - 1, place.index - 1, [broken])


def missing_sign(place: Place) -> Mistake | None:
    """`id u64` in a schema, `let x 3`, `schema Order id: u64`."""
    here, before = place.here, place.before
    name = quoted(before)
    has_type = not place.accepts("EQUAL") or place.after.text in ("=", "?", "<")
    in_record = place.bracket == "{" and begins_value(here) and place.token(-2).text in (",", "{")
    is_typed = before.is_name and has_type and here.is_name
    if place.accepts("COLON") and not place.after_value and (is_typed or in_record):
        insert = [place.insert(before.end, ":")]
        message = place.say(_CODE, f"a `:` is missing after {name}", "", place.span(before), write=insert)
        return place.inserting(message, ":")
    is_place = place.accepts("ASSIGN") and place.starts_line
    if place.accepts("EQUAL") and not place.after_value and not is_place and begins_value(here):
        insert = [place.insert(before.end, " =")]
        message = place.say(_CODE, f"a `=` is missing after {name}", "", place.span(before), write=insert)
        return place.inserting(message, "=")
    if place.accepts("LBRACE") and not place.wants_value and not place.wants_type and before.is_name:
        if place.after.text == "{":
            return place.instead(
                place.say(_CODE, f"{quoted(here)} is not expected here", "nothing needs it", write=""), ""
            )
        return Mistake(
            place.say(_CODE, f"a `{{` is missing after {name}", "what it holds begins here", place.span(here))
        )
    return None


def missing_arrow(place: Place) -> Mistake | None:
    """A result type without `->`, an arm of a `match` without `=>`, a list type without `>`."""
    here = place.here
    if place.accepts(ARROW) and here.is_name and place.before.text == ")":
        insert = [place.insert(here.start, "-> ")]
        return place.inserting(place.say(_CODE, f"a `->` is missing before {quoted(here)}", "", write=insert), "->")
    opener = place.opener() or 0
    in_match = any(token.text == "match" for token in place.tokens[max(0, opener - 8) : opener])
    if in_match and place.accepts(FAT_ARROW) and begins_value(here) and not place.accepts("COMMA"):
        insert = [place.insert(here.start, "=> ")]
        return place.inserting(place.say(_CODE, f"a `=>` is missing before {quoted(here)}", "", write=insert), "=>")
    if here.text == ":" and place.before.is_name and place.token(-2).text == "," and place.accepts("MORETHAN"):
        opened = next((token for token in place.pending() if token.text == "<"), None)
        if opened:
            comma = place.token(-2)
            insert = [place.insert(comma.start, ">")]
            message = place.say("E0102", "`<` is never closed", "opened here", place.span(opened), write=insert)
            closing = place.made(">", Token((), "", comma.start, comma.start))
            return Mistake(message, place.index - 2, place.index - 2, [closing])
    if place.accepts("MORETHAN") and not place.after_value:
        opened = next((token for token in place.pending() if token.text == "<"), None)
        if opened:
            insert = [place.insert(place.before.end, ">")]
            message = place.say("E0102", "`<` is never closed", "opened here", place.span(opened), write=insert)
            return place.inserting(message, ">")
    return None


def in_parentheses(place: Place) -> Mistake | None:
    """`(a, b)` for a list, `(a: 1)` for a record."""
    if place.here.text not in (",", ":") or place.bracket != "(" or not place.accepts("RPAR"):
        return None
    help = "a list is `[a, b]`, a record `{x: a, y: b}`, and a call has its name before the parenthesis"
    return Mistake(place.say(_CODE, "parentheses hold one value", "a second one", help=help), is_certain=True)


def missing_comma(place: Place) -> Mistake | None:
    """Two values side by side."""
    here = place.here
    if not place.accepts("COMMA") or not (begins_value(here) or here.text == "..."):
        return None
    in_stage = place.accepts(PIPE)
    if not place.bracket and not in_stage:
        return None
    at = place.span(here)
    if here.is_word and here.text.lower() in ("group", "partition") and place.after.text == "by":
        both = place.span(here, place.after)
        return place.instead(place.say(_CODE, f"`{both.text}` is written `by` here", "", both, write="by"), "")
    starts_argument = place.token(-2).text == "," or place.token(-3).text == "|>"
    if in_stage and starts_argument and place.before.is_name and place.after.text == "(":
        insert = [place.insert(place.before.end, " =")]
        at = place.span(place.before)
        message = place.say(_CODE, f"a `=` is missing after {quoted(place.before)}", "", at, write=insert)
        return place.inserting(message, "=")
    is_named = place.after.text in (":", "=") and not place.starts_line
    if here.is_word and place.before.is_word and in_stage and not is_named:
        help = "a comma parts two columns, a `|>` two stages"
        message = place.say(
            _CODE, f"{quoted(here)} is not expected here", f"after {quoted(place.before)}", at, help=help
        )
        return Mistake(message)
    insert = [place.insert(place.before.end, ",")]
    return place.inserting(place.say(_CODE, f"a comma is missing before {quoted(here)}", "", at, write=insert), ",")


def doubled_comma(place: Place) -> Mistake | None:
    if place.here.text != "," or place.before.text not in (",", *OPENERS):
        return None
    return place.instead(place.say(_CODE, "nothing stands before this comma", "", write=""), "")


def null_test(place: Place) -> Mistake | None:
    """`x is 3`, `x not null`, `name not like "a%"`."""
    here, before = place.here, place.before
    negated = before.text == "not" and place.token(-2).text == "is"
    if before.text == "is" or negated:
        if here.text in ("{", "|>", ",") or here.text in CLOSERS:
            insert = [place.insert(before.end, " null")]
            message = place.say(_CODE, f"`null` is missing after `{before.text}`", "", place.span(before), write=insert)
            return place.inserting(message, "null")
        if here.text.lower() in ("none", "nil", "undefined", "null"):
            message = place.say(_CODE, f"{quoted(here)} is written `null` here", "", write="null")
            return place.instead(message, "null")
        first = place.token(-2) if negated else before
        sign = "!=" if negated else "=="
        at = place.span(first, before)
        message = place.say(_CODE, "`is` only asks for null", f"`{sign}` compares", at, write=sign)
        made = place.made(sign, Token((), "", at.start, at.end))
        return Mistake(message, place.index - 1 - negated, place.index, [made])
    if before.text != "not" or not place.accepts("IN") or place.accepts("INT"):
        return None
    if here.text == "null":
        insert = [place.insert(before.start, "is ")]
        message = place.say(_CODE, "`is` is missing", "", place.span(before), write=insert)
        return Mistake(message, place.index - 1, place.index - 1, [place.made("is", before)])
    if here.text in ("like", "between", "matches"):
        start, _ = place.indexes(Span(place.source, place.machine.starts[-2], place.machine.ends[-2]))
        operand = place.tokens[start]
        help = f"write `not {place.text(start, place.index - 1)} {here.text} ...`"
        edits = [place.insert(place.tokens[start].start, "not "), place.edit(before, here, here.text)]
        message = place.say(
            _CODE, f"`not` stands before the whole test, not before `{here.text}`", "", help=help, write=edits
        )
        made = place.made("not", Token((), "", operand.start, operand.start))
        return Mistake(message, start, place.index, [made, *place.tokens[start : place.index - 1]])
    return None


def between(place: Place) -> Mistake | None:
    """`x between 1, 5`."""
    if not place.is_pending("between") or not place.accepts("AND") or place.here.text not in (",", "to", "..", "-"):
        return None
    message = place.say(_CODE, "the bounds of `between` are joined by `and`", "", write=place.spaced("and"))
    return place.instead(message, "and")


def type_form(place: Place) -> Mistake | None:
    mistake = _type_form(place)
    return mistake and mistake._replace(is_certain=True)


def _type_form(place: Place) -> Mistake | None:
    """`[str]`, `str[]`, `str | null`, `note?: str`, `i64 not null`."""
    here, before, after = place.here, place.before, place.after
    if here.text == "[" and place.wants_type:
        close = place.find(["]"], 1)
        if close is None:
            return None
        inner = place.text(place.index + 1, close)
        whole = place.span(here, place.tokens[close])
        message = place.say(_CODE, "a list is written `list<T>`", "", whole, write=f"list<{inner or 'str'}>")
        item = place.tokens[place.index + 1 : close] or [place.made("str")]
        made = [place.made("list", here), place.made("<", here), *item, place.made(">", here)]
        return Mistake(message, place.index, close + 1, made)
    if here.text == "[" and after.text == "]" and place.accepts("QMARK") and before.is_name:
        whole = place.span(before, after)
        message = place.say(_CODE, "a list is written `list<T>`", "", whole, write=f"list<{before.text}>")
        made = [place.made("list", before), place.made("<", before), before, place.made(">", here)]
        return Mistake(message, place.index - 1, place.index + 2, made)
    if here.text in ("|", "or") and after.text.lower() in ("null", "none") and place.accepts("QMARK"):
        whole = place.span(here, after)
        gap = [place.edit(Token((), "", before.end, before.end), after, "?")]
        return place.instead(place.say(_CODE, "what may be null is written `T?`", "", whole, write=gap), "?", 2)
    if here.text == "?" and after.text == ":" and before.is_name:
        type_end = place.token(2).end
        edits = [place.edit(here, here, ""), place.insert(type_end, "?")]
        return place.instead(place.say(_CODE, "the `?` stands after the type", "", write=edits), "")
    if here.text == "not" and after.text.lower() == "null" and place.accepts("QMARK"):
        whole = place.span(here, after)
        gap = [place.edit(Token((), "", before.end, before.end), after, "")]
        message = place.say(_CODE, "a type without `?` is never null", "nothing needs this", whole, write=gap)
        return place.instead(message, "", 2)
    return None


def missing_thing(place: Place) -> Mistake | None:
    """An operand, name or type that is not there."""
    here, before = place.here, place.before
    at = place.span(before)
    if before.text == "fn" and statement_at(place.tokens, place.index - 1, place.source):
        operator = place.token(-2)
        span = place.span(operator)
        message = place.say(_CODE, f"a value is missing after {quoted(operator)}", "needs one", span)
        broken = Token((BROKEN,), "", operator.end, operator.end)
        return Mistake(message, place.index - 1, place.index - 1, [broken])
    if here.text == ":" and (before.text in (",", "{", "(") or place.starts_line) and place.accepts("NAME"):
        return Mistake(place.say(_CODE, "a name is missing before `:`", "no name"))
    if place.wants_value and (here.text in CLOSERS or not begins_value(here)):
        if before.text == "|>" or not before.kinds or place.index == 0:
            return None
        return Mistake(place.say(_CODE, f"a value is missing after {quoted(before)}", "needs one", at))
    if place.wants_type and before.text in (":", "->", "<", "as", ","):
        return Mistake(place.say(_CODE, f"a type is missing after {quoted(before)}", "needs one", at))
    if place.wants_name and not place.wants_statement and not here.is_name:
        if here.is_text and before.is_word:
            name = here.text.strip("\"'")
            if name.isidentifier():
                message = place.say(_CODE, "a name stands without quotes", "", write=name)
                return Mistake(message, place.index, place.index + 1, [place.made(name, here)])
        return Mistake(place.say(_CODE, f"a name is missing after {quoted(before)}", "needs one", at))
    return None


def prefix(place: Place) -> Mistake | None:
    """`u"text"`, `F"..."`."""
    here, before = place.here, place.before
    if here.kinds[:1] != ("STRING",) or not before.is_word or not place.adjoin(before, here):
        return None
    known = {"f", "r", "b", "re", "ts"}
    at = place.span(before, here)
    lower = before.text.lower()
    if lower in known:
        message = place.say("E0005", "the letters before a text are small", "", at, write=lower + here.text)
    elif lower in ("date", "timestamp", "datetime", "time"):
        message = place.say("E0005", 'a point in time is `ts"..."`', "", at, write="ts" + here.text)
    else:
        help = "`f` makes an f-string, `r` raw text, `re` a pattern, `ts` a point in time, `b` bytes"
        message = place.say("E0005", f"`{before.text}` before a text has no meaning", "", at, help=help)
    return Mistake(message, place.index - 1, place.index, [])


def lone_value(place: Place) -> Mistake | None:
    """A value where a statement should be, in code or at the top."""
    if not place.wants_statement or (place.accepts("NAME") and place.here.is_name):
        return None
    here = place.here
    if here.kinds == ("TSTRING",) or (here.is_text and place.starts_line):
        help = "what a declaration is for stands before it, in lines that begin with `##`"
        return Mistake(place.say("E0006", "a text alone says nothing", "", help=help))
    if here.is_number or here.text in ("(", "[", "{", "-", "null", "true", "false"):
        return Mistake(place.say(_CODE, "a value alone does nothing", "no statement begins so"))
    return None


def block_after_equal(place: Place) -> Mistake | None:
    """`fn f() -> i64 = { return 1 }`."""
    if place.before.text not in ("return", "let", "if", "for", "emit") or place.token(-2).text != "{":
        return None
    equal = place.token(-3)
    if equal.text != "=" or place.here.text == ":":
        return None
    message = place.say(
        _CODE, "a block of code stands without `=`", "", place.span(equal), write=[place.drop(place.index - 3)]
    )
    return Mistake(message, place.index - 3, place.index - 2, [])


def unfinished_place(place: Place) -> Mistake | None:
    """`x + 1` or `x` alone in code."""
    if not place.accepts("ASSIGN") or place.accepts("CMP"):
        return None
    name = place.before
    if place.here.is_name and not place.starts_line:
        return None
    help = "give it a name with `let x = ...`, assign it, or `return` it"
    return Mistake(place.say(_CODE, "a value alone does nothing", "no statement", place.span(name), help=help))


def end_of_file(place: Place) -> Mistake | None:
    if not place.at_end:
        return None
    if place.index == 0:
        return Mistake(place.say(_CODE, "there is nothing here", "an expression is wanted"))
    at = place.span(place.before)
    return Mistake(place.say(_CODE, "the program ends in the middle of something", "nothing follows", at))
