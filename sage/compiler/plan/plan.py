"""What runs where: the stages of a pipeline. A stage is the operators that one thread runs, fused."""

from __future__ import annotations

from functools import cached_property

from sage.base.frozen import dataclass
from sage.compiler.ir.flow import Flow, Op, SinkOp, SourceOp
from sage.compiler.ir.pipeline import Pipeline
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
            lines.append(f"stage {stage.number}" + (" (answers calls)" if stage.is_request else ""))
            lines += [f"  {op.name}_{self.numbers[op]} <- {_inputs(self, op)}" for op in stage.ops]
        return "\n".join(lines)


def _inputs(plan: Plan, op: Op) -> str:
    return ", ".join(f"{i.name}_{plan.numbers[i]}" for i in op.inputs) or "input"
