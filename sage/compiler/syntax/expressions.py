"""Expressions, types and code blocks as trees: one method for each rule of the grammar, called with its parts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sage.base.diagnostics import Diagnostic
from sage.base.source import Span
from sage.compiler.syntax import tree
from sage.compiler.syntax.literals import Literals, unquoted
from sage.compiler.syntax.machine import MOST_DEPTH
from sage.compiler.syntax.tokens import Token

N = TypeVar("N")
Args = tuple[tree.Expr | tree.NamedArg, ...]


class Expressions:
    """The builder's half for what stands inside declarations.

    Args:
        say: takes a message.
        parse: parses the expression between two offsets, for the holes of f-strings.
    """

    def __init__(self, say: Callable[[Diagnostic], None], parse: Callable[[Span], tree.Expr]) -> None:
        self.literals = Literals(say, parse)
        self._say, self._told_depth = say, False

    def too_deep(self, value: object) -> object:
        """What stands in place of a tree that is too deep."""
        if not isinstance(value, tree.Expr | tree.TypeExpr | tree.Statement):
            return value  # what stands around these is deeper by a few steps only
        if not self._told_depth:
            self._told_depth = True
            message = f"this is nested more than {MOST_DEPTH} deep"
            self._say(
                Diagnostic("E0101", message, value.span, "too deep", help="name parts of it, with `fn` or `extend`")
            )
        if isinstance(value, tree.TypeExpr):
            return tree.ErrorType(value.span)
        return tree.ErrorExpr(value.span) if isinstance(value, tree.Expr) else tree.Broken(value.span, None)

    def at(self, token: Token, whole: Span) -> Span:
        return Span(whole.source, token.start, token.end)

    def as_name(self, token: Token, whole: Span) -> tree.Name:
        return tree.Name(self.at(token, whole), unquoted(token.text))

    # ------------------------------------------------------------ types

    def named_type(self, span: Span, name: tuple[tree.Name, ...]) -> tree.TypeExpr:
        return tree.NamedType(span, path_of(name))

    def optional(self, span: Span, item: tree.TypeExpr) -> tree.TypeExpr:
        return tree.OptionalType(span, item)

    def generic_type(self, span: Span, name: Token, *args: tree.TypeExpr | Token) -> tree.TypeExpr:
        parts = tuple(self.literals.whole_number(a) if isinstance(a, Token) else a for a in args)
        return tree.GenericType(span, unquoted(name.text), parts)

    def sized_type(self, span: Span, name: Token, *sizes: Token) -> tree.TypeExpr:
        return tree.SizedType(span, unquoted(name.text), tuple(map(self.literals.whole_number, sizes)))

    def record_type(self, span: Span, *fields: tree.TypeField | tree.Broken | None) -> tree.TypeExpr:
        return tree.RecordType(span, tuple(f for f in fields if isinstance(f, tree.TypeField)))

    def type_field(self, span: Span, name: Token, type: tree.TypeExpr) -> tree.TypeField:
        return tree.TypeField(span, unquoted(name.text), type)

    def broken_type(self, span: Span, broken: Token) -> tree.TypeExpr:
        return tree.ErrorType(span)

    # ------------------------------------------------------------ operators

    def binary(self, span: Span, left: tree.Expr, op: Token, right: tree.Expr) -> tree.Expr:
        if not op.text:  # no operator of ours, which was told
            return tree.ErrorExpr(span)
        return tree.Binary(span, op.text, left, right, self.at(op, span))

    def not_in(self, span: Span, left: tree.Expr, no: Token, op: Token, right: tree.Expr) -> tree.Expr:
        return tree.Binary(span, "not in", left, right, Span(span.source, no.start, op.end))

    def unary(self, span: Span, op: Token, value: tree.Expr) -> tree.Expr:
        return tree.Unary(span, op.text, value) if op.text else tree.ErrorExpr(span)

    def is_null(self, span: Span, value: tree.Expr) -> tree.Expr:
        return tree.IsNull(span, value, False)

    def is_not_null(self, span: Span, value: tree.Expr) -> tree.Expr:
        return tree.IsNull(span, value, True)

    def between(self, span: Span, value: tree.Expr, low: tree.Expr, high: tree.Expr) -> tree.Expr:
        return tree.Between(span, value, low, high)

    def if_expr(self, span: Span, condition: tree.Expr, yes: tree.Expr, no: tree.Expr) -> tree.Expr:
        return tree.If(span, condition, yes, no)

    def lambda1(self, span: Span, param: Token, body: tree.Expr) -> tree.Expr:
        return tree.Lambda(span, (self.as_name(param, span),), body)

    def lambda_n(self, span: Span, *parts: Token | tree.Expr | None) -> tree.Expr:
        *params, body = parts
        assert not isinstance(body, Token)
        assert body is not None
        return tree.Lambda(span, tuple(self.as_name(p, span) for p in params if isinstance(p, Token)), body)

    # ------------------------------------------------------------ values

    def name(self, span: Span, name: Token) -> tree.Expr:
        return tree.Name(span, unquoted(name.text))

    def field_get(self, span: Span, value: tree.Expr, name: Token) -> tree.Expr:
        return tree.FieldGet(span, value, unquoted(name.text), self.at(name, span))

    def opt_field(self, span: Span, value: tree.Expr, name: Token) -> tree.Expr:
        return tree.FieldGet(span, value, unquoted(name.text), self.at(name, span), optional=True)

    def item_get(self, span: Span, value: tree.Expr, index: tree.Expr) -> tree.Expr:
        return tree.Item(span, value, index)

    def call(self, span: Span, function: tree.Expr, args: Args | None) -> tree.Expr:
        return tree.Call(span, function, args or ())

    def call_args(self, span: Span, *args: tree.Expr | tree.NamedArg) -> Args:
        return args

    def named_arg(self, span: Span, name: Token, value: tree.Expr) -> tree.NamedArg:
        return tree.NamedArg(span, unquoted(name.text), self.at(name, span), value)

    def list_literal(self, span: Span, *items: tree.Expr | None) -> tree.Expr:
        return tree.ListLiteral(span, _present(items))

    def record_literal(self, span: Span, *items: tree.RecordField | tree.Spread | None) -> tree.Expr:
        return tree.RecordLiteral(span, _present(items))

    def rec_field(self, span: Span, name: Token, value: tree.Expr) -> tree.RecordField:
        key = self.literals.content(name, span) if name.is_text else unquoted(name.text)
        return tree.RecordField(span, key, self.at(name, span), value)

    def spread(self, span: Span, value: tree.Expr) -> tree.Spread:
        return tree.Spread(span, value)

    def broken_expr(self, span: Span, broken: Token) -> tree.Expr:
        return tree.ErrorExpr(span)

    # ------------------------------------------------------------ match

    def match_expr(self, span: Span, subject: tree.Expr, *arms: tree.Arm) -> tree.Expr:
        return tree.Match(span, subject, arms)

    def arm(
        self, span: Span, patterns: tuple[tree.Pattern, ...], guard: tree.Expr | None, value: tree.Expr
    ) -> tree.Arm:
        return tree.Arm(span, patterns, guard, value)

    def pattern(self, span: Span, *patterns: tree.Pattern) -> tuple[tree.Pattern, ...]:
        return patterns

    def pat_literal(self, span: Span, value: tree.Expr) -> tree.Pattern:
        return tree.Pattern(span, self.literals.constant(value), (), None)

    def pat_negative(self, span: Span, minus: Token, number: Token) -> tree.Pattern:
        return tree.Pattern(span, self.literals.negative(span, number), (), None)

    def pat_name(self, span: Span, path: tuple[tree.Name, ...], binding: Token | None) -> tree.Pattern:
        return tree.Pattern(span, None, tuple(n.name for n in path), binding and unquoted(binding.text))

    def dotted(self, span: Span, *names: Token) -> tuple[tree.Name, ...]:
        return tuple(self.as_name(name, span) for name in names)

    # ------------------------------------------------------------ literals

    def duration(self, span: Span, token: Token) -> tree.Expr:
        return self.literals.duration(span, token)

    def size(self, span: Span, token: Token) -> tree.Expr:
        return self.literals.size(span, token)

    def decimal(self, span: Span, token: Token) -> tree.Expr:
        return self.literals.decimal(span, token)

    def integer(self, span: Span, token: Token) -> tree.Expr:
        return self.literals.integer(span, token)

    def text(self, span: Span, token: Token) -> tree.Expr:
        return self.literals.text(span, token)

    def long_text(self, span: Span, token: Token) -> tree.Expr:
        return self.literals.long_text(span, token)

    def prefixed(self, span: Span, token: Token) -> tree.Expr:
        return self.literals.prefixed(span, token)

    def fstring(self, span: Span, token: Token) -> tree.Expr:
        return self.literals.fstring(span, token)

    def true(self, span: Span) -> tree.Expr:
        return tree.Literal(span, "bool", True)

    def false(self, span: Span) -> tree.Expr:
        return tree.Literal(span, "bool", False)

    def null(self, span: Span) -> tree.Expr:
        return tree.Literal(span, "null", None)

    # ------------------------------------------------------------ code

    def block(self, span: Span, *statements: tree.Statement) -> tree.Block:
        return tree.Block(span, statements)

    def let_stmt(self, span: Span, name: Token, type: tree.TypeExpr | None, value: tree.Expr) -> tree.Let:
        return tree.Let(span, unquoted(name.text), self.at(name, span), type, value)

    def assign_stmt(self, span: Span, place: tree.Expr, op: Token, value: tree.Expr) -> tree.Assign:
        return tree.Assign(span, place, op.text, value)

    def call_stmt(self, span: Span, function: tree.Expr, args: Args | None) -> tree.CallStatement:
        return tree.CallStatement(span, tree.Call(span, function, args or ()))

    def if_stmt(
        self, span: Span, condition: tree.Expr, yes: tree.Block, no: tree.Block | tree.IfStatement | None
    ) -> tree.IfStatement:
        return tree.IfStatement(span, condition, yes, no)

    def for_stmt(self, span: Span, name: Token, items: tree.Expr, body: tree.Block) -> tree.For:
        return tree.For(span, unquoted(name.text), items, body)

    def return_stmt(self, span: Span, value: tree.Expr) -> tree.Return:
        return tree.Return(span, value)

    def emit_stmt(self, span: Span, value: tree.Expr, stream: Token | None) -> tree.Emit:
        return tree.Emit(span, value, stream and self.as_name(stream, span))

    def handler(self, span: Span, event: Token, binding: Token | None, body: tree.Block) -> tree.Handler:
        return tree.Handler(span, unquoted(event.text), binding and unquoted(binding.text), body)


def _present(items: tuple[N | None, ...]) -> tuple[N, ...]:
    return tuple(item for item in items if item is not None)


def path_of(names: tuple[tree.Name, ...]) -> str:
    """`nx.Bid`, as it is written."""
    return ".".join(n.name for n in names)


def place_of(names: tuple[tree.Name, ...]) -> Span:
    """From the first name to the last."""
    return names[0].span.to(names[-1].span)
