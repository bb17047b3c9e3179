"""`sagec run --interpret`: a program run by the reference, with the command line that its executable would take."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sage.base.errors import SageError, UsageError
from sage.cli.settings import modules
from sage.compiler import driver

if TYPE_CHECKING:
    from sage.compiler.ir.pipeline import Parameter, Pipeline
    from sage.compiler.reference.run import Interpreter


_SETTING_FLAGS = {"memory": ("memory", "SIZE"), "workers": ("parallelism", "N")}  # each stands for a setting


def interpret_file(file: Path, args: Sequence[str], name: str | None) -> int:
    """Runs a program by the reference; sinks write what they would, also what came before a record that fails."""
    from sage.compiler.reference.run import Interpreter, RunFailed

    program = driver.check(driver.read(file), modules()).require()
    pipeline = program.pipeline(name)
    if pipeline.request is not None:
        raise SageError(f"{pipeline.name} answers calls, which the interpreter does not: leave out --interpret")
    values, settings = _flags(pipeline, args)
    pipeline = pipeline.with_settings(settings)
    interpreter = Interpreter(driver.narrowed(pipeline).bind(values), str(pipeline.settings.get("on_error", "fail")))
    code = 0
    try:
        interpreter.run()
    except RunFailed as failed:
        place, record = failed.failure.span, failed.failure.record
        print(f"record error[{failed.code}]: {failed.reason}\n  --> {place}\n   = record: {record}", file=sys.stderr)
        code = RunFailed.exit_code
    _write_out(pipeline, interpreter)
    return code


def _write_out(pipeline: Pipeline, interpreter: Interpreter) -> None:
    """Lets all sinks write their rows; failed records that nothing reads go to the pipeline's own file."""
    from sage.base.values import json_text
    from sage.compiler.ir.flow import SinkOp
    from sage.compiler.library.connectors.errors import ERROR_ROW

    for sink, rows in interpreter.results.sinks.items():
        if isinstance(sink, SinkOp):
            sink.write(rows)
    if unread := interpreter.results.unread:
        with open(f"{pipeline.name}.errors.jsonl", "a", encoding="utf-8") as file:
            file.writelines(json_text(failure.row(), ERROR_ROW) + "\n" for failure in unread)


# ---------------------------------------------------------------- the command line


def _flags(pipeline: Pipeline, args: Sequence[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The values of all parameters, and the settings that are given; in the words of an executable where they are
    wrong (cpp_runtime/src/flags.cpp)."""
    from sage.compiler.check.settings import parse_setting

    params = {p.name: p for p in pipeline.params}
    given: dict[str, Any] = {}
    settings: dict[str, Any] = {}
    rest = list(args)
    while rest:
        flag, equals, text = rest.pop(0).partition("=")
        if not flag.startswith("--"):
            raise UsageError(f"`{flag}` is not an option; parameters are given as `--name value`")
        name = flag.removeprefix("--").replace("-", "_")
        if name == "quiet":
            continue
        if name not in params and name != "set" and name not in _SETTING_FLAGS:
            raise UsageError(f"no option is named `{flag}`" + _meant(name, params))
        if not equals:
            text = _next_value(flag, params.get(name), rest)
        if name in _SETTING_FLAGS:
            name, text = "set", f"{_SETTING_FLAGS[name][0]}={text}"
        if name == "set":
            settings.update([parse_setting(text, at_start=True)])
        else:
            given[name] = _parsed(flag, text, params[name])
    missing = [p for p in pipeline.params if p.is_required and p.name not in given]
    if missing:
        doc = f", {missing[0].doc}" if missing[0].doc else ""
        raise UsageError(f"--{missing[0].name} is required: {missing[0].type}{doc}")
    return {p.name: given[p.name] if p.name in given else p.value() for p in pipeline.params}, settings


def _next_value(flag: str, param: Parameter | None, rest: list[str]) -> str:
    """What stands behind an option; a switch may stand alone."""
    from sage.base import types as t

    if param is not None and param.type == t.BOOL and (not rest or rest[0] not in ("true", "false")):
        return "true"
    if not rest:
        wanted = param.type if param is not None else _SETTING_FLAGS.get(flag.removeprefix("--"), ("", "K=V"))[1]
        raise UsageError(f"{flag} wants a value: {wanted}")
    return rest.pop(0)


def _parsed(flag: str, text: str, param: Parameter) -> Any:
    from sage.base.types import Optional, required
    from sage.base.values import from_text

    if isinstance(param.type, Optional) and text == "null":
        return None
    try:
        return from_text(text, required(param.type))
    except ValueError as error:
        raise UsageError(f"{flag}: {error}") from error


def _meant(name: str, params: dict[str, Parameter]) -> str:
    from sage.base.names import closest

    near = closest(name, [*params, "set", "quiet", *_SETTING_FLAGS])
    return f"; did you mean `--{near}`?" if near else ""
