"""What connectors have in common: what a format can hold, and how many rows there are."""

from __future__ import annotations

from sage.base.types import I64, JSON, Schema, integer_range, is_text, required
from sage.compiler.ir.code import Const, Expr
from sage.compiler.ir.slots import SlotError

TIME_UNITS = ("", "s", "ms", "us", "ns")
ENDLESS = Const(I64, integer_range(I64)[1])  # the number of rows where none is given


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
