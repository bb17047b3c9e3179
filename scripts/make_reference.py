"""Writes docs/reference.md from the declarations: stages, sources, sinks, aggregates, functions.

make_reference.py           write it
make_reference.py --check   exit 1 if it is not what the declarations say
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sage.base import types as t
from sage.compiler.check import builder  # fills the tables
from sage.compiler.ir.slots import Slot
from sage.compiler.library.functions.zoned import is_zoned
from sage.compiler.library.registry import (
    AGGREGATES,
    FUNCTIONS,
    OPERATORS,
    SINKS,
    SOURCES,
    WINDOWS,
    Function,
    Variable,
)

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference.md"
TOPICS = (
    "operators", "number", "math", "text", "regex", "encoding", "time", "zoned", "list", "list_each", "array", "map",
    "json", "null", "environment",
)  # fmt: skip
TITLES = {"regex": "regular expressions", "zoned": "time in a zone", "list_each": "lists, with a lambda"}

MOST_OVERLOADS = 6

HEAD = """# Reference

Every stage, source, sink, aggregate and function, from their declarations. Written by `scripts/make_reference.py`.

In signatures `I` is any integer type, `F` any float, `N` any number, `O` any type with an order, `E` any enum, `T` any
type; `?` marks what may be null. A function is called either way: `upper(s)` or `s.upper()`; `x?.upper()` where `x`
may be null.
"""


def page() -> str:
    """The whole page."""
    lines = [HEAD]
    lines += _declared("Stages", "`|> NAME arguments clauses`", OPERATORS)
    lines += _declared("Windows", "`|> window NAME(arguments)`, and behind `over` of a join", WINDOWS)
    lines += _declared("Sources", "`from NAME(arguments) as T`", SOURCES)
    lines += _declared("Sinks", "`|> into NAME(arguments)`", SINKS)
    lines += ["## Aggregates", "", "In `aggregate` and `running`. Rows where an argument is null do not count.", ""]
    lines += _functions(AGGREGATES.items())
    for topic in TOPICS:
        declared = [(name, [f for f in overloads if _topic(f) == topic]) for name, overloads in FUNCTIONS.items()]
        if any(overloads for _, overloads in declared):
            lines += [f"## Functions: {TITLES.get(topic, topic)}", "", *_functions(declared)]
    return "\n".join(lines).rstrip() + "\n"


def _topics() -> dict[str, str]:
    """The module that declares a function; all that is no name is an operator."""
    found = {name: "operators" for name in FUNCTIONS if not name.replace(".", "").isidentifier()}
    folder = Path(inspect.getfile(builder)).parents[1] / "library" / "functions"
    texts = {topic: (folder / f"{topic}.py").read_text() for topic in TOPICS}
    for mark in ('"{}(', '_declare_digest("{}"'):
        for topic, text in texts.items():
            for name in FUNCTIONS:
                if mark.format(name) in text:
                    found.setdefault(name, topic)
    for name in FUNCTIONS:
        found.setdefault(name, "number")
    return found


_TOPIC_OF = _topics()


def _topic(function: Function) -> str:
    """That of its name, but that of its arguments for a name that several topics have."""
    if t.REGEX in function.params:
        return "regex"
    if is_zoned(function):
        return "zoned" if function.name.isidentifier() else ""  # others are for `set timezone` alone
    if any(isinstance(p, t.Function) for p in function.params):
        return "list_each"
    first = next(iter(function.params), None)
    if isinstance(first, t.List) and isinstance(first.item, Variable) and function.name.isidentifier():
        return "list_each" if _TOPIC_OF[function.name] == "list_each" else "list"
    kinds = {t.Map: "map", t.Array: "array"}
    by_type = kinds.get(type(first)) or ("json" if first == t.JSON else None)
    return by_type or _TOPIC_OF[function.name]


def _declared(title: str, form: str, table: dict[str, Any]) -> Iterator[str]:
    yield from (f"## {title}", "", form, "")
    for word, cls in sorted(table.items()):
        text, _, example = inspect.cleandoc(cls.__doc__ or "").partition("\n\n")
        yield from (f"### `{word}`", "", " ".join(text.split()), "")
        if example.strip():
            yield from ("```sage fragment", example.strip(), "```", "")
        shown = [_slot(name, slot) for name, slot in cls.slots().items() if slot.doc and not _is_implicit(slot)]
        if shown:
            yield from ("| | |", "| --- | --- |", *shown, "")


def _is_implicit(slot: Slot) -> bool:
    return slot.kind == "key" and slot.clause is None and not slot.is_required


def _slot(name: str, slot: Slot) -> str:
    written = (
        f"`{slot.clause} ...`" if slot.clause else f"`{slot.public(name)}:`" if slot.named else f"`{slot.public(name)}`"
    )
    kind = f"{slot.type}: " if slot.kind == "option" and slot.type is not None and str(slot.type) != "T" else ""
    return f"| {written} | {kind}{slot.doc}{'' if slot.is_required else '; optional'} |"


def _functions(declared: Any) -> Iterator[str]:
    yield from ("| | |", "| --- | --- |")
    for _name, overloads in declared:
        for doc in dict.fromkeys(f.doc for f in overloads):
            shown = list(dict.fromkeys(f"`{f}`" for f in overloads if f.doc == doc))
            if len(shown) > MOST_OVERLOADS:
                shown = [*shown[: MOST_OVERLOADS - 1], "and alike for other types"]
            yield f"| {'<br>'.join(shown).replace('|', chr(92) + '|')} | {doc.replace('|', chr(92) + '|')} |"
    yield ""


if __name__ == "__main__":
    if "--check" in sys.argv[1:]:
        sys.exit(PAGE.read_text() != page())
    PAGE.write_text(page())
