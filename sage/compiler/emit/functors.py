"""The code in an operator's slots as C++ structs: predicates, rows, keys, folds and orders."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sage.base import types as t
from sage.base.frozen import dataclass
from sage.base.types import Optional, Schema
from sage.compiler.emit.blocks import returning
from sage.compiler.emit.cpp import Code, Sites, Structs
from sage.compiler.emit.handlers import HandlerPrinter
from sage.compiler.emit.names import identifier
from sage.compiler.emit.pairs import parts_of
from sage.compiler.ir.code import Aggregation, Expr, Param, Place
from sage.compiler.ir.flow import Cardinality, Op
from sage.compiler.ir.keyed import Handler
from sage.compiler.ir.slots import Named, Ordering, Slot
from sage.compiler.library.ops.flatmap import FlatMap
from sage.compiler.library.ops.pairing import Pairing
from sage.compiler.library.ops.process import Process
from sage.compiler.library.ops.window import Windowed

_QUIET = "[[maybe_unused]] "  # what an expression does not read is no mistake


@dataclass(frozen=True)
class Method:
    """A function of a functor: its head, the lines of its body, where its code was written, and where each line of the
    body was, if that is known more closely."""

    head: str
    body: tuple[str, ...]
    place: Place | None = None
    places: tuple[Place | None, ...] = ()

    @property
    def lines(self) -> list[tuple[Place | None, str]]:
        """Each line of the body with its place."""
        places = self.places or (None,) * len(self.body)
        return [(place or self.place, line) for place, line in zip(places, self.body, strict=True)]


@dataclass(frozen=True)
class Struct:
    """A struct inside a functor: its members as `type name`, and the names for a list of fields (or none)."""

    name: str
    members: tuple[tuple[str, str], ...]
    has_fields: bool = False


@dataclass(frozen=True)
class Functor:
    """A C++ struct made of one slot."""

    name: str
    input: str
    output: str | None
    has_params: bool
    constants: tuple[str, ...]
    structs: tuple[Struct, ...]
    methods: tuple[Method, ...]

    @property
    def made(self) -> str:
        """The expression that makes one, where the parameters are known as `params`."""
        return f"{self.name}{{params}}" if self.has_params else f"{self.name}{{}}"


class FunctorPrinter:
    """Makes the functors of operators; numbers them and notes their sites in the order of evaluation."""

    def __init__(self, structs: Structs, sites: Sites) -> None:
        self.structs = structs
        self.code = Code(structs, sites)

    def functors(self, op: Op, number: int) -> tuple[Functor, ...]:
        """The functors of an operator: the key first, which is evaluated first, then the others in slot order."""
        if isinstance(op, Pairing):
            return (self._pairs(op, number),)
        slots = sorted(op.slots().items(), key=lambda item: item[1].kind != "key")
        made = [self._functor(op, number, name, slot) for name, slot in slots]
        made += [self._handlers(op, number)] if isinstance(op, Process) else []
        return tuple(f for f in made if f is not None)

    def _functor(self, op: Op, number: int, name: str, slot: Slot) -> Functor | None:
        printers: dict[str, Callable[..., Functor]] = {
            "predicate": self._where, "code": self._value, "columns": self._columns, "key": self._key,
            "fold": self._folds, "order": self._order, "items": self._items, "per_index": self._per_index,
        }  # fmt: skip
        printer = printers.get(slot.kind)
        if printer is None:
            return None
        if slot.kind == "columns" and slot.type == t.BOOL:
            return self._branches(op, number, getattr(op, name))
        return printer(op, number, getattr(op, name))

    def _pairs(self, op: Pairing, number: int) -> Functor:
        parts = parts_of(op, self.structs, self.code.sites)
        methods = tuple(Method(head, body, op.place) for head, body in parts.methods)
        return self._made(
            "On", op, number, op.exprs, output=self.structs.of(op.schema), constants=parts.constants,
            structs=(Struct("Value", parts.key, True),), methods=methods,
        )  # fmt: skip

    # ------------------------------------------------------------ one for each kind of slot

    def _where(self, op: Op, number: int, where: Expr) -> Functor:
        method = self._method(op, "bool", returning(self.code, where), where.place)
        return self._made("Where", op, number, [where], methods=(method,))

    def _value(self, op: Op, number: int, value: Expr) -> Functor:
        method = self._method(op, self.structs.of(value.type), returning(self.code, value), value.place)
        return self._made("Code", op, number, [value], methods=(method,))

    def _columns(self, op: Op, number: int, columns: Sequence[Named]) -> Functor:
        output = self.structs.of(op.schema)
        values = [self.code.text(c.value) for c in columns]
        places = [c.value.place or op.place for c in columns]
        one_line = len({place.span.line for place in places if place}) < 2
        body = _wrapped("return {", values, "};", one_line=one_line)
        method = self._method(op, "Output", body, op.place, [op.place, *places] if len(body) > 1 else places[:1])
        return self._made("Columns", op, number, [c.value for c in columns], output=output, methods=(method,))

    def _branches(self, op: Op, number: int, branches: Sequence[Named]) -> Functor:
        body = [f"if ({self.code.text(b.value)}) return {i};" for i, b in enumerate(branches)]
        body.append(f"return {len(branches) if op.ports > len(branches) else -1};")
        method = self._method(op, "int", body, op.place, [*(b.value.place for b in branches), None])
        return self._made("Branches", op, number, [b.value for b in branches], methods=(method,))

    def _key(self, op: Op, number: int, key: Sequence[Named]) -> Functor:
        members = tuple((self.structs.of(k.value.type), identifier(k.name)) for k in key)
        body = ["return {" + ", ".join(self.code.text(k.value) for k in key) + "};"]
        method = self._method(op, "Value", body, op.place)
        return self._made(
            "Key", op, number, [k.value for k in key], structs=(Struct("Value", members, True),), methods=(method,)
        )

    def _order(self, op: Op, number: int, order: Sequence[Ordering]) -> Functor:
        members = tuple((self.structs.of(o.value.type), f"k{i}") for i, o in enumerate(order))
        body = ["return {" + ", ".join(self.code.text(o.value) for o in order) + "};"]
        method = self._method(op, "Value", body, op.place)
        directions = ", ".join("true" if o.descending else "false" for o in order)
        constants = (f"static constexpr bool descending[] = {{{directions}}};",)
        struct = Struct("Value", members, True)
        values = [o.value for o in order]
        keeps = op.waits or isinstance(op, Windowed)
        output = self.structs.of(op.schema) if keeps else None
        methods = (method, self._kept_row(op)) if keeps else (method,)
        return self._made(
            "Order", op, number, values, output=output, constants=constants, structs=(struct,), methods=methods
        )

    def _kept_row(self, op: Op) -> Method:
        """What comes out for a row that was kept, with the columns of its window if those are new."""
        bounds = op.window_columns if isinstance(op, Windowed) else ()
        if not bounds:
            return Method("static const Input& row(const Input& r)", ("return r;",), op.place)
        values = [f"r.{identifier(n)}" for n in op.inputs[0].schema.names]
        values += [f"w.{f.name.removeprefix('window_')}" for f in bounds]
        head = "static Output row(const Input& r, const sage::Bounds& w)"
        return Method(head, tuple(_wrapped("return {", values, "};")), op.place)

    def _items(self, op: Op, number: int, items: Expr) -> Functor:
        assert isinstance(op, FlatMap)
        output, item = self.structs.of(op.schema), self.structs.of(op.item_type)
        get = Method(
            f"auto items(const Input& r, sage::Frame& f) const -> {self.structs.of(items.type)}",
            tuple(returning(self.code, items)),
            items.place,
        )
        if op.column is not None:
            values = ["item" if n == op.column else f"r.{identifier(n)}" for n in op.schema.names]
            made = f"return {{{', '.join(values)}}};"
        else:
            made = "return item;" if isinstance(op.item_type, Schema) else "return {item};"
        unused = "" if op.column is not None else "[[maybe_unused]] "
        row = Method(f"static Output row({unused}const Input& r, const {item}& item)", (made,), op.place)
        return self._made("Items", op, number, [items], output=output, methods=(get, row))

    def _per_index(self, op: Op, number: int, make: Expr) -> Functor:
        output = self.structs.of(op.schema)
        text = self.code.text(make)
        body = (f"return {text};" if isinstance(make.type, Schema) else f"return {{{text}}};",)
        method = Method(
            "Output operator()([[maybe_unused]] int64_t i, [[maybe_unused]] sage::Frame& f) const", body, make.place
        )
        return Functor(f"Make{number}", "int64_t", output, _reads_params([make]), (), (), (method,))

    def _folds(self, op: Op, number: int, folds: Sequence[Named]) -> Functor:
        aggregations = [f.value for f in folds if isinstance(f.value, Aggregation)]
        args: list[tuple[str, str]] = []  # members of Args
        values: list[str] = []
        state: list[tuple[str, str]] = []
        checks: list[str] = []
        adds: list[str] = []
        merge_checks: list[str] = []
        timed = bool(op.inputs[0].clocks)
        names = [identifier(f.name) for f in folds]
        given: list[list[str]] = []
        for i, aggregation in enumerate(aggregations):
            mine = [f"a{i}_{j}" for j in range(len(aggregation.args))]
            args += [(self.structs.of(a.type), name) for a, name in zip(aggregation.args, mine, strict=True)]
            values += [self.code.text(a) for a in aggregation.args]
            if aggregation.aggregate.takes_time(timed=timed):
                mine.append(f"a{i}_time")
                args.append(("int64_t", mine[-1]))
                values.append("f.time")
            given.append(mine)
        for name, aggregation, mine in zip(names, aggregations, given, strict=True):
            types = [self.structs.of(t.required(a.type)) for a in aggregation.args]
            nullable = any(isinstance(a.type, Optional) for a in aggregation.args)
            state.append((aggregation.aggregate.accumulator_cpp(types, nullable, timed=timed), name))
            passed = "".join(f", a.{m}" for m in mine)
            if aggregation.aggregate.effects:
                site = self.code.sites.add(aggregation.place)
                checks.append(f"s.{name}.check(sage::At{{f, {site}}}{passed});")
                merge_checks.append(f"s.{name}.check_merge(sage::At{{f, {site}}}, o.{name});")
            adds.append(f"s.{name}.add({passed[2:]});")
        output = self.structs.of(op.schema)
        results = {f.name: f"s.{name}.result(f)" for f, name in zip(folds, names, strict=True)}
        of_row = op.cardinality is Cardinality.ONE  # each row goes on, with its group's aggregates
        whole = "r" if of_row else "k"
        bounds = op.window_columns if isinstance(op, Windowed) else ()
        results |= {f.name: f"w.{f.name.removeprefix('window_')}" for f in bounds}
        row = [results.get(n) or f"{whole}.{identifier(n)}" for n in op.schema.names]
        first = f"[[maybe_unused]] const {'Input' if of_row else f'Key{number}::Value'}& {whole}"
        args_of = f"Args args({_QUIET}const Input& r, {_QUIET}sage::Frame& f) const"
        check = f"static void check({_QUIET}const State& s, {_QUIET}const Args& a, {_QUIET}sage::Frame& f)"
        window = "const sage::Bounds& w, " if bounds else ""
        row_of = f"static Output row({window}{first}, const State& s, sage::Frame& f)"
        methods: tuple[Method, ...] = (
            Method(args_of, tuple(_wrapped("return {", values, "};")), op.place),
            Method(check, tuple(checks), op.place),
            Method(f"static void add(State& s, {_QUIET}const Args& a)", tuple(adds), op.place),
            Method(row_of, tuple(_wrapped("return {", row, "};")), op.place),
        )
        if isinstance(op, Windowed):
            both = f"{_QUIET}const State& o"
            merges = tuple(f"s.{name}.merge(o.{name});" for name in names)
            checked = f"static void check_merge({_QUIET}const State& s, {both}, {_QUIET}sage::Frame& f)"
            methods += (
                Method(checked, tuple(merge_checks), op.place),
                Method(f"static void merge(State& s, {both})", merges, op.place),
            )
        structs = (Struct("Args", tuple(args)), Struct("State", tuple(state)))
        arguments = [a for aggregation in aggregations for a in aggregation.args]
        return self._made("Folds", op, number, arguments, output=output, structs=structs, methods=methods)

    def _handlers(self, op: Process, number: int) -> Functor:
        printer = HandlerPrinter(self.code, op)
        code = [h for h in op.code if isinstance(h, Handler)]
        begin = f"void fresh({_QUIET}State& s, {_QUIET}Turn& turn, {_QUIET}sage::Frame& f) const"
        methods = [
            Method(begin, tuple(printer.fresh()), op.place),
            Method(begin.replace("fresh", "forget"), tuple(printer.forget()), op.place),
        ]
        for handler in code:
            lines, places = zip(*printer.body(handler), strict=True)
            methods.append(Method(printer.head(handler), lines, handler.place, places))
        if op.forgets:
            methods.append(Method("sage::Duration longest() const", (printer.longest(),), op.place))
        return self._made(
            "Handlers", op, number, op.exprs, constants=(f"using Key = Key{number}::Value;", *printer.constants),
            structs=(Struct("State", printer.state),), methods=tuple(methods),
        )  # fmt: skip

    # ------------------------------------------------------------ common parts

    def _method(
        self, op: Op, result: str, body: Sequence[str], place: Place | None, places: Sequence[Place | None] = ()
    ) -> Method:
        head = f"{result} operator()([[maybe_unused]] const Input& r, [[maybe_unused]] sage::Frame& f) const"
        return Method(head, tuple(body), place, tuple(places))

    def _made(
        self,
        kind: str,
        op: Op,
        number: int,
        exprs: Sequence[Expr],
        *,
        output: str | None = None,
        constants: tuple[str, ...] = (),
        structs: tuple[Struct, ...] = (),
        methods: tuple[Method, ...] = (),
    ) -> Functor:
        input = self.structs.of(op.inputs[0].schema)
        return Functor(f"{kind}{number}", input, output, _reads_params(exprs), constants, structs, methods)


def _reads_params(exprs: Sequence[Expr]) -> bool:
    return any(isinstance(part, Param) for expr in exprs for part in expr.walk())


def _wrapped(start: str, values: Sequence[str], end: str, *, one_line: bool = True) -> list[str]:
    """A braced list on one line if it fits and may, else a value a line."""
    line = f"{start}{', '.join(values)}{end}"
    if len(values) == 1 or (one_line and len(line) <= 96 and "\n" not in line):
        return [line]
    values = [v.replace("\n", "\n    ") for v in values]
    return [start, *(f"    {v}," for v in values[:-1]), f"    {values[-1]}{end}"]
