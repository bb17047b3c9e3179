"""Finds the folders that are not Python: beside `sage/` in a checkout, inside it as `_bundle/` in a wheel."""

from __future__ import annotations

from pathlib import Path

from sage.base.errors import InternalError

_PACKAGE = Path(__file__).resolve().parents[1]


def grammar_dir() -> Path:
    """The folder of `sage.lark`."""
    return _folder("grammar")


def templates_dir() -> Path:
    """The folder of the Jinja templates."""
    return _folder("templates")


def runtime_dir() -> Path:
    """The folder of the C++ library: its CMakeLists.txt, include/, src/."""
    return _folder("cpp_runtime")


def docs_dir() -> Path:
    """The folder of the documentation: of a wheel, the pages of the error index."""
    return _folder("docs")


def _folder(name: str) -> Path:
    for parent in (_PACKAGE / "_bundle", _PACKAGE.parent):
        if (parent / name).is_dir():
            return parent / name
    raise InternalError(f"the folder {name}/ is missing from the installation at {_PACKAGE}")
