"""Random `process` stages: states of each kind, handlers that read and change them, timers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.random.scope import Expressions

if TYPE_CHECKING:
    from tests.random.flows import FlowMaker

_SPANS = ("1s", "3s", "5s", "500ms", "20s", "0s")
_STATES = {
    "n": "n: i64 = 0",
    "last": "last: timestamp? = null",
    "seen": "seen: map<str, i64>",
    "trail": "trail: list<i64>",
    "name": 'name: str = "-"',
}
_CHANGES = {
    "n": ("n += 1", "n = n + e.v", "n = 6 // e.v", "n = n * n + e.v"),
    "last": ("last = e.at", "last = null", "last = e.at"),
    "seen": ('seen[e.s] = (seen.get(e.s) ?? 0) + 1', "seen[e.s] = e.v", "seen.remove(e.s)", 'seen[f"{e.v}"] = e.k',
             "seen.clear()"),
    "trail": ("trail.append(e.v)", "trail.append(e.v)", "if trail.len() > 3 { trail.clear() }", "trail = [e.k, e.v]"),
    "name": ("name = e.s", 'name = f"{e.s}{e.v}"', 'name = if name.len() > 20 then "" else name + e.s'),
}  # fmt: skip


def process(m: FlowMaker) -> tuple[str, str]:
    """The flows of what it emits besides, and the stage."""
    random, is_timed = m.random, bool(m.stream and m.stream.clocks)
    names = random.sample(list(_STATES), random.randint(1, 4))
    states = [f"state {_STATES[name]}{_attributes(m, name, is_timed)}" for name in names]
    item = [line for name in names for line in _some(m, _CHANGES[name])]
    if is_timed:
        item += _some(m, _timers(m, names))
    random.shuffle(item)
    item = [f"if {_condition(m)} {{ {line} }}" if random.random() < 0.25 else line for line in item]
    lets = ""
    if random.random() < 0.3:
        stream = m.new_stream()
        lets = f"  from {stream} |> {m.sink()}\n"
        item.append(f"if {_condition(m)} {{ emit e to {stream} }}")
    item.insert(random.randint(0, len(item)), _emit("item", names))
    handlers = [_handler("item e", item)]
    if is_timed:
        again = f"n += 1\nif n < 9 {{ timer(t + {random.choice(_SPANS[:5])}) }}"
        more = again.split("\n") if "n" in names and random.random() < 0.2 else []
        handlers.append(_handler("timer t", [*more, _emit("timer", names)]))
    if random.random() < 0.5:
        handlers.append(_handler("end", [_emit("end", names)]))
    lines = "\n".join((*states, *handlers)).replace("\n", "\n      ")
    return lets, f"process {{\n      {lines}\n    }}"


def _handler(event: str, lines: list[str]) -> str:
    return f"on {event} {{\n" + "".join(f"  {line}\n" for line in lines) + "}"


def _attributes(m: FlowMaker, name: str, is_timed: bool) -> str:
    made = f" @ttl({m.random.choice(_SPANS[:5])})" if is_timed and m.random.random() < 0.3 else ""
    if name in ("seen",) and m.random.random() < 0.3:
        made += f" @max_entries({m.random.randint(1, 3)})"
    return made


def _some(m: FlowMaker, lines: tuple[str, ...]) -> list[str]:
    return [m.random.choice(lines) for _ in range(m.random.randint(0, 2))]


def _timers(m: FlowMaker, names: list[str]) -> tuple[str, ...]:
    span = m.random.choice(_SPANS)
    lines = (
        f"timer(e.at + {span})",
        f"timer(e.at + {span})",
        f"cancel_timer(e.at + {span})",
        "timer(e.at.truncate(1s))",
    )
    return (*lines, f"if last is not null {{ cancel_timer(last + {span}) }}") if "last" in names else lines


def _condition(m: FlowMaker) -> str:
    row = Expressions(m.random, {"e": m.schema})
    return m.random.choice(("e.v > 3", 'e.s == "a"', "e.k == 1", row.condition(1)))


def _emit(why: str, names: list[str]) -> str:
    shown = {"seen": "seen: seen.keys()"}
    values = ", ".join(shown.get(name, f"{name}: {name}") for name in names)
    return f'emit {{why: "{why}", {values}}}'
