"""Dataclasses that share one constructor behave like those of the standard library."""

from __future__ import annotations

import pytest

from sage.base.frozen import dataclass, field, fields, replace


@dataclass(frozen=True)
class Point:
    x: int
    y: int = 0
    label: str = field(default="", compare=False, kw_only=True)


@dataclass(frozen=True)
class Named(Point):
    name: str = "none"


@dataclass(frozen=True, eq=False)
class Node:
    value: int


@dataclass
class Bag:
    items: list[int] = field(default_factory=list)


def test_values_are_given_by_place_and_by_name() -> None:
    assert (Point(1).x, Point(1).y, Point(1, y=2, label="a").label) == (1, 0, "a")
    assert Named(1, 2, "n").name == "n"
    assert [f.name for f in fields(Named)] == ["x", "y", "label", "name"]


@pytest.mark.parametrize(
    ("args", "named", "message"),
    [
        ((), {}, "Point needs `x`"),
        ((1, 2, 3), {}, "takes 2 values by position, not 3"),
        ((1,), {"x": 2}, "is given `x` twice"),
        ((1,), {"z": 2}, "has no `z`"),
    ],
)
def test_wrong_values_are_refused(args: tuple[int, ...], named: dict[str, int], message: str) -> None:
    with pytest.raises(TypeError, match=message):
        Point(*args, **named)  # type: ignore[arg-type]


def test_what_is_frozen_cannot_be_changed() -> None:
    with pytest.raises(AttributeError, match="Point is frozen"):
        Point(1).x = 2  # type: ignore[misc]


def test_equality_and_hash_are_those_of_the_compared_fields() -> None:
    assert Point(1, 2, label="a") == Point(1, 2, label="b")
    assert hash(Point(1, 2, label="a")) == hash(Point(1, 2))
    assert Point(1) != Named(1)
    assert Node(1) != Node(1)
    assert repr(Point(1)) == "Point(x=1, y=0, label='')"


def test_replace_copies_and_a_factory_makes_each_its_own() -> None:
    assert replace(Point(1, 2, label="a"), y=3) == Point(1, 3)
    assert replace(Point(1, label="a"), y=3).label == "a"
    Bag().items.append(1)
    assert Bag().items == []


def test_patterns_match_by_place_and_name() -> None:
    match Point(1, 2):
        case Point(x, y=2):
            assert x == 1
        case _:
            pytest.fail("it does not match")


def test_fields_of_several_bases_are_gathered() -> None:
    @dataclass(frozen=True, kw_only=True)
    class Base:
        a: int

    @dataclass(frozen=True, kw_only=True)
    class One(Base):
        b: int = 2

    @dataclass(frozen=True, kw_only=True)
    class Two(Base):
        c: int = 3

    @dataclass(frozen=True, kw_only=True)
    class Both(One, Two):
        pass

    both = Both(a=1, c=4)
    assert (both.a, both.b, both.c) == (1, 2, 4)
    assert {f.name for f in fields(both)} == {"a", "b", "c"}
