"""Regular expressions in programs: values that are known when a program is compiled, and so part of no row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sage.base import types as t
from sage.base.diagnostics import Fix, Label
from sage.base.regex import flaw
from sage.base.source import Span
from sage.base.types import Schema, Type
from sage.compiler.check.convert import error_expr, short
from sage.compiler.check.scope import Messages, Scope, parts_of
from sage.compiler.check.words import replacement
from sage.compiler.ir.code import Call, Const, Expr
from sage.compiler.library.functions.regex import template_problem
from sage.compiler.library.registry import FUNCTIONS
from sage.compiler.syntax import tree

if TYPE_CHECKING:
    from sage.compiler.check.code import CodeChecker

_HELP = 'a pattern is written in the program, as `re"..."`; text from a row is looked for with `contains` or `like`'


def matches(checker: CodeChecker, node: tree.Binary, scope: Scope) -> Expr:
    """`text matches pattern`."""
    text, pattern = checker.check(node.left, scope), checker.check(node.right, scope)
    if t.ERROR in (text.type, pattern.type):
        return error_expr()
    if pattern.type != t.REGEX:
        if text.type == t.REGEX and pattern.type == t.STR:
            fix = replacement(node.span, f"{node.right.span.text} matches {node.left.span.text}")
            message, help = "`matches` has the text on its left", "exchange them"
            checker.messages.error("E0302", node.left.span, message, "the pattern", help=help, fix=fix)
        else:
            _no_pattern(checker.messages, "E0302", "matches", pattern, node.right.span, scope)
        return error_expr()
    return checker.apply("matches", [text, pattern], node, node.op_span, scope)


def explain(messages: Messages, name: str, args: Sequence[Expr], parts: Sequence[tree.Node], scope: Scope) -> bool:
    """Reports a text that stands where one function takes a pattern; False if it is something else that is wrong."""
    wants = any(f.params[:2] == (t.STR, t.REGEX) and len(f.params) == len(args) for f in FUNCTIONS.get(name, ()))
    if not wants or len(parts) < 2 or [t.required(a.type) for a in args] != [t.STR] * len(args):
        return False
    _no_pattern(messages, "E0305", name, args[1], parts[1].span, scope)
    return True


def _no_pattern(messages: Messages, code: str, name: str, value: Expr, span: Span, scope: Scope) -> None:
    text = f"`{name}` takes a regular expression, and `{short(span.text)}` is {value.type}"
    help, fix = as_regex(value, span)
    labels = scope.declared(value)
    messages.error(code, span, text, str(value.type), labels=labels, help=help or _HELP, fix=fix)


def as_regex(value: Expr, span: Span) -> tuple[str | None, Fix | None]:
    """How a text that is written where a pattern belongs becomes one."""
    if not isinstance(value, Const) or value.type != t.STR or span.text[:1] not in ("'", '"'):
        return None, None
    is_plain = not set(value.value) & {'"', "\n", "\r"} and flaw(value.value) is None
    fix = replacement(span, f're"{value.value}"') if is_plain else None
    return "write it as a regular expression" + ("" if fix else ': `re"..."`'), fix


def checked(messages: Messages, made: Expr, node: tree.Node, scope: Scope) -> Expr:
    """A call, once its pattern is found to be known and to have what the call asks for."""
    if not isinstance(made, Call) or not any(a.type == t.REGEX for a in made.args):
        return made
    name, parts = made.function.name, parts_of(node)
    position = next(i for i, a in enumerate(made.args) if a.type == t.REGEX)
    pattern = made.args[position]
    where = parts[position].span if position < len(parts) else node.span
    if not isinstance(pattern, Const):
        text = f"`{name}` takes a regular expression that is known when the program is compiled"
        help = 'choose between results: `if c then s.find(re"a") else s.find(re"b")`'
        messages.error("E0305", where, text, "chosen when it runs", help=help)
        return error_expr()
    groups = t.required(made.type.item if isinstance(made.type, t.List) else made.type)
    if isinstance(groups, Schema) and not groups.fields:
        text, help = f"`{name}` gives the named groups, and this pattern has none", "name one: `(?P<name>...)`; "
        help += "`find` gives the whole match" if name == "capture" else "`find_all` gives the whole matches"
        messages.error("E0305", where, text, "no `(?P<name>...)`", help=help)
        return error_expr()
    if name == "replace" and isinstance(made.args[2], Const):
        problem = template_problem(made.args[2].value, pattern.value)
        if problem is not None:
            where = parts[2].span if len(parts) > 2 else node.span
            text = "this replacement names a group that is not there"
            label = Label(pattern.place.span, "the pattern") if pattern.place else None
            help = "a `$` itself is `$$`"
            messages.error("E0305", where, text, problem, labels=(label,) if label else (), help=help)
            return error_expr()
    return made


def no_value(messages: Messages, span: Span, what: str, type: Type) -> bool:
    """Reports a regular expression that would be part of a row; False if there is none."""
    if not _holds(type):
        return False
    text = f"{what} cannot hold a regular expression, which is no value of a row"
    help = 'apply it: `name matches re"..."`, or `name.find(re"...")`'
    messages.error("E0312", span, text, "known when the program is compiled", help=help)
    return True


def _holds(type: Type) -> bool:
    return type == t.REGEX or any(map(_holds, type.parts))
