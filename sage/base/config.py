"""Settings of the tools: command line > environment > `sage.toml` > defaults.

[build]
cxx = "clang++"          # or SAGE_CXX=clang++, or --cxx clang++
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sage.base.errors import SageError
from sage.base.names import closest

FILE: Final = "sage.toml"
_PREFIX: Final = "SAGE_"


class ConfigError(SageError):
    """A setting is unknown or has a value that it cannot have."""

    exit_code = 2


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Project(_Section):
    """`[project]`"""

    name: str = ""
    version: str = ""


class Build(_Section):
    """`[build]`: how programs are compiled."""

    cxx: str | None = None
    jobs: int | None = Field(default=None, ge=1)
    release: bool = True
    sanitize: Literal["address", "thread", "undefined"] | None = None


class Lint(_Section):
    """`[lint]`: which warnings are shown, and which are errors."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    deny: tuple[str, ...] = ()


class Deploy(_Section):
    """`[deploy.NAME]`: where pipelines go."""

    to: str
    parallelism: int = Field(default=1, ge=1)


class Settings(_Section):
    """All settings, from all places."""

    project: Project = Project()
    build: Build = Build()
    lint: Lint = Lint()
    deploy: dict[str, Deploy] = {}


def load_settings(
    folder: Path,
    file: Path | None = None,
    given: Mapping[str, Mapping[str, Any]] | None = None,
    environment: Mapping[str, str] | None = None,
) -> Settings:
    """The settings that hold in a folder.

    Args:
        folder: `sage.toml` is looked for here and upwards.
        file: read this file instead.
        given: what the command line says, by section; None stands for what it does not say.
        environment: instead of the process's own.
    """
    found = file or next((f / FILE for f in (folder, *folder.resolve().parents) if (f / FILE).is_file()), None)
    values = _read(found) if found else {}
    _merge(values, _from_environment(os.environ if environment is None else environment), "the environment")
    _merge(values, given or {}, "the command line")
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        raise ConfigError(_complaint(error, str(found or FILE))) from error


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text())
    except FileNotFoundError:
        raise ConfigError(f"there is no file {file}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file} is not TOML: {error}") from error


def _from_environment(environment: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """`SAGE_CXX` is `build.cxx`: every option of building under its own name."""
    given = {name: environment.get(_PREFIX + name.upper()) for name in Build.model_fields}
    return {"build": {name: value for name, value in given.items() if value}}


def _merge(values: dict[str, Any], more: Mapping[str, Mapping[str, Any]], origin: str) -> None:
    for section, settings in more.items():
        into = values.setdefault(section, {})
        if not isinstance(into, dict):
            raise ConfigError(f"`{section}` is a section, and {origin} sets its parts")
        into.update({name: value for name, value in settings.items() if value is not None})


def _complaint(error: ValidationError, file: str) -> str:
    first = error.errors()[0]
    *sections, name = (str(part) for part in first["loc"])
    if first["type"] != "extra_forbidden":
        return f"{file}: `{'.'.join([*sections, name])}`: {first['msg'].lower()}"
    near = closest(name, _names_in(sections))
    return f"{file}: there is no setting `{'.'.join([*sections, name])}`" + (
        f"; did you mean `{near}`?" if near else ""
    )


def _names_in(sections: list[str]) -> list[str]:
    known: dict[str, type[BaseModel]] = {"project": Project, "build": Build, "lint": Lint, "deploy": Deploy}
    return list((known[sections[0]] if sections and sections[0] in known else Settings).model_fields)
