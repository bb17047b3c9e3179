"""How a program is to be built, and the compiler flags that say so."""

from __future__ import annotations

import os
from typing import Literal

from sage.base.frozen import dataclass


@dataclass(frozen=True)
class BuildOptions:
    """What the user may choose. `cxx` names a compiler. Without a profile the program says which, and one is put in
    before anything is built."""

    profile: Literal["release", "debug"] | None = "release"
    sanitize: str | None = None  # "address", "thread" or "undefined"
    cxx: str | None = None
    jobs: int | None = None

    @property
    def key(self) -> str:
        """What of the options shows in the executable."""
        return f"{self.profile} {self.sanitize}"

    @property
    def job_count(self) -> int:
        return self.jobs or len(os.sched_getaffinity(0))

    @property
    def is_optimised(self) -> bool:
        return self.profile == "release" and not self.sanitize

    def library_flags(self) -> tuple[str, ...]:
        """Flags of the library's own sources. What it shares with generated code for one meaning, CMake hands on."""
        if self.sanitize:
            return ("-O1", "-g", "-fvisibility=hidden", "-fno-omit-frame-pointer")
        if self.profile == "debug":
            return ("-O0", "-g", "-fvisibility=hidden", "-fno-omit-frame-pointer")
        return ("-O3", "-DNDEBUG", "-fvisibility=hidden", "-fno-plt", "-ffunction-sections", "-fdata-sections")

    def unit_flags(self) -> tuple[str, ...]:
        """Flags of generated code. Its warnings would tell the user nothing.

        -O3 takes a quarter longer to compile and gains nothing: the loops it would unroll are in the library.
        """
        if not self.is_optimised:
            return (*self.library_flags(), "-w")
        return ("-O2", *self.library_flags()[1:], "-w")

    def link_flags(self, linker: str) -> tuple[str, ...]:
        sections = ("-Wl,--gc-sections",) if self.is_optimised else ()
        return (f"-fuse-ld={linker}", "-Wl,--as-needed", *sections)
