"""The words that begin statements, and where each belongs. As they are also free as names, what follows decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sage.base.source import Source
from sage.compiler.syntax.tokens import Token

TOP = ("import", "type", "schema", "enum", "fn", "extern", "service", "pipeline", "test")
PIPELINE = ("set", "param", "method")
CODE = ("return", "emit", "if", "for", "on")
TEST = ("given", "mock", "advance", "expect")
FLOW = ("from", "let")  # at the top, too
ALL = (*TOP, *PIPELINE, *CODE, *TEST, *FLOW, "const", "state")

# Reserved words that stand between the parts of an expression or stage.
INNER = frozenset(("and", "or", "in", "is", "then", "else", "between", "like", "matches", "on", "by", "within", "over"))
RESERVED = INNER | {"not", "null", "true", "false", "if", "match", "fn"}

_BEGIN = frozenset(("(", "[", "{", "-", "not", "if", "match", "fn", "true", "false", "null"))


def begins_value(token: Token) -> bool:
    """Could an expression begin with this token?"""
    return token.text in _BEGIN or token.is_text or token.is_number or (token.is_name and token.text not in INNER)


Follows = Callable[[Token, Token], bool]

_FOLLOWS: dict[str, Follows] = {
    "import": lambda a, b: (a.is_name and b.text in ("(", ".", "as", "")) or a.is_text,
    "type": lambda a, b: a.is_name and b.text == "=",
    "schema": lambda a, b: a.is_name and b.text in ("{", "@"),
    "enum": lambda a, b: a.is_name and b.text in ("{", "@"),
    "service": lambda a, b: a.is_name and b.text == "{",
    "pipeline": lambda a, b: a.is_name and b.text == "{",
    "fn": lambda a, b: a.is_name and b.text == "(",
    "extern": lambda a, b: a.is_name and b.text == "(",
    "test": lambda a, b: a.is_text,
    "set": lambda a, b: a.is_name and b.text in ("=", "."),
    "param": lambda a, b: a.is_name and b.text in (":", "="),
    "method": lambda a, b: a.is_name and b.text == "(",
    "state": lambda a, b: a.is_name and b.text == ":",
    "const": lambda a, b: a.is_name and b.text in (":", "="),
    "let": lambda a, b: a.is_name and b.text in (":", "="),
    "given": lambda a, b: a.is_name and b.text == "=",
    "mock": lambda a, b: a.is_name and b.text in (".", "("),
    "on": lambda a, b: a.is_name and (b.text == "{" or b.is_name),
    "for": lambda a, b: a.is_name and b.text == "in",
    "from": lambda a, b: a.is_name and a.text not in ("as", "by", "on", "over", "within", "asc", "desc"),
    "return": lambda a, b: begins_value(a),
    "emit": lambda a, b: begins_value(a),
    "expect": lambda a, b: begins_value(a),
    "advance": lambda a, b: a.is_number or a.is_name,
    "if": lambda a, b: begins_value(a),
}

# What follows these leaves no doubt, wherever they stand in a line.
_CERTAIN = frozenset(("schema", "enum", "service", "pipeline", "test", "set", "param", "method", "let", "given"))


def begins_like(word: str, after: Token, then: Token) -> bool:
    """Would `word`, followed by these two tokens, begin a statement?"""
    return word in _FOLLOWS and _FOLLOWS[word](after, then)


def statement_at(tokens: Sequence[Token], index: int, source: Source) -> str | None:
    """The word of the statement that begins at a token; None if none does."""
    word = tokens[index].text
    if word not in _FOLLOWS or index + 1 >= len(tokens):
        return None
    before = tokens[index - 1] if index else None
    starts_line = before is None or "\n" in source.text[before.end : tokens[index].start]
    if before is not None and (before.text in (".", "?.", "by", "as") or (before.text == "|>" and not starts_line)):
        return None
    then = tokens[index + 2] if index + 2 < len(tokens) else tokens[-1]
    if (starts_line or word in _CERTAIN) and _FOLLOWS[word](tokens[index + 1], then):
        return word
    return None
