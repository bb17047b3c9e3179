"""Generated texts in, executables out: one at a time in a kept workspace, or many at once for tests.

    executable = build({"late.cpp": text, "manifest.json": manifest}, "late", BuildOptions())

What was built before comes out of the cache. A file `manifest.json` among the texts is kept beside the executable.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from sage.base.errors import CompileError
from sage.base.frozen import replace
from sage.base.source import Source
from sage.compiler.build.cache import ArtifactCache
from sage.compiler.build.failure import BuildFailure, build_failure
from sage.compiler.build.fingerprint import fingerprint
from sage.compiler.build.folders import cache_root, keep_newest, locked, make_folder, touch, write_whole
from sage.compiler.build.libraries import MANIFEST, libraries_in, links_of
from sage.compiler.build.ninja import Progress, Step, run_ninja
from sage.compiler.build.options import BuildOptions
from sage.compiler.build.runtime import ensure_runtime
from sage.compiler.build.toolchain import Toolchain, digest, find_toolchain
from sage.compiler.build.workspace import Project, target_name

__all__ = ["BuildFailure", "BuildOptions", "build", "build_many"]

# The target of a kept workspace: programs are compiled under this name, so that CMake need not be asked. Those that
# need libraries of others have a target for each set of them.
_TARGET = "pipeline"
_KEPT_WORKSPACES = 6


def build(
    files: Mapping[str, str],
    name: str,
    options: BuildOptions,
    *,
    key: str | None = None,
    sources: Iterable[Source] = (),
    progress: Progress | None = None,
) -> Path:
    """Builds one program; answers its executable in the cache.

    `key` is what the driver will look it up by, by default a hash of the files. `sources` are the user's texts, to
    which a failure is traced back.
    """
    toolchain = find_toolchain(options.cxx)
    key = key or _key(name, files, options, toolchain)
    cache = ArtifactCache()
    if present := cache.lookup(key):
        return present.executable
    library = ensure_runtime(toolchain, options, progress)
    links = links_of(libraries_in(files), toolchain, options, progress)
    project = _workspace(toolchain, options, library)
    with locked(project.folder / "lock"):
        target = f"{_TARGET}_{digest(*links)}" if links else _TARGET
        project.write_program(target, _code(files), home=cache.place(key) / "sources")
        _configure(project, target, links)
        shown = None if progress is None else _naming(name, progress)
        outcome = run_ninja(toolchain, project.tree, [target], options.job_count, progress=shown)
        if not outcome.succeeded:
            failure = build_failure(name, files, outcome.output, sources, report_in=Path.cwd())
            raise CompileError(failure.diagnostics) if failure.is_of_the_program else failure
        made = project.tree / target
        return cache.store(key, name, made, manifest=files.get(MANIFEST, "{}"), sources=_code(files)).executable


def build_many(
    programs: Mapping[str, Mapping[str, str]], options: BuildOptions, directory: Path, *, jobs: int | None = None
) -> dict[str, Path | BuildFailure]:
    """Builds many programs with one run of Ninja in `directory`; one that fails does not stop the others.

    A directory that is kept from one call to the next makes only what changed.
    """
    toolchain = find_toolchain(options.cxx)
    project = Project(make_folder(directory), toolchain, options, ensure_runtime(toolchain, options))
    targets = {name: target_name(name) for name in programs}
    links = {targets[name]: links_of(libraries_in(files), toolchain, options) for name, files in programs.items()}
    with locked(directory / "lock"):
        for name, files in programs.items():
            project.write_program(targets[name], _code(files))
        project.configure(dict(sorted(links.items())))
        outcome = run_ninja(toolchain, project.tree, [], jobs or options.job_count, keep_going=True)
    logs = _logs_by_target(outcome.output)
    results: dict[str, Path | BuildFailure] = {}
    for name, target in targets.items():
        executable = project.tree / target
        if outcome.succeeded or (target not in logs and executable.exists()):
            results[name] = executable
        else:
            results[name] = build_failure(name, programs[name], logs.get(target, outcome.output))
    return results


def _workspace(toolchain: Toolchain, options: BuildOptions, library: Path) -> Project:
    """The kept tree for this runtime and these options."""
    workspaces = cache_root() / "workspaces"
    folder = workspaces / digest(str(library), options.key, toolchain.linker, toolchain.ninja)
    if not folder.is_dir():
        with locked(workspaces / "lock"):
            make_folder(folder)
            keep_newest(workspaces, _KEPT_WORKSPACES)
    touch(folder)
    return Project(folder, toolchain, options, library)


def _configure(project: Project, target: str, links: Sequence[str]) -> None:
    """Makes a kept workspace able to build a target; CMake is asked once for each set of libraries."""
    kept = project.folder / "targets.json"
    try:
        targets: dict[str, Sequence[str]] = json.loads(kept.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        targets = {}
    targets[target] = links
    project.configure(targets)
    write_whole(kept, json.dumps(targets))


def _naming(name: str, progress: Progress) -> Progress:
    """Tells of a workspace's files by the names the user knows."""
    known = {"cmake_pch.hxx.gch": "headers (once)", "unit.cpp": f"{name}.cpp"}

    def tell(step: Step) -> None:
        progress(replace(step, what=name if step.what.startswith(_TARGET) else known.get(step.what, step.what)))

    return tell


def _code(files: Mapping[str, str]) -> dict[str, str]:
    return {file: text for file, text in files.items() if file != MANIFEST}


def _key(name: str, files: Mapping[str, str], options: BuildOptions, toolchain: Toolchain) -> str:
    texts = [name, *(part for file in sorted(files) for part in (file, files[file]))]
    return fingerprint((text.encode() for text in texts), options, toolchain.identity)


def _logs_by_target(output: str) -> dict[str, str]:
    """What Ninja printed of each failed target. A failure begins with `FAILED:` and the paths of what was not made."""
    logs: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in output.splitlines(keepends=True):
        if line.startswith("FAILED: "):
            current = logs.setdefault(_target_of(line), [])
        elif line.startswith(("[", "ninja: ")):
            current = None
        if current is not None:
            current.append(line)
    return {target: "".join(lines) for target, lines in logs.items()}


def _target_of(line: str) -> str:
    """`FAILED: [code=1] CMakeFiles/p_late.dir/unit.cpp.o` and `FAILED: p_late` are about `p_late`."""
    path = line.removeprefix("FAILED: ").split("] ", 1)[-1].split()[0]
    inside = path.split("CMakeFiles/", 1)[-1]
    return inside.split(".dir/", 1)[0]
