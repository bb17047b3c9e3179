"""`mock NAME(pattern) = value` in a test: what may be answered for, and how an answer fits.

What can be mocked is a table of names with their signatures: functions of the user's C++ today, and whatever else a
pipeline asks of the outside.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from sage.base import types as t
from sage.base.diagnostics import Label
from sage.base.frozen import dataclass
from sage.base.source import Span
from sage.base.types import Type
from sage.compiler.check.calls import resolve
from sage.compiler.check.code import CodeChecker
from sage.compiler.check.convert import is_error
from sage.compiler.check.scope import Names, Scope
from sage.compiler.check.words import guess, listing
from sage.compiler.ir.code import Call, Expr, Local
from sage.compiler.ir.testcase import Mock
from sage.compiler.library.externs import ExternFunction
from sage.compiler.library.registry import FUNCTIONS
from sage.compiler.syntax import tree


@dataclass(frozen=True)
class Mockable:
    """Something that a test may answer for: the function that calls of it call, its parameters and its result."""

    function: ExternFunction
    params: tuple[tuple[str, Type], ...]
    result: Type
    declared: Span | None


def mockables(names: Names) -> dict[str, Mockable]:
    """What a test of a file may answer for, by the name under which it is called."""
    found: dict[str, Mockable] = {}
    for name, thunk in names.functions.items():
        declared = thunk(None)
        if declared is None or not isinstance(declared.body, Call):
            continue
        if isinstance(function := declared.body.function, ExternFunction):
            params = tuple(zip(function.names, function.params, strict=True))
            found[name] = Mockable(function, params, function.result, function.declared)
    return found


def check_mock(checker: CodeChecker, node: tree.Mock, scope: Scope) -> Mock | None:
    """The mock, or None if it was wrong, which was reported."""
    known, name, where = mockables(scope.names), ".".join(node.path), _path_span(node)
    target = known.get(name)
    if target is None:
        _unknown(checker, name, where, known, scope)
        return None
    patterns = _patterns(checker, node, target, scope)
    value, failure = _answer(checker, node, target, scope)
    if patterns is None or (value is None and failure is None):
        return None
    return Mock(target.function, patterns, value, failure, node.span)


def _path_span(node: tree.Mock) -> Span:
    found = re.compile(r"mock\s+([^\s(]+(?:\s*\.\s*[^\s(]+)*)").match(node.span.text)
    start, end = found.span(1) if found else (0, len("mock"))
    return Span(node.span.source, node.span.start + start, node.span.start + end)


def _unknown(checker: CodeChecker, name: str, where: Span, known: Mapping[str, Mockable], scope: Scope) -> None:
    if scope.names.is_unknown(name) or scope.names.is_unknown(name.split(".")[0]):
        return
    if name in scope.names.functions:
        text, label = f"`{name}` needs no mock", "it runs in the test itself"
        help = listing(known) or "what is written in the language is never mocked; an `extern cpp` function is"
        checker.messages.error("E0203", where, text, label, help=help)
        return
    found = guess(name, where, known)
    help = found.help or "only what a test cannot run is mocked, such as an `extern cpp` function"
    checker.messages.error(
        "E0203", where, f"there is nothing to mock called `{name}`", "not known", help=help, fix=found.fix
    )


def _patterns(
    checker: CodeChecker, node: tree.Mock, target: Mockable, scope: Scope
) -> tuple[tuple[object, Expr] | None, ...] | None:
    """For each parameter what it must equal, with the equality of its type; None for `_`."""
    types = dict(target.params)
    given: dict[str, tree.Expr] = {}
    ok = True
    shown = ", ".join(f"{name}: {type}" for name, type in target.params)
    for position, arg in enumerate(node.args):
        value = arg.value if isinstance(arg, tree.NamedArg) else arg
        name = arg.name if isinstance(arg, tree.NamedArg) else None
        if name is None:
            name = target.params[position][0] if position < len(target.params) else None
        if name not in types or name in given:
            span = arg.name_span if isinstance(arg, tree.NamedArg) else arg.span
            text = f"`{target.function.name}` has no parameter `{name}`" if name else "there are fewer parameters"
            text = f"`{name}` is matched twice" if name in given else text
            checker.messages.error("E0304", span, text, "too much", help=f"it takes ({shown})")
            ok = False
            continue
        given[name] = value
    missing = [name for name in types if name not in given]
    if missing and ok:
        text = "a mock says for every parameter what it matches"
        help = "`_` matches anything: " + ", ".join(f"`{name}: _`" for name in missing)
        checker.messages.error("E0304", _path_span(node), text, f"{', '.join(missing)}?", help=help)
        ok = False
    patterns = [_pattern(checker, given[name], name, type, scope) for name, type in target.params if name in given]
    return tuple(p for p, _ in patterns) if ok and all(fits for _, fits in patterns) else None


def _pattern(
    checker: CodeChecker, node: tree.Expr, name: str, type: Type, scope: Scope
) -> tuple[tuple[object, Expr] | None, bool]:
    if isinstance(node, tree.Name) and node.name == "_":
        return None, True
    value = checker.value(node, scope, type, f"`{name}`")
    if is_error(value):
        return None, False
    match = resolve(FUNCTIONS["=="], (Local(type, name), value))
    if match is None:
        checker.messages.error(
            "E0302", node.span, f"values of {type} are not compared", str(type), help="`_` matches anything"
        )
        return None, False
    return (match.function, match.args[1]), True


def _answer(checker: CodeChecker, node: tree.Mock, target: Mockable, scope: Scope) -> tuple[Expr | None, Expr | None]:
    """The value that is answered, or the text of `error("...")`."""
    declared = (Label(target.declared, f"`{target.function.name}` gives {target.result}"),) if target.declared else ()
    match node.value:
        case tree.Call(function=tree.Name(name="error"), args=(reason,)) if not isinstance(reason, tree.NamedArg):
            text = checker.value(reason, scope, t.STR, "the reason")
            return None, None if is_error(text) else text
        case value:
            answer = checker.value(value, scope, target.result, "the answer", declared)
            return (None, None) if is_error(answer) else (answer, None)
