"""How messages look. The expected texts are those of the documentation."""

import json

from sage.base.diagnostics import Diagnostic, Edit, Fix, Label
from sage.base.render import apply, as_json, concise, full, report, summary
from sage.base.source import Source, Span

CODES = Source(
    "codes.sage",
    "schema Hit { status: i32 }\n"
    "schema Raw { code: i64 }\n"
    'from csv("raw.csv") as Raw |> map Hit(status: code) |> into jsonl("hits.jsonl")\n',
)


def at(source: Source, text: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = source.text.index(text, start + 1)
    return Span(source, start, start + len(text))


def narrowing() -> Diagnostic:
    code = at(CODES, "code", 1)
    return Diagnostic(
        "E0308",
        "i64 does not fit i32 by itself",
        code,
        "`code` is i64",
        labels=(Label(at(CODES, "status: i32"), "`status` is i32"),),
        help="convert; a value that does not fit then fails its record",
        fix=Fix((Edit(code, "i32(code)"),)),
    )


def test_the_full_form() -> None:
    assert full(narrowing()) == (
        "error[E0308]: i64 does not fit i32 by itself\n"
        "  --> codes.sage:3:47\n"
        " 1 | schema Hit { status: i32 }\n"
        "   |              ----------- `status` is i32\n"
        "...\n"
        ' 3 | from csv("raw.csv") as Raw |> map Hit(status: code) |> into jsonl("hits.jsonl")\n'
        "   |                                               ^^^^ `code` is i64\n"
        "   = help: convert; a value that does not fit then fails its record\n"
        ' 3 - from csv("raw.csv") as Raw |> map Hit(status: code) |> into jsonl("hits.jsonl")\n'
        ' 3 + from csv("raw.csv") as Raw |> map Hit(status: i32(code)) |> into jsonl("hits.jsonl")'
    )


def test_marks_of_one_line_stand_below_each_other() -> None:
    ids = Source(
        "ids.sage", 'schema Order { id: u64 }\nfrom csv("o.csv") as Order |> select id, user, id = hash(user)\n'
    )
    second = at(ids, "id", 2)
    message = Diagnostic(
        "E0405",
        "two columns would be named `id`",
        second,
        "named again here",
        labels=(Label(at(ids, "id", 1), "first here"),),
        notes=("a note",),
    )
    assert full(message) == (
        "error[E0405]: two columns would be named `id`\n"
        "  --> ids.sage:2:48\n"
        ' 2 | from csv("o.csv") as Order |> select id, user, id = hash(user)\n'
        "   |                                                ^^ named again here\n"
        "   |                                      -- first here\n"
        "   = note: a note"
    )


def test_a_label_in_another_file_is_shown_under_its_place() -> None:
    money = Source("common/money.sage", "\n" * 10 + "enum Currency { EUR }\n")
    message = Diagnostic(
        "E0301", "a mismatch", at(CODES, "code"), labels=(Label(at(money, "Currency"), "declared here"),)
    )
    assert full(message) == (
        "error[E0301]: a mismatch\n"
        "   --> codes.sage:2:14\n"
        "  2 | schema Raw { code: i64 }\n"
        "    |              ^^^^\n"
        "   ::: common/money.sage:11:6\n"
        " 11 | enum Currency { EUR }\n"
        "    |      -------- declared here"
    )


def test_carets_line_up_under_wide_characters_and_tabs() -> None:
    wide = Source("w.sage", "filter\t城市 == 東京 and é > 1")
    shown = full(Diagnostic("E0201", "m", at(wide, "東京"), "here")).split("\n")
    assert shown[2:] == [" 1 | filter 城市 == 東京 and é > 1", "   |                ^^^^ here"]
    assert shown[1] == "  --> w.sage:1:14"


def test_long_lines_are_cut_around_the_span() -> None:
    long = Source("l.sage", "select " + ", ".join(f"column_{i:03}" for i in range(100)) + "\n")
    shown = full(Diagnostic("E0201", "m", at(long, "column_050"), "here"), width=60).split("\n")
    assert len(shown[2]) <= 60
    assert shown[2].startswith(" 1 | ...")
    assert shown[2].endswith("...")
    assert shown[2][shown[3].index("^") :].startswith("column_050")
    assert shown[3].count("^") == len("column_050")


def test_a_span_over_several_lines_is_marked_on_its_first() -> None:
    block = Source("b.sage", "fn f() {\n  1\n}\n")
    assert full(Diagnostic("E0102", "m", Span(block, 7, 14), "opened here")).endswith("^ opened here")


def test_a_place_without_characters_gets_one_caret() -> None:
    empty = Source("e.sage", "")
    assert full(Diagnostic("E0101", "m", Span(empty, 0, 0))).endswith(" 1 | \n   | ^")


def test_characters_that_could_upset_the_terminal_are_made_visible() -> None:
    bidi = Source("b.sage", 'x = "\u202e\x1b[31m"')
    shown = full(Diagnostic("E0001", "odd \x1b", Span(bidi, 5, 6)))
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_a_patch_may_add_and_remove_lines() -> None:
    source = Source("p.sage", "a\nb\nc\n")
    patch = Fix((Edit(Span(source, 2, 4), ""), Edit(Span(source, 4, 4), "x\ny")))
    assert full(Diagnostic("E0101", "m", Span(source, 2, 3), fix=patch)).split("\n")[4:] == [
        " 2 - b",
        " 3 - c",
        " 2 + x",
        " 3 + yc",
    ]


def test_edits_of_distant_lines_are_separate_patches() -> None:
    source = Source("p.sage", "a\nb\nc\nd\ne\n")
    patch = Fix((Edit(Span(source, 0, 1), "A"), Edit(Span(source, 8, 9), "E")))
    assert full(Diagnostic("E0101", "m", Span(source, 0, 1), fix=patch)).split("\n")[4:] == [
        " 1 - a",
        " 1 + A",
        " 5 - e",
        " 5 + E",
    ]


def test_of_overlapping_edits_the_first_wins() -> None:
    source = Source("p.sage", "abcdef")
    edits = [Edit(Span(source, 2, 4), "X"), Edit(Span(source, 0, 3), "Y")]
    assert apply(edits, source.text) == "Ydef"


def test_colours_are_only_added() -> None:
    import re

    painted = full(narrowing(), color=True)
    assert painted != full(narrowing())
    assert re.sub("\x1b\\[[0-9;]*m", "", painted) == full(narrowing())


def test_one_line_a_message() -> None:
    assert concise(narrowing()) == "codes.sage:3:47: E0308 i64 does not fit i32 by itself"


def test_json() -> None:
    data = as_json(narrowing())
    assert json.loads(report([narrowing()], "json")) == data
    assert data["span"] == {
        "start": {"line": 3, "col": 47, "offset": 98},
        "end": {"line": 3, "col": 51, "offset": 102},
    }
    assert data["fix"] == {"applicability": "unsafe", "edits": [{"span": data["span"], "content": "i32(code)"}]}
    assert (data["v"], data["kind"], data["file"], data["notes"]) == (1, "diagnostic", "codes.sage", [])


def test_messages_are_sorted_said_once_and_at_most_twenty_of_a_file() -> None:
    source = Source("m.sage", "x" * 40)
    messages = [Diagnostic("E0201", f"m{i}", Span(source, i, i + 1)) for i in reversed(range(32))]
    lines = report([*messages, *messages], "concise").splitlines()
    assert lines[0] == "m.sage:1:1: E0201 m0"
    assert lines[19:] == ["m.sage:1:20: E0201 m19", "... and 12 more"]
    assert report([]) == ""


def test_a_blank_line_between_two_messages() -> None:
    source = Source("m.sage", "ab")
    messages = [Diagnostic("E0201", "m", Span(source, i, i + 1)) for i in range(2)]
    assert report(messages).count("\n\n") == 1


def test_the_summary() -> None:
    warning = Diagnostic("W0251", "m", at(CODES, "Raw"), severity="warning")
    assert summary([narrowing()]) == "error: 1 error in codes.sage; nothing was compiled\nmore: sagec explain E0308\n"
    assert summary([narrowing(), warning]).startswith("error: 1 error, 1 warning in codes.sage; nothing")
    assert summary([warning]) == "warning: 1 warning in codes.sage\nmore: sagec explain W0251\n"
    assert summary([]) == ""
