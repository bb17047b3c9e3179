"""Imports: what another file declares becomes a name of this one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sage.base.diagnostics import Edit, Fix, Label
from sage.base.frozen import replace
from sage.base.source import Span
from sage.compiler.check.scope import Messages, Names, Scope
from sage.compiler.check.words import guess
from sage.compiler.syntax import tree

if TYPE_CHECKING:
    from sage.compiler.check.declarations import Declarations
    from sage.compiler.check.modules import Module


def is_private(name: str) -> bool:
    """True for names that stay in their file."""
    return name.startswith("_")


def bind_imports(declarations: Declarations, items: tuple[tree.Declaration, ...]) -> None:
    """Makes the names that a file imports known in it."""
    for node in items:
        if isinstance(node, tree.Import):
            _bind(declarations, node)


def _bind(declarations: Declarations, node: tree.Import) -> None:
    names, messages = declarations.names, declarations.messages
    module = None if messages.misread(node.span) else declarations.modules.find(node, messages)
    if module is None:
        names.unknown |= {n.name for n in node.names} | ({node.alias.name} if node.alias else set())
        names.is_open |= not node.names and node.alias is None
        return
    declarations.imported[node.path] = module
    if node.alias is not None:
        if _is_free(declarations, node.alias.name, node.alias.span, node):
            names.modules[node.alias.name] = module
            for name in module.exports:
                names.borrow(module.declarations.names, name, f"{node.alias.name}.{name}")
    elif node.names:
        for chosen in node.names:
            _choose(declarations, module, node, chosen)
    else:
        for name in module.exports:
            if _is_free(declarations, name, node.path_span, node):
                names.borrow(module.declarations.names, name, name)
        names.is_open |= module.is_broken


def _choose(declarations: Declarations, module: Module, node: tree.Import, chosen: tree.Name) -> None:
    names = declarations.names
    if chosen.name in module.exports:
        if _is_free(declarations, chosen.name, chosen.span, node):
            names.borrow(module.declarations.names, chosen.name, chosen.name)
        return
    names.unknown.add(chosen.name)
    not_offered(declarations.messages, module, node.path, chosen.name, chosen.span)


def _is_free(declarations: Declarations, name: str, span: Span, node: tree.Import) -> bool:
    """True if no other import has brought the name; reports one that has."""
    names = declarations.names
    before = names.spans.get(name)
    if before is None:
        names.spans[name] = span
        names.imported[name] = node.path
        return True
    label = (Label(before, f"from `{names.imported[name]}`"),)
    text, help = f"`{name}` is imported twice", "import one of them under a name: `import ... as ...`"
    declarations.messages.error("E0206", span, text, f"again from `{node.path}`", labels=label, help=help)
    return False


def not_offered(messages: Messages, module: Module, path: str, name: str, span: Span) -> None:
    """Reports a name that a module does not offer."""
    declared, names = module.declared.get(name), module.declarations.names
    if declared is None and (module.is_broken or names.is_unknown(name)):
        return
    if isinstance(declared, tree.PipelineDecl):
        text, label = f"`{name}` is a pipeline, and pipelines are not imported", "a pipeline"
        help = "import what it is made of: schemas, functions, constants"
        messages.error("E0207", span, text, label, labels=(Label(declared.name_span, "declared here"),), help=help)
    elif declared is not None and is_private(name):
        text, label = f"`{name}` is private to `{path}`", "not to be imported"
        where = (Label(names.spans[name], "declared here"),)
        messages.error("E0207", span, text, label, labels=where, help="names that begin with `_` stay in their file")
    elif name in names.imported:
        origin = names.imported[name]
        text, label = f"`{path}` imports `{name}` and does not pass it on", "not declared there"
        where = (Label(names.spans[name], "imported here"),)
        messages.error("E0207", span, text, label, labels=where, help=f"import it from `{origin}`, too")
    else:
        found = guess(name, span, module.exports)
        text = f"`{path}` has no `{name}`"
        help = found.help or "it declares nothing that can be imported"
        messages.error("E0207", span, text, "not declared there", help=help, fix=found.fix)


# ---------------------------------------------------------------- names with a dot


def through(node: tree.Expr, scope: Scope) -> tree.Expr:
    """`nx.Bid` as one name, where `nx` is an imported module and nothing nearer has that name."""
    match node:
        case tree.FieldGet(value=tree.Name(name=alias), name=name, optional=False) if _is_module(alias, scope):
            return tree.Name(node.span, f"{alias}.{name}")
        case tree.FieldGet(value=tree.FieldGet() as value):
            inner = through(value, scope)
            return node if inner is value else replace(node, value=inner)
        case _:
            return node


def _is_module(name: str, scope: Scope) -> bool:
    is_column = scope.row is not None and (name in scope.row or name in scope.row_values)
    return name in scope.names.modules and not is_column and name not in scope.locals and name not in scope.values


def unknown_member(messages: Messages, name: str, span: Span, names: Names) -> bool:
    """Reports `nx.name` if `nx` is an imported module, which then does not offer it; also `nx` alone."""
    alias, dot, member = name.partition(".")
    if alias not in names.modules:
        return False
    if not dot:
        text, offered = f"`{name}` is a module", names.modules[alias].exports
        help = f"name something of it: `{name}.{offered[0]}`" if offered else None
        messages.error("E0201", span, text, "no value, no type, no function", help=help)
        return True
    last = Span(span.source, max(span.start, span.end - len(member)), span.end)
    not_offered(messages, names.modules[alias], names.imported[alias], member, last)
    return True


# ---------------------------------------------------------------- what is not used


def warn_unused(messages: Messages, program: tree.Program, names: Names) -> None:
    """Warns of imports of which nothing is used. A word of the program that is spelt like it counts as a use."""
    used = set(_words([item for item in program.items if not isinstance(item, tree.Import)]))
    for node in program.items:
        if isinstance(node, tree.Import) and not messages.wrong(node.span):
            _warn(messages, node, names, used)


def _warn(messages: Messages, node: tree.Import, names: Names, used: set[str]) -> None:
    unused = [n for n in node.names if n.name not in used]
    if node.alias is not None:
        offered = {node.alias.name}
    else:
        offered = {n.name for n in node.names} or {n for n, path in names.imported.items() if path == node.path}
    if not offered & used:
        text, label = f"nothing of `{node.path}` is used", "imported here"
        fix = Fix((Edit(_whole_line(node.span), ""),), "safe")
        messages.warning("W0251", node.path_span, text, label, help="leave the import out", fix=fix)
        return
    for name in unused:
        fix = Fix((Edit(_with_comma(node, name), ""),), "safe")
        text = f"`{name.name}` is imported and not used"
        messages.warning("W0251", name.span, text, "imported here", help="leave it out", fix=fix)


def _whole_line(span: Span) -> Span:
    """The span with the end of its line, if nothing stands behind it."""
    text = span.source.text
    end = span.end + len(text[span.end :]) - len(text[span.end :].lstrip(" \t"))
    return Span(span.source, span.start, end + 1) if text[end : end + 1] == "\n" else span


def _with_comma(node: tree.Import, name: tree.Name) -> Span:
    """A name in a list with the comma that goes with it."""
    place = node.names.index(name)
    if place + 1 < len(node.names):
        return Span(name.span.source, name.span.start, node.names[place + 1].span.start)
    return Span(name.span.source, node.names[place - 1].span.end, name.span.end)


def _words(value: Any) -> Iterator[str]:
    """All words in a part of the tree, those with dots in parts."""
    if isinstance(value, str):
        yield from value.split(".")
    elif isinstance(value, tree.Literal):
        return
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _words(item)
    elif isinstance(value, tree.Node):
        for part in value.__match_args__:
            yield from _words(getattr(value, part, None))
