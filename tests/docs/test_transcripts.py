"""What pages show on a terminal is what happens."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from tests.docs.transcripts import replay, steps

ROOT = Path(__file__).resolve().parents[2]
PAGES = [page for page in sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]) if list(steps(page.read_text()))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_what_a_page_shows_happens(page: Path, tmp_path: Path) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    home = tmp_path / ".run"
    home.mkdir(mode=0o700)
    path = f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin"
    try:
        replay(
            page.read_text(), tmp_path, {"PATH": path, "SAGE_RUNTIME_DIR": str(home), "CI": "true", "COLUMNS": "120"}
        )
    finally:
        shutil.rmtree(home, ignore_errors=True)
