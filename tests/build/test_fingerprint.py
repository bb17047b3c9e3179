"""The key of an artifact changes with everything that goes in, and with nothing else."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from sage.compiler.build import fingerprint as module
from sage.compiler.build.fingerprint import fingerprint, runtime_hash, tree_hash
from sage.compiler.build.options import BuildOptions

RELEASE = BuildOptions()


def key(*texts: bytes, options: BuildOptions = RELEASE, toolchain: str = "gcc") -> str:
    return fingerprint(texts, options, toolchain)


def test_equal_inputs_have_one_key(library: Path) -> None:
    assert key(b"a", b"b") == key(b"a", b"b")


def test_texts_do_not_run_into_each_other(library: Path) -> None:
    assert len({key(b"ab"), key(b"a", b"b"), key(b"", b"ab"), key(b"b", b"a")}) == 4


@pytest.mark.parametrize(
    "options",
    [BuildOptions(profile="debug"), BuildOptions(sanitize="address")],
)
def test_options_that_show_in_the_executable_count(library: Path, options: BuildOptions) -> None:
    assert key(b"a", options=options) != key(b"a")


def test_the_number_of_jobs_does_not_count(library: Path) -> None:
    assert key(b"a", options=BuildOptions(jobs=3)) == key(b"a")


def test_another_compiler_counts(library: Path) -> None:
    assert key(b"a", toolchain="clang") != key(b"a")


def test_a_changed_header_counts_even_if_its_size_stays(library: Path) -> None:
    header = library / "include/sage/pipeline.hpp"
    _age(library)
    before = key(b"a")
    header.write_text(header.read_text().replace("kStandIn = 1", "kStandIn = 2"))
    assert key(b"a") != before


def test_a_new_and_a_renamed_source_count(library: Path) -> None:
    first = runtime_hash()
    (library / "src/more.cpp").write_text("")
    second = runtime_hash()
    (library / "src/more.cpp").rename(library / "src/other.cpp")
    assert len({first, second, runtime_hash()}) == 3


def test_tests_of_the_library_and_compiled_python_do_not_count(library: Path) -> None:
    before = runtime_hash()
    (library / "tests").mkdir()
    (library / "tests/late.cpp").write_text("int main() {}")
    (library / "src/__pycache__").mkdir()
    (library / "src/__pycache__/x.pyc").write_text("x")
    assert runtime_hash() == before


def test_an_unchanged_tree_is_not_read_again(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _age(library)
    first = tree_hash(library, "include")
    monkeypatch.setattr(module, "_content_hash", lambda *_: pytest.fail("read again"))
    assert tree_hash(library, "include") == first


def test_a_tree_that_has_only_just_changed_is_not_trusted(library: Path) -> None:
    """Two writes of equal size within the clock's tick leave the same size and time."""
    header = library / "include/sage/pipeline.hpp"
    text = header.read_text()
    now = time.time_ns()
    header.write_text(text.replace("kStandIn = 1", "kStandIn = 2"))
    os.utime(header, ns=(now, now))
    first = tree_hash(library, "include")
    header.write_text(text.replace("kStandIn = 1", "kStandIn = 3"))
    os.utime(header, ns=(now, now))
    assert tree_hash(library, "include") != first


def _age(folder: Path) -> None:
    """Makes all files a minute old."""
    then = time.time() - 60
    for path in folder.rglob("*"):
        os.utime(path, (then, then))
