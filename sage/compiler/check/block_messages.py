"""The words of the checker's messages about statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sage.base import types as t
from sage.base.diagnostics import Edit, Fix, Label
from sage.base.frozen import replace
from sage.base.source import Span
from sage.base.types import List, Map, Schema, Type
from sage.base.widening import join
from sage.compiler.check.convert import is_error, short
from sage.compiler.check.scope import Messages, Scope
from sage.compiler.check.words import replacement
from sage.compiler.ir.code import Expr
from sage.compiler.syntax import tree

_APPENDING = ("append", "push", "push_back", "add")  # what other tools call it
_ELSEWHERE = {
    tree.Emit: ("emit", "a `fn` only returns", "`flatmap` makes several rows of one, `process` emits from state"),
    tree.State: ("state", "a `fn` remembers nothing", "`state` stands in a `pipeline` or in a `process`"),
    tree.Handler: ("on", "nothing happens in a `fn`", "`on` stands in a `process`"),
}  # fmt: skip


def _label_of(span: Span | None, text: str) -> tuple[Label, ...]:
    return (Label(span, text),) if span is not None else ()


def _insertion(at: int, span: Span, text: str) -> Edit:
    return Edit(Span(span.source, at, at), text)


# ---------------------------------------------------------------- names


def declared_twice(messages: Messages, node: tree.Let, before: Span) -> None:
    """A second `let` of a name in the same braces."""
    let = Span(node.span.source, node.span.start, node.name_span.start)
    fix = Fix((Edit(let, ""),)) if node.type is None else None
    text, labels = f"`{node.name}` is declared twice", (Label(before, "first here"),)
    help = "give it another value without `let`"
    messages.error("E0206", node.name_span, text, "again here", labels=labels, help=help, fix=fix)


def hides(messages: Messages, name: str, span: Span, before: Span | None) -> None:
    """A name that means something else inside of these braces than around them."""
    text, labels = f"`{name}` hides another `{name}`", _label_of(before, "hidden")
    help = "give one of them another name"
    messages.warning("W0252", span, text, "another one from here on", labels=labels, help=help)


def not_read(messages: Messages, node: tree.Let) -> None:
    """A `let` without a use."""
    messages.warning("W0251", node.name_span, f"nothing reads `{node.name}`", "made here", help="leave it out")


def type_not_known(messages: Messages, node: tree.Let, type: Type) -> None:
    """A `let` of null or of an empty list."""
    label = "null may be of any type" if type == t.NULL else "nothing says what it would hold"
    example = "i64?" if type == t.NULL else "list<i64>"
    text, help = f"the type of `{node.name}` is not known", f"declare it: `let {node.name}: {example} = ...`"
    messages.error("E0301", node.value.span, text, label, help=help)


# ---------------------------------------------------------------- assignments


def sign_of(node: tree.Assign) -> Span:
    """The sign of an assignment."""
    between = Span(node.span.source, node.place.span.end, node.value.span.start)
    at = between.start + max(0, between.text.find(node.op))
    return Span(node.span.source, at, at + len(node.op))


def undeclared(messages: Messages, node: tree.Assign, target: tree.Name) -> None:
    """A value for a name of which there is nothing."""
    fix = Fix((_insertion(target.span.start, target.span, "let "),))
    text = f"there is no name `{target.name}`"
    messages.error("E0201", target.span, text, "not known here", help="`let` declares it", fix=fix)


def not_assignable(messages: Messages, node: tree.Assign, scope: Scope, *, is_item: bool) -> None:
    """Another value for what always has the same."""
    assert isinstance(node.place, tree.Name)
    name = node.place.name
    if is_item:
        text = f"`{name}` is each item of the list, and cannot be assigned"
    elif name in scope.locals:
        text = f"`{name}` is a parameter, and cannot be assigned"
    else:
        text = f"`{name}` always has the same value, and cannot be assigned"
    labels = _label_of(scope.places.get(name, scope.names.spans.get(name)), "declared here")
    other = name.lower() if name.lower() != name else f"new_{name}"
    help = f"only what `let` declares is assigned: `let {other} = {name}`"
    messages.error("E0109", node.place.span, text, "not declared by `let`", labels=labels, help=help)


def part_assigned(messages: Messages, node: tree.Assign, target: tree.Expr, part: Expr) -> None:
    """Another value for a field or an item: values do not change."""
    if is_error(part) or not isinstance(target, tree.FieldGet | tree.Item):
        return
    whole, value = short(target.value.span.text), short(node.value.span.text)
    if isinstance(target, tree.FieldGet):
        text = "a field of a record cannot be assigned"
        help = f"make another record: `{whole} = {{...{whole}, {target.name}: {value}}}`"
    else:
        text, help = "an item cannot be assigned", "make another one, for example with `map`"
    messages.error("E0109", target.span, text, "a value does not change", help=help)


@contextmanager
def about_both(messages: Messages, node: tree.Binary) -> Iterator[None]:
    """While `x + y` is checked for `x += y`: what is to be written for `x` cannot stand before the sign."""
    before = len(messages.found)
    yield
    target = node.left.span
    for i, d in enumerate(messages.found[before:], before):
        if d.fix is None or all(edit.span.end <= target.start or target.end <= edit.span.start for edit in d.fix.edits):
            continue
        help, fix = None, None
        if d.code == "E0303" and len(d.fix.edits) == 1:
            value = f"{target.text} = {d.fix.edits[0].content} {node.op} {node.right.span.text}"
            help, fix = d.help, replacement(node.span, value)
        messages.found[i] = replace(d, help=help, fix=fix)


def is_float(value: Expr) -> bool:
    """True for a value that makes a whole number a fraction."""
    return value.type in t.FLOATS


def begins_whole(messages: Messages, target: tree.Name, sign: Span, op: str, declared: Span, start: Span) -> None:
    """A fraction for a local that began as `0`."""
    text, fix = f"`{target.name}` is i64, and this is f64", Fix((Edit(start, f"{start.text}.0"),), "unsafe")
    labels = (Label(declared, f"`{target.name}` is i64"),)
    help = f"begin with a fraction: `let {target.name} = {start.text}.0`"
    code = "E0301" if op == "=" else "E0302"
    messages.error(code, sign if op != "=" else target.span, text, labels=labels, help=help, fix=fix)


def is_appending(node: tree.Call) -> bool:
    """True for `xs.append(x)`, which is written otherwise here."""
    return isinstance(node.function, tree.FieldGet) and node.function.name in _APPENDING and len(node.args) == 1


def append(messages: Messages, node: tree.Call, function: tree.FieldGet) -> None:
    """`xs.append(x)` for `xs += [x]`."""
    fix = replacement(node.span, f"{function.value.span.text} += [{node.args[0].span.text}]")
    text, help = f"there is no function `{function.name}`", "a list grows by `+=`"
    messages.error("E0203", function.name_span, text, "not known", help=help, fix=fix)


# ---------------------------------------------------------------- what is done


def not_in_a_function(messages: Messages, node: tree.Emit | tree.State | tree.Handler, fn: tree.FnDecl) -> None:
    """A statement of other code."""
    word, label, help = _ELSEWHERE[type(node)]
    source = node.span.source
    span = Span(source, node.span.start, node.span.start + len(word))
    labels = (Label(Span(source, fn.span.start, fn.span.start + 2), f"`{fn.name}` starts here"),)
    messages.error("E0109", span, f"`{word}` has no meaning in a `fn`", label, labels=labels, help=help)


def no_list(messages: Messages, node: tree.Expr, items: Expr, scope: Scope) -> None:
    """A `for` over something else than a list."""
    text, help, fix = f"`for` goes through a list, and this is {items.type}", None, None
    if isinstance(items.type, List):
        text, help = "the type of this list is not known", "put an item there that has a type"
    elif isinstance(items.type, Map):
        help, fix = "go through its keys", replacement(node.span, f"{node.span.text}.keys()")
    elif items.type in t.INTEGERS:
        help, fix = "count", replacement(node.span, f"range(0, {node.span.text})")
    elif items.type == t.STR:
        help = "take it apart: `.split(...)`"
    label = str(items.type)
    messages.error("E0301", node.span, text, label, labels=scope.declared(items), help=help, fix=fix)


def thrown_away(messages: Messages, node: tree.Call) -> None:
    """A call for nothing."""
    text, help = "the value of this call is thrown away", f"name it, `let x = {short(node.span.text)}`, or leave it out"
    messages.warning("W0451", node.span, text, "has no effect", help=help)


def never_run(messages: Messages, span: Span, last: tree.Statement) -> None:
    """Statements behind a `return`."""
    label = "returns here" if isinstance(last, tree.Return) else "returns either way"
    word = Span(last.span.source, last.span.start, last.span.start + (6 if isinstance(last, tree.Return) else 2))
    messages.warning(
        "W0451", span, "this is never run", "never reached", labels=(Label(word, label),), help="leave it out"
    )


# ---------------------------------------------------------------- results


def result_not_declared(messages: Messages, node: tree.FnDecl, returned: Sequence[Expr]) -> None:
    """A block without the type of its result."""
    types = [value.type for value in returned if not is_error(value)]
    together: Type | None = types[0] if types else None
    for type in types[1:]:
        together = join(together, type) if together is not None else None
    known = (
        together is not None and not t.is_vague(together) and not (isinstance(together, Schema) and not together.name)
    )
    end = _end_of_head(node)
    fix = (
        Fix((_insertion(end, node.span, f" -> {together}"),), "unsafe")
        if known and len(types) == len(returned)
        else None
    )
    text = f"`{node.name}` has a block, and does not say what it returns"
    help = "declare the type of its result" if fix else "declare the type of its result: `-> i64`"
    messages.error("E0310", node.name_span, text, "of which type?", help=help, fix=fix)


def _end_of_head(node: tree.FnDecl) -> int:
    """Where the result of a `fn` would stand."""
    before = node.span.source.text[: node.body.span.start]
    return before.rindex(")") + 1 if ")" in before[node.span.start :] else len(before)


def no_return(messages: Messages, node: tree.FnDecl, result: Type) -> None:
    """A block that may end without a value."""
    assert isinstance(node.body, tree.Block)
    block, labels = _open_end(node.body)
    end = Span(block.span.source, block.span.end - 1, block.span.end)
    assert node.result is not None
    labels = (Label(node.result.span, f"{result} is promised"), *labels)
    text = f"`{node.name}` may end without a `return`"
    messages.error("E0310", end, text, "reached without a value", labels=labels, help="add `return ...` before it")


def _open_end(block: tree.Block) -> tuple[tree.Block, tuple[Label, ...]]:
    """The innermost block whose end is reached, and what leads there."""
    match block.statements[-1] if block.statements else None:
        case tree.IfStatement(no=None) as node:
            word = Span(node.span.source, node.span.start, node.span.start + 2)
            return block, (Label(word, "if this is false"),) if _returns(node.yes) else ()
        case tree.IfStatement(yes=yes) as node:
            if not _returns(yes):
                return _open_end(yes)
            other = node.no
            assert other is not None
            return _open_end(other if isinstance(other, tree.Block) else tree.Block(block.span, (other,)))
        case tree.For() as node:
            return block, (Label(node.items.span, "if this has no items"),) if _returns(node.body) else ()
        case _:
            return block, ()


def _returns(block: tree.Block) -> bool:
    """True if the end of a block is never reached."""
    return any(map(_ends, block.statements))


def _ends(node: tree.Statement) -> bool:
    match node:
        case tree.Return():
            return True
        case tree.IfStatement(yes=yes, no=tree.Block() as no):
            return _returns(yes) and _returns(no)
        case tree.IfStatement(yes=yes, no=tree.IfStatement() as no):
            return _returns(yes) and _ends(no)
        case _:
            return False
