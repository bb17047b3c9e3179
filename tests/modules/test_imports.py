"""What a file imports, and what is said where that goes wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sage.base.diagnostics import Diagnostic
from sage.base.render import report
from sage.base.source import Source
from sage.compiler import driver
from sage.compiler.check.program import Program
from sage.compiler.syntax.parser import parse

MONEY = """## Money and what it is worth.
enum Currency { EUR, USD }
enum Payment { cash(f64), card({number: str, amount: f64}) }
schema Rate { currency: Currency, to_eur: f64 }
type Cents = i64
const HIGH: f64 = _BASE * 10.0
const _BASE = 500.0
fn euros(amount: f64, rate: Rate) -> f64 = amount * rate.to_eur
fn is_high(amount: f64) -> bool = amount > HIGH
fn worth(payment: Payment) -> f64 = match payment { cash(x) => x, card(c) => c.amount }
pipeline unused { from values([{a: 1}]) |> into stdout() }
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SAGE_PATH", raising=False)
    write("common/money.sage", MONEY)
    return tmp_path


def write(name: str, text: str) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def checked(text: str, name: str = "shop.sage", path: tuple[Path, ...] = ()) -> Program:
    return driver.check(driver.read(write(name, text)), driver.modules_from(path))


def said(text: str) -> str:
    """The messages of a program, in full."""
    return report(checked(text).diagnostics)


def one(text: str) -> Diagnostic:
    (message,) = checked(text).diagnostics
    return message


# ---------------------------------------------------------------- what it gives


def test_names_that_are_listed_are_known() -> None:
    text = """import common.money (Rate, Currency, euros, HIGH)
        schema Pay { amount: f64, rate: Rate, currency: Currency }
        from jsonl("p.jsonl") as Pay
          |> filter amount < HIGH and currency == Currency.EUR
          |> select e = euros(amount, rate), f = amount.euros(rate)
          |> into stdout()
        """
    program = checked(text).require()
    assert str(program.pipeline().flow.sinks[0].schema) == "{e: f64, f: f64}"


def test_a_module_has_a_name_of_its_own_with_as() -> None:
    text = """import common.money as m
        schema Pay { amount: f64, rate: m.Rate, payment: m.Payment }
        schema Out { euros: f64, currency: m.Currency, worth: f64 }
        fn zero() -> m.Cents = 0
        from jsonl("p.jsonl") as Pay
          |> filter amount < m.HIGH and m.is_high(amount) and rate.currency == m.Currency.EUR
          |> select euros = m.euros(amount, m.Rate(currency: "EUR", to_eur: 1.5)), currency = m.Currency.USD,
              worth = m.worth(payment)
          |> into stdout() as Out
        """
    assert said(text) == ""


def test_rows_may_be_of_a_type_of_a_module() -> None:
    text = """import common.money as m
        from jsonl("r.jsonl") as m.Rate |> filter to_eur > 1.0 |> into jsonl("out.jsonl") as m.Rate
        """
    assert said(text) == ""


def test_everything_public_is_known_without_a_list() -> None:
    assert said("import common.money\nfrom jsonl('r.jsonl') as Rate |> filter to_eur > HIGH |> into stdout()") == ""


def test_a_file_is_named_by_text_as_seen_from_its_importer() -> None:
    write("shops/near.sage", 'import "../common/money.sage" (Rate)\n'.replace(" (Rate)", ""))
    write("shops/tax.sage", "const VAT = 0.2\n")
    text = 'import "tax.sage"\nimport "../common/money.sage" as m\n' + "fn f(x: f64) -> f64 = x * VAT * m.HIGH\n"
    assert checked(text, "shops/shop.sage").diagnostics == ()


def test_a_column_is_nearer_than_a_module() -> None:
    text = """import common.money as m
        from values([{m: {HIGH: 3}}]) |> select a = m.HIGH |> into stdout()
        fn f() -> f64 = m.HIGH
        """
    assert str(checked(text).require().pipeline().flow.sinks[0].schema) == "{a: i64}"


