"""`sagec doctor`: what building needs, found or missing, with the line that installs it."""

from __future__ import annotations

import sys

from sage.base.errors import ToolchainError
from sage.compiler.build.folders import cache_root, size_of
from sage.compiler.build.install import install_line
from sage.compiler.build.options import BuildOptions
from sage.compiler.build.runtime import ensure_runtime, runtime_folder
from sage.compiler.build.toolchain import Tool, Toolchain, find_toolchain, survey


def doctor(build: bool) -> int:
    """Prints the table; builds the runtime first if asked. Answers 3 when something required is missing."""
    tools = survey()
    if not all(tool.found for tool in tools if tool.required):
        _print_tools(tools)
        print("a required tool is missing", file=sys.stderr)
        return ToolchainError.exit_code
    toolchain = find_toolchain()
    if build:
        ensure_runtime(toolchain, BuildOptions(), progress=lambda step: print(f"Building {step}", file=sys.stderr))
    _print_tools(tools)
    _print_kept(toolchain)
    return 0


def _print_tools(tools: list[Tool]) -> None:
    for tool in tools:
        _print_line(tool.found is not None, tool.title, tool.found or _missing(tool))
        wanted = tool.name == "mold" and tool.found not in (None, "mold")
        if tool.found is None or wanted:
            print(f"{'':17}{tool.note + ': ' if wanted else ''}{install_line(tool.name)}")


def _missing(tool: Tool) -> str:
    what = "missing" if tool.required else "missing, not required"
    return f"{what}: {tool.note}" if tool.note else what


def _print_kept(toolchain: Toolchain) -> None:
    """The state of the runtime and of the cache folder."""
    is_built = runtime_folder(toolchain, BuildOptions()).is_dir()
    _print_line(
        is_built, "runtime", "built" if is_built else "not built yet: `sagec doctor --build`, or the first compile"
    )
    folder = cache_root()
    _print_line(True, "cache", f"{folder}  {size_of(folder) / 1e6:.0f} MB")


def _print_line(is_fine: bool, title: str, text: str) -> None:
    print(f"{'✓' if is_fine else '✗'} {title:14} {text}")
