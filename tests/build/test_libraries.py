"""Libraries of others: linked to the programs that name them, and named where they are missing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sage.base.errors import CompileError, ToolchainError
from sage.base.source import Source, Span
from sage.cli.doctor import doctor
from sage.compiler import driver
from sage.compiler.build import toolchain
from sage.compiler.build.install import install_line
from sage.compiler.build.libraries import links_of, require
from sage.compiler.build.options import BuildOptions
from sage.compiler.build.project import build, build_many
from sage.compiler.build.toolchain import Toolchain, find_toolchain
from sage.compiler.build.workspace import target_name

OPTIONS = BuildOptions()
USES_LIBM = (
    '#include <sage/pipeline.hpp>\nextern "C" double erf(double);\nint main(int n, char**) { return erf(n) > 2; }\n'
)


def files(text: str, *libraries: str) -> dict[str, str]:
    return {"late.cpp": text, "manifest.json": json.dumps({"libraries": libraries})}


def without(name: str) -> Toolchain:
    """The toolchain of this machine, as if a library were not installed."""
    found = find_toolchain()
    kept = {known: file for known, file in found.libraries.items() if known != name}
    return Toolchain(**{**vars(found), "libraries": kept})


def test_a_program_links_what_it_names_and_no_other_program_does(cache: Path) -> None:
    build(files("int main() {}\n"), "late", OPTIONS)
    build(files(USES_LIBM, "m"), "late", OPTIONS)
    build(files("int main() { return 0; }\n"), "late", OPTIONS)
    written = next(p for p in (cache / "workspaces").glob("*/CMakeLists.txt") if "libm" in p.read_text()).read_text()
    links = [line for line in written.splitlines() if line.startswith("target_link_libraries(pipeline")]
    assert sorted("libm" in line for line in links) == [False, True]


def test_programs_that_are_built_together_link_their_own(cache: Path, tmp_path: Path) -> None:
    programs = {"one": files("int main() {}\n"), "two": files(USES_LIBM, "m")}
    assert all(isinstance(made, Path) for made in build_many(programs, OPTIONS, tmp_path / "many").values())
    written = (tmp_path / "many" / "CMakeLists.txt").read_text()
    assert f"target_link_libraries({target_name('one')} PRIVATE sage::sage)" in written


def test_a_library_may_be_a_path(cache: Path) -> None:
    path = links_of(["m"], find_toolchain(), OPTIONS)[0]
    assert links_of([path], find_toolchain(), OPTIONS) == (path,)


def test_a_library_that_is_missing_is_told_with_the_line_that_installs_it(cache: Path) -> None:
    with pytest.raises(ToolchainError, match="the library re2 is missing") as raised:
        links_of(["re2"], without("re2"), OPTIONS)
    assert install_line("re2") in str(raised.value)


def test_the_message_is_at_the_first_use(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = 'from values([{s: "a"}]) |> filter s matches re"b" and s matches re"c" |> into stdout()\n'
    missing = without("re2")
    monkeypatch.setattr(toolchain, "find_toolchain", lambda cxx=None: missing)
    with pytest.raises(CompileError) as raised:
        driver.compile(Source("words.sage", text))
    (found,) = raised.value.diagnostics
    assert (found.code, found.span.text, found.message) == (
        "E0904", 's matches re"b"', "this needs RE2, which is not on this machine",
    )  # fmt: skip
    assert found.notes == ("looked for the header <re2/re2.h> and the library libre2",)
    assert found.help == f"install it: `{install_line('re2')}`"


def test_all_that_is_missing_is_told_at_once(cache: Path) -> None:
    span = Span(Source("a.sage", "x"), 0, 1)
    with pytest.raises(CompileError) as raised:
        require({"no_such_library": span, "/no/such/library.a": span, "m": span}, find_toolchain())
    assert [d.message for d in raised.value.diagnostics] == [
        "this needs the library `no_such_library`, which is not on this machine",
        "this needs the library `/no/such/library.a`, which is not on this machine",
    ]


def test_doctor_lists_them(cache: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert doctor(build=False) == 0
    table = capsys.readouterr().out
    assert all(title in table for title in ("zlib", "RE2", "OpenSSL"))
