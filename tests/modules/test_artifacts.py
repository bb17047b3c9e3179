"""Executables and what they were made of: an imported file is as much a part of a program as its own."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

import click
import pytest

from sage.cli.checking import check_paths
from sage.cli.sagec import main
from sage.cli.watching import watch
from sage.compiler import driver
from sage.compiler.build.depends import recall, remember
from sage.compiler.check import modules

SAGEC = Path(sys.executable).with_name("sagec")
SHOP = """import common.money (whole)
from jsonl("pays.jsonl") as {amount: f64}
  |> select w = whole(amount)
  |> into stdout()
"""
MONEY = """## Whole euros.
fn whole(amount: f64) -> i32 =
  i32(amount * 1.0)
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SAGE_PATH", raising=False)
    (tmp_path / "common").mkdir()
    (tmp_path / "common" / "money.sage").write_text(MONEY)
    (tmp_path / "shop.sage").write_text(SHOP)
    (tmp_path / "pays.jsonl").write_text('{"amount": 2.5}\n{"amount": 3e10}\n')
    return tmp_path


def compile(*options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([SAGEC, "compile", "shop.sage", *options], capture_output=True, text=True)


def test_an_imported_file_is_part_of_the_artifact(monkeypatch: pytest.MonkeyPatch) -> None:
    never_seen = f"{MONEY}# {time.time_ns()}\n"
    Path("common/money.sage").write_text(never_seen)
    first, program = driver.compile(driver.read(Path("shop.sage")))
    assert program is not None and recall("shop.sage", ()) == {"common/money.sage": never_seen}

    with monkeypatch.context() as patch:
        patch.setattr(modules, "parse", None)  # what is in the cache needs no parser
        assert driver.compile(driver.read(Path("shop.sage")))[0].key == first.key

    Path("common/money.sage").write_text(MONEY.replace("1.0", "10.0"))
    second, _ = driver.compile(driver.read(Path("shop.sage")))
    assert second.key != first.key
    done = subprocess.run([second.executable, "--set", "on_error=skip", "--quiet"], capture_output=True, text=True)
    assert done.stdout == '{"w":25}\n'
    assert "common/money.sage:3:3" in done.stderr

    Path("common/money.sage").write_text(never_seen)
    assert driver.compile(driver.read(Path("shop.sage"))) == (first, None)


def test_a_record_that_fails_in_a_function_of_a_module_shows_its_file_and_line() -> None:
    made, _ = driver.compile(driver.read(Path("shop.sage")))
    done = subprocess.run([made.executable], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (5, '{"w":2}\n')
    assert "  --> common/money.sage:3:3\n" in done.stderr
    interpreted = subprocess.run([SAGEC, "run", "--interpret", "shop.sage"], capture_output=True, text=True)
    assert (interpreted.returncode, interpreted.stdout) == (5, '{"w":2}\n')
    assert "  --> common/money.sage:3:3\n" in interpreted.stderr


def test_a_file_that_would_be_taken_first_makes_another_artifact(tmp_path: Path) -> None:
    (tmp_path / "lib").mkdir()
    Path("common").rename("lib/common")
    source, path = driver.read(Path("shop.sage")), (Path("lib"),)
    program = driver.check(source, driver.modules_from(path))
    assert program.files == {"common/money.sage": None, "lib/common/money.sage": MONEY}
    remember("shop.sage", path, program.files)
    (tmp_path / "common").mkdir()
    (tmp_path / "common" / "money.sage").write_text("fn whole(amount: f64) -> i32 = 1\n")
    known = recall("shop.sage", path)
    assert known != program.files, "the file that is new is seen"


def test_the_files_of_a_program_that_is_new_are_not_known() -> None:
    assert recall("other.sage", ()) == {}


def test_compile_counts_modules_and_takes_a_path(tmp_path: Path) -> None:
    (tmp_path / "lib").mkdir()
    Path("common").rename("lib/common")
    lost = compile()
    assert lost.returncode == 1 and "there is no module `common.money`" in lost.stderr
    done = compile("--path", "lib")
    assert done.returncode == 0 and "Checked shop.sage (2 modules) in " in done.stderr
    assert " Fresh build/shop " in compile("--path", "lib").stderr


@pytest.mark.parametrize("way", ["option", "environment", "file"])
def test_every_command_looks_along_the_path(way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "lib").mkdir()
    Path("common").rename("lib/common")
    options: list[str] = []
    match way:
        case "option":
            options = ["--path", "other", "--path", "lib"]
        case "environment":
            monkeypatch.setenv("SAGE_PATH", "other:lib")
        case _:
            (tmp_path / "sage.toml").write_text('[build]\npath = ["other", "lib"]\n')
    commands = (["check"], ["run", "--interpret"], ["explain"], ["emit", "cpp"], ["test"])
    for command in commands:
        arguments = [str(SAGEC), *command, *options]
        where = len(arguments) if command[0] != "emit" else 3
        arguments.insert(where, "shop.sage")
        done = subprocess.run(arguments, capture_output=True, text=True)
        assert "no module" not in done.stdout + done.stderr, command
        assert done.returncode in (0, 5), (command, done.stderr)


def test_check_of_a_folder_reports_a_module_once(tmp_path: Path) -> None:
    (tmp_path / "common" / "money.sage").write_text("fn whole(amount: f64) -> i32 = amount\n")
    done = subprocess.run([SAGEC, "check", "--output-format", "concise"], capture_output=True, text=True)
    assert done.stdout == "common/money.sage:1:32: E0308 f64 does not fit i32 by itself\n"
    assert "Checked 2 files in " in done.stderr and ": 1 error\n" in done.stderr


def test_watching_a_file_is_watching_what_it_imports() -> None:
    codes: list[int] = []

    def run() -> int:
        codes.append(check_paths([Path("shop.sage")]))
        return codes[-1]

    threading.Timer(0.6, Path("common/money.sage").write_text, ["fn whole(amount: f64) -> i32 = amount\n"]).start()
    with click.Context(main):
        watch([Path("shop.sage")], run, rounds=2)
    assert codes == [0, 1]
