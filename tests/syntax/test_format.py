"""The formatter: the tree stays, a layout is its own layout, and it reads as the rules say."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from click.testing import CliRunner

from sage.base.source import Source
from sage.cli.new import FILES
from sage.cli.sagec import main
from sage.compiler.syntax.parser import parse
from sage.compiler.syntax.printer import format_source, shape
from sage.compiler.syntax.tokens import scan
from tests.random.programs import program_of

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = sorted(p for place in ("examples", "tests", "benchmarks") for p in (ROOT / place).rglob("*.sage"))
TEXTS = [text for path in PROGRAMS if not parse(Source("x", text := path.read_text()))[1]]
MUTATED = 300
RANDOM = 1000
SEED = int(os.environ.get("SAGE_SEED", "1"))
GAPS = (" ", "  ", "\n", "\n\n\n", "\t", "\r\n  ", " \n        ", " # a comment\n", "\n# another\n")


def formatted(text: str) -> str:
    result, found = format_source(Source("x.sage", text))
    assert not found
    return result


def holds(text: str) -> str:
    """The layout of a program, after a look at what every layout promises; that the tree stays, it sees to itself."""
    result = formatted(text)
    assert formatted(result) == result
    assert comments(result) == comments(text)
    return result


def comments(text: str) -> list[str]:
    found, before = [], 0
    for token in scan(Source("x", text)).tokens:
        found += [line.strip() for line in text[before : token.start].split("\n") if line.strip()]
        before = token.end
    return found


def mutated(seed: int) -> str:
    """A program with other blanks and line breaks between its tokens; comments keep theirs behind them."""
    rng = random.Random(seed)
    text = rng.choice(TEXTS)
    rate = rng.choice((0.02, 0.1, 0.5, 1.0))
    parts, before = [], 0
    for token in scan(Source("x", text)).tokens:
        gap = text[before : token.start]
        if rng.random() < rate and gap and "#" not in gap:
            gap = rng.choice(
                (" ", "  ", "\n", "\n\n\n", "\t", "\r\n  ", " \n        ", " # a comment\n", "\n# another\n")
            )
        elif rng.random() < rate / 4 and not gap and text[before - 1 : before] in ("(", "[", "{", ",", ")", "]"):
            gap = rng.choice((" ", "\n", "  \n  ", " # a comment\n"))
        parts += [gap, text[token.start : token.end]]
        before = token.end
    return "".join(parts)


@pytest.mark.parametrize("part", [0, *(pytest.param(part, marks=pytest.mark.slow) for part in range(1, 10))])
def test_a_random_program_has_one_layout(part: int) -> None:
    for number in range(part * RANDOM // 10, (part + 1) * RANDOM // 10):
        holds(program_of(SEED, number).text)


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: str(path.relative_to(ROOT)))
def test_programs_keep_their_trees(path: Path) -> None:
    text = path.read_text()
    if text in TEXTS:
        assert shape(parse(Source("x", holds(text)))[0]) == shape(parse(Source("x", text))[0])
    else:
        assert format_source(Source("x", text))[0] == text


@pytest.mark.parametrize("part", range(10))
def test_any_layout_keeps_its_tree(part: int) -> None:
    for seed in range(part, MUTATED, 10):
        holds(mutated(seed))


UGLY = """
schema  Order{id:u64,user:str , # who
  amount :f64?=null @name('a "b"')}


import common.money(A,B)
@pure fn f(x:i64)->str=if x<0 then'minus' else if x - -1>2 then 'it\\'s' else "x"
pipeline p{ set version="1"
param floor:f64=1.0   # euros
  let a=from csv('o.csv')as Order|>filter amount is not null and(amount> -floor or user in['a','b'])|>key_by user|>
    aggregate n=count( ),
  total=sum(amount)  by user else none
  from a|>into stdout()
  # the end
}
test"t"for p{given a=[{id:1,user:"a",amount:null},]

  expect f( 1 )==''}
