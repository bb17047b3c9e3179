"""Declarations and flows as trees: one method for each rule of the grammar, called with its parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from sage.base.diagnostics import Diagnostic
from sage.base.source import Span
from sage.compiler.syntax import tree
from sage.compiler.syntax.expressions import Args, Expressions, path_of, place_of
from sage.compiler.syntax.literals import unquoted
from sage.compiler.syntax.tokens import Token

N = TypeVar("N")


class Builder(Expressions):
    """Makes the tree of a program.

    Args:
        say: takes a message.
        parse: parses the expression between two offsets.
        docs: the `##` text before a declaration, by the offset where the declaration starts.
    """

    def __init__(
        self, say: Callable[[Diagnostic], None], parse: Callable[[Span], tree.Expr], docs: Mapping[int, str]
    ) -> None:
        super().__init__(say, parse)
        self._docs = docs

    def _doc(self, span: Span) -> str:
        return self._docs.get(span.start, "")

    def start(self, span: Span, *items: tree.Declaration) -> tuple[tree.Declaration, ...]:
        return items

    def broken(self, span: Span, broken: Token) -> tree.Broken:
        return tree.Broken(span, broken.text or None)

    # ------------------------------------------------------------ top level

    def import_decl(self, span: Span, path: tuple[tree.Name, ...] | Token, alias: Token | None) -> tree.Import:
        name = alias and self.as_name(alias, span)
        if isinstance(path, Token):
            return tree.Import(span, self.literals.content(path, span), self.at(path, span), True, name, ())
        return tree.Import(span, path_of(path), place_of(path), False, name, ())

    def import_names(self, span: Span, path: tuple[tree.Name, ...], *names: Token) -> tree.Import:
        chosen = tuple(self.as_name(n, span) for n in names)
        return tree.Import(span, path_of(path), place_of(path), False, None, chosen)

    def const_decl(self, span: Span, name: Token, type: tree.TypeExpr | None, value: tree.Expr) -> tree.Const:
        return tree.Const(span, unquoted(name.text), self.at(name, span), type, value, self._doc(span))

    def alias_decl(self, span: Span, name: Token, type: tree.TypeExpr) -> tree.Alias:
        return tree.Alias(span, unquoted(name.text), self.at(name, span), type, self._doc(span))

    def schema_decl(
        self, span: Span, name: Token, *parts: tree.Attribute | tree.SchemaField | tree.Broken
    ) -> tree.SchemaDecl:
        fields = tuple(
            tree.SchemaField(p.span, p.name, p.span, tree.ErrorType(p.span), None, ())
            if isinstance(p, tree.Broken) and p.name
            else p
            for p in parts
        )
        return tree.SchemaDecl(
            span,
            unquoted(name.text),
            self.at(name, span),
            _only(tree.SchemaField, fields),
            _only(tree.Attribute, parts),
            self._doc(span),
        )

    def field(
        self, span: Span, name: Token, type: tree.TypeExpr, default: tree.Expr | None, *attributes: tree.Attribute
    ) -> tree.SchemaField:
        return tree.SchemaField(
            span, unquoted(name.text), self.at(name, span), type, default, attributes, self._doc(span)
        )

    def attr(self, span: Span, name: Token, args: Args | None) -> tree.Attribute:
        return tree.Attribute(span, unquoted(name.text), args or ())

    def enum_decl(self, span: Span, name: Token, *parts: tree.Attribute | tree.Variant | tree.Broken) -> tree.EnumDecl:
        variants, attributes = _only(tree.Variant, parts), _only(tree.Attribute, parts)
        return tree.EnumDecl(span, unquoted(name.text), self.at(name, span), variants, attributes, self._doc(span))

    def variant(self, span: Span, name: Token, payload: tree.TypeExpr | None) -> tree.Variant:
        return tree.Variant(span, unquoted(name.text), payload)

    def fn_decl(self, span: Span, *parts: Any) -> tree.FnDecl:
        *attributes, name, params, result, body = parts
        return tree.FnDecl(
            span,
            unquoted(name.text),
            self.at(name, span),
            params or (),
            result,
            body,
            tuple(attributes),
            self._doc(span),
        )

    def params(self, span: Span, *params: tree.FnParam | tree.Broken) -> tuple[tree.FnParam, ...]:
        return tuple(
            tree.FnParam(p.span, p.name, p.span, tree.ErrorType(p.span), None) if isinstance(p, tree.Broken) else p
            for p in params
            if p.name
        )

    def param(self, span: Span, name: Token, type: tree.TypeExpr, default: tree.Expr | None) -> tree.FnParam:
        return tree.FnParam(span, unquoted(name.text), self.at(name, span), type, default)

    def extern_decl(
        self,
        span: Span,
        language: Token,
        args: Args | None,
        name: Token,
        params: tuple[tree.FnParam, ...] | None,
        result: tree.TypeExpr,
    ) -> tree.ExternDecl:
        return tree.ExternDecl(
            span,
            unquoted(language.text),
            args or (),
            unquoted(name.text),
            self.at(name, span),
            params or (),
            result,
            self._doc(span),
        )

    def service_decl(self, span: Span, name: Token, *signatures: tree.Signature | tree.Broken) -> tree.ServiceDecl:
        return tree.ServiceDecl(
            span, unquoted(name.text), self.at(name, span), _only(tree.Signature, signatures), self._doc(span)
        )

    def signature(
        self, span: Span, name: Token, params: tuple[tree.FnParam, ...] | None, result: tree.TypeExpr
    ) -> tree.Signature:
        return tree.Signature(span, unquoted(name.text), self.at(name, span), params or (), result)

    # ------------------------------------------------------------ pipelines

    def pipeline_decl(self, span: Span, *parts: Any) -> tree.PipelineDecl:
        attributes = _only(tree.Attribute, parts)
        name, *items = parts[len(attributes) :]
        return tree.PipelineDecl(
            span, unquoted(name.text), self.at(name, span), tuple(items), attributes, self._doc(span)
        )

    def set_stmt(self, span: Span, path: tuple[tree.Name, ...], value: tree.Expr) -> tree.Setting:
        return tree.Setting(span, path_of(path), place_of(path), value)

    def param_decl(self, span: Span, name: Token, type: tree.TypeExpr, default: tree.Expr | None) -> tree.Param:
        return tree.Param(span, unquoted(name.text), self.at(name, span), type, default, self._doc(span))

    def state_decl(
        self, span: Span, name: Token, type: tree.TypeExpr, initial: tree.Expr | None, *attributes: tree.Attribute
    ) -> tree.State:
        return tree.State(span, unquoted(name.text), self.at(name, span), type, initial, attributes)

    def method_decl(self, span: Span, name: Token, *parts: Any) -> tree.Method:
        params, result, *attributes, body = parts
        return tree.Method(
            span,
            unquoted(name.text),
            self.at(name, span),
            params or (),
            result,
            tuple(attributes),
            body,
            self._doc(span),
        )

    def flow_let(self, span: Span, name: Token, flow: tree.Flow) -> tree.FlowLet:
        return tree.FlowLet(span, unquoted(name.text), self.at(name, span), flow, self._doc(span))

    def flow(self, span: Span, source: tree.SourceExpr, *stages: tree.Stage) -> tree.Flow:
        return tree.Flow(span, source, stages)

    def source(self, span: Span, value: tree.Expr, type: tree.TypeExpr | None) -> tree.SourceExpr:
        return tree.SourceExpr(span, value, type)

    def stage(self, span: Span, name: Token, *parts: tuple[tree.Arg, ...] | tree.Clause | tree.Block) -> tree.Stage:
        args = next((p for p in parts if isinstance(p, tuple)), ())
        block = next((p for p in parts if isinstance(p, tree.Block)), None)
        for arg in args:
            self._check_name(arg, name.text)
        whole = Span(span.source, name.start, span.end)
        return tree.Stage(whole, unquoted(name.text), self.at(name, span), args, _only(tree.Clause, parts), block)

    def broken_stage(self, span: Span, broken: Token) -> tree.Stage:
        return tree.Stage(self.at(broken, span), "", self.at(broken, span), (), ())

    def stage_args(self, span: Span, *args: tree.Arg) -> tuple[tree.Arg, ...]:
        return args

    def arg(self, span: Span, value: tree.Expr) -> tree.Arg:
        return tree.Arg(span, "value", value)

    def arg_as(self, span: Span, value: tree.Expr, name: tuple[tree.Name, ...]) -> tree.Arg:
        return tree.Arg(span, "as", value, path_of(name), place_of(name))

    def _check_name(self, arg: tree.Arg, stage: str) -> None:
        """A dot may stand in the name of a type, which only `into` takes."""
        written = arg.name_span.text if arg.kind == "as" and arg.name_span is not None else ""
        if stage != "into" and "." in written and not written.startswith("`"):
            message = "a dot cannot stand in the name of a column"
            self._say(
                Diagnostic("E0101", message, arg.name_span or arg.span, "one word", help="write one name after `as`")
            )

    def arg_dir(self, span: Span, value: tree.Expr, direction: Token) -> tree.Arg:
        return tree.Arg(span, "order", value, direction.text, self.at(direction, span))

    def arg_column(self, span: Span, name: Token, value: tree.Expr) -> tree.Arg:
        return tree.Arg(span, "column", value, unquoted(name.text), self.at(name, span))

    def arg_option(self, span: Span, name: Token, value: tree.Expr) -> tree.Arg:
        return tree.Arg(span, "option", value, unquoted(name.text), self.at(name, span))

    def arg_all(self, span: Span) -> tree.Arg:
        return tree.Arg(span, "all", None)

    def _clause(self, span: Span, word: str, value: tree.Expr) -> tree.Clause:
        return tree.Clause(span, word, (tree.Arg(value.span, "value", value),))

    def on_clause(self, span: Span, value: tree.Expr) -> tree.Clause:
        return self._clause(span, "on", value)

    def by_clause(self, span: Span, args: tuple[tree.Arg, ...]) -> tree.Clause:
        return tree.Clause(span, "by", args)

    def within_clause(self, span: Span, value: tree.Expr) -> tree.Clause:
        return self._clause(span, "within", value)

    def over_clause(self, span: Span, value: tree.Expr) -> tree.Clause:
        return self._clause(span, "over", value)

    def else_clause(self, span: Span, value: tree.Expr) -> tree.Clause:
        return self._clause(span, "else", value)

    # ------------------------------------------------------------ tests

    def test_decl(self, span: Span, title: Token, pipeline: Token | None, *items: tree.TestItem) -> tree.TestDecl:
        return tree.TestDecl(span, self.literals.content(title, span), pipeline and self.as_name(pipeline, span), items)

    def given(self, span: Span, name: Token, rows: tree.Expr) -> tree.Given:
        return tree.Given(span, unquoted(name.text), self.at(name, span), rows)

    def mock(self, span: Span, path: tuple[tree.Name, ...], args: Args | None, value: tree.Expr) -> tree.Mock:
        return tree.Mock(span, tuple(n.name for n in path), args or (), value)

    def advance(self, span: Span, by: tree.Expr) -> tree.Advance:
        return tree.Advance(span, by)

    def expect(self, span: Span, value: tree.Expr, unordered: Token | None) -> tree.Expect:
        return tree.Expect(span, value, unordered is not None)


def _only(kind: type[N], parts: tuple[object, ...]) -> tuple[N, ...]:
    return tuple(part for part in parts if isinstance(part, kind))
