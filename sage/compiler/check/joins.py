"""Joins and lookups: from a stage to the operator that its bound asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sage.base.diagnostics import Edit, Fix, Label
from sage.base.frozen import dataclass, replace
from sage.base.source import Span
from sage.compiler.check.binder import Binder
from sage.compiler.check.externs import check_place
from sage.compiler.check.join_on import On, condition
from sage.compiler.check.recovery import Mistake, Nowhere, is_open
from sage.compiler.check.scope import Scope
from sage.compiler.check.slots import usage
from sage.compiler.ir.code import Const, Expr, Place
from sage.compiler.ir.flow import Op, Port, exprs_of
from sage.compiler.ir.slots import Slot, SlotError
from sage.compiler.library.ops.join import FOREVER, JoinAll, JoinStage
from sage.compiler.library.ops.join_over import JoinOver
from sage.compiler.library.ops.join_within import JoinWithin
from sage.compiler.library.ops.lookup import Lookup, LookupStage, LookupVersioned, Table
from sage.compiler.library.ops.pairing import Kind
from sage.compiler.library.windows import Tumbling
from sage.compiler.syntax import tree

if TYPE_CHECKING:
    from sage.compiler.check.builder import Builder

_BOUND = "bound it: `within 1h`, `over tumbling(1h)`, or `within forever` to keep all rows"
_TIME = "give them one: `at: timestamp @event_time(delay: 5s)` in the schema, or `|> event_time at` before"
_BOUNDS: tuple[str, ...] = ("within", "over")


@dataclass(frozen=True)
class Joined:
    """A stage that puts two streams together, with its streams found."""

    builder: Builder
    stage: tree.Stage
    binder: Binder
    left: Op
    right: Op
    alias: str
    named: Span
    source: Span  # where the right stream is named

    @property
    def word(self) -> str:
        return self.stage.name

    def error(self, code: str, span: Span, text: str, label: str = "", **more: Any) -> None:
        self.builder.messages.error(code, span, text, label, **more)

    def clause(self, word: str) -> tree.Clause | None:
        return next((c for c in self.stage.clauses if c.word == word), None)

    def pairing(self, on: On) -> dict[str, Any]:
        """The slots that every operator of this kind has."""
        return {
            "left": self.left, "right": self.right, "left_key": on.left, "right_key": on.right, "where": on.where,
            "alias": self.alias, "named": Place(self.named, self.word), "place": Place(self.stage.span, self.word),
        }  # fmt: skip


def join(builder: Builder, stage: tree.Stage, input: Op, scope: Scope) -> Op | None:
    """The operator of a join; None where a message was reported."""
    joined = _joined(builder, stage, input, scope, JoinStage)
    if joined is None:
        return None
    on = condition(joined, scope)
    bound = _bound(joined)
    if on is None or bound is None or not check_place(builder.messages, stage.name, exprs_of((on.where, *on.left))):
        return None
    cls, slots = bound
    made: Op = cls(**joined.pairing(on), kind=Kind(stage.name), **slots)
    try:
        made.validate()
    except SlotError as error:
        joined.error(error.code, joined.binder.spans[error.slot], error.message, error.label, help=error.help)
        return None
    return made if _names_are_new(joined, made) else None


def lookup(builder: Builder, stage: tree.Stage, input: Op, scope: Scope) -> tuple[Op, str | None] | None:
    """The operator of a lookup, and the name of the stream of rows that find nothing."""
    joined = _joined(builder, stage, input, scope, LookupStage)
    if joined is None:
        return None
    if isinstance(joined.right, Mistake | Nowhere):
        return None
    if not isinstance(joined.right, Table):
        text, name = f"`lookup` looks up in a table, and `{joined.source.text}` is a stream", joined.source.text
        help = f"make it one: `let {name} = ... |> table by {next(iter(joined.right.schema.names), 'id')}`"
        joined.error("E0501", joined.source, text, "no table", help=help)
        return None
    on = condition(joined, scope, joined.right)
    bound = joined.binder.stage(LookupStage, replace(stage, args=stage.args[1:], clauses=_without(stage, "on")))
    if on is None or bound is None or not _names_are_new(joined, None):
        return None
    is_versioned, missed = bound.get("versioned"), bound.get("missed")
    parts = joined.pairing(on) | {"missed": missed}
    if isinstance(is_versioned, Const) and is_versioned.value:
        span = joined.binder.spans["versioned"]
        return (LookupVersioned(**parts), missed) if _have_times(joined, span, "a version is found") else None
    return Lookup(**parts, ttl=joined.right.ttl), missed


def keyed_table(stage: tree.Stage, input: Op) -> tree.Stage:
    """The stage `table` with a `by` of the fields that have `@key`, if nothing else says what the key is."""
    keys = [f.name for f in input.schema if "key" in f.attributes]
    if input.key or not keys or any(c.word == "by" for c in stage.clauses):
        return stage
    args = tuple(tree.Arg(stage.name_span, "value", tree.Name(stage.name_span, name)) for name in keys)
    return replace(stage, clauses=(*stage.clauses, tree.Clause(stage.name_span, "by", args)))


def ports(op: Op, missed: str | None, place: Place) -> tuple[Op, dict[str, Op]]:
    """The stream that goes on after a lookup, and the one that it declares."""
    if missed is None:
        return op, {}
    return Port(input=op, port=0, place=place), {missed: Port(input=op, port=1, place=place)}


# ---------------------------------------------------------------- the streams


def _joined(builder: Builder, stage: tree.Stage, input: Op, scope: Scope, cls: Any) -> Joined | None:
    """The stage with its streams; reports what is wrong with its arguments and clauses."""
    word, messages = stage.name, builder.messages
    binder = Binder(builder.checker, builder.find_stream, word, stage.name_span, scope, input, stage.span)
    slots = {n: s for n, s in cls.slots().items() if s.kind != "stream"}
    slots["on"] = Slot("predicate", clause="on")
    options = [a for a in stage.args if a.kind == "option"]
    if any(_is_kind(builder, a, word) for a in options):
        return None
    if not binder.known_words(slots, stage.clauses, options):
        return None
    args = [a for a in stage.args if a.kind != "option"]
    if not args:
        if not binder.is_misread:
            text = f"`{word}` needs to know {'which table' if cls is LookupStage else 'which stream'}"
            messages.error("E0401", stage.name_span, text, "missing here", help=usage(word))
        return None
    first = args[0]
    if len(args) > 1:
        help = f"a second one is a second stage: `|> {word} {args[1].span.text} on ...`"
        messages.error("E0401", args[1].span, f"`{word}` takes one stream", "too much", help=help)
        return None
    if first.kind not in ("as", "value") or not isinstance(first.value, tree.Name):
        if not isinstance(first.value, tree.ErrorExpr):
            messages.error("E0401", first.span, f"`{word}` takes a stream by its name", "none", help=usage(word))
        return None
    stream, source = builder.find_stream(first.value), first.value.span
    if first.kind == "value" or first.name is None or first.name_span is None:
        alias = first.value.name[:1]
        fix = Fix((Edit(Span(source.source, source.end, source.end), f" as {alias}"),))
        text, help = f"the rows of `{source.text}` need a name here", f"`{word} {source.text} as {alias} on ...`"
        messages.error("E0401", source, text, "which name?", help=help, fix=fix)
        return None
    if stream is None or is_open(stream) or is_open(input):
        return None
    joined = Joined(builder, stage, binder, input, stream, first.name, first.name_span, source)
    return None if _hides(joined, scope) else joined


def _is_kind(builder: Builder, option: tree.Arg, word: str) -> bool:
    """`how: "left"`; reports it."""
    if option.name not in ("how", "type", "kind") or option.name_span is None:
        return False
    text, help = (
        f"`{word}` has no option `{option.name}`",
        "each kind is a stage: `left_join`, `full_join`, `anti_join`",
    )
    builder.messages.error("E0402", option.name_span, text, "not known", help=help)
    return True


def _hides(joined: Joined, scope: Scope) -> bool:
    """True if the name of the right row is that of a left column; reports it."""
    if joined.alias not in joined.left.schema:
        return False
    declared = scope.columns(joined.alias)
    labels = (Label(declared, "the column"),) if declared is not None else ()
    text = f"`{joined.alias}` is a column of the left row"
    help = f"give the right row another name: `as {joined.alias}_row`"
    joined.error("E0405", joined.named, text, "named again here", labels=labels, help=help)
    return True


def _names_are_new(joined: Joined, made: Op | None) -> bool:
    """False if the columns of a window are there already; reports it."""
    added = {f.name for f in made.added} if isinstance(made, JoinOver) else set()
    taken = next((n for n in joined.left.schema.names if n in added), None)
    over = joined.clause("over")
    if taken is None or over is None:
        return True
    text = f"the rows have a `{taken}` already, and `over` adds one"
    help = f"`drop {taken}` before, or `rename` it"
    joined.error("E0405", over.args[0].span, text, "adds it again", help=help)
    return False


# ---------------------------------------------------------------- the bound


def _bound(joined: Joined) -> tuple[type[Any], dict[str, Any]] | None:
    """The class of the operator and the slots of its bound."""
    clauses = [c for word in _BOUNDS if (c := joined.clause(word)) is not None]
    if len(clauses) > 1:
        text, labels = "`within` and `over` are two bounds", (Label(_head(clauses[0]), "the one"),)
        joined.error("E0403", _head(clauses[1]), text, "the other", labels=labels, help="a join has one")
        return None
    if not clauses:
        return (JoinAll, {}) if _may_keep_all(joined, joined.stage.name_span) else None
    (clause,) = clauses
    node = clause.args[0].value
    if clause.word == "over":
        return _over(joined, clause)
    if isinstance(node, tree.Name) and node.name == FOREVER:
        if not Kind(joined.word).alone:
            return JoinAll, {}
        return (JoinAll, {}) if _may_keep_all(joined, node.span) else None
    slot = replace(JoinWithin.slots()["within"], named=True)  # messages speak of `within`
    span: Expr | None = joined.binder.slot("within", slot, clause.args, {})
    if span is None:
        return None
    text = "`within` goes by the time of the rows"
    return (JoinWithin, {"within": span}) if _have_times(joined, clause.args[0].span, text) else None


def _over(joined: Joined, clause: tree.Clause) -> tuple[type[Any], dict[str, Any]] | None:
    binder = joined.binder
    binder = Binder(binder.checker, binder.find_stream, "over", _head(clause), binder.scope, binder.input)
    window = binder.slot("over", Slot("window"), clause.args, {})
    if window is None:
        return None
    span = clause.args[0].span
    if not window.is_timed:
        text, help = f"`{window.word}` windows count the rows of one stream", "for example `over tumbling(1m)`"
        joined.error("E0401", span, text, "no time", help=help)
        return None
    if not (isinstance(window, Tumbling) or "every" in window.slots()):
        joined.builder.checker.not_yet(span, f"a join over `{window.word}`")
        return None
    text = f"`{window.word}` windows go by the time of the rows"
    return (JoinOver, {"assigned": window}) if _have_times(joined, span, text) else None


def _have_times(joined: Joined, span: Span, what: str) -> bool:
    """True if the rows of both sides have times; else reports it."""
    lacking = [name for name, op in (("left", joined.left), ("right", joined.right)) if not op.clocks]
    if lacking:
        text = f"{what} by the time of the rows" if "time" not in what else what
        text += f", and those {'of both sides' if len(lacking) > 1 else f'on the {lacking[0]}'} have none"
        joined.error("E0503", span, text, "no event time", help=_TIME)
    return not lacking


def _may_keep_all(joined: Joined, span: Span) -> bool:
    """True if both sides end; else reports that the join needs a bound."""
    endless = [op for op in (joined.left, joined.right) if not op.is_bounded]
    if not endless:
        return True
    is_forever = span != joined.stage.name_span
    which = "one side never ends" if len(endless) == 1 else "neither side ends"
    if is_forever:
        text = f"`{joined.word}` waits until no partner can come, and {which}"
        help = "bound it: `within 1h`, or `over tumbling(1h)`"
    else:
        text, help = f"`{joined.word}` would keep all rows, and {which}", _BOUND
    label = Label(joined.source, "never ends") if joined.right in endless else None
    joined.error("E0504", span, text, "without a bound", labels=(label,) if label else (), help=help)
    return False


def _head(clause: tree.Clause) -> Span:
    """The word of a clause."""
    return Span(clause.span.source, clause.span.start, clause.span.start + len(clause.word))


def _without(stage: tree.Stage, word: str) -> tuple[tree.Clause, ...]:
    return tuple(c for c in stage.clauses if c.word != word)
