"""Two wrong programs in one file give the messages of each: random pairs of all wrong programs that give one message.

What the second declares gets other names, so that the two do not meet.
"""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path
from random import Random

import pytest

from sage.base.source import Source
from sage.compiler import driver

from .annotated import programs_of

FILES = sorted(Path(__file__).parent.glob("*.sage"))
PAIRS = 400
SEED = int(os.environ.get("SAGE_SEED", "7"))
DECLARED = re.compile(
    r"^\s*(?:schema|enum|fn|const|type|pipeline|let|param|service|extern cpp\([^)]*\) fn) +(`[^`]+`|\w+)", re.M
)
WORD = re.compile(r"\w+")
# What concerns the whole file: its one request, its settings.
WHOLE = re.compile(r"from request|into response|^import |\bset\b|extern|errors\b", re.M)
# What goes on with the flow before, or takes what comes after along.
GOES_ON = (
    "a pipe without a flow", "SQL", "a text as documentation", "deeper than anybody reads", "a long text",
    "a brace left out", "a brace at the end of a line that should not be there",
)  # fmt: skip


def codes(text: str) -> list[str]:
    return sorted(d.code for d in driver.check(Source("pair.sage", text)).diagnostics)


@cache
def lonely() -> list[tuple[str, str, str]]:
    """Programs that give one message and can stand beside others: title, text, code."""
    found = []
    for file in FILES:
        for wrong in programs_of(file):
            said = wrong.check()
            may_stand = not WHOLE.search(wrong.program) and wrong.title not in GOES_ON
            if len(said) == 1 and may_stand and said[0].severity == "error":  # warnings wait until the rest is right
                found.append((f"{file.stem}: {wrong.title}", wrong.program, said[0].code))
    return found


def renamed(text: str) -> str:
    for name in set(DECLARED.findall(text)):
        bare = name.strip("`")
        text = re.sub(rf"(?<![\w.\"`]){re.escape(bare)}(?![\w\"`])", f"{bare}_2", text)
    return text


def is_file(text: str) -> bool:
    """True if its flows stand in no pipeline."""
    return not re.search(r"^pipeline ", text, re.M)


@pytest.mark.parametrize("part", range(4))
def test_two_mistakes_give_two_messages(part: int) -> None:
    chance = Random(SEED * 1000 + part)
    wrong = []
    for _ in range(PAIRS // 4):
        first, second = chance.sample(lonely(), 2)
        if is_file(first[1]) != is_file(second[1]) or set(DECLARED.findall(first[1])) & set(WORD.findall(second[1])):
            continue
        other = renamed(second[1])
        if codes(other) != [second[2]]:
            continue
        said = codes(first[1] + "\n" + other)
        if said != sorted((first[2], second[2])):
            wrong.append(f"{first[0]} + {second[0]}: {said}")
    assert wrong == []
