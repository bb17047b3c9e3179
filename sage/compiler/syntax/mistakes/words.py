"""Words in the wrong place: reserved words as names, words of other languages, statements where they do not belong."""

from __future__ import annotations

from sage.base.names import closest
from sage.compiler.syntax.machine import BROKEN
from sage.compiler.syntax.mistakes.place import CLOSERS, OPENERS, Mistake, Place, quoted
from sage.compiler.syntax.statements import (
    ALL,
    INNER,
    PIPELINE,
    RESERVED,
    TEST,
    TOP,
    begins_like,
    begins_value,
    statement_at,
)
from sage.compiler.syntax.tables import tables
from sage.compiler.syntax.tokens import Token

# What begins a statement elsewhere, and its word here. The first letters of SQL and of general languages.
_OTHERS = {
    "def": "fn", "function": "fn", "func": "fn", "fun": "fn", "proc": "fn", "sub": "fn", "lambda": "fn",
    "var": "let", "val": "let", "auto": "let", "mut": "let", "dim": "let",
    "class": "schema", "struct": "schema", "record": "schema", "message": "schema", "dataclass": "schema",
    "interface": "schema", "typedef": "type", "include": "import", "using": "import", "use": "import",
    "require": "import", "flow": "pipeline", "job": "pipeline", "program": "pipeline", "query": "pipeline",
    "option": "param", "arg": "param", "argument": "param", "config": "set", "setting": "set", "foreach": "for",
    "source": "from", "read": "from", "assert": "expect", "yield": "emit",
}  # fmt: skip
_SQL = ("select", "insert", "create", "with", "update", "delete")
_HOMES = {
    **dict.fromkeys(TOP, "at the top of a file"),
    **dict.fromkeys(PIPELINE, "in a `pipeline`"),
    **dict.fromkeys(TEST, "in a `test`"),
    "state": "in a `pipeline` or `process`",
    "from": "at the top of a file or in a `pipeline`",
    "const": "at the top of a file or in a `pipeline`",
    "return": "in a `fn` or `method`",
    "emit": "in a `process`",
    "on": "in a `process`",
    "for": "in a `fn`, `method` or `process`",
    "if": "in a `fn`, `method` or `process`",
}


def twice(place: Place) -> Mistake | None:
    """`let let`, `id id: i64`, and `into into stdout()`, which is seen only after the second."""
    index = place.index
    for first, second in ((place.before, place.here), (place.token(-2), place.before)):
        if second.text and first.text == second.text and (second is place.here or second.is_name):
            if second.text in ("|>", "<", ">"):
                return None
            at, write = place.span(second), [place.drop(index)]
            message = place.say("E0101", f"{quoted(second)} stands here twice", "once is enough", at, write=write)
            return Mistake(message, index, index + 1, [])
        index -= 1
    return None


def reserved(place: Place) -> Mistake | None:
    """A word of the language where a name should be."""
    here, before, after = place.here, place.before, place.after
    if here.text in RESERVED and here.is_word and (place.wants_value or place.wants_name):
        operand_missing = here.text in INNER and place.wants_value and begins_value(after) and not place.starts_line
        if operand_missing or here.text in ("true", "false", "null", "not"):
            return None if place.wants_value else _quote(place, place.index)
        if place.before.text == "|>":
            return None
        return _quote(place, place.index)
    if before.text in ("on", "by", "within", "over", "else") and before.is_word:
        if here.kinds[0] in ("CMP", "ADD", "MUL", "STAR", "DOT", "IS", "IN", "AS", "ASC", "DESC", "AND", "OR"):
            return _quote(place, place.index - 1)
        if here.text in ("=", ",", "<", ">", "-", "*", "??", "**", "between", "like", "matches"):
            return _quote(place, place.index - 1)
    if before.text in ("if", "match", "fn") and before.is_word and place.token(-2).text != "else":
        ends = here.text in (",", "|>", "as", "=", "==", "asc", "desc", *CLOSERS) or here.kinds[0] in ("CMP", "ADD")
        if ends and place.find(["then"]) is None:
            return _quote(place, place.index - 1)
    return None


