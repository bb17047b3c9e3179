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
    assert (build.cxx, build.jobs, build.sanitize, build.release) == ("environment", 5, "address", True)
    assert settings.project.name == "shop"


def test_without_a_file_there_are_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path, environment={}).build.jobs is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[build]\ncxxx = 1", "there is no setting `build.cxxx`; did you mean `cxx`?"),
        ("[biuld]\n", "there is no setting `biuld`; did you mean `build`?"),
        ("[build]\njobs = 0", "`build.jobs`: input should be greater than or equal to 1"),
        ("[deploy.prod]\nparallelism = 2", "`deploy.prod.to`: field required"),
        ("build = 3", "`build` is a section"),
        ("[build", "is not TOML"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "sage.toml").write_text(text)
    with pytest.raises(ConfigError) as caught:
        load_settings(tmp_path, environment={"SAGE_CXX": "g++"})
    assert message in str(caught.value)


def test_a_file_that_is_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="there is no file"):
        load_settings(tmp_path, tmp_path / "other.toml")
