"""`sagec check`, `compile` and `run`."""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sage.cli.commands import use_color
from sage.cli.settings import build_options, given_settings, import_path
from sage.compiler import driver
from sage.compiler.watch import Watch

if TYPE_CHECKING:
    from sage.compiler.build.cache import Artifact
    from sage.compiler.check.program import Program
    from sage.compiler.ir.flow import Flow


def compile_command(
    file: Path,
    output: Path | None,
    emit_dir: Path | None,
    timings: bool,
    no_passes: bool,
    as_json: bool,
    **options: Any,
) -> int:
    """Builds a program and puts the executable where the user wants it."""
    started = time.monotonic()
    show = Progress(timings)
    artifact, is_fresh = build(file, show, passes=() if no_passes else None, **options)
    target = output or Path("build") / artifact.executable.name
    target.parent.mkdir(parents=True, exist_ok=True)
    _place(artifact.executable, target)
    if emit_dir is not None:
        shutil.copytree(artifact.sources, emit_dir, dirs_exist_ok=True)
        shutil.copy(artifact.manifest, emit_dir / "manifest.json")
    took = time.monotonic() - started
    if as_json:
        print(
            json.dumps({"v": 1, "kind": "artifact", "path": str(target), "fresh": is_fresh, "seconds": round(took, 3)})
        )
    elif is_fresh:
        say("Fresh", f"{target} ({took:.2f} s)")
    else:
        size = target.stat().st_size / 1e6
        say("Finished", f"{show.profile(options)} in {took:.1f} s -> {target} ({size:.1f} MB)   next: {_next(target)}")
    return 0


def run_command(file: Path, args: Sequence[str], interpret: bool, **options: Any) -> int:
    """Builds a program and becomes it; or interprets it."""
    if interpret:
        from sage.cli.interpreting import interpret_file

        return interpret_file(file, args, options["pipeline"])
    artifact, _ = build(file, Progress(quiet=True), **options)
    sys.stdout.flush()
    os.execv(artifact.executable, [artifact.executable.name, *args])


def build(
    file: Path, show: Progress, *, passes: Any = None, pipeline: str | None = None, **options: Any
) -> tuple[Artifact, bool]:
    """The artifact of a file, and whether it was there already."""
    source = driver.read(file)
    artifact, program = driver.compile(
        source, pipeline, build_options(options), path=import_path(), settings=given_settings(), passes=passes,
        watch=show,
    )  # fmt: skip
    show.finished(artifact)
    return artifact, program is None


class Progress(Watch):
    """What a build is doing, on stderr: redrawn in place on a terminal, elsewhere a word where it takes long.

    `SAGE_DEBUG=1` adds the time of every phase, `2` the flow after each pass, `3` where the generated files are.
    """

    def __init__(self, timings: bool = False, quiet: bool = False) -> None:
        super().__init__()
        level = os.environ.get("SAGE_DEBUG", "0")
        self.level = int(level) if level.isdigit() else 0
        self.timings, self.quiet = timings or self.level >= 1, quiet
        self.is_terminal = sys.stderr.isatty()
        self.is_announced = False
        self.program: Program | None = None

    def checked(self, program: Program) -> None:
        """Says that the program has no errors; shows its warnings."""
        from sage.base.render import report

        self.program = program
        if program.diagnostics:
            sys.stderr.write(report(program.diagnostics, color=use_color()) + "\n")
        if not self.quiet:
            count = f" ({len(program.modules)} modules)" if len(program.modules) > 1 else ""
            say("Checked", f"{program.source.name}{count} in {self.seconds['check'] * 1000:.0f} ms")

    def profile(self, options: Mapping[str, Any]) -> str:
        """How the program was built, as the options or the program itself have it."""
        chosen = build_options(options).profile
        if chosen is not None or self.program is None:
            return chosen or "release"
        return str(self.program.pipeline(options.get("pipeline")).settings.get("build.profile", "release"))

    def rewritten(self, after: str, flow: Flow) -> None:
        """Shows the flow after a pass."""
        if self.level >= 2:
            from sage.compiler.ir.printer import print_flow

            print(f"-- after {after}\n{print_flow(flow)}\n", file=sys.stderr)

    def step(self, step: Any) -> None:
        """Shows a step of the build."""
        if self.is_terminal:
            sys.stderr.write(f"\r\x1b[K{'Building':>12} {step}")
            sys.stderr.flush()
        elif step.phase == "runtime" and not self.is_announced:
            self.is_announced = True
            print(f"{'Building':>12} the runtime (once)", file=sys.stderr)

    def finished(self, artifact: Artifact) -> None:
        """Says how long each phase took, and where the generated files are."""
        for phase, seconds in self.seconds.items() if self.timings else ():
            say("Took", f"{seconds * 1000:7.0f} ms  {phase}")
        if self.level >= 3:
            say("Kept", f"{artifact.sources}")


def say(word: str, text: str) -> None:
    """One line of what a command does."""
    clear = "\r\x1b[K" if sys.stderr.isatty() else ""
    print(f"{clear}{word:>12} {text}", file=sys.stderr)


def _place(executable: Path, target: Path) -> None:
    """Puts the executable at its place by one rename; one that is running goes on undisturbed."""
    aside = target.with_name(f".{target.name}.{os.getpid()}")
    shutil.copy2(executable, aside)
    aside.replace(target)


def _next(target: Path) -> str:
    return f"sage run {target}"
