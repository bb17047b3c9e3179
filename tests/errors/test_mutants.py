"""Programs with a word taken out, doubled, exchanged or put elsewhere: each gives messages or is a program, quickly.

What is a program can be compiled as far as C++.

Every mutant has a number, from which alone it is made: `mutant(1234)` shows the one that failed.
"""

from __future__ import annotations

import random
import re
import time
from pathlib import Path

import pytest

from sage.base.render import report
from sage.base.source import Source
from sage.compiler import driver

ROOT = Path(__file__).parents[2]
PROGRAMS = sorted(
    file for folder in ("tests/programs", "examples", "benchmarks") for file in ROOT.glob(f"{folder}/**/*.sage")
)
SMALL = [file for file in PROGRAMS if file.stat().st_size < 2500]
TEST = re.compile(r"^test .*?^}\n", re.S | re.M)
WORDS = re.compile(
    r'\s+|#[^\n]*|[rf]?"(?:[^"\\\n]|\\.)*"|\w+|`[^`\n]*`|\|>|[=!<>]=|\*\*|//|\?\?|\?\.|\.\.\.|=>|->|.', re.S
)
OTHERS = re.findall(
    r"\S+",
    """
    null 0 -1 300 1.5 99999999999999999999 "x" '' true [] {} [1] it count() sum ( ) [ ] { } , . : = == + / ?? |> from
    into as by else if then let fn schema pipeline test expect given filter select extend aggregate split union limit
    i64 u8 str f64 bool str? list<i64> @ # 5m ts"2026-01-01" f"{it}" x => ... not and or in is between
    """,
)
EACH_RUN = 3000
SLOWEST_S = 1.0


def mutant(number: int, programs: list[Path] = SMALL) -> str:
    """The program of a number; of the tests in its file it keeps one."""
    chance = random.Random(number)
    text = chance.choice(programs).read_text()
    tests = TEST.findall(text)
    words = WORDS.findall(TEST.sub("", text) + (chance.choice(tests) if tests else ""))
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        real = [i for i, word in enumerate(words) if word.strip() and not word.startswith("#")]
        if not real:
            break
        at = chance.choice(real)
        match chance.randrange(6):
            case 0:
                del words[at]
            case 1:
                words.insert(at, words[at] + " ")
            case 2:
                words[at] = words[chance.choice(real)]
            case 3:
                words[at] = chance.choice(OTHERS)
            case 4:
                other = chance.choice(real)
                words[at], words[other] = words[other], words[at]
            case 5:
                words.insert(at, f" {chance.choice(OTHERS)} ")
    return "".join(words)


def try_out(number: int, programs: list[Path] = SMALL) -> bool:
    """Checks a mutant, and compiles one that has no errors; True if it had none."""
    text = mutant(number, programs)
    started = time.process_time()
    program = driver.check(Source("mutant.sage", text))
    took = time.process_time() - started
    assert took < SLOWEST_S, f"mutant({number}) took {took:.1f} s"
    report(program.diagnostics)
    if program.has_errors:
        return False
    for pipeline in program.pipelines:
        driver.emit(driver.lower(pipeline))
    return True


def try_all(numbers: range, programs: list[Path] = SMALL) -> None:
    right = 0
    for number in numbers:
        try:
            right += try_out(number, programs)
        except Exception as error:
            error.add_note(f"mutant({number})")
            raise
    assert 0 < right < len(numbers), "mutants are to be both right and wrong"


@pytest.mark.parametrize("part", range(6))
def test_a_mutant_gives_messages_or_is_a_program(part: int) -> None:
    try_all(range(part * EACH_RUN // 6, (part + 1) * EACH_RUN // 6))


@pytest.mark.slow
@pytest.mark.parametrize("part", range(20))
def test_many_more_mutants(part: int) -> None:
    try_all(range(EACH_RUN * (part + 1), EACH_RUN * (part + 2)), PROGRAMS)
