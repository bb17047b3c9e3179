"""`sagec doc`: what programs say of themselves, gathered here as data; `pages.py` makes pages of it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

from sage.base.diagnostics import Diagnostic
from sage.base.source import Source
from sage.base.types import Schema
from sage.cli.commands import use_color
from sage.cli.drawing import svg
from sage.cli.files import programs
from sage.cli.settings import modules, settings
from sage.compiler import driver
from sage.compiler.check.imports import is_private
from sage.compiler.check.program import Program
from sage.compiler.ir.code import Const
from sage.compiler.ir.flow import Cardinality, Flow, Op, SinkOp, SourceOp
from sage.compiler.ir.pipeline import Pipeline
from sage.compiler.ir.printer import print_expr
from sage.compiler.syntax import tree

Form = Literal["html", "md", "json"]
_FOLDER = Path("build") / "doc"


def document_paths(paths: Sequence[Path], form: Form, folder: Path | None, *, opens: bool = False) -> int:
    """Writes a page for every program, and one that lists them; 1 if a program has errors."""
    shared, found = modules(), []
    described: list[dict[str, Any]] = []
    for path in programs(paths):
        program = driver.check(driver.read(path), shared)
        found += [d for d in program.diagnostics if d.severity == "error"]
        if not program.has_errors:
            described.append(describe(program))
    _report(found)
    if form == "json" and folder is None:
        for module in described:
            print(json.dumps({"v": 1, "kind": "doc", **module}, ensure_ascii=False))
    else:
        _write(described, form, folder or _FOLDER, opens)
    return 1 if found else 0


def _report(found: Sequence[Diagnostic]) -> None:
    from sage.base.render import in_order, report, summary

    if found:
        once = in_order(found)
        sys.stderr.write(report(once, color=use_color()) + "\n" + summary(once, "they have no pages"))


def _write(described: Sequence[dict[str, Any]], form: Form, folder: Path, opens: bool) -> None:
    from sage.cli.markdown import markdown_pages
    from sage.cli.pages import html_pages

    project = settings().project
    title = " ".join(filter(None, (project.name, project.version))) or "Programs"
    if form == "json":
        pages = {f"{module['module']}.json": json.dumps(module, ensure_ascii=False, indent=2) for module in described}
    else:
        pages = (html_pages if form == "html" else markdown_pages)(described, title)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")
    index = folder / f"index.{form}"
    shown = index if index.exists() else folder
    print(f"{len(described)} {'program' if len(described) == 1 else 'programs'} -> {shown}", file=sys.stderr)
    if opens:
        import webbrowser

        webbrowser.open(shown.resolve().as_uri())


# ---------------------------------------------------------------- a program as data


def describe(program: Program) -> dict[str, Any]:
    """What a program declares and does; private names stay out of it."""
    module = program.modules[0]
    items = [item for item in module.program.items if not is_private(getattr(item, "name", None) or "")]
    pipelines = {item.name: item for item in items if isinstance(item, tree.PipelineDecl)}
    return {
        "module": module_name(program.source),
        "file": program.source.name,
        "doc": module.program.doc,
        "imports": [_import(item, program) for item in module.program.items if isinstance(item, tree.Import)],
        "schemas": [_schema(item) for item in items if isinstance(item, tree.SchemaDecl)],
        "enums": [_enum(item) for item in items if isinstance(item, tree.EnumDecl)],
        "types": [{**_named(item), "type": _text(item.type)} for item in items if isinstance(item, tree.Alias)],
        "constants": [_constant(item, program) for item in items if isinstance(item, tree.Const)],
        "functions": [_function(item, program) for item in items if isinstance(item, tree.FnDecl | tree.ExternDecl)],
        "services": [_service(item) for item in items if isinstance(item, tree.ServiceDecl)],
        "pipelines": [_pipeline(p, pipelines.get(p.name), program) for p in program.pipelines],
        "tests": [case.title for case in program.tests if case.pipeline is None],
    }


def module_name(source: Source) -> str:
    """`common.money` for common/money.sage: the name of its page, and of an import from here."""
    parts = [part for part in Path(source.name).with_suffix("").parts if part not in ("/", "..", ".")]
    return ".".join(parts)


def _text(node: tree.Node) -> str:
    """As it is written, on one line."""
    return " ".join(node.span.text.split())


def _named(item: Any) -> dict[str, Any]:
    return {"name": item.name, "doc": item.doc}


def _import(item: tree.Import, program: Program) -> dict[str, Any]:
    imported = program.modules[0].declarations.imported[item.path]
    names = [n.name for n in item.names]
    alias = item.alias.name if item.alias else None
    offered = names if names or alias is not None else imported.exports
    return {"path": item.path, "module": module_name(imported.source), "as": alias, "names": offered}


def _schema(item: tree.SchemaDecl) -> dict[str, Any]:
    fields = [
        {
            "name": f.name,
            "type": _text(f.type),
            "default": _text(f.default) if f.default is not None else None,
            "attributes": [_text(a) for a in f.attributes],
            "doc": f.doc,
        }
        for f in item.fields
    ]
    return {**_named(item), "fields": fields}


def _enum(item: tree.EnumDecl) -> dict[str, Any]:
    variants = [{"name": v.name, "payload": _text(v.payload) if v.payload is not None else None} for v in item.variants]
    return {**_named(item), "variants": variants}


def _constant(item: tree.Const, program: Program) -> dict[str, Any]:
    value = program.modules[0].declarations.names.value(item.name, item.name_span)
    known = print_expr(value) if isinstance(value, Const) else _text(item.value)
    type = _text(item.type) if item.type is not None else str(value.type) if value is not None else ""
    return {**_named(item), "type": type, "value": known}


def _function(item: tree.FnDecl | tree.ExternDecl, program: Program) -> dict[str, Any]:
    params = [_param(p) for p in item.params]
    result = _text(item.result) if item.result is not None else None
    if result is None:
        known = program.modules[0].declarations.names.functions[item.name](None)
        result = str(known.body.type) if known is not None else ""
    language = item.language if isinstance(item, tree.ExternDecl) else None
    return {**_named(item), "params": params, "result": result, "language": language}


def _param(p: tree.FnParam) -> dict[str, Any]:
    return {"name": p.name, "type": _text(p.type), "default": _text(p.default) if p.default is not None else None}


def _service(item: tree.ServiceDecl) -> dict[str, Any]:
    methods = [
        {"name": s.name, "params": [_param(p) for p in s.params], "result": _text(s.result)} for s in item.signatures
    ]
    return {**_named(item), "methods": methods}


# ---------------------------------------------------------------- pipelines


def _pipeline(pipeline: Pipeline, node: tree.PipelineDecl | None, program: Program) -> dict[str, Any]:
    items = node.items if node is not None else program.modules[0].program.items
    docs = {item.name: item.doc for item in items if isinstance(item, tree.FlowLet)}
    request = pipeline.request if pipeline.response is not None else None
    named = {name: op for name, op in pipeline.streams.items() if name != "errors"}
    ops = Flow((*pipeline.flow.sinks, *named.values())).ops
    return {
        "name": pipeline.name,
        "doc": pipeline.doc,
        "settings": [{"name": i.name, "value": _text(i.value)} for i in items if isinstance(i, tree.Setting)],
        "params": [
            {**_named(i), "type": _text(i.type), "default": _text(i.default) if i.default is not None else None}
            for i in items
            if isinstance(i, tree.Param)
        ],
        "request": _row(request, program) if request is not None else None,
        "response": _answer(pipeline, program) if request is not None else None,
        "streams": [
            {"name": name, "doc": docs.get(name, ""), "row": _row(op.schema, program)} for name, op in named.items()
        ],
        "sources": list(_places(ops, SourceOp)),
        "sinks": list(_places(ops, SinkOp)),
        "tests": [case.title for case in program.tests if case.pipeline is pipeline],
        "graph": svg(Flow(_ends(pipeline)), named),
    }


def _ends(pipeline: Pipeline) -> tuple[Op, ...]:
    """The sinks, and the streams that nothing reads."""
    flow = Flow((*pipeline.flow.sinks, *pipeline.streams.values()))
    return (*pipeline.flow.sinks, *(op for op in dict.fromkeys(pipeline.streams.values()) if not flow.consumers[op]))


def _row(schema: Schema, program: Program) -> dict[str, Any]:
    """The rows of a stream: the name of their type, if there is one such, and their columns."""
    name = schema.name
    if name is None and not schema.plain:
        known = program.modules[0].declarations.names.types.items()
        alike = [other for other, type in known if type == schema]
        name = alike[0] if len(alike) == 1 else None
    columns = [{"name": f.name, "type": str(f.type)} for f in schema]
    return {"type": name, "plain": schema.plain, "columns": columns}


def _answer(pipeline: Pipeline, program: Program) -> dict[str, Any]:
    assert pipeline.response is not None
    row = _row(pipeline.response, program)
    one = row["type"] or str(pipeline.response)
    forms = {Cardinality.ONE: one, Cardinality.AT_MOST_ONE: f"{one}?", Cardinality.MANY: f"list<{one}>"}
    return {**row, "answer": forms[pipeline.response_cardinality]}


def _places(ops: Sequence[Op], kind: type[Op]) -> Iterator[str]:
    for op in ops:
        if isinstance(op, kind):
            text = _text_of(op)
            yield text if kind is SourceOp or not text.startswith("into ") else text.removeprefix("into ")


def _text_of(op: Op) -> str:
    return " ".join(op.place.span.text.split()) if op.place is not None else op.name
