"""What `sagec explain` and `sagec emit` print of the examples, held against golden files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sage.cli.explain import explain_file, explain_picture, explain_why
from sage.compiler.passes import PASSES

ROOT = Path(__file__).parents[2]
REWRITES = Path("tests/golden/rewrites.sage")
LATE, LOOKUP = Path("examples/late_carriers.sage"), Path("examples/delay_lookup.sage")


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    """Generated text names the program as it was named to the compiler."""
    monkeypatch.chdir(ROOT)


@pytest.mark.parametrize("phase", ["syntax", "logical", "optimized", "physical"])
def test_explain_a_phase(phase: str, golden: Callable[[str, str], None]) -> None:
    golden(f"late_carriers.{phase}.txt", explain_file(LATE, phase, None, None) + "\n")


def test_explain_after_each_pass(golden: Callable[[str, str], None]) -> None:
    texts = [f"# {p.__name__}\n{explain_file(LATE, 'optimized', p.__name__, None)}\n" for p in PASSES]
    golden("late_carriers.passes.txt", "\n".join(t.split("\n\n")[0] + "\n" for t in texts))


def test_explain_why(golden: Callable[[str, str], None]) -> None:
    golden("rewrites.why.txt", explain_why(REWRITES, None, None) + "\n")


@pytest.mark.parametrize("phase", ["logical", "optimized"])
def test_rewrites(phase: str, golden: Callable[[str, str], None]) -> None:
    golden(f"rewrites.{phase}.txt", explain_file(REWRITES, phase, None, None) + "\n")


def test_the_picture_of_a_plan(golden: Callable[[str, str], None]) -> None:
    golden("rewrites.svg", explain_picture(REWRITES, None))


@pytest.mark.parametrize("program", [LATE, LOOKUP], ids=lambda p: p.stem)
def test_generated_code(program: Path, golden: Callable[[str, str], None]) -> None:
    golden(f"{program.stem}.cpp", explain_file(program, "cpp", None, None))
