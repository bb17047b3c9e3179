"""Pages of `sagec doc` as HTML that needs nothing but itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from typing import Any

Module = Mapping[str, Any]  # as `documenting.describe` gives it

_STYLE = """
:root { --back: #ffffff; --text: #1d2430; --soft: #667085; --line: #e3e6ec; --code: #f5f6f8; --link: #2457c5; }
@media (prefers-color-scheme: dark) {
  :root { --back: #12161d; --text: #e6eaf2; --soft: #9aa5b8; --line: #2a3240; --code: #1b212c; --link: #8ab4ff; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text); font: 16px/1.55 system-ui, sans-serif; display: flex; }
nav { width: 15rem; flex: none; height: 100vh; position: sticky; top: 0; overflow: auto; padding: 1.5rem 1rem;
  border-right: 1px solid var(--line); font-size: 14px; }
nav ul { list-style: none; margin: 0; padding: 0 0 0 .8rem; }
main { padding: 1.5rem 2.5rem 4rem; min-width: 0; max-width: 62rem; }
h1, h2, h3 { line-height: 1.25; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); padding-bottom: .3rem; }
h3 { margin: 2rem 0 .5rem; font-family: ui-monospace, monospace; }
a { color: var(--link); text-decoration: none; }
a:hover { text-decoration: underline; }
code, pre { font: .9em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; background: var(--code);
  border-radius: 4px; padding: .1em .3em; }
pre { padding: .8rem 1rem; overflow: auto; }
table { border-collapse: collapse; margin: .6rem 0 1rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem 1.2rem .3rem 0; border-bottom: 1px solid var(--line); }
th { color: var(--soft); font-weight: 500; font-size: 14px; }
.soft { color: var(--soft); }
.graph { overflow: auto; padding: .5rem 0; }
@media (max-width: 50rem) { body { display: block; } nav { width: auto; height: auto; position: static; } }
"""
SECTIONS = (
    ("pipelines", "Pipelines"), ("schemas", "Schemas"), ("enums", "Enums"), ("types", "Types"),
    ("constants", "Constants"), ("functions", "Functions"), ("services", "Services"),
)  # fmt: skip
_WORD = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")


def signature(function: Module) -> str:
    """`euros(amount: f64, rate: Rate = ...) -> f64`."""
    return f"{function['name']}({', '.join(map(_param, function['params']))}) -> {function['result']}"


def _param(p: Module) -> str:
    return f"{p['name']}: {p['type']}" + (f" = {p['default']}" if p["default"] is not None else "")


def row_type(row: Module) -> str:
    """The rows of a stream: by the name of their schema, else by their columns."""
    if row["plain"]:
        return str(row["columns"][0]["type"])
    return str(row["type"] or "{" + ", ".join(f"{c['name']}: {c['type']}" for c in row["columns"]) + "}")


# ---------------------------------------------------------------- HTML


def html_pages(modules: Sequence[Module], title: str) -> dict[str, str]:
    """All pages by their names, `index.html` among them."""
    pages = {"index.html": _html(title, _menu(modules), _index(modules, title))}
    known = {module["module"]: module for module in modules}
    for module in modules:
        links = dict(_links(module, known))
        body = "\n".join(_module(module, lambda text, links=links: _linked(text, links)))  # type: ignore[misc]
        pages[f"{module['module']}.html"] = _html(f"{module['module']} - {title}", _menu(modules, module), body)
    return pages


def _html(title: str, menu: str, body: str) -> str:
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="color-scheme" content="light dark">\n<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n'
        f"</head>\n<body>\n<nav>{menu}</nav>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _menu(modules: Sequence[Module], here: Module | None = None) -> str:
    lines = ['<a href="index.html">All programs</a>', "<ul>"]
    for module in modules:
        lines.append(f'<li><a href="{module["module"]}.html">{escape(module["module"])}</a>')
        if module is here:
            names = [item["name"] for section, _ in SECTIONS for item in module[section]]
            lines += ["<ul>", *(f'<li><a href="#{escape(n)}">{escape(n)}</a></li>' for n in names), "</ul>"]
        lines.append("</li>")
    return "\n".join([*lines, "</ul>"])


def _index(modules: Sequence[Module], title: str) -> str:
    rows = [
        [f'<a href="{m["module"]}.html"><code>{escape(m["module"])}</code></a>', _line(about(m)), _contents(m)]
        for m in modules
    ]
    return f"<h1>{escape(title)}</h1>\n" + _table(("program", "", "holds"), rows)


def about(module: Module) -> str:
    """The first paragraph of what a program says of itself; of its only pipeline if it says nothing."""
    text = str(module["doc"] or next((p["doc"] for p in module["pipelines"]), ""))
    return text.split("\n\n")[0]


def _contents(module: Module) -> str:
    counts = ((len(module[section]), name.lower()) for section, name in SECTIONS)
    return ", ".join(f"{n} {name if n > 1 else name.removesuffix('s')}" for n, name in counts if n)


def _module(module: Module, linked: Callable[[str], str]) -> Iterator[str]:
    yield f"<h1>{escape(module['module'])}</h1>"
    yield f'<p class="soft">{escape(module["file"])}</p>' + _prose(module["doc"])
    makers: dict[str, Callable[[Module, Callable[[str], str]], Iterator[str]]] = {
        "pipelines": _pipeline, "schemas": _schema, "enums": _enum, "types": _type, "constants": _constant,
        "functions": _function, "services": _service,
    }  # fmt: skip
    for section, heading in SECTIONS:
        if module[section]:
            yield f"<h2>{heading}</h2>"
        for item in module[section]:
            yield f'<h3 id="{escape(item["name"])}">{escape(item["name"])}</h3>'
            yield from makers[section](item, linked)
    yield from _tests(module["tests"])


def _pipeline(p: Module, linked: Callable[[str], str]) -> Iterator[str]:
    yield _prose(p["doc"])
    if p["request"] is not None:
        call = f"process({linked(row_type(p['request']))}) -&gt; {linked(p['response']['answer'])}"
        yield f"<p>Answers <code>{call}</code></p>"
    if p["params"]:
        rows = [
            [_code("--" + q["name"]), f"<code>{linked(q['type'])}</code>", _default(q["default"]), _line(q["doc"])]
            for q in p["params"]
        ]
        yield _table(("option", "type", "default", ""), rows)
    if p["settings"]:
        yield _table(("setting", ""), [[_code(s["name"]), _code(s["value"])] for s in p["settings"]])
    yield f'<div class="graph">{p["graph"]}</div>'
    if p["streams"]:
        rows = [[_code(s["name"]), f"<code>{linked(row_type(s['row']))}</code>", _line(s["doc"])] for s in p["streams"]]
        yield _table(("stream", "rows", ""), rows)
    for what, where in (("Reads", p["sources"]), ("Writes", p["sinks"])):
        if where:
            yield f"<p>{what} {', '.join(map(_code, dict.fromkeys(where)))}.</p>"
    yield from _tests(p["tests"])


def _schema(s: Module, linked: Callable[[str], str]) -> Iterator[str]:
    yield _prose(s["doc"])
    rows = [
        [
            _code(f["name"]),
            f"<code>{linked(f['type'])}</code>" + "".join(f" {_code(a)}" for a in f["attributes"]),
            _default(f["default"]),
            _line(f["doc"]),
        ]
        for f in s["fields"]
    ]
    yield _table(("field", "type", "default", ""), rows)


def _enum(e: Module, linked: Callable[[str], str]) -> Iterator[str]:
    yield _prose(e["doc"])
    rows = [[_code(v["name"]), f"<code>{linked(v['payload'])}</code>" if v["payload"] else ""] for v in e["variants"]]
    yield _table(("variant", "carries"), rows)


def _type(item: Module, linked: Callable[[str], str]) -> Iterator[str]:
    yield f"<pre>{linked(item['type'])}</pre>{_prose(item['doc'])}"


def _constant(item: Module, linked: Callable[[str], str]) -> Iterator[str]:
    yield f"<pre>{escape(item['name'])}: {linked(item['type'])} = {escape(item['value'])}</pre>{_prose(item['doc'])}"


def _function(item: Module, linked: Callable[[str], str]) -> Iterator[str]:
    yield f"<pre>{linked(signature(item))}</pre>{_prose(item['doc'])}"
    if item["language"]:
        yield f'<p class="soft">written in {"C++" if item["language"] == "cpp" else escape(item["language"])}</p>'


def _service(item: Module, linked: Callable[[str], str]) -> Iterator[str]:
    yield _prose(item["doc"]) + "<pre>" + "\n".join(linked(signature(m)) for m in item["methods"]) + "</pre>"


def _tests(titles: Sequence[str]) -> Iterator[str]:
    if titles:
        yield "<p>Tested:</p><ul>" + "".join(f"<li>{escape(title)}</li>" for title in titles) + "</ul>"


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns in which nothing stands are left out."""
    kept = [i for i in range(len(headings)) if any(row[i] for row in rows)]
    head = "".join(f"<th>{headings[i]}</th>" for i in kept)
    body = "\n".join("<tr>" + "".join(f"<td>{row[i]}</td>" for i in kept) + "</tr>" for row in rows)
    return f"<table>\n<tr>{head}</tr>\n{body}\n</table>"


def _code(text: str) -> str:
    return f"<code>{escape(text)}</code>"


def _default(text: str | None) -> str:
    return "" if text is None else _code(text)


def _line(text: str) -> str:
    """Text with `code` in it."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text))


def _prose(text: str) -> str:
    """Paragraphs, and lists of lines that begin with `- `."""
    parts = []
    for block in filter(None, text.split("\n\n")):
        lines = block.split("\n")
        if all(line.startswith(("- ", "  ")) for line in lines):
            items = re.split(r"^- ", block, flags=re.M)[1:]
            parts.append("<ul>" + "".join(f"<li>{_line(item)}</li>" for item in items) + "</ul>")
        else:
            parts.append(f"<p>{_line(block)}</p>")
    return "".join(parts)


def _links(module: Module, known: Mapping[str, Module]) -> Iterator[tuple[str, str]]:
    """Where the types that a module may name are described."""
    for imported in module["imports"]:
        other = known.get(imported["module"])
        if other is not None:
            prefix = f"{imported['as']}." if imported["as"] else ""
            offered = [item["name"] for section in ("schemas", "enums", "types") for item in other[section]]
            for name in offered if prefix else set(offered) & set(imported["names"]):
                yield prefix + name, f"{other['module']}.html#{name}"
    for section in ("schemas", "enums", "types"):
        yield from ((item["name"], f"#{item['name']}") for item in module[section])


def _linked(text: str, links: Mapping[str, str]) -> str:
    """A type or signature, in which the names of types lead to them."""
    parts, done = [], 0
    for found in _WORD.finditer(text):
        if found[0] in links:
            parts += [escape(text[done : found.start()]), f'<a href="{links[found[0]]}">{escape(found[0])}</a>']
            done = found.end()
    return "".join([*parts, escape(text[done:])])
