"""Settings from a file, the environment and the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from sage.base.config import ConfigError, load_settings


def test_the_command_line_wins_over_the_environment_and_that_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "sage.toml").write_text(
        '[build]\ncxx = "file"\njobs = 3\nsanitize = "address"\n[project]\nname = "shop"\n'
    )
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    given = {"build": {"jobs": 5, "sanitize": None}}
    settings = load_settings(below, given=given, environment={"SAGE_CXX": "environment", "SAGE_JOBS": "4"})
    build = settings.build
    assert (build.cxx, build.jobs, build.sanitize, build.release) == ("environment", 5, "address", None)
    assert settings.project.name == "shop"


def test_without_a_file_there_are_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path, environment={}).build.jobs is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[build]\ncxxx = 1", "there is no setting `build.cxxx`; did you mean `cxx`?"),
        ("[build]\nspeed = 1", "there is no setting `build.speed`; there are: cxx, jobs, release, sanitize, path"),
        ("[biuld]\n", "there is no section `biuld`; did you mean `build`?"),
        ("[build]\njobs = 0", "`build.jobs` is a whole number of at least 1, and this is 0"),
        ("[build]\njobs = true", "`build.jobs` is a whole number of at least 1, and this is true"),
        ("[build]\nsanitize = 'all'", '`build.sanitize` is one of "address", "thread", "undefined", and this is all'),
        ("[lint]\nselect = 'E02'", "`lint.select` is a list of text, and this is E02"),
        ("build = 3", "`build` is a section: write `[build]`, and what it holds below"),
        ("[build", "is not TOML"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "sage.toml").write_text(text)
    with pytest.raises(ConfigError) as caught:
        load_settings(tmp_path, environment={"SAGE_CXX": "g++"})
    assert message in str(caught.value)


def test_a_file_that_is_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"cannot read .*other\.toml: No such file"):
        load_settings(tmp_path, tmp_path / "other.toml")


def test_folders_of_a_file_count_from_the_file_and_those_of_the_environment_from_here(tmp_path: Path) -> None:
    (tmp_path / "sage.toml").write_text('[build]\npath = ["lib", "../shared"]\n')
    below = tmp_path / "a"
    below.mkdir()
    assert load_settings(below, environment={}).build.path == (f"{tmp_path}/lib", f"{tmp_path.parent}/shared")
    assert load_settings(below, environment={"SAGE_PATH": "x:y/z"}).build.path == ("x", "y/z")


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("SAGE_JOBS", "many", "SAGE_JOBS is a whole number of at least 1, and this is `many`"),
        ("SAGE_RELEASE", "yes", "SAGE_RELEASE is true or false, and this is `yes`"),
    ],
)
def test_a_wrong_variable_is_named(tmp_path: Path, name: str, text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_settings(tmp_path, environment={name: text})
    assert str(caught.value) == message


def test_every_option_has_a_variable(tmp_path: Path) -> None:
    environment = {"SAGE_RELEASE": "0", "SAGE_SANITIZE": "thread", "SAGE_SELECT": "E02, W0251", "SAGE_DENY": "warnings"}
    settings = load_settings(tmp_path, environment=environment)
    assert (settings.build.release, settings.build.sanitize) == (False, "thread")
    assert (settings.lint.select, settings.lint.deny) == (("E02", "W0251"), ("warnings",))
