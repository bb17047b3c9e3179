"""Whatever stands in a file: messages, and soon."""

from __future__ import annotations

import random
import time

import pytest

from sage.base.render import report
from sage.base.source import Source
from sage.compiler.syntax.parser import parse
from sage.compiler.syntax.tokens import scan

from .walk import PROGRAMS

TEXTS = [path.read_text() for path in PROGRAMS]
STRANGE = "(){}[]<>|=!?&$;:,.@#\"'`\\/*-+%^~ \n\t\u3000“”（），é中\U0001f600\0_019aeEx" + 'r"' + "f'{"
LIMIT_S = 1.0


def mutated(seed: int) -> str:
    """A program with a few slips: characters or tokens dropped, doubled, swapped or replaced."""
    rng = random.Random(seed)
    text = rng.choice(TEXTS)
    for _ in range(rng.randint(1, 4)):
        if rng.random() < 0.5:
            at = rng.randrange(len(text) + 1)
            text = rng.choice(
                (
                    text[:at] + text[at + 1 :],
                    text[:at] + text[at : at + 1] + text[at:],
                    text[:at] + rng.choice(STRANGE) + text[at:],
                    text[:at],
                    text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :],
                )
            )
            continue
        tokens = scan(Source("x", text)).tokens
        first, second = rng.choice(tokens), rng.choice(tokens)
        if first.start > second.start:
            first, second = second, first
        word = text[second.start : second.end]
        text = rng.choice(
            (
                text[: first.start] + text[first.end :],
                text[: first.end] + " " + text[first.start : first.end] + text[first.end :],
                text[: first.start] + word + text[first.end :],
                text[: first.end] + " " + word + " " + text[first.end :],
            )
        )
    return text


def check(seed: int) -> None:
    source = Source("fuzz.sage", mutated(seed))
    started = time.process_time()
    program, messages = parse(source)
    took = time.process_time() - started
    assert took < LIMIT_S, f"seed {seed} took {took:.2f} s"
    assert program.span.end == len(source.text)
    for message in messages:
        assert 0 <= message.span.start <= message.span.end <= len(source.text), (seed, message)
        assert message.code
        assert "\n" not in message.message
    report(messages)
    report(messages, "json")


def test_two_thousand_broken_programs() -> None:
    for seed in range(2000):
        check(seed)


@pytest.mark.slow
def test_a_hundred_thousand_broken_programs() -> None:
    for seed in range(2000, 102_000):
        check(seed)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 50_000,
        ")" * 50_000,
        "{" * 50_000,
        "from a |> filter " + "(" * 20_000 + "1" + ")" * 20_000 + " |> into null",
        "from a |> filter " + "not " * 20_000 + "x",
        "from a |> filter " + "-" * 20_000 + "x",
        "from a |> filter " + "x + " * 20_000,
        "from a |> filter " + "if a then b else " * 5_000 + "c",
        "from a |> filter " + "x => " * 10_000,
        "from a |> select " + "x y " * 20_000,
        "from a |> select " + "x, " * 50_000,
        "|> " * 20_000,
        "schema S { " + "a i64 " * 10_000,
        "fn f() { " + "if x { " * 5_000,
        '"' * 50_000,
        "'" * 50_001,
        '"""' * 20_001,
        "`" * 30_000,
        "$" * 50_000,
        "\0" * 50_000,
        "＠" * 50_000,
        "“" * 20_000,
        "/*" * 20_000,
        "// x y\n" * 10_000,
        "1.2.3 " * 10_000,
        "5min " * 10_000,
        "9" * 100_000,
        "1" + "_" * 50_000,
        "a = b " * 10_000,
        "a ? " * 10_000,
        "case when " * 10_000,
        "x if " * 10_000,
        'f"{' * 10_000,
        'f"' + "{" * 20_000 + '"',
        'f"' + "{a}" * 20_000 + '"',
        're"' + "(" * 5_000 + '"',
        "from\n" * 20_000,
        "let x = " * 10_000,
        "let x = from y\n" * 20_000,
        "## doc\n" * 50_000,
        "@a" * 20_000,
        "list<" * 20_000,
        "from a as " + "list<" * 20_000,
        "match x {" * 5_000,
        "a\n|>\n" * 10_000,
        "import " * 20_000,
        "emit return on for in by within over " * 3_000,
        "\ufeff",
        "\r\n\r\n",
        "",
    ],
    ids=lambda text: repr(text[:24]),
)
def test_monsters(text: str) -> None:
    source = Source("monster.sage", text)
    started = time.process_time()
    parse(source)
    assert time.process_time() - started < 2 * LIMIT_S
