"""What a format can hold."""

from __future__ import annotations

from sage.base.types import JSON, Schema, is_text, required
from sage.compiler.ir.code import Const, Expr
from sage.compiler.ir.slots import SlotError

TIME_UNITS = ("", "s", "ms", "us", "ns")


def flat_row(schema: Schema, format: str) -> None:
    """Raises SlotError if a column is not one value of text."""
    for f in schema:
        if not is_text(required(f.type)):
            help = "use `jsonl`, or " + (
                "text: `to_str` makes it, `parse_json` reads it" if required(f.type) == JSON else "`select` its parts"
            )
            text = f"{format} holds one value a column, and `{f.name}` is {f.type}"
            raise SlotError("", "E0312", text, help, "one value a column", f.name)


def one_character(slot: str, value: Expr) -> None:
    """Raises SlotError if an option is text of another length than one byte."""
    if isinstance(value, Const) and len(value.value.encode()) != 1:
        raise SlotError(slot, "E0402", f"`{slot}` is one character", None, "more, or none")
