"""What passes must see of lambdas: that their code is evaluated for each item, and that their names are their own."""

from __future__ import annotations

import pytest

from sage.base import types as t
from sage.compiler.ir.code import Column, Expr, Local
from sage.compiler.ir.flow import Flow
from sage.compiler.ir.lambdas import Lambda, repeated_columns
from sage.compiler.ir.printer import print_expr
from sage.compiler.passes.fold_constants import fold_constants
from sage.compiler.passes.merge_rows import merge_rows
from sage.compiler.passes.push_filters import push_filters
from sage.compiler.passes.share_common import share_common
from tests.passes.pairs import changes, flow_of, keeps


def made(flow: Flow) -> Expr:
    """The expression of the only column that is made."""
    return next(e for op in flow.ops for e in op.exprs if op.name == "select")


def value_of(expression: str) -> Expr:
    return made(flow_of(f"|> map {expression}"))


def test_two_lambdas_are_equal_whatever_their_names() -> None:
    assert value_of("list.map(u => u + a)") == value_of("list.map(v => v + a)")
    assert value_of("list.map(u => u + a)") != value_of("list.map(u => u + b)")
    nested, swapped = "list.map(u => list.map(v => u - v))", "list.map(v => list.map(u => v - u))"
    assert value_of(nested) == value_of(swapped)
    assert value_of(nested) != value_of("list.map(u => list.map(v => v - u))")
    assert hash(value_of(nested)) == hash(value_of(swapped))


def test_what_is_read_for_each_item_is_known() -> None:
    assert repeated_columns(value_of("list.map(u => u + a).sum() + b")) == {"a"}


@pytest.mark.parametrize(
    "stages",
    [
        "|> extend c = lower(s) |> select n = list.count(i => c == s)",  # costly, and it would come many times
        "|> extend c = a + 1 |> select n = list.count(i => i > c)",  # may fail, and would not where the list is empty
    ],
)
def test_a_column_that_is_made_is_not_made_for_each_item(stages: str) -> None:
    keeps(merge_rows, stages)


def test_a_column_that_is_only_renamed_may_be_read_for_each_item() -> None:
    changes(
        merge_rows,
        "|> select list, c = b |> select n = list.count(i => i > c)",
        "|> select n = list.count(i => i > b)",
    )


def test_a_condition_with_a_lambda_moves_where_it_costs_no_more() -> None:
    changes(
        push_filters,
        "|> select list, c = b |> filter list.any(i => i > c)",
        "|> filter list.any(i => i > b) |> select list, c = b",
    )
    keeps(push_filters, "|> select list, s, c = lower(s) |> filter list.any(i => c == s)")


def test_lambdas_alone_are_no_values_to_fold_or_share() -> None:
    keeps(fold_constants, "|> map list.map(i => 1)")
    keeps(share_common, "|> select x = list.count(i => i > 1), y = list.any(i => i > 1)")


def test_a_lambda_over_what_is_known_is_evaluated() -> None:
    changes(fold_constants, "|> map range(0, 3).map(i => i * 2)", "|> map [0, 2, 4]")


def test_what_is_shared_keeps_its_lambdas() -> None:
    flow = share_common(flow_of("|> map list.map(i => i + 1).sum() + list.map(j => j + 1).sum()"))
    assert print_expr(made(flow)) == "let shared = sum(map(list, i => i + 1)) in shared + shared"


def test_a_column_is_written_into_a_lambda_and_captures_nothing() -> None:
    inner = Local(t.I64, "i$1")
    body = Lambda(t.Function((t.I64,), t.I64), ("i$1",), Column(t.I64, "c"))
    over = body.over(lambda _: value_of("list.map(i => i + a).sum()"))
    assert isinstance(over, Lambda)
    assert inner not in set(over.body.walk())
