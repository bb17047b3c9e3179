"""What holds for a command of `sagec`: its options, then the environment, then `sage.toml`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sage.base.config import Settings, load_settings

if TYPE_CHECKING:
    from sage.compiler.build.options import BuildOptions
    from sage.compiler.check.modules import Modules

_CONFIG, _PATH, _SET, _MODULES = "sage.config", "sage.path", "sage.set", "sage.modules"


def _noted(key: str) -> Callable[[click.Context, click.Parameter, Any], Any]:
    """Keeps what an option says for whoever asks, so that no command need hand it on."""

    def note(context: click.Context, _: click.Parameter, value: Any) -> Any:
        if value:
            context.meta[key] = value
        return value

    return note


config_option = click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="SAGE_CONFIG",
    expose_value=False,
    callback=_noted(_CONFIG),
    help="Read this file instead of sage.toml.",
)

path_option = click.option(
    "--path",
    multiple=True,
    metavar="DIR",
    expose_value=False,
    callback=_noted(_PATH),
    help="Look for imports here, too.",
)

set_option = click.option(
    "--set",
    multiple=True,
    metavar="K=V",
    expose_value=False,
    callback=_noted(_SET),
    help="A setting, in place of the program's.",
)


def settings(**build: Any) -> Settings:
    """The settings of this command; `build` are options of building that it was given, None where it was not."""
    context = click.get_current_context(silent=True)
    noted = context.meta if context is not None else {}
    given = {"build": {"path": tuple(noted[_PATH]) if _PATH in noted else None, **build}}
    return load_settings(Path.cwd(), noted.get(_CONFIG), given)


def import_path() -> tuple[Path, ...]:
    """The folders in which imports are looked for, after that of the file itself."""
    return tuple(map(Path, settings().build.path))


def given_settings() -> tuple[str, ...]:
    """What `--set` says, each as `name=value`."""
    context = click.get_current_context(silent=True)
    return tuple(context.meta.get(_SET, ())) if context is not None else ()


def modules() -> Modules:
    """Modules for the programs of this command, which share what they import; with its `--set`."""
    from sage.compiler.driver import modules_from

    made = modules_from(import_path(), given_settings())
    context = click.get_current_context(silent=True)
    if context is not None:
        context.meta.setdefault(_MODULES, []).append(made)
    return made


def imported_files() -> list[Path]:
    """What programs have looked for besides themselves, found or not, since this was last asked."""
    context = click.get_current_context(silent=True)
    made = context.meta.pop(_MODULES, []) if context is not None else []
    return [Path(name) for name in dict.fromkeys(name for one in made for name in one.files.seen)]


def build_options(options: Mapping[str, Any]) -> BuildOptions:
    """How to build, by the options of the command and what stands behind them."""
    from sage.compiler.build.options import BuildOptions

    given = {name: options.get(name) for name in ("cxx", "jobs", "release", "sanitize")}
    build = settings(**given).build
    profile = None if build.release is None else "release" if build.release else "debug"
    return BuildOptions(profile, build.sanitize, build.cxx, build.jobs)  # type: ignore[arg-type]
