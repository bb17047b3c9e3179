"""The row type of a source that names none: what a look at its file shows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sage.base.errors import SageError
from sage.base.frozen import dataclass
from sage.base.source import Source, Span
from sage.base.types import Schema
from sage.compiler.ir.code import Const, Expr, Param
from sage.compiler.library.formats.files import find_files
from sage.compiler.library.formats.infer import Finding, infer
from sage.compiler.syntax import tree
from sage.compiler.syntax.parser import parse

if TYPE_CHECKING:
    from sage.compiler.check.declarations import Declarations
    from sage.compiler.ir.pipeline import Parameter

ROWS = 1000  # of a file that are looked at


@dataclass(frozen=True)
class Inferred:
    """The rows of a file, and the options of its source that reading them needs."""

    path: str
    row: Schema
    options: tuple[tree.NamedArg, ...]


def infer_row(
    declarations: Declarations, form: str, path: Expr, span: Span, params: list[Parameter]
) -> Inferred | None:
    """What the first file of a source holds; reports a file that does not tell."""
    messages = declarations.messages
    value = _known(path, params)
    if value is None:
        text, help = f"`{form}` needs its row type", "name it: `from ... as T`"
        messages.error("E0305", span, text, "its file is known only when it runs", help=help)
        return None
    try:
        name = find_files(value)[0]
        declarations.modules.files.sample(name)
        found = infer(Path(name), form, ROWS)
    except SageError as error:
        text, help = "the rows of this file cannot be told by looking at it", "name their type: `from ... as T`"
        messages.error("E0305", span, text, str(error).splitlines()[0], help=help)
        return None
    return Inferred(name, _checked(declarations, found), _options(found))


def _known(path: Expr, params: list[Parameter]) -> str | None:
    """The path, where it is written or the default of a parameter."""
    if isinstance(path, Param):
        value = next((p.default for p in params if p.name == path.name), None)
    else:
        value = path.value if isinstance(path, Const) else None
    return value if isinstance(value, str) else None


def _checked(declarations: Declarations, found: Finding) -> Schema:
    """The schema that was found, as if it were declared in a file of its own."""
    source = Source(f"the schema of {found.path}", found.declarations)
    module = declarations.modules.load(source)
    made = module.declarations.type(tree.NamedType(Span(source, 0, 0), found.name))
    assert isinstance(made, Schema), "what is inferred is right"
    declarations.names.fields |= module.declarations.names.fields
    return made


def _options(found: Finding) -> tuple[tree.NamedArg, ...]:
    """The options of the source that reads the file, as if they were written."""
    program, _ = parse(Source("options", found.source))
    flow = program.items[0]
    assert isinstance(flow, tree.Flow) and isinstance(flow.source.value, tree.Call), "it was just written"
    return tuple(a for a in flow.source.value.args if isinstance(a, tree.NamedArg))
