"""Finding the tools, and saying what to do when one is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from sage.base.errors import ToolchainError
from sage.cli.doctor import doctor
from sage.compiler.build import install, toolchain
from sage.compiler.build.install import install_line
from sage.compiler.build.toolchain import find_toolchain, quick_id, survey


@pytest.fixture
def no_path(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CXX", "SAGE_CXX"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", "")


def script(path: Path, text: str) -> Path:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


def test_the_tools_of_this_machine_are_found(cache: Path) -> None:
    found = find_toolchain()
    assert found.family in ("gcc", "clang")
    assert found.identity == quick_id()
    assert all(Path(path).exists() for path in (found.cxx, found.cmake, found.ninja))
    assert found.cxx in found.describe()


def test_the_second_look_runs_nothing(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = find_toolchain()
    monkeypatch.setattr(toolchain, "_search", lambda _: pytest.fail("searched again"))
    assert find_toolchain() == first


def test_without_a_compiler_the_message_has_the_line_that_installs_one(no_path: None) -> None:
    with pytest.raises(ToolchainError) as raised:
        find_toolchain()
    assert raised.value.exit_code == 3
    assert str(raised.value) == f"C++ compiler is missing\n  = help: {install_line('compiler')}"


def test_a_compiler_that_was_asked_for_and_is_not_there_is_named(no_path: None) -> None:
    with pytest.raises(ToolchainError, match="there is no `g\\+\\+-99`"):
        find_toolchain("g++-99")


def test_a_program_that_is_no_compiler_is_not_taken_for_one(cache: Path, tmp_path: Path) -> None:
    with pytest.raises(ToolchainError, match="does not compile C\\+\\+20"):
        find_toolchain(str(script(tmp_path / "g++", "exit 1")))


def test_an_old_compiler_is_told_so(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = script(tmp_path / "c++", f'exec {find_toolchain().cxx} "$@"')
    monkeypatch.setattr(toolchain, "LEAST_RELEASE", {"gcc": (99, 0), "clang": (99, 0)})
    with pytest.raises(ToolchainError, match=r"c\+\+ is (gcc|clang) [\d.]+; g\+\+ 11 or clang\+\+ 14 is needed"):
        find_toolchain(str(copy))


def test_another_file_in_the_compilers_place_has_another_id(cache: Path, tmp_path: Path) -> None:
    compiler = script(tmp_path / "g++", "exit 1")
    before = quick_id(str(compiler))
    script(compiler, "exit 22")
    assert quick_id(str(compiler)) != before


@pytest.mark.parametrize(
    ("release", "line"),
    [
        ("ID=debian", "apt install g++"),
        ("ID=linuxmint\nID_LIKE='ubuntu debian'", "apt install g++"),
        ("ID=rocky\nID_LIKE=\"rhel centos fedora\"", "dnf install gcc-c++"),
        ("ID=arch", "pacman -S gcc"),
        ("ID=alpine", "apk add g++"),
        ("ID=other", "install g++ 11, clang++ 14 or later with your system's package manager"),
    ],
)  # fmt: skip
def test_the_install_line_is_the_distributions(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, release: str, line: str
) -> None:
    (tmp_path / "os-release").write_text(release + "\n")
    monkeypatch.setattr(install, "_OS_RELEASE", str(tmp_path / "os-release"))
    assert install_line("compiler").removeprefix("sudo ") == line


def test_every_tool_has_an_install_line() -> None:
    assert all(install_line(tool.name) for tool in survey())


def test_doctor_lists_what_is_there(cache: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert doctor(build=False) == 0
    table = capsys.readouterr().out
    assert "✓ C++ compiler" in table
    assert str(cache) in table


def test_doctor_ends_with_3_and_the_install_line_when_something_is_missing(
    no_path: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert doctor(build=False) == 3
    out, err = capsys.readouterr()
    assert "✗ C++ compiler" in out
    assert install_line("compiler") in out
    assert err == "a required tool is missing\n"


def test_doctor_builds_the_runtime(cache: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert doctor(build=True) == 0
    assert "✓ runtime" in capsys.readouterr().out
