"""What a user gets: the wheel, installed on its own, compiles and runs a pipeline in an empty folder."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

PIPELINE = """
schema Order { customer: str, amount: f64 }

from csv("orders.csv") as Order
  |> filter amount > 10.0
  |> key_by customer
  |> aggregate total = sum(amount)
  |> into csv("totals.csv")
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", target, cwd=ROOT)
    return next(target.glob("*.whl"))


def test_the_wheel_carries_what_is_not_python(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in ("grammar/sage.lark", "cpp_runtime/CMakeLists.txt", "cpp_runtime/include/sage/base/types.hpp"):
        assert f"sage/_bundle/{wanted}" in names
    assert [name for name in names if "/tests/" in name or "__pycache__" in name] == []


def test_an_installed_wheel_compiles_and_runs_a_pipeline(wheel: Path, tmp_path: Path) -> None:
    home, work = tmp_path / "environment", tmp_path / "work"
    venv.create(home, with_pip=True)
    run(home / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check", wheel, cwd=tmp_path)
    work.mkdir()
    (work / "totals.sage").write_text(PIPELINE)
    (work / "orders.csv").write_text("customer,amount\nada,12.5\nbob,3\nada,30\n")

    run(home / "bin" / "sagec", "compile", "totals.sage", "-o", "totals", cwd=work)
    run(work / "totals", cwd=work)

    assert (work / "totals.csv").read_text() == "customer,total\nada,42.5\n"


def run(*command: object, cwd: Path) -> None:
    """Runs a command as a user would, without this checkout or its environment in sight."""
    hidden = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(words)}\n{done.stdout}\n{done.stderr}"
