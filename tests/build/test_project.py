"""From generated texts to executables, with a real compiler and a library of two lines."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from sage.base.errors import ToolchainError
from sage.base.source import Source
from sage.compiler.build import project
from sage.compiler.build.cache import ArtifactCache
from sage.compiler.build.ninja import Step
from sage.compiler.build.project import BuildFailure, BuildOptions, build, build_many
from sage.compiler.build.runtime import ensure_runtime
from sage.compiler.build.toolchain import find_toolchain
from sage.compiler.build.workspace import standalone_cmake

OPTIONS = BuildOptions()


def program(text: str) -> dict[str, str]:
    """The files of a program that prints a line."""
    return {
        "late.cpp": f'#include <sage/pipeline.hpp>\n\nint main() {{ sage::say("{text}"); }}\n',
        "manifest.json": '{"name": "late"}',
    }


def output_of(executable: Path) -> str:
    return subprocess.run([executable], capture_output=True, text=True, check=True).stdout


def test_a_program_becomes_an_executable_of_its_name(cache: Path) -> None:
    executable = build(program("hello"), "late", OPTIONS)
    assert executable.name == "late"
    assert output_of(executable) == "hello\n"


def test_it_is_kept_with_its_manifest_and_sources_under_the_drivers_key(cache: Path) -> None:
    files = program("kept")
    executable = build(files, "late", OPTIONS, key="0123456789")
    found = ArtifactCache().lookup("0123456789")
    assert found is not None
    assert found.executable == executable
    assert found.manifest.read_text() == '{"name": "late"}'
    assert (found.sources / "late.cpp").read_text() == files["late.cpp"]


def test_the_same_program_is_not_built_again(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = build(program("same"), "late", OPTIONS)
    monkeypatch.setattr(project, "run_ninja", lambda *_, **__: pytest.fail("built again"))
    assert build(program("same"), "late", OPTIONS) == first


def test_after_an_entry_was_damaged_the_program_is_built_again(cache: Path) -> None:
    first = build(program("mended"), "late", OPTIONS)
    first.write_bytes(b"")
    assert output_of(build(program("mended"), "late", OPTIONS)) == "mended\n"


def test_progress_is_one_line_a_step_and_the_runtime_comes_first(library: Path) -> None:
    (library / "src/mark.cpp").write_text("// Another library, so that it must be built.\n")
    steps: list[Step] = []
    build(program("steps"), "late", OPTIONS, progress=steps.append)
    assert str(steps[0]).startswith("the runtime (once) [1/")
    assert [str(step) for step in steps[-2:]] == ["[3/4] late.cpp", "[4/4] late"]
    phases = [step.phase for step in steps]
    assert phases == sorted(phases)
    assert steps[-1].done == steps[-1].total


def test_programs_of_several_files_see_each_other(cache: Path) -> None:
    files = {
        "records.hpp": '#pragma once\ninline const char* kText = "two files";\n',
        "late.cpp": '#include <sage/pipeline.hpp>\n#include "records.hpp"\nint main() { sage::say(kText); }\n',
    }
    assert output_of(build(files, "late", OPTIONS)) == "two files\n"


def test_a_debug_build_knows_where_its_sources_stay(cache: Path) -> None:
    files = program("debug")
    executable = build(files, "late", BuildOptions(profile="debug"))
    assert str(executable.parent / "sources").encode() in executable.read_bytes()


def test_a_sanitized_build_has_a_runtime_of_its_own_and_finds_faults(cache: Path) -> None:
    text = "int main(int n, char**) { int* p = new int[1]; int v = p[n]; delete[] p; return v; }\n"
    executable = build({"late.cpp": text}, "late", BuildOptions(sanitize="address"))
    done = subprocess.run([executable], capture_output=True, text=True, check=False)
    assert "heap-buffer-overflow" in done.stderr
    toolchain = find_toolchain()
    assert ensure_runtime(toolchain, BuildOptions(sanitize="address")) != ensure_runtime(toolchain, OPTIONS)


def test_a_changed_header_reaches_the_next_build(library: Path) -> None:
    files = {"late.cpp": "#include <sage/pipeline.hpp>\nint main() { return sage::kStandIn; }\n"}
    assert subprocess.run([build(files, "late", OPTIONS)], check=False).returncode == 1
    header = library / "include/sage/pipeline.hpp"
    header.write_text(header.read_text().replace("kStandIn = 1", "kStandIn = 7"))
    assert subprocess.run([build(files, "late", OPTIONS)], check=False).returncode == 7


def test_a_library_that_does_not_build_is_told_in_one_line(library: Path) -> None:
    (library / "src/broken.cpp").write_text("int broken = nowhere;\n")
    with pytest.raises(ToolchainError, match="the C\\+\\+ library does not build: 'nowhere' was not declared"):
        build(program("x"), "late", OPTIONS)


BROKEN = """\
#include <sage/pipeline.hpp>
#include <sage/ops/twice.hpp>
struct Row {};
int main() {
#line 3 "late.sage"
  auto x = {fault};
#line 7 "late.cpp"
}
"""

SAGE = Source("late.sage", "schema Row {}\n\n  |> extend x = a + b\n")


@pytest.mark.parametrize("fault", ["nowhere", "sage::ops::twice(Row{})"])
def test_an_error_of_the_compiler_is_traced_to_the_users_line(cache: Path, tmp_path: Path, fault: str) -> None:
    """Also where the error itself is inside the library, and only `required from here` names the user's line."""
    files = {"late.cpp": BROKEN.replace("{fault}", fault)}
    with pytest.raises(BuildFailure) as raised:
        build(files, "late", OPTIONS, sources=[SAGE])
    (diagnostic,) = raised.value.diagnostics
    assert diagnostic.code == "E0903"
    assert (str(diagnostic.span), diagnostic.span.text) == ("late.sage:3:3", "|> extend x = a + b")
    assert raised.value.exit_code == 3
    assert raised.value.report is not None
    report = raised.value.report.read_text()
    assert raised.value.report.parent == tmp_path
    assert fault in report
    assert "error: " in report


