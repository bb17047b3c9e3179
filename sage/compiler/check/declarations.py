"""Declarations of a file: types, schemas, constants and functions, each checked when it is first needed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sage.base import types as t
from sage.base.diagnostics import Edit, Fix, Label
from sage.base.errors import RecordError
from sage.base.names import closest
from sage.base.source import Span
from sage.base.types import MISSING, Field, List, Schema, Type
from sage.compiler.check.code import CodeChecker
from sage.compiler.check.convert import convert, is_error
from sage.compiler.check.scope import Messages, Names, Scope, UserFunction
from sage.compiler.ir.code import Const, Expr, Local
from sage.compiler.ir.effects import Effect
from sage.compiler.syntax import tree

TYPE_WORDS = {
    "int": "i64", "integer": "i64", "bigint": "i64", "long": "i64", "int64": "i64", "int32": "i32", "smallint": "i16",
    "uint64": "u64", "uint32": "u32", "float": "f64", "double": "f64", "real": "f32", "float64": "f64",
    "float32": "f32", "string": "str", "text": "str", "varchar": "str", "boolean": "bool", "datetime": "timestamp",
    "time": "timestamp", "interval": "duration", "timedelta": "duration", "array": "list", "vec": "list",
    "binary": "bytes", "blob": "bytes",
}  # fmt: skip
LATER_TYPES = ("json", "map", "array", "decimal", "uuid", "date")
SCHEMA_ATTRIBUTES = ("event_time", "key", "name", "secret")


class Declarations:
    """Checks the declarations of one file on demand."""

    def __init__(self, messages: Messages) -> None:
        self.messages = messages
        self.checker = CodeChecker(messages)
        self.names = Names()
        self._declared: dict[str, tree.SchemaDecl | tree.Alias] = {}
        self._resolving: list[str] = []
        self._functions: dict[str, UserFunction | None] = {}

    # ------------------------------------------------------------ collecting

    def declare(self, items: tuple[tree.Declaration, ...]) -> None:
        """Notes all names, then checks what they stand for."""
        for item in items:
            match item:
                case tree.SchemaDecl() | tree.Alias():
                    if self._is_new(item.name, item.name_span):
                        self._declared[item.name] = item
                case tree.FnDecl():
                    if self._is_new(item.name, item.name_span):
                        self.names.functions[item.name] = self._function_thunk(item)
                case tree.Const() | tree.PipelineDecl():
                    self._is_new(item.name, item.name_span)
                case tree.EnumDecl() | tree.ExternDecl() | tree.ServiceDecl():
                    word = {"EnumDecl": "`enum`", "ExternDecl": "`extern`", "ServiceDecl": "`service`"}
                    self._later(item.name_span, word[type(item).__name__])
                case tree.Import():
                    self._later(item.span, "`import`")
        for name in self._declared:
            self._named(name)
        for item in items:
            if isinstance(item, tree.Const):
                self.names.values[item.name] = self.constant(item, Scope(self.names))
        for check in list(self.names.functions.values()):
            check()

    def _is_new(self, name: str, span: Span) -> bool:
        before = self.names.spans.get(name)
        if before is not None:
            label = (Label(before, "first here"),)
            self.messages.error("E0206", span, f"`{name}` is declared twice", "again here", labels=label)
            return False
        self.names.spans[name] = span
        return True

    def _later(self, span: Span, what: str) -> None:
        self.messages.error("E0111", span, f"{what} is not in this version yet")

    # ------------------------------------------------------------ types

    def type(self, node: tree.TypeExpr) -> Type:
        """The type that is written."""
        match node:
            case tree.OptionalType(item=item):
                return t.optional(self.type(item))
            case tree.RecordType(fields=fields):
                return t.schema([Field(f.name, self.type(f.type)) for f in fields])
            case tree.GenericType(name="list", args=(item,)) if not isinstance(item, int):
                return List(self.type(item))
            case tree.GenericType(name=name) | tree.SizedType(name=name):
                if name in LATER_TYPES:
                    self._later(node.span, f"`{name}`")
                else:
                    self._unknown_type(name, node.span)
                return t.ERROR
            case tree.NamedType(name=name):
                if name in t.SCALARS and t.SCALARS[name] not in (t.NULL, t.ERROR, t.REGEX):
                    return t.SCALARS[name]
                found = self._named(name)
                if found is None:
                    if name in LATER_TYPES:
                        self._later(node.span, f"`{name}`")
                    else:
                        self._unknown_type(name, node.span)
                return found or t.ERROR

    def _unknown_type(self, name: str, span: Span) -> None:
        known = [*t.SCALARS, "list", *self._declared]
        near = closest(name, [k for k in known if k not in ("null", "error", "regex")], TYPE_WORDS)
        fix = Fix((Edit(span, near),), "safe") if near and near != "list" else None
        help = f"did you mean `{near}`?" if near else None
        self.messages.error("E0204", span, f"there is no type `{name}`", "not known", help=help, fix=fix)

    def _named(self, name: str) -> Type | None:
        if name in self.names.types:
            return self.names.types[name]
        declared = self._declared.get(name)
        if declared is None:
            return None
        if name in self._resolving:
            self.messages.error("E0204", declared.name_span, f"`{name}` contains itself", "a value of it would never end")
            return t.ERROR
        self._resolving.append(name)
        made = self.type(declared.type) if isinstance(declared, tree.Alias) else self._schema(declared)
        self._resolving.pop()
        self.names.types[name] = made
        return made

    def _schema(self, node: tree.SchemaDecl) -> Schema:
        fields: dict[str, Field] = {}
        for f in node.fields:
            if f.name in fields:
                before = Label(self.names.fields[node.name, f.name], "first here")
                self.messages.error("E0206", f.name_span, f"two fields are named `{f.name}`", "again", labels=(before,))
                continue
            self.names.fields[node.name, f.name] = f.name_span
            type = self.type(f.type)
            outside, attributes = self._attributes(f, type)
            fields[f.name] = Field(f.name, type, self._default(f, type), outside, attributes)
        timed = [f for f in node.fields if any(a.name == "event_time" for a in f.attributes)]
        for extra in timed[1:]:
            label = Label(timed[0].name_span, "the other")
            self.messages.error("E0206", extra.name_span, "a schema has one event time", labels=(label,))
        return t.schema(list(fields.values()), node.name)

    def _attributes(self, f: tree.SchemaField, type: Type) -> tuple[str | None, frozenset[str]]:
        outside = None
        for attribute in f.attributes:
            if attribute.name not in SCHEMA_ATTRIBUTES:
                near = closest(attribute.name, SCHEMA_ATTRIBUTES)
                help = f"did you mean `@{near}`?" if near else "there are: @event_time, @key, @name, @secret"
                self.messages.error("E0402", attribute.span, f"a field has no attribute `@{attribute.name}`", help=help)
            elif attribute.name == "name":
                value = attribute.args[0] if len(attribute.args) == 1 else None
                if isinstance(value, tree.Literal) and value.kind == "str":
                    outside = str(value.value)
                else:
                    self.messages.error("E0401", attribute.span, "`@name` takes the name outside, as text")
            elif attribute.name == "event_time" and type not in (t.TIMESTAMP, t.ERROR):
                text = f"event time is a timestamp, and `{f.name}` is {type}"
                self.messages.error("E0301", attribute.span, text)
        return outside, frozenset(a.name for a in f.attributes)

    def _default(self, f: tree.SchemaField, type: Type) -> Any:
        if f.default is None:
            return MISSING
        value = self.known_value(f.default, Scope(self.names), type, f"the default of `{f.name}`")
        return value.value if isinstance(value, Const) and not is_error(value) else MISSING

    # ------------------------------------------------------------ values

    def known_value(self, node: tree.Expr, scope: Scope, type: Type | None, what: str) -> Expr:
        """An expression that is evaluated now."""
        expr = self.checker.check(node, scope)
        if type is not None:
            expr = convert(self.messages, expr, type, node.span, what)
        if is_error(expr):
            return expr
        if expr.effects & ~(Effect.MAY_RAISE | Effect.GUARDED):
            self.messages.error("E0109", node.span, f"{what} must be known before the program runs")
            return Const(t.ERROR, None)
        try:
            literal = isinstance(expr, Const) and expr.literal and type is None
            return Const(expr.type, expr({}), place=expr.place, literal=literal)
        except RecordError as error:
            self.messages.error("E0309", node.span, f"{what} has no value: {error.reason}")
            return Const(t.ERROR, None)

    def constant(self, node: tree.Const, scope: Scope) -> Expr:
        """The value of a `const`."""
        wanted = self.type(node.type) if node.type is not None else None
        return self.known_value(node.value, scope, wanted, f"`{node.name}`")

    # ------------------------------------------------------------ functions

    def _function_thunk(self, node: tree.FnDecl) -> Callable[[], UserFunction | None]:
        def check() -> UserFunction | None:
            if node.name not in self._functions:
                if node.name in self._resolving:
                    self._recursive(node)
                    return None
                self._resolving.append(node.name)
                self._functions[node.name] = self._function(node)
                self._resolving.pop()
            return self._functions[node.name]

        return check

    def _recursive(self, node: tree.FnDecl) -> None:
        self.messages.error(
            "E0210",
            node.name_span,
            f"`{node.name}` calls itself",
            "a `fn` may not be recursive",
            notes=("so that every row takes a bounded time",),
        )

    def _function(self, node: tree.FnDecl) -> UserFunction | None:
        if isinstance(node.body, tree.Block):
            self._later(node.body.span, "a `fn` with a block")
            return None
        params: list[tuple[str, Type, Expr | None]] = []
        locals: dict[str, Expr] = {}
        for p in node.params:
            type = self.type(p.type)
            if p.name in locals:
                self.messages.error("E0206", p.name_span, f"two parameters are named `{p.name}`")
            default = None
            if p.default is not None:
                default = self.known_value(p.default, Scope(self.names), type, f"the default of `{p.name}`")
            params.append((p.name, type, default))
            locals[p.name] = Local(type, p.name)
        body = self.checker.check(node.body, Scope(self.names, locals=locals))
        if node.result is not None:
            body = convert(self.messages, body, self.type(node.result), node.body.span, f"the result of `{node.name}`")
        return None if is_error(body) else UserFunction(node, tuple(params), body)
