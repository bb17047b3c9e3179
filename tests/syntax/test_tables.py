"""The kept tables of the grammar: found again, and done without where they cannot be kept."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from sage.compiler.syntax import tables as module

PARSE = """
import sys, time
started = time.process_time()
from sage.base.source import Source
from sage.compiler.syntax.parser import parse
program, messages = parse(Source("x", open(sys.argv[1]).read()))
took = time.process_time() - started
print(len(program.items), len(messages), "lark" in sys.modules, took)
"""


def run(cache: Path, program: Path) -> list[str]:
    environment = {"PATH": "/usr/bin:/bin", "SAGE_CACHE_DIR": str(cache)}
    done = subprocess.run(
        [sys.executable, "-c", PARSE, program], env=environment, capture_output=True, text=True, check=True, cwd=ROOT
    )
    return done.stdout.split()


ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A hundred lines."""
    text = (ROOT / "tests/syntax/programs/02_fraud.sage").read_text()
    lines = (text + text.replace("fraud_alerts", "again")).splitlines()[:100]
    path = tmp_path / "hundred.sage"
    path.write_text("\n".join(lines))
    return path


def test_a_second_run_needs_no_lark_and_little_time(tmp_path: Path, program: Path) -> None:
    assert run(tmp_path / "cache", program)[2] == "True"
    runs = [run(tmp_path / "cache", program) for _ in range(3)]
    assert {uses_lark for _, _, uses_lark, _ in runs} == {"False"}
    assert min(float(took) for *_, took in runs) < 0.150


def test_a_folder_that_cannot_be_written_is_no_matter(tmp_path: Path, program: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder should be")
    assert int(run(blocked, program)[0]) > 1


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"grammar": "another"}', b"\xff\xfe"])
def test_a_damaged_file_is_made_anew(tmp_path: Path, program: Path, damage: bytes) -> None:
    good = run(tmp_path, program)
    (kept,) = (tmp_path / "grammar").iterdir()
    kept.write_bytes(damage)
    assert run(tmp_path, program)[:2] == good[:2]
    assert "states" in json.loads(kept.read_text())


def test_several_may_make_it_at_once(tmp_path: Path, program: Path) -> None:
    environment = {"PATH": "/usr/bin:/bin", "SAGE_CACHE_DIR": str(tmp_path)}
    command = [sys.executable, "-c", PARSE, str(program)]
    running = [
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, cwd=ROOT) for _ in range(3)
    ]
    answers = {process.communicate()[0].split()[0] for process in running}
    assert len(answers) == 1
    assert len(list((tmp_path / "grammar").iterdir())) == 1


def test_kept_tables_are_those_that_were_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAGE_CACHE_DIR", str(tmp_path))
    made, kept = module.tables.__wrapped__(), module.tables.__wrapped__()
    assert made == kept
