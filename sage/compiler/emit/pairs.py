"""The code of a join as one C++ struct: the keys of both sides, the condition for two rows, and the rows of that."""

from __future__ import annotations

from sage.base.frozen import dataclass
from sage.base.types import Field, Optional
from sage.compiler.emit.blocks import returning
from sage.compiler.emit.cpp import Code, Sites, Structs
from sage.compiler.emit.names import identifier
from sage.compiler.ir.code import Column, Expr
from sage.compiler.ir.effects import Effect
from sage.compiler.ir.logic import TRUE
from sage.compiler.library.ops.pairing import Kind, Pairing

_QUIET = "[[maybe_unused]] "
LEFT, RIGHT = "const Input& r", "const Other& s"
_WINDOW = ", sage::Timestamp start, sage::Timestamp end"
_BOUNDS = {"window_start": "start", "window_end": "end"}


@dataclass
class PairCode(Code):
    """Prints expressions over two rows, `r` and `s`; of `s` the code knows the column `alias`."""

    alias: str = ""
    is_plain: bool = False

    def text(self, expr: Expr) -> str:
        if isinstance(expr, Column) and expr.name == self.alias:
            return "s.it" if self.is_plain else "s"
        return super().text(expr)


@dataclass(frozen=True)
class Parts:
    """The struct in pieces: constants, the members of a key, and methods as heads and bodies."""

    constants: tuple[str, ...]
    key: tuple[tuple[str, str], ...]
    methods: tuple[tuple[str, tuple[str, ...]], ...]


def parts_of(op: Pairing, structs: Structs, sites: Sites) -> Parts:
    """The pieces of a join's struct; notes the sites of its code in the order of evaluation."""
    code = Code(structs, sites)
    pair = PairCode(structs, sites, alias=op.alias, is_plain=op.right.schema.plain)
    key = tuple((structs.of(k.value.type), identifier(k.name)) for k in op.left_key)
    frame = f"{_QUIET}sage::Frame& f"
    methods: list[tuple[str, tuple[str, ...]]] = []
    for side, row in (("left", "Input"), ("right", "Other")):
        values = ", ".join(code.text(k.value) for k in op.keys[side == "right"])
        methods.append((f"Value {side}(const {row}& r, {frame}) const", (f"return {{{values}}};",)))
    methods.append((f"bool matches({_QUIET}{LEFT}, {_QUIET}{RIGHT}, {frame}) const", tuple(returning(pair, op.where))))
    window = _WINDOW if op.added else ""
    if op.kind.makes_pairs:
        methods.append((f"static Output pair({LEFT}, {RIGHT}{window})", (_row(op, structs, "r", "s"),)))
    if op.kind in (Kind.LEFT, Kind.FULL) or (op.added and not op.kind.makes_pairs):
        methods.append((f"static Output lone({LEFT}{window})", (_row(op, structs, "r", ""),)))
    if op.kind is Kind.FULL:
        methods.append((f"static Output lone_right({RIGHT}{window})", (_row(op, structs, "", "s"),)))
    constants = (
        f"using Other = {structs.of(op.right.schema)};",
        f"static constexpr bool tests = {'false' if op.where == TRUE else 'true'};",
        f"static constexpr bool may_fail = {'true' if op.where.effects & Effect.MAY_RAISE else 'false'};",
    )
    return Parts(constants, key, tuple(methods))


def _row(op: Pairing, structs: Structs, left: str, right: str) -> str:
    """What comes out for two rows, or for one."""
    values = [_value(op, structs, f, left, right) for f in op.schema]
    return f"return {{{', '.join(values)}}};"


def _value(op: Pairing, structs: Structs, f: Field, left: str, right: str) -> str:
    if any(f is added for added in op.added):
        return _BOUNDS[f.name]
    is_right = op.kind.makes_pairs and f.name == op.alias
    row = right if is_right else left
    if not row:
        return "{}"
    if is_right:
        text, was = f"{right}.it" if op.right.schema.plain else right, op.right.schema.value
    else:
        text, was = f"{left}.{identifier(f.name)}", op.left.schema.by_name[f.name].type
    return f"{structs.of(f.type)}{{{text}}}" if isinstance(f.type, Optional) and f.type != was else text
