"""One slip gives one message, and slips far from each other give one each."""

from __future__ import annotations

import random

from sage.base.diagnostics import Diagnostic
from sage.base.source import Source
from sage.compiler.syntax import tree
from sage.compiler.syntax.parser import parse
from sage.compiler.syntax.tokens import Token, scan

from .walk import PROGRAMS

TEXTS = [path.read_text() for path in PROGRAMS]


def messages(text: str) -> list[Diagnostic]:
    return parse(Source("slip.sage", text))[1]


def slipped(rng: random.Random, text: str, token: Token) -> str:
    """The text without a token, or with it twice."""
    word = text[token.start : token.end]
    return text[: token.start] + rng.choice(("", f"{word} {word}")) + text[token.end :]


def test_one_slip_gives_one_message() -> None:
    rng = random.Random(1)
    counts = []
    for _ in range(1000):
        text = rng.choice(TEXTS)
        broken = slipped(rng, text, rng.choice(scan(Source("x", text)).tokens[:-1]))
        counts.append(len(messages(broken)))
    assert sum(count > 1 for count in counts) <= 10, "more than one in a hundred slips gives a second message"
    assert sum(count == 0 for count in counts) < 60, "a slip may leave a program that is right, but seldom"


def test_slips_in_two_declarations_are_both_told() -> None:
    rng = random.Random(2)
    missed = tried = 0
    while tried < 300:
        text = rng.choice(TEXTS)
        source = Source("x", text)
        program, _ = parse(source)
        first, second = sorted(rng.sample(range(len(program.items)), 2))
        inside = [
            [t for t in scan(source).tokens if program.items[i].span.start <= t.start < program.items[i].span.end]
            for i in (first, second)
        ]
        early, late = rng.choice(inside[0]), rng.choice(inside[1])
        one = slipped(rng, text, late)
        other = text[: early.start] + text[early.end :]
        both = one[: early.start] + one[early.end :]
        alone = {(m.code, m.message) for m in (*messages(one), *messages(other))}
        if not messages(one) or not messages(other):
            continue
        tried += 1
        missed += not alone <= {(m.code, m.message) for m in messages(both)}
    assert missed <= 15, "a mistake hides another in more than one of twenty programs"


def test_what_was_broken_still_declares_its_name() -> None:
    program, found = parse(Source("x", "schema Order { id: 3, user: str }\nlet big = 17\nfrom big |> into null\n"))
    assert len(found) == 2
    schema, let, flow = program.items
    assert isinstance(schema, tree.SchemaDecl)
    assert [field.name for field in schema.fields] == ["id", "user"]
    assert isinstance(schema.fields[0].type, tree.ErrorType)
    assert isinstance(let, tree.Broken) or let.name == "big"  # type: ignore[union-attr]
    assert isinstance(flow, tree.Flow)


def test_a_broken_stage_stays_a_stage() -> None:
    program, found = parse(Source("x", "from a |> 3 |> filter b > |> select c |> into null\n"))
    assert [m.code for m in found] == ["E0103", "E0101"]
    (flow,) = program.items
    assert isinstance(flow, tree.Flow)
    assert [stage.name for stage in flow.stages] == ["", "filter", "select", "into"]
    condition = flow.stages[1].args[0].value
    assert isinstance(condition, tree.Binary)
    assert isinstance(condition.right, tree.ErrorExpr)
