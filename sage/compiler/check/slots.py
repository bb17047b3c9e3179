"""Fills the slots of an operator with what is written in its stage."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from sage.base import types as t
from sage.base.diagnostics import Edit, Fix, Label
from sage.base.frozen import dataclass, replace
from sage.base.source import Span
from sage.base.types import Type
from sage.compiler.check.code import CodeChecker
from sage.compiler.check.convert import as_list, is_error, short
from sage.compiler.check.enums import variant_of_rows
from sage.compiler.check.options import option, per_index
from sage.compiler.check.scope import Scope, names_read
from sage.compiler.check.windows import flag, window
from sage.compiler.ir.code import Aggregation, Column, Expr
from sage.compiler.ir.flow import Op
from sage.compiler.ir.lambdas import repeated_columns
from sage.compiler.ir.narrow import NOTHING
from sage.compiler.ir.slots import Named, Ordering, Slot, Window
from sage.compiler.library.registry import OPERATORS, SINKS, SOURCES, Variable
from sage.compiler.syntax import tree

KINDS = {"option": "an option", "order": "an order", "all": "all columns", "column": "a column", "as": "a column"}
FindStream = Callable[[tree.Name], Op | None]
Made = TypeVar("Made", Expr, Window)


class _Absent:
    """Nothing was written for a slot that has a default."""


ABSENT = _Absent()


@dataclass
class Filler:
    """Fills one slot after the other; gives None where a message was reported."""

    checker: CodeChecker
    find_stream: FindStream
    word: str
    word_span: Span
    scope: Scope
    input: Op | None = None
    whole: Span | None = None

    def __post_init__(self) -> None:
        self.messages = self.checker.messages
        self.is_misread = self.whole is not None and self.messages.misread(self.whole)
        self.spans: dict[str, Span] = {}  # of what was bound to each slot
        self.row: Type | None = None  # of a source, where it is named

    def slot(self, name: str, slot: Slot, args: Sequence[tree.Arg], bound: dict[str, Any]) -> Any:
        if not args:
            if slot.kind == "key" and not slot.is_required and self.input is not None:
                return self.own_key()
            if slot.is_required:
                self._missing(name, slot)
                return None
            return ABSENT
        self.spans[name] = args[0].span.to(args[-1].span)
        match slot.kind:
            case "predicate":
                return self._one(args, lambda node: self.checker.condition(node, self.scope))
            case "code":
                return self._one(args, self._code)
            case "items":
                return self._one(args, lambda node: as_list(self._code(node)))
            case "option":
                return self._one(args, lambda node: option(self, name, slot, node))
            case "per_index":
                return self._one(args, lambda node: per_index(self, node))
            case "columns":
                return self._columns(slot, args)
            case "fold":
                return self._folds(args, bound)
            case "key":
                return self._columns(slot, args)
            case "names":
                return self._names(args)
            case "variant":
                return variant_of_rows(self, args)
            case "order":
                return self._order(slot, args)
            case "streams":
                return self._streams(args)
            case "window":
                return self._one(args, lambda node: window(self, node))
            case "flag":
                return flag(self, slot, args[0])
            case "new_stream":
                node = args[0].value
                if isinstance(node, tree.Literal) and node.value == "drop" and slot.named:
                    return ABSENT
                if not isinstance(node, tree.Name):
                    self._wrong(args[0], "a name for the stream")
                    return None
                return node.name
        raise AssertionError(slot.kind)

    def _code(self, node: tree.Expr) -> Expr:
        return self.checker.typed(
            node, self.checker.check(node, self.scope), "the row" if self.word == "map" else "this"
        )

    def _missing(self, name: str, slot: Slot) -> None:
        if self.is_misread:
            return
        example = next((c for c in self.input.schema.names), "user") if self.input is not None else "user"
        if slot.kind == "key":
            place = f"`|> {self.word} by {example}`, or `|> key_by {example}` before it"
            what = "what a row is looked up by" if self.word == "table" else "what makes two rows the same"
            same = f"say {what}: {place}"
            help: str | None = same if slot.clause else f"name columns: `|> key_by {example}`"
            self.messages.error("E0501", self.word_span, f"`{self.word}` needs a key", "missing here", help=help)
        elif slot.kind == "option" and slot.type == t.I64 and not slot.named and slot.doc.startswith("how many"):
            end = Span(self.word_span.source, self.word_span.end, self.word_span.end)
            fix = Fix((Edit(end, " 10"),))
            text = f"`{self.word}` needs to know {slot.doc.removesuffix(' rows')}"
            self.messages.error("E0401", self.word_span, text, "a number is missing", help="say how many", fix=fix)
        else:
            help = usage(self.word, self.input) or f"for example `{slot.public(name)}: ...`"
            text = f"`{self.word}` needs to know {slot.doc or 'more'}"
            self.messages.error("E0401", self.word_span, text, "missing here", help=help)

    def _one(self, args: Sequence[tree.Arg], check: Callable[[tree.Expr], Made | None]) -> Made | None:
        arg = args[0]
        if arg.kind == "column" and arg.name_span is not None and arg.value is not None:
            self._assigned(arg, arg.name_span, arg.value)
            return None
        if arg.kind != "value" or arg.value is None:
            self._wrong(arg, "one expression")
            return None
        if len(args) > 1:
            self.messages.error("E0401", args[1].span, f"`{self.word}` takes one expression", "too much")
            return None
        made = check(arg.value)
        return None if made is None or (isinstance(made, Expr) and is_error(made)) else made

    def _assigned(self, arg: tree.Arg, name: Span, value: tree.Expr) -> None:
        """`name = value` where a condition or a value stands."""
        at = name.end + Span(name.source, name.end, value.span.start).text.find("=")
        sign = Span(name.source, at, at + 1)
        if sign.text != "=":  # the parser has put it there, and said so
            return
        text = f"`{self.word}` takes one expression, and `=` gives a column its value"
        fix = Fix((Edit(sign, "=="),), "safe") if self.word == "filter" else None
        help = "`==` compares" if fix else "leave out what stands before the `=`"
        self.messages.error("E0104", sign, text, "sets a column", help=help, fix=fix)
        self.checker.check(tree.Binary(arg.span, "==", tree.Name(name, name.text.strip("`")), value, sign), self.scope)

    def _wrong(self, arg: tree.Arg, wanted: str) -> None:
        """Reports an argument of a kind that cannot stand there."""
        label = "this is " + KINDS.get(arg.kind, "something else")
        if not isinstance(arg.value, tree.ErrorExpr):
            text = f"`{self.word}` takes {wanted} here"
            self.messages.error("E0401", arg.span, text, label, help=usage(self.word))

    def own_key(self) -> tuple[Named, ...]:
        assert self.input is not None
        return tuple(Named(k, self.input[k]) for k in self.input.key)

    def _columns(self, slot: Slot, args: Sequence[tree.Arg]) -> tuple[Named, ...] | None:
        made: list[Named] = []
        seen: dict[str, Span] = {}
        ok = True
        for arg in args:
            if arg.kind == "all" and not slot.assigns and self.input is not None:
                made.extend(Named(f.name, self.input[f.name]) for f in self.input.schema)
                seen |= {f.name: arg.span for f in self.input.schema}
                continue
            column = self._column(slot, arg)
            if column is None:
                ok = False
                continue
            span = arg.name_span or arg.span
            if column.name in seen:
                labels = (Label(seen[column.name], "first here"),)
                text = f"two columns would be named `{column.name}`"
                help = self._other_name(arg, column.name)
                self.messages.error("E0405", span, text, "named again here", labels=labels, help=help)
                ok = False
                continue
            seen[column.name] = span
            made.append(column)
        return tuple(made) if ok else None

    def _other_name(self, arg: tree.Arg, name: str) -> str:
        """What to do about a column of a name that is taken."""
        read = [n for n in names_read(arg.value) if n != name] if arg.value is not None else []
        if arg.value is None or isinstance(arg.value, tree.Name):
            return "leave one out"
        return f"give one another name: `{read[0] if read else 'other'}_{name} = {short(arg.value.span.text)}`"

    def _column(self, slot: Slot, arg: tree.Arg) -> Named | None:
        name = arg.name if arg.kind in ("as", "column") else implied_name(arg.value)
        if arg.value is None or arg.kind == "order":
            self._wrong(arg, "columns")
            return None
        if slot.type == t.BOOL:
            value = self.checker.condition(arg.value, self.scope)
        else:
            value = self.checker.check(arg.value, self.scope)
        if name is None or (slot.assigns and arg.kind not in ("as", "column")):
            self._unnamed(arg)
            return None
        value = self.checker.typed(arg.value, value, f"`{name}`")
        return None if is_error(value) else Named(name, value)

    def _unnamed(self, arg: tree.Arg) -> None:
        if isinstance(arg.value, tree.ErrorExpr) or self.is_misread:
            return
        text = arg.span.text
        word = "stream" if self.word == "split" else "column"
        fix = Fix((Edit(Span(arg.span.source, arg.span.start, arg.span.start), "x = "),), "display")
        message, help = f"this {word} has no name", f"name it: `x = {short(text)}`"
        self.messages.error("E0401", arg.span, message, "which name?", help=help, fix=fix)

    def _folds(self, args: Sequence[tree.Arg], bound: dict[str, Any]) -> tuple[Named, ...] | None:
        keys: tuple[Named, ...] | None = bound.get("by", ())
        scope = replace(self.scope, folds=True)
        folding = replace_scope(self, scope)
        made = folding._columns(Slot("columns", assigns=True), args)
        if made is None or keys is None:
            return None
        names = {k.name for k in keys}
        for arg, fold in zip(args, made, strict=True):
            outside = [c for c in _outside(fold.value) if c.name not in names]
            for column in outside:
                span = column.place.span if column.place else arg.span
                self._not_folded(column.name, span, for_items=column.name in repeated_columns(fold.value))
            if outside:
                return None
            if self.word == "aggregate" and fold.name in names:
                key = next((k.value.place.span for k in keys if k.name == fold.name and k.value.place), None)
                labels = (Label(key, "the key"),) if key else ()
                text = f"`{fold.name}` is a column of the key already"
                help = "give the aggregate another name"
                self.messages.error(
                    "E0405", arg.name_span or arg.span, text, "named again here", labels=labels, help=help
                )
                return None
        return made

    def _not_folded(self, name: str, span: Span, *, for_items: bool) -> None:
        if self.word == "running":
            text, help = f"`{name}` is a column, and `running` computes with aggregates", "do it after: `|> extend ...`"
            self.messages.error("E0404", span, text, "not in an aggregate", help=help)
            return
        text = f"`{name}` has a value for every row of the group"
        help = f"choose one: `first({name})`, or group by it: `by {name}`"
        fix = None if for_items else Fix((Edit(span, f"first({name})"),))
        help = f"group by it: `by {name}`" if for_items else help
        self.messages.error("E0404", span, text, "and the group gives one row", help=help, fix=fix)

    def _names(self, args: Sequence[tree.Arg]) -> tuple[str, ...] | None:
        made, ok = [], True
        for arg in args:
            if arg.kind != "value" or not isinstance(arg.value, tree.Name):
                self._wrong(arg, "names of columns")
                return None
            if arg.value.name == "it" and self.scope.row is not None and "it" not in self.scope.row:
                self._wrong(arg, "names of columns")
                return None
            if is_error(self.checker.check(arg.value, replace(self.scope, locals={}, values={}, known=NOTHING))):
                ok = False
            made.append(arg.value.name)
        return tuple(made) if ok else None

    def _order(self, slot: Slot, args: Sequence[tree.Arg]) -> tuple[Ordering, ...] | None:
        made, ok = [], True
        for arg in args:
            if arg.value is None or arg.kind not in ("value", "order"):
                self._wrong(arg, "expressions, each `asc` or `desc`")
                return None
            value = self.checker.typed(arg.value, self.checker.check(arg.value, self.scope))
            if not is_error(value) and not Variable("O").accepts(t.required(value.type)):
                text, help = f"{value.type} has no order", "order by numbers, text, times or bool"
                if isinstance(t.required(value.type), t.Enum):
                    text = "variants have no order"
                    help = "order by its text, `to_str(...)`, or by a number that `match` gives it"
                labels = self.scope.declared(value)
                self.messages.error("E0301", arg.value.span, text, str(value.type), labels=labels, help=help)
                ok = False
            ok = ok and not is_error(value)
            descending = arg.name == "desc" if arg.kind == "order" else slot.descending
            made.append(Ordering(value, descending))
        return tuple(made) if ok else None

    def _streams(self, args: Sequence[tree.Arg]) -> tuple[Op, ...] | None:
        made = []
        for arg in args:
            if arg.kind != "value" or not isinstance(arg.value, tree.Name):
                self._wrong(arg, "names of streams")
                return None
            found = self.find_stream(arg.value)
            if found is None:
                return None
            made.append(found)
        return tuple(made)


def replace_scope(binder: Filler, scope: Scope) -> Filler:
    """The same for code in another scope."""
    return Filler(binder.checker, binder.find_stream, binder.word, binder.word_span, scope, binder.input, binder.whole)


def _outside(expr: Expr) -> list[Column]:
    """The columns read outside of aggregates."""
    if isinstance(expr, Aggregation):
        return []
    if isinstance(expr, Column):
        return [expr]
    return [column for child in expr.children for column in _outside(child)]


def implied_name(node: tree.Expr | None) -> str | None:
    """The name of the column that an expression makes by itself."""
    match node:
        case tree.Name(name=name) | tree.FieldGet(name=name):
            return name
        case _:
            return None


def usage(word: str, input: Op | None = None) -> str | None:
    """The example in the documentation of a stage, a source or a sink."""
    cls = OPERATORS.get(word) or (SOURCES if input is None else SINKS).get(word)
    lines = [line.strip() for line in ((cls.__doc__ if cls else None) or "").splitlines()]
    example = next((line for line in lines if "|>" in line or line.startswith("from ")), None)
    return f"for example `{example}`" if example else None
