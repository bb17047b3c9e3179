"""`match`: what its patterns mean, whether they cover everything, and the chain of `if`s that it is.

An arm without a condition of its own takes its patterns off what is `open`; the arm that leaves nothing open is the
last one that can be reached. Of enums, bools and null every case is known; of other types only a pattern that takes any
value leaves nothing open.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sage.base import types as t
from sage.base.diagnostics import Label
from sage.base.frozen import dataclass
from sage.base.source import Span
from sage.base.types import Enum, Optional, Type
from sage.base.widening import join
from sage.compiler.check import messages as say
from sage.compiler.check.convert import bind, convert, converted, error_expr, is_error, named, short
from sage.compiler.check.scope import Scope
from sage.compiler.check.variants import declared, unknown_variant
from sage.compiler.ir.code import And, Const, Expr, If, IsNull, Or, Place, Unwrap
from sage.compiler.ir.narrow import known_when
from sage.compiler.ir.variants import is_variant, payload
from sage.compiler.syntax import tree

if TYPE_CHECKING:
    from sage.compiler.check.code import CodeChecker

Case = tuple[str, object]  # ("null", None), ("variant", its name), ("value", a literal), ("other", None)
NULL: Case = ("null", None)
OTHER: Case = ("other", None)


@dataclass
class _Alternative:
    """One pattern of an arm: its condition (None: any value), the cases that it takes, and the names that it binds."""

    node: tree.Pattern
    condition: Expr | None
    cases: tuple[Case, ...]
    locals: dict[str, Expr]


def match(checker: CodeChecker, node: tree.Match, scope: Scope) -> Expr:
    """What a `match` gives."""
    subject = checker.typed(node.subject, checker.check(node.subject, scope), "what is matched")
    if is_error(subject):
        for arm in node.arms:
            names = {n: error_expr() for p in arm.patterns for n in (*p.name[:1], p.binding) if n is not None}
            checker.check(arm.value, scope.with_locals(**names))
        return error_expr()
    value, lets = named(subject, "matched")
    made = _Matcher(checker, node, scope, value).chain()
    return bind(lets, made)


class _Matcher:
    """Goes through the arms of one `match`. `rest` is the scope of what no arm before has taken."""

    def __init__(self, checker: CodeChecker, node: tree.Match, scope: Scope, value: Expr) -> None:
        self.checker, self.messages, self.node, self.value = checker, checker.messages, node, value
        self.rest = scope
        self.open: dict[Case, str] = _cases(value.type)  # and how each is written
        self.taken: dict[Case, Span] = {}
        self.conditional: list[tree.Arm] = []
        self.is_broken = False

    def chain(self) -> Expr:
        conditions: list[Expr | None] = []
        nodes: list[tree.Expr] = []
        values: list[Expr] = []
        for arm in self.node.arms:
            was_open = bool(self.open)
            condition, value = self._arm(arm)
            if was_open and not (condition is not None and condition == Const(t.BOOL, False)):
                conditions.append(condition if self.open else None)
                nodes.append(arm.value)
                values.append(value)
        if self.is_broken or is_error(*values, *(c for c in conditions if c is not None)):
            return error_expr()
        if self.open:
            self._missing()
            return error_expr()
        type = common_type(self.checker, "the arms of a `match` have", nodes, values, self.rest)
        if type is None:
            return error_expr()
        place = Place(self.node.span, self.rest.stage)
        parts = [convert(self.messages, v, type, n.span, scope=self.rest) for v, n in zip(values, nodes, strict=True)]
        result = parts[-1]
        for condition, part in zip(reversed(conditions[:-1]), reversed(parts[:-1]), strict=True):
            assert condition is not None, "only the last arm takes all that is left"
            result = If(type, condition, part, result, place=place)
        return result

    # ------------------------------------------------------------ arms

    def _arm(self, arm: tree.Arm) -> tuple[Expr | None, Expr]:
        """When an arm is taken (None: always), and its value."""
        still_open, taken = dict(self.open), dict(self.taken)
        made: list[_Alternative] = []
        unknown: dict[str, Expr] = {}
        unreached: list[tuple[_Alternative, Span | None]] = []
        for pattern in arm.patterns:
            found = self._alternative(pattern)
            if found is None:
                self.is_broken = True
                unknown |= {n: error_expr() for n in (*pattern.name[:1], pattern.binding) if n is not None}
                continue
            made.append(found)
            if not self._take(found, still_open, taken):
                before = (taken.get(case) for case in (*found.cases, OTHER))
                unreached.append((found, next((span for span in before if span is not None), None)))
        self._warn(arm, unreached, made)
        condition = _any_of(made)
        inner = self.rest if condition is None else self.rest.knowing(known_when(condition, True))
        inner = inner.with_locals(**{**self._bound(made), **unknown})
        if arm.guard is not None:
            guard = self.checker.condition(arm.guard, inner)
            inner = inner.knowing(known_when(guard, True))
            condition = guard if condition is None else And(t.BOOL, condition, guard, place=guard.place)
            self.conditional.append(arm)
        else:
            self.open, self.taken = still_open, taken
        value = self.checker.check(arm.value, inner)
        if condition is not None and not is_error(condition):
            self.rest = self.rest.knowing(known_when(condition, False))
        return condition, value

    def _take(self, found: _Alternative, still_open: dict[Case, str], taken: dict[Case, Span]) -> bool:
        """Takes the cases of an alternative off what is open; False if there was none."""
        one_of_many = OTHER in still_open and all(c not in taken and c[0] == "value" for c in found.cases)
        free = [c for c in found.cases if c in still_open or one_of_many]
        for case in free:
            still_open.pop(case, None)
            taken[case] = found.node.span
        return bool(free)

    def _warn(self, arm: tree.Arm, unreached: list[tuple[_Alternative, Span | None]], made: list[_Alternative]) -> None:
        """Warns of what is never reached."""
        if not unreached or len(made) < len(arm.patterns):
            return
        whole = len(unreached) == len(arm.patterns)
        for found, before in unreached[:1] if whole else unreached:
            text = "this arm is never reached" if whole else "this pattern is never reached"
            labels = (Label(before, "taken here"),) if before is not None else ()
            label = f"`{self._shown()}` is never null" if NULL in found.cases else "nothing is left for it"
            self.messages.warning(
                "W0351", found.node.span, text, "" if labels else label, labels=labels, help="leave it out"
            )

    def _bound(self, made: list[_Alternative]) -> dict[str, Expr]:
        """The names that an arm binds; every alternative has to bind them all, to values of one type."""
        names = dict.fromkeys(name for a in made for name in a.locals)
        result: dict[str, Expr] = {}
        for name in names:
            having = next(a for a in made if name in a.locals)
            lacking = next((a for a in made if name not in a.locals), None)
            there = (Label(having.node.span, "bound here"),)
            result[name] = having.locals[name]
            if lacking is not None:
                text, help = f"`{name}` has no value here", "every alternative of an arm binds the same names"
                self.messages.error("E0201", lacking.node.span, text, "not bound", labels=there, help=help)
                result[name], self.is_broken = error_expr(), True
                continue
            for a in made[1:]:
                result[name] = self._either(name, result[name], a, there)
        return result

    def _either(self, name: str, before: Expr, other: _Alternative, there: tuple[Label, ...]) -> Expr:
        """A name that stands for the payload of one variant or of another."""
        value = other.locals[name]
        if is_error(before) or before.type != value.type:
            if not is_error(before):
                text = f"`{name}` has one type in an arm, and here are {before.type} and {value.type}"
                self.messages.error("E0311", other.node.span, text, str(value.type), labels=there)
            self.is_broken = True
            return error_expr()
        if other.condition is None or before == value:
            return before
        return If(value.type, other.condition, value, before, place=value.place)

    # ------------------------------------------------------------ patterns

    def _alternative(self, node: tree.Pattern) -> _Alternative | None:
        """What a pattern means for the value; None where a message was reported."""
        value = self._current()
        enum = t.required(value.type)
        if node.literal is not None:
            return self._literal(node, node.literal, value)
        if node.name == ("_",) and node.binding is None:
            return _Alternative(node, None, tuple(self.open), {})
        if isinstance(enum, Enum):
            return self._variant(node, enum, value)
        if node.binding is not None or len(node.name) > 1:
            text = f"`{short(node.span.text)}` is a variant of an enum, and `{self._shown()}` is {value.type}"
            self.messages.error("E0301", node.span, text, "no variant", labels=self._subject(), help=self._plain_help())
            return None
        self._hides(node)
        return _Alternative(node, None, tuple(self.open), {node.name[0]: value})

    def _literal(self, node: tree.Pattern, literal: tree.Literal, value: Expr) -> _Alternative | None:
        place = Place(node.span, self.rest.stage)
        if literal.kind == "null":
            if isinstance(value.type, Optional):
                return _Alternative(node, IsNull(t.BOOL, value, place=place), (NULL,), {})
            return _Alternative(node, Const(t.BOOL, False, place=place), (NULL,), {})
        inner = t.required(value.type)
        found = convert(
            self.messages, self.checker.check(literal, self.rest), inner, node.span, "the pattern", self.rest,
            self._subject(),
        )  # fmt: skip
        if is_error(found):
            return None
        assert isinstance(found, Const), "a literal is known"
        if isinstance(inner, Enum):
            return _Alternative(node, self._test(value, found.value, node), (("variant", found.value),), {})
        simple = _unwrapped(value)
        equal = self.checker.apply("==", [simple, found], node, node.span, self.rest)
        if is_error(equal):
            return None
        return _Alternative(node, self._present(value, equal, node), (("value", found.value),), {})

    def _variant(self, node: tree.Pattern, enum: Enum, value: Expr) -> _Alternative | None:
        name = node.name[-1]
        before = ".".join(node.name[:-1])
        span = self._last_name(node)
        if before and self.rest.names.types.get(before) != enum:
            text, help = f"`{before}` is not the enum that is matched", f"a variant of `{enum}` stands alone: `{name}`"
            self.messages.error("E0201", node.span, text, f"it is `{enum}`", labels=self._subject(), help=help)
            return None
        variant = enum.get(name)
        if variant is None:
            unknown_variant(self.messages, enum, name, span, self.rest.names, is_pattern=True)
            return None
        if node.binding is not None and variant.payload is None:
            text, labels = f"`{name}` carries nothing", declared(self.rest.names, enum, name)
            self.messages.error("E0304", node.span, text, f"`{node.binding}` gets no value", labels=labels,
                                help=f"just `{name}`")  # fmt: skip
            return None
        carried: dict[str, Expr] = {}
        if node.binding is not None and node.binding != "_":
            carried = {node.binding: payload(_unwrapped(value), name, Place(node.span, self.rest.stage))}
        return _Alternative(node, self._test(value, name, node), (("variant", name),), carried)

    def _test(self, value: Expr, variant: str, node: tree.Pattern) -> Expr:
        place = Place(node.span, self.rest.stage)
        return self._present(value, is_variant(_unwrapped(value), variant, place), node)

    def _present(self, value: Expr, test: Expr, node: tree.Pattern) -> Expr:
        """A test of a value that has to be there for it."""
        if not isinstance(value.type, Optional):
            return test
        absent = IsNull(t.BOOL, value, place=test.place)
        present = self.checker.apply("not", [absent], node, node.span, self.rest)
        return And(t.BOOL, present, test, place=test.place)

    # ------------------------------------------------------------ help

    def _current(self) -> Expr:
        """The value as far as it is known when no arm before was taken."""
        if isinstance(self.value.type, Optional) and self.value in self.rest.known:
            return Unwrap(self.value.type.item, self.value, place=self.value.place)
        return self.value

    def _shown(self) -> str:
        return short(self.node.subject.span.text)

    def _subject(self) -> tuple[Label, ...]:
        return (Label(self.node.subject.span, str(self.value.type)), *self.rest.declared(self.value))

    def _plain_help(self) -> str:
        return "a pattern here is a value, a name for any value, or `_`"

    def _last_name(self, node: tree.Pattern) -> Span:
        """The place of the variant in `Action.click` or `circle(r)`."""
        text = node.span.text.partition("(")[0].rstrip()
        start = node.span.start + text.rfind(".") + 1
        return Span(node.span.source, start, node.span.start + len(text))

    def _hides(self, node: tree.Pattern) -> None:
        """Warns of a name for any value that looks like one for a value that is known."""
        name, names = node.name[0], self.rest.names
        if name not in names.constants and name not in self.rest.values:
            return
        where = self.rest.places.get(name) or names.spans.get(name)
        labels = (Label(where, "hidden"),) if where is not None else ()
        text = f"`{name}` stands for any value here, not for the one that it names"
        help = f"compare with it: `x if x == {name} => ...`"
        self.messages.warning("W0252", node.span, text, "any value", labels=labels, help=help)

    def _missing(self) -> None:
        """Reports what no arm takes."""
        word = Span(self.node.span.source, self.node.span.start, self.node.span.start + len("match"))
        names = [f"`{name}`" for case, name in self.open.items() if case != OTHER]
        inner, labels = t.required(self.value.type), tuple[Label, ...]()
        if OTHER in self.open:
            names = [*(["`null`"] if NULL in self.open else []), f"all other values of {inner}"]
            arms = "`_ => ...` takes what is left"
        else:
            first = next(case for case in self.open)
            arms = f"add `{_as_pattern(inner, first)} => ...`"
            arms += " and so on" if len(names) > 1 else ""
            arms += ", or `_ => ...` for what is left" if len(names) > 1 else ""
        if isinstance(inner, Enum):
            labels = tuple(
                label for kind, name in self.open if kind == "variant"
                for label in declared(self.rest.names, inner, str(name))
            )[:3]  # fmt: skip
        if self.conditional:
            start = self.conditional[-1].span
            where = self.conditional[-1].guard
            labels += (Label(where.span if where is not None else start, "may be false, so this arm does not count"),)
        shown = names if len(names) <= 4 else [*names[:3], f"{len(names) - 3} more"]
        text = " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))
        message = f"this `match` does not cover {text}"
        self.messages.error("E0307", word, message, f"`{self._shown()}` is {self.value.type}", labels=labels, help=arms)


def common_type(
    checker: CodeChecker, what: str, nodes: Sequence[tree.Expr], values: Sequence[Expr], scope: Scope
) -> Type | None:
    """The type that all values have or become; reports the first that does not go with the ones before."""
    together: Type = values[0].type if values else t.NULL
    for node, value in zip(nodes, values, strict=True):
        joined = join(together, value.type)
        joined = joined or (value.type if converted(values[0], value.type) else None)
        joined = joined or (together if converted(value, together) else None)
        if joined is None:
            say.branches_differ(checker.messages, what, nodes[0], values[0], node, value, scope)
            return None
        together = joined
    return together


def _cases(type: Type) -> dict[Case, str]:
    """The cases of a type, and how each is spoken of."""
    match type:
        case Optional(item):
            return {NULL: "null", **_cases(item)}
        case Enum(variants=variants):
            return {("variant", v.name): v.name for v in variants}
        case t.BOOL:
            return {("value", True): "true", ("value", False): "false"}
        case _:
            return {OTHER: ""}


def _as_pattern(type: Type, case: Case) -> str:
    variant = type.get(str(case[1])) if isinstance(type, Enum) and case[0] == "variant" else None
    if variant is not None:
        return f"{variant.name}(x)" if variant.payload is not None else variant.name
    return "null" if case == NULL else str(case[1]).lower()


def _any_of(made: list[_Alternative]) -> Expr | None:
    """True for a value that one of the alternatives takes; None for any."""
    result: Expr | None = None
    for a in made:
        if a.condition is None:
            return None
        is_never = a.condition == Const(t.BOOL, False)
        if result is None or result == Const(t.BOOL, False):
            result = a.condition
        elif not is_never:
            result = Or(t.BOOL, result, a.condition, place=result.place)
    return result


def _unwrapped(value: Expr) -> Expr:
    return Unwrap(value.type.item, value, place=value.place) if isinstance(value.type, Optional) else value
