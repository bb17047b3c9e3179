"""Expressions: from the syntax tree to typed code. One checker for both front ends."""

from __future__ import annotations

from collections.abc import Sequence

from sage.base import types as t
from sage.base.diagnostics import Label
from sage.base.frozen import replace
from sage.base.source import Span
from sage.base.types import List, Optional, Schema, Type
from sage.base.widening import join
from sage.compiler.check import enums, lambdas, nulls, regex, zones
from sage.compiler.check import messages as say
from sage.compiler.check.calls import resolve, without_null
from sage.compiler.check.convert import bind, convert, converted, error_expr, is_error, named
from sage.compiler.check.imports import through
from sage.compiler.check.in_place import as_json, checked_index, in_place
from sage.compiler.check.invoke import call
from sage.compiler.check.literals import literal, negative
from sage.compiler.check.match import match
from sage.compiler.check.operands import Use, explain_null, explain_operands
from sage.compiler.check.ranges import out_of_range
from sage.compiler.check.records import record
from sage.compiler.check.scope import Messages, Scope, parts_of
from sage.compiler.check.variants import named_enum
from sage.compiler.ir.code import (
    And,
    Call,
    Column,
    Const,
    Expr,
    GetField,
    If,
    IsNull,
    MakeList,
    MakeRecord,
    Or,
    Place,
    Unwrap,
    field_of,
)
from sage.compiler.ir.narrow import known_when
from sage.compiler.library import aggregates as _aggregates  # noqa: F401  fills the tables
from sage.compiler.library import functions as _functions  # noqa: F401
from sage.compiler.library import statistics as _statistics  # noqa: F401
from sage.compiler.library.functions.math import CONSTANTS
from sage.compiler.library.functions.zoned import in_zone
from sage.compiler.library.registry import FUNCTIONS
from sage.compiler.syntax import tree


