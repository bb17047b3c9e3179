"""What the grammar's patterns cannot read: signs, comments and characters that belong elsewhere.

Each gets its message here, and a token for what it stands for, so that reading goes on as if it had been written right.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from sage.base.diagnostics import Edit
from sage.compiler.syntax import statements, texts
from sage.compiler.syntax.tokens import Token, sign

if TYPE_CHECKING:
    from sage.compiler.syntax.tokens import Scan


# What goes on after `;` where it ends a statement or a stage.
_AFTER_STATEMENT = re.compile(rf"\|>|[)\]}}#]|({'|'.join(statements.ALL)})\b|\w+\s*[-+*/]?=(?!=)")
_BACK = 500  # tokens; farther back no open bracket is looked for


class Operator(NamedTuple):
    """A sign of other languages: what is read in its place, whether that is just what it means, and a word of help.
    What is only read so has no text, and what it joins no meaning."""

    meaning: str
    exact: bool = True
    help: str | None = None


OPERATORS = {
    "&&": Operator("and"),
    "||": Operator("or"),
    "!": Operator("not"),
    "===": Operator("=="),
    "!==": Operator("!="),
    "<>": Operator("!="),
    "=<": Operator("<="),
    ":=": Operator("="),
    "=~": Operator("matches"),
    "!~": Operator("matches", False, 'a test that fails is `not (x matches re"...")`'),
    "<=>": Operator("==", False, "compare with `<`, `==` or `>`"),
    "&": Operator("and", False, "conditions are joined by `and`; there are no operators on bits"),
    "~": Operator("not", False, "a condition is negated by `not`; there are no operators on bits"),
    "^": Operator("**", False, "a power is `**`; there are no operators on bits"),
    "::": Operator("+", False, "a value is converted by a call: `i64(x)`"),
    "++": Operator("+", False, "`+` adds and joins; in code `n += 1` counts"),
    "->>": Operator("+", False, 'a part of a json value is `j.get("name")`'),
    "**=": Operator("=", False, "write it out: `x = x ** 2`"),
    "%=": Operator("=", False, "write it out: `x = x % 2`"),
    "..": Operator("+", False, "numbers in a row are `range(1, 10)`, a test is `x between 1 and 10`"),
}

_NEXT_TEXT = re.compile(r"\s*[rf]?[\"']")  # beside text `||` joins, as in SQL

# Never written side by side here, though parts of them are signs of the language.
SIGNS = (
    r"<{7}[^\n]*|={7}[^\n]*|>{7}[^\n]*|/\*|--(?=\s|\Z)|===|!==|=~|!~|<=>|<>|=<|\|\||&&|&|!(?!=)|:=|::|\+\+|->>|\*\*=|%="
    r"|\.\.(?!\.)"
)
_SIGN = re.compile(SIGNS + r"|[~^]")

MOST = 100  # messages; what follows in such a file is not worth reading

_WIDE = {
    "\u3000": " ", "、": ",", "。": ".", "【": "[", "】": "]", "〔": "(", "〕": ")", "−": "-", "–": "-", "—": "-",
    "‐": "-", "‑": "-", "×": "*", "÷": "/", "∗": "*", "⁄": "/", "∶": ":", "≤": "<=", "≥": ">=", "≠": "!=", "→": "->",
    "⇒": "=>", "…": "...", "∧": "and", "∨": "or", "¬": "not", "∈": "in",
}  # fmt: skip


def read(result: Scan, text: str, at: int, stop: int) -> tuple[str, int]:
    """Read what stands at an offset. Answers the text to go on with, which is as long as before, and where."""
    if len(result.messages) >= MOST:
        result.silent.append((at, stop))
        return text, stop
    character = text[at]
    if found := _SIGN.match(text, at, stop):
        return text, _sign(result, text, at, found.end())
    if character in texts.QUOTES:
        return text, texts.unclosed(result, text, at, stop)
    if character in texts.OTHER_QUOTES:
        return text, texts.curly(result, text, at, stop)
    if ascii_of(character):
        return _wide(result, text, at, stop)
    return text, _character(result, text, at)


_HYPHENATED = re.compile(r"\|>\s*((?:project|mv|sample|top|make|graph)-[a-z]+(?:-[a-z]+)*)(?=\s)")


def join_hyphenated(result: Scan) -> None:
    """Stages of KQL whose names hold a hyphen, such as `project-away`: each is one word, so that it can be known."""
    for found in reversed(list(_HYPHENATED.finditer(result.source.text))):
        start, end = found.span(1)
        inside = [i for i, token in enumerate(result.tokens) if start <= token.start < end]
        if inside and result.tokens[inside[0]].start == start and result.tokens[inside[-1]].end == end:
            word = Token(result.tokens[inside[0]].kinds, found.group(1), start, end)
            result.tokens[inside[0] : inside[-1] + 1] = [word]


def ascii_of(character: str) -> str:
    """How a full-width or typographic sign is written here; "" for any other character."""
    if "\uff01" <= character <= "\uff5e":
        return chr(ord(character) - 0xFEE0)
    return _WIDE.get(character, "")


# ---------------------------------------------------------------- operators and comments

_AFTER_THESE_NO_NOT = frozenset(("==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "//", "%", "**", "??", "in"))


def _sign(result: Scan, text: str, at: int, end: int) -> int:
    written = text[at:end]
    if written == "/*":
        return _long_comment(result, text, at)
    if written == "--":
        return _dashes(result, text, at)
    if len(written) >= 7:
        if text[at - 1 : at] in ("", "\n"):
            decide = "decide between the two sides, and remove the marks"
            result.say(
                "E0001", at, at + 7, "a merge left its marks in this file", "no part of the program", help=decide
            )
        return end
    meaning, exact, help = OPERATORS[written]
    if written == "||" and (_NEXT_TEXT.match(text, end) or (result.last and result.last.is_text)):
        meaning = "+"
    if exact:
        write = meaning
        if meaning.isalpha():
            before, after = text[at - 1 : at], text[end : end + 1]
            write = " " * (before.isalnum() or before in (")", "]")) + meaning + " " * (not after.isspace())
        safe = written != "!" or result.last is None or result.last.text not in _AFTER_THESE_NO_NOT
        result.say("E0105", at, end, f"`{written}` is written `{meaning}` here", write=write, safe=safe)
    else:
        result.say("E0105", at, end, f"`{written}` is no operator here", help=help)
    result.tokens.append(Token(sign(meaning), meaning if exact or meaning == "=" else "", at, end, True))
    return end


def _long_comment(result: Scan, text: str, at: int) -> int:
    close = text.find("*/", at)
    end = len(text) if close < 0 else close + 2
    rest_of_line = text[end : (text + "\n").index("\n", end)]
    edits: list[Edit] = []
    if close >= 0 and not rest_of_line.strip():
        lines = text[at + 2 : close].strip().split("\n")
        edits = [Edit(result.span(at, end), "\n".join(f"# {line.strip(' *')}".rstrip() for line in lines))]
    help = None if edits else "every line of it has its own `#`"
    result.say("E0006", at, at + 2, "a comment begins with `#`", help=help, write=edits)
    return end


def _dashes(result: Scan, text: str, at: int) -> int:
    """`--` between blanks begins a comment of SQL; elsewhere it is a minus twice."""
    if at > 0 and not text[at - 1].isspace():
        result.tokens += [Token(sign("-"), "-", at, at + 1), Token(sign("-"), "-", at + 1, at + 2)]
        return at + 2
    result.say("E0006", at, at + 2, "a comment begins with `#`", write="#")
    return (text + "\n").index("\n", at)


# ---------------------------------------------------------------- single characters


def _wide(result: Scan, text: str, at: int, stop: int) -> tuple[str, int]:
    """Wide signs side by side are one mistake."""
    end = at + 1
    if len(ascii_of(text[at])) == 1:
        while end < stop and len(ascii_of(text[end])) == 1 and text[end] not in texts.OTHER_QUOTES:
            end += 1
    write = "".join(map(ascii_of, text[at:end]))
    message = f"`{text[at:end]}` is written `{write}` here" if write.strip() else "this is a full-width blank"
    result.say("E0007", at, end, message, write=write)
    if len(write) == end - at:
        return text[:at] + write + text[end:], at
    result.tokens.append(Token(sign(write), write, at, end, True))
    return text, end


def _character(result: Scan, text: str, at: int) -> int:
    character, end = text[at], at + 1
    if character == ";":
        rest_of_line = text[end : (text + "\n").index("\n", end)].strip()
        parts_values = not _AFTER_STATEMENT.match(rest_of_line) if rest_of_line else _in_brackets(result)
        help = "a comma parts values; nothing parts statements" if parts_values and rest_of_line else None
        write = None if parts_values else ""
        result.say("E0001", at, end, "there is no `;` here", "nothing needs it", help=help, write=write)
        if parts_values:
            result.tokens.append(Token(sign(","), ",", at, end, True))
    elif character == "$":
        result.say("E0001", at, end, "`$` has no meaning here", "a name stands by itself", write="")
    elif character == "\\":
        result.say("E0001", at, end, "`\\` has no meaning here", "lines go on by themselves", write="")
    elif not character.isprintable() or character.isspace():
        write = " " if character.isspace() else ""
        result.say("E0001", at, end, f"this is an invisible character, {_called(character)}", "here", write=write)
    else:
        while end < len(text) and unicodedata.category(text[end]) in ("Mn", "Mc", "Me", "So", "Sk", "Cf"):
            end += 1
        help = "names are letters, digits and `_`; any other name stands between backticks"
        result.say("E0001", at, end, f"`{text[at:end]}` has no meaning here", _called(character), help=help)
    return end


def _in_brackets(result: Scan) -> bool:
    """Is the last bracket still open one that holds values?"""
    depth = 0
    for token in reversed(result.tokens[-_BACK:]):
        if token.text in (")", "]", "}"):
            depth += 1
        elif token.text in ("(", "[", "{"):
            if depth == 0:
                return token.text != "{"
            depth -= 1
    return False


def _called(character: str) -> str:
    return " ".join((f"U+{ord(character):04X}", unicodedata.name(character, "").lower())).strip()
