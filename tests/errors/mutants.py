"""Programs with words and characters taken out, doubled, exchanged or put elsewhere, and what must hold of any of them:
messages and nothing else, soon; fixes that add no mistakes; a layout that is the layout of itself.

Every mutant has a number, from which alone it is made. To try many, and to look at one:

    python -m tests.errors.mutants --seed 0 --count 100000
    python -m tests.errors.mutants --show 1234
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

from sage.base.render import report
from sage.base.source import Source
from sage.cli.fixing import fix
from sage.cli.reports import github, sarif
from sage.compiler import driver
from sage.compiler.syntax.printer import format_source

ROOT = Path(__file__).parents[2]
PROGRAMS = sorted(
    file for folder in ("tests/programs", "examples", "benchmarks") for file in ROOT.glob(f"{folder}/**/*.sage")
)
SMALL = [file for file in PROGRAMS if file.stat().st_size < 2500]
LARGE = 5  # of so many mutants one is of a program of any size, which takes longer
TEST = re.compile(r"^test .*?^}\n", re.S | re.M)
WORDS = re.compile(
    r'\s+|#[^\n]*|[rf]?"(?:[^"\\\n]|\\.)*"|\w+|`[^`\n]*`|\|>|[=!<>]=|\*\*|//|\?\?|\?\.|\.\.\.|=>|->|.', re.S
)
OTHERS = re.findall(
    r"\S+",
    """
    null 0 -1 300 1.5 99999999999999999999 "x" '' true [] {} [1] it count() sum ( ) [ ] { } , . : = == + / ?? |> from
    into as by else if then let fn schema enum match pipeline test expect given mock advance filter select extend
    aggregate split union limit map i64 u8 str f64 bool str? list<i64> map<str,i64> json @ # 5m ts"2026-01-01" f"{it}"
    re"(a)" x => ... not and or in is between matches import const return for extern
    """,
)
STRANGE = "(){}[]<>|=!?&$;:,.@#\"'`\\/*-+%^~ \n\t\u3000“”（），é中\U0001f600\0_019aeEx" + 'r"' + "f'{"
SLOWEST_S = 1.0
T = TypeVar("T")
FIXED = 10  # of so many mutants one is mended, laid out and shown in all forms: that takes several times as long


def mutant(number: int) -> str:
    """The program of a number; of the tests in its file it keeps one."""
    chance = random.Random(number)
    text = _text_of(chance.choice(SMALL if number % LARGE else PROGRAMS))
    tests = TEST.findall(text)
    text = TEST.sub("", text) + (chance.choice(tests) if tests else "")
    return _other_words(text, chance) if chance.random() < 0.7 else _other_characters(text, chance)


def _other_words(text: str, chance: random.Random) -> str:
    words = WORDS.findall(text)
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


def _other_characters(text: str, chance: random.Random) -> str:
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(text) + 1)
        match chance.randrange(5):
            case 0:
                text = text[:at] + text[at + 1 :]
            case 1:
                text = text[:at] + text[at : at + 1] + text[at:]
            case 2:
                text = text[:at] + chance.choice(STRANGE) + text[at:]
            case 3:
                text = text[:at]
            case 4:
                text = text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :]
    return text


@cache
def _text_of(file: Path) -> str:
    return file.read_text()


def try_out(number: int) -> bool:
    """Checks a mutant, and compiles one that has no errors as far as C++; True if it had none."""
    source = Source("mutant.sage", mutant(number))
    program = _timed(lambda: driver.check(source), "checking")
    report(program.diagnostics)
    for message in program.diagnostics:
        assert 0 <= message.span.start <= message.span.end <= len(message.span.source.text), message.message
        assert "\n" not in message.message, message.message
    if number % FIXED == 0:
        sarif(program.diagnostics)
        github(program.diagnostics)
        _mend(source)
        _lay_out(source)
    if program.has_errors:
        return False
    for pipeline in program.pipelines:
        driver.emit(driver.lower(pipeline))
    return True


def _mend(source: Source) -> None:
    """`check --fix --unsafe-fixes` ends, and adds no errors."""

    def errors(text: Source) -> int:
        return sum(d.severity == "error" for d in driver.check(text).diagnostics)

    fixed = fix(source, lambda text: driver.check(text).diagnostics, unsafe=True)
    assert errors(fixed.source) <= errors(source), "a fix added errors"


def _lay_out(source: Source) -> None:
    """`fmt` leaves a wrong text alone; what it lays out it would not lay out again."""
    text, wrong = _timed(lambda: format_source(source), "laying out")
    if wrong:
        assert text == source.text
        return
    again, still_wrong = format_source(Source("laid out.sage", text))
    assert not still_wrong, "laid out, it cannot be read"
    assert again == text, "laid out, it is laid out in another way"


def _timed(work: Callable[[], T], what: str) -> T:
    started = time.process_time()
    result = work()
    took = time.process_time() - started
    assert took < SLOWEST_S, f"{what} took {took:.1f} s"
    return result


def try_all(numbers: range) -> int:
    """Tries the mutants of these numbers; how many were programs without errors."""
    right = 0
    for number in numbers:
        try:
            right += try_out(number)
        except Exception as error:
            error.add_note(f"mutant({number})")
            raise
    return right


def main() -> int:
    """Tries mutants, and says which did not do as they must."""
    options = argparse.ArgumentParser(description="Programs with mistakes, tried out.")
    options.add_argument("--seed", type=int, default=0, help="the number of the first")
    options.add_argument("--count", type=int, default=1000)
    options.add_argument("--show", type=int, help="print this mutant, and what is said of it")
    given = options.parse_args()
    if given.show is not None:
        text = mutant(given.show)
        print(text, report(driver.check(Source("mutant.sage", text)).diagnostics), sep="\n")
        return 0
    wrong = right = 0
    slowest = (0.0, 0)
    for number in range(given.seed, given.seed + given.count):
        started = time.process_time()
        try:
            right += try_out(number)
        except Exception as error:
            wrong += 1
            print(f"mutant {number}: {type(error).__name__}: {error}", flush=True)
        slowest = max(slowest, (time.process_time() - started, number))
    print(f"{given.count} mutants, {right} without errors, {wrong} failed; slowest {slowest[0]:.2f} s: {slowest[1]}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
