"""The phases in order, from text to an artifact. Read this file first.

    parse -> check -> narrow sources -> optimise -> plan -> emit -> build

Each phase is a function from one plain value to the next, and each may be entered by hand.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sage.base.errors import UsageError
from sage.base.source import Source
from sage.compiler.build.cache import Artifact, ArtifactCache
from sage.compiler.build.fingerprint import fingerprint
from sage.compiler.build.folders import cache_root, make_folder
from sage.compiler.build.options import BuildOptions
from sage.compiler.build.toolchain import quick_id
from sage.compiler.watch import Watch

if TYPE_CHECKING:
    from sage.compiler.check.program import Program
    from sage.compiler.ir.flow import Flow, Pipeline
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


def check(source: Source) -> Program:
    """Phases 1 and 2: parse and check. Mistakes are diagnostics, not exceptions."""
    from sage.compiler.check.program import check_program
    from sage.compiler.syntax.parser import parse

    tree, found = parse(source)
    return check_program(tree, source, found)


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
    """The flow, its sources reading only the columns that are read; also what the reference runs."""
    from sage.compiler.ir.verify import verify
    from sage.compiler.passes.prune_columns import narrow_sources

    flow = narrow_sources(pipeline.flow)
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
    passes: Sequence[Any] | None = None,
    watch: Watch | None = None,
) -> tuple[Artifact, Program | None]:
    """All phases: the artifact, and the checked program unless the artifact was in the cache.

    Raises CompileError and ToolchainError.
    """
    options, watch = options or BuildOptions(), watch or Watch()
    shown = ["default"] if passes is None else [p.__name__ for p in passes]
    texts = [source.text, source.name, name or "", *shown]
    key = fingerprint([text.encode() for text in texts], options, quick_id(options.cxx))
    cached = ArtifactCache().lookup(key)
    if cached is not None:
        return cached, None
    from sage.compiler.build.project import build

    with watch.phase("check"):
        program = check(source).require()
        pipeline = program.pipeline(name)
    watch.checked(program)
    with watch.phase("optimise and plan"):
        plan = lower(pipeline, passes, watch)
    with watch.phase("emit"):
        files = emit(plan)
    with watch.phase("build"):
        build(files, pipeline.name, options, key=key, sources=(source,), progress=watch.step)
    artifact = ArtifactCache().peek(key)
    assert artifact is not None, "it was just stored"
    return artifact, program
