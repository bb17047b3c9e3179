"""The grammar as tables: Lark reads `sage.lark` and works out the automaton once, later runs take it from a file.

Lark needs a fifth of a second for that. The file is plain JSON in the user's cache folder, so a run that finds it need
not even import Lark; one that can neither find nor write it works all the same.
"""

from __future__ import annotations

import json
import os
import re
import zlib
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from sage.base.frozen import dataclass
from sage.base.paths import grammar_dir

END = "$END"
STARTS = ("start", "expr")


class Rule(NamedTuple):
    """One line of the grammar, as a reduction.

    Attributes:
        origin: what it makes.
        size: how many symbols it takes off the stack.
        action: the builder's method that gets the parts; "" passes the only part on; "*" adds to a repeated part.
        parts: which symbols are kept: their index, whether it is a repeated part, and how many absent optional parts
            stand before it.
        absent: how many absent optional parts stand at the end.
    """

    origin: str
    size: int
    action: str
    parts: tuple[tuple[int, bool, int], ...]
    absent: int


@dataclass(frozen=True)
class Tables:
    """What the scanner and the machine are driven by.

    Attributes:
        states: for every state, what follows each symbol: the state to go to, or ~n to reduce by rule n.
        rules: the reductions.
        starts: first and last state for each thing that may be parsed.
        words: patterns of names, literals, blanks and comments, each a group named after its token.
        signs: the same for operators and punctuation.
        fixed: for every fixed text, the tokens that it may be, the most special one first.
    """

    states: tuple[dict[str, int], ...]
    rules: tuple[Rule, ...]
    starts: dict[str, tuple[int, int]]
    words: str
    signs: str
    fixed: dict[str, tuple[str, ...]]


@cache
def tables() -> Tables:
    """The tables of the grammar."""
    grammar = (grammar_dir() / "sage.lark").read_text(encoding="utf-8")
    kept = _kept_at(grammar)
    data = _read(kept, grammar)
    if data is None:
        data = work_out(grammar)
        _write(kept, {**data, "grammar": grammar})
    return Tables(
        states=tuple(data["states"]),
        rules=tuple(Rule(o, n, a, tuple((i, r, e) for i, r, e in p), e) for o, n, a, p, e in data["rules"]),
        starts={name: (first, last) for name, (first, last) in data["starts"].items()},
        words=data["words"],
        signs=data["signs"],
        fixed={text: tuple(kinds) for text, kinds in data["fixed"].items()},
    )


# ---------------------------------------------------------------- the kept file


def _kept_at(grammar: str) -> Path:
    if chosen := os.environ.get("SAGE_CACHE_DIR"):
        root = Path(chosen)
    elif xdg := os.environ.get("XDG_CACHE_HOME"):
        root = Path(xdg) / "sage"
    else:
        root = Path(os.path.expanduser("~")) / ".cache" / "sage"
    maker = Path(__file__).read_bytes()  # a change of this module changes what is kept, too
    return root / "grammar" / f"{zlib.crc32(maker + grammar.encode()):08x}.json"


def _read(path: Path, grammar: str) -> dict[str, Any] | None:
    with suppress(OSError, ValueError):
        data = json.loads(path.read_bytes())
        if isinstance(data, dict) and data.get("grammar") == grammar:
            return data
    return None


def _write(path: Path, data: dict[str, Any]) -> None:
    """Whole or not at all, so that several processes may do it at once. No matter if it cannot be written."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f".{path.name}.{os.getpid()}")
        aside.write_text(json.dumps(data, separators=(",", ":")), encoding="utf-8")
        os.replace(aside, path)


# ---------------------------------------------------------------- asking Lark


def work_out(grammar: str) -> dict[str, Any]:
    """The tables as plain data, made by Lark."""
    import io
    import pickle

    from lark import Lark

    saved = io.BytesIO()
    Lark(grammar, parser="lalr", lexer="contextual", start=list(STARTS), maybe_placeholders=True).save(saved)
    saved.seek(0)
    kept = pickle.load(saved)  # made a moment ago by ourselves; data only, as Lark's own stand-alone parsers use it
    memo, parser = kept["memo"], kept["data"]["parser"]["parser"]
    terminals = [memo[ref["@"]] for ref in kept["data"]["parser"]["lexer_conf"]["terminals"]]
    rules = [memo[ref["@"]] for ref in kept["data"]["rules"]]
    number_of = {ref["@"]: number for number, ref in enumerate(kept["data"]["rules"])}
    states = sorted(parser["states"])
    place_of = {state: place for place, state in enumerate(states)}
    symbols = parser["tokens"]
    words, signs, fixed = _patterns(terminals)
    return {
        "states": [
            {
                symbols[symbol]: ~number_of[argument["@"]] if action == 1 else place_of[argument]
                for symbol, (action, argument) in parser["states"][state].items()
            }
            for state in states
        ],
        "rules": [_rule(rule) for rule in rules],
        "starts": {
            name: (place_of[parser["start_states"][name]], place_of[parser["end_states"][name]]) for name in STARTS
        },
        "words": words,
        "signs": signs,
        "fixed": fixed,
    }


def _patterns(terminals: list[dict[str, Any]]) -> tuple[str, str, dict[str, list[str]]]:
    """As Lark's own lexer orders them: by priority, then the longest; a fixed text that a pattern would also read is
    looked up after the pattern has read it."""
    patterns = [t for t in terminals if t["pattern"]["__type__"] == "PatternRE"]
    patterns.sort(key=lambda t: (-t["priority"], -t["pattern"]["_width"][1], -len(t["pattern"]["value"]), t["name"]))
    fixed: dict[str, list[str]] = {}
    by_length: dict[int, list[str]] = {1: [], 2: [], 3: []}
    for terminal in terminals:
        text = terminal["pattern"]["value"]
        if terminal["pattern"]["__type__"] == "PatternStr":
            readers = [t["name"] for t in patterns if re.fullmatch(t["pattern"]["value"], text)]
            fixed[text] = [terminal["name"], *readers]
            if not readers:
                by_length[len(text)].append(re.escape(text))
    words: list[str] = []
    for terminal in patterns:
        width = terminal["pattern"]["_width"][1]
        group = f"(?P<{terminal['name']}>{terminal['pattern']['value']})"
        by_length.get(width, words).append(group)
    return "|".join(words), "|".join(by_length[3] + by_length[2] + by_length[1]), fixed


def _rule(rule: dict[str, Any]) -> tuple[str, int, str, list[tuple[int, bool, int]], int]:
    origin, expansion, options = rule["origin"]["name"], rule["expansion"], rule["options"]
    gaps = [0] * (len(expansion) + 1)
    place = 0
    for absent in options["empty_indices"] or ():
        if absent:
            gaps[place] += 1
        else:
            place += 1
    parts: list[tuple[int, bool, int]] = []
    waiting = 0
    for index, symbol in enumerate(expansion):
        waiting += gaps[index]
        if options["keep_all_tokens"] or not symbol.get("filter_out"):
            parts.append((index, symbol["name"].startswith("_") and symbol["__type__"] == "NonTerminal", waiting))
            waiting = 0
    absent = waiting + gaps[len(expansion)]
    if origin.startswith("_"):
        return origin, len(expansion), "*", parts, absent
    single = options["expand1"] and not rule["alias"] and len(parts) == 1 and not (absent or parts[0][1] or parts[0][2])
    return origin, len(expansion), "" if single else rule["alias"] or origin, parts, absent
