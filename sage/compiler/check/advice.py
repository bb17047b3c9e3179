"""What to write instead, where an operator has no meaning for its operands."""

from __future__ import annotations

from collections.abc import Sequence

from sage.base import types as t
from sage.base.diagnostics import Edit, Fix
from sage.base.source import Span
from sage.base.text_forms import parse_timestamp
from sage.base.types import List, Schema, Type
from sage.compiler.check.convert import FROM_JSON, short
from sage.compiler.check.words import replacement
from sage.compiler.ir.code import Const, Expr
from sage.compiler.syntax import tree

Advice = tuple[str | None, Fix | None]
ARITHMETIC = ("+", "-", "*", "/", "//", "%", "**", "neg")
ORDER = ("<", "<=", ">", ">=")


def way_out(name: str, args: Sequence[Expr], parts: Sequence[tree.Node]) -> Advice:
    """A word of help, and a patch where there is only one thing that can be meant."""
    if len(args) != 2 or len(parts) != 2:
        return None, None
    types = [t.required(a.type) for a in args]
    for one, other in ((0, 1), (1, 0)):
        help, fix = _one_side(name, types[one], types[other], args[other], parts[one].span, parts[other].span)
        if help is not None:
            return help, fix
    if types == [t.TIMESTAMP, t.TIMESTAMP] and name == "+":
        return f"`{short(parts[0].span.text)} - {short(parts[1].span.text)}` is the time between them", None
    if all(isinstance(type, Schema) for type in types) and name in ORDER:
        return "compare a field of each", None
    return None, None


def _one_side(name: str, type: Type, other: Type, value: Expr, span: Span, there: Span) -> Advice:
    """What to do about an operand of `type` at `span`, seeing that the other one is `value`."""
    text = span.text
    computes = name in ARITHMETIC or name in ORDER or name in ("==", "!=")
    if type in t.INTEGERS and other in t.FLOATS and computes:
        return "convert the integer", replacement(span, f"{other}({text})")
    if type in t.INTEGERS and other in t.INTEGERS and computes and type != t.I64:
        return "convert one", replacement(span, f"i64({text})")
    if other == t.STR and type in t.NUMBERS and name in ("+", "like"):
        return "make it text", replacement(span, f"to_str({text})")
    if other == t.STR and type in t.NUMBERS and computes and not isinstance(value, Const):
        parse = "parse_int" if type in t.INTEGERS else "parse_float"
        return f"read the number: `{short(there.text)}.{parse}()`", None
    if type == t.TIMESTAMP and isinstance(value, Const) and other == t.STR:
        if parse_timestamp(value.value) is None:
            return 'a time is written `ts"2026-01-31T12:30:00Z"`', None
        return "a time is written with `ts` before it", Fix((Edit(there, f"ts{there.text}"),))
    if type in (t.TIMESTAMP, t.DURATION) and other in t.NUMBERS and name in ("+", "-", *ORDER, "==", "!="):
        return "a length of time has a unit: `30s`, `5m`, `1h30m`", None
    if type == t.BOOL and other in t.NUMBERS and name in ARITHMETIC:
        return "make it a number", replacement(span, f"(if {text} then 1 else 0)")
    if type == t.JSON and (take := FROM_JSON.get(other)):
        return f"`{short(text)}.{take}()` is that, or null where it is something else", None
    if isinstance(type, List) and other == type.item and name == "+":
        return "make it a list", replacement(there, f"[{there.text}]")
    return None, None
