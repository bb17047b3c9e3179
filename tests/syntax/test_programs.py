"""Whole programs: that they parse, and that every part of the tree stands where it says."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from sage.base.paths import grammar_dir
from sage.base.source import Source
from sage.compiler.syntax import tree
from sage.compiler.syntax.parser import parse, parse_expr

from .walk import PROGRAMS, children, nodes, shape

every_program = pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
EXPRESSIONS = get_args(tree.Expr)


@cache
def program(path: Path) -> tree.Program:
    found, messages = parse(Source(path.name, path.read_text()))
    assert messages == []
    return found


@every_program
def test_parses_without_a_message(path: Path) -> None:
    assert program(path).items


@every_program
def test_parts_lie_within_their_whole(path: Path) -> None:
    for node in nodes(program(path)):
        for child in children(node):
            assert node.span.start <= child.span.start <= child.span.end <= node.span.end, (node, child)


@every_program
def test_the_place_of_an_expression_holds_that_expression(path: Path) -> None:
    inside_tests = [item.span for item in program(path).items if isinstance(item, tree.TestDecl)]
    for node in nodes(program(path)):
        if isinstance(node, EXPRESSIONS) and isinstance(node, tree.Node):
            again, messages = parse_expr(Source("part", node.span.text))
            in_test = any(span.start <= node.span.start < span.end for span in inside_tests)
            assert in_test or messages == [], node.span.text
            assert shape(again) == shape(node)


@every_program
def test_the_place_of_a_name_holds_that_name(path: Path) -> None:
    for node in nodes(program(path)):
        span, name = getattr(node, "name_span", None), getattr(node, "name", None)
        if span is not None:
            assert span.text.strip("`\"'") == name
        if isinstance(node, tree.Binary):
            assert " ".join(node.op_span.text.split()) == node.op
        if isinstance(node, tree.Stage):
            assert node.span.start == node.name_span.start


@every_program
def test_one_declaration_parses_alone(path: Path) -> None:
    for item in program(path).items:
        again, messages = parse(Source("part", item.span.text))
        assert messages == []
        assert len(again.items) == 1
        assert shape(again.items[0])[:3] == shape(item)[:3]


@cache
def lark_alone():  # type: ignore[no-untyped-def]
    """The grammar as Lark runs it, with its own lexer."""
    import logging

    from lark import Lark, logger

    seen: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: seen.append(record.getMessage())  # type: ignore[method-assign]
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    try:
        text = (grammar_dir() / "sage.lark").read_text()
        return Lark(text, parser="lalr", lexer="contextual", debug=True), seen
    finally:
        logger.setLevel(logging.CRITICAL)
        logger.removeHandler(handler)


def test_the_grammar_has_no_conflicts() -> None:
    _, messages = lark_alone()
    assert [message for message in messages if "onflict" in message or "ollision" in message] == []


@every_program
def test_lark_alone_parses_it_too(path: Path) -> None:
    parser, _ = lark_alone()
    parser.parse(path.read_text())
