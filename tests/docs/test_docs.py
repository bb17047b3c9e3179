"""What the documentation shows is true: programs check, links lead somewhere, examples pass their tests."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("examples/**/*.md")])
EXAMPLES = sorted(ROOT.glob("examples/*.sage"))
SAGEC = Path(sys.executable).with_name("sagec")


def blocks() -> dict[str, str]:
    """The programs in the pages, by page and number."""
    return {
        f"{page.relative_to(ROOT)}-{n}": block
        for page in PAGES
        for n, block in enumerate(re.findall(r"^```sage(?: file=\S+)?\n(.*?)^```", page.read_text(), re.S | re.M), 1)
    }


@pytest.mark.parametrize("block", list(blocks().values()), ids=list(blocks()))
def test_a_program_shown_in_the_documentation_is_right(block: str, tmp_path: Path) -> None:
    for page in PAGES:
        for name, content in re.findall(r"^```(?:cpp |sage file=)(\S+)\n(.*?)^```", page.read_text(), re.S | re.M):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(content)
    (tmp_path / "shown.sage").write_text(block)
    sagec("check", tmp_path / "shown.sage")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_passes_its_own_tests(example: Path) -> None:
    sagec("check", example)
    sagec("test", example)


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    prose = re.sub(r"`[^`\n]*`", "", page.read_text())
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", prose)
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_the_reference_is_what_the_declarations_say() -> None:
    done = subprocess.run([sys.executable, ROOT / "scripts" / "make_reference.py", "--check"], check=False)
    assert done.returncode == 0, "run scripts/make_reference.py and read the difference"


def sagec(*arguments: object) -> None:
    command = [str(word) for word in (SAGEC, *arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"
