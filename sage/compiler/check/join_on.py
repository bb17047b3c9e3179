"""The condition of a join: what must be equal on both sides, and what else must hold for two rows to meet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sage.base import types as t
from sage.base.diagnostics import Edit, Fix, Label
from sage.base.frozen import dataclass
from sage.base.source import Span
from sage.compiler.check.convert import is_error, short
from sage.compiler.check.scope import Scope
from sage.compiler.check.slots import usage
from sage.compiler.check.words import replacement
from sage.compiler.ir.code import Call, Column, Convert, Expr, GetField, MakeRecord
from sage.compiler.ir.flow import Op
from sage.compiler.ir.logic import conjunction, conjuncts
from sage.compiler.ir.narrow import needs_test
from sage.compiler.ir.slots import Named
from sage.compiler.library.ops.lookup import Table
from sage.compiler.syntax import tree

if TYPE_CHECKING:
    from sage.compiler.check.joins import Joined


@dataclass(frozen=True)
class On:
    """What is equal, as keys of either side, and the rest of the condition."""

    left: tuple[Named, ...]
    right: tuple[Named, ...]
    where: Expr


def condition(joined: Joined, scope: Scope, table: Table | None = None) -> On | None:
    """The condition behind `on`; of a lookup the key is that of its table. None where a message was reported."""
    clause = joined.clause("on")
    if clause is None or clause.args[0].value is None:
        if not joined.binder.is_misread:
            text, help = f"`{joined.word}` needs to know which rows meet", usage(joined.word)
            joined.error("E0505", joined.stage.name_span, text, "on what?", help=help)
        return None
    node = clause.args[0].value
    misplaced = [_misplaced(joined, scope, part) for part in _walk(node)]  # all of them are reported
    if _is_a_name(joined, node) or any(misplaced):
        return None
    right = Column(joined.right.schema.value, joined.alias)
    expr = joined.builder.checker.condition(node, scope.with_locals(**{joined.alias: right}))
    if is_error(expr):
        return None
    pairs: list[tuple[Expr, Expr]] = []
    rest: list[Expr] = []
    for part in conjuncts(expr):
        sides = _sides(part, joined.alias)
        if sides is None or (table is not None and not _reads_key(sides[1], joined.alias, table)):
            rest.append(part)
        else:
            pairs.append(sides)
    if not pairs and table is None:
        text = f"`{joined.word}` needs a value of each side that must be equal"
        help = f"for example `on {_example(joined)}`"
        joined.error("E0505", node.span, text, "no `left == right`", help=help)
        return None
    if any(_may_be_null(joined, scope, side) for pair in pairs for side in pair):
        return None
    over = [(left, over_right(right, joined.right, joined.alias)) for left, right in pairs]
    if table is not None:
        ordered = _in_order_of(joined, over, table, node.span)
        if ordered is None:
            return None
        over = ordered
    keys = [tuple(Named(f"k{i}", pair[side]) for i, pair in enumerate(over)) for side in (0, 1)]
    return On(keys[0], keys[1], conjunction(rest))


def over_right(expr: Expr, right: Op, alias: str) -> Expr:
    """An expression over the column of the right row as one over that row."""

    def change(e: Expr) -> Expr | None:
        if isinstance(e, GetField) and isinstance(e.value, Column) and e.value.name == alias:
            return Column(e.type, e.name, place=e.place)
        if isinstance(e, Column) and e.name == alias:
            row = right.schema
            columns = tuple(right[name] for name in row.names)
            return columns[0] if row.plain else MakeRecord(row, columns, place=e.place)
        return None

    return expr.substitute(change)


def _sides(part: Expr, alias: str) -> tuple[Expr, Expr] | None:
    """The left and the right side of an equality between the two rows; None for any other condition."""
    if not (isinstance(part, Call) and part.function.name == "==" and len(part.args) == 2):
        return None
    one, other = part.args
    if alias in one.columns:
        one, other = other, one
    is_left = bool(one.columns) and alias not in one.columns
    return (one, other) if is_left and other.columns == {alias} else None


def _may_be_null(joined: Joined, scope: Scope, side: Expr) -> bool:
    """True for a key that may be null; reports it."""
    inner = side.value if isinstance(side, Convert) else side
    if not isinstance(inner.type, t.Optional) and not needs_test(inner):
        return False
    if not isinstance(inner.type, t.Optional) and isinstance(side.type, t.Optional):
        return False  # the other side is to blame
    span = inner.place.span if inner.place else joined.stage.name_span
    name = short(span.text)
    column = name.partition(".")[2] if joined.alias in inner.columns else name
    where = f" of `{joined.source.text}`" if joined.alias in inner.columns else ""
    help = f"leave such rows{where} out before: `|> filter {column} is not null`"
    text = f"`{name}` may be null, and rows meet by values"
    label = str(inner.type) if isinstance(inner.type, t.Optional) else "tested here alone"
    joined.error("E0303", span, text, label, labels=scope.declared(inner), help=help)
    return True


# ---------------------------------------------------------------- the key of a table


def _reads_key(side: Expr, alias: str, table: Table) -> bool:
    """True if the right side of an equality is a column of the table's key."""
    inner = side.value if isinstance(side, Convert) else side
    if isinstance(inner, Column):
        return table.schema.plain and "it" in table.by
    return isinstance(inner, GetField) and isinstance(inner.value, Column) and inner.name in table.by


