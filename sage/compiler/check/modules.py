"""Modules: the files that a program imports, each found, parsed and checked once, in its own scope."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from sage.base.diagnostics import Diagnostic, Label
from sage.base.frozen import dataclass, field
from sage.base.names import closest
from sage.base.source import Source
from sage.compiler.check.declarations import Declarations
from sage.compiler.check.files import Files
from sage.compiler.check.imports import is_private
from sage.compiler.check.scope import Messages
from sage.compiler.check.words import replacement
from sage.compiler.syntax import tree
from sage.compiler.syntax.parser import parse

ENDING = ".sage"
_EXPORTED = (
    tree.SchemaDecl, tree.EnumDecl, tree.Alias, tree.Const, tree.FnDecl, tree.ExternDecl, tree.ServiceDecl,
)  # fmt: skip
_MOST_LISTED = 2000  # files of a folder that are looked at for one with a name that is nearly right


@dataclass(frozen=True, eq=False)
class Module:
    """A file with its declarations checked. `found` are the mistakes in them."""

    source: Source
    program: tree.Program
    declarations: Declarations
    is_broken: bool  # a part of its text could not be read
    found: tuple[Diagnostic, ...]

    @cached_property
    def declared(self) -> dict[str, tree.Declaration]:
        """All that it declares, by name."""
        named = (item for item in self.program.items if isinstance(item, (*_EXPORTED, tree.PipelineDecl)))
        return {item.name: item for item in reversed(list(named))}

    @property
    def exports(self) -> list[str]:
        """The names that other files may import."""
        return [n for n, item in self.declared.items() if isinstance(item, _EXPORTED) and not is_private(n)][::-1]


@dataclass(frozen=True)
class _Step:
    """A file that is being checked, and the import in it that is being followed."""

    source: Source
    node: tree.Import | None = None


@dataclass
class Modules:
    """The modules of one run of a command. `settings` are given with the command, and stand over those of programs."""

    files: Files = field(default_factory=Files)
    settings: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._known: dict[str, Module] = {}
        self._active: dict[str, _Step] = {}

    def load(self, source: Source) -> Module:
        """The module of a text. One that was imported before is not checked again."""
        place = os.path.realpath(source.name)
        known = self._known.get(place)
        if known is not None and known.source.text == source.text:
            return known
        program, found = parse(source)
        messages = Messages(list(found))
        declarations = Declarations(messages, self)
        self._active[place] = _Step(source)
        declarations.declare(program.items)
        del self._active[place]
        self._known[place] = Module(source, program, declarations, bool(found), tuple(messages.found))
        return self._known[place]

    def imported_by(self, module: Module) -> list[Module]:
        """All modules that a module needs, those that it imports by way of others among them."""
        found: dict[str, Module] = {}
        todo = [module]
        while todo:
            for other in todo.pop().declarations.imported.values():
                if other.source.name not in found:
                    found[other.source.name] = other
                    todo.append(other)
        return list(found.values())

    def find(self, node: tree.Import, messages: Messages) -> Module | None:
        """The module that an import names; reports one that is not there, or that imports its importer."""
        source = node.span.source
        tried = list(self._places(node))
        for name in tried:
            place = os.path.realpath(name)
            if place in self._active:
                self._cycle(place, node, messages)
                return None
            try:
                text = self.files.text(name)
            except UnicodeDecodeError as error:
                label = f"byte {error.start} is {error.object[error.start]:#x}"
                messages.error("E0207", node.path_span, f"{name} is not UTF-8 text", label)
                return None
            if text is None:
                continue
            here = os.path.realpath(source.name)
            self._active[here] = _Step(source, node)
            found = self.load(Source(name, text))
            self._active[here] = _Step(source)
            return found
        self._missing(node, tried, messages)
        return None

    def _folders(self, source: Source) -> list[str]:
        return [os.path.dirname(source.name), *map(str, self.files.path)]

    def _places(self, node: tree.Import) -> Iterator[str]:
        """Where a module may be, the first choice first."""
        folder = os.path.dirname(node.span.source.name)
        if node.is_file:
            yield os.path.normpath(os.path.join(folder, node.path))
            return
        for base in self._folders(node.span.source):
            yield os.path.normpath(os.path.join(base, *node.path.split("."))) + ENDING

    # ------------------------------------------------------------ messages

    def _cycle(self, place: str, node: tree.Import, messages: Messages) -> None:
        steps = list(self._active.items())
        first = next(i for i, (file, _) in enumerate(steps) if file == place)
        way = [step for _, step in steps[first:]]
        names = [step.source.name for step in way]
        if len(way) == 1:
            text, label = f"{names[0]} imports itself", "what it declares is known in it"
            messages.error("E0208", node.path_span, text, label, help="leave this line out")
            return
        labels = tuple(
            Label(step.node.path_span, f"imports {name}")
            for step, name in zip(way, names[1:], strict=False)
            if step.node is not None
        )
        messages.error(
            "E0208", node.path_span, "these files import one another", f"back to {names[0]}", labels=labels,
            notes=(f"the way round: {' -> '.join([*names, names[0]])}",),
            help="move what both need into a file of its own",
        )  # fmt: skip

    def _missing(self, node: tree.Import, tried: list[str], messages: Messages) -> None:
        if node.is_file:
            text, folder = f"there is no file {tried[0]}", os.path.dirname(tried[0])
            beside = [n for n in _listed(folder) if n.endswith(ENDING)]
            near = closest(os.path.basename(tried[0]), beside)
            path = near and os.path.join(os.path.dirname(node.path), near)
            help = f'did you mean "{path}"?' if path else None
            fix = replacement(node.path_span, f'"{path}"') if path else None
            messages.error("E0207", node.path_span, text, "not there", help=help, fix=fix)
            return
        near = closest(node.path, self._modules_near(node))
        fix = replacement(node.path_span, near, safe=False) if near else None
        help = f"did you mean `{near}`?" if near else None
        if help is None:
            where = "beside this file" if self.files.path else "beside this file, or in a folder given by `--path`"
            help = f"a module is a file {where}"
        notes = ("looked for " + ", ".join(tried),)
        text = f"there is no module `{node.path}`"
        messages.error("E0207", node.path_span, text, "not found", notes=notes, help=help, fix=fix)

    def _modules_near(self, node: tree.Import) -> list[str]:
        """The modules that an import of as many parts could name."""
        depth = node.path.count(".")
        own = Path(node.span.source.name).name
        found: list[str] = []
        for base in self._folders(node.span.source):
            found += [n for n in _below(base, depth) if base != self._folders(node.span.source)[0] or n + ENDING != own]
        return found


def _below(folder: str, depth: int) -> Iterator[str]:
    """The modules `depth` folders below a folder."""
    for name in _listed(folder):
        if depth and not name.startswith(".") and os.path.isdir(os.path.join(folder, name)):
            yield from (f"{name}.{below}" for below in _below(os.path.join(folder, name), depth - 1))
        elif not depth and name.endswith(ENDING):
            yield name.removesuffix(ENDING)


def _listed(folder: str) -> list[str]:
    try:
        return sorted(os.listdir(folder or "."))[:_MOST_LISTED]
    except OSError:
        return []
