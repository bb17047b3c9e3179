"""Text to tree: `parse` for a program, `parse_expr` for one expression. Mistakes are answered, never raised."""

from __future__ import annotations

from typing import Any

from sage.base.diagnostics import Diagnostic, Edit, Fix
from sage.base.source import Source, Span
from sage.compiler.syntax import tree
from sage.compiler.syntax.brackets import balance
from sage.compiler.syntax.builder import Builder
from sage.compiler.syntax.machine import Machine
from sage.compiler.syntax.recovery import Reader
from sage.compiler.syntax.tokens import Scan, scan


def parse(source: Source) -> tuple[tree.Program, list[Diagnostic]]:
    """The tree of a program, as far as it could be read, and what is wrong with its text."""
    tokens = scan(source)
    job = _Job(source, tokens.docs)
    items: tuple[tree.Declaration, ...] = job.imports_of_python(job.read(tokens, "start"))
    job.refuse_times_without_date(items)
    doc = tokens.doc
    if items and not doc and not hasattr(items[0], "doc"):
        doc = tokens.docs.get(items[0].span.start, "")
    return tree.Program(Span(source, 0, len(source.text)), items, doc), job.messages()


def parse_expr(source: Source) -> tuple[tree.Expr, list[Diagnostic]]:
    """The tree of one expression."""
    job = _Job(source, {})
    value = job.expression(Span(source, 0, len(source.text)))
    job.refuse_times_without_date(())
    return value, job.messages()


class _Job:
    """One text being parsed, together with the holes of its f-strings."""

    def __init__(self, source: Source, docs: dict[int, str]) -> None:
        self._source = source
        self._builder = Builder(self._say, self.expression, docs)
        self._found: dict[tuple[str, int], Diagnostic] = {}

    def _say(self, message: Diagnostic) -> None:
        self._found.setdefault((message.code, message.span.start), message)

    def messages(self) -> list[Diagnostic]:
        return sorted(self._found.values(), key=lambda message: (message.span.start, message.code))

    def read(self, tokens: Scan, goal: str) -> Any:
        balance(tokens)
        reader = Reader(tokens, Machine(self._builder, self._source, goal))
        value = reader.read()
        for message in (*tokens.messages, *reader.messages):
            self._say(message)
        return value

    def expression(self, span: Span) -> tree.Expr:
        """The expression that stands in a part of the text."""
        value: tree.Expr = self.read(scan(self._source, span.start, span.end), "expr")
        return value

    def imports_of_python(self, items: tuple[tree.Declaration, ...]) -> tuple[tree.Declaration, ...]:
        """`from money import Rate` reads as a flow and an import, and is neither."""
        kept: list[tree.Declaration] = []
        for item in items:
            last = kept[-1] if kept else None
            if isinstance(item, tree.Import) and isinstance(last, tree.Flow) and last.span.line == item.span.line:
                span, path = last.span.to(item.span), last.source.span.text
                fix = Fix((Edit(span, f"import {path} ({item.path})"),), "unsafe")
                self._say(Diagnostic("E0101", "an import names the file first", span, fix=fix))
                chosen = (tree.Name(item.span, item.path),)
                kept[-1] = tree.Import(span, path, last.source.span, False, None, chosen)
            else:
                kept.append(item)
        return tuple(kept)

    def refuse_times_without_date(self, items: tuple[tree.Declaration, ...]) -> None:
        tests = [item.span for item in items if isinstance(item, tree.TestDecl)]
        for span in self._builder.literals.without_date:
            if not any(test.start <= span.start < test.end for test in tests):
                help = "only in a `test` the date may be left out"
                self._say(Diagnostic("E0009", "this time has no date", span, "of which day?", help=help))
