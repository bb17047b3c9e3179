"""Independent mistakes give independent messages: in all combinations, each as if it stood alone."""

from __future__ import annotations

from itertools import combinations

import pytest

from sage.base.source import Source
from sage.compiler import driver

RIGHT = {
    "field": "note: str?",
    "default": 'unit: str = "C"',
    "result": "x / 2.0",
    "parameter": "param floor: f64 = 1.0",
    "setting": 'set on_error = "skip"',
    "option": 'delimiter: ";"',
    "name": "amount > floor",
    "operands": "half(amount) + 1.0",
    "null": "note is not null",
    "stream": "from large",
    "sink": 'csv("large.csv")',
    "aggregate": "sum(amount)",
    "clause": "by user",
    "given": "orders",
    "row": 'user: "ann"',
    "stage": "limit 10",
}
WRONG = {
    "field": ("note: strng?", "E0204"),
    "default": ("unit: str = 3", "E0301"),
    "result": ('x / "2"', "E0302"),
    "parameter": ('param floor: f64 = "1"', "E0301"),
    "setting": ('set on_eror = "skip"', "E0606"),
    "option": ('delimeter: ";"', "E0402"),
    "name": ("amount > flor", "E0201"),
    "operands": ("half(user) + 1.0", "E0301"),
    "null": ("len(note) > 3", "E0303"),
    "stream": ("from lrge", "E0205"),
    "sink": ('cvs("large.csv")', "E0605"),
    "aggregate": ("sum(user)", "E0305"),
    "clause": ("on user", "E0403"),
    "given": ("order", "E0801"),
    "row": ("user: 3", "E0802"),
    "stage": ("frobnicate 10", "E0202"),
}
# What a mistake hides: the field of an unknown type is not looked into, nor the body of a wrong function.
HIDES = {
    ("field", "null"),
    ("sink", "given"),
    ("clause", "given"),
    ("stage", "given"),
    ("given", "row"),
    ("result", "operands"),
}


def program(wrong: tuple[str, ...]) -> str:
    part = {name: WRONG[name][0] if name in wrong else right for name, right in RIGHT.items()}
    return f"""
schema Order {{ id: u64, user: str, amount: f64, {part["field"]}, {part["default"]} }}
fn half(x: f64) -> f64 = {part["result"]}
pipeline shop {{
  {part["parameter"]}
  {part["setting"]}
  let orders = from csv("orders.csv", {part["option"]}) as Order
  let large = from orders
    |> filter {part["name"]}
    |> extend share = {part["operands"]}
    |> filter {part["null"]}
  {part["stream"]} |> into {part["sink"]}
  from orders |> aggregate total = {part["aggregate"]} {part["clause"]} |> {part["stage"]} |> into stdout()
  from large |> into null
}}
test "large orders" for shop {{
  given {part["given"]} = [{{id: 1, {part["row"]}, amount: 2.0, note: "n"}}]
  expect large == []
}}
"""


def codes(text: str) -> list[str]:
    return sorted(d.code for d in driver.check(Source("shop.sage", text)).diagnostics)


def test_the_program_itself_is_right() -> None:
    assert codes(program(())) == []


@pytest.mark.parametrize("name", WRONG)
def test_one_mistake_gives_one_message(name: str) -> None:
    assert codes(program((name,))) == [WRONG[name][1]]


@pytest.mark.parametrize("count", [2, 3])
def test_mistakes_together_give_the_messages_of_each(count: int) -> None:
    for wrong in combinations(WRONG, count):
        hidden = {b for a, b in HIDES if a in wrong and b in wrong}
        expected = sorted(WRONG[name][1] for name in wrong if name not in hidden)
        assert codes(program(wrong)) == expected, wrong


def test_all_mistakes_at_once() -> None:
    hidden = {b for _, b in HIDES}
    assert codes(program(tuple(WRONG))) == sorted(WRONG[name][1] for name in WRONG if name not in hidden)