"""

TIDY = """\
schema Order {
  id:     u64
  user:   str  # who
  amount: f64? = null @name('a "b"')
}

import common.money (A, B)
@pure fn f(x: i64) -> str = if x < 0 then "minus" else if x - -1 > 2 then "it's" else "x"
pipeline p {
  set version = "1"
  param floor: f64 = 1.0  # euros
  let a = from csv("o.csv") as Order
    |> filter amount is not null and (amount > -floor or user in ["a", "b"])
    |> key_by user
    |> aggregate
         n     = count(),
         total = sum(amount)
       by user else none

  from a |> into stdout()
  # the end
}
test "t" for p {
  given a = [{id: 1, user: "a", amount: null}]

  expect f(1) == ""
}
"""


def test_layout() -> None:
    assert holds(UGLY) == TIDY


def test_long_lines_are_broken_from_the_outside() -> None:
    condition = " and ".join(f"column_{i} > {i}" for i in range(8))
    names = ", ".join(f"name_of_a_column_{i}" for i in range(9))
    branches = "".join(f"if x > {i} then 'a long enough text' else " for i in range(4))
    text = f"fn kind(x: i64) -> str = {branches} 'x'\nfrom rows |> filter {condition} |> select {names} |> into null"
    assert holds(text) == (
        "fn kind(x: i64) -> str =\n"
        '  if x > 0 then "a long enough text"\n'
        '  else if x > 1 then "a long enough text"\n'
        '  else if x > 2 then "a long enough text"\n'
        '  else if x > 3 then "a long enough text"\n'
        '  else "x"\n'
        "from rows\n"
        "  |> filter column_0 > 0\n" + "".join(f"       and column_{i} > {i}\n" for i in range(1, 8)) + "  |> select\n"
        "       name_of_a_column_0, name_of_a_column_1, name_of_a_column_2, name_of_a_column_3,\n"
        "       name_of_a_column_4, name_of_a_column_5, name_of_a_column_6, name_of_a_column_7,\n"
        "       name_of_a_column_8\n"
        "  |> into null\n"
    )


def test_new_projects_are_laid_out() -> None:
    texts = [text for files in FILES.values() for name, text in files.items() if name.endswith(".sage")]
    assert [formatted(text) for text in texts] == texts


def test_an_empty_file_stays_empty() -> None:
    assert formatted("") == ""
    assert formatted("\n\n# only this\n\n\n# and this") == "# only this\n\n# and this\n"


# ---------------------------------------------------------------- the command

BAD = "from csv( 'a.csv' |> into stdout()\n"


def test_the_command_writes_checks_and_shows(tmp_path: Path) -> None:
    (tmp_path / "a.sage").write_text("from  values([1])|>into null\n")
    (tmp_path / "b.sage").write_text("from values([1]) |> into null\n")
    run = CliRunner().invoke
    checked = run(main, ["fmt", "--check", str(tmp_path)])
    assert checked.exit_code == 1
    assert "1 file would be reformatted, 1 unchanged" in checked.output
    shown = run(main, ["fmt", "--diff", str(tmp_path)])
    assert "+from values([1]) |> into null" in shown.output
    assert (tmp_path / "a.sage").read_text().startswith("from  ")
    assert "1 file reformatted, 1 unchanged" in run(main, ["fmt", str(tmp_path)]).output
    assert (tmp_path / "a.sage").read_text() == (tmp_path / "b.sage").read_text()
    assert run(main, ["fmt", "--check", str(tmp_path)]).exit_code == 0


def test_syntax_errors_leave_a_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "bad.sage"
    path.write_text(BAD)
    result = CliRunner().invoke(main, ["fmt", str(path)])
    assert result.exit_code == 1
    assert "E0102" in result.output
    assert path.read_text() == BAD


def test_stdin() -> None:
    result = CliRunner().invoke(main, ["fmt", "-"], input="from  values([1])|>into null")
    assert result.output == "from values([1]) |> into null\n"
