"""`sagec explain` and `sagec emit`: what a program becomes, and what a message means."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sage.base.errors import UsageError
from sage.base.frozen import fields
from sage.base.source import Span
from sage.cli.settings import modules
from sage.compiler import driver
from sage.compiler.syntax.tree import Node

if TYPE_CHECKING:
    from sage.compiler.ir.flow import Op
    from sage.compiler.ir.pipeline import Pipeline


def explain_command(
    what: str,
    phase: str,
    after: str | None,
    name: str | None,
    *,
    why: bool = False,
    times: bool = False,
    picture: Path | None = None,
) -> int:
    """Prints a page of the error index, or a phase of a program; or says why it was rewritten; or draws it."""
    if re.fullmatch(r"[EWR]\d{4}", what.upper()) and not Path(what).exists():
        return explain_code(what.upper())
    if picture is not None:
        picture.write_text(explain_picture(Path(what), name), encoding="utf-8")
    if times:
        print(explain_time(Path(what), name))
    elif why:
        print(explain_why(Path(what), after, name))
    elif picture is None:
        print(explain_file(Path(what), phase, after, name))
    return 0


def explain_code(code: str) -> int:
    """Prints the page of a code."""
    from sage.base.paths import docs_dir

    page = docs_dir() / "errors" / f"{code}.md"
    if not page.is_file():
        raise UsageError(f"there is no message {code}")
    sys.stdout.write(page.read_text())
    return 0


def explain_file(file: Path, phase: str, after: str | None, name: str | None) -> str:
    """A program after one of its phases, as text."""
    from sage.compiler.ir.printer import print_flow

    source = driver.read(file)
    if phase == "syntax":
        from sage.compiler.syntax.parser import parse

        return "\n".join(_outline(parse(source)[0]))
    pipeline = driver.check(source, modules()).require().pipeline(name)
    if after is not None:
        return _after(pipeline, _known_pass(after))
    if phase == "logical":
        return print_flow(pipeline.flow)
    plan = driver.lower(pipeline)
    if phase == "optimized":
        from sage.compiler.ir.flow import Flow

        sinks = tuple(sink for stage in plan.stages for sink in stage.flow.sinks)
        return print_flow(Flow(sinks))
    return str(plan) if phase == "physical" else driver.emit(plan)[f"{pipeline.name}.cpp"]


def _after(pipeline: Pipeline, rewrite: str) -> str:
    """The flow after a pass has first changed it, or as it is when the pass changes nothing."""
    from sage.compiler.ir.printer import print_flow
    from sage.compiler.passes import steps

    before = driver.narrowed(pipeline)
    first = next((flow for done, flow in steps(before) if done == rewrite), None)
    return f"{rewrite} changes nothing here\n\n{print_flow(before)}" if first is None else print_flow(first)


def _known_pass(name: str) -> str:
    """The name of a pass; raises UsageError for another."""
    from sage.base.names import closest
    from sage.compiler.passes import PASSES

    known = [p.__name__ for p in PASSES]
    if name in known:
        return name
    near = closest(name, known)
    raise UsageError(f"there is no pass `{name}`" + (f"; did you mean `{near}`?" if near else f": {', '.join(known)}"))


def explain_why(file: Path, after: str | None, name: str | None) -> str:
    """What every pass did, or left, with the reason and the place in the program."""
    from sage.compiler.passes import PASSES, steps
    from sage.compiler.passes.notes import Notes

    chosen = _known_pass(after) if after is not None else None
    notes = Notes()
    pipeline = driver.check(driver.read(file), modules()).require().pipeline(name)
    for _ in steps(driver.narrowed(pipeline), notes=notes):
        pass
    lines: list[str] = []
    for rewrite in [p.__name__ for p in PASSES if chosen in (None, p.__name__)]:
        mine = sorted((n for n in notes if n.rewrite == rewrite), key=lambda n: not n.fired)
        lines.append(rewrite if mine else f"{rewrite}: nothing to do")
        for note in mine:
            place = f"\n            --> {note.place.span}" if note.place else ""
            lines.append(f"  {'done' if note.fired else 'left':5} {note.what}\n        {note.why}{place}")
    return "\n".join(lines)


def explain_time(file: Path, name: str | None) -> str:
    """Whence the rows of each stream have their time, and what their watermarks are made of."""
    from sage.compiler.ir.code import Const
    from sage.compiler.ir.printer import print_expr
    from sage.compiler.library.ops.event_time import EventTime

    pipeline = driver.check(driver.read(file), modules()).require().pipeline(name)
    streams = pipeline.streams or {sink.name: sink.inputs[0] for sink in pipeline.flow.sinks if sink.inputs}
    lines: list[str] = []
    for stream, op in streams.items():
        if not op.clocks:
            lines.append(f"{stream}: no event time")
            continue
        lines.append(f"{stream}: {print_expr(op.time) if op.time else 'the time that its stage gives its rows'}")
        for clock in op.clocks:
            assert isinstance(clock, EventTime)
            known = isinstance(clock.delay, Const) and clock.delay.value == 0
            watermark = "the largest time seen" + ("" if known else f" less {print_expr(clock.delay)}")
            place = f"  --> {clock.place.span}" if clock.place else ""
            lines.append(f"    watermark: {watermark} of {print_expr(clock.at)}{place}")
    return "\n".join(lines)


def explain_picture(file: Path, name: str | None) -> str:
    """The stages of the plan as SVG."""
    from sage.cli.drawing import svg

    pipeline = driver.check(driver.read(file), modules()).require().pipeline(name)
    plan = driver.lower(pipeline)
    names: dict[str, Op] = {}
    for stream, written in pipeline.streams.items():
        same = [op for op in plan.numbers if op.place and written.place and op.place.span == written.place.span]
        if same:
            names[stream] = same[-1]
    return svg(pipeline.flow, names, [stage.flow for stage in plan.stages])


def _outline(node: Any, label: str = "", indent: str = "") -> Iterator[str]:
    """A syntax tree without its places: a node a line, its parts below it."""
    parts = {f.name: getattr(node, f.name) for f in fields(node) if not isinstance(getattr(node, f.name), Span)}
    shown = (n for n, v in parts.items() if not isinstance(v, Node | tuple) and v is not None and v is not False)
    leaves = [f"{n}={parts[n]!r}" for n in shown if parts[n] != ""]
    yield indent + label + " ".join([type(node).__name__, *leaves])
    for name, value in parts.items():
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Node):
                yield from _outline(item, f"{name}: ", indent + "  ")
            elif isinstance(value, tuple):
                yield f"{indent}  {name}: {item!r}"


def emit_command(what: str, file: Path, name: str | None) -> int:
    """Prints one of the generated files."""
    pipeline = driver.check(driver.read(file), modules()).require().pipeline(name)
    files = driver.emit(driver.lower(pipeline))
    if what == "cmake":
        from sage.compiler.build.libraries import targets_of
        from sage.compiler.build.workspace import standalone_cmake

        sys.stdout.write(standalone_cmake(pipeline.name, files, targets_of(files)))
    else:
        sys.stdout.write(files["manifest.json" if what == "manifest" else f"{pipeline.name}.cpp"] + "\n")
    return 0
