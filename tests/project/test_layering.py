"""Who may import whom, in Python and in C++: fails on an arrow against the map.

The maps name what stands directly below a part; what is below that may be used too.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

PYTHON = {
    "base": (),
    "compiler": ("base",),
    "runtime": ("base",),
    "api": ("compiler", "runtime"),
    "notebook": ("api",),
    "editor": ("compiler",),
    "dashboard": ("runtime",),
    "cli": ("notebook", "editor", "dashboard"),
    "__init__": ("api",),
}

COMPILER = {
    "syntax": (),
    "ir": (),
    "library": ("ir",),
    "check": ("library", "syntax"),
    "passes": ("ir",),
    "plan": ("ir",),
    "emit": ("passes", "plan", "library"),
    "build": ("emit",),
    "reference": ("library",),
    "watch": ("check",),
    "driver": ("build", "watch", "reference"),
    "__init__": ("driver",),
}

CPP = {
    "base": (),
    "fn": ("base",),
    "metrics": ("base",),
    "state": ("base",),
    "agg": ("fn", "state"),
    "window": ("fn", "metrics", "state"),
    "ops": ("window", "agg"),
    "io": ("base",),
    "checkpoint": ("base", "state"),
    "flow": ("ops", "io", "checkpoint", "metrics"),
    "service": ("flow",),
    "host": ("service",),
    "": ("host", "fn"),  # pipeline.hpp, main.hpp: what generated code includes
}


def test_python_parts_import_downwards() -> None:
    assert list(_against(PYTHON, _imports(ROOT / "sage", ("sage",)))) == []


def test_parts_of_the_compiler_import_downwards() -> None:
    assert list(_against(COMPILER, _imports(ROOT / "sage" / "compiler", ("sage", "compiler")))) == []


def test_headers_include_downwards() -> None:
    assert list(_against(CPP, _includes(ROOT / "cpp_runtime" / "include" / "sage"))) == []


def test_the_compiler_command_starts_without_the_runtime() -> None:
    names = {module for module, _ in _modules_of(ROOT / "sage" / "cli" / "sagec.py")}
    assert not {module for module in names if module.startswith("sage.runtime")}


@pytest.mark.parametrize("folder", ["include/sage/base", "include/sage/fn", "include/sage/ops", "include/sage/agg"])
def test_headers_of_generated_code_are_lean(folder: str) -> None:
    """A heavy standard header in one of these costs every compile of every pipeline."""
    names = "iostream sstream fstream regex thread chrono filesystem functional unordered_map zmq.h zmq.hpp simdjson.h"
    heavy = rf"#include <({names.replace(' ', '|')})>"
    headers = (ROOT / "cpp_runtime" / folder).glob("*.hpp")
    found = [
        f"{path.name}: {line}" for path in headers for line in path.read_text().splitlines() if re.match(heavy, line)
    ]
    assert found == []


Arrow = tuple[str, str, str]  # from a part, to a part, where


def _against(parts: dict[str, tuple[str, ...]], arrows: Iterator[Arrow]) -> Iterator[str]:
    for source, target, where in arrows:
        if source not in parts or target not in parts:
            yield f"{where}: {source if source not in parts else target} is not in the map"
        elif source != target and target not in _below(parts, source):
            yield f"{where}: {source} must not know {target}"


def _below(parts: dict[str, tuple[str, ...]], part: str) -> set[str]:
    found = set(parts[part])
    for below in parts[part]:
        found |= _below(parts, below)
    return found


def _imports(root: Path, package: tuple[str, ...]) -> Iterator[Arrow]:
    for path in sorted(root.rglob("*.py")):
        source = path.relative_to(root).with_suffix("").parts[0]
        for module, line in _modules_of(path):
            name = tuple(module.split("."))
            if name[: len(package)] == package and len(name) > len(package):
                part = name[len(package)]
                known = (root / part).is_dir() or (root / f"{part}.py").exists()
                yield source, part if known else "__init__", f"{path.relative_to(ROOT)}:{line}"


def _modules_of(path: Path) -> Iterator[tuple[str, int]]:
    """The modules a file imports, anywhere in it; `from sage import runtime` names sage.runtime."""
    for node in ast.walk(ast.parse(path.read_text())):
        match node:
            case ast.Import(names=names):
                yield from ((alias.name, node.lineno) for alias in names)
            case ast.ImportFrom(module=str(module), names=names, level=0):
                inside = module in ("sage", "sage.compiler")  # what is named may be a part
                yield from ((f"{module}.{alias.name}" if inside else module, node.lineno) for alias in names)


def _includes(root: Path) -> Iterator[Arrow]:
    for path in sorted(root.rglob("*.hpp")):
        parts = path.relative_to(root).parts
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if found := re.match(r'#include [<"]sage/((\w+)/)?', line):
                yield parts[0] if len(parts) > 1 else "", found[2] or "", f"{path.relative_to(ROOT)}:{number}"
