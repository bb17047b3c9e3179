"""Pages as scripts: the files that a page shows are written, and its transcripts are typed again and compared.

A block named ```` ```sage file=shop.sage ```` is a file, and a `console` block is what a terminal shows: lines
after `$ ` are typed, the others are what is answered, in which `...` stands for anything.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_BLOCK = re.compile(r"^```(\w+)(?: +([^\n]*))?\n(.*?)^```", re.S | re.M)
_LONGEST_S = 300


@dataclass(frozen=True)
class File:
    """A file to write."""

    name: str
    text: str


@dataclass(frozen=True)
class Command:
    """A line to type, and what it answers."""

    line: str
    answer: str


def steps(page: str) -> Iterator[File | Command]:
    """The files and commands of a page, in their order."""
    for language, about, text in _BLOCK.findall(page):
        if named := re.search(r"file=(\S+)", about):
            yield File(named.group(1), text)
        elif language == "console":
            yield from _commands(text)


def _commands(text: str) -> Iterator[Command]:
    for part in re.split(r"^\$ ", text, flags=re.M)[1:]:
        line, _, answer = part.partition("\n")
        while line.endswith("\\"):
            more, _, answer = answer.partition("\n")
            line = f"{line[:-1]}{more.removeprefix('>').lstrip()}"
        yield Command(line, answer)


def replay(page: str, folder: Path, environment: dict[str, str]) -> None:
    """Does all that a page says, in a folder; fails at the first answer that is another.

    The commands share one shell, so that a service started by one is there for the next.
    """
    for step in steps(page):
        if isinstance(step, File):
            path = folder / step.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(step.text, encoding="utf-8")
            continue
        done = subprocess.run(
            ["bash", "-c", step.line],
            cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True,
            timeout=_LONGEST_S, check=False, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        told = done.stdout + done.stderr
        assert _pattern(step.answer).fullmatch(told), f"$ {step.line}\n{told}\n--- the page says:\n{step.answer}"


def _pattern(answer: str) -> re.Pattern[str]:
    """What is accepted as an answer: `...` is anything, on a line of its own any lines; blanks at line ends do not
    count."""
    lines = [r"(?:.*\n)*?" if line.strip() == "..." else _line(line) for line in answer.splitlines()]
    return re.compile("".join(lines) + r"\s*")


def _line(line: str) -> str:
    return re.escape(line.rstrip()).replace(r"\.\.\.", ".*") + r"[ ]*\n"
