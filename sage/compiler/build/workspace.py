"""CMake projects of generated programs. They link the prebuilt runtime and read its headers precompiled; CMake is asked
only when the set of programs changes, so that a compile is one run of Ninja.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from pathlib import Path

from sage.base import paths
from sage.base.frozen import dataclass
from sage.compiler.build.folders import make_folder, write_if_changed
from sage.compiler.build.ninja import configure
from sage.compiler.build.options import BuildOptions
from sage.compiler.build.runtime import TARGETS
from sage.compiler.build.toolchain import Toolchain

# What generated code includes, as far as the library has it: all of it costs no more to load than a part.
_PRELUDE = (
    "sage/pipeline.hpp",
    "sage/ops/*.hpp",
    "sage/agg/*.hpp",
    "sage/fn/*.hpp",
    "sage/io/*.hpp",
    "sage/flow/*.hpp",
    "sage/service/request.hpp",
)


@dataclass(frozen=True)
class Project:
    """A folder with a CMakeLists.txt and, in `build/`, what Ninja makes of it."""

    folder: Path
    toolchain: Toolchain
    options: BuildOptions
    library: Path

    @property
    def tree(self) -> Path:
        return self.folder / "build"

    def configure(self, programs: Mapping[str, Sequence[str]]) -> None:
        """Makes Ninja able to build these programs, and no others. With each come the libraries it links."""
        prelude = _prelude_headers(self.library.parent / "include")
        text = render_cmake(
            project="sage_programs",
            programs={name: ([f"programs/{name}/unit.cpp"], links) for name, links in programs.items()},
            prelude=prelude,
            runtime_targets=str(self.library.parent / TARGETS),
            compile_flags=" ".join(self.options.unit_flags()),
            link_flags=" ".join(self.options.link_flags(self.toolchain.linker)),
        )
        write_if_changed(self.folder / "prelude.cpp", "// Takes the precompiled header's part of an object file.\n")
        configured = self.tree / "build.ninja"
        if not configured.exists():
            shutil.rmtree(self.tree, ignore_errors=True)  # nothing of an attempt that failed
        if write_if_changed(self.folder / "CMakeLists.txt", text) or not configured.exists():
            configured.unlink(missing_ok=True)
            configure(self.toolchain, self.folder, make_folder(self.tree), ("-DCMAKE_BUILD_TYPE=None",))

    def write_program(self, name: str, files: Mapping[str, str], home: Path | None = None) -> None:
        """Writes a program's sources, touching only what changed. `home` is where a debugger will find them later."""
        folder = self.folder / "programs" / name
        sources = folder / "sources"
        for stale in sources.rglob("*"):
            if stale.is_file() and stale.relative_to(sources).as_posix() not in files:
                stale.unlink()
        for file, text in files.items():
            write_if_changed(sources / file, _at_home(file, text, home) if home else text)
        units = [f'#include "sources/{file}"\n' for file in files if file.endswith(".cpp")]
        write_if_changed(folder / "unit.cpp", "".join(units))


def standalone_cmake(name: str, files: Mapping[str, str], libraries: Sequence[str] = ()) -> str:
    """The CMakeLists.txt with which a user builds the generated files themselves."""
    sources = [file for file in files if file.endswith(".cpp")]
    return render_cmake(
        project=target_name(name),
        programs={target_name(name): (sources, libraries)},
        output_name=name,
        runtime_source=str(paths.runtime_dir()),
    )


def render_cmake(**values: object) -> str:
    """The template with these values; what is not given is empty. Jinja is imported here, for it takes a while."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(paths.templates_dir()), undefined=StrictUndefined, trim_blocks=True, autoescape=False
    )
    nothing = dict.fromkeys(
        ("runtime_source", "runtime_targets", "prelude", "output_name", "compile_flags", "link_flags"), ""
    )
    return environment.get_template("CMakeLists.txt.j2").render(nothing | values)


def target_name(name: str) -> str:
    """A name CMake accepts for a target, different for different names."""
    plain = re.sub(r"[^A-Za-z0-9_]", "_", name)
    return f"p_{plain}" if plain == name else f"p_{plain}_{blake2b(name.encode(), digest_size=4).hexdigest()}"


def _at_home(file: str, text: str, home: Path) -> str:
    """The text with its own `#line` directives saying where it will lie, not where it is compiled."""
    place = str(home / file).replace("\\", "\\\\").replace('"', '\\"')
    own = re.compile(rf'^(#line \d+) "{re.escape(file)}"$', re.MULTILINE)
    return f'#line 1 "{place}"\n' + own.sub(lambda line: f'{line[1]} "{place}"', text)


def _prelude_headers(include: Path) -> list[str]:
    found = [path for pattern in _PRELUDE for path in sorted(include.glob(pattern))]
    return [path.relative_to(include).as_posix() for path in found]
