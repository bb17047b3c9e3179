"""The command `sage`, as typed."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

import sage
from sage.runtime import discovery

SAGE = Path(sys.executable).with_name("sage")


def run(*words: str | Path, stdin: str | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    known = os.environ | {"NO_COLOR": "1"} | environment
    return subprocess.run([SAGE, *words], input=stdin, capture_output=True, text=True, timeout=60, env=known)


def out(*words: str | Path, **more: Any) -> str:
    done = run(*words, **more)
    assert done.returncode == 0, done.stderr
    return done.stdout


def wrong(code: int, *words: str) -> str:
    done = run(*words)
    assert (done.returncode, done.stdout) == (code, "")
    return done.stderr


def test_help_fits_a_screen_and_ends_with_examples() -> None:
    for words in (["--help"], *([name, "--help"] for name in ("call", "ps", "stop", "describe", "run", "logs"))):
        assert len(out(*words).splitlines()) <= 30
    assert "sage call late" in out("--help")


def test_a_misspelt_command_or_option_is_guessed() -> None:
    assert "there is no command `cal`; did you mean `call`?" in wrong(2, "cal", "x")
    assert "Did you mean '--timeout'?" in wrong(2, "call", "x", "--timeot", "3")
    assert "--json" in wrong(2, "ps", "--jsn")


def test_call_prints_the_answer_as_json(start: Any) -> None:
    start("peer")
    assert out("call", "peer", '{"a": [1, null, "ü"]}') == '{"a": [1, null, "ü"]}\n'
    assert out("call", "peer", "add", '{"a": 2}') == "3\n"
    assert out("call", "peer", "sleep", "0") == '"rested"\n'
    assert out("call", "peer", "sleep", "0", "--raw") == "rested\n"
    assert out("call", "peer", "-", stdin="[1, 2]") == "[1, 2]\n"
    assert json.loads(out("call", "peer", "--json", "7")) == {"v": 1, "kind": "reply", "value": 7}


@pytest.mark.parametrize("text", ["-5", "1.5", "true", "false", "null", '"text"', "[]", "{}"])
def test_what_can_only_be_json_is_no_method(start: Any, text: str) -> None:
    start("peer")
    assert out("call", "peer", text) == f"{text}\n"


def test_call_ends_with_the_code_of_what_went_wrong(start: Any) -> None:
    start("peer")
    assert (
        wrong(4, "call", "per", "1")
        == "error: no service `per` is running; running now: `peer`; did you mean `peer`?\n"
    )
    assert "has no method `sleeep`" in wrong(4, "call", "peer", "sleeep", "1")
    assert "did not answer within 0.1 s" in wrong(4, "call", "peer", "sleep", "1", "--timeout", "0.1")
    assert re.fullmatch(
        r"error: `peer.fail` failed: ValueError: no \(peer.py:\d+\)\n", wrong(1, "call", "peer", "fail", '"no"')
    )
    assert "the payload is not JSON" in wrong(2, "call", "peer", "{")
    assert """a text stands in quotes: '"no"'""" in wrong(2, "call", "peer", "fail", "no")
    assert "quote the JSON" in wrong(2, "call", "peer", "add", '{"a":', "1}")


@pytest.mark.parametrize("concurrency", ["1", "8"])
def test_repeated_calls_give_a_table_of_latencies(start: Any, concurrency: str) -> None:
    start("peer")
    before = sage.call_service("peer", method="count")
    lines = out("call", "peer", "1", "--repeat", "200", "--concurrency", concurrency).splitlines()
    assert lines[0].split() == ["CALLS", "ERRORS", "SECONDS", "CALLS/s", "P50", "P90", "P99", "P99.9", "MAX"]
    assert lines[1].split()[:2] == ["200", "0"]
    assert sage.call_service("peer", method="count") == before + 201  # one to see whether it works
    summary = json.loads(out("call", "peer", "1", "--repeat", "50", "--concurrency", concurrency, "--json"))
    assert (summary["calls"], summary["errors"]) == (50, 0)


def _requests(method: str) -> int:
    endpoints = sage.call_service("peer", method="_metrics")["endpoints"]
    return next(int(e["num_requests"]) for e in endpoints if e["name"] == method)


def test_repeated_calls_of_a_service_that_dies_are_counted(start: Any) -> None:
    peer = start("peer")
    asked = subprocess.Popen(
        [SAGE, "call", "peer", "sleep", "0.01", "--repeat", "500", "--concurrency", "4", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    while _requests("sleep") < 20:
        time.sleep(0.01)
    peer.kill()
    summary = json.loads(asked.communicate(timeout=20)[0])
    assert asked.returncode == 1
    assert summary["calls"] == 500
    assert 0 < summary["errors"] < 500


def test_ps_lists_what_runs_and_nothing_else(start: Any) -> None:
    assert run("ps").stderr == "no service is running\n"
    peer, other = start("peer"), start("other")
    sage.call_service("peer", 1)
    heading, *rows = (line.split() for line in out("ps").splitlines())
    assert heading[:6] == ["NAME", "VERSION", "STATUS", "UPTIME", "CALLS", "ERRORS"]
    assert [row[:3] for row in rows] == [["other", "1.2.3", "ready"], ["peer", "1.2.3", "ready"]]
    other.kill()
    assert out("ps", "-q") == "peer\n"
    instance = json.loads(out("ps", "--json"))
    assert (instance["kind"], instance["service"], instance["pid"]) == ("instance", "peer", peer.popen.pid)
    peer.pause()
    assert out("ps").splitlines()[1].split()[2] == "silent"


def test_ps_has_colour_when_it_is_asked_for(start: Any) -> None:
    start("peer")
    assert "\033[" in out("--color", "always", "ps", COLUMNS="60")
    assert "\033[" not in out("--color", "never", "ps", FORCE_COLOR="")


def test_stop_stops_all_instances_and_says_what_it_did_not_find(start: Any) -> None:
    peers = [start("peer"), start("peer"), start("other")]
    done = run("stop", "peer", "nobody", "other")
    assert done.returncode == 4
    assert "no service `nobody` is running" in done.stderr
    assert sorted(line.split(" in ")[0] for line in done.stdout.splitlines()) == [
        "other stopped",
        "peer stopped",
        "peer stopped",
    ]
    assert [peer.popen.wait(5) for peer in peers] == [0, 0, 0]


def test_a_service_that_hangs_is_killed(start: Any) -> None:
    peer = start("peer")
    peer.pause()
    assert json.loads(out("stop", "peer", "--timeout", "0.2", "--json"))["status"] == "killed"
    assert peer.popen.wait(5) == -9


def test_describe_shows_methods_and_types(start: Any, start_native: Any) -> None:
    start("peer")
    start_native("native")
    assert "add(a: i64, b: i64) -> i64" in out("describe", "peer")
    assert "total(it: list<{id: i64, amount: f64, note: str?}>) -> f64\n  The amount of all orders." in out(
        "describe", "peer"
    )
    assert json.loads(out("describe", "peer", "--as", "json"))["name"] == "peer"
    assert out("describe", "native", "--as", "sage").splitlines()[0] == "service native {"
    assert '  process(id: u64, text: str = "", n: i32?) -> ' in out("describe", "native", "--as", "sage")


def test_a_detached_executable_is_found_called_followed_and_stopped(executable: Path) -> None:
    started = out("run", executable, "-d", "--name", "shop")
    assert started.startswith("shop ")
    assert json.loads(out("call", "shop", '{"id": 4}'))["id"] == 4
    assert "serving" in out("logs", "shop")
    follower = subprocess.Popen([SAGE, "logs", "shop", "-f"], stdout=subprocess.PIPE, text=True)
    assert out("stop", "shop").startswith("shop stopped in ")
    assert "draining" in follower.communicate(timeout=10)[0]
    assert json.loads(out("logs", "shop", "-n", "1", "--json"))["msg"] == "draining"
    assert discovery.instances() == []


def test_a_program_is_compiled_and_started() -> None:
    program = Path(__file__).with_name("native.sage")
    assert json.loads(out("run", program, "-d", "--json"))["service"] == "native"
    out("stop", "native")


def test_what_cannot_run_says_why(executable: Path, tmp_path: Path) -> None:
    assert "no option is named `--rowz`" in wrong(1, "run", str(executable), "-d", "--", "--rowz", "1")
    script = tmp_path / "script"
    script.write_text("#!/bin/sh\necho hello\n")
    assert "cannot be run" in wrong(1, "run", str(script))
    script.chmod(0o755)
    assert "does not describe a pipeline" in wrong(78, "run", str(script))
    assert "does not exist" in wrong(2, "run", "nowhere")
    assert "there is no log of `nobody`" in wrong(4, "logs", "nobody")


def test_everyday_commands_of_the_compiler_are_passed_on(tmp_path: Path) -> None:
    program = Path(__file__).with_name("native.sage")
    assert run("check", program).returncode == 0
    assert "-o" in out("compile", "--help")


def test_metrics_are_text_for_prometheus(start: Any, start_native: Any) -> None:
    start("peer")
    start_native("native")
    sage.call_service("native", id=1)
    text = out("metrics")
    assert re.search(r'^sage_requests_total\{service="native",instance="\w+",method="process"\} 1$', text, re.M)
    assert re.search(r'^sage_stage_records_in_total\{.*stage="filter".*\} 1$', text, re.M)
    samples = [line for line in text.splitlines() if not line.startswith("#")]
    assert all(re.fullmatch(r'[a-z_]+\{([a-z]+="[^"]*",?)*\} [0-9.e+-]+', line) for line in samples)
    assert "native" not in out("metrics", "peer")
    assert "no service `nobody`" in wrong(4, "metrics", "nobody")
