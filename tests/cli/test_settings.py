"""Settings and parameters, from the program, the command line, the environment and `sage.toml`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sage.base.errors import UsageError
from sage.base.paths import docs_dir
from sage.base.source import Source
from sage.compiler import driver
from sage.compiler.check.settings import SETTINGS, parse_setting
from sage.compiler.reference.testing import run_test

SAGEC = Path(sys.executable).with_name("sagec")
PIPELINE = """pipeline p {
  set on_error = "skip"
  ## Where the rows come from.
  param region: str = env("TEST_REGION", "eu")
  param pool: i64 = parse_int(env("TEST_POOL", "4")) ?? 1
  param token: str = env("TEST_TOKEN")
  from values([{a: 1}, {a: 0}]) |> select a = 2 // a, region, pool, token |> into stdout()
}
"""
ROW = '{"a":2,"region":"eu","pool":4,"token":"t"}\n'


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "p.sage").write_text(PIPELINE)
    return tmp_path


@pytest.fixture(scope="module")
def executable() -> Path:
    artifact, _ = driver.compile(Source("p.sage", PIPELINE))
    return artifact.executable


def run(*command: object, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **variables}
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, env=environment)


def both(executable: Path, *flags: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """What the executable does; the interpreter does the same."""
    native = run(executable, "--quiet", *flags, **variables)
    interpreted = run(SAGEC, "run", "--interpret", "p.sage", "--", *flags, **variables)
    assert (interpreted.returncode, interpreted.stdout) == (native.returncode, native.stdout)
    if native.returncode not in (0, 5):
        assert interpreted.stderr == native.stderr
    return native


# ---------------------------------------------------------------- at the start


def test_defaults_come_from_the_environment_in_which_the_program_starts(executable: Path) -> None:
    assert both(executable, TEST_TOKEN="t").stdout == ROW
    changed = both(executable, TEST_TOKEN="t", TEST_REGION="us", TEST_POOL="9").stdout
    assert changed == '{"a":2,"region":"us","pool":9,"token":"t"}\n'
    assert both(executable, TEST_TOKEN="t", TEST_POOL="many").stdout == ROW.replace("4", "1")


def test_what_is_given_is_not_looked_for(executable: Path) -> None:
    assert both(executable, "--token", "t", "--region=eu", TEST_REGION="us").stdout == ROW


def test_a_variable_that_is_missing_is_named(executable: Path) -> None:
    done = both(executable)
    assert (done.returncode, done.stderr) == (
        78, "error: --token: the environment variable `TEST_TOKEN` is not set; give `--token`\n",
    )  # fmt: skip


def test_help_shows_how_a_default_is_found(executable: Path) -> None:
    assert (
        '--region str          Where the rows come from. (default env("TEST_REGION", "eu"))'
        in run(executable, "--help").stdout
    )


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("on_eror=skip", "no setting is named `on_eror`; did you mean `on_error`?"),
        ("parallel=2", "no setting is named `parallel`; did you mean `parallelism`?"),
        (
            "colour=red", "no setting is named `colour`; settings are on_error, log.level, service.endpoint, "
            "parallelism, memory, service.timeout, queue, batch",
        ),
        ("on_error", "--set: `on_error` is not of the form name=value"),
        ("on_error=ignore", "--set on_error: `ignore` is not one of fail, skip, dead_letter"),
        ("parallelism=0", "--set parallelism: `0` is not a whole number of at least 1"),
        ("memory=lots", "--set memory: `lots` is not a size such as 64MiB"),
        ("memory=64Ki", "--set memory: `64Ki` is not a size such as 64MiB"),
        ("service.timeout=30", "--set service.timeout: `30` is not a duration such as 30s"),
        ("service.endpoint=here", "--set service.endpoint: `here` is not an address such as tcp://127.0.0.1:5555"),
        ("checkpoint=1s", "--set checkpoint: it is not in this version yet"),
        (
            "version=1.0.0",
            "--set version: it is fixed when the program is compiled: `sagec compile --set version=...`",
        ),
    ],
)  # fmt: skip
def test_a_wrong_setting_is_explained_in_the_same_words_everywhere(
    executable: Path, setting: str, message: str
) -> None:
    done = both(executable, "--set", setting, "--token", "t")
    assert (done.returncode, done.stderr) == (2, f"error: {message}\n")


def test_a_setting_at_the_start_wins_over_the_program(executable: Path) -> None:
    assert both(executable, "--token", "t").returncode == 0
    assert both(executable, "--token", "t", "--set", "on_error=fail").returncode == 5


# ---------------------------------------------------------------- when it is compiled


def test_set_of_a_command_stands_over_the_program() -> None:
    source = Source("p.sage", PIPELINE)
    settings = ("on_error=fail", "version=1.2.3", "memory=64KiB", "service.timeout=1m30s")
    pipeline = driver.check(source, driver.modules_from((), settings)).pipeline()
    assert pipeline.settings == {
        "on_error": "fail", "version": "1.2.3", "memory": 65536, "service.timeout": 90_000_000,
    }  # fmt: skip
    manifest = run(SAGEC, "emit", "manifest", "p.sage", "--set", "version=1.2.3").stdout
    assert '"version": "1.2.3"' in manifest


def test_set_of_a_command_holds_while_the_program_is_checked() -> None:
    text = """pipeline p {
      set timezone = "UTC"
      from values([{at: ts"2026-07-01T12:00:00Z"}]) |> select h = at.hour() |> into jsonl("out.jsonl")
    }
    test "noon" for p { expect sink("out.jsonl") == [{h: 14}] }
    """
    (case,) = driver.check(Source("p.sage", text), driver.modules_from((), ("timezone=Europe/Berlin",))).tests
    assert run_test(case).passed


def test_a_wrong_setting_stops_the_command() -> None:
    done = run(SAGEC, "explain", "p.sage", "--set", "on_error=ignore")
    assert (done.returncode, done.stderr) == (
        2, "error: --set on_error: `ignore` is not one of fail, skip, dead_letter\n",
    )  # fmt: skip


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_says_what_it_takes(name: str) -> None:
    with pytest.raises(UsageError, match=rf"^--set {name}: "):
        parse_setting(f"{name}=?")


def test_every_setting_is_on_its_page() -> None:
    page = (docs_dir() / "settings.md").read_text()
    assert [name for name, s in SETTINGS.items() if f"| `{name}` | " not in page or s.doc not in page] == []


def test_the_program_may_say_how_it_is_compiled(tmp_path: Path) -> None:
    text = 'pipeline d {\n  set build.profile = "debug"\n  from values([{a: 1}]) |> into stdout()\n}\n'
    (tmp_path / "d.sage").write_text(text)
    made = run(SAGEC, "compile", "d.sage", "--json")
    assert made.returncode == 0, made.stderr
    plain, _ = driver.compile(Source("d.sage", text))
    size = (tmp_path / "build" / "d").stat().st_size
    assert size > 2 * plain.executable.stat().st_size, "a debugger finds more in it"


# ---------------------------------------------------------------- sage.toml


def test_the_settings_of_a_project_hold_for_its_commands(tmp_path: Path) -> None:
    (tmp_path / "sage.toml").write_text('[build]\ncxx = "no-such-compiler"\n[lint]\ndeny = ["warnings"]\n')
    (tmp_path / "w.sage").write_text("let a = from range(0, 3)\nfrom range(0, 3) |> into stdout()\n")
    assert run(SAGEC, "check", "w.sage").returncode == 1
    assert "no-such-compiler" in run(SAGEC, "compile", "w.sage").stderr
    assert run(SAGEC, "check", "w.sage", SAGE_DENY="none").returncode == 0
    assert "other-compiler" in run(SAGEC, "compile", "w.sage", SAGE_CXX="other-compiler").stderr
    assert "third-compiler" in run(SAGEC, "compile", "w.sage", "--cxx", "third-compiler", SAGE_CXX="x").stderr


def test_a_wrong_setting_of_a_project_is_told(tmp_path: Path) -> None:
    (tmp_path / "sage.toml").write_text("[build]\njob = 3\n")
    done = run(SAGEC, "check", "p.sage")
    assert (done.returncode, done.stderr) == (
        2, f"error: {tmp_path}/sage.toml: there is no setting `build.job`; did you mean `jobs`?\n",
    )  # fmt: skip


def test_another_file_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "ci.toml").write_text('[lint]\ndeny = ["warnings"]\n')
    (tmp_path / "w.sage").write_text("let a = from range(0, 3)\nfrom range(0, 3) |> into stdout()\n")
    assert run(SAGEC, "check", "w.sage").returncode == 0
    assert run(SAGEC, "--config", "ci.toml", "check", "w.sage").returncode == 1
    assert run(SAGEC, "-C", str(tmp_path), "check", "w.sage", SAGE_CONFIG="ci.toml").returncode == 1
