"""What somebody probably meant: words of other tools, words of later versions, and the nearest name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from sage.base.diagnostics import Edit, Fix
from sage.base.frozen import dataclass
from sage.base.names import closest, distance
from sage.base.source import Span
from sage.compiler.library import registry

STAGES = {
    "where": "filter", "having": "filter", "group_by": "key_by", "groupby": "key_by", "keyby": "key_by",
    "partition_by": "key_by", "with_columns": "extend", "with_column": "extend", "mutate": "extend",
    "derive": "extend", "assign": "extend", "project": "select", "order_by": "sort", "orderby": "sort",
    "take": "limit", "head": "limit", "first": "limit", "offset": "skip", "summarize": "aggregate",
    "summarise": "aggregate", "agg": "aggregate", "reduce": "aggregate", "fold": "aggregate", "flat_map": "flatmap",
    "unnest": "explode", "distinct": "dedup", "unique": "dedup", "merge": "union", "concat": "union",
    "branch": "split", "route": "split", "switch": "split", "sink": "into", "to": "into", "write": "into",
    "print": "into", "keep": "select", "transform": "map", "apply": "map",
}  # fmt: skip
FUNCTIONS = {
    "length": "len", "size": "len", "upcase": "upper", "toupper": "upper", "ucase": "upper", "downcase": "lower",
    "tolower": "lower", "lcase": "lower", "strip": "trim", "substr": "slice", "substring": "slice", "concat": "join",
    "ceiling": "ceil", "avg": "mean", "average": "mean", "ifnull": "coalesce", "nvl": "coalesce", "isnull": "coalesce",
    "int": "i64", "integer": "i64", "bigint": "i64", "float": "f64", "double": "f64", "str": "to_str",
    "string": "to_str", "varchar": "to_str", "tostring": "to_str", "startswith": "starts_with",
    "endswith": "ends_with", "date_trunc": "truncate", "log": "ln", "power": "pow", "nullif": "none_if",
    "reduce": "fold", "foldl": "fold", "inject": "fold", "some": "any", "exists": "any", "every": "all", "forall": "all",
    "flatmap": "flat_map", "where": "filter", "order_by": "sort_by", "orderby": "sort_by", "findindex": "find_index",
    "drop_while": "skip_while", "contains_key": "has", "has_key": "has", "items": "entries", "from_json": "parse_json", "json_parse": "parse_json",
    "stringify": "to_json", "n": "count", "row_count": "count", "nunique": "count_distinct", "countif": "count_if",
    "current_timestamp": "now",
}  # fmt: skip
TYPES = {
    "int": "i64", "integer": "i64", "bigint": "i64", "long": "i64", "int64": "i64", "int32": "i32", "smallint": "i16",
    "uint64": "u64", "uint32": "u32", "float": "f64", "double": "f64", "real": "f32", "float64": "f64",
    "float32": "f32", "string": "str", "text": "str", "varchar": "str", "char": "str", "boolean": "bool",
    "datetime": "timestamp", "time": "timestamp", "interval": "duration", "timedelta": "duration", "vec": "list",
    "dict": "map", "hashmap": "map", "jsonb": "json", "any": "json", "variant": "json", "binary": "bytes", "blob": "bytes",
}  # fmt: skip
VALUES = {"none": "null", "nil": "null", "yes": "true", "no": "false"}

LATER_TYPES = ("decimal", "uuid", "date")
LATER_STAGES = ("window", "join", "left_join", "full_join", "semi_join", "anti_join", "lookup", "table", "process",
                "call", "event_time")  # fmt: skip
LATER_CONNECTORS = ("kafka", "zmq", "tcp", "parquet", "rows", "nexmark", "http", "sqlite", "service", "postgres")
LATER_OPTIONS = ("follow", "roll", "parallelism", "partition_by", "concurrency", "late", "lateness", "early")
LATER_CLAUSES = ("over", "within", "on")
LATER_AGGREGATES = ("variance", "stddev", "median", "quantile", "arg_max", "arg_min", "collect", "collect_distinct",
                    "top_k", "histogram")  # fmt: skip
LATER_FUNCTIONS = (
    "find", "find_all", "capture", "matches", "md5", "sha256", "url_encode", "url_decode",
    "as_bool",
    "random", "uuid4", "call_service", "timer", "cancel_timer",
)  # fmt: skip


_SIGNS = frozenset(("neg", "in", "not in", "not", "like", "and", "or"))


def is_function(name: str) -> bool:
    """True for functions and aggregates, and not for operators, which stand in the same table."""
    is_known = name in registry.FUNCTIONS or name in registry.AGGREGATES
    return is_known and name not in _SIGNS and re.fullmatch(r"\w+(\.\w+)?", name) is not None


@dataclass(frozen=True)
class Guess:
    """The name that was probably meant, and how that is said. Without one, some names that could stand there."""

    near: str | None
    help: str | None
    fix: Fix | None


def guess(name: str, span: Span, candidates: Iterable[str], words: Mapping[str, str] | None = None) -> Guess:
    """What a name that is not known probably stands for, among those that could stand at its place."""
    known = list(dict.fromkeys(candidates))
    near = closest(name, known, words)
    if near is None:
        return Guess(None, listing(known), None)
    return Guess(near, f"did you mean `{near}`?", replacement(span, near, safe=_is_certain(name, near, known, words)))


def listing(names: Iterable[str]) -> str | None:
    """The first few names that there are."""
    known = list(dict.fromkeys(names))
    shown = ", ".join(f"`{name}`" for name in known[:5]) + (", ..." if len(known) > 5 else "")
    return f"there are: {shown}" if known else None


def replacement(span: Span, text: str, *, safe: bool = False) -> Fix:
    """Write `text` instead of what stands there."""
    return Fix((Edit(span, text),), "safe" if safe else "unsafe")


def _is_certain(name: str, near: str, known: list[str], words: Mapping[str, str] | None) -> bool:
    """True for the only candidate that is one slip away, for other case, and for another tool's word."""
    if name.casefold() == near.casefold():
        return True
    if words and words.get(name.casefold()) == near:
        return True
    return distance(name, near) == 1 and sum(distance(name, k) <= 1 for k in known) == 1
