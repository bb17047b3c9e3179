"""The words of the checker's messages about the block of a `process`."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from sage.base.diagnostics import Edit, Fix, Label
from sage.base.frozen import replace
from sage.base.names import closest
from sage.base.source import Span
from sage.base.types import List, Map, Schema, Type
from sage.compiler.check.convert import short
from sage.compiler.check.scope import Messages
from sage.compiler.check.words import listing, replacement
from sage.compiler.syntax import tree

EVENTS = {"item": "on item e { ... }", "timer": "on timer t { ... }", "end": "on end { ... }"}
_NEAR_EVENTS = {
    "row": "item", "record": "item", "event": "item", "element": "item", "message": "item", "next": "item",
    "time": "timer", "timeout": "timer", "tick": "timer", "close": "end", "finish": "end", "stop": "end",
}  # fmt: skip
_EXAMPLE = "for example `|> process { state n: i64 = 0 on item e { n += 1 emit {n: n} } }`"


def _word(node: tree.Node, length: int) -> Span:
    return Span(node.span.source, node.span.start, node.span.start + length)


# ---------------------------------------------------------------- the block


def needs_block(messages: Messages, stage: tree.Stage) -> None:
    """`process` without braces."""
    messages.error("E0401", stage.name_span, "`process` needs its code", "no block", help=_EXAMPLE)


def only_code(messages: Messages, stage: tree.Stage) -> None:
    """Arguments of a `process`, which has none."""
    span = stage.args[0].span.to(stage.args[-1].span)
    messages.error("E0401", span, "`process` takes a block and nothing else", "too much", help=_EXAMPLE)


def no_key(messages: Messages, stage: tree.Stage, names: Iterable[str]) -> None:
    """`process` over rows without a key."""
    example = next(iter(names), "user")
    start = stage.name_span.start - len(stage.name_span.source.text[: stage.name_span.start].rpartition("|>")[2]) - 2
    pipe = Span(stage.span.source, start, start)
    fix = Fix((Edit(pipe, f"|> key_by {example} "),), "unsafe")
    text = "`process` keeps its state for each key, and these rows have none"
    help = f"say what the key is before it: `|> key_by {example}`"
    messages.error("E0507", stage.name_span, text, "for each what?", help=help, fix=fix)


def no_place(messages: Messages, node: tree.Statement) -> None:
    """A statement that stands in no handler."""
    text = "only `state` and `on` stand in a `process`"
    messages.error("E0109", node.span, text, "when is this to happen?", help="put it into `on item e { ... }`")


def unknown_event(messages: Messages, node: tree.Handler) -> None:
    """A handler of nothing that happens."""
    span = _event_of(node)
    near = closest(node.event, EVENTS, _NEAR_EVENTS)
    text = f"there is no handler `on {node.event}`"
    help = f"did you mean `on {near}`?" if near else listing(f"on {e}" for e in EVENTS)
    messages.error("E0403", span, text, "not known", help=help, fix=replacement(span, near) if near else None)


def _event_of(node: tree.Handler) -> Span:
    start = node.span.start + node.span.text.index(node.event, 2)
    return Span(node.span.source, start, start + len(node.event))


def two_handlers(messages: Messages, node: tree.Handler, first: tree.Handler) -> None:
    """A second handler of what happens."""
    head, labels = f"on {node.event}", (Label(_head(first), "first here"),)
    text, help = f"two handlers are for `{head}`", "one handler holds all that is to happen"
    messages.error("E0206", _head(node), text, "again here", labels=labels, help=help)


def _head(node: tree.Handler) -> Span:
    return Span(node.span.source, node.span.start, _event_of(node).end)


def end_has_no_name(messages: Messages, node: tree.Handler) -> None:
    """`on end x`."""
    start = _event_of(node).end
    span = Span(node.span.source, start, node.body.span.start)
    fix = Fix((Edit(Span(span.source, start, node.body.span.start), " "),), "safe")
    at = start + len(span.text) - len(span.text.lstrip())
    name = Span(span.source, at, at + len(span.text.strip()))
    text = "at the end there is nothing to name"
    messages.error("E0401", name, text, "no row", help="`on end { ... }`", fix=fix)


def no_rows(messages: Messages, stage: tree.Stage) -> None:
    """A process that does nothing with its rows."""
    text = "`process` does nothing with its rows"
    messages.error("E0401", stage.name_span, text, "no `on item`", help="add `on item e { ... }`, which runs for each")


def emits_nothing(messages: Messages, stage: tree.Stage) -> None:
    """A process from which no row comes."""
    text = "this `process` emits nothing"
    messages.error("E0408", stage.name_span, text, "no row goes on", help="`emit e` hands a row on")


def emits_differ(messages: Messages, name: str, first: tuple[Span, Type], other: tuple[Span, Type]) -> None:
    """Two rows of different types on their way to one stream."""
    to = f" to `{name}`" if name else ""
    labels = (Label(first[0], str(first[1])),)
    text = f"all that is emitted{to} has one type"
    why = _difference(first[1], other[1])
    messages.error("E0311", other[0], text, why, labels=labels, help="a stream of its own takes it: `emit ... to NAME`")


def _difference(one: Type, other: Type) -> str:
    if not (isinstance(one, Schema) and isinstance(other, Schema)):
        return f"this is {other}"
    lacks = next((n for n in one.names if n not in other), None)
    more = next((n for n in other.names if n not in one), None)
    if lacks or more:
        return f"here there is no `{lacks}`" if lacks else f"here there is `{more}`, too"
    unlike = next((f for f in other if f.type != one.by_name[f.name].type), None)
    if unlike is None:
        return "here the fields stand in another order"
    return f"here `{unlike.name}` is {unlike.type}, and not {one.by_name[unlike.name].type}"


def returns(messages: Messages, node: tree.Return) -> None:
    """`return` where nobody waits for a value."""
    help = "`emit` hands a row on; `if` leaves things out"
    messages.error("E0109", _word(node, 6), "a handler gives nothing back", "not in a handler", help=help)


def inner_statement(messages: Messages, node: tree.State | tree.Handler) -> None:
    """`state` or `on` inside a handler."""
    word = "state" if isinstance(node, tree.State) else "on"
    help = "`let` declares what is needed here alone" if word == "state" else "close the handler before it"
    text = f"`{word}` stands beside the handlers, not in one"
    messages.error("E0109", _word(node, len(word)), text, "not in a handler", help=help)


# ---------------------------------------------------------------- state


def declared_twice(messages: Messages, node: tree.State, before: Span) -> None:
    """Two states of a name."""
    text, labels = f"`{node.name}` is declared twice", (Label(before, "first here"),)
    messages.error("E0206", node.name_span, text, "again here", labels=labels, help="give it another name")


def takes_key(messages: Messages, node: tree.State, before: Span | None) -> None:
    """A state named like a column of the key."""
    labels = (Label(before, "a column of the key"),) if before is not None else ()
    text = f"`{node.name}` is a column of the key already"
    messages.error("E0206", node.name_span, text, "named again here", labels=labels, help="give it another name")


def no_initial(messages: Messages, node: tree.State, type: Type) -> None:
    """A state whose type has no value of its own."""
    text = f"nothing says what `{node.name}` is at first"
    help = f"say it, `state {node.name}: {node.type.span.text} = ...`, or begin with null: `{node.type.span.text}?`"
    messages.error("E0401", node.name_span, text, f"{type} has no zero", help=help)


def never_read(messages: Messages, node: tree.State) -> None:
    """A state that is written for nothing."""
    text = f"nothing reads `{node.name}`"
    messages.warning("W0251", node.name_span, text, "kept for nothing", help="leave it out")


def attribute_takes(messages: Messages, node: tree.Attribute, example: str) -> None:
    """An attribute without its value, or with too many."""
    text = f"`@{node.name}` takes one value"
    messages.error("E0401", node.span, text, "which one?", help=f"for example `{example}`")


def too_little(messages: Messages, node: tree.Attribute, value: tree.Expr, what: str) -> None:
    """A span of time or a number of entries that keeps nothing."""
    messages.error("E0309", value.span, f"`@{node.name}` takes {what}", "keeps nothing")


def only_of_maps(messages: Messages, node: tree.Attribute, name: str, type: Type) -> None:
    """`@max_entries` of something without entries."""
    help = f"drop the first items: `{name} = {name}.slice(-100)`" if isinstance(type, List) else None
    text = f"`@max_entries` is for maps, and `{name}` is {type}"
    messages.error("E0402", node.span, text, "no entries", help=help)


# ---------------------------------------------------------------- code


def fixed(messages: Messages, node: tree.Assign, what: str, place: Span | None) -> None:
    """Another value for a row, a time or a key."""
    assert isinstance(node.place, tree.Name)
    name = node.place.name
    labels = (Label(place, "declared here"),) if place is not None else ()
    if what == "a column of the rows":
        help = "only `state` and what `let` declares is assigned: keep it in a `state`"
    else:
        help = f"only `state` and what `let` declares is assigned: `let new_{name} = {name}`"
    text = f"`{name}` is {what}, and cannot be assigned"
    messages.error("E0109", node.place.span, text, "does not change", labels=labels, help=help)


def part_of_fixed(messages: Messages, node: tree.Assign, whole: tree.Name, part: str) -> None:
    """`e.x = 3` of the row."""
    value = short(node.value.span.text)
    help = f"make another record: `let changed = {{...{whole.name}, {part}: {value}}}`"
    messages.error(
        "E0109", node.place.span, "a field of a record cannot be assigned", "a value does not change", help=help
    )


def item_of_list(messages: Messages, node: tree.Assign, name: str) -> None:
    """`xs[0] = x` of a state."""
    help = f"a list grows by `{name}.append(...)`, and is made anew with `{name} = {name}.map(...)`"
    messages.error("E0109", node.place.span, "an item of a list cannot be assigned", "does not change", help=help)


def name_the_row(messages: Messages, first: int, columns: AbstractSet[str], row: str | None, *, is_plain: bool) -> None:
    """Says of names that are not known, and columns of the row, how those are written. `first` is the number of the
    first message that is looked at."""
    for i, d in enumerate(messages.found[first:], first):
        if d.code != "E0201" or d.span.text not in columns or d.labels:
            continue
        if row is None:
            help = "keep it in a `state` while there is a row"
            messages.found[i] = replace(d, label="a column of the rows, and here is none", help=help, fix=None)
        else:
            text = f"`{d.span.text}` is a column of the row `{row}`"
            made = row if is_plain else f"{row}.{d.span.text}"
            fix = replacement(d.span, made, safe=True)
            messages.found[i] = replace(d, message=text, label="not by itself", help=f"`{made}`", fix=fix)


def method_takes(messages: Messages, node: tree.Call, name: str, count: int) -> None:
    """`append`, `remove` or `clear` with other arguments."""
    takes = "nothing" if count == 0 else "one value"
    text = f"`{name}` takes {takes}, and here {'is' if len(node.args) == 1 else 'are'} {len(node.args) or 'none'}"
    messages.error("E0304", node.span, text, "too much" if len(node.args) > count else "missing here")


def no_method(messages: Messages, node: tree.Call, span: Span, state: str, type: Type, method: str) -> None:
    """A change that this kind of state does not have."""
    help = None
    if isinstance(type, Map) and method == "append":
        help = f"an entry is set by its key: `{state}[key] = ...`"
    elif isinstance(type, List) and method == "remove":
        help = f"keep the others: `{state} = {state}.filter(x => ...)`"
    elif method == "clear":
        help = f"give it its first value: `{state} = ...`"
    text = f"{type} has no `{method}`"
    messages.error("E0203", span, text, f"`{state}` is {type}", help=help)


def changes_nothing(messages: Messages, node: tree.Call, span: Span, name: str) -> None:
    """`append`, `remove` or `clear` as a value, or of something that is no state."""
    text = f"`{name}` changes a `state`, and this is none"
    messages.error("E0109", span, text, "cannot change", help="only what `state` declares is changed in its place")


def timer_takes(messages: Messages, node: tree.Call, name: str) -> None:
    """`timer` with no time or with several."""
    text = f"`{name}` takes one time"
    messages.error("E0304", node.span, text, "which one?", help=f"for example `{name}(e.at + 10m)`")


def not_a_time(messages: Messages, node: tree.Expr, name: str, type: Type, row: str | None, is_timed: bool) -> None:
    """A timer at something that is no point in time."""
    now = f"{row or 'e'}.at" if is_timed else "now()"
    text = f"`{name}` takes a time, and this is {type}"
    help = f"add it to a time: `{now} + {short(node.span.text)}`"
    messages.error("E0301", node.span, text, str(type), help=help if str(type) == "duration" else None)


def log_takes(messages: Messages, node: tree.Call) -> None:
    """`log` with other arguments."""
    help = 'for example `log(f"{user} left", level: "warn")`'
    messages.error("E0304", node.span, "`log` takes a text, and a `level`", "other arguments", help=help)


def unknown_level(messages: Messages, node: tree.Expr, levels: Iterable[str]) -> None:
    """A level of the log that there is not."""
    listed = ", ".join(f'"{level}"' for level in levels)
    messages.error("E0402", node.span, "`level` is one of four words", "not known", help=f"it is one of {listed}")


def only_in_process(messages: Messages, span: Span, name: str) -> None:
    """`timer` or `cancel_timer` where there is no key."""
    text = f"`{name}` is a statement of a handler in a `process`"
    help = "`|> key_by ... |> process { on item e { timer(...) } on timer t { ... } }`"
    messages.error("E0109", span, text, "not here", help=help)


def never_fires(messages: Messages, node: tree.Handler) -> None:
    """`on timer` without a `timer(...)`."""
    messages.warning("W0451", _head(node), "no timer is ever set", "never runs", help="set one: `timer(e.at + 10m)`")


def no_timer_handler(messages: Messages, span: Span) -> None:
    """`timer(...)` without an `on timer`."""
    text = "nothing happens when this timer fires"
    messages.warning("W0451", span, text, "no `on timer`", help="add `on timer t { ... }`")
