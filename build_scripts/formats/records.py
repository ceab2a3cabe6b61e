"""Frozen dataclasses as JSON and back, by their type hints: what a store may keep without being able to run anything.

Understood are dataclasses and named tuples, enumerations, tuples, lists, sets, mappings with text for keys, unions of these, and
plain JSON values; tuples inside untyped values are kept as tuples.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

_PLAIN = (str, int, float, bool, type(None))
_TUPLE = "()"
_Way = tuple[Callable[[Any], Any], Callable[[Any], Any]]
"""How a value is written and how it is read again."""


def to_json(value: Any, kind: Any) -> Any:
    """The value of type ``kind`` as what ``json.dumps`` takes. Raises ``TypeError`` for what cannot be kept."""
    return _way(kind)[0](value)


def from_json(data: Any, kind: Any) -> Any:
    """The value again. Raises ``TypeError``, ``ValueError``, ``KeyError`` or ``IndexError`` where the data are not what was written."""
    return _way(kind)[1](data)


def _same(value: Any) -> Any:
    return value


@cache
def _way(kind: Any) -> _Way:
    origin, inner = get_origin(kind), get_args(kind)
    if kind in _PLAIN:
        return _same, _same
    if kind is Any or kind is object:
        return _write_any, _read_any
    if origin in (Union, types.UnionType):
        return _union(inner)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return (lambda value: value.value), kind
    if isinstance(kind, type) and (is_dataclass(kind) or hasattr(kind, "_fields")):
        return _record(kind)
    if origin is tuple and not (len(inner) == 2 and inner[1] is Ellipsis):
        return _fixed(inner)
    if origin in (tuple, list, set, frozenset, Sequence, AbstractSet):
        return _row(origin, inner[0])
    if origin in (dict, Mapping):
        return _table(inner[1])
    raise TypeError(f"{kind} cannot be kept")


def _record(kind: Any) -> _Way:
    hints = get_type_hints(kind)
    names = list(kind._fields) if hasattr(kind, "_fields") else [one.name for one in fields(kind) if one.init]

    @cache
    def ways() -> list[tuple[str, Callable[[Any], Any], Callable[[Any], Any]]]:  # late, for a type may hold itself
        return [(name, *_way(hints[name])) for name in names]

    @cache
    def changed() -> list[tuple[int, Callable[[Any], Any]]]:
        """The places of what is not read as it stands."""
        return [(at, get) for at, (_, _, get) in enumerate(ways()) if get is not _same]

    bare = _is_bare(kind)
    many = len(names)

    def write(value: Any) -> Any:
        if type(value) is not kind:
            raise TypeError(f"{type(value)} where {kind} is expected")
        return [put(getattr(value, name)) for name, put, _ in ways()]

    def read(data: Any) -> Any:
        if len(data) != many:
            raise ValueError(f"{len(data)} values where {kind} has {many}")
        values = list(data)
        for at, get in changed():
            values[at] = get(values[at])
        if not bare:
            return kind(*values)
        made = _new(kind)
        made.__dict__.update(zip(names, values, strict=True))
        return made

    if not hasattr(kind, "_fields") and any(one.kw_only for one in fields(kind) if one.init):
        raise TypeError(f"{kind} has fields that only have names")
    return write, read


_new = object.__new__


def _is_bare(kind: type) -> bool:
    """Whether an object of the kind is its fields and nothing else: they are then put in at once, which a frozen one takes long over."""
    own = {name for base in kind.__mro__[:-1] for name in vars(base)}
    return is_dataclass(kind) and own.isdisjoint({"__new__", "__slots__", "__post_init__"}) and all(one.init for one in fields(kind))


def _union(kinds: tuple[Any, ...]) -> _Way:
    def write(value: Any) -> Any:
        for number, kind in enumerate(kinds):
            if isinstance(value, get_origin(kind) or kind):
                return [number, _way(kind)[0](value)]
        raise TypeError(f"{type(value)} is none of {kinds}")

    return write, lambda data: _way(kinds[data[0]])[1](data[1])


def _fixed(kinds: tuple[Any, ...]) -> _Way:
    ways = [_way(kind) for kind in kinds]
    return (
        lambda value: [put(part) for (put, _), part in zip(ways, value, strict=True)],
        lambda data: tuple(get(part) for (_, get), part in zip(ways, data, strict=True)),
    )


def _row(origin: Any, kind: Any) -> _Way:
    make = tuple if origin is Sequence else frozenset if origin is AbstractSet else origin
    put, get = _way(kind)
    if make in (set, frozenset):
        return (lambda value: sorted(map(put, value))), (lambda data: make(map(get, data)))
    if put is _same:
        return list, make
    return (lambda value: [put(part) for part in value]), (lambda data: make([get(part) for part in data]))


def _table(kind: Any) -> _Way:
    put, get = _way(kind)
    return (
        lambda value: {_text(name): put(part) for name, part in value.items()},
        lambda data: {name: get(part) for name, part in data.items()},
    )


def _text(name: Any) -> str:
    if type(name) is not str:
        raise TypeError(f"the key {name!r} is no text")
    return name


def _write_any(value: Any) -> Any:
    if type(value) in _PLAIN:
        return value
    if type(value) is dict:
        return {_text(name): _write_any(part) for name, part in value.items()}
    if type(value) is list:
        return [_write_any(part) for part in value]
    if type(value) is tuple:
        return {_TUPLE: [_write_any(part) for part in value]}
    raise TypeError(f"{type(value)} cannot be kept")


def _read_any(data: Any) -> Any:
    if type(data) is dict:
        if data.keys() == {_TUPLE}:
            return tuple(map(_read_any, data[_TUPLE]))
        return {name: _read_any(part) for name, part in data.items()}
    return [_read_any(part) for part in data] if type(data) is list else data
