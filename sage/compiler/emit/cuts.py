"""Where rows of a stage that several threads may share go from one part of it to another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sage.base.frozen import dataclass
from sage.compiler.ir.flow import Op, Port
from sage.compiler.plan.split import Split


@dataclass(frozen=True)
class Cut:
    """An edge that may be a ring. `calls` take a row `r` on; `hash` is its key's, empty if it goes to the tail. Rows
    that go as parts of groups have a reader that takes those."""

    number: int
    record: str
    hash: str
    calls: str
    parts: Op | None = None
    sieve: str = ""  # C++ that is true for a row `r` that need not go to the tail


@dataclass(frozen=True)
class Call:
    """A statement that takes a row `r` to an operator; `hash` is that of the row's key, if it works by key, and `sieve`
    true for rows of which it has enough."""

    reader: Op
    text: str
    hash: str
    sieve: str


class Cuts:
    """The edges of one stage that may be rings, numbered as they are met."""

    def __init__(self, split: Split) -> None:
        self.split = split
        self._made: dict[tuple[Op, str], Cut] = {}

    @property
    def all(self) -> tuple[Cut, ...]:
        return tuple(self._made.values())

    def through(self, op: Op, record: str, calls: Iterable[Call]) -> str:
        """The statements that take a row of an operator to its readers, through edges where those are in another part.
        Readers in the tail that follow one another share an edge."""
        statements: list[str] = []
        together: list[Call] = []

        def end() -> None:
            if together:
                sieve = together[0].sieve if len(together) == 1 and self.split.parts[op] == "keyed" else ""
                statements.append(self._cut(op, record, "", " ".join(call.text for call in together), sieve))
                together.clear()

        for call in calls:
            if not self.split.is_cut(op, call.reader):
                end()
                statements.append(call.text)
            elif self.split.parts[call.reader] == "tail":
                together.append(call)
            else:
                end()
                statements.append(self._cut(op, record, call.hash, call.text))
        end()
        return " ".join(statements)

    def _cut(self, op: Op, record: str, hash: str, calls: str, sieve: str = "") -> str:
        parts = self.split.in_parts if hash else None
        made = self._made.setdefault((op, calls), Cut(len(self._made), record, hash, calls, parts, sieve))
        return f"cut_{made.number}(r);"

    def told_apart(self, ops: Sequence[Op], statements: Sequence[str]) -> tuple[str, ...]:
        """What operators do in one step, with the number of each of the keyed part, by which the tail orders rows."""
        keyed = [op for op in ops if self.split.parts[op] == "keyed"]
        numbers = {op: number for number, op in enumerate(keyed)} if len(keyed) > 1 else {}
        told = ((f"if (is_keyed()) from({numbers[op]});",) if op in numbers else () for op in ops)
        return tuple(line for tell, statement in zip(told, statements, strict=True) for line in (*tell, statement))

    def ends(self, op: Op, statements: Iterable[str], step: int) -> Iterable[str]:
        """What an operator does at the end, in the parts that do it. `step` tells its rows from those of others."""
        done = list(statements)
        if not done:
            return
        yield f"if (is_due({step}, until)) {{"
        for statement in done:
            if self.split.parts[op.input if isinstance(op, Port) else op] == "tail":
                yield f"  if (!is_keyed()) {{ {statement} }}"
            else:
                finishes = ", true" if ".finish(" in statement else ""
                yield f"  if (is_keyed()) at_end({step}{finishes});"
                yield f"  {statement}"
        yield "}"