def _quote(place: Place, index: int) -> Mistake:
    word = place.tokens[index]
    what = "a column" if place.is_pending("|>") or place.wants_value else "a name"
    message = place.say(
        "E0110",
        f"`{word.text}` is a word of the language",
        f"found where {what} should be",
        place.span(word),
        help="quote the column" if what == "a column" else "quote the name",
        write=f"`{word.text}`",
    )
    return Mistake(message, index, index + 1, [Token(("NAME",), f"`{word.text}`", word.start, word.end)])


_SYNONYMS = {"ascending": "asc", "descending": "desc", "into": "to", "of": "in"}


def misspelt(place: Place) -> Mistake | None:
    """A name where one word of the language is wanted, and it is nearly that word."""
    here = place.here
    if not here.is_word or here.kinds != ("NAME",) or place.accepts("NAME"):
        return None
    wanted = [text for text, kinds in tables().fixed.items() if text.isalpha() and place.accepts(kinds[0])]
    if place.wants_statement:
        wanted = [word for word in wanted if word not in ALL or begins_like(word, place.after, place.token(2))]
    meant = closest(here.text, wanted, _SYNONYMS)
    if meant is None:
        return None
    if here.text.casefold() == meant:
        message = place.say("E0101", "words of the language are in lower case", "", write=meant)
        return place.instead(message, meant)._replace(is_certain=True)
    elif len(here.text) < 3 or meant.startswith(here.text):
        return None
    else:
        message = place.say(
            "E0101", f"{quoted(here)} is not expected here", "", help=f"did you mean `{meant}`?", write=meant
        )
    return place.instead(message, meant)


def of_other_languages(place: Place) -> Mistake | None:
    """`def`, `class`, `SELECT` where a statement should begin."""
    here, after = place.here, place.after
    if not here.is_word or not place.wants_statement or place.accepts("NAME"):
        return None
    word = here.text.lower()
    if word in _SQL:
        help = "a flow begins with `from`: `from orders |> select id, amount |> into stdout()`"
        return Mistake(place.say("E0101", f"{quoted(here)} does not begin a statement", "", help=help))
    if word in ("while", "loop", "do", "repeat"):
        help = "a `for` loop runs over a list: `for i in range(0, 10) { ... }`"
        return Mistake(place.say("E0101", f"there is no `{word}`", "", help=help))
    if word in ("print", "println", "echo", "console", "show", "display"):
        help = 'rows are shown by `|> into stdout()`, or on their way by `|> log "..."`'
        return Mistake(place.say("E0101", f"{quoted(here)} does not begin a statement", "", help=help))
    meant = _OTHERS.get(word)
    if meant is None or not place.accepts(tables().fixed[meant][0]) or not (after.is_name or after.is_text):
        return None
    message = place.say("E0101", f"{quoted(here)} is written `{meant}` here", "", write=meant, safe=False)
    if begins_like(meant, after, place.token(2)) or (meant == "pipeline" and after.is_name):
        return place.instead(message, meant)
    return Mistake(message)


def misplaced(place: Place) -> Mistake | None:
    """A statement that belongs elsewhere."""
    first = place.index
    if place.accepts("ASSIGN") and place.before.text == "from":  # the word was taken for a name
        first -= 1
    elif not place.wants_statement:
        return None
    word = statement_at(place.tokens, first, place.source)
    if word is None or word not in _HOMES:
        return None
    where = "here"
    if place.accepts("SCHEMA"):
        where = "outside of a `pipeline`" if word in PIPELINE or word == "state" else "at the top of a file"
    elif place.accepts("METHOD"):
        where = "inside a `pipeline`"
    elif place.accepts("EXPECT"):
        where = "inside a `test`"
    elif place.accepts("RETURN") or first < place.index:
        where = "inside a block of code"
    help = f"`{word}` stands {_HOMES[word]}"
    at = place.span(place.tokens[first])
    message = place.say("E0109", f"`{word}` has no meaning {where}", "not allowed here", at, help=help)
    end = _end_of_statement(place, first)
    name = place.tokens[first + 1]
    lost = Token((BROKEN,), name.text.strip("`") if name.is_name else "", at.start, place.tokens[end - 1].end)
    return Mistake(message, first, end, [lost], is_certain=True)