class CodeChecker:
    """Checks expressions in a scope; reports to `messages` and stands `error` in for what is wrong.

    In a test a time may do without its date: it is then on the first day of the virtual clock.
    """

    def __init__(self, messages: Messages, *, is_test: bool = False) -> None:
        self.messages, self.is_test = messages, is_test
        self.zone = "UTC"  # where it is not said

    def check(self, node: tree.Expr, scope: Scope) -> Expr:
        """The typed form of an expression."""
        place = Place(node.span, scope.stage)
        match node:
            case tree.Literal():
                return literal(self, node, place)
            case tree.Name():
                return self._name(node, scope, place)
            case tree.Binary():
                return self._binary(node, scope, place)
            case tree.Unary(op="not"):
                return self.apply("not", [self.condition(node.value, scope)], node, node.span, scope)
            case tree.Unary(value=value):
                return negative(self, node, self.check(value, scope), scope)
            case tree.IsNull():
                return nulls.is_null(self, node, scope, place)
            case tree.Between():
                return self._between(node, scope, place)
            case tree.If():
                return self._if(node, scope, place)
            case tree.FieldGet():
                named = through(node, scope)
                return self._field(node, scope, place) if named is node else self.check(named, scope)
            case tree.Item(value=value, index=index):
                made = self.apply("[]", [self.check(value, scope), self.check(index, scope)], node, node.span, scope)
                return checked_index(self.messages, made, node)
            case tree.Call():
                return self._unclosed(node, scope) if self.messages.unclosed(node.span) else call(self, node, scope)
            case tree.ListLiteral(items=items):
                return self._list(items, scope, place)
            case tree.RecordLiteral():
                return record(self, node, scope)
            case tree.FString():
                return self._fstring(node, scope, place)
            case tree.Lambda():
                return lambdas.misplaced(self.messages, node)
            case tree.Match():
                return match(self, node, scope)
            case tree.ErrorExpr():
                return error_expr()

    def condition(self, node: tree.Expr, scope: Scope) -> Expr:
        """An expression that must be true or false."""
        expr = self.check(node, scope)
        if is_error(expr) or expr.type == t.BOOL:
            return expr
        if expr.type == t.Optional(t.BOOL):
            return convert(self.messages, expr, t.BOOL, node.span, "the condition", scope)
        say.condition_needed(self.messages, node, expr, scope)
        return error_expr()

    def value(
        self,
        node: tree.Expr,
        scope: Scope,
        wanted: Type,
        what: str = "this",
        labels: tuple[Label, ...] = (),
    ) -> Expr:
        """An expression that must fit a type. What is written in place is checked part by part against it."""
        inner = t.required(wanted)
        written = in_place(self, node, scope, wanted, labels)
        match node:
            case _ if written is not None:
                expr: Expr = written
            case tree.ListLiteral(items=items) if isinstance(inner, List):
                made = tuple(self.value(item, scope, inner.item, "the item", labels) for item in items)
                if is_error(*made):
                    return error_expr()
                expr = MakeList(inner, made, place=Place(node.span, scope.stage))
            case tree.RecordLiteral() if isinstance(inner, Schema):
                expr = record(self, node, scope, inner)
            case _:
                expr = self.check(node, scope)
        return convert(self.messages, expr, wanted, node.span, what, scope, labels)

    def typed(self, node: tree.Expr, expr: Expr, what: str = "this", *, is_known: bool = False) -> Expr:
        """The expression, if its type is known and can be that of a column; reports one that is made of nothing but
        null and empty lists. What `is_known` when the program is compiled may be a regular expression too."""
        if not (is_known and expr.type == t.REGEX) and regex.no_value(self.messages, node.span, what, expr.type):
            return error_expr()
        if not is_error(expr) and t.is_vague(expr.type):
            say.no_type(self.messages, node.span, what, expr.type)
            return error_expr()
        return expr

    def not_yet(self, span: Span, what: str) -> Expr:
        """Something that the language has and this version does not."""
        self.messages.error("E0111", span, f"{what} is not in this version yet", "reserved for a later version")
        return error_expr()

    # ------------------------------------------------------------ leaves

    def _name(self, node: tree.Name, scope: Scope, place: Place) -> Expr:
        found = self._lookup(node, scope, place)
        if found is None:
            if not (scope.is_open or scope.names.is_unknown(node.name)):
                say.unknown_name(self.messages, node, scope)
            return error_expr()
        return error_expr() if is_error(found) else self._narrowed(found, scope)

    def _lookup(self, node: tree.Name, scope: Scope, place: Place) -> Expr | None:
        name = node.name
        if name in scope.locals:
            return replace(scope.locals[name], place=place)
        if scope.row is not None:
            if name in scope.row_values:
                return scope.row_values[name]
            if name in scope.row:
                if name in scope.values:
                    say.hidden(self.messages, node, scope)
                return Column(scope.row.by_name[name].type, name, place=place)
            if name == "it":
                values = (scope.row_values.get(f.name) or Column(f.type, f.name, place=place) for f in scope.row)
                return MakeRecord(scope.row, tuple(values), place=place)
        if name in scope.values:
            return replace(scope.values[name], place=place)
        if (value := scope.names.value(name, node.span)) is not None:
            return replace(value, place=place)
        if name in scope.streams:
            return replace(scope.streams[name], place=place)
        if name in CONSTANTS:
            type, constant = CONSTANTS[name]
            return Const(type, constant, place=place)
        return None

    def _narrowed(self, expr: Expr, scope: Scope) -> Expr:
        if isinstance(expr.type, Optional) and expr in scope.known:
            return Unwrap(expr.type.item, expr, place=expr.place)
        return expr

    def unnarrowed(self, node: tree.Expr, scope: Scope) -> Expr:
        """A value for `is null`, in which what is known already does not matter."""
        expr = self.check(node, scope)
        return expr.value if isinstance(expr, Unwrap) else expr

    # ------------------------------------------------------------ operators

    def _binary(self, node: tree.Binary, scope: Scope, place: Place) -> Expr:
        match node.op:
            case "and" | "or":
                return self._logic(node, scope, place)
            case "??":
                return nulls.coalesce(self, node, scope, place)
            case "matches":
                return regex.matches(self, node, scope)
        left = self.check(node.left, scope)
        right = self._right(node, left, scope)
        if node.op in ("==", "!="):
            if t.NULL in (left.type, right.type):
                return nulls.equals_null(self, node, left, right, scope, place)
            if out_of_range(self.messages, (left, right), (node.left, node.right)):
                return error_expr()
            left, right = _alike(left, right)
        return self.apply(node.op, [left, right], node, node.op_span, scope)

    def _right(self, node: tree.Binary, left: Expr, scope: Scope) -> Expr:
        """The right side; what is written in place takes the type that the left side asks for."""
        plain = t.required(left.type)
        is_equality = node.op in ("==", "!=")
        if is_equality and (written := in_place(self, node.right, scope, t.optional(plain))) is not None:
            return written
        match node.right:
            case tree.ListLiteral() if node.op in ("==", "!=") and isinstance(plain, List) and not t.is_vague(plain):
                return self.value(node.right, scope, plain)
            case tree.RecordLiteral() if node.op in ("==", "!=") and isinstance(plain, Schema):
                return self.value(node.right, scope, plain)
            case tree.ListLiteral() if node.op in ("in", "not in") and not t.is_vague(left.type):
                if not (isinstance(left, Const) and left.literal):
                    item = Label(node.left.span, str(left.type))
                    return self.value(node.right, scope, List(left.type), labels=(item, *scope.declared(left)))
        return self.check(node.right, scope)

    def _logic(self, node: tree.Binary, scope: Scope, place: Place) -> Expr:
        left = self.condition(node.left, scope)
        right = self.condition(node.right, scope.knowing(known_when(left, node.op == "and")))
        if is_error(left, right):
            return error_expr()
        return (And if node.op == "and" else Or)(t.BOOL, left, right, place=place)

    def _between(self, node: tree.Between, scope: Scope, place: Place) -> Expr:
        value, lets = named(self.check(node.value, scope))
        ends: list[Expr] = []
        limit: Expr = error_expr()
        for op, end in ((">=", node.low), ("<=", node.high)):
            made = self.check(end, scope)
            if ends and is_error(ends[0]) and made.type in (limit.type, t.ERROR):
                return error_expr()  # what was said of the first end holds for this one
            limit = made
            part = tree.Binary(node.span, op, node.value, end, end.span)
            ends.append(self.apply(op, [value, limit], part, end.span, scope))
        return error_expr() if is_error(*ends) else bind(lets, And(t.BOOL, *ends, place=place))

    def _if(self, node: tree.If, scope: Scope, place: Place) -> Expr:
        condition = self.condition(node.condition, scope)
        yes = self.check(node.yes, scope.knowing(known_when(condition, True)))
        no = self.check(node.no, scope.knowing(known_when(condition, False)))
        if is_error(condition, yes, no):
            return error_expr()
        yes, no = _alike(yes, no)
        together = join(yes.type, no.type)
        if together is None:
            say.branches_differ(self.messages, "both branches of an `if` have", node.yes, yes, node.no, no, scope)
            return error_expr()
        yes = convert(self.messages, yes, together, node.yes.span, scope=scope)
        no = convert(self.messages, no, together, node.no.span, scope=scope)
        return If(together, condition, yes, no, place=place)

    def apply(self, name: str, args: list[Expr], node: tree.Node, span: Span, scope: Scope) -> Expr:
        """A function of the library applied to checked arguments; `span` is its name or sign."""
        if is_error(*args):
            return error_expr()
        found = resolve(FUNCTIONS.get(name, ()), args)
        if found is not None and any(t.is_vague(a.type) for a in found.args):
            vague = next(i for i, a in enumerate(found.args) if t.is_vague(a.type))
            where = parts_of(node)[vague].span if vague < len(parts_of(node)) else node.span
            say.no_type(self.messages, where, "this", found.args[vague].type)
            return error_expr()
        if found is not None:
            called = Call(found.result, found.function, found.args, place=Place(node.span, scope.stage))
            made = regex.checked(self.messages, lambdas.applied(self, called, args), node, scope)
            return in_zone(zones.checked(self.messages, made, node), self.zone)
        use = Use(name, args, node, span)
        if resolve(FUNCTIONS.get(name, ()), without_null(args)) is not None:
            explain_null(self.messages, use, next(i for i, a in enumerate(args) if isinstance(a.type, Optional)), scope)
        else:
            explain_operands(self.messages, use, scope)
        return error_expr()

    def _unclosed(self, node: tree.Call, scope: Scope) -> Expr:
        """A call of which a part is missing: only what is there can be wrong."""
        if isinstance(node.function, tree.FieldGet):
            self.check(node.function.value, scope)
        for arg in node.args:
            value = arg.value if isinstance(arg, tree.NamedArg) else arg
            if not isinstance(value, tree.Lambda):
                self.check(value, scope)
        return error_expr()

    # ------------------------------------------------------------ fields, lists, text

    def _field(self, node: tree.FieldGet, scope: Scope, place: Place) -> Expr:
        if (enum := named_enum(node.value, scope)) is not None:
            return enums.named(self, node, enum, scope)
        value = self.unnarrowed(node.value, scope) if node.optional else self.check(node.value, scope)
        if is_error(value):
            return error_expr()
        inside = t.required(value.type)
        if not isinstance(inside, Schema) or node.name not in inside:
            say.unknown_field(self.messages, node, inside, scope)
            return error_expr()
        if isinstance(value.type, Optional) and not node.optional:
            say.null_field(self.messages, node, value, scope)
            return error_expr()
        if inside.by_name[node.name].type == t.ERROR:
            return error_expr()
        if not isinstance(value.type, Optional):
            if node.optional:
                rest = Span(node.span.source, node.value.span.end, node.name_span.start)
                say.never_null(self.messages, node.value, rest, value, "`?.` is just `.`", scope, rest, ".")
            return self._narrowed(field_of(value, node.name, place), scope)
        simple, lets = named(value)
        inner = GetField(inside.by_name[node.name].type, Unwrap(inside, simple, place=place), node.name, place=place)
        result = t.optional(inner.type)
        filled = converted(inner, result) or inner
        return bind(lets, If(result, IsNull(t.BOOL, simple), Const(result, None), filled, place=place))

    def _list(self, items: Sequence[tree.Expr], scope: Scope, place: Place) -> Expr:
        made = [self.check(item, scope) for item in items]
        if is_error(*made):
            return error_expr()
        together: Type = made[0].type if made else t.NULL
        for node, item in zip(items, made, strict=True):
            joined = join(together, item.type)
            joined = joined or (item.type if converted(made[0], item.type) else None)
            joined = joined or (together if converted(item, together) else None)
            if joined is None:
                say.branches_differ(self.messages, "the items of a list have", items[0], made[0], node, item, scope)
                return error_expr()
            together = joined
        values = [
            convert(self.messages, m, together, n.span, "the item", scope) for m, n in zip(made, items, strict=True)
        ]
        return error_expr() if is_error(*values) else MakeList(List(together), tuple(values), place=place)

    def _fstring(self, node: tree.FString, scope: Scope, place: Place) -> Expr:
        result: Expr | None = None
        ok = True
        for part in node.parts:
            text: Expr
            if isinstance(part, str):
                text = Const(t.STR, part, place=place)
            else:
                value = self.check(part.value, scope)
                spec = [Const(t.STR, part.format, place=Place(part.span, scope.stage))] if part.format else []
                text = self.apply("format" if spec else "to_str", [value, *spec], part, part.value.span, scope)
                if spec and not is_error(text):
                    text = say.checked_format(self.messages, text, part.span)
            if is_error(text):
                ok = False
                continue
            joined = [text] if result is None else [result, text]
            result = text if result is None else self.apply("+", joined, node, node.span, scope)
        if not ok:
            return error_expr()
        return result if result is not None else Const(t.STR, "", place=place)


def _alike(a: Expr, b: Expr) -> tuple[Expr, Expr]:
    """Two values that are compared or chosen between: one that is written in place takes the type of the other."""
    if a.type == b.type:
        return a, b
    if t.JSON in (t.required(a.type), t.required(b.type)):
        a, b = as_json(a), as_json(b)
    if (as_a := converted(b, a.type)) is not None:
        return a, as_a
    if (as_b := converted(a, b.type)) is not None:
        return as_b, b
    return a, b
