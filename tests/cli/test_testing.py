"""`sagec test`: what it says of a test that fails, what it writes anew, and what it tells build servers."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from sage.base import types as t
from sage.base.types import Enum, Field, List, Map, Schema, Tagged, Variant
from sage.cli.differences import compare
from sage.cli.junit import Report, write_junit
from sage.cli.literals import NoLiteral, literal, shown
from sage.cli.sagec import main

SHOP = """schema Order { id: i64, user: str, amount: f64 }
pipeline shop {
  set on_error = "skip"
  let orders = from csv("orders.csv") as Order

  let large = from orders
    |> filter amount > 1.0
    |> extend share = 100 // (id - 2)

  from large |> into null
}
"""
GIVEN = """  given orders = [
    {id: 1, user: "ann", amount: 2.0}, {id: 3, user: "eve", amount: 2.5},
  ]
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(text: str, *arguments: str) -> Result:
    Path("shop.sage").write_text(text)
    result = CliRunner().invoke(main, ["test", "shop.sage", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def expecting(*lines: str, given: str = GIVEN) -> str:
    body = "\n".join(f"  {line}" for line in lines)
    return f'{SHOP}\ntest "large orders" for shop {{\n{given}{body}\n}}\n'


# ---------------------------------------------------------------- what is shown


def test_a_dot_for_each_test_and_a_last_line() -> None:
    result = run('test "a" {\n  expect 1 < 2\n}\ntest "b" {\n  expect 2 == 2\n}\n')
    assert result.exit_code == 0
    assert result.stdout.startswith("..\n2 passed, 0 failed in ")


def test_rows_that_differ_are_a_table() -> None:
    wrong = '[{id: 1, user: "ann", amount: 2.5, share: -100}, {id: 2, user: "bob", amount: 1.5, share: 7}]'
    result = run(expecting(f"expect large == {wrong}"))
    assert result.exit_code == 1
    assert (
        result.stdout.split("0 passed")[0]
        == """

FAILED shop.sage:13 large orders
  line 17: expect large == [{id: 1, user: "ann", amount: 2.5, share: -100}, {id: 2, user: "bob", amount: ...
  - expected, + actual: 1 changed, 1 missing, 1 too many
      id  user   amount  share
    - 1   "ann"  2.5     -100
    + 1   "ann"  2.0     -100
                 ^^^
    - 2   "bob"  1.5     7
    + 3   "eve"  2.5     100

"""
    )


def test_what_the_order_hides_is_no_difference_where_it_is_unordered() -> None:
    rows = '[{id: 3, user: "eve", amount: 2.5, share: 100}, {id: 1, user: "ann", amount: 2.0, share: -100}]'
    assert run(expecting(f"expect large == {rows}")).exit_code == 1
    assert run(expecting(f"expect large == {rows} unordered")).exit_code == 0


def test_the_first_record_that_failed_is_shown_before() -> None:
    given = '  given orders = [{id: 2, user: "bob", amount: 2.0}]\n'
    shown = run(expecting("expect large.len() == 1", given=given)).stdout
    assert shown.index("record error[R0103]: division by zero\n    --> shop.sage:8:") < shown.index("line 15: ")
    assert '     = record: {"id":2,"user":"bob","amount":2.0}\n' in shown
    assert "    actual    0\n    expected  1\n" in shown


def test_both_sides_of_a_comparison_are_shown() -> None:
    shown = run(expecting("expect large.len() > 2 + 3")).stdout
    assert "  it is false\n    left   2\n    right  5\n" in shown


def test_tests_are_chosen_by_words() -> None:
    text = 'test "red apples" {\n  expect 1 == 1\n}\ntest "green apples" {\n  expect 1 == 2\n}\n'
    assert run(text, "-k", "APPLES red").exit_code == 0
    assert run(text, "-k", "pears").stdout == "no tests found\n"


def test_json_is_one_object_a_test_and_a_summary() -> None:
    lines = [json.loads(line) for line in run(expecting("expect large == []"), "--json").stdout.splitlines()]
    assert [line["kind"] for line in lines] == ["test", "summary"]
    assert (lines[0]["passed"], lines[0]["title"], lines[0]["line"]) == (False, "large orders", 13)
    assert (lines[1]["passed"], lines[1]["failed"]) == (0, 1)


def test_a_program_with_errors_is_no_success() -> None:
    result = run("from nowhere |> into null\n")
    assert result.exit_code == 1
    assert "E0205" in result.stderr


# ---------------------------------------------------------------- the table


ROW = Schema((Field("id", t.I64), Field("name", t.STR)))


def rows(*values: tuple[int, str]) -> list[dict[str, object]]:
    return [{"id": id, "name": name} for id, name in values]


def test_rows_far_from_a_difference_are_left_out() -> None:
    expected = rows(*((n, "x") for n in range(20)))
    found = compare(expected[:10] + expected[11:], expected, List(ROW))
    assert str(found) == "1 missing"
    assert found.table() == [
        "  id  name", "  ...", '  8   "x"', '  9   "x"', '- 10  "x"', '  11  "x"', '  12  "x"', "  ...",
    ]  # fmt: skip


def test_many_differences_are_counted() -> None:
    found = compare([], rows(*((n, "x") for n in range(60))), List(ROW))
    assert len(found.table()) == 42
    assert found.table()[-1] == "  ... and 20 more that differ"


def test_long_lists_are_compared_soon() -> None:
    found = compare(rows(*((n, "y") for n in range(3000))), rows(*((n, "x") for n in range(5000))), List(ROW))
    assert str(found) == "3000 changed, 2000 missing"


def test_wide_characters_keep_the_columns() -> None:
    found = compare(rows((1, "日本")), rows((1, "ab")), List(ROW))
    assert found.table() == ["  id  name", '- 1   "ab"', '+ 1   "日本"', "      ^^^^^^"]


def test_equal_rows_count_as_often_as_they_are_there() -> None:
    found = compare(rows((1, "a"), (1, "a")), rows((1, "a")), List(ROW), unordered=True)
    assert str(found) == "1 too many"


def test_values_without_columns_stand_alone() -> None:
    assert compare([1, 2], [1, 3], List(t.I64)).table() == ["  1", "- 3", "+ 2"]


# ---------------------------------------------------------------- update


def test_what_is_written_out_is_updated(here: Path) -> None:
    text = expecting("# what there is", "expect large == [", "  {id: 7},", "]", "expect large.len() == 5  # rows")
    # The literal lacks columns, which null cannot stand for: the program has errors and is left alone.
    assert run(text, "--update").exit_code == 1
    assert (here / "shop.sage").read_text() == text
    text = expecting("# what there is", "expect large == []", "expect large.len() == 5  # rows")
    result = run(text, "--update")
    assert result.exit_code == 0
    assert result.stderr == "2 expectations updated\n"
    assert (here / "shop.sage").read_text() == expecting(
        "# what there is",
        "expect large == [",
        '  {id: 1, user: "ann", amount: 2.0, share: -100}, {id: 3, user: "eve", amount: 2.5, share: 100},',
        "]",
        "expect large.len() == 2  # rows",
    )


def test_a_layout_of_its_own_is_left(here: Path) -> None:
    run('test   "sum"  { expect   1+1   ==   3 }\n', "--update")
    assert (here / "shop.sage").read_text() == 'test   "sum"  { expect   1+1   ==   2 }\n'


@pytest.mark.parametrize(
    ("expectation", "why"),
    [
        ("expect 3 == 1 + 1", "only a value that is written out on the right of `==` is updated"),
        ("expect 1 > 2", "only a value that is written out on the right of `==` is updated"),
        ("expect [1] == [  # one\n 2]", "there is a comment in what is expected"),
        ("expect 0.0 / 0.0 == 1.0", "NaN cannot be written out"),
    ],
)
def test_what_cannot_be_written_is_left(expectation: str, why: str, here: Path) -> None:
    text = f'test "t" {{\n  {expectation}\n}}\n'
    result = run(text, "--update")
    assert result.exit_code == 1
    assert result.stderr == f"not updated: shop.sage:2: {why}\n"
    assert (here / "shop.sage").read_text() == text


COLOR = Enum("Color", (Variant("red"), Variant("blue")))
SHAPE = Enum("Shape", (Variant("circle", t.F64), Variant("point")))


@pytest.mark.parametrize(
    ("value", "type", "text"),
    [
        (None, t.optional(t.STR), "null"),
        ("a\"\\\n\x07é", t.STR, '"a\\"\\\\\\n\\u{7}é"'),
        (b'\x00a"', t.BYTES, 'b"\\x00a\\x22"'),
        (1.0, t.F64, "1.0"),
        (1e300, t.F64, "1e+300"),
        (-1, t.I8, "-1"),
        (True, t.BOOL, "true"),
        (90_000_000, t.DURATION, "1m30s"),
        (660_000_000, t.TIMESTAMP, 'ts"00:11:00"'),
        (86_400_000_000, t.TIMESTAMP, 'ts"1970-01-02T00:00:00Z"'),
        ({"a b": 1}, Map(t.STR, t.I64), '{"a b": 1}'),
        ("red", COLOR, '"red"'),
        (Tagged("circle", 2.0), SHAPE, "Shape.circle(2.0)"),
        ([{"over": 1}], List(Schema((Field("over", t.I64),))), "[{`over`: 1}]"),
    ],
)  # fmt: skip
def test_a_value_as_a_program_writes_it(value: object, type: t.Type, text: str) -> None:
    assert literal(value, type) == text


def test_not_every_value_can_be_written() -> None:
    with pytest.raises(NoLiteral, match="NaN"):
        literal([float("nan")], List(t.F64))
    assert shown([float("nan")], List(t.F64)) == "[NaN]"


# ---------------------------------------------------------------- JUnit


def test_the_report_for_build_servers_can_be_read(here: Path) -> None:
    (here / "broken.sage").write_text("from nowhere |> into null\n")
    run('test "good" {\n  expect 1 == 1\n}\ntest "bad <&>" {\n  expect 1 == 2\n}\n', "broken.sage", "--junit", "t.xml")
    root = ElementTree.parse(here / "t.xml").getroot()
    assert root.tag == "testsuites"
    assert {name: root.get(name) for name in ("tests", "failures", "errors")} == {
        "tests": "3", "failures": "1", "errors": "1",
    }  # fmt: skip
    suites = {suite.get("name"): suite for suite in root}
    assert set(suites) == {"shop.sage", "broken.sage"}
    good, bad = suites["shop.sage"]
    assert (good.get("name"), len(good)) == ("good", 0)
    assert (bad.get("name"), bad[0].tag, bad[0].get("message")) == ("bad <&>", "failure", "they differ")
    assert "expected  2" in (bad[0].text or "")
    assert "E0205" in (suites["broken.sage"][0][0].text or "")


def test_characters_that_no_xml_holds_are_replaced(here: Path) -> None:
    write_junit(here / "t.xml", [Report("x.sage", 1, "bell \x07", 0.0, "failure", "\x00", "\x1b[31m\ud800")])
    case = ElementTree.parse(here / "t.xml").getroot()[0][0]
    assert (case.get("name"), case[0].text) == ("bell �", "�[31m�")
