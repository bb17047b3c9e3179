"""`extern cpp`: declarations of functions in the user's own C++, and where these may be called."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from typing import Any

from sage.base import types as t
from sage.base.diagnostics import Label
from sage.base.names import closest
from sage.base.source import Span
from sage.base.types import Type
from sage.compiler.check import words
from sage.compiler.check.files import Files
from sage.compiler.check.scope import Messages
from sage.compiler.ir.code import Call, Expr
from sage.compiler.ir.effects import Effect
from sage.compiler.library.externs import ExternFunction, extern_function, is_passable
from sage.compiler.syntax import tree

OPTIONS = ("symbol", "link", "include", "pure")
ANYWHERE = ("map", "extend")  # stages that evaluate their code for every row, once and in order

_SYMBOL = re.compile(r"(::)?[A-Za-z_]\w*(<[\w:, <>]*>)?(::[A-Za-z_]\w*(<[\w:, <>]*>)?)*")
_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*"([^"\n]+)"', re.MULTILINE)


def declare(
    messages: Messages,
    files: Files,
    node: tree.ExternDecl,
    params: Sequence[tuple[str, Type, Any]],
    result: Type,
) -> ExternFunction | None:
    """The function that a declaration tells of; None if it was wrong, which was reported."""
    if node.language != "cpp":
        _other_language(messages, node)
        return None
    reader = _Reader(messages, files, node)
    header, options = reader.header(), reader.options()
    symbol = reader.symbol(options)
    includes = reader.texts(options, "include")
    file = reader.file(header, includes) if header is not None else None
    libraries = reader.libraries(options, [os.path.dirname(file or ""), *includes])
    passable = [
        _is_passable(messages, p.type.span, p_type) for p, (_, p_type, _) in zip(node.params, params, strict=True)
    ]
    if not _is_passable(messages, node.result.span, result) or not all(passable):
        return None
    pure = reader.flag(options, "pure")
    if file is None or symbol is None or libraries is None or messages.wrong(node.span):
        return None
    return extern_function(
        node.name, [(name, type) for name, type, _ in params], result,
        symbol=symbol, file=os.path.abspath(file), libraries=libraries, pure=pure,
        declared=node.span, doc=node.doc,
    )  # fmt: skip


def _other_language(messages: Messages, node: tree.ExternDecl) -> None:
    at = re.compile(r"extern\s+").match(node.span.text)
    start = node.span.start + (at.end() if at else 0)
    span = Span(node.span.source, start, start + len(node.language))
    if node.language == "python":
        text = "`extern python` is not in this version yet"
        messages.error("E0111", span, text, "reserved for a later version", help="`extern cpp` calls C++")
        return
    text, fix = f"there is no `extern {node.language}`", words.replacement(span, "cpp")
    messages.error("E0402", span, text, "not known", help="`extern cpp` calls C++", fix=fix)


def _is_passable(messages: Messages, span: Span, type: Type) -> bool:
    if type == t.ERROR or is_passable(type):
        return type != t.ERROR
    text = f"{type} as a type of an `extern` is not in this version yet"
    help = "numbers, bool, text, bytes, times, and lists, optional values and schemas of them"
    messages.error("E0111", span, text, "reserved for a later version", help=help)
    return False


class _Reader:
    """Reads what stands in the parentheses of one declaration."""

    def __init__(self, messages: Messages, files: Files, node: tree.ExternDecl) -> None:
        self.messages, self.files, self.node = messages, files, node
        self.folder = os.path.dirname(node.span.source.name)

    def header(self) -> tree.Literal | None:
        """The header, which stands first."""
        given = [a for a in self.node.args if not isinstance(a, tree.NamedArg)]
        for extra in given[1:]:
            text = "`extern cpp` takes one header"
            self.messages.error("E0401", extra.span, text, "too much", help="include it from the first")
        if not given:
            help = f'for example `extern cpp("{self.node.name}.hpp", symbol: "{self.node.name}") fn ...`'
            text = "`extern cpp` needs the header of the function"
            self.messages.error("E0401", self.node.name_span, text, "in which header?", help=help)
            return None
        return self._text(given[0], "the header")

    def options(self) -> dict[str, tree.Expr]:
        """The options by name."""
        found: dict[str, tree.Expr] = {}
        for a in self.node.args:
            if not isinstance(a, tree.NamedArg):
                continue
            if a.name not in OPTIONS:
                near = closest(a.name, OPTIONS)
                fix = words.replacement(a.name_span, near) if near else None
                help = f"did you mean `{near}`?" if near else words.listing(OPTIONS)
                text = f"`extern` has no option `{a.name}`"
                self.messages.error("E0402", a.name_span, text, "not known", help=help, fix=fix)
            elif a.name in found:
                self.messages.error("E0402", a.name_span, f"`{a.name}` is given twice", "again here")
            found.setdefault(a.name, a.value)
        return found

    def symbol(self, options: dict[str, tree.Expr]) -> str | None:
        """The function's name in C++, by default its own."""
        if "symbol" not in options:
            return self.node.name
        given = self._text(options["symbol"], "the symbol")
        if given is None:
            return None
        if not _SYMBOL.fullmatch(given.value):
            text, help = "a symbol is a name in C++", 'for example `symbol: "geo::hash"`'
            self.messages.error("E0402", given.span, text, "no name", help=help)
            return None
        return str(given.value)

    def flag(self, options: dict[str, tree.Expr], name: str) -> bool:
        """An option that is true or false."""
        node = options.get(name)
        if isinstance(node, tree.Literal) and node.kind == "bool":
            return bool(node.value)
        if node is not None and not isinstance(node, tree.ErrorExpr):
            text, help = f"`{name}` is true or false", f"`{name}: true`"
            self.messages.error("E0401", node.span, text, "neither", help=help)
        return False

    def texts(self, options: dict[str, tree.Expr], name: str) -> list[str]:
        """An option of texts: one, or a list."""
        node = options.get(name)
        items = node.items if isinstance(node, tree.ListLiteral) else () if node is None else (node,)
        found = [self._text(item, f"`{name}`") for item in items]
        return [
            os.path.join(self.folder, f.value) if name == "include" else str(f.value) for f in found if f is not None
        ]

    def file(self, header: tree.Literal, includes: Iterable[str]) -> str | None:
        """The header's file: beside the program's, then in the folders of `include`, then where the compiler looks."""
        outside = filter(None, os.environ.get("CPATH", "").split(os.pathsep))
        tried = [os.path.normpath(os.path.join(f, header.value)) for f in (self.folder, *includes, *outside)]
        for name in tried:
            try:
                text = self.files.text(name)
            except UnicodeDecodeError:
                text = None
            if text is not None:
                self._read_included(name, text, {name})
                return name
        beside = [f.name for f in os.scandir(os.path.dirname(tried[0]) or ".")] if _is_folder(tried[0]) else []
        near = closest(os.path.basename(header.value), beside)
        path = os.path.join(os.path.dirname(header.value), near) if near else None
        help = f'did you mean "{path}"?' if near else "name it as seen from this file, or add `include: [...]`"
        fix = words.replacement(header.span, f'"{path}"') if near else None
        text, notes = f"there is no header {header.value}", ("looked for " + ", ".join(tried),)
        self.messages.error("E0901", header.span, text, "not found", notes=notes, help=help, fix=fix)
        return None

    def _read_included(self, name: str, text: str, seen: set[str]) -> None:
        """Notes what a header includes of the user's own: it is part of the program, too."""
        for included in _INCLUDE.findall(text):
            file = os.path.normpath(os.path.join(os.path.dirname(name), included))
            if file in seen:
                continue
            seen.add(file)
            try:
                inner = self.files.text(file)
            except UnicodeDecodeError:
                continue
            if inner is not None:
                self._read_included(file, inner, seen)

    def libraries(self, options: dict[str, tree.Expr], folders: Iterable[str]) -> tuple[str, ...] | None:
        """The libraries to link: files beside the program or its headers, else names for the linker."""
        found: list[str] = []
        for name in self.texts(options, "link"):
            places = [os.path.join(self.folder, name)] if os.sep in name else []
            for folder in () if places else (self.folder, *folders):
                places += (os.path.join(folder, f"lib{name}{ending}") for ending in (".a", ".so"))
            file = next((place for place in places if self.files.has(place)), None)
            if file is None and os.sep in name:
                text = f"there is no library {name}"
                self.messages.error(
                    "E0901", options["link"].span, text, "not found", notes=(f"looked for {places[0]}",)
                )
                return None
            found.append(os.path.abspath(file) if file else name)
        return tuple(found)

    def _text(self, node: tree.Expr, what: str) -> tree.Literal | None:
        if isinstance(node, tree.Literal) and node.kind == "str":
            return node
        if not isinstance(node, tree.ErrorExpr):
            self.messages.error("E0401", node.span, f"{what} is a text", "no text in quotes")
        return None


def _is_folder(path: str) -> bool:
    return os.path.isdir(os.path.dirname(path) or ".")


# ---------------------------------------------------------------- where they may be called


def check_place(messages: Messages, word: str, exprs: Iterable[Expr]) -> bool:
    """Reports a call that is not pure in a stage that may evaluate it any number of times."""
    for call in (p for expr in exprs if word not in ANYWHERE for p in expr.walk() if isinstance(p, Call)):
        function = call.function
        if not (isinstance(function, ExternFunction) and function.effects & Effect.IO) or call.place is None:
            continue
        labels = (Label(_head(function.declared), "declared without `pure`"),) if function.declared else ()
        messages.error(
            "E0109", call.place.span, f"`{function.name}` is not pure, and may not stand in `{word}`",
            "called as often as it suits", labels=labels,
            help=f"make it a column first: `|> extend x = {call.place.span.text}`, or declare it with `pure: true`",
        )  # fmt: skip
        return False
    return True


def _head(span: Span) -> Span:
    return Span(span.source, span.start, span.start + len("extern"))
