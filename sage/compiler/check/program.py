"""A whole file: its declarations, its pipelines, its tests."""

from __future__ import annotations

from collections.abc import Mapping

from sage.base.diagnostics import Diagnostic
from sage.base.errors import CompileError, UsageError
from sage.base.frozen import dataclass, field
from sage.base.source import Source
from sage.base.types import Schema
from sage.compiler.check.imports import warn_unused
from sage.compiler.check.modules import Module, Modules
from sage.compiler.check.pipelines import PipelineChecker, pipeline_scopes
from sage.compiler.check.scope import names_read
from sage.compiler.check.tests import check_test
from sage.compiler.ir.pipeline import Pipeline
from sage.compiler.ir.testcase import TestCase
from sage.compiler.syntax import tree


@dataclass(frozen=True)
class Program:
    """A file that was checked: its pipelines with their tests, and what was found wrong.

    `modules` are its own and those that it needs; `files` are all that were looked for, with their texts if there;
    `inferred` are the rows of files whose type it leaves out.
    """

    source: Source
    pipelines: tuple[Pipeline, ...]
    tests: tuple[TestCase, ...]
    diagnostics: tuple[Diagnostic, ...]
    modules: tuple[Module, ...] = ()
    files: Mapping[str, str | None] = field(default_factory=dict)
    inferred: Mapping[str, Schema] = field(default_factory=dict)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The texts of all files that it is made of, its own first."""
        return tuple(module.source for module in self.modules)

    @property
    def has_errors(self) -> bool:
        return any(d.severity == "error" for d in self.diagnostics)

    def require(self) -> Program:
        """Itself; raises CompileError if it has errors."""
        if self.has_errors:
            raise CompileError(self.diagnostics)
        return self

    def pipeline(self, name: str | None = None) -> Pipeline:
        """The pipeline of a name, or the only one."""
        found = [p for p in self.pipelines if name in (None, p.name)]
        if len(found) == 1:
            return found[0]
        names = ", ".join(p.name for p in self.pipelines) or "none"
        raise UsageError(
            f"{self.source.name} has {len(self.pipelines)} pipelines ({names}): say which with --pipeline NAME"
        )


def check_program(source: Source, modules: Modules) -> Program:
    """The checked program with all diagnostics: of its text, of what it says, and the errors of what it imports."""
    module = modules.load(source)
    program, declarations, found = module.program, module.declarations, module.is_broken
    messages = declarations.messages
    scopes = pipeline_scopes(program, source)
    for scope in scopes:
        scope.settings.update(modules.settings)
    checkers = [PipelineChecker(messages, declarations, scope) for scope in scopes]
    pipelines = [checker.check() for checker in checkers]
    flawed = {p.name for p, checker in zip(pipelines, checkers, strict=True) if found or checker.may_lack_streams()}
    written = [item for item in program.items if isinstance(item, tree.TestDecl)]
    tests = [check_test(messages, declarations, item, pipelines, flawed) for item in written]
    if not found:  # else what reads a stream may be what could not be read
        for checker, pipeline in zip(checkers, pipelines, strict=True):
            checker.warn({name for test in written for name in names_read(test) if is_for(test, pipeline)})
        warn_unused(messages, program, declarations.names)
    imported = modules.imported_by(module)
    elsewhere = [d for other in imported for d in other.found if d.severity == "error"]
    return Program(
        module.source,
        tuple(pipelines),
        tuple(t for t in tests if t is not None),
        (*messages.found, *elsewhere),
        (module, *imported),
        dict(modules.files.seen),
        {path: row for checker in checkers for path, row in checker.inferred.items()},
    )


def is_for(test: tree.TestDecl, pipeline: Pipeline) -> bool:
    """True if a test is one of a pipeline."""
    return test.pipeline is not None and test.pipeline.name == pipeline.name
