"""Binds what is written in a stage to the slots of its operator."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sage.base import types as t
from sage.base.diagnostics import Edit, Fix, Label
from sage.base.frozen import dataclass, replace
from sage.base.names import closest
from sage.base.source import Span
from sage.base.types import List, Type
from sage.compiler.check.code import CodeChecker
from sage.compiler.check.convert import converted, is_error
from sage.compiler.check.scope import Scope
from sage.compiler.ir.code import Column, Expr, Local, MakeList
from sage.compiler.ir.flow import Op
from sage.compiler.ir.slots import Named, Ordering, Slot
from sage.compiler.library.registry import Variable
from sage.compiler.syntax import tree

FindStream = Callable[[tree.Name], Op | None]


@dataclass
class Binder:
    """Fills the slots of one operator from one stage; gives None where a message was reported."""

    checker: CodeChecker
    find_stream: FindStream
    word: str
    word_span: Span
    scope: Scope
    input: Op | None = None
    row: Type | None = None  # of a source: the type after `as`

    def __post_init__(self) -> None:
        self.messages = self.checker.messages
        self.spans: dict[str, Span] = {}  # of what was bound to each slot

    # ------------------------------------------------------------ from a stage

    def stage(self, cls: type[Op], stage: tree.Stage) -> dict[str, Any] | None:
        """The values of all slots but the input, from a stage's arguments and clauses."""
        slots = {n: s for n, s in cls.slots().items() if s.kind != "stream"}
        clauses = {c.word: c for c in stage.clauses}
        written = [*stage.args, *(a for c in stage.clauses for a in c.args)]
        options = {a.name: a for a in written if a.kind == "option" and a.name}
        positional = [a for a in stage.args if a.kind != "option"]
        bound: dict[str, Any] = {}
        ok = self._known_words(slots, clauses, options)
        ordered = sorted(slots.items(), key=lambda item: item[1].clause is None)  # clauses first: folds need the key
        for name, slot in ordered:
            if slot.clause is not None and not (slot.is_bare and positional and slot.clause not in clauses):
                args = [a for a in clauses[slot.clause].args if a.kind != "option"] if slot.clause in clauses else []
                if not args and slot.is_required and slot.kind == "key" and self.input and self.input.key:
                    bound[name] = self._own_key()
                    continue
            elif slot.kind == "option" and slot.public(name) in options:
                args = [replace(options[slot.public(name)], kind="value")]
            elif slot.named or (slot.kind == "key" and not slot.is_required):
                args = []
            elif slot.kind in ("predicate", "code", "items", "option"):
                args = [positional.pop(0)] if positional else []
            else:
                args, positional = positional, []
            value = self._slot(name, slot, args, bound)
            ok = ok and value is not None
            if value is not _ABSENT:
                bound[name] = value
        if positional:
            self.messages.error("E0401", _span(positional[0]), f"`{self.word}` takes nothing more here", "too much")
            return None
        return bound if ok else None

    def _known_words(self, slots: dict[str, Slot], clauses: dict[str, tree.Clause], options: dict[str, tree.Arg]) -> bool:
        known = {s.clause for s in slots.values()}
        names = [s.public(n) for n, s in slots.items() if s.kind == "option"]
        for word, clause in clauses.items():
            if word not in known:
                self.messages.error("E0403", clause.span, f"`{self.word}` has no clause `{word}`", help=_clauses(known))
                return False
        for name, arg in options.items():
            if name not in names:
                self._unknown_option(name, arg.name_span or self.word_span, names)
                return False
        return True

    def _unknown_option(self, name: str, span: Span, names: Sequence[str]) -> None:
        near = closest(name, names)
        help = f"did you mean `{near}`?" if near else f"it has {', '.join(f'`{n}`' for n in names)}" if names else None
        fix = Fix((Edit(span, near),), "safe") if near else None
        self.messages.error("E0402", span, f"`{self.word}` has no option `{name}`", "not known", help=help, fix=fix)

    # ------------------------------------------------------------ from a call

    def call(self, cls: type[Op], args: Sequence[tree.Expr | tree.NamedArg]) -> dict[str, Any] | None:
        """The values of all options from the arguments of a connector."""
        slots = {n: s for n, s in cls.slots().items() if s.kind in ("option", "per_index")}
        places = [n for n, s in slots.items() if not s.named]
        by_public = {s.public(n): n for n, s in slots.items()}
        given: dict[str, tree.Arg] = {}
        for position, a in enumerate(args):
            if isinstance(a, tree.NamedArg):
                name = by_public.get(a.name)
                if name is None:
                    self._unknown_option(a.name, a.name_span, list(by_public))
                    return None
                given[name] = tree.Arg(a.value.span, "value", a.value)
            elif position < len(places):
                given[places[position]] = tree.Arg(a.span, "value", a)
            else:
                self.messages.error("E0401", a.span, f"`{self.word}` takes {len(places)} argument(s) by position")
                return None
        bound: dict[str, Any] = {}
        ok = True
        for name, slot in slots.items():
            value = self._slot(name, slot, [given[name]] if name in given else [], bound)
            ok = ok and value is not None
            if value is not _ABSENT:
                bound[name] = value
        return bound if ok else None

    # ------------------------------------------------------------ one slot

    def _slot(self, name: str, slot: Slot, args: Sequence[tree.Arg], bound: dict[str, Any]) -> Any:
        if not args:
            if slot.kind == "key" and not slot.is_required and self.input is not None:
                return self._own_key()
            if slot.is_required:
                self._missing(slot)
                return None
            return _ABSENT
        self.spans[name] = _span(args[0]).to(_span(args[-1]))
        match slot.kind:
            case "predicate":
                return self._one(args, lambda node: self.checker.condition(node, self.scope))
            case "code" | "items":
                return self._one(args, lambda node: self.checker.check(node, self.scope))
            case "option":
                return self._one(args, lambda node: self._option(name, slot, node))
            case "per_index":
                return self._one(args, self._per_index)
            case "columns":
                return self._columns(slot, args)
            case "fold":
                return self._folds(args, bound)
            case "key":
                return self._columns(slot, args)
            case "names":
                return self._names(args)
            case "order":
                return self._order(slot, args)
            case "streams":
                return self._streams(args)
            case "new_stream":
                node = args[0].value
                if isinstance(node, tree.Name):
                    return node.name
                self._wrong(args[0], "a name for the stream")
                return None
        raise AssertionError(slot.kind)

    def _missing(self, slot: Slot) -> None:
        where = f"`{slot.clause} ...`" if slot.clause else slot.doc
        if slot.kind == "key":
            text, code = f"`{self.word}` needs a key", "E0501"
            help: str | None = f"say what groups the rows: `|> {self.word} ... by user`, or `|> key_by user` before it"
            help = help if slot.clause else "name the columns: `|> key_by user`"
        else:
            text, code, help = f"`{self.word}` needs to know {slot.doc or where}", "E0401", _usage(self.word, slot)
        self.messages.error(code, self.word_span, text, "missing here", help=help)

    def _one(self, args: Sequence[tree.Arg], check: Callable[[tree.Expr], Expr | None]) -> Expr | None:
        arg = args[0]
        if arg.kind != "value" or arg.value is None:
            self._wrong(arg, "an expression")
            return None
        if len(args) > 1:
            self.messages.error("E0401", _span(args[1]), f"`{self.word}` takes one expression", "too much")
            return None
        made = check(arg.value)
        return None if made is None or is_error(made) else made

    def _wrong(self, arg: tree.Arg, wanted: str) -> None:
        self.messages.error("E0401", _span(arg), f"`{self.word}` takes {wanted} here")

    def _option(self, name: str, slot: Slot, node: tree.Expr) -> Expr | None:
        scope = replace(self.scope, row=None)
        if isinstance(slot.type, Variable) and self.row is not None:
            value = self.checker.value(node, scope, List(self.row), "the rows")
        else:
            value = self.checker.check(node, scope)
        assert slot.type is not None
        if isinstance(slot.type, List) and value.type == slot.type.item:
            value = MakeList(slot.type, (value,), place=value.place)
        if is_error(value):
            return None
        if value.effects:
            self.messages.error("E0402", node.span, f"`{slot.public(name)}` must be known when the pipeline starts")
            return None
        if isinstance(slot.type, Variable):
            return value
        made = converted(value, slot.type)
        if made is None:
            text = f"`{slot.public(name)}` is {slot.type}, and this is {value.type}"
            self.messages.error("E0402", node.span, text, str(value.type))
        return made

    def _per_index(self, node: tree.Expr) -> Expr | None:
        if not isinstance(node, tree.Lambda) or len(node.params) != 1:
            self.messages.error("E0305", node.span, f"`{self.word}` takes a lambda of the row's number", help="`i => i * 2`")
            return None
        name = node.params[0].name
        return self.checker.check(node.body, self.scope.with_locals(**{name: Local(t.I64, "i")}))

    def _own_key(self) -> tuple[Named, ...]:
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
            span = arg.name_span or _span(arg)
            if column.name in seen:
                labels = (Label(seen[column.name], "first here"),)
                text = f"two columns would be named `{column.name}`"
                help = f"give one another name: `other = {column.value.place.span.text if column.value.place else '...'}`"
                self.messages.error("E0405", span, text, "named again here", labels=labels, help=help)
                ok = False
                continue
            seen[column.name] = span
            made.append(column)
        return tuple(made) if ok else None

    def _column(self, slot: Slot, arg: tree.Arg) -> Named | None:
        name = arg.name if arg.kind in ("as", "column") else implied_name(arg.value)
        if arg.value is None or arg.kind == "order" or (slot.assigns and arg.kind not in ("as", "column")):
            self._wrong(arg, "`name = expression`")
            return None
        if slot.type == t.BOOL:
            value = self.checker.condition(arg.value, self.scope)
        else:
            value = self.checker.check(arg.value, self.scope)
        if is_error(value):
            return None
        if name is None:
            text = _span(arg).text
            fix = Fix((Edit(_span(arg), f"x = {text}"),), "display")
            self.messages.error("E0401", _span(arg), "this column has no name", help=f"name it: `x = {text}`", fix=fix)
            return None
        if value.type in (t.NULL, List(t.NULL)):
            self.messages.error("E0301", _span(arg), f"the type of `{name}` is not known", "only null or nothing")
            return None
        return Named(name, value)

    def _folds(self, args: Sequence[tree.Arg], bound: dict[str, Any]) -> tuple[Named, ...] | None:
        keys: tuple[Named, ...] | None = bound.get("by", ())
        scope = replace(self.scope, folds=True)
        folding = replace_scope(self, scope)
        made = folding._columns(Slot("columns", assigns=True), args)
        if made is None or keys is None:
            return None
        names = {k.name for k in keys}
        for arg, fold in zip(args, made, strict=True):
            outside = sorted(set(_outside(fold.value)) - names)
            if outside:
                text = f"`{outside[0]}` has a value for every row of the group"
                help = f"choose one: `first({outside[0]})`, or group by it: `by {outside[0]}`"
                self.messages.error("E0404", _span(arg), text, "and the group gives one row", help=help)
                return None
            if fold.name in names:
                self.messages.error("E0405", arg.name_span or _span(arg), f"`{fold.name}` is a key column already")
                return None
        return made

    def _names(self, args: Sequence[tree.Arg]) -> tuple[str, ...] | None:
        made = []
        for arg in args:
            if arg.kind != "value" or not isinstance(arg.value, tree.Name):
                self._wrong(arg, "names of columns")
                return None
            if not isinstance(self.checker.check(arg.value, replace(self.scope, locals={}, values={})), Column):
                return None
            made.append(arg.value.name)
        return tuple(made)

    def _order(self, slot: Slot, args: Sequence[tree.Arg]) -> tuple[Ordering, ...] | None:
        made = []
        for arg in args:
            if arg.value is None or arg.kind not in ("value", "order"):
                self._wrong(arg, "expressions, each `asc` or `desc`")
                return None
            value = self.checker.check(arg.value, self.scope)
            if is_error(value):
                return None
            if not Variable("O").accepts(t.required(value.type)):
                text = f"{value.type} has no order"
                self.messages.error("E0301", arg.value.span, text, str(value.type))
                return None
            descending = arg.name == "desc" if arg.kind == "order" else slot.descending
            made.append(Ordering(value, descending))
        return tuple(made)

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


