"""Windows of one size: what is kept of rows is kept once a slice of time and put together when a window fires."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sage.base.errors import RecordError
from sage.base.frozen import dataclass
from sage.compiler.ir.code import Row
from sage.compiler.ir.flow import Failing, Moment, Out
from sage.compiler.library.folding import Group, failing, identity_of
from sage.compiler.library.ops.window import Windowed
from sage.compiler.library.panes import Panes
from sage.compiler.library.windows import Sized

Groups = dict[Any, Group]  # by what makes two keys the same, in order of first appearance


@dataclass(frozen=True, eq=False, kw_only=True)
class SizedWindows(Windowed):
    """Slices are put together in order of time; in each window keys stand in order of their first slice, then of their
    first appearance in it."""

    @property
    def fails_alone(self) -> bool:  # type: ignore[override]
        assert isinstance(self.assigned, Sized)
        return self.may_not_merge and self.assigned.overlaps

    @property
    def cpp_templates(self) -> tuple[str, ...]:  # type: ignore[override]
        return ("true",) if self.fails_alone else ()

    def initial(self) -> Any:
        assert isinstance(self.assigned, Sized)
        return Panes(self.assigned, self.lateness({}), self.early({}), dict)

    def reference_from(self, state: Any, input: int, row: Row, now: Moment) -> Iterator[Out]:
        groups = state.at(now.time)
        if groups is None:
            if self.late is not None:
                yield Out(row, 1)
            return
        identity, key = identity_of(self, row)
        arguments = self.arguments(row, now.time)
        group = groups.get(identity) or self.fresh(key)
        self.add(group, arguments)
        groups[identity] = group
        for start, end in state.fired_with(now.time):
            whole = self.fresh(key)
            for part in state.within(start, end):
                if identity in part:
                    self.merge(whole, part[identity])
            yield from self.fire(whole, start, end)

    def reference_tick(self, state: Any, now: int) -> Iterator[Out | Failing]:
        if state.early.is_due(now):
            for start, end in state.open():
                for group in self._put_together(state.within(start, end)):
                    if isinstance(group, Group):
                        yield from self.fire(group, start, end)

    def reference_advance(self, state: Any, watermark: int) -> Iterator[Out | Failing]:
        for start, end in state.rise(watermark):
            for group in self._put_together(state.within(start, end)):
                if isinstance(group, Failing):
                    yield group
                else:
                    yield from self.fire(group, start, end)

    def _put_together(self, parts: Sequence[Groups]) -> Iterator[Group | Failing]:
        """The groups of several slices; before them, those whose parts do not fit together."""
        whole: Groups = {}
        failed: dict[Any, Failing] = {}
        for part in parts:
            for identity, group in part.items():
                try:
                    self.merge(whole.setdefault(identity, self.fresh(group.key)), group)
                except RecordError as error:
                    failed.setdefault(identity, failing(self, error, group.key))
        yield from failed.values()
        yield from (group for identity, group in whole.items() if identity not in failed)