def test_a_function_sees_the_names_of_its_own_file() -> None:
    text = """import common.money (is_high)
        const HIGH = "mine"
        const _BASE = "mine"
        fn f(x: f64) -> bool = is_high(x)
        test "five thousand" { expect f(5001.0)  expect not f(4999.0) }
        """
    from sage.compiler.reference.testing import run_test

    (case,) = checked(text).require().tests
    assert run_test(case).passed


def test_modules_are_looked_for_beside_the_file_and_then_along_the_path() -> None:
    write("lib/common/money.sage", "const HIGH = 1\n")
    write("lib/far.sage", "import common.money (HIGH)\nconst FAR = HIGH\n")
    text = "import common.money (HIGH)\nimport far (FAR)\nfn f() -> bool = HIGH > f64(FAR)\n"
    assert checked(text, path=(Path("lib"),)).diagnostics == ()


def test_an_imported_file_is_checked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from sage.compiler.check import modules

    parsed: list[str] = []

    def noting(source: Source) -> Any:
        parsed.append(source.name)
        return parse(source)

    monkeypatch.setattr(modules, "parse", noting)
    write("a.sage", "import common.money (Rate)\nfn a(r: Rate) -> f64 = r.to_eur\n")
    write("b.sage", 'import "./common/../common/money.sage" as m\nfn b(r: m.Rate) -> f64 = r.to_eur\n')
    checked("import a (a)\nimport b (b)\nimport common.money (Rate)\nfn f(r: Rate) -> f64 = a(r) + b(r)\n").require()
    assert sorted(parsed) == ["a.sage", "b.sage", "common/money.sage", "shop.sage"]


def test_pipelines_and_tests_of_a_module_stay_there() -> None:
    program = checked("import common.money (HIGH)\nfn f() -> f64 = HIGH\n")
    assert (program.pipelines, program.tests) == ((), ())


def test_a_program_knows_what_it_was_made_of() -> None:
    program = checked("import common.money (HIGH)\nfn f() -> f64 = HIGH\n", path=(Path("lib"),))
    assert [source.name for source in program.sources] == ["shop.sage", "common/money.sage"]
    assert program.files == {"common/money.sage": MONEY}


# ---------------------------------------------------------------- what goes wrong


def test_a_mistake_in_a_module_is_reported_in_its_file_and_once() -> None:
    write("common/money.sage", MONEY + "fn half(x: i64) -> i64 = x + 1.5\nfn more(x: i64) -> i64 = half(x)\n")
    write("other.sage", "import common.money (half)\nfn other(x: i64) -> i64 = half(x)\n")
    text = (
        "import common.money (half, more)\nimport other (other)\nfn f(x: i64) -> i64 = half(x) + more(x) + other(x)\n"
    )
    message = one(text)
    assert (message.code, str(message.span)) == ("E0302", "common/money.sage:12:28")


def test_a_module_that_cannot_be_read_is_reported_in_its_file_alone() -> None:
    write("common/money.sage", MONEY + "schema Broken { a: i64\nfn = 3\n")
    text = """import common.money (Rate, Broken, Lost)
        import common.money as m
        fn f(r: Rate) -> m.Other = m.lost(r, Lost, m.HIGHER)
        fn g(b: Broken) -> i64 = b.a
        """
    assert {d.span.source.name for d in checked(text).diagnostics} == {"common/money.sage"}


def test_warnings_of_a_module_are_its_own() -> None:
    write("a.sage", "import common.money (Rate)\nconst A = 1\n")
    assert said("import a (A)\nfn f() -> i64 = A\n") == ""
    (warning,) = driver.check(driver.read(Path("a.sage"))).diagnostics
    assert warning.code == "W0251"


