"""What all parts of the tree have: their place."""

from __future__ import annotations

from sage.base.frozen import dataclass
from sage.base.source import Span


@dataclass(frozen=True, slots=True)
class Node:
    """The root of all nodes. `span` covers the whole construct and never takes part in comparison by the checker."""

    span: Span
