"""Settings of the tools: command line > environment > `sage.toml` > defaults.

[build]
cxx = "clang++"          # or SAGE_CXX=clang++, or --cxx clang++
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from sage.base.errors import SageError
from sage.base.frozen import dataclass, field
from sage.base.names import closest

FILE: Final = "sage.toml"
PREFIX: Final = "SAGE_"

# This is read before every command, also before one that only looks into the cache, so it does without Pydantic, which
# takes longer to start than such a command.


class ConfigError(SageError):
    """A setting is unknown or has a value that it cannot have."""

    exit_code = 2


@dataclass(frozen=True)
class Kind:
    """What a setting may be, in words; `read` makes it of a value of a file, `parse` of text, or raises ValueError."""

    words: str
    read: Callable[[Any], Any]
    parse: Callable[[str], Any]


@dataclass(frozen=True)
class Project:
    """`[project]`: what the pages of `sagec doc` are headed by."""

    name: str = ""
    version: str = ""


@dataclass(frozen=True)
class Build:
    """`[build]`: how programs are compiled. Without `release`, they say so themselves; `path` are the folders in which
    imports are looked for."""

    cxx: str | None = None
    jobs: int | None = None
    release: bool | None = None
    sanitize: str | None = None
    path: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lint:
    """`[lint]`: which warnings are shown, and which are errors."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    deny: tuple[str, ...] = ()


@dataclass(frozen=True)
class Settings:
    """All settings, from all places."""

    project: Project = field(default_factory=Project)
    build: Build = field(default_factory=Build)
    lint: Lint = field(default_factory=Lint)


# ---------------------------------------------------------------- kinds of values


def _typed(kind: type, check: Callable[[Any], bool] = lambda value: True) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if type(value) is not kind or not check(value):
            raise ValueError
        return value

    return read


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError
    return tuple(value)


def _switch(text: str) -> bool:
    known = {"1": True, "true": True, "0": False, "false": False}
    if text.lower() not in known:
        raise ValueError
    return known[text.lower()]


def _list_of(separator: str) -> Callable[[str], tuple[str, ...]]:
    return lambda text: tuple(part.strip() for part in text.split(separator) if part.strip())


def _one_of(*known: str) -> Kind:
    words = "one of " + ", ".join(f'"{name}"' for name in known)
    check = _typed(str, known.__contains__)
    return Kind(words, check, check)


_positive = _typed(int, lambda number: number >= 1)
_TEXT = Kind("text", _typed(str), str)
_COUNT = Kind("a whole number of at least 1", _positive, lambda text: _positive(int(text)))
_SWITCH = Kind("true or false", _typed(bool), _switch)
_CODES = Kind("a list of text", _texts, _list_of(","))
_FOLDERS = Kind("a list of folders", _texts, _list_of(os.pathsep))

_KINDS: Final[dict[str, dict[str, Kind]]] = {
    "project": {"name": _TEXT, "version": _TEXT},
    "build": {
        "cxx": _TEXT,
        "jobs": _COUNT,
        "release": _SWITCH,
        "sanitize": _one_of("address", "thread", "undefined"),
        "path": _FOLDERS,
    },
    "lint": {"select": _CODES, "ignore": _CODES, "deny": _CODES},
}
_SECTIONS: Final[dict[str, type[Any]]] = {"project": Project, "build": Build, "lint": Lint}


# ---------------------------------------------------------------- where they come from


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
    values = _of_file(found) if found else {}
    for section, name, value in _of_environment(os.environ if environment is None else environment):
        values.setdefault(section, {})[name] = value
    for section, options in (given or {}).items():
        values.setdefault(section, {}).update({n: v for n, v in options.items() if v is not None})
    return Settings(**{section: _SECTIONS[section](**options) for section, options in values.items()})


def _of_file(file: Path) -> dict[str, dict[str, Any]]:
    values: dict[str, dict[str, Any]] = {}
    for section, options in _parsed(file).items():
        if section not in _KINDS:
            raise ConfigError(f"{file}: there is no section `{section}`" + _meant(section, _KINDS))
        if not isinstance(options, dict):
            raise ConfigError(f"{file}: `{section}` is a section: write `[{section}]`, and what it holds below")
        for name, value in options.items():
            if name not in _KINDS[section]:
                raise ConfigError(f"{file}: there is no setting `{section}.{name}`" + _meant(name, _KINDS[section]))
            kind = _KINDS[section][name]
            try:
                made = kind.read(value)
            except ValueError:
                raise ConfigError(f"{file}: `{section}.{name}` is {kind.words}, and this is {_shown(value)}") from None
            if kind is _FOLDERS:
                made = tuple(os.path.normpath(file.parent / part) for part in made)
            values.setdefault(section, {})[name] = made
    return values


def _parsed(file: Path) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(file.read_text())
    except OSError as error:
        raise ConfigError(f"cannot read {file}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file} is not TOML: {error}") from error


def _of_environment(environment: Mapping[str, str]) -> Iterator[tuple[str, str, Any]]:
    """`SAGE_CXX` is `build.cxx`: every option of building and of messages under its own name."""
    for section in ("build", "lint"):
        for name, kind in _KINDS[section].items():
            text = environment.get(PREFIX + name.upper())
            if text:
                try:
                    yield section, name, kind.parse(text)
                except ValueError:
                    raise ConfigError(f"{PREFIX}{name.upper()} is {kind.words}, and this is `{text}`") from None


def _shown(value: Any) -> str:
    """A value as TOML writes it, as far as that is simple."""
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


def _meant(name: str, known: Mapping[str, Any]) -> str:
    near = closest(name, known)
    return f"; did you mean `{near}`?" if near else f"; there are: {', '.join(known)}"
