"""Programs in their one layout: `sagec fmt`. There are no options.

    text -> pieces (tokens with their comments) -> groups (what may stand on one line) -> lines

Only what stands between tokens changes, besides the comma at the end of a list and the kind of quotes; the tree stays
equal, and the layout of a layout is itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sage.base.diagnostics import Diagnostic
from sage.base.errors import InternalError
from sage.base.frozen import fields
from sage.base.source import Source, Span
from sage.compiler.syntax import tree
from sage.compiler.syntax.parser import parse
from sage.compiler.syntax.printer.groups import group
from sage.compiler.syntax.printer.layout import Layout
from sage.compiler.syntax.printer.pieces import pieces_of
from sage.compiler.syntax.printer.roles import roles_of


def format_source(source: Source) -> tuple[str, Sequence[Diagnostic]]:
    """The program in its layout; as it is, and the reasons, if it has syntax errors."""
    program, found = parse(source)
    if any(message.severity == "error" for message in found):
        return source.text, found
    roles = roles_of(program, pieces_of(source))
    text = Layout(roles, group(program, roles)).text()
    again, mistakes = parse(Source(source.name, text))
    if len(mistakes) > len(found) or shape(again) != shape(program):
        raise InternalError(f"{source.name} cannot be formatted: another program would come of it")
    return text, ()


def shape(value: Any) -> Any:
    """A tree without its places."""
    if isinstance(value, Span):
        return None
    if isinstance(value, tuple):
        return tuple(map(shape, value))
    if isinstance(value, tree.Node):
        return (type(value).__name__, *(shape(getattr(value, f.name)) for f in fields(value)))
    return repr(value)
