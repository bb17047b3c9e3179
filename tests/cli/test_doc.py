"""`sagec doc`: pages of programs, from their declarations and what stands above these."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sage.cli.drawing import svg
from sage.cli.sagec import main
from sage.compiler import driver

MONEY = """## Money and what it is worth.

## A currency that we trade in.
enum Currency { EUR, USD }

## What one unit is worth.
schema Rate {
  ## Of which currency.
  currency: Currency @key
  to_eur: f64 = 1.0
}
schema _Hidden { a: i64 }

type Cents = i64
const HIGH = 5_000.0

## An amount in `EUR`.
fn euros(amount: f64, rate: f64 = HIGH) -> f64 = amount * rate
fn both(a: list<str>) = a + ["<&>"]
"""
SHOP = """## Prices what is in a basket.
import common.money as m

schema Basket { id: u64, rates: list<m.Rate> }
schema Price { id: u64, total: f64 }

## Answers with the price.
##
## - a discount is taken off
## - nothing is free
pipeline prices {
  set version = "1.2.0"
  ## What is taken off, in percent.
  param discount: f64 = 10.0
  param where: str
  ## Baskets that somebody wants to buy.
  let baskets = from request as Basket
  from baskets |> select id, total = m.euros(100.0 - discount) |> into response as Price
  let seen = from jsonl("seen.jsonl") as Price
  from seen |> split dear = total > 10.0 else cheap
  from dear |> into csv("dear.csv")
  from cheap |> into null
}

test "ten percent are taken off" for prices { expect call(id: 1, rates: []).total > 0.0 }
test "euros are euros" { expect m.euros(1.0, 1.0) == 1.0 }
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "common").mkdir()
    (tmp_path / "common" / "money.sage").write_text(MONEY)
    (tmp_path / "shop.sage").write_text(SHOP)
    return tmp_path


