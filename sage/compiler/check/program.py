"""A whole file: its declarations, its pipelines, its tests."""

from __future__ import annotations

from collections.abc import Sequence

from sage.base.diagnostics import Diagnostic
from sage.base.errors import CompileError, UsageError
from sage.base.frozen import dataclass
from sage.base.source import Source
from sage.compiler.check.declarations import Declarations
from sage.compiler.check.pipelines import PipelineChecker, pipeline_scopes
from sage.compiler.check.scope import Messages, names_read
from sage.compiler.check.tests import check_test
from sage.compiler.ir.flow import Pipeline
from sage.compiler.ir.testcase import TestCase
from sage.compiler.syntax import tree


@dataclass(frozen=True)
class Program:
    """A file that was checked: its pipelines with their tests, and what was found wrong."""

    source: Source
    pipelines: tuple[Pipeline, ...]
    tests: tuple[TestCase, ...]
    diagnostics: tuple[Diagnostic, ...]

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


def check_program(program: tree.Program, source: Source, found: Sequence[Diagnostic]) -> Program:
    """The checked program with all diagnostics, those of the parser among them."""
    messages = Messages(list(found))
    declarations = Declarations(messages)
    declarations.declare(program.items)
    checkers = [PipelineChecker(messages, declarations, scope) for scope in pipeline_scopes(program, source)]
    pipelines = [checker.check() for checker in checkers]
    flawed = {p.name for p, checker in zip(pipelines, checkers, strict=True) if found or checker.may_lack_streams()}
    written = [item for item in program.items if isinstance(item, tree.TestDecl)]
    tests = [check_test(messages, declarations, item, pipelines, flawed) for item in written]
    if not found:  # else what reads a stream may be what could not be read
        for checker, pipeline in zip(checkers, pipelines, strict=True):
            checker.warn({name for test in written for name in names_read(test) if is_for(test, pipeline)})
    return Program(source, tuple(pipelines), tuple(t for t in tests if t is not None), tuple(messages.found))


def is_for(test: tree.TestDecl, pipeline: Pipeline) -> bool:
    """True if a test is one of a pipeline."""
    return test.pipeline is not None and test.pipeline.name == pipeline.name
