"""What an expression costs, and for how many rows a condition holds: guesses from types and operators, of which only
the order matters. One unit is what comparing two numbers takes."""

from __future__ import annotations

from sage.base import types as t
from sage.base.types import List, Optional, Schema, Type
from sage.compiler.ir.code import And, Call, Const, Convert, Expr, If, IsNull, Let, MakeList, Or

_TEXT, _LIST, _RECORD = 4.0, 10.0, 2.0

# The share of rows for which a comparison holds.
_HOLDS = {"==": 0.1, "!=": 0.9, "<": 0.4, "<=": 0.4, ">": 0.4, ">=": 0.4, "in": 0.2, "not in": 0.8, "like": 0.2}
_OTHERS = 0.5


def cost(expr: Expr) -> float:
    """What evaluating an expression takes; of branches, the middle."""
    parts = sum(map(cost, expr.children))
    match expr:
        case If(condition=condition, yes=yes, no=no):
            return 1 + cost(condition) + (cost(yes) + cost(no)) / 2
        case And(left=left, right=right) | Or(left=left, right=right):
            return cost(left) + cost(right) / 2
        case Call():
            touched = max((_weight(a.type) for a in expr.args), default=1.0)
            return parts + touched + (_weight(expr.type) if _weight(expr.type) > 1 else 0)
        case MakeList():
            return parts + _LIST
        case Convert():
            return parts + _weight(expr.type) - 1
        case _ if expr.always == 0 and expr.children:  # comes many times
            return 8 * parts
    return parts


def share(condition: Expr) -> float:
    """The share of rows for which a condition holds."""
    match condition:
        case Const(value=value):
            return 1.0 if value else 0.0
        case And(left=left, right=right):
            return share(left) * share(right)
        case Or(left=left, right=right):
            return 1 - (1 - share(left)) * (1 - share(right))
        case IsNull():
            return 0.1
        case Let(body=body):
            return share(body)
        case Call(function=function, args=(inner,)) if function.name == "not":
            return 1 - share(inner)
        case Call(function=function):
            return _HOLDS.get(function.name, _OTHERS)
    return _OTHERS


def rank(condition: Expr) -> float:
    """What a condition costs for each row that it drops: of several, the one of lowest rank is best tested first."""
    return (0.5 + cost(condition)) / max(1 - share(condition), 0.01)


def _weight(type: Type) -> float:
    match type:
        case Optional(item):
            return _weight(item)
        case List():
            return _LIST
        case Schema():
            return _RECORD
        case _ if type in (t.STR, t.BYTES):
            return _TEXT
        case _ if type in t.NUMBERS or type in (t.BOOL, t.TIMESTAMP, t.DURATION):
            return 1.0
    return _LIST
