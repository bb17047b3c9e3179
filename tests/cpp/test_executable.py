"""The executable of a pipeline as others meet it: flags, exit codes, signals, streams, and its life as a service.

The programs are the stand-ins of cpp_runtime/tests/example: `flow`, `service`, and `both` in one.
"""

from __future__ import annotations

import json
import os
import pty
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import sage
from sage.base.errors import CallFailed, ServiceNotFound
from sage.runtime import discovery
from tests.cpp.test_units import build

Start = Callable[..., "subprocess.Popen[str]"]

ROWS = [{"id": i, "text": "row", "twice": 2} for i in range(5)]


@pytest.fixture(scope="module")
def programs() -> Path:
    return build("cpp-tests")


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The runtime folder, short for the sake of socket paths; also where the program runs."""
    folder = Path(tempfile.mkdtemp(prefix="sage-", dir="/tmp"))
    monkeypatch.setenv("SAGE_RUNTIME_DIR", str(folder / "run"))
    monkeypatch.chdir(folder)
    yield folder
    sage.clear_runtime_context()
    shutil.rmtree(folder)


@pytest.fixture
def start(programs: Path) -> Iterator[Start]:
    """Starts a program; a service is found before it is returned. All are gone at the end."""
    running: list[subprocess.Popen[str]] = []

    def start_program(name: str, *options: str, found: bool = True) -> subprocess.Popen[str]:
        command = [programs / f"sage_example_{name}", *options]
        popen = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        running.append(popen)
        deadline = time.monotonic() + 20
        while found and not any(d.pid == popen.pid for d in discovery.find("example")):
            assert popen.poll() is None and time.monotonic() < deadline
            time.sleep(0.005)
        return popen

    yield start_program
    for popen in running:
        popen.kill()
        popen.communicate()


@pytest.fixture
def flow(programs: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    def run(*options: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([programs / "sage_example_flow", *options], capture_output=True, text=True, timeout=60)

    return run


Flow = Callable[..., "subprocess.CompletedProcess[str]"]


def rows(text: str) -> list[Any]:
    return [json.loads(line) for line in text.splitlines()]


def test_a_short_run_says_nothing_and_leaves_no_trace(flow: Flow, folder: Path) -> None:
    done = flow("--loud", "--rows", "3")
    assert (done.returncode, rows(done.stdout), done.stderr) == (0, ROWS[:3], "")
    assert list(folder.iterdir()) == []


def test_a_failing_record_ends_the_run_with_5_after_the_rows_before_it(flow: Flow) -> None:
    done = flow("--loud", "--rows", "9")
    assert (done.returncode, rows(done.stdout)) == (5, ROWS)
    assert done.stderr == (
        'record error[R0101]: n: "x" is not an i32\n'
        "  --> example.sage:8:3\n"
        " 8 | values\n"
        "   | ^^^^^^\n"
        '   = record: {"n":"x"}   (values, row 6)\n'
        '   = on_error is "fail": `--set on_error=skip` goes on without such records\n'
    )


def test_skipped_records_are_lines_of_json_off_a_terminal(flow: Flow) -> None:
    done = flow("--loud", "--rows", "9", "--set", "on_error=skip")
    assert done.returncode == 0
    assert [row["id"] for row in rows(done.stdout)] == [0, 1, 2, 3, 4, 6, 8]
    first, second = rows(done.stderr)
    assert first["reason"] == 'n: "x" is not an i32'
    assert first["origin"] == "values, row 6"
    assert (second["level"], second["code"], second["span"]) == ("warn", "R0102", "example.sage:9:20")
    assert second["record"] == '{"id":7,"text":"row","n":2000000000}'


def test_unread_dead_letters_go_to_a_file(flow: Flow, folder: Path) -> None:
    assert flow("--rows", "9", "--set", "on_error=dead_letter").returncode == 0
    letters = rows((folder / "example.errors.jsonl").read_text())
    assert [(row["stage"], row["code"], row["span"]) for row in letters] == [
        ("values", "R0101", "values, row 6"),
        ("select", "R0102", "example.sage:9:20"),
    ]


def test_help_version_and_manifest_go_to_standard_output(flow: Flow) -> None:
    assert flow("--help").stdout.startswith("example 1.2.0: Doubles numbers\n\nusage: example ")
    assert flow("--version").stdout == "example 1.2.0\n"
    assert json.loads(flow("--describe").stdout) == {"name": "example"}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--rows", "x"], 'error: --rows: "x" is not an i64\n'),
        (["--row", "3"], "error: no option is named `--row`; did you mean `--rows`?\n"),
        (["--set", "on_eror=skip"], "error: no setting is named `on_eror`; did you mean `on_error`?\n"),
    ],
)
def test_a_wrong_command_line_ends_with_2(flow: Flow, options: list[str], message: str) -> None:
    done = flow(*options)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", message)


def test_a_reader_that_goes_away_ends_the_run_quietly(programs: Path) -> None:
    command = f"{programs}/sage_example_flow --loud --rows -1 --set on_error=skip --set log.level=error | head -1"
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True, timeout=60)
    assert (done.returncode, rows(done.stdout), done.stderr) == (0, ROWS[:1], "")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
@pytest.mark.parametrize("name", ["flow", "service", "both"])
def test_a_signal_drains(start: Start, folder: Path, name: str, number: int, code: int) -> None:
    popen = start(name, "--rows", "-1", "--set", "on_error=skip", "--set", "log.level=error")
    popen.send_signal(number)
    out, err = popen.communicate(timeout=20)
    assert (popen.returncode, out, err) == (code, "", "")
    assert list((folder / "run" / "example").iterdir()) == []


def test_a_stopped_flow_has_written_whole_rows(start: Start) -> None:
    popen = start("flow", "--loud", "--rows", "-1", "--set", "on_error=skip", found=False)
    assert popen.stdout is not None
    first = popen.stdout.readline()
    popen.send_signal(signal.SIGTERM)
    ids = [row["id"] for row in rows(first + popen.stdout.read())]
    assert ids == [i for i in range(ids[-1] + 1) if i not in (5, 7)]
    assert popen.wait(timeout=20) == 0


def test_a_terminal_gets_a_summary(programs: Path) -> None:
    ours, theirs = pty.openpty()
    subprocess.run([programs / "sage_example_flow", "--rows", "5"], stderr=theirs, stdout=theirs, timeout=60)
    os.close(theirs)
    text = os.read(ours, 10_000).decode()
    os.close(ours)
    assert text.startswith("5 in · 5 out · 0 failed · 0.0 s · ")


def test_a_flow_becomes_a_service_when_it_lasts(start: Start) -> None:
    start("flow", "--rows", "-1", "--set", "on_error=skip")
    stages = sage.call_service("example", method="_metrics")["stages"]
    source = next(stage for stage in stages if stage["name"] == "values")
    assert source["role"] == "source" and source["out"] > 0 and source["failed"] == 1
    with pytest.raises(ServiceNotFound):
        sage.call_service("example", {"id": 1})


@pytest.mark.parametrize("name", ["service", "both"])
def test_requests_are_answered(start: Start, name: str) -> None:
    start(name)
    assert sage.call_service("example", {"id": 1, "text": "é", "n": 4}) == {"id": 1, "text": "é", "twice": 8}
    with pytest.raises(CallFailed, match=r"2000000000 \* 2 does not fit i32") as failed:
        sage.call_service("example", {"id": 1, "n": 2_000_000_000})
    assert (failed.value.status, failed.value.code, failed.value.span) == ("FAILED", "R0102", "example.sage:6:20")
    with pytest.raises(CallFailed, match="id: missing; `process` takes Ask"):
        sage.call_service("example", {})


@pytest.mark.parametrize(
    ("replies", "kept", "filtered"),
    [("maybe", {"id": 1, "text": "", "twice": 2}, None), ("many", [{"id": 1, "text": "", "twice": 2}] * 2, [])],
)
def test_the_number_of_replies_follows_the_flow(start: Start, replies: str, kept: Any, filtered: Any) -> None:
    start("service", "--replies", replies)
    assert sage.call_service("example", {"id": 1, "n": 1}) == kept
    assert sage.call_service("example", {"id": 1, "n": 0}) == filtered


@pytest.mark.parametrize("drain", [True, False])
def test_stop_is_answered_before_the_service_ends(start: Start, drain: bool) -> None:
    popen = start("both", "--rows", "-1", "--set", "on_error=skip")
    assert sage.call_service("example", {"drain": drain}, method="_stop") is True
    assert popen.wait(timeout=20) == 0


def test_a_service_starts_beside_what_a_killed_one_has_left(start: Start, folder: Path) -> None:
    first = start("service")
    first.kill()
    first.wait()
    assert len(list((folder / "run" / "example").iterdir())) == 3
    start("service")
    assert len(list((folder / "run" / "example").iterdir())) == 3
    assert sage.call_service("example", {"id": 1, "n": 1})["twice"] == 2


def test_a_name_can_be_given(start: Start) -> None:
    start("service", "--name", "double", found=False)
    deadline = time.monotonic() + 20
    while not any(True for _ in discovery.find("double")) and time.monotonic() < deadline:
        time.sleep(0.005)
    assert sage.call_service("double", {"id": 1, "n": 1})["twice"] == 2


def test_an_address_beyond_loopback_needs_a_word(start: Start) -> None:
    refused = start("service", "--endpoint", "tcp://0.0.0.0:0", found=False)
    message = refused.communicate(timeout=20)[1]
    assert refused.returncode == 78
    assert message.startswith("error: --endpoint: tcp://0.0.0.0:0 can be reached from other machines")
    start("service", "--endpoint", "tcp://0.0.0.0:0", "--insecure")
    start("service", "--endpoint", "tcp://127.0.0.1:0")
    assert any(e.startswith("tcp://127.0.0.1:") for d in discovery.find("example") for e in d.endpoints)


def test_without_libzmq_flows_run_and_a_service_says_so(
    start: Start, flow: Flow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAGE_LIBZMQ", "/nowhere/libzmq.so")
    assert flow("--rows", "3").returncode == 0
    service = start("service", found=False)
    assert service.communicate(timeout=20)[1].startswith("error: libzmq is not found")
    assert service.returncode == 78
