"""Wrong programs give exactly the messages that are written under their lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from .annotated import Wrong, programs_of, written

FILES = sorted(Path(__file__).parent.glob("*.sage"))
PROGRAMS = [pytest.param(wrong, id=f"{file.stem}: {wrong.title}") for file in FILES for wrong in programs_of(file)]


@pytest.fixture(scope="session", autouse=True)
def rewritten(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-golden"):
        for file in FILES:
            file.write_text(written(programs_of(file)))


@pytest.mark.parametrize("wrong", PROGRAMS)
def test_the_messages_are_those_under_the_lines(wrong: Wrong, update_golden: bool) -> None:
    if not update_golden:
        assert wrong.annotated() == wrong.text


@pytest.mark.parametrize("wrong", PROGRAMS)
def test_a_first_line_is_short_and_plain(wrong: Wrong) -> None:
    for d in wrong.check():
        assert len(d.message) <= 90, d.message
        assert not d.message.endswith("."), d.message
        assert d.message[0] in "`\"'-+" or not d.message[0].isupper(), d.message
        assert d.help or d.label or d.labels or d.notes or d.fix, f"{d.message}: says nothing but that"
