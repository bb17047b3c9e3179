"""Which files a program was made of last time, so that whether they have changed is known without parsing it.

The list need not be right for the text as it is now: it only decides under which key an artifact is looked for, and
under that key there is one only if it was made of exactly these files.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from sage.base.errors import ToolchainError
from sage.base.files import content
from sage.compiler.build.folders import cache_root, make_folder, write_whole


def recall(name: str, path: Sequence[Path]) -> dict[str, str | None]:
    """The files that a program looked for last time, with their texts as they are now; nothing if it is new."""
    try:
        files = json.loads(_memo(name, path).read_text(encoding="utf-8"))
        return {str(file): _text(file) for file in files}
    except (OSError, ValueError, TypeError):
        return {}


def remember(name: str, path: Sequence[Path], files: Mapping[str, str | None]) -> None:
    """Keeps the names of the files that a program looked for."""
    with suppress(OSError, ToolchainError):
        memo = _memo(name, path)
        write_whole(make_folder(memo.parent) / memo.name, json.dumps(list(files)))


def _text(file: str) -> str | None:
    found = content(file)
    return None if found is None else found.decode("utf-8-sig", "replace")


def _memo(name: str, path: Sequence[Path]) -> Path:
    where = "\0".join((os.getcwd(), name, *map(str, path)))
    digest = blake2b(where.encode(errors="surrogateescape"), digest_size=12).hexdigest()
    return cache_root() / "memo" / f"files-{digest}"
