"""Expressions: from the syntax tree to typed code. One checker for both front ends."""

from __future__ import annotations

from collections.abc import Sequence

from sage.base import types as t
from sage.base.frozen import replace
from sage.base.source import Span
from sage.base.text_forms import parse_timestamp
from sage.base.types import List, Optional, Schema, Type
from sage.compiler.check import messages as say
from sage.compiler.check.calls import resolve, resolve_aggregate, without_null
from sage.compiler.check.convert import bind, convert, converted, error_expr, fresh, is_error, named
from sage.compiler.check.scope import Messages, Scope, UserFunction
from sage.compiler.ir.code import (
    Aggregation,
    And,
    Call,
    Coalesce,
    Column,
    Const,
    Expr,
    GetField,
    If,
    IsNull,
    Let,
    Local,
    MakeList,
    MakeRecord,
    Or,
    Place,
    Unwrap,
    field_of,
)  # fmt: skip
from sage.compiler.ir.narrow import is_path, known_when
from sage.compiler.library import aggregates as _aggregates  # noqa: F401  fills the tables
from sage.compiler.library import functions as _functions  # noqa: F401
from sage.compiler.library.functions.formatting import format_problem
from sage.compiler.library.functions.math import CONSTANTS
from sage.compiler.library.registry import AGGREGATES, FUNCTIONS
from sage.compiler.syntax import tree

WRAPPED = ("+", "-", "*", "neg")


