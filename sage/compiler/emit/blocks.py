"""Code in statements as C++: a lambda that is called where it stands.

A loop is left once something in it, or before it, has failed: the same site may fail for several items, and the first
of them counts. What has failed behind the loop is no reason to leave it, as C++ evaluates arguments in any order.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sage.base import types as t
from sage.base.frozen import dataclass
from sage.base.types import List
from sage.compiler.ir.blocks import (
    Assign,
    Block,
    Branch,
    Declare,
    Evaluate,
    For,
    Return,
    assigned,
    own_statements,
)  # fmt: skip
from sage.compiler.ir.code import And, Call, Expr, GetField, Let, Local, MakeList, Or, Unwrap
from sage.compiler.ir.narrow import is_path

if TYPE_CHECKING:
    from sage.compiler.emit.cpp import Code


def block(code: Code, expr: Expr) -> str:
    """The value of a block, or of one inside Lets."""
    lines = map(_indented, returning(code, expr))
    return "\n".join([f"[&]() -> {code.structs.of(expr.type)} {{", *lines, "}()"])


def returning(code: Code, expr: Expr) -> list[str]:
    """The lines of a function that returns a value."""
    if not is_block(expr):
        return [f"return {code.text(expr)};"]
    lines: list[str] = []
    while isinstance(expr, Let):
        lines.append(f"const auto {code.local(expr.name)} = {code.text(expr.value)};")
        expr = expr.body
    assert isinstance(expr, Block)
    printer = Printer(code, assigned(expr), frozenset(growing_in(expr)))
    code.growing |= printer.growing
    return lines + [line for statement in expr.statements for line in printer.lines(statement)]


def is_block(expr: Expr) -> bool:
    """True for a block, and for one inside Lets."""
    return is_block(expr.body) if isinstance(expr, Let) else isinstance(expr, Block)


@dataclass(frozen=True)
class Printer:
    """Prints the statements of one block; a line may hold several lines, where a block stands in an expression."""

    code: Code
    assigned: frozenset[str]
    growing: frozenset[str]

    def lines(self, statement: Expr) -> Iterator[str]:
        match statement:
            case Declare(name=name, value=value):
                yield f"{self._type(name, value)} {self.code.local(name)} = {self._text(value)};"
            case Assign(target=Local(name=name), value=value):
                added = added_to(name, value) if name in self.growing else None
                if added is not None:
                    parts = "".join(f", {self._text(part)}" for part in added)
                    yield f"{self.code.local(name)}.add({self.code.frame}{parts});"
                else:
                    yield f"{self.code.local(name)} = {self._text(value)};"
            case Evaluate(value=value):
                yield f"static_cast<void>({self._text(value)});"
            case Return(value=value):
                yield f"return {self._text(value)};"
            case Branch():
                yield from self._branch(statement)
            case For():
                yield from self._loop(statement)

    def _type(self, name: str, value: Expr) -> str:
        cpp = self.code.structs.of(value.type)
        if name in self.growing:
            return f"sage::Growing<{cpp}>"
        return cpp if name in self.assigned else f"const {cpp}"

    def _branch(self, statement: Branch, before: str = "") -> Iterator[str]:
        yield f"{before}if ({_condition(statement.condition, self._text(statement.condition))}) {{"
        yield from self._inner(statement.yes)
        match statement.no:
            case ():
                yield "}"
            case (Branch() as other,):
                yield from self._branch(other, "} else ")
            case no:
                yield "} else {"
                yield from self._inner(no)
                yield "}"

    def _loop(self, statement: For) -> Iterator[str]:
        places = self.code.sites.places
        item = self.code.structs.of(statement.items.type.item)  # type: ignore[attr-defined]
        name = self.code.local(statement.name)
        if isinstance(statement.items, Call) and statement.items.function.name == "range":
            head = f"for (const int64_t {name} : {self._counting(statement.items)}) {{"
        else:
            head = f"for (const {item}& {name} : {self._items(statement.items)}) {{"
        body = list(self._inner(statement.body))
        yield head
        if places:
            yield f"  if ({self.code.frame}.failed_before({len(places)})) break;"
        yield from body
        yield "}"

    def _counting(self, items: Call) -> str:
        start, end = map(self._text, items.args)
        site = self.code.sites.add(items.place)
        return f"sage::fn::counting(sage::At{{{self.code.frame}, {site}}}, {start}, {end})"

    def _items(self, items: Expr) -> str:
        """A list that is there as long as the loop is: what is taken out of a value that was just made is not."""
        text = self._text(items)
        is_lasting = is_path(items) or not isinstance(items, GetField | Unwrap)
        return text if is_lasting else f"{self.code.structs.of(items.type)}{{{text}}}"

    def _inner(self, statements: tuple[Expr, ...]) -> Iterator[str]:
        return (_indented(line) for statement in statements for line in self.lines(statement))

    def _text(self, expr: Expr) -> str:
        return self.code.text(expr)


def _indented(line: str) -> str:
    return "  " + line.replace("\n", "\n  ")


def _condition(expr: Expr, text: str) -> str:
    """A condition without the parentheses that it has as a part of something."""
    is_wrapped = isinstance(expr, And | Or)
    if isinstance(expr, Call):
        cpp = expr.function.cpp
        is_wrapped = cpp.startswith("(") and cpp.find(")") == len(cpp) - 1
    return text[1:-1] if is_wrapped and text.startswith("(") else text


# ---------------------------------------------------------------- lists and text that grow


def growing_in(expr: Block) -> Iterator[str]:
    """The locals of a block to which a loop in it adds at the end."""
    for loop in own_statements(expr.statements):
        if not isinstance(loop, For):
            continue
        for statement in own_statements(loop.body):
            match statement:
                case Assign(target=Local(name=name), value=value) if added_to(name, value) is not None:
                    yield name


def added_to(name: str, value: Expr) -> list[Expr] | None:
    """What `name + a + b` adds to a list or text; None if a value is no such thing."""
    if not isinstance(value.type, List) and value.type != t.STR:
        return None
    parts = list(_parts(value))
    first = parts[0] if parts else None
    return parts[1:] if isinstance(first, Local) and first.name == name and len(parts) > 1 else None


def _parts(value: Expr) -> Iterator[Expr]:
    """The values that are joined by `+`, those written in place one by one."""
    match value:
        case Call(function=function, args=(left, right)) if function.name == "+":
            yield from _parts(left)
            yield from _parts(right)
        case MakeList(items=items):
            yield from items
        case _:
            yield value
