"""Pages of `sagec doc` as Markdown, for where other pages are kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sage.cli.pages import SECTIONS, Module, about, row_type, signature


def markdown_pages(modules: Sequence[Module], title: str) -> dict[str, str]:
    """All pages by their names, `index.md` among them."""
    listed = [f"- [{m['module']}]({m['module']}.md)" + (f": {_flat(about(m))}" if about(m) else "") for m in modules]
    pages = {"index.md": "\n".join([f"# {title}", "", *listed]) + "\n"}
    for module in modules:
        pages[f"{module['module']}.md"] = "\n\n".join(filter(None, _markdown(module))) + "\n"
    return pages


def _flat(text: str) -> str:
    return " ".join(text.split())


def _markdown(module: Module) -> Iterator[str]:
    yield f"# {module['module']}"
    yield str(module["doc"])
    for section, heading in SECTIONS:
        if module[section]:
            yield f"## {heading}"
        for item in module[section]:
            yield f"### {item['name']}"
            yield str(item["doc"])
            yield from _markdown_of(section, item)
    yield "\n".join(f"- tested: {title}" for title in module["tests"])


def _markdown_of(section: str, item: Module) -> Iterator[str]:
    match section:
        case "pipelines":
            if item["request"] is not None:
                yield f"Answers `process({row_type(item['request'])}) -> {item['response']['answer']}`."
            yield _rows(("option", "type", "default", ""), [
                (f"--{p['name']}", p["type"], p["default"], _flat(p["doc"])) for p in item["params"]])  # fmt: skip
            yield _rows(("setting", ""), [(s["name"], s["value"]) for s in item["settings"]])
            yield _rows(("stream", "rows", ""), [
                (s["name"], row_type(s["row"]), _flat(s["doc"])) for s in item["streams"]])  # fmt: skip
            for what, where in (("Reads", item["sources"]), ("Writes", item["sinks"])):
                yield f"{what} {', '.join(f'`{w}`' for w in dict.fromkeys(where))}." if where else ""
            yield "\n".join(f"- tested: {title}" for title in item["tests"])
        case "schemas":
            yield _rows(("field", "type", "default", ""), [
                (f["name"], " ".join([f["type"], *f["attributes"]]), f["default"], _flat(f["doc"]))
                for f in item["fields"]])  # fmt: skip
        case "enums":
            yield _rows(("variant", "carries"), [(v["name"], v["payload"]) for v in item["variants"]])
        case "types":
            yield f"`{item['type']}`"
        case "constants":
            yield f"`{item['name']}: {item['type']} = {item['value']}`"
        case "functions":
            yield f"`{signature(item)}`"
        case _:
            yield "\n".join(f"- `{signature(method)}`" for method in item["methods"])


def _rows(headings: Sequence[str], rows: Sequence[Sequence[str | None]]) -> str:
    """A table; all but a last column without heading is code."""
    if not rows:
        return ""
    prose = len(headings) - 1 if headings[-1] == "" and len(headings) > 2 else len(headings)
    lines = [f"| {' | '.join(headings)} |", f"|{' --- |' * len(headings)}"]
    for row in rows:
        cells = [(f"`{c}`" if i < prose else c) if c else "" for i, c in enumerate(row)]
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines)
