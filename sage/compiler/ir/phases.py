"""In which order the inputs of a flow are read, where one must be at its end before another begins."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sage.base.frozen import dataclass
from sage.compiler.ir.flow import Flow, Op, SourceOp


@dataclass(frozen=True)
class Phase:
    """Inputs that are read together, and the operators that then have all their input."""

    sources: tuple[Op, ...]
    ends: tuple[Op, ...]


def phases(flow: Flow, given: Collection[Op] = ()) -> tuple[Phase, ...]:
    """The phases of a flow, in order; of the operators in `given` the rows are known. There is at least one."""
    order = _Order(flow, given)
    count = max(order.ranks.values(), default=0) + 1
    early = [op for op in flow.ops if op in order.early]
    found: list[Phase] = []
    ended: set[Op] = set()
    for rank in range(count):
        sources = tuple(op for op in flow.ops if order.ranks.get(op) == rank)
        is_last = rank == count - 1
        ready = flow.ops if is_last else [op for op in early if all(order.ranks[s] <= rank for s in order.sources[op])]
        ends = tuple(op for op in ready if op not in ended)
        ended.update(ends)
        found.append(Phase(sources, ends))
    return tuple(found)


def hold_rows(flow: Flow, given: Collection[Op] = ()) -> Flow:
    """The flow in which operators keep rows that come before the input is at its end that they need first: where both
    come from one source, or from sources that wait for one another."""
    order = _Order(flow, given)
    holding = {op for op, firsts, others in order.needs if max(map(order.ranks.__getitem__, firsts)) >= min(
        map(order.ranks.__getitem__, others))}  # fmt: skip
    done: dict[Op, Op] = {}

    def visit(op: Op) -> Op:
        if op not in done:
            changed = op if op in given else op.map_inputs(visit)
            done[op] = changed.keeping_rows() if op in holding else changed
        return done[op]

    return Flow(tuple(visit(sink) for sink in flow.sinks)) if holding else flow


class _Order:
    """The ranks of the inputs: what has a lower one is read first."""

    def __init__(self, flow: Flow, given: Collection[Op]) -> None:
        self.sources: dict[Op, frozenset[Op]] = {}  # above which operator
        self.early: set[Op] = set()  # what must be at its end before something else begins
        self.needs: list[tuple[Op, frozenset[Op], frozenset[Op]]] = []
        ends: dict[Op, bool] = {}
        for op in flow.ops:
            is_first = op in given or isinstance(op, SourceOp)
            self.sources[op] = frozenset((op,)) if is_first else _union(self.sources[i] for i in op.inputs)
            ends[op] = op in given or (op.is_bounded if isinstance(op, SourceOp) else all(ends[i] for i in op.inputs))
            if op.reads_first is not None and op not in given and ends[op.inputs[op.reads_first]]:
                self._need(op, op.reads_first)
        self.ranks = dict.fromkeys(_union(self.sources.values()), 0)
        for _ in self.ranks:
            for _op, firsts, others in self.needs:
                for other in others - firsts:
                    self.ranks[other] = max(self.ranks[other], 1 + max(self.ranks[first] for first in firsts))
        last = max(self.ranks.values(), default=0)
        for source in self.ranks.keys() - _union(firsts for _, firsts, _ in self.needs):
            self.ranks[source] = last  # with those that its rows may meet

    def _need(self, op: Op, input: int) -> None:
        first = op.inputs[input]
        others = _union(self.sources[below] for number, below in enumerate(op.inputs) if number != input)
        if self.sources[first] and others:
            self.needs.append((op, self.sources[first], others))
            self.early |= _above(first)


def _above(op: Op) -> set[Op]:
    """An operator and all that its rows come from."""
    return {op}.union(*(_above(below) for below in op.inputs))


def _union(sets: Iterable[frozenset[Op]]) -> frozenset[Op]:
    return frozenset().union(*sets)
