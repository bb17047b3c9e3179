"""The one line that installs a missing tool on this system."""

from __future__ import annotations

import os
from typing import Final

_OS_RELEASE = "/etc/os-release"

_MANAGERS: Final = {
    "apt": "apt install",
    "dnf": "dnf install",
    "pacman": "pacman -S",
    "apk": "apk add",
    "brew": "brew install",
}

# Distributions by the names in /etc/os-release (ID, then ID_LIKE).
_SYSTEMS: Final = {
    "debian": "apt", "ubuntu": "apt", "fedora": "dnf", "rhel": "dnf", "centos": "dnf", "suse": "dnf",
    "arch": "pacman", "alpine": "apk",
}  # fmt: skip

_PACKAGES: Final = {
    "compiler": {"apt": "g++", "dnf": "gcc-c++", "pacman": "gcc", "apk": "g++", "brew": "gcc"},
    "zlib": {"apt": "zlib1g-dev", "dnf": "zlib-devel", "pacman": "zlib", "apk": "zlib-dev", "brew": "zlib"},
    "mold": dict.fromkeys(_MANAGERS, "mold"),
    "re2": {"apt": "libre2-dev", "dnf": "re2-devel", "pacman": "re2", "apk": "re2-dev", "brew": "re2"},
    "crypto": {
        "apt": "libssl-dev", "dnf": "openssl-devel", "pacman": "openssl", "apk": "openssl-dev", "brew": "openssl",
    },
}  # fmt: skip

# What comes as a Python package needs no administrator and is the same everywhere.
_WHEELS: Final = {"cmake": "cmake", "ninja": "ninja", "libzmq": "pyzmq"}


def install_line(tool: str) -> str:
    """The command that brings a tool; for an unknown system, the words to look for."""
    if tool in _WHEELS:
        return f"pip install {_WHEELS[tool]}"
    manager = _manager()
    if manager is None or tool not in _PACKAGES:
        what = "g++ 11, clang++ 14 or later" if tool == "compiler" else tool
        return f"install {what} with your system's package manager"
    sudo = "" if os.geteuid() == 0 or manager == "brew" else "sudo "
    return f"{sudo}{_MANAGERS[manager]} {_PACKAGES[tool][manager]}"


def _manager() -> str | None:
    if os.uname().sysname == "Darwin":
        return "brew"
    for system in _distribution():
        if system in _SYSTEMS:
            return _SYSTEMS[system]
    return None


def _distribution() -> list[str]:
    """The names of this distribution and of those it is like, nearest first."""
    values: dict[str, str] = {}
    try:
        with open(_OS_RELEASE, encoding="utf-8") as file:
            for line in file:
                name, _, value = line.strip().partition("=")
                values[name] = value.strip("\"'")
    except OSError:
        return []
    return [values.get("ID", ""), *values.get("ID_LIKE", "").split()]
