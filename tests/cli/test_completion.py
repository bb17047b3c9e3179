"""The scripts for shells."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from sage.cli import sage, sagec


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize(("name", "command"), [("sagec", sagec.main), ("sage", sage.main)])
def test_the_script_completes_its_own_command(name: str, command: click.Command, shell: str) -> None:
    result = CliRunner().invoke(command, ["completion", shell])
    assert result.exit_code == 0
    assert f"_{name}_completion" in result.output
    assert f"_{name.upper()}_COMPLETE={shell}_complete" in result.output


def test_the_shell_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMP_WORDS", "sagec inf")
    monkeypatch.setenv("COMP_CWORD", "1")
    result = CliRunner(env={"_SAGEC_COMPLETE": "bash_complete"}).invoke(sagec.main, [], prog_name="sagec")
    assert result.output == "plain,infer\n"
