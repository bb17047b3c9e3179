"""Faults of ours: a message with a code, never a traceback or the words of a C++ compiler alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sage.base.errors import ToolchainError
from sage.cli.sagec import main
from sage.compiler import driver
from sage.compiler.library.registry import FUNCTIONS

PROGRAM = """# sabotaged {}
from values([{{name: "ann"}}])
  |> extend shout = name.upper(),
            size = name.len()
  |> into stdout()
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def sagec(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def test_an_exception_becomes_a_message_and_a_report(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("no such thing")

    monkeypatch.setattr(driver, "check", broken)
    (here / "x.sage").write_text("")
    result = sagec("check", "x.sage")
    (report,) = here.glob("sage-crash-*.txt")
    assert result.exit_code == 70
    assert result.stderr == (
        "error[E0999]: KeyError: 'no such thing'\n"
        f"   = note: what happened is written in {report.name}\n"
        "   = help: this is a fault of SAGE, not of your program; please report it with that file\n"
    )
    assert "Traceback" in report.read_text()


def test_a_missing_toolchain_has_a_code(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ToolchainError("there is no C++ compiler")

    monkeypatch.setattr(driver, "check", broken)
    Path("x.sage").write_text("")
    result = sagec("check", "x.sage")
    assert (result.exit_code, result.stderr) == (3, "error[E0902]: there is no C++ compiler\n")


@pytest.mark.parametrize("wrong", ["sage::fn::no_such_function({f}, {0})", "sage::fn::upper({f}, 3, {0})"])
def test_c_plus_plus_that_does_not_compile_is_told_at_the_expression(
    wrong: str, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (upper,) = [function for function in FUNCTIONS["upper"] if len(function.params) == 1]
    program = PROGRAM.format(wrong)
    (here / "shout.sage").write_text(program)
    before = upper.cpp
    object.__setattr__(upper, "cpp", wrong)
    try:
        result = sagec("compile", "shout.sage", "--debug", "--jobs", "1")
    finally:
        object.__setattr__(upper, "cpp", before)
    assert result.exit_code == 3
    assert "error[E0903]: the C++ generated for `shout` does not compile\n  --> shout.sage:3:" in result.stderr
    assert " 3 |   |> extend shout = name.upper(),\n" in result.stderr
    assert "this is a fault of SAGE, not of your program; please report it" in result.stderr
    assert result.stderr.count("\n") < 15
