"""The phases in order, from text to an artifact. Read this file first.

    parse -> check -> narrow sources -> optimise -> plan -> emit -> build

Each phase is a function from one plain value to the next, and each may be entered by hand.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sage.base.errors import UsageError
from sage.base.frozen import replace
from sage.base.source import Source
from sage.compiler.build.cache import Artifact, ArtifactCache
from sage.compiler.build.depends import recall, remember
from sage.compiler.build.fingerprint import fingerprint
from sage.compiler.build.folders import cache_root, make_folder
from sage.compiler.build.options import BuildOptions
from sage.compiler.build.toolchain import quick_id
from sage.compiler.watch import Watch

if TYPE_CHECKING:
    from sage.compiler.check.modules import Modules
    from sage.compiler.check.program import Program
    from sage.compiler.ir.flow import Flow
    from sage.compiler.ir.pipeline import Pipeline
    from sage.compiler.plan.plan import Plan

# Imports of the phases are inside the functions: what is found in the cache needs none of them.


def read(path: Path) -> Source:
    """A file as a source; raises UsageError if it is not there or not text."""
    try:
        return Source(str(path), path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8 text: byte {error.start} is {error.object[error.start]:#x}") from error


def check(source: Source, modules: Modules | None = None) -> Program:
    """Phases 1 and 2: parse and check. Mistakes are diagnostics, not exceptions. Programs that are checked with the
    same `modules` share what they import."""
    from sage.compiler.check.program import check_program

    return check_program(source, modules or modules_from())


def modules_from(path: Sequence[Path] = (), settings: Sequence[str] = ()) -> Modules:
    """Modules that are looked for in the folders of `path`, after that of the file that imports them. `settings`, each
    as `name=value`, stand over those that programs `set`; raises UsageError if one is wrong."""
    from sage.compiler.check.files import Files
    from sage.compiler.check.modules import Modules
    from sage.compiler.check.settings import parse_setting

    return Modules(Files(path), dict(map(parse_setting, settings)))


def lower(pipeline: Pipeline, passes: Sequence[Any] | None = None, watch: Watch | None = None) -> Plan:
    """Phases 3 and 4: optimise and plan. `passes=()` leaves the flow as it was written."""
    from sage.compiler.passes import PASSES, steps
    from sage.compiler.plan.fuse import fuse

    flow = narrowed(pipeline)
    for after, changed in steps(flow, PASSES if passes is None else tuple(passes)):
        flow = changed
        if watch is not None:
            watch.rewritten(after, flow)
    return fuse(pipeline, flow)


def narrowed(pipeline: Pipeline) -> Flow:
    """The flow, with the times and the columns of sources that are read; also what the reference runs."""
    from sage.compiler.ir.phases import hold_rows
    from sage.compiler.ir.verify import verify
    from sage.compiler.passes.drop_clocks import drop_clocks
    from sage.compiler.passes.prune_columns import narrow_sources

    flow = narrow_sources(drop_clocks(hold_rows(pipeline.flow)))
    verify(flow, like=pipeline.flow)
    return flow


def emit(plan: Plan) -> dict[str, str]:
    """Phase 5: the generated files."""
    from sage.compiler.emit.manifest import manifest_of
    from sage.compiler.emit.render import render

    manifest = json.dumps(manifest_of(plan), ensure_ascii=False)
    return {**render(plan, manifest, make_folder(cache_root() / "templates")), "manifest.json": manifest}


def compile(
    source: Source,
    name: str | None = None,
    options: BuildOptions | None = None,
    *,
    path: Sequence[Path] = (),
    settings: Sequence[str] = (),
    passes: Sequence[Any] | None = None,
    watch: Watch | None = None,
) -> tuple[Artifact, Program | None]:
    """All phases: the artifact, and the checked program unless the artifact was in the cache. `path` and `settings` are
    those of `modules_from`.

    Raises CompileError and ToolchainError.
    """
    watch, wanted = watch or Watch(), options or BuildOptions()
    shown = ["default"] if passes is None else [p.__name__ for p in passes]
    own = [source.text, source.name, name or "", *shown, *settings]

    def found_by(files: Mapping[str, str | None]) -> tuple[str, Artifact | None]:
        texts = [*own, *(part for file, text in files.items() for part in (file, "-" if text is None else "+" + text))]
        key = fingerprint([text.encode() for text in texts], wanted, quick_id(wanted.cxx))
        return key, ArtifactCache().lookup(key)

    known = recall(source.name, path)
    key, cached = found_by(known)
    if cached is not None:
        return cached, None
    from sage.compiler.build.libraries import require
    from sage.compiler.build.project import build
    from sage.compiler.build.toolchain import find_toolchain
    from sage.compiler.emit.needs import libraries_of

    with watch.phase("check"):
        program = check(source, modules_from(path, settings)).require()
        pipeline = program.pipeline(name)
    watch.checked(program)
    if program.files != known:
        remember(source.name, path, program.files)
        key, cached = found_by(program.files)
        if cached is not None:
            return cached, None
    with watch.phase("optimise and plan"):
        plan = lower(pipeline, passes, watch)
    uses = {name: place.span if place else pipeline.span for name, place in libraries_of(plan).items()}
    if uses:
        require(uses, find_toolchain(wanted.cxx))
    with watch.phase("emit"):
        files = emit(plan)
    if wanted.profile is None:
        wanted = replace(wanted, profile=pipeline.settings.get("build.profile", "release"))
    with watch.phase("build"):
        build(files, pipeline.name, wanted, key=key, sources=program.sources, progress=watch.step)
    artifact = ArtifactCache().peek(key)
    assert artifact is not None, "it was just stored"
    return artifact, program
