"""Dataclasses that cost nothing to declare.

The standard library writes and compiles Python text for every dataclass, half a millisecond each: for the hundreds of
small classes of a compiler, that is a third of the time of a whole compile. These share one constructor, one
comparison and one representation instead, and mean the same to type checkers. What is not used here is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, dataclass_transform, overload

T = TypeVar("T")


class _Nothing:
    """There is no default."""


_NOTHING = _Nothing()


class Field:
    """How one attribute is made and compared."""

    __slots__ = ("compare", "default", "factory", "kw_only", "metadata", "name", "repr")

    def __init__(
        self,
        default: Any = _NOTHING,
        default_factory: Any = None,
        kw_only: bool | None = None,
        compare: bool = True,
        repr: bool = True,
        metadata: Mapping[str, Any] | None = None,
    ) -> None:
        self.name = ""
        self.default, self.factory = default, default_factory
        self.kw_only, self.compare, self.repr = kw_only, compare, repr
        self.metadata: Mapping[str, Any] = metadata or {}


def field(
    *,
    default: Any = _NOTHING,
    default_factory: Any = None,
    kw_only: bool | None = None,
    compare: bool = True,
    repr: bool = True,
    metadata: Mapping[str, Any] | None = None,
) -> Any:
    """An attribute with more to it than a default."""
    return Field(default, default_factory, kw_only, compare, repr, metadata)


@overload
def dataclass(cls: type[T], /) -> type[T]: ...
@overload
def dataclass(
    *, frozen: bool = False, eq: bool = True, kw_only: bool = False, slots: bool = False
) -> Callable[[type[T]], type[T]]: ...
@dataclass_transform(field_specifiers=(field,))
def dataclass(
    cls: Any = None, /, *, frozen: bool = False, eq: bool = True, kw_only: bool = False, slots: bool = False
) -> Any:
    """Declares a class by its annotated attributes, as the standard library's decorator of this name does.

    `slots` is understood and does nothing: it saves memory at the cost of making the class twice.
    """

    def declare(cls: type[T]) -> type[T]:
        known: dict[str, Field] = {}
        for base in reversed(cls.__mro__[1:]):
            known |= base.__dict__.get("__sage_fields__", {})
        for name, annotation in cls.__dict__.get("__annotations__", {}).items():  # noqa: RUF063  `inspect` is slow to import
            if str(annotation).startswith("ClassVar"):
                continue
            given = cls.__dict__.get(name, _NOTHING)
            made = given if isinstance(given, Field) else Field(given)
            made.name = name
            made.kw_only = kw_only if made.kw_only is None else made.kw_only
            if made.default is not _NOTHING:
                setattr(cls, name, made.default)
            elif given is not _NOTHING:
                delattr(cls, name)
            known[name] = made
        _finish(cls, known, frozen, eq)
        return cls

    return declare if cls is None else declare(cls)


def fields(of: Any) -> tuple[Field, ...]:
    """The fields of a class or of one of its values, in order."""
    return tuple(of.__sage_fields__.values())


def replace(value: T, /, **changes: Any) -> T:
    """A copy with some attributes changed."""
    for name in value.__sage_fields__:  # type: ignore[attr-defined]
        if name not in changes:
            changes[name] = getattr(value, name)
    return type(value)(**changes)


def _finish(cls: Any, known: dict[str, Field], frozen: bool, eq: bool) -> None:
    cls.__sage_fields__ = known
    cls.__match_args__ = tuple(name for name, f in known.items() if not f.kw_only)  # type: ignore[misc]
    cls.__sage_compared__ = tuple(name for name, f in known.items() if f.compare)
    own = cls.__dict__
    if "__init__" not in own:
        cls.__init__ = _init
    if "__repr__" not in own:
        cls.__repr__ = _repr
    if frozen:
        cls.__setattr__ = _refuse
        cls.__delattr__ = _refuse
    if eq:
        if "__eq__" not in own:
            cls.__eq__ = _equal
        if "__hash__" not in own or own["__hash__"] is None:
            cls.__hash__ = _hash if frozen else None


def _init(self: Any, *args: Any, **given: Any) -> None:
    cls = type(self)
    values = self.__dict__
    if len(args) > len(cls.__match_args__):
        raise TypeError(f"{cls.__name__} takes {len(cls.__match_args__)} values by position, not {len(args)}")
    for name, value in zip(cls.__match_args__, args, strict=False):
        values[name] = value
    for name, f in cls.__sage_fields__.items():
        if name in given:
            if name in values:
                raise TypeError(f"{cls.__name__} is given `{name}` twice")
            values[name] = given.pop(name)
        elif name not in values:
            if f.factory is not None:
                values[name] = f.factory()
            elif f.default is _NOTHING:
                raise TypeError(f"{cls.__name__} needs `{name}`")
            else:
                values[name] = f.default
    if given:
        raise TypeError(f"{cls.__name__} has no `{next(iter(given))}`")
    if hasattr(self, "__post_init__"):
        self.__post_init__()


def _repr(self: Any) -> str:
    shown = (f"{name}={getattr(self, name)!r}" for name, f in self.__sage_fields__.items() if f.repr)
    return f"{type(self).__name__}({', '.join(shown)})"


def _equal(self: Any, other: Any) -> Any:
    if self is other:
        return True
    if type(self) is not type(other):
        return NotImplemented
    mine, theirs = self.__dict__, other.__dict__
    return all(mine[name] == theirs[name] for name in self.__sage_compared__)


def _hash(self: Any) -> int:
    values = self.__dict__
    return hash((type(self), *(values[name] for name in self.__sage_compared__)))


def _refuse(self: Any, name: str, value: Any = None) -> None:
    raise AttributeError(f"{type(self).__name__} is frozen: `{name}` cannot be changed")