@pytest.mark.parametrize(
    ("text", "code", "place", "message", "help"),
    [
        ("import comon.money (Rate)", "E0207", 8, "there is no module `comon.money`", "did you mean `common.money`?"),
        ("import common.mony", "E0207", 8, "there is no module `common.mony`", "did you mean `common.money`?"),
        (
            "import 'common/mony.sage'", "E0207", 8, "there is no file common/mony.sage",
            'did you mean "common/money.sage"?',
        ),
        ("import common.money (Rates)", "E0207", 22, "`common.money` has no `Rates`", "did you mean `Rate`?"),
        (
            "import common.money (_BASE)", "E0207", 22, "`_BASE` is private to `common.money`",
            "names that begin with `_` stay in their file",
        ),
        (
            "import common.money (unused)", "E0207", 22, "`unused` is a pipeline, and pipelines are not imported",
            "import what it is made of: schemas, functions, constants",
        ),
        (
            "import common.money as m\nfn f(r: m.Rates) -> f64 = 1.0", "E0207", 11, "`common.money` has no `Rates`",
            "did you mean `Rate`?",
        ),
        (
            "import common.money as m\nfn f() -> f64 = m.HIG", "E0207", 19, "`common.money` has no `HIG`",
            "did you mean `HIGH`?",
        ),
        (
            "import common.money as m\nfn f() -> f64 = m.euro(1.0)", "E0207", 19, "`common.money` has no `euro`",
            "did you mean `euros`?",
        ),
        (
            "import common.money as m\nfn f() -> f64 = m._BASE", "E0207", 19, "`_BASE` is private to `common.money`",
            "names that begin with `_` stay in their file",
        ),
        (
            "import common.money (Rate)\nschema Rate { a: i64 }\nfn f(r: Rate) -> i64 = 1", "E0206", 8,
            "`Rate` is imported and declared", "give this one another name",
        ),
        (
            "import common.money (Rate, Rate)\nfn f(r: Rate) -> i64 = 1", "E0206", 28, "`Rate` is imported twice",
            "import one of them under a name: `import ... as ...`",
        ),
        (
            "import common.money as m\nconst m = 3\nfn f() -> i64 = m", "E0206", 7, "`m` is imported and declared",
            "give this one another name",
        ),
    ],
)  # fmt: skip
def test_a_wrong_import_is_explained(text: str, code: str, place: int, message: str, help: str) -> None:
    found = one(text + "\n")
    assert (found.code, found.span.column, found.message, found.help) == (code, place, message, help)


def test_two_modules_with_a_name_in_common_clash_where_both_are_imported() -> None:
    write("other.sage", "schema Rate { a: i64 }\n")
    assert said("import common.money\nimport other\nfn f(r: Rate) -> f64 = HIGH\n") == (
        "error[E0206]: `Rate` is imported twice\n"
        "  --> shop.sage:2:8\n"
        " 1 | import common.money\n"
        "   |        ------------ from `common.money`\n"
        " 2 | import other\n"
        "   |        ^^^^^ again from `other`\n"
        "   = help: import one of them under a name: `import ... as ...`\n"
    )


def test_what_a_module_imports_it_does_not_pass_on() -> None:
    write("other.sage", "import common.money (Rate)\nfn other(r: Rate) -> f64 = r.to_eur\n")
    assert said("import other (other, Rate)\nfn f(r: Rate) -> f64 = other(r)\n") == (
        "error[E0207]: `other` imports `Rate` and does not pass it on\n"
        "  --> shop.sage:1:22\n"
        " 1 | import other (other, Rate)\n"
        "   |                      ^^^^ not declared there\n"
        "  ::: other.sage:1:22\n"
        " 1 | import common.money (Rate)\n"
        "   |                      ---- imported here\n"
        "   = help: import it from `common.money`, too\n"
    )


def test_a_module_that_is_not_there_says_where_it_was_looked_for() -> None:
    (message,) = checked("import nexmark (Bid)\n", "shops/shop.sage", (Path("lib"),)).diagnostics
    assert message.notes == ("looked for shops/nexmark.sage, lib/nexmark.sage",)


