"""`sagec check`: what it prints for people and for other tools, what it mends, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from sage.base.diagnostics import Diagnostic, Edit, Fix
from sage.base.source import Source, Span
from sage.cli.fixing import fix
from sage.cli.reports import github, sarif
from sage.cli.sagec import main
from sage.cli.watching import watch
from sage.compiler import driver

WRONG = """schema Order { id: u64, user: str, amount: f64 }
from csv("o.csv") as Order |> filter amout > 10 && user == "x" |> into stdout()
from csv("o.csv") as Order |> top by amount |> into stdout()
"""
MENDED = WRONG.replace("amout", "amount").replace("&&", "and")
WARNED = "let a = from range(0, 3)\nfrom range(0, 3) |> into stdout()\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "shop.sage").write_text(WRONG)
    return tmp_path


def check(*arguments: str, stdin: str | None = None) -> Result:
    result = CliRunner().invoke(main, ["check", *arguments], input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def codes(result: Result) -> list[str]:
    return [line.split()[1] for line in result.stdout.splitlines()]


# ---------------------------------------------------------------- summary and exit code


def test_the_last_line_counts(here: Path) -> None:
    result = check()
    assert result.exit_code == 1
    last = result.stderr.splitlines()[-1]
    assert last.startswith("Checked 1 file in ")
    assert last.endswith(" ms: 3 errors (2 fixable with --fix)")


def test_a_right_program_is_passed_over_in_silence(here: Path) -> None:
    (here / "shop.sage").write_text("from range(0, 3) |> into stdout()\n")
    result = check()
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.endswith(" ms: no errors\n")


def test_warnings_are_errors_where_they_are_denied(here: Path) -> None:
    (here / "shop.sage").write_text(WARNED)
    assert check().exit_code == 0
    assert check("--deny", "warnings").exit_code == 1
    assert check("--deny", "warnings", "--ignore", "W0251").exit_code == 0


def test_after_twenty_messages_of_a_file_the_rest_is_counted(here: Path) -> None:
    (here / "shop.sage").write_text("from nowhere |> into null\n" * 32)
    lines = check("--output-format", "concise").stdout.splitlines()
    assert len(lines) == 21
    assert lines[-1] == "... and 12 more"


def test_a_file_that_is_not_there_is_wrong_usage() -> None:
    assert check("nowhere.sage").exit_code == 2


# ---------------------------------------------------------------- choosing


def test_messages_are_chosen_by_the_beginning_of_their_codes() -> None:
    assert codes(check("--output-format", "concise", "--select", "E02,E04")) == ["E0201", "E0401"]
    assert codes(check("--output-format", "concise", "--ignore", "e0105")) == ["E0201", "E0401"]


def test_an_error_that_is_not_shown_is_an_error() -> None:
    result = check("--ignore", "E")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.endswith(": no errors, 3 errors not shown\n")


def test_what_is_no_code_is_refused() -> None:
    assert check("--select", "E02,F401").exit_code == 2


def test_the_file_of_settings_chooses_too(here: Path) -> None:
    (here / "sage.toml").write_text('[lint]\nselect = ["E02"]\n')
    assert codes(check("--output-format", "concise")) == ["E0201"]


# ---------------------------------------------------------------- fixing


def test_safe_fixes_are_applied_and_the_rest_is_shown(here: Path) -> None:
    result = check("--fix", "--output-format", "concise")
    assert (here / "shop.sage").read_text() == MENDED
    assert codes(result) == ["E0401"]
    assert result.stderr.endswith(": 1 error; 2 fixed\n")


def test_what_may_change_the_meaning_waits_for_a_word(here: Path) -> None:
    text = 'schema R { a: i64, b: i32 }\nfrom csv("r.csv") as R |> extend c = a / 2.0 |> into stdout()\n'
    (here / "shop.sage").write_text(text)
    assert check("--fix").exit_code == 1
    assert (here / "shop.sage").read_text() == text
    assert check("--fix", "--unsafe-fixes").exit_code == 0
    assert "f64(a) / 2.0" in (here / "shop.sage").read_text()


def test_only_chosen_messages_are_mended(here: Path) -> None:
    check("--fix", "--select", "E01")
    assert (here / "shop.sage").read_text() == WRONG.replace("&&", "and")


def test_a_diff_changes_nothing(here: Path) -> None:
    result = check("--diff", "--output-format", "concise")
    assert (here / "shop.sage").read_text() == WRONG
    assert [line for line in result.stdout.splitlines() if line.startswith(("+", "-"))][:3] == [
        "--- shop.sage",
        "+++ shop.sage (fixed)",
        '-from csv("o.csv") as Order |> filter amout > 10 && user == "x" |> into stdout()',
    ]
    assert result.stderr.endswith(": 3 errors; 2 would be fixed\n")


def test_stdin_is_a_program_under_a_name() -> None:
    result = check("--stdin-filename", "week.sage", "--output-format", "concise", "-", stdin=WRONG)
    assert result.stdout.startswith("week.sage:2:38: E0201 ")


def test_a_mended_program_goes_to_stdout() -> None:
    result = check("-", "--fix", stdin=WRONG)
    assert result.stdout == MENDED
    assert "E0401" in result.stderr


def diagnostic(source: Source, at: str, content: str) -> Diagnostic:
    start = source.text.index(at)
    span = Span(source, start, start + len(at))
    return Diagnostic("E0101", "wrong", span, fix=Fix((Edit(span, content),), "safe"))


def test_a_fix_that_does_harm_is_taken_back_and_others_stand() -> None:
    def check(source: Source) -> list[Diagnostic]:
        harm = [Diagnostic("E0101", "wrong", Span(source, 0, 0))] * source.text.count("worse")
        return harm + [
            diagnostic(source, at, to) for at, to in (("a", "worse worse worse"), ("b", "B")) if at in source.text
        ]

    fixed = fix(Source("x.sage", "a b"), check)
    assert (fixed.source.text, fixed.count) == ("a B", 1)


def test_of_two_fixes_at_one_place_the_first_wins() -> None:
    def check(source: Source) -> list[Diagnostic]:
        return [diagnostic(source, at, "z") for at in ("abc", "cd") if at in source.text]

    assert fix(Source("x.sage", "abcd"), check).source.text == "zd"


def test_fixes_that_chase_each_other_end() -> None:
    def check(source: Source) -> list[Diagnostic]:
        return [diagnostic(source, source.text, "b" if source.text == "a" else "a")]

    assert fix(Source("x.sage", "a"), check).count == 10


# ---------------------------------------------------------------- other tools


def test_json_is_one_object_a_line_and_a_summary() -> None:
    result = check("--json")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["kind"] for line in lines] == ["diagnostic"] * 3 + ["summary"]
    assert all(line["v"] == 1 for line in lines)
    assert {name: lines[-1][name] for name in ("files", "errors", "warnings", "fixable", "fixed")} == {
        "files": 1, "errors": 3, "warnings": 0, "fixable": 2, "fixed": 0,
    }  # fmt: skip
    assert result.stderr == ""


def test_sarif_holds_rules_with_pages_and_results_with_regions() -> None:
    log = json.loads(check("--output-format", "sarif").stdout)
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["E0105", "E0201", "E0401"]
    for rule in rules:
        assert rule["help"]["markdown"].startswith(f"# {rule['id']}: ")
        assert rule["helpUri"].startswith("file://")
        assert rule["shortDescription"]["text"]
    assert run["columnKind"] == "unicodeCodePoints"
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] == "error"
        assert result["message"]["text"]
        _assert_place(result["locations"][0]["physicalLocation"])
    first = run["results"][0]
    assert first["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 2, "startColumn": 38, "endLine": 2, "endColumn": 43, "charOffset": 86, "charLength": 5,
    }  # fmt: skip
    (change,) = first["fixes"][0]["artifactChanges"]
    assert change["artifactLocation"] == {"uri": "shop.sage"}
    assert change["replacements"][0]["insertedContent"] == {"text": "amount"}


def _assert_place(place: dict[str, Any]) -> None:
    assert place["artifactLocation"]["uri"] == "shop.sage"
    region = place["region"]
    assert 1 <= region["startLine"] <= region["endLine"]
    assert min(region["startColumn"], region["endColumn"]) >= 1


def test_sarif_of_nothing_is_a_run_without_results(here: Path) -> None:
    (here / "shop.sage").write_text("")
    assert json.loads(check("--output-format", "sarif").stdout)["runs"][0]["results"] == []


def test_paths_are_uris_in_sarif() -> None:
    span = Span(Source("my files/größe.sage", "x"), 0, 1)
    log = json.loads(sarif([Diagnostic("E0101", "wrong", span)]))
    location = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location == {"uri": "my%20files/gr%C3%B6%C3%9Fe.sage"}


def test_annotations_are_escaped() -> None:
    span = Span(Source("a,b:c%.sage", "x y"), 0, 1)
    wrong = Diagnostic("W0251", "100 % of `a`:\r\nwrong, all", span, "here", help="no", severity="warning")
    assert github([wrong]) == (
        "::warning file=a%2Cb%3Ac%25.sage,line=1,endLine=1,col=1,endColumn=2,title=W0251::"
        "100 %25 of `a`:%0D%0Awrong, all (here)%0Ahelp: no\n"
    )


def test_an_annotation_of_several_lines_has_no_columns() -> None:
    span = Span(Source("x.sage", "ab\ncd"), 1, 4)
    assert github([Diagnostic("E0101", "m", span)]) == "::error file=x.sage,line=1,endLine=2,title=E0101::m\n"


# ---------------------------------------------------------------- watching


def test_watching_checks_again_at_every_change(here: Path) -> None:
    seen: list[str] = []

    def run() -> int:
        seen.append((here / "shop.sage").read_text())
        if len(seen) == 1:
            (here / "shop.sage").write_text("")
        return len(driver.check(Source("shop.sage", seen[-1])).diagnostics)

    assert watch([here], run, rounds=2) == 0
    assert seen == [WRONG, ""]


# ---------------------------------------------------------------- from the other command


@pytest.mark.parametrize("command", ["new", "build", "check", "fmt", "test"])
def test_sage_passes_on_what_the_compiler_does(command: str) -> None:
    from sage.cli.sage import main as sage

    assert CliRunner().invoke(sage, [command, "--help"]).stdout.startswith("Usage: ")
    assert sage.get_command(click.Context(sage), command) is main.get_command(click.Context(main), command)


def test_sage_checks() -> None:
    from sage.cli.sage import main as sage

    result = CliRunner().invoke(sage, ["check", "--output-format", "concise"])
    assert (result.exit_code, codes(result)) == (1, ["E0201", "E0105", "E0401"])
