"""`sagec new`: every template makes a project that checks, and whose tests pass."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SAGEC = Path(sys.executable).with_name("sagec")


def sagec(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([SAGEC, *words], cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("template", ["hello", "etl", "service"])
def test_a_new_project_is_right(template: str, tmp_path: Path) -> None:
    made = sagec(tmp_path, "new", "shop", "--template", template, "--no-git")
    assert made.returncode == 0, made.stderr
    assert "next:" in made.stdout
    for words in (["check", "shop"], ["test", "shop"]):
        done = sagec(tmp_path, *words)
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_first_program_runs(tmp_path: Path) -> None:
    sagec(tmp_path, "new", "hi", "--no-git")
    assert sagec(tmp_path / "hi", "run", "--interpret", "hi.sage").stdout.splitlines()[0] == "Hello, Ada!"


def test_nothing_is_overwritten_and_a_name_must_do(tmp_path: Path) -> None:
    sagec(tmp_path, "new", "shop", "--no-git")
    again = sagec(tmp_path, "new", "shop", "--no-git")
    assert (again.returncode, again.stderr) == (1, "error: shop is there already\n")
    assert "begin with a letter" in sagec(tmp_path, "new", "9lives").stderr