def _in_order_of(
    joined: Joined, pairs: list[tuple[Expr, Expr]], table: Table, span: Span
) -> list[tuple[Expr, Expr]] | None:
    """The equalities in the order of the table's key; reports a column that has none."""
    found: list[tuple[Expr, Expr]] = []
    for name in table.by:
        pair = next((p for p in pairs if name in p[1].columns), None)
        if pair is None:
            missing = joined.alias if table.schema.plain else f"{joined.alias}.{name}"
            text = f"`{joined.source.text}` is looked up by `{name}`, and nothing is equal to that"
            help = f"for example `on ... == {missing}`"
            labels = (Label(table.place.span, "the table"),) if table.place is not None else ()
            joined.error("E0505", span, text, "no equality with the key", labels=labels, help=help)
            return None
        found.append(pair)
    return found


# ---------------------------------------------------------------- habits of SQL


def _is_a_name(joined: Joined, node: tree.Expr) -> bool:
    """`on id`, for a column that both sides have; reports it."""
    if not isinstance(node, tree.Name) or node.name not in joined.left.schema:
        return False
    text, meant = "`on` says what is equal", f"{node.name} == {joined.alias}.{node.name}"
    fix = replacement(node.span, meant) if node.name in joined.right.schema else None
    help = f"`on {meant}`" if fix else f"for example `on {node.name} == {joined.alias}...`"
    joined.error("E0505", node.span, text, "equal to what?", help=help, fix=fix)
    return True


def _misplaced(joined: Joined, scope: Scope, node: tree.Expr) -> bool:
    """A column of the right row without its name, or one of the left with that of a stream; reports it."""
    left, right = joined.left.schema, joined.right.schema
    match node:
        case tree.Name(name=name, span=span):
            if name in left or name == "it" or name not in right or right.plain or name in scope.visible():
                return False
            text, meant = f"there is no column `{name}` on the left", f"{joined.alias}.{name}"
            fix = Fix((Edit(span, meant),))
            joined.error("E0201", span, text, "one of the right row", help=f"that is `{meant}`", fix=fix)
            return True
        case tree.FieldGet(value=tree.Name(name=name), name=column):
            if name == joined.alias or name in scope.visible() or name in scope.names.modules:
                return False
            if name == joined.source.text and column in right:
                text, meant = f"the right row is called `{joined.alias}` here", f"{joined.alias}.{column}"
            elif column in left:
                text, meant = f"a left column stands alone, without `{name}`", column
            else:
                return False
            fix = replacement(node.span, meant)
            joined.error("E0201", node.span, text, "no row", help=f"`{meant}`", fix=fix)
            return True
    return False


def _walk(node: Any) -> Iterator[Any]:
    """All expressions in one, but for those of lambdas and the names that stand before a dot."""
    if isinstance(node, tree.Lambda) or not isinstance(node, tree.Node):
        return
    yield node
    for name in node.__match_args__:
        value = getattr(node, name, None)
        for item in value if isinstance(value, tuple) else (value,):
            if not (isinstance(node, tree.FieldGet | tree.Call) and isinstance(item, tree.Name)):
                yield from _walk(item)


def _example(joined: Joined) -> str:
    """An equality that could have been meant."""
    left, right = joined.left.schema, joined.right.schema
    same = next((n for n in left.names if n in right and left.by_name[n].type == right.by_name[n].type), None)
    if same is not None:
        return f"{same} == {joined.alias}.{same}"
    first, other = next(iter(left.names), "id"), next(iter(right.names), "id")
    return f"{first} == {joined.alias}" + ("" if right.plain else f".{other}")
