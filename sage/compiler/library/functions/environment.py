"""The environment, in which a program starts: only the default of a `param` may ask for it."""

from __future__ import annotations

import os

from sage.base.errors import RecordError
from sage.compiler.library.registry import function

_NOTHING = object()


def _env(name: str, fallback: object = _NOTHING) -> object:
    value = os.environ.get(name, fallback)
    if value is _NOTHING:
        raise RecordError("R0104", f"the environment variable `{name}` is not set")
    try:
        str(value).encode()
    except UnicodeEncodeError:
        raise RecordError("R0101", f"the environment variable `{name}` is not UTF-8 text") from None
    return value


function(
    "env(str) -> str",
    cpp="sage::env({at}, {0})",
    py=_env,
    may_raise=True,
    nondeterministic=True,
    doc="A variable of the environment, in the default of a `param`; without it the program does not start.",
)
function(
    "env(str, str) -> str",
    cpp="sage::env({at}, {0}, {1})",
    py=_env,
    may_raise=True,
    nondeterministic=True,
    doc="The same, or a text in place of a variable that is not set.",
)
