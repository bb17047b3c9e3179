"""Builds and runs the C++ tests of cpp_runtime/tests: one program per file, plain here, with sanitizers when slow."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sage.base.paths import runtime_dir

ROOT = Path(__file__).resolve().parents[2]
UNITS = sorted(path.stem for path in (runtime_dir() / "tests").glob("*.cpp"))


@pytest.fixture(scope="module")
def plain() -> Path:
    return build("cpp-tests")


@pytest.fixture(scope="module")
def sanitized() -> Path:
    return build("cpp-tests-asan", "-DSAGE_SANITIZE=address,undefined")


@pytest.mark.parametrize("unit", UNITS)
def test_unit_passes(plain: Path, unit: str) -> None:
    run_unit(plain, unit)


@pytest.mark.slow
@pytest.mark.parametrize("unit", UNITS)
def test_unit_passes_with_sanitizers(sanitized: Path, unit: str) -> None:
    run_unit(sanitized, unit)


def build(name: str, *options: str) -> Path:
    """Configure and build in build/NAME, which is kept: the next run compiles what changed."""
    tree = ROOT / "build" / name
    python = f"-DPython3_EXECUTABLE={sys.executable}"
    tool = Path(sys.executable).with_name("cmake")
    ninja = f"-DCMAKE_MAKE_PROGRAM={tool.with_name('ninja')}"
    run(tool, "-S", runtime_dir(), "-B", tree, "-G", "Ninja", ninja, python, "-DSAGE_TESTS=ON", *options)
    run(tool, "--build", tree)
    return tree


def run_unit(tree: Path, unit: str) -> None:
    ctest = Path(sys.executable).with_name("ctest")
    run(ctest, "--test-dir", tree, "-R", f"^{unit}$", "--no-tests=error", "--output-on-failure")


def run(*command: object) -> None:
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if done.returncode != 0:
        pytest.fail(f"{' '.join(map(str, command))}\n{done.stdout[-8000:]}\n{done.stderr[-8000:]}", pytrace=False)
