"""Many programs in one executable, which is told by its first argument which of them to be.

What a small program costs the C++ compiler are the operators over its records and its code. Structs of the same text
are therefore one type in all programs of a batch, and a program with and without passes shares most.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path

from sage.base.errors import SageError
from sage.compiler.build.options import BuildOptions
from sage.compiler.build.project import build_many
from sage.compiler.library import functions as _functions  # noqa: F401  fills the table
from sage.compiler.library.registry import FUNCTIONS

_INCLUDE = re.compile(r"^#include .*\n", re.MULTILINE)
_LINE = re.compile(r"^#line .*\n", re.MULTILINE)
_STRUCT = re.compile(r"^struct (\w+) \{\n((?:(?:  .*)?\n)*)\};\n", re.MULTILINE)
_OWN = re.compile(r"\b(?:Params|k[A-Z]\w*)\b")  # what only the program itself has

_LIBRARIES = sorted({name for overloads in FUNCTIONS.values() for f in overloads for name in f.libraries})
_MANIFEST = json.dumps({"libraries": _LIBRARIES})


class Quick(BuildOptions):
    """What compiles fastest; the library itself is that of releases."""

    def unit_flags(self) -> tuple[str, ...]:
        return ("-O0", *self.library_flags()[1:], "-w", "--param=ggc-min-expand=400", "--param=ggc-min-heapsize=400000")


def build_batches(
    batches: Mapping[str, Mapping[str, str]], folder: Path, options: BuildOptions, jobs: int | None = None
) -> dict[str, Path | SageError]:
    """The executables by the names of the batches, given the C++ of their programs by name."""
    texts = {
        name: {f"{name}.cpp": combined(programs), "manifest.json": _MANIFEST} for name, programs in batches.items()
    }
    return dict(build_many(texts, options, folder, jobs=jobs))


def combined(programs: Mapping[str, str]) -> str:
    """One text that holds all programs."""
    includes = dict.fromkeys(line for text in programs.values() for line in _INCLUDE.findall(text))
    structs: dict[str, str] = {}  # by their names, which are made of what they hold
    bodies = [_body(number, text, structs) for number, text in enumerate(programs.values())]
    calls = "".join(
        f'  if (name == "{name}") return p{number}::run(argc - 1, argv + 1);\n' for number, name in enumerate(programs)
    )
    shared = f"namespace shared {{\nusing namespace std::literals;\n{''.join(structs.values())}}}\n"
    return (
        f"{''.join(includes)}#include <string_view>\n\n{shared}{''.join(bodies)}\n"
        f'int main(int argc, char** argv) {{\n  const std::string_view name = argc > 1 ? argv[1] : "";\n'
        f"{calls}  return 64;\n}}\n"
    )


def _body(number: int, text: str, structs: dict[str, str]) -> str:
    """A program in a namespace of its own, its structs replaced by shared ones of the same text."""
    text = _LINE.sub("", _INCLUDE.sub("", text))
    text = text.replace("int main(int argc, char** argv)", "int run(int argc, char** argv)")
    renamed: dict[str, str] = {}

    def moved(match: re.Match[str]) -> str:
        name, inside = match.groups()
        inside = re.sub(r"\b\w+\b", lambda word: renamed.get(word[0], word[0]), inside)
        if _OWN.search(inside) or name == "Params":
            return f"struct {name} {{\n{inside}}};\n"
        unnamed = re.sub(rf"\b{name}\b", "Self", inside)
        shared = f"S{blake2b(unnamed.encode(), digest_size=8).hexdigest()}"
        named = re.sub(r"\bSelf\b", shared, unnamed)
        structs[shared] = f"struct {shared} {{\n{named}}};\n"
        renamed[name] = f"shared::{shared}"
        return f"using {name} = shared::{shared};\n"

    return f"namespace p{number} {{\n{_STRUCT.sub(moved, text)}}}\n"