def doc(*arguments: str) -> Result:
    result = CliRunner().invoke(main, ["doc", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def text_of(page: str) -> str:
    """What a reader of a page sees, pictures left out."""
    body = page[page.index("<main>") : page.index("</main>")]
    body = re.sub(r"<svg.*?</svg>", "", body, flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


class _Balanced(HTMLParser):
    """Fails where tags do not match."""

    alone = ("meta", "br", "path", "rect")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag not in self.alone:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: Any) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


# ---------------------------------------------------------------- HTML


def test_every_program_has_a_page_and_one_lists_them() -> None:
    assert doc().exit_code == 0
    pages = {path.name: path.read_text() for path in Path("build/doc").iterdir()}
    assert sorted(pages) == ["common.money.html", "index.html", "shop.html"]
    assert text_of(pages["index.html"]) == (
        "Programs program holds common.money Money and what it is worth. 1 schema, 1 enum, 1 type, 1 constant, "
        "2 functions shop Prices what is in a basket. 1 pipeline, 2 schemas"
    )
    for page in pages.values():
        parser = _Balanced()
        parser.feed(page.removeprefix("<!doctype html>"))
        assert parser.open == []
        assert not re.findall(r'(?:src|href)="(?:https?:)?//', page), "it needs nothing but itself"
        assert "prefers-color-scheme: dark" in page


def test_a_page_says_what_is_declared() -> None:
    doc("-o", "out")
    page = text_of(Path("out/common.money.html").read_text())
    assert "Rate What one unit is worth. field type default currency Currency @key Of which currency." in page
    assert "to_eur f64 1.0" in page
    assert "Currency A currency that we trade in. variant EUR USD" in page
    assert "Cents i64" in page and "HIGH: f64 = 5000.0" in page
    assert "euros(amount: f64, rate: f64 = HIGH) -&gt; f64 An amount in EUR ." in page
    assert "both(a: list&lt;str&gt;) -&gt; list&lt;str&gt;" in page
    assert "_Hidden" not in page


def test_a_pipeline_has_its_options_settings_streams_and_picture() -> None:
    doc("-o", "out")
    whole = Path("out/shop.html").read_text()
    page = text_of(whole)
    assert "prices Answers with the price. a discount is taken off nothing is free" in page
    assert "Answers process( Basket ) -&gt; Price" in page
    assert "--discount f64 10.0 What is taken off, in percent. --where str" in page
    assert "version &quot;1.2.0&quot;" in page
    assert "baskets Basket Baskets that somebody wants to buy. seen Price dear Price cheap Price" in page
    assert "Reads request as Basket , jsonl(&quot;seen.jsonl&quot;) as Price ." in page
    assert "Tested: ten percent are taken off" in page and "Tested: euros are euros" in page
    assert whole.count("<svg ") == 1 and "split dear = total &gt; 10.0 else cheap</text>" in whole


def test_types_lead_to_where_they_are_described() -> None:
    doc("-o", "out")
    shop, money = (Path(f"out/{name}.html").read_text() for name in ("shop", "common.money"))
    assert 'list&lt;<a href="common.money.html#Rate">m.Rate</a>&gt;' in shop
    assert '<a href="#Basket">Basket</a>' in shop and '<h3 id="Basket">' in shop
    assert '<a href="#Currency">Currency</a>' in money


def test_a_project_gives_its_name(tmp_path: Path) -> None:
    (tmp_path / "sage.toml").write_text('[project]\nname = "Shop & Co"\nversion = "2.0.0"\n')
    doc("shop.sage")
    assert "<title>Shop &amp; Co 2.0.0</title>" in Path("build/doc/index.html").read_text()


def test_a_page_can_be_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    doc("--open")
    assert opened == [Path("build/doc/index.html").resolve().as_uri()]


def test_a_program_with_errors_has_no_page_and_the_others_have(tmp_path: Path) -> None:
    (tmp_path / "wrong.sage").write_text("fn f(x: i64) -> i64 = y\n")
    result = doc()
    assert result.exit_code == 1 and "there is no name `y`" in result.stderr
    assert sorted(path.name for path in Path("build/doc").iterdir()) == [
        "common.money.html", "index.html", "shop.html",
    ]  # fmt: skip


# ---------------------------------------------------------------- Markdown and JSON


def test_markdown_has_the_same_tables() -> None:
    doc("--format", "md", "-o", "out")
    money, shop = (Path(f"out/{name}.md").read_text() for name in ("common.money", "shop"))
    assert money.startswith("# common.money\n\nMoney and what it is worth.\n\n## Schemas\n\n### Rate\n")
    assert "| `currency` | `Currency @key` |  | Of which currency. |\n" in money
    assert "`euros(amount: f64, rate: f64 = HIGH) -> f64`" in money
    assert "| `--discount` | `f64` | `10.0` | What is taken off, in percent. |\n" in shop
    assert "Answers `process(Basket) -> Price`." in shop
    assert Path("out/index.md").read_text() == (
        "# Programs\n\n- [common.money](common.money.md): Money and what it is worth.\n"
        "- [shop](shop.md): Prices what is in a basket.\n"
    )


def test_json_is_an_object_a_line() -> None:
    lines = [json.loads(line) for line in doc("--format", "json").stdout.splitlines()]
    assert [(line["v"], line["kind"], line["module"]) for line in lines] == [
        (1, "doc", "common.money"), (1, "doc", "shop"),
    ]  # fmt: skip
    (pipeline,) = lines[1]["pipelines"]
    assert pipeline["params"][1] == {"name": "where", "doc": "", "type": "str", "default": None}
    assert pipeline["response"]["columns"] == [{"name": "id", "type": "u64"}, {"name": "total", "type": "f64"}]
    assert lines[1]["imports"] == [{"path": "common.money", "module": "common.money", "as": "m", "names": []}]


# ---------------------------------------------------------------- pictures


def boxes(picture: str) -> list[tuple[str, str]]:
    """The kind and the text of every box."""
    found = re.findall(r'<g class="(\w+)">.*?</g>', picture, re.S)
    texts = [re.findall(r"<text x[^>]*>([^<]*)</text>", box) for box in re.findall(r"<g .*?</g>", picture, re.S)]
    return list(zip(found, [" ".join(lines) for lines in texts], strict=True))


def picture_of(text: str, tmp_path: Path) -> str:
    (tmp_path / "p.sage").write_text(text)
    pipeline = driver.check(driver.read(tmp_path / "p.sage")).require().pipeline()
    return svg(pipeline.flow, pipeline.streams)


def test_a_picture_has_a_box_for_each_stage_as_it_is_written(tmp_path: Path) -> None:
    picture = picture_of(
        """let rows = from values([{a: 1, b: "x"}])
        from rows |> filter a > 0 and b != "<"
          |> aggregate n = count(), share = sum(a) / count() by b |> into stdout()
        from rows |> into null
        """,
        tmp_path,
    )
    assert boxes(picture) == [
        ("source", "values([{a: 1, b: &quot;x&quot;}])"),
        ("stage", "filter a &gt; 0 and b != &quot;&lt;&quot;"),
        ("stage", "aggregate n = count(), share = sum(a) / count() by b"),
        ("sink", "into stdout()"),
        ("sink", "into null"),
    ]
    assert picture.count('marker-end="url(#sage-arrow)"') == 4
    assert '<text class="name"' in picture and ">rows</text>" in picture
    assert "<title>{b: str, n: i64, share: f64}</title>" in picture


def test_boxes_stand_below_what_they_read_and_beside_one_another(tmp_path: Path) -> None:
    picture = picture_of(
        """let a = from range(0, 3)
        let b = from range(0, 3)
        from union(a, b) |> split low = it < 2 else high
        from low |> into stdout()
        from high |> into stderr()
        """,
        tmp_path,
    )
    places = [tuple(map(float, p)) for p in re.findall(r'<rect x="([\d.]+)" y="([\d.]+)"', picture)]
    assert len(set(places)) == len(places) == 6
    rows = sorted({y for _, y in places})
    assert [sum(y == row for _, y in places) for row in rows] == [2, 1, 1, 2]
    size = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', picture)
    assert size is not None and all(0 <= x <= float(size[1]) - 260 and 0 <= y < float(size[2]) for x, y in places)


def test_a_long_stage_is_cut(tmp_path: Path) -> None:
    columns = ", ".join(f"column_{n} = {n}" for n in range(40))
    picture = picture_of(f"from values([{{a: 1}}]) |> select {columns} |> into stdout()\n", tmp_path)
    (select,) = (text for kind, text in boxes(picture) if kind == "stage")
    assert select.startswith("select column_0 = 0, column_1 = 1,") and select.endswith(" ...")
