"""What runs where: the stages of a pipeline. A stage is the operators that one thread runs, fused."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from sage.base.frozen import dataclass
from sage.compiler.ir.flow import Flow, Op, SinkOp, SourceOp
from sage.compiler.ir.pipeline import Pipeline
from sage.compiler.ir.printer import print_expr
from sage.compiler.plan.split import Split, split


@dataclass(frozen=True)
class Stage:
    """Operators on one thread, inputs before their consumers."""

    number: int
    ops: tuple[Op, ...]

    @cached_property
    def flow(self) -> Flow:
        return Flow(tuple(op for op in self.ops if isinstance(op, SinkOp)))

    @cached_property
    def split(self) -> Split | None:
        """How it is shared out among several threads, if it may be."""
        return split(self.flow)

    @property
    def sources(self) -> tuple[SourceOp, ...]:
        return tuple(op for op in self.ops if isinstance(op, SourceOp))

    @property
    def is_request(self) -> bool:
        """True for the stage that answers calls."""
        return any(source.is_request for source in self.sources)


@dataclass(frozen=True)
class Plan:
    """The stages of a pipeline, and each operator's number and stable name in them."""

    pipeline: Pipeline
    stages: tuple[Stage, ...]

    @cached_property
    def numbers(self) -> dict[Op, int]:
        """Every operator's number, counted through all stages."""
        return {op: number for number, op in enumerate(op for stage in self.stages for op in stage.ops)}

    def __str__(self) -> str:
        lines: list[str] = []
        for stage in self.stages:
            split = stage.split
            if split is None:
                lines.append(f"stage {stage.number}" + (" (answers calls)" if stage.is_request else ""))
                lines += [f"  {self._line(op)}" for op in stage.ops]
                continue
            lines.append(f"stage {stage.number}, {_workers(self.pipeline.settings.get('parallelism'))}")
            for part, where in _PARTS.items():
                ops = [op for op in stage.ops if split.parts[op] == part]
                lines += [f"  {part}, {where}", *(f"    {self._line(op, split)}" for op in ops)] if ops else []
        return "\n".join(lines)

    def _line(self, op: Op, split: Split | None = None) -> str:
        """An operator and what it reads; `<=` if that is a ring on several threads."""
        inputs = ", ".join(f"{i.name}_{self.numbers[i]}" for i in op.inputs) or "input"
        is_cut = split is not None and any(split.is_cut(i, op) for i in op.inputs)
        by = f" by {', '.join(map(print_expr, op.groups))}" if is_cut and isinstance(op.groups, tuple) else ""
        return f"{op.name}_{self.numbers[op]} {'<=' if is_cut else '<-'} {inputs}{by}"


_PARTS: Final = {
    "front": "on every worker: pieces of the input",
    "keyed": "on every worker: key groups",
    "tail": "on one",
}


def _workers(parallelism: int | None) -> str:
    if parallelism is None:
        return "a worker for each core if the input is worth it"
    return "1 worker" if parallelism == 1 else f"{parallelism} workers"
