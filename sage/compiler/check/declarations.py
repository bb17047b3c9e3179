"""Declarations of a file: types, schemas, constants and functions, each checked when it is first needed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sage.base import types as t
from sage.base.diagnostics import Label
from sage.base.errors import NeedsNative, RecordError
from sage.base.frozen import replace
from sage.base.names import closest
from sage.base.source import Span
from sage.base.types import Field, Type
from sage.compiler.check import enums, externs, schemas, words
from sage.compiler.check.blocks import check_block
from sage.compiler.check.code import CodeChecker
from sage.compiler.check.convert import is_error
from sage.compiler.check.generics import GENERIC, explain_generic, generic
from sage.compiler.check.imports import bind_imports, unknown_member
from sage.compiler.check.invoke import asks_environment
from sage.compiler.check.scope import Messages, Names, Scope, UserFunction
from sage.compiler.ir.code import Call, Const, Expr, Local, Param, Place
from sage.compiler.ir.effects import Effect
from sage.compiler.syntax import tree

if TYPE_CHECKING:
    from sage.compiler.check.modules import Module, Modules

PLAIN_TYPES = tuple(name for name in t.SCALARS if t.SCALARS[name] not in (t.NULL, t.ERROR, t.REGEX))
LATER = {tree.ServiceDecl: "`service`"}

_Checked = tree.SchemaDecl | tree.EnumDecl | tree.Alias | tree.FnDecl | tree.ExternDecl | tree.Const


class Declarations:
    """Checks the declarations of one file on demand."""

    def __init__(self, messages: Messages, modules: Modules) -> None:
        self.messages, self.modules = messages, modules
        self.imported: dict[str, Module] = {}  # by the path that the import names
        self.checker = CodeChecker(messages)
        self.names = Names()
        self._declared: dict[str, tree.SchemaDecl | tree.EnumDecl | tree.Alias] = {}
        self._resolving: list[str] = []
        self._functions: dict[str, UserFunction | None] = {}

    # ------------------------------------------------------------ collecting

    def declare(self, items: tuple[tree.Declaration, ...]) -> None:
        """Notes all names, then checks what they stand for; of two of a name, both."""
        again: list[_Checked] = []
        bind_imports(self, items)
        for item in items:
            match item:
                case (
                    tree.SchemaDecl()
                    | tree.EnumDecl()
                    | tree.Alias()
                    | tree.FnDecl()
                    | tree.ExternDecl()
                    | tree.Const()
                ):
                    if not self._is_new(item.name, item.name_span):
                        again.append(item)
                    elif isinstance(item, tree.FnDecl | tree.ExternDecl):
                        self.names.functions[item.name] = self._function_thunk(item)
                    elif isinstance(item, tree.Const):
                        self.names.constants[item.name] = self._constant_thunk(item)
                    else:
                        self._declared[item.name] = item
                case tree.PipelineDecl():
                    self._is_new(item.name, item.name_span)
                    self.attributes(item.attributes, (), "a pipeline")
                case tree.ServiceDecl():
                    self._later(item.name_span, LATER[type(item)])
                    self.names.unknown.add(item.name)
                case tree.Broken(name=str(name)):
                    self.names.unknown.add(name)
        self._check(again)

    def _check(self, again: list[_Checked]) -> None:
        # Enums first: any code may name a variant.
        for name in sorted(self._declared, key=lambda n: not isinstance(self._declared[n], tree.EnumDecl)):
            self._named(name)
        for name, value in list(self.names.constants.items()):
            value(self.names.spans[name])
        for check in list(self.names.functions.values()):
            check(None)
        for item in again:
            match item:
                case tree.SchemaDecl():
                    schemas.declare(self, item, notes_fields=False)
                case tree.EnumDecl():
                    self._enum(item, notes=False)
                case tree.Alias():
                    self.type(item.type)
                case tree.FnDecl():
                    self._function(item)
                case tree.ExternDecl():
                    self._extern(item)
                case tree.Const():
                    self.constant(item, Scope(self.names))

    def _is_new(self, name: str, span: Span) -> bool:
        before = self.names.spans.get(name)
        if before is not None:
            is_imported = name in self.names.imported
            label = (Label(before, "imported here" if is_imported else "first here"),)
            text = f"`{name}` is imported and declared" if is_imported else f"`{name}` is declared twice"
            help = "give this one another name" if is_imported else None
            self.names.unknown |= {name} if is_imported else set()  # which of the two is meant where it is read
            self.messages.error("E0206", span, text, "again here", labels=label, help=help)
            return False
        self.names.spans[name] = span
        return True

    def _later(self, span: Span, what: str) -> None:
        self.checker.not_yet(span, what)

    def attributes(self, written: tuple[tree.Attribute, ...], known: tuple[str, ...], what: str) -> None:
        """Reports attributes that something cannot have."""
        seen: dict[str, Span] = {}
        for attribute in written:
            if attribute.name in seen:
                label = (Label(seen[attribute.name], "first here"),)
                self.messages.error(
                    "E0206", attribute.span, f"`@{attribute.name}` stands here twice", "again", labels=label
                )
            elif attribute.name not in known:
                near = closest(attribute.name, known)
                help = f"did you mean `@{near}`?" if near else words.listing(f"@{k}" for k in known)
                text = f"{what} has no attribute `@{attribute.name}`"
                self.messages.error("E0402", attribute.span, text, "not known", help=help)
            seen.setdefault(attribute.name, attribute.span)

    # ------------------------------------------------------------ types

    def type(self, node: tree.TypeExpr) -> Type:
        """The type that is written."""
        match node:
            case tree.OptionalType(item=item):
                return t.optional(self.type(item))
            case tree.RecordType(fields=()):
                schemas.no_fields(self.messages, node.span, "this record")
                return t.ERROR
            case tree.RecordType(fields=fields):
                return t.schema([Field(f.name, self.type(f.type)) for f in fields])
            case tree.GenericType(name=name):
                made = generic(self.messages, node, self.type)
                return self._no_such_type(node, name) if made is None else made
            case tree.SizedType(name=name):
                return self._no_such_type(node, name)
            case tree.NamedType(name=name):
                if name in PLAIN_TYPES:
                    return t.SCALARS[name]
                found = self._named(name, node.span)
                return self._no_such_type(node, name) if found is None else found
            case tree.ErrorType():
                return t.ERROR

    def _no_such_type(self, node: tree.NamedType | tree.GenericType | tree.SizedType, name: str) -> Type:
        """Reports a type that is not known, or not with such arguments."""
        text = f"there is no type `{name}`"
        if name in words.LATER_TYPES:
            self._later(node.span, f"`{name}`")
        elif name in GENERIC:
            explain_generic(self.messages, node)
        elif not isinstance(node, tree.NamedType) and (name in PLAIN_TYPES or name in self._declared):
            text, fix = f"`{name}` takes no arguments", words.replacement(node.span, name)
            self.messages.error("E0204", node.span, text, "too much", help=f"just `{name}`", fix=fix)
        elif not self.names.is_unknown(name) and not unknown_member(self.messages, name, node.span, self.names):
            known = [*PLAIN_TYPES, *GENERIC, *self._declared, *self.names.types]
            alone = Span(node.span.source, node.span.start, node.span.start + len(name))
            found = words.guess(name, alone, known, words.TYPES)
            is_alike = (found.near in GENERIC) == isinstance(node, tree.GenericType)
            help = found.help if found.near else "a `schema` or a `type` of the file, or one like `i64`, `f64`, `str`"
            self.messages.error("E0204", node.span, text, "not known", help=help, fix=found.fix if is_alike else None)
        return t.ERROR

    def _named(self, name: str, span: Span | None = None) -> Type | None:
        if name in self.names.types:
            return self.names.types[name]
        declared = self._declared.get(name)
        if declared is None:
            return None
        if name in self._resolving:
            text, label = f"`{name}` contains itself", (Label(declared.name_span, "declared here"),)
            self.messages.error("E0204", span or declared.name_span, text, "a value would never end", labels=label)
            return t.ERROR
        self._resolving.append(name)
        match declared:
            case tree.Alias(type=type):
                made = self.type(type)
            case tree.EnumDecl():
                made = self._enum(declared)
            case _:
                made = schemas.declare(self, declared)
        self._resolving.pop()
        self.names.types[name] = t.ERROR if made == t.schema([]) else made
        return self.names.types[name]

    def _enum(self, node: tree.EnumDecl, *, notes: bool = True) -> Type:
        self.attributes(node.attributes, (), "an enum")
        made = enums.declare(self.messages, self.names, node, self.type, notes=notes)
        if made == t.ERROR:
            self.names.unknown.add(node.name)
        return made

    # ------------------------------------------------------------ values

    def known_value(
        self,
        node: tree.Expr,
        scope: Scope,
        type: Type | None,
        what: str,
        labels: tuple[Label, ...] = (),
        *,
        at_start: bool = False,
    ) -> Expr:
        """An expression that is evaluated now; with `at_start`, one that asks for the environment is left as it is."""
        scope = replace(scope, at_start=at_start)
        if type is not None:
            expr = self.checker.value(node, scope, type, what, labels)
        else:
            expr = self.checker.typed(node, self.checker.check(node, scope), what, is_known=True)
        if is_error(expr):
            return expr
        waits = at_start and asks_environment(expr)
        allowed = Effect.MAY_RAISE | Effect.GUARDED | (Effect.NONDETERMINISTIC if waits else Effect.NONE)
        if expr.effects & ~allowed or any(isinstance(e, Param) for e in expr.walk()):
            help = "write the value itself"
            self.messages.error(
                "E0109", node.span, f"{what} must be known before the program runs", "not known yet", help=help
            )
            return Const(t.ERROR, None)
        if waits:
            return replace(expr, place=Place(node.span))
        try:
            literal = isinstance(expr, Const) and expr.literal and type is None
            return Const(expr.type, expr({}), place=expr.place, literal=literal)
        except RecordError as error:
            self.messages.error("E0309", node.span, f"{what} has no value", error.reason)
            return Const(t.ERROR, None)
        except NeedsNative as error:
            text, label = f"{what} must be known before the program runs", f"`{error.name}` is C++"
            self.messages.error("E0109", node.span, text, label, help="write the value itself")
            return Const(t.ERROR, None)

    def constant(self, node: tree.Const, scope: Scope) -> Expr:
        """The value of a `const`."""
        if node.type is None:
            return self.known_value(node.value, scope, None, f"`{node.name}`")
        wanted = self.type(node.type)
        return self.known_value(node.value, scope, wanted, f"`{node.name}`", (Label(node.type.span, str(wanted)),))

    def _constant_thunk(self, node: tree.Const) -> Callable[[Span], Expr]:
        def value(span: Span) -> Expr:
            if node.name not in self.names.values:
                if node.name in self._resolving:
                    self._circular(node.name, span, "a constant may not be made of itself")
                    return Const(t.ERROR, None)
                self._resolving.append(node.name)
                self.names.values[node.name] = self.constant(node, Scope(self.names))
                self._resolving.pop()
            return self.names.values[node.name]

        return value

    def _circular(self, name: str, span: Span, why: str, notes: tuple[str, ...] = ()) -> None:
        text = f"`{name}` calls itself" if name in self.names.functions else f"`{name}` is made of itself"
        between = self._resolving[self._resolving.index(name) + 1 :]
        labels = tuple(Label(self.names.spans[n], "by way of this") for n in between if n in self.names.spans)
        help = "write a loop: `for i in range(0, n) { ... }`" if name in self.names.functions else None
        self.messages.error("E0210", span, text, why, labels=labels, notes=notes, help=help)

    # ------------------------------------------------------------ functions

    def _function_thunk(self, node: tree.FnDecl | tree.ExternDecl) -> Callable[[Span | None], UserFunction | None]:
        def check(span: Span | None) -> UserFunction | None:
            if node.name not in self._functions:
                if node.name in self._resolving:
                    notes = ("so that every row takes a bounded time",)
                    self._circular(node.name, span or node.name_span, "a `fn` may not be recursive", notes)
                    return None
                self._resolving.append(node.name)
                checked = self._function(node) if isinstance(node, tree.FnDecl) else self._extern(node)
                self._functions[node.name] = checked
                self._resolving.pop()
            return self._functions[node.name]

        return check

    def _function(self, node: tree.FnDecl) -> UserFunction | None:
        self.attributes(node.attributes, (), "a `fn`")
        params, places = self._parameters(node.params)
        result = self.type(node.result) if node.result is not None else None
        scope = Scope(self.names, locals={name: Local(type, name) for name, type, _ in params}, places=places)
        what = f"the result of `{node.name}`"
        if isinstance(node.body, tree.Block):
            body = check_block(self.checker, self.type, node, scope, result)
        elif node.result is None or result is None:
            body = self.checker.typed(node.body, self.checker.check(node.body, scope), what, is_known=True)
        else:
            label = (Label(node.result.span, f"declared as {result}"),)
            body = self.checker.value(node.body, scope, result, what, label)
        failed = is_error(body) or len(places) < len(params)
        return None if failed else UserFunction(node, tuple(params), body)

    def _extern(self, node: tree.ExternDecl) -> UserFunction | None:
        params, places = self._parameters(node.params)
        function = externs.declare(self.messages, self.modules.files, node, params, self.type(node.result))
        if function is None or len(places) < len(params):
            return None
        args = tuple(Local(type, name) for name, type, _ in params)
        return UserFunction(node, tuple(params), Call(function.result, function, args))

    def _parameters(
        self, written: tuple[tree.FnParam, ...]
    ) -> tuple[list[tuple[str, Type, Expr | None]], dict[str, Span]]:
        """The parameters of a function, and where each name is declared."""
        params = [self._parameter(p) for p in written]
        places: dict[str, Span] = {}
        for p in written:
            if p.name in places:
                label = (Label(places[p.name], "first here"),)
                text = f"two parameters are named `{p.name}`"
                self.messages.error("E0206", p.name_span, text, "again here", labels=label)
            places.setdefault(p.name, p.name_span.to(p.type.span))
        return params, places

    def _parameter(self, p: tree.FnParam) -> tuple[str, Type, Expr | None]:
        type = self.type(p.type)
        default = None
        if p.default is not None:
            label = (Label(p.type.span, f"`{p.name}` is {type}"),)
            default = self.known_value(p.default, Scope(self.names), type, f"the default of `{p.name}`", label)
        return p.name, type, default