def test_a_file_that_is_no_text_is_reported() -> None:
    Path("bytes.sage").write_bytes(b"const A = 1\xff\n")
    message = one("import bytes (A)\nfn f() -> i64 = A\n")
    assert (message.code, message.message, message.label) == (
        "E0207",
        "bytes.sage is not UTF-8 text",
        "byte 11 is 0xff",
    )


def test_a_label_shows_the_field_of_a_schema_in_its_file() -> None:
    text = 'import common.money (Rate)\nfrom jsonl("r.jsonl") as Rate |> filter to_eur |> into stdout()\n'
    assert said(text).splitlines()[4:7] == [
        "  ::: common/money.sage:4:35",
        " 4 | schema Rate { currency: Currency, to_eur: f64 }",
        "   |                                   ----------- `to_eur` is f64",
    ]


def test_of_two_schemas_of_one_name_no_field_is_taken_for_the_other() -> None:
    text = """import common.money as m
        schema Rate { to_eur: str }
        from jsonl("r.jsonl") as m.Rate |> filter to_eur |> into stdout()
        """
    assert one(text).labels == ()


def test_a_module_is_no_value() -> None:
    message = one("import common.money as m\nfn f() -> f64 = m\n")
    assert (message.code, message.message, message.help) == (
        "E0201", "`m` is a module", "name something of it: `m.Currency`",
    )  # fmt: skip


# ---------------------------------------------------------------- cycles


def test_a_cycle_shows_the_way_round() -> None:
    write("a.sage", "import b (B)\nconst A = 1\nconst A2 = B\n")
    write("b.sage", "import c (C)\nconst B = C\n")
    write("c.sage", "## Back again.\nimport a (A)\nconst C = A\n")
    assert said("import a (A2)\nfn f() -> i64 = A2\n") == (
        "error[E0208]: these files import one another\n"
        "  --> c.sage:2:8\n"
        " 2 | import a (A)\n"
        "   |        ^ back to a.sage\n"
        "  ::: a.sage:1:8\n"
        " 1 | import b (B)\n"
        "   |        - imports b.sage\n"
        "  ::: b.sage:1:8\n"
        " 1 | import c (C)\n"
        "   |        - imports c.sage\n"
        "   = note: the way round: a.sage -> b.sage -> c.sage -> a.sage\n"
        "   = help: move what both need into a file of its own\n"
    )


def test_a_file_that_imports_its_importer_is_a_cycle() -> None:
    write("a.sage", "import shop (X)\nconst A = X\n")
    message = one("import a (A)\nconst X = 1\nfn f() -> i64 = A\n")
    assert (message.code, str(message.span)) == ("E0208", "a.sage:1:8")


# ---------------------------------------------------------------- what is not used


@pytest.mark.parametrize(
    ("imported", "message", "rest"),
    [
        ("import common.money (Rate, HIGH)\n", "`Rate` is imported and not used", "import common.money (HIGH)\n"),
        ("import common.money (HIGH, Rate)\n", "`Rate` is imported and not used", "import common.money (HIGH)\n"),
        ("import common.money as m\nconst HIGH = 1.0\n", "nothing of `common.money` is used", "const HIGH = 1.0\n"),
        ("import common.money (Rate, Cents)\nconst HIGH = 1.0\n", "nothing of `common.money` is used",
         "const HIGH = 1.0\n"),
    ],
)  # fmt: skip
def test_an_import_that_is_not_used_can_be_left_out(imported: str, message: str, rest: str) -> None:
    from sage.base.render import apply

    text = "fn f() -> f64 = HIGH\n"
    found = one(imported + text)
    assert (found.code, found.severity, found.message) == ("W0251", "warning", message)
    assert found.fix is not None and apply(found.fix.edits, imported + text) == rest + text
