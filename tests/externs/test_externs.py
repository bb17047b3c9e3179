"""C++ of the user's own: called in executables, and told apart from ours where it is wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sage.base.diagnostics import Diagnostic
from sage.base.errors import CompileError, NeedsNative
from sage.base.source import Source
from sage.compiler import driver
from sage.compiler.reference.run import Interpreter

HERE = Path(__file__).parent
SAGEC = Path(sys.executable).with_name("sagec")
CALL = 'from values([{a: 1.5}]) |> extend b = f(a) |> into jsonl("out.jsonl")\n'


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def rows(file: str) -> list[Any]:
    return [json.loads(line) for line in Path(file).read_text().splitlines()]


def run(program: Path) -> None:
    done = subprocess.run([SAGEC, "run", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def checked(program: str) -> list[Diagnostic]:
    return list(driver.check(Source("program.sage", program)).diagnostics)


def mistake(program: str) -> Diagnostic:
    """The one message that compiling a program gives."""
    with pytest.raises(CompileError) as found:
        driver.compile(Source("program.sage", program))
    (diagnostic,) = found.value.diagnostics
    assert diagnostic.code == "E0901"
    return diagnostic


# ---------------------------------------------------------------- calls


def test_values_of_every_type_go_in_and_out() -> None:
    given = [("abc", 4.0, ["x"]), ("é", 5.0, []), ("q", 91.0, []), ("", 6.0, ["a", "b"]), ("", 1.0, []), ("", 2.0, [])]
    lines = (json.dumps({"device": d, "value": v, "tags": t}) for d, v, t in given)
    Path("rows.jsonl").write_text("\n".join(lines))
    run(HERE / "geo.sage")
    assert rows("values.jsonl") == [
        {"device": "abc", "value": 4.0, "tags": ["x"], "cell": "40/15", "parts": ["a", "ab"], "half": 2, "weight": 4.0,
         "twice": 8, "best": "40/15", "same": True},
        {"device": "", "value": 6.0, "tags": ["a", "b"], "cell": "60/15", "parts": ["", ""], "half": 3, "weight": 12.0,
         "twice": 12, "best": "60/15", "same": True},
    ]  # fmt: skip
    assert [(row["device"], row["value"]) for row in rows("louder.jsonl")] == [
        ("abc!", 4.5), ("é!", 5.5), ("q!", 91.5), ("!", 6.5), ("!", 1.5), ("!", 2.5),
    ]  # fmt: skip
    assert rows("counted.jsonl") == [{"n": n} for n in range(1, 7)]
    assert rows("thrown.jsonl") == [4, 5, 91, 6]
    assert sorted(rows("failed.jsonl")) == [
        "R0106 it returned text that is not UTF-8",
        "R0106 it threw a text that is not UTF-8",
        "R0106 it threw something that is no std::exception",
        "R0106 no such latitude",
    ]


def test_the_reference_says_that_it_cannot_call_it() -> None:
    Path("f.hpp").write_text("inline double f(double x) { return x; }\n")
    program = driver.check(Source("program.sage", f'extern cpp("f.hpp") fn f(x: f64) -> f64\n{CALL}')).require()
    with pytest.raises(NeedsNative, match="`f` is C\\+\\+"):
        Interpreter(driver.narrowed(program.pipeline()), "skip").run()


def test_what_a_header_includes_and_what_is_linked_make_another_program(folder: Path) -> None:
    Path("f.hpp").write_text('#pragma once\n#include "g.hpp"\ninline double f(double x) { return g(x); }\n')
    Path("g.hpp").write_text("double g(double x);\n")

    def library(body: str) -> None:
        Path("g.cpp").write_text(f"double g(double x) {{ return {body}; }}\n")
        subprocess.run("g++ -c g.cpp -o g.o && rm -f libgee.a && ar rcs libgee.a g.o", shell=True, check=True)

    program = Path("program.sage")
    program.write_text(f'extern cpp("f.hpp", link: ["gee"], pure: true) fn f(x: f64) -> f64\n{CALL}')
    library("x + 1")
    run(program)
    assert rows("out.jsonl") == [{"a": 1.5, "b": 2.5}]
    library("x + 2")
    run(program)
    assert rows("out.jsonl") == [{"a": 1.5, "b": 3.5}]
    Path("g.hpp").write_text("inline double g(double x) { return x + 3; }\n")
    run(program)
    assert rows("out.jsonl") == [{"a": 1.5, "b": 4.5}]


# ---------------------------------------------------------------- what is wrong with a declaration


def test_a_header_that_is_nearly_there_is_suggested() -> None:
    Path("half.hpp").write_text("")
    (found,) = checked(f'extern cpp("halve.hpp", pure: true) fn f(x: f64) -> f64\n{CALL}')
    assert (found.code, found.span.text) == ("E0901", '"halve.hpp"')
    assert found.help == 'did you mean "half.hpp"?'


def test_what_is_not_pure_stands_in_map_and_extend_only() -> None:
    Path("f.hpp").write_text("")
    declared = 'extern cpp("f.hpp") fn f(x: f64) -> f64\nfn g(x: f64) -> f64 { return f(x) + 1.0 }\n'
    for stage in ("filter g(a) > 1.0", "select b = f(a)", "sort by f(a)", "flatmap [f(a)]"):
        (found,) = checked(f"{declared}from values([{{a: 1.5}}]) |> {stage} |> into stdout()")
        assert (found.code, found.span.text) == ("E0109", "f(x)" if "g(" in stage else "f(a)"), stage
    for stage in ("map f(a)", "extend b = g(a)"):
        assert checked(f"{declared}from values([{{a: 1.5}}]) |> {stage} |> into stdout()") == []


@pytest.mark.parametrize(
    ("declaration", "code", "guilty"),
    [
        ('extern python("f.py") fn f(x: f64) -> f64', "E0111", "python"),
        ('extern rust("f.rs") fn f(x: f64) -> f64', "E0402", "rust"),
        ("extern cpp() fn f(x: f64) -> f64", "E0401", "f"),
        ('extern cpp("f.hpp", simbol: "g") fn f(x: f64) -> f64', "E0402", "simbol"),
        ('extern cpp("f.hpp", symbol: "g(1)") fn f(x: f64) -> f64', "E0402", '"g(1)"'),
        ('extern cpp("f.hpp", symbol: 3) fn f(x: f64) -> f64', "E0401", "3"),
        ('extern cpp("f.hpp", pure: "yes") fn f(x: f64) -> f64', "E0401", '"yes"'),
        ('extern cpp("f.hpp", link: "lib/g.a") fn f(x: f64) -> f64', "E0901", '"lib/g.a"'),
        ('extern cpp("f.hpp") fn f(x: map<str, f64>) -> f64', "E0111", "map<str, f64>"),
        ('extern cpp("f.hpp") fn f(x: f64, x: f64) -> f64', "E0206", "x"),
    ],
)
def test_a_wrong_declaration_is_told_where_it_is_wrong(declaration: str, code: str, guilty: str) -> None:
    Path("f.hpp").write_text("")
    (found,) = checked(f"{declaration}\n{CALL}")
    assert (found.code, found.span.text) == (code, guilty)


def test_a_constant_is_not_made_by_it() -> None:
    Path("f.hpp").write_text("")
    (found,) = checked(f'extern cpp("f.hpp", pure: true) fn f(x: f64) -> f64\nconst A = f(1.0)\n{CALL}')
    assert (found.code, found.span.text) == ("E0109", "f(1.0)")


# ---------------------------------------------------------------- what the C++ compiler finds


def test_another_signature_is_told_with_the_one_that_is_needed() -> None:
    Path("f.hpp").write_text("namespace a { inline float f(float x) { return x; } }\n")
    found = mistake(f'extern cpp("f.hpp", symbol: "a::f") fn f(x: f64) -> f64\n{CALL}')
    assert found.span.text == '"a::f"'
    assert found.message == "the C++ function `a::f` is not as it is declared"
    assert found.help == "in C++ it should be `double a::f(double x)`"
    assert "sage" not in "".join(found.notes)


def test_a_symbol_that_is_not_there_is_told() -> None:
    Path("f.hpp").write_text("inline double g(double x) { return x; }\n")
    found = mistake(f'extern cpp("f.hpp") fn f(x: f64) -> f64\n{CALL}')
    assert found.message == "the C++ function `f` is not as it is declared"


def test_a_header_that_does_not_compile_is_told_with_its_line() -> None:
    Path("f.hpp").write_text("#pragma once\ninline double f(double x) { return y; }\n")
    found = mistake(f'extern cpp("f.hpp") fn f(x: f64) -> f64\n{CALL}')
    assert found.message == "f.hpp does not compile"
    assert "of line 2" in found.notes[0] and "'y'" in found.notes[0]


def test_a_symbol_without_a_library_is_told() -> None:
    Path("f.hpp").write_text("double f(double x);\n")
    found = mistake(f'extern cpp("f.hpp") fn f(x: f64) -> f64\n{CALL}')
    assert found.message == "nothing defines `f`"
