"""`sagec explain FILE`: phases, passes, reasons, pictures."""

from __future__ import annotations

from pathlib import Path
from xml.dom import minidom

import pytest
from click.testing import CliRunner

from sage.cli.sagec import main

PROGRAM = """
schema Row { a: i64, s: str }
pipeline p {
  from jsonl("rows.jsonl") as Row
    |> extend t = lower(s) |> filter a > 1 and 7 // a > 0 |> limit 3 |> into null
  from range(0, 3) |> into null
}
"""


@pytest.fixture
def program(tmp_path: Path) -> str:
    path = tmp_path / "p.sage"
    path.write_text(PROGRAM)
    return str(path)


def explain(*args: str) -> str:
    done = CliRunner().invoke(main, ["explain", *args])
    return done.output


def test_a_pass_that_there_is_not_is_guessed(program: str) -> None:
    assert "there is no pass `push_filter`; did you mean `push_filters`?" in explain(program, "--after", "push_filter")


def test_why_gives_every_reason_with_its_place(program: str) -> None:
    text = explain(program, "--why")
    assert "  done  make the columns of `extend` after `limit`\n        fewer rows are left then\n" in text
    assert "  left  test `a > 1` before `jsonl`\n        `jsonl` is where the rows come from\n" in text
    assert "p.sage:5:" in text


def test_why_of_one_pass_is_about_that_alone(program: str) -> None:
    assert explain(program, "--why", "--after", "share_common") == "share_common: nothing to do\n"


def test_the_picture_has_a_frame_for_each_loop(program: str, tmp_path: Path) -> None:
    picture = tmp_path / "p.svg"
    assert explain(program, "--svg", str(picture)) == ""
    drawing = minidom.parse(str(picture))
    assert sum(path.getAttribute("class") == "fused" for path in drawing.getElementsByTagName("path")) == 2
    assert any("{a: i64, s: str}" in str(text.firstChild.data) for text in drawing.getElementsByTagName("text"))
