"""What an artifact says about itself, as JSON; `base/manifest.py` is the model that reads it."""

from __future__ import annotations

from typing import Any

from sage.base import values
from sage.base.types import MISSING, Enum, Schema, Type, Variant
from sage.compiler.emit.modeller import default_text
from sage.compiler.emit.needs import libraries_of
from sage.compiler.ir.flow import SinkOp, SourceOp
from sage.compiler.ir.pipeline import Pipeline
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
                "default": None if p.is_required else default_text(p),
                "required": p.is_required,
                "doc": p.doc,
            }
            for p in pipeline.params
        ],
        "methods": _methods(pipeline),
        "schemas": _schemas(pipeline),
        "enums": _enums(pipeline),
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
    named = (type for type in _exchanged(pipeline) if isinstance(type, Schema) and type.name and not type.plain)
    return {str(schema.name): [_field(f) for f in schema] for schema in named}


def _enums(pipeline: Pipeline) -> dict[str, Any]:
    enums = (type for type in _exchanged(pipeline) if isinstance(type, Enum))
    return {enum.name: [_variant(v) for v in enum.variants] for enum in enums}


def _exchanged(pipeline: Pipeline) -> list[Type]:
    """The types of what callers give and get, and of the parts of these."""
    found: list[Type] = [row for row in (pipeline.request, pipeline.response) if row is not None]
    for type in found:
        found.extend(part for part in type.parts if part not in found)
    return found


def _variant(v: Variant) -> dict[str, Any]:
    return {"name": v.name} if v.payload is None else {"name": v.name, "payload": str(v.payload)}


def _field(f: Any) -> dict[str, Any]:
    described = {"name": f.outside_name, "type": str(f.type)}
    if f.default is not MISSING:
        described["default"] = values.to_json(f.default, f.type)
    return described