class _Absent:
    """Nothing was written for a slot that has a default."""


_ABSENT = _Absent()


def replace_scope(binder: Binder, scope: Scope) -> Binder:
    """The same binder for code in another scope."""
    return Binder(binder.checker, binder.find_stream, binder.word, binder.word_span, scope, binder.input)


def _outside(expr: Expr) -> frozenset[str]:
    """The columns read outside of aggregates."""
    from sage.compiler.ir.code import Aggregation

    if isinstance(expr, Aggregation):
        return frozenset()
    if isinstance(expr, Column):
        return frozenset((expr.name,))
    return frozenset().union(*(map(_outside, expr.children)))


def implied_name(node: tree.Expr | None) -> str | None:
    """The name of the column that an expression makes by itself."""
    match node:
        case tree.Name(name=name) | tree.FieldGet(name=name):
            return name
        case _:
            return None


def _span(arg: tree.Arg) -> Span:
    return arg.span


def _clauses(known: set[str | None]) -> str | None:
    words = sorted(w for w in known if w)
    return "it has " + ", ".join(f"`{w} ...`" for w in words) if words else None


def _usage(word: str, slot: Slot) -> str | None:
    from sage.compiler.library.registry import OPERATORS

    doc = (OPERATORS[word].__doc__ or "") if word in OPERATORS else ""
    example = next((line.strip() for line in doc.splitlines() if "|>" in line), None)
    return f"for example `{example}`" if example else None