class CodeChecker:
    """Checks expressions in a scope; reports to `messages` and stands `error` in for what is wrong.

    In a test a time may do without its date: it is then on the first day of the virtual clock.
    """

    def __init__(self, messages: Messages, *, is_test: bool = False) -> None:
        self.messages, self.is_test = messages, is_test

    def check(self, node: tree.Expr, scope: Scope) -> Expr:
        """The typed form of an expression."""
        place = Place(node.span, scope.stage)
        match node:
            case tree.Literal():
                return self._literal(node, place)
            case tree.Name():
                return self._name(node, scope, place)
            case tree.Binary():
                return self._binary(node, scope, place)
            case tree.Unary(op="not"):
                return self._apply("not", [self.condition(node.value, scope)], node, node.span, place)
            case tree.Unary(value=value):
                return self._negative(node, self.check(value, scope), place)
            case tree.IsNull(value=value, negated=negated):
                return self._is_null(self._unnarrowed(value, scope), node, negated, place)
            case tree.Between():
                return self._between(node, scope, place)
            case tree.If():
                return self._if(node, scope, place)
            case tree.FieldGet():
                return self._field(node, scope, place)
            case tree.Item(value=value, index=index):
                return self._apply("[]", [self.check(value, scope), self.check(index, scope)], node, node.span, place)
            case tree.Call():
                return self._call(node, scope, place)
            case tree.ListLiteral(items=items):
                return self._list(items, scope, place)
            case tree.RecordLiteral():
                return self._record(node, scope, place)
            case tree.FString():
                return self._fstring(node, scope, place)
            case tree.Lambda():
                return self._not_yet(node, "lambdas")
            case tree.Match():
                return self._not_yet(node, "`match`")
            case tree.ErrorExpr():
                return error_expr()

    def condition(self, node: tree.Expr, scope: Scope) -> Expr:
        """An expression that must be true or false."""
        expr = self.check(node, scope)
        if is_error(expr) or expr.type == t.BOOL:
            return expr
        if expr.type == t.Optional(t.BOOL):
            return convert(self.messages, expr, t.BOOL, node.span, "the condition")
        say.condition_needed(self.messages, node, expr.type)
        return error_expr()

    def value(self, node: tree.Expr, scope: Scope, wanted: Type, what: str = "this") -> Expr:
        """An expression that must fit a type. What is written in place is checked part by part against it."""
        inner = t.required(wanted)
        match node:
            case tree.ListLiteral(items=items) if isinstance(inner, List):
                made = tuple(self.value(item, scope, inner.item, "the item") for item in items)
                if is_error(*made):
                    return error_expr()
                expr: Expr = MakeList(inner, made, place=Place(node.span, scope.stage))
            case tree.RecordLiteral() if isinstance(inner, Schema):
                expr = self._record(node, scope, Place(node.span, scope.stage), inner)
            case _:
                expr = self.check(node, scope)
        return convert(self.messages, expr, wanted, node.span, what)

    # ------------------------------------------------------------ leaves

    def _literal(self, node: tree.Literal, place: Place) -> Expr:
        match node.kind:
            case "int" | "size":
                if node.value > t.integer_range(t.U64)[1]:
                    self.messages.error("E0309", node.span, "this number fits no integer type", "larger than u64")
                    return error_expr()
                fits = node.value <= t.integer_range(t.I64)[1]
                return Const(t.I64 if fits else t.U64, node.value, literal=True, place=place)
            case "float":
                return Const(t.F64, float(node.value), literal=True, place=place)
            case "str":
                return Const(t.STR, node.value, place=place)
            case "bytes":
                return Const(t.BYTES, node.value, place=place)
            case "bool":
                return Const(t.BOOL, node.value, place=place)
            case "duration":
                return Const(t.DURATION, node.value, place=place)
            case "null":
                return Const(t.NULL, None, place=place)
            case "timestamp":
                micros = parse_timestamp(node.value)
                if micros is None and self.is_test:
                    micros = parse_timestamp(f"1970-01-01T{node.value}")
                if micros is None:
                    say.bad_timestamp(self.messages, node)
                    return error_expr()
                return Const(t.TIMESTAMP, micros, place=place)
            case _:
                return self._not_yet(node, "regular expressions")

    def _not_yet(self, node: tree.Node, what: str) -> Expr:
        self.messages.error("E0111", node.span, f"{what} are not in this version yet")
        return error_expr()

    def _name(self, node: tree.Name, scope: Scope, place: Place) -> Expr:
        found = self._lookup(node.name, scope, place)
        if found is None:
            if not scope.is_open:
                say.unknown_name(self.messages, node, scope)
            return error_expr()
        return error_expr() if is_error(found) else self._narrowed(found, scope)

    def _lookup(self, name: str, scope: Scope, place: Place) -> Expr | None:
        if name in scope.locals:
            return replace(scope.locals[name], place=place)
        if scope.row is not None:
            if name in scope.row_values:
                return scope.row_values[name]
            if name in scope.row:
                return Column(scope.row.by_name[name].type, name, place=place)
            if name == "it":
                values = (scope.row_values.get(f.name) or Column(f.type, f.name, place=place) for f in scope.row)
                return MakeRecord(scope.row, tuple(values), place=place)
        for table in (scope.values, scope.names.values, scope.streams):
            if name in table:
                return replace(table[name], place=place)
        if name in CONSTANTS:
            type, value = CONSTANTS[name]
            return Const(type, value, place=place)
        return None

    def _narrowed(self, expr: Expr, scope: Scope) -> Expr:
        if isinstance(expr.type, Optional) and expr in scope.known:
            return Unwrap(expr.type.item, expr, place=expr.place)
        return expr

    def _unnarrowed(self, node: tree.Expr, scope: Scope) -> Expr:
        """A value for `is null`, in which what is known already does not matter."""
        expr = self.check(node, scope)
        return expr.value if isinstance(expr, Unwrap) else expr

    # ------------------------------------------------------------ operators

    def _binary(self, node: tree.Binary, scope: Scope, place: Place) -> Expr:
        match node.op:
            case "and" | "or":
                return self._logic(node, scope, place)
            case "??":
                return self._coalesce(node, scope, place)
            case "matches":
                return self._not_yet(node, "regular expressions")
        left = self.check(node.left, scope)
        if isinstance(node.right, tree.ListLiteral | tree.RecordLiteral) and node.op in ("==", "!="):
            right = self.value(node.right, scope, left.type)
        else:
            right = self.check(node.right, scope)
        if node.op in ("==", "!="):
            left, right = _alike(left, right)
        return self._apply(node.op, [left, right], node, node.op_span, place)

    def _logic(self, node: tree.Binary, scope: Scope, place: Place) -> Expr:
        left = self.condition(node.left, scope)
        right = self.condition(node.right, scope.knowing(known_when(left, node.op == "and")))
        if is_error(left, right):
            return error_expr()
        return (And if node.op == "and" else Or)(t.BOOL, left, right, place=place)

    def _coalesce(self, node: tree.Binary, scope: Scope, place: Place) -> Expr:
        left, right = self._unnarrowed(node.left, scope), self.check(node.right, scope)
        if is_error(left, right):
            return error_expr()
        if not isinstance(left.type, Optional) and left.type != t.NULL:
            self.messages.warning(
                "W0351", node.span, f"`{node.left.span.text}` is never null", f"{left.type}", help="leave `??` out"
            )
            return left
        fitting = converted(right, t.required(left.type)) if left.type != t.NULL else right
        together = fitting.type if fitting is not None else t.join(left.type, right.type)
        if together is None:
            say.branches_differ(self.messages, node.op_span, node.left, left.type, node.right, right.type)
            return error_expr()
        value = convert(self.messages, left, t.optional(together), node.left.span)
        return Coalesce(together, value, convert(self.messages, right, together, node.right.span), place=place)

    def _is_null(self, value: Expr, node: tree.IsNull, negated: bool, place: Place) -> Expr:
        if is_error(value):
            return error_expr()
        if not isinstance(value.type, Optional) and value.type != t.NULL:
            text = node.value.span.text
            answer = "true" if negated else "false"
            self.messages.warning("W0351", node.span, f"`{text}` is never null, so this is always {answer}")
            return Const(t.BOOL, negated, place=place)
        test = IsNull(t.BOOL, value, place=place)
        return self._apply("not", [test], node, node.span, place) if negated else test

    def _negative(self, node: tree.Unary, value: Expr, place: Place) -> Expr:
        if isinstance(value, Const) and value.literal:
            if isinstance(value.value, int) and -value.value < t.integer_range(t.I64)[0]:
                self.messages.error("E0309", node.span, "this number fits no integer type", "smaller than i64")
                return error_expr()
            return Const(t.I64 if isinstance(value.value, int) else t.F64, -value.value, literal=True, place=place)
        return self._apply("neg", [value], node, node.span, place)

    def _between(self, node: tree.Between, scope: Scope, place: Place) -> Expr:
        value, lets = named(self.check(node.value, scope))
        low = self._apply(">=", [value, self.check(node.low, scope)], node, node.span, place)
        high = self._apply("<=", [value, self.check(node.high, scope)], node, node.span, place)
        return error_expr() if is_error(low, high) else bind(lets, And(t.BOOL, low, high, place=place))

    def _if(self, node: tree.If, scope: Scope, place: Place) -> Expr:
        condition = self.condition(node.condition, scope)
        yes = self.check(node.yes, scope.knowing(known_when(condition, True)))
        no = self.check(node.no, scope.knowing(known_when(condition, False)))
        if is_error(condition, yes, no):
            return error_expr()
        yes, no = _alike(yes, no)
        together = t.join(yes.type, no.type)
        if together is None:
            say.branches_differ(self.messages, node.no.span, node.yes, yes.type, node.no, no.type)
            return error_expr()
        yes = convert(self.messages, yes, together, node.yes.span)
        no = convert(self.messages, no, together, node.no.span)
        return If(together, condition, yes, no, place=place)

    def _apply(self, name: str, args: list[Expr], node: tree.Node, span: Span, place: Place) -> Expr:
        """A function of the library applied to checked arguments."""
        if is_error(*args):
            return error_expr()
        found = resolve(FUNCTIONS.get(name, ()), args)
        if found is not None and name == "format" and not self._known_format(args, node, span):
            return error_expr()
        if found is not None:
            return Call(found.result, found.function, found.args, place=place)
        parts = _parts(node)
        if resolve(FUNCTIONS.get(name, ()), without_null(args)) is not None:
            guilty = next(i for i, a in enumerate(args) if isinstance(a.type, Optional))
            where = parts[guilty].span if guilty < len(parts) else span
            say.null_operand(self.messages, name, args[guilty], where)
        else:
            say.operands(self.messages, name, args, parts, span)
        return error_expr()

    def _known_format(self, args: Sequence[Expr], node: tree.Node, span: Span) -> bool:
        """True unless the format is known now and wrong; reports it then."""
        spec = args[1]
        wrong = format_problem(spec.value, args[0].type) if isinstance(spec, Const) else None
        if wrong is not None:
            parts = _parts(node)
            self.messages.error("E0305", parts[1].span if len(parts) > 1 else span, wrong)
        return wrong is None

    # ------------------------------------------------------------ records, lists, text

    def _field(self, node: tree.FieldGet, scope: Scope, place: Place) -> Expr:
        value = self._unnarrowed(node.value, scope) if node.optional else self.check(node.value, scope)
        if is_error(value):
            return error_expr()
        record = t.required(value.type)
        if isinstance(value.type, Optional) and not node.optional:
            say.null_field(self.messages, node, value.type)
            return error_expr()
        if not isinstance(record, Schema) or node.name not in record:
            say.unknown_field(self.messages, node, record)
            return error_expr()
        if not node.optional or not isinstance(value.type, Optional):
            return self._narrowed(field_of(value, node.name, place), scope)
        simple, lets = named(value)
        inner = GetField(record.by_name[node.name].type, Unwrap(record, simple, place=place), node.name, place=place)
        result = t.optional(inner.type)
        filled = converted(inner, result) or inner
        return bind(lets, If(result, IsNull(t.BOOL, simple), Const(result, None), filled, place=place))

    def _list(self, items: Sequence[tree.Expr], scope: Scope, place: Place) -> Expr:
        made = [self.check(item, scope) for item in items]
        if is_error(*made):
            return error_expr()
        together: Type = made[0].type if made else t.NULL
        for node, item in zip(items, made, strict=True):
            joined = t.join(together, item.type)
            joined = joined or (item.type if converted(made[0], item.type) else None)
            joined = joined or (together if converted(item, together) else None)
            if joined is None:
                say.branches_differ(self.messages, node.span, items[0], together, node, item.type)
                return error_expr()
            together = joined
        values = [convert(self.messages, m, together, n.span) for m, n in zip(made, items, strict=True)]
        return MakeList(List(together), tuple(values), place=place)

    def _record(self, node: tree.RecordLiteral, scope: Scope, place: Place, wanted: Schema | None = None) -> Expr:
        values: dict[str, Expr] = {}
        for item in node.items:
            if isinstance(item, tree.Spread):
                spread = self.check(item.value, scope)
                if isinstance(spread.type, Schema):
                    values |= {f.name: field_of(spread, f.name) for f in spread.type}
                elif not is_error(spread):
                    self.messages.error("E0301", item.span, f"`...` copies a record, and this is {spread.type}")
                    return error_expr()
            else:
                if item.name in values and not any(isinstance(i, tree.Spread) for i in node.items):
                    self.messages.error("E0405", item.name_span, f"two fields would be named `{item.name}`")
                field = wanted.get(item.name) if wanted else None
                values[item.name] = (
                    self.value(item.value, scope, field.type, f"`{item.name}`") if field else self.check(item.value, scope)
                )
        if is_error(*values.values()):
            return error_expr()
        record = t.schema([t.Field(name, value.type) for name, value in values.items()])
        return MakeRecord(record, tuple(values.values()), place=place)

    def _fstring(self, node: tree.FString, scope: Scope, place: Place) -> Expr:
        result: Expr | None = None
        for part in node.parts:
            text: Expr
            if isinstance(part, str):
                text = Const(t.STR, part, place=place)
            else:
                value = self.check(part.value, scope)
                spec = [Const(t.STR, part.format, place=place)] if part.format else []
                text = self._apply("format" if spec else "to_str", [value, *spec], part, part.span, place)
                if is_error(text):
                    return text
            joined = [text] if result is None else [result, text]
            result = text if result is None else self._apply("+", joined, node, node.span, place)
        return result if result is not None else Const(t.STR, "", place=place)

    # ------------------------------------------------------------ calls

    def _call(self, node: tree.Call, scope: Scope, place: Place) -> Expr:
        if scope.special is not None and (made := scope.special(node, scope)) is not None:
            return made
        match node.function:
            case tree.FieldGet(value=tree.Name(name=base), name=name) if f"{base}.{name}" in FUNCTIONS:
                return self._library(f"{base}.{name}", node, [], scope, place)
            case tree.FieldGet(value=value, name="wrap") if not node.args:
                return self._wrapped(self.check(value, scope))
            case tree.FieldGet(value=value, name=name):
                return self._library(name, node, [self.check(value, replace(scope, folds=False))], scope, place)
            case tree.Name(name=name) if name in scope.names.functions:
                declared = scope.names.functions[name]()
                return self._user(declared, node, scope, place) if declared else error_expr()
            case tree.Name(name=name) if isinstance(scope.names.types.get(name), Schema):
                return self._construct(scope.names.types[name], node, scope, place)
            case tree.Name(name=name):
                return self._library(name, node, [], scope, place)
            case _:
                self.messages.error("E0203", node.function.span, "only a function can be called")
                return error_expr()

    def _library(self, name: str, node: tree.Call, first: list[Expr], scope: Scope, place: Place) -> Expr:
        inner = replace(scope, folds=False) if name in AGGREGATES and not first else scope
        args = first + [self.check(a, inner) for a in self._positional(node)]
        if is_error(*args):
            return error_expr()
        if scope.folds and not first and name in AGGREGATES:
            found = resolve_aggregate(AGGREGATES[name], args)
            if found is not None:
                return Aggregation(found.function.result_type(found), found.function, found.args, place=place)
        if name in ("coalesce",) and args:
            return self._coalesce_call(node, args, place)
        if name not in FUNCTIONS:
            known = name in AGGREGATES
            (say.aggregate_elsewhere if known and not scope.folds else say.unknown_function)(self.messages, node, name)
            return error_expr()
        span = node.function.name_span if isinstance(node.function, tree.FieldGet) else node.function.span
        return self._apply(name, args, node, span, place)

    def _positional(self, node: tree.Call) -> list[tree.Expr]:
        for a in node.args:
            if isinstance(a, tree.NamedArg):
                self.messages.error("E0304", a.name_span, "this function takes its arguments by position only")
        return [a.value if isinstance(a, tree.NamedArg) else a for a in node.args]

    def _coalesce_call(self, node: tree.Call, args: list[Expr], place: Place) -> Expr:
        result = args[-1]
        for value in reversed(args[:-1]):
            together = t.join(t.required(value.type), result.type)
            if together is None:
                say.operands(self.messages, "coalesce", args, _parts(node), node.span)
                return error_expr()
            optional, last = converted(value, t.optional(together)), converted(result, together)
            assert optional is not None and last is not None
            result = Coalesce(together, optional, last, place=place) if isinstance(value.type, Optional) else optional
        return result

    def _wrapped(self, expr: Expr) -> Expr:
        """The integer `+ - *` inside an expression, with wrap-around."""

        def wrap(part: Expr) -> Expr:
            part = part.map_children(wrap)
            if isinstance(part, Call) and part.function.name in WRAPPED and part.type in t.INTEGERS:
                space = " " if part.function.name == "neg" else ""
                found = resolve(FUNCTIONS[f"wrap{space}{part.function.name}"], part.args)
                assert found is not None
                return Call(found.result, found.function, found.args, place=part.place)
            return part

        return wrap(expr)

    def _construct(self, schema: Type, node: tree.Call, scope: Scope, place: Place) -> Expr:
        """`Order(id: 1, ...)`."""
        fields: list[tree.RecordField | tree.Spread] = []
        for a in node.args:
            if not isinstance(a, tree.NamedArg):
                self.messages.error("E0304", a.span, f"`{schema}` is built from named fields", help="write `name: value`")
                return error_expr()
            fields.append(tree.RecordField(a.span, a.name, a.name_span, a.value))
        made = self._record(tree.RecordLiteral(node.span, tuple(fields)), scope, place)
        return convert(self.messages, made, schema, node.span)

    def _user(self, fn: UserFunction, node: tree.Call, scope: Scope, place: Place) -> Expr:
        """A `fn`, written out at its call."""
        given: dict[str, Expr] = {}
        names = [p[0] for p in fn.params]
        for position, a in enumerate(node.args):
            name = a.name if isinstance(a, tree.NamedArg) else names[position] if position < len(names) else ""
            value = a.value if isinstance(a, tree.NamedArg) else a
            wanted = next((p[1] for p in fn.params if p[0] == name), None)
            if wanted is None or name in given:
                say.arguments(self.messages, node, fn)
                return error_expr()
            given[name] = self.value(value, scope, wanted, f"`{name}`")
        for name, _type, default in fn.params:
            if name not in given and default is None:
                say.arguments(self.messages, node, fn)
                return error_expr()
            given.setdefault(name, default or error_expr())
        return error_expr() if is_error(*given.values()) else inline(fn, given, scope.stage)