def test_a_failure_without_a_place_in_the_program_shows_the_generated_line(cache: Path) -> None:
    files = {"late.cpp": "#include <sage/pipeline.hpp>\n\nint main() { return nowhere; }\n"}
    with pytest.raises(BuildFailure) as raised:
        build(files, "late", OPTIONS)
    assert str(raised.value.diagnostics[0].span) == "late.cpp:3:1"


def test_a_failure_of_the_linker_is_told_too(cache: Path) -> None:
    with pytest.raises(BuildFailure, match="undefined"):
        build({"late.cpp": "int nowhere();\nint main() { return nowhere(); }\n"}, "late", OPTIONS)


def test_after_a_failure_the_next_program_builds(cache: Path) -> None:
    with pytest.raises(BuildFailure):
        build({"late.cpp": "int main() { return nowhere; }\n"}, "late", OPTIONS)
    assert output_of(build(program("after"), "late", OPTIONS)) == "after\n"


def test_of_many_programs_a_broken_one_does_not_stop_the_others(cache: Path, tmp_path: Path) -> None:
    programs = {
        "one": program("1"),
        "broken-2": {"late.cpp": BROKEN.replace("{fault}", "nowhere")},
        "broken 2": {"late.cpp": "int nowhere();\nint main() { return nowhere(); }\n"},
        "three": program("3"),
    }
    results = build_many(programs, OPTIONS, tmp_path / "many")
    one, broken, unlinked, three = (results[name] for name in programs)
    assert isinstance(one, Path)
    assert isinstance(three, Path)
    assert (output_of(one), output_of(three)) == ("1\n", "3\n")
    assert isinstance(broken, BuildFailure)
    assert broken.diagnostics[0].span.source.name == "late.sage"
    assert "'nowhere' was not declared" in str(broken)
    assert isinstance(unlinked, BuildFailure)
    assert "undefined" in str(unlinked)
    assert list(tmp_path.glob("sage-crash-*")) == []


def test_a_kept_directory_builds_only_what_changed(cache: Path, tmp_path: Path) -> None:
    first = build_many({"one": program("1"), "two": program("2")}, OPTIONS, tmp_path / "many")
    times = {name: path.stat().st_mtime_ns for name, path in first.items() if isinstance(path, Path)}
    second = build_many({"one": program("1"), "two": program("two")}, OPTIONS, tmp_path / "many")
    assert isinstance(second["one"], Path)
    assert isinstance(second["two"], Path)
    assert second["one"].stat().st_mtime_ns == times["one"]
    assert output_of(second["two"]) == "two\n"


def test_a_program_that_breaks_does_not_pass_for_its_former_self(cache: Path, tmp_path: Path) -> None:
    build_many({"one": program("1")}, OPTIONS, tmp_path / "many")
    results = build_many({"one": {"late.cpp": "int main() { return nowhere; }\n"}}, OPTIONS, tmp_path / "many")
    assert isinstance(results["one"], BuildFailure)


TWO = """\
import sys
from pathlib import Path
from sage.base import paths
paths.runtime_dir = lambda: Path({standin!r})
from sage.compiler.build.project import BuildOptions, build
for text in sys.argv[1:]:
    files = {{"late.cpp": f'#include <sage/pipeline.hpp>\\nint main() {{{{ sage::say("{{text}}"); }}}}\\n'}}
    print(build(files, "late", BuildOptions()))
"""


def test_two_processes_that_build_at_once_do_not_disturb_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From an empty cache: both want the runtime, the workspace and one common program."""
    monkeypatch.setenv("SAGE_CACHE_DIR", str(tmp_path / "cache"))
    code = TWO.format(standin=str(Path(__file__).parent / "standin"))
    running = [
        subprocess.Popen([sys.executable, "-c", code, "common", own], stdout=subprocess.PIPE, text=True)
        for own in ("first", "second")
    ]
    printed = [process.communicate(timeout=120)[0].split() for process in running]
    assert [process.returncode for process in running] == [0, 0]
    assert printed[0][0] == printed[1][0]
    outputs = [output_of(Path(path)) for lines in printed for path in lines]
    assert outputs == ["common\n", "first\n", "common\n", "second\n"]
    assert len(list((tmp_path / "cache/runtimes").glob("*/libsage.a"))) == 1


def test_the_emitted_cmake_file_builds_the_program_alone(library: Path, tmp_path: Path) -> None:
    files = program("alone")
    folder = tmp_path / "emitted"
    folder.mkdir()
    for name, text in {**files, "CMakeLists.txt": standalone_cmake("late", files)}.items():
        (folder / name).write_text(text)
    toolchain = find_toolchain()
    common = {"cwd": folder, "check": True, "capture_output": True}
    subprocess.run([toolchain.cmake, "-B", "build", "-G", "Ninja", f"-DCMAKE_MAKE_PROGRAM={toolchain.ninja}"], **common)
    subprocess.run([toolchain.ninja, "-C", "build"], **common)
    assert output_of(folder / "build" / "late") == "alone\n"


def test_a_small_change_is_built_in_well_under_a_second(cache: Path) -> None:
    build(program("warm"), "late", OPTIONS)
    start = time.perf_counter()
    build(program("changed"), "late", OPTIONS)
    assert time.perf_counter() - start < 0.6
