"""`sagec check`: what is wrong with programs, for people or for other tools, and mended where that is safe."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from sage.base.diagnostics import Diagnostic
from sage.base.errors import UsageError
from sage.base.frozen import dataclass
from sage.base.render import in_order
from sage.base.source import Source
from sage.cli.commands import use_color
from sage.cli.files import STDIN, print_diff, programs, standard_input, write_whole
from sage.cli.settings import modules, settings
from sage.compiler import driver

Form = Literal["full", "concise", "json", "sarif", "github"]


@dataclass(frozen=True)
class Choice:
    """Which messages are shown and mended, by the beginnings of their codes; none are chosen by all."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def __call__(self, diagnostic: Diagnostic) -> bool:
        chosen = not self.select or diagnostic.code.startswith(self.select)
        return chosen and not (self.ignore and diagnostic.code.startswith(self.ignore))


@dataclass(frozen=True)
class Mending:
    """What `--fix`, `--unsafe-fixes` and `--diff` ask for."""

    fix: bool = False
    unsafe: bool = False
    diff: bool = False

    def __bool__(self) -> bool:
        return self.fix or self.unsafe or self.diff


@dataclass
class _Tally:
    """What was found in all files: everything, what of it is shown, and how much was mended."""

    found: list[Diagnostic]
    shown: list[Diagnostic]
    files: int = 0
    fixed: int = 0


def check_paths(
    paths: Sequence[Path],
    form: Form = "full",
    *,
    choice: Choice | None = None,
    mending: Mending | None = None,
    deny_warnings: bool = False,
    stdin_name: str | None = None,
) -> int:
    """Prints the diagnostics of all programs; 1 if one has errors, whether they are shown or not."""
    started = time.monotonic()
    is_stdin = stdin_name is not None or STDIN in paths
    if is_stdin and any(path != STDIN for path in paths):
        raise UsageError("`-` stands alone: stdin is one program")
    choice, deny_warnings = _with_settings(choice or Choice(), deny_warnings)
    mending = mending or Mending()
    sources = [standard_input(stdin_name or "<stdin>")] if is_stdin else map(driver.read, programs(paths))
    tally, shared = _Tally([], []), modules()
    for source in sources:
        tally.files += 1
        if mending:
            found = _mend(source, choice, mending, tally, is_stdin)
        else:
            found = list(driver.check(source, shared).diagnostics)
        tally.found += found
        tally.shown += filter(choice, found)
    # What is wrong with a module is found again by everything that imports it.
    tally.found, tally.shown = in_order(tally.found), in_order(tally.shown)
    _print(tally.shown, form, sys.stderr if is_stdin and mending else sys.stdout)
    errors = sum(d.severity == "error" for d in tally.found)
    denied = deny_warnings and any(d.severity == "warning" for d in tally.shown)
    _sum_up(tally, form, time.monotonic() - started, mending)
    return 1 if errors or denied else 0


def codes(text: str) -> tuple[str, ...]:
    """`E03,w0251` as beginnings of codes; raises UsageError if one is none."""
    found = tuple(part.strip().upper() for part in text.split(",") if part.strip())
    for code in found:
        if code[0] not in "EW" or not (code[1:] or "0").isdigit() or len(code) > 5:
            raise UsageError(f"`{code}` is no code of a message, nor the beginning of one: `E0201`, `W02`")
    return found


def _with_settings(choice: Choice, deny_warnings: bool) -> tuple[Choice, bool]:
    """What the command line says, and where it says nothing the environment and the section `[lint]` of `sage.toml`."""
    lint = settings().lint
    chosen = Choice(choice.select or lint.select, choice.ignore or lint.ignore)
    return chosen, deny_warnings or "warnings" in lint.deny


def _mend(source: Source, choice: Choice, mending: Mending, tally: _Tally, is_stdin: bool) -> list[Diagnostic]:
    """Applies fixes to a program, or shows what they would change; what is wrong with it then."""
    from sage.cli.fixing import fix

    fixed = fix(source, lambda s: driver.check(s, modules()).diagnostics, unsafe=mending.unsafe, wanted=choice)
    tally.fixed += fixed.count
    if mending.diff:
        print_diff(source, fixed.source.text, "fixed")
        return list(driver.check(source, modules()).diagnostics)
    if is_stdin:
        sys.stdout.write(fixed.source.text)
    elif fixed.count:
        write_whole(Path(source.name), fixed.source.text)
    return list(fixed.diagnostics)


def _print(found: Sequence[Diagnostic], form: Form, stream: object) -> None:
    if form in ("sarif", "github"):
        from sage.cli import reports

        text = reports.sarif(found) if form == "sarif" else reports.github(found)
    else:
        from sage.base.render import report

        text = report(found, form, color=form == "full" and use_color(stream))  # type: ignore[arg-type]
    stream.write(text)  # type: ignore[attr-defined]


def _sum_up(tally: _Tally, form: Form, seconds: float, mending: Mending) -> None:
    """One line at the end: `Checked 4 files in 38 ms: 2 errors, 1 warning (1 fixable with --fix)`."""
    errors = sum(d.severity == "error" for d in tally.shown)
    warnings = len(tally.shown) - errors
    hidden = sum(d.severity == "error" for d in tally.found) - errors
    fixable = sum(d.fix is not None and d.fix.applicability == "safe" for d in tally.shown)
    if form == "json":
        counts = {"files": tally.files, "errors": errors, "warnings": warnings, "fixable": fixable}
        print(json.dumps({"v": 1, "kind": "summary", **counts, "fixed": tally.fixed, "seconds": round(seconds, 3)}))
        return
    said = [count(errors, "error"), count(warnings, "warning")] if errors or warnings else ["no errors"]
    text = ", ".join(part for part in said if part)
    if fixable and not mending:
        text += f" ({fixable} fixable with --fix)"
    if hidden:
        text += f", {count(hidden, 'error')} not shown"
    if mending and tally.fixed:
        text += f"; {tally.fixed} {'would be ' if mending.diff else ''}fixed"
    print(f"Checked {count(tally.files, 'file') or 'no files'} in {seconds * 1000:.0f} ms: {text}", file=sys.stderr)


def count(number: int, word: str) -> str:
    """`3 errors`, `1 error`; nothing for none."""
    return f"{number} {word}{'s' if number != 1 else ''}" if number else ""