def inline(fn: UserFunction, given: dict[str, Expr], stage: str) -> Expr:
    """The body of a function over its arguments; an argument that is more than a name is evaluated once."""
    lets: list[tuple[str, Expr]] = []
    values: dict[str, Expr] = {}
    for name, value in given.items():
        if is_path(value) or isinstance(value, Const):
            values[name] = value
        else:
            unique = fresh(name)
            lets.append((unique, value))
            values[name] = Local(value.type, unique)

    renamed: dict[str, str] = {}

    def change(expr: Expr) -> Expr | None:
        if isinstance(expr, Local) and expr.name in values:
            return values[expr.name]
        if isinstance(expr, Let):
            renamed[expr.name] = fresh(expr.name)
            body = expr.body.substitute(change)
            return Let(expr.type, renamed[expr.name], expr.value.substitute(change), body, place=_in(expr.place, stage))
        if isinstance(expr, Local) and expr.name in renamed:
            return replace(expr, name=renamed[expr.name])
        changed = expr.map_children(lambda e: e.substitute(change))
        return replace(changed, place=_in(expr.place, stage))

    return bind(lets, fn.body.substitute(change))


def _in(place: Place | None, stage: str) -> Place | None:
    return place and replace(place, stage=stage)


def _alike(a: Expr, b: Expr) -> tuple[Expr, Expr]:
    """Two values that are compared or chosen between: one that is written in place takes the type of the other."""
    if a.type == b.type:
        return a, b
    if (as_a := converted(b, a.type)) is not None:
        return a, as_a
    if (as_b := converted(a, b.type)) is not None:
        return as_b, b
    return a, b


def _parts(node: tree.Node) -> tuple[tree.Node, ...]:
    """What stands for the arguments of an operator or call."""
    match node:
        case tree.Binary(left=left, right=right):
            return left, right
        case tree.Unary(value=value) | tree.IsNull(value=value) | tree.FStringHole(value=value):
            return (value,)
        case tree.Between(value=value, low=low):
            return value, low
        case tree.Item(value=value, index=index):
            return value, index
        case tree.Call(function=tree.FieldGet(value=value), args=args):
            return value, *args
        case tree.Call(args=args):
            return args
        case _:
            return ()