def _end_of_statement(place: Place, first: int) -> int:
    """The index after a statement: where the next one begins, or what holds it ends."""
    depth = 0
    for index in range(first + 1, len(place.tokens)):
        text = place.tokens[index].text
        if depth == 0 and (text in CLOSERS or statement_at(place.tokens, index, place.source)):
            return index
        depth += (text in OPENERS) - (text in CLOSERS)
    return len(place.tokens) - 1


def let_of_a_value(place: Place) -> Mistake | None:
    """`let x = 3` in a pipeline, `let x = orders |> ...` without `from`."""
    tokens, index = place.tokens, place.index
    if place.accepts("NAME") or not place.accepts("FROM") or place.accepts("LET"):
        return None
    if place.before.text != "=" or tokens[index - 3].text != "let":
        return None
    here, after = place.here, place.after
    if here.is_name and (after.text in ("|>", "(", "as", ".") or place.breaks_line(here, after)):
        insert = [place.insert(here.start, "from ")]
        message = place.say("E0101", "a flow begins with `from`", "", write=insert)
        return place.inserting(message, "from")
    help = "a value that never changes is a `const`, one that is given at start a `param`"
    message = place.say("E0109", "`let` names a flow here, and this is a value", "no flow", help=help)
    return Mistake(message, is_certain=True)


def missing_let(place: Place) -> Mistake | None:
    """`big = from orders`."""
    if not place.here.is_name or not place.accepts("LET") or place.after.text != "=" or place.token(2).text != "from":
        return None
    insert = [place.insert(place.here.start, "let ")]
    return place.inserting(place.say("E0101", "a flow is named by `let`", "", write=insert), "let")


def other_let(place: Place) -> Mistake | None:
    """`var x = 3` in code, seen after `var`."""
    before, after = place.before, place.after
    if not place.accepts("ASSIGN") or not before.is_word:
        return None
    if before.text in ("while", "loop", "do", "repeat") and not place.adjoin(before, place.here):
        help = "a `for` loop runs over a list: `for i in range(0, 10) { ... }`"
        return Mistake(
            place.say("E0101", f"there is no `{before.text}`", "", place.span(before), help=help), is_certain=True
        )
    if not place.here.is_name or after.text not in ("=", ":"):
        return None
    if _OTHERS.get(before.text.lower()) != "let" and before.text not in ("const", "int", "float", "mutable", "local"):
        return None
    at = place.span(before)
    message = place.say("E0101", f"{quoted(before)} is written `let` here", "", at, write="let", safe=False)
    return Mistake(message, place.index - 1, place.index, [place.made("let", before)])


def no_statement(place: Place) -> Mistake | None:
    """A name where a statement should begin, and nothing it resembles."""
    here, after = place.here, place.after
    if not here.is_name or not place.wants_statement or place.accepts("NAME"):
        return None
    if place.accepts("SCHEMA"):
        begins = "`from`, `let`, `schema`, `fn`, `const`, `import`, `pipeline` or `test`"
    elif place.accepts("PARAM"):
        begins = "`from`, `let`, `param`, `set` or `const`"
    else:
        begins = "`given`, `expect`, `let`, `mock` or `advance`"
    word = "param" if after.text == ":" else "given" if after.text == "=" else ""
    help = f"a statement begins with {begins}"
    if word and place.starts_line and place.accepts(tables().fixed[word][0]):
        insert = [place.insert(here.start, f"{word} ")]
        message = place.say(
            "E0101", f"a `{word}` is missing before {quoted(here)}", "", help=help, write=insert, safe=False
        )
        return place.inserting(message, word)
    return Mistake(place.say("E0101", f"{quoted(here)} does not begin a statement", "", help=help))
