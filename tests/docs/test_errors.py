"""The pages of `sagec explain`: each shows a program that gives its message and one that gives none; none is missing.

A page of a record error is run, not only checked. The files that its programs read stand in blocks of their own that
begin with a line like ```` ```csv orders.csv````.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from sage.base.errors import NeedsNative
from sage.base.source import Source
from sage.compiler import driver
from sage.compiler.reference.run import Interpreter, RunFailed
from sage.compiler.reference.testing import Outcome, run_test

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "docs" / "errors").glob("*.md"))
SAGEC = Path(sys.executable).with_name("sagec")

# Codes that no wrong program gives, so that there is no pair to show: faults of ours, or of the machine.
WITHOUT_PROGRAM = ("E0902", "E0903", "E0904", "E0999")
OF_TESTS = ("E0803", "E0804")  # what `sagec test` finds, and `sagec check` does not

every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
with_programs = [page for page in PAGES if page.stem not in WITHOUT_PROGRAM]
every_pair = pytest.mark.parametrize("page", with_programs, ids=lambda page: page.stem)


@every_page
def test_a_page_has_a_title_a_text_and_two_programs(page: Path) -> None:
    title, _, text = page.read_text().partition("\n")
    assert re.fullmatch(rf"# {page.stem}: [^A-Z].*[^.]", title)
    assert text.startswith("\n") and not text.startswith("\n```"), "says nothing in words"
    pair = [] if page.stem in WITHOUT_PROGRAM else [" bad", " good"]
    assert re.findall(r"^```sage( bad| good)$", text, re.M) == pair


@every_pair
def test_the_bad_program_gives_the_message_and_no_other(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = shown(page, "sage bad")
    write_files(page, tmp_path)
    monkeypatch.chdir(tmp_path)
    if page.stem.startswith("R"):
        assert checked(program) == []
        assert failed(program) == page.stem
    elif page.stem in OF_TESTS:
        assert [outcome.code for outcome in outcomes_of(program) if not outcome.passed] == [page.stem]
    else:
        assert set(checked(program)) == {page.stem}


@every_pair
def test_the_good_program_gives_no_message(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = shown(page, "sage good")
    write_files(page, tmp_path)
    monkeypatch.chdir(tmp_path)
    assert checked(program) == []
    if page.stem.startswith("R"):
        assert failed(program) is None
    if page.stem in OF_TESTS:
        assert all(outcome.passed for outcome in outcomes_of(program))


def test_every_code_has_a_page() -> None:
    sources = (ROOT / "sage" / "compiler").rglob("*.py")
    given = {code for file in sources for code in re.findall(r'"([EWR]0\d{3})"', file.read_text())}
    assert sorted(given - {page.stem for page in PAGES}) == []


def test_explain_prints_the_page() -> None:
    done = subprocess.run([SAGEC, "explain", "e0104"], capture_output=True, text=True, check=True)
    assert done.stdout == (ROOT / "docs" / "errors" / "E0104.md").read_text()


def shown(page: Path, kind: str) -> str:
    """The program in the block of a page that begins with these words."""
    (block,) = re.findall(rf"^```{kind}\n(.*?)^```", page.read_text(), re.S | re.M)
    return str(block)


def checked(program: str) -> list[str]:
    """The codes of the messages that a program gives."""
    return [message.code for message in driver.check(Source("shown.sage", program)).diagnostics]


def outcomes_of(program: str) -> list[Outcome]:
    """What the tests of a program come to."""
    return [run_test(case) for case in driver.check(Source("shown.sage", program)).require().tests]


def failed(program: str) -> str | None:
    """The code of the first record that fails when a program runs."""
    pipeline = driver.check(Source("shown.sage", program)).require().pipeline(None)
    try:
        Interpreter(driver.narrowed(pipeline), "fail").run()
    except RunFailed as failure:
        return failure.code
    except NeedsNative:
        Path("shown.sage").write_text(program)
        told = subprocess.run([SAGEC, "run", "shown.sage"], capture_output=True, text=True, check=False).stderr
        return next(iter(re.findall(r"record error\[(R\d+)\]", told)), None)
    return None


def write_files(page: Path, folder: Path) -> None:
    """The files that a page shows, modules among them, below a folder."""
    for name, content in re.findall(r"^```\w+ (\S+\.\w+)\n(.*?)^```", page.read_text(), re.S | re.M):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(content)
