"""What an artifact says about itself, as JSON; `base/manifest.py` is the model that reads it."""

from __future__ import annotations

from typing import Any

from sage.base import values
from sage.base.types import MISSING, Schema
from sage.compiler.emit.model import libraries_of, shown
from sage.compiler.ir.flow import Pipeline, SinkOp, SourceOp
from sage.compiler.plan.plan import Plan

LANGUAGE = "0.1"


def manifest_of(plan: Plan) -> dict[str, Any]:
    """The manifest of a planned pipeline."""
    pipeline = plan.pipeline
    ops = list(plan.numbers)
    return {
        "name": pipeline.name,
        "version": pipeline.settings.get("version", "0.0.0"),
        "doc": pipeline.doc,
        "language": LANGUAGE,
        "params": [
            {
                "name": p.name,
                "type": str(p.type),
                "default": None if p.default is MISSING else shown(p.default, p.type),
                "required": p.default is MISSING,
                "doc": p.doc,
            }
            for p in pipeline.params
        ],
        "methods": _methods(pipeline),
        "schemas": _schemas(pipeline),
        "sources": [op.name for op in ops if isinstance(op, SourceOp)],
        "sinks": [op.name for op in ops if isinstance(op, SinkOp)],
        "settings": {k: v for k, v in pipeline.settings.items() if k != "version"},
        "libraries": list(libraries_of(plan)),
        "stages": [[f"{op.name}_{plan.numbers[op]}" for op in stage.ops] for stage in plan.stages],
    }


def _methods(pipeline: Pipeline) -> list[dict[str, Any]]:
    if pipeline.request is None or pipeline.response is None:
        return []
    fields = [] if pipeline.request.plain else pipeline.request.fields
    params = [{"name": f.outside_name, "type": str(f.type), "required": f.is_required} for f in fields]
    if pipeline.request.plain:
        params = [{"name": "it", "type": str(pipeline.request.value), "required": True}]
    return [{"name": "process", "params": params, "result": str(pipeline.answer), "doc": pipeline.doc, "read": False}]


def _schemas(pipeline: Pipeline) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for schema in (pipeline.request, pipeline.response):
        if isinstance(schema, Schema) and schema.name and not schema.plain:
            found[schema.name] = [_field(f) for f in schema]
    return found


def _field(f: Any) -> dict[str, Any]:
    described = {"name": f.outside_name, "type": str(f.type)}
    if f.default is not MISSING:
        described["default"] = values.to_json(f.default, f.type)
    return described
