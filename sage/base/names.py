"""Did you mean: the name somebody probably wanted, among those that are valid at that place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def closest(name: str, candidates: Iterable[str], synonyms: Mapping[str, str] | None = None) -> str | None:
    """The candidate that was probably meant, or None.

    In this order: the one equal but for case; the one nearest by slips of the finger, at most a third of the letters;
    the one that another tool calls `name`; the only or shortest one that `name` begins. Of equals, the first given.

    Args:
        name: what was written.
        candidates: what could stand there; nothing else is ever answered.
        synonyms: words of other tools, in lower case, and what they are called here.
    """
    known = list(dict.fromkeys(candidates))
    folded = name.casefold()
    for candidate in known:
        if candidate.casefold() == folded:
            return candidate
    limit = max(1, len(name) // 3)
    near = [c for c in known if abs(len(c) - len(name)) <= limit]
    best = min(near, key=lambda c: distance(name, c), default=None)
    if best is not None and distance(name, best) <= limit < max(len(name), len(best)):
        return best
    if synonyms and (meant := synonyms.get(folded)) in known:
        return meant
    begun = [c for c in known if len(name) > 1 and c.casefold().startswith(folded)]
    return min(begun, key=len, default=None)


def distance(a: str, b: str) -> int:
    """Damerau-Levenshtein: letters to add, drop, change, or swap with their neighbour."""
    last: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before_last, last, row = last, row, [i]
        for j, y in enumerate(b, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, before_last[j - 2] + 1)
            row.append(cost)
    return row[-1]
