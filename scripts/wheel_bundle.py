"""Puts grammar/, templates/, cpp_runtime/ and the error index into the wheel as sage/_bundle/, where `sage.base.paths`
looks for them.

An editable install is left alone: it reads the folders of the checkout.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# The C++ tests stay behind: a pipeline is built without them.
BUNDLED = ("grammar", "templates", "cpp_runtime/CMakeLists.txt", "cpp_runtime/cmake", "cpp_runtime/include",
           "cpp_runtime/src", "cpp_runtime/with", "docs/errors")  # fmt: skip


class WheelBundle(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        root = Path(self.root)
        for name in BUNDLED:
            if (root / name).exists():
                build_data["force_include"][str(root / name)] = f"sage/_bundle/{name}"
