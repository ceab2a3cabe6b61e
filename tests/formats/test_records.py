"""What is kept as JSON comes back as it was, and what cannot be kept is refused, not bent."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.formats.records import from_json, to_json


class Colour(Enum):
    RED = "red"
    BLUE = "blue"


class Place(NamedTuple):
    line: int
    column: int


@dataclass(frozen=True)
class Leaf:
    name: str
    places: tuple[Place, ...] = ()
    colour: Colour | None = None


@dataclass(frozen=True)
class Tree:
    leaves: tuple[Leaf, ...]
    pair: tuple[str, int] = ("", 0)
    counts: Mapping[str, int] = field(default_factory=dict)
    meta: Mapping[str, object] = field(default_factory=dict)
    marks: frozenset[str] = frozenset()
    rows: Sequence[float] = ()
    under: tuple[Tree, ...] = ()


def _again(value: Any, kind: Any) -> Any:
    return from_json(json.loads(json.dumps(to_json(value, kind))), kind)


_any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text().filter(lambda name: name != "()"), inner) | st.lists(inner).map(tuple),
    max_leaves=12,
)
_leaves = st.builds(Leaf, st.text(), st.lists(st.builds(Place, st.integers(), st.integers())).map(tuple), st.none() | st.sampled_from(Colour))


@given(st.lists(_leaves).map(tuple), st.dictionaries(st.text(), st.integers()), st.dictionaries(st.text(), _any), st.frozensets(st.text()))
def test_records_come_back(leaves: tuple[Leaf, ...], counts: dict[str, int], meta: dict[str, object], marks: frozenset[str]) -> None:
    inner = Tree(leaves, counts=counts)
    tree = Tree(leaves, ("a", 1), counts, meta, marks, (1.5, 2.0), (inner, inner))
    assert repr(_again(tree, Tree)) == repr(tree) or _again(tree, Tree) == tree
    assert _again(tree, Tree) == tree


@pytest.mark.parametrize("value", [Tree((), meta={"when": object()}), Tree((), meta={1: "no text"})])  # type: ignore[dict-item]
def test_what_cannot_be_kept_is_refused(value: Tree) -> None:
    with pytest.raises(TypeError):
        to_json(value, Tree)


def test_another_type_is_refused() -> None:
    @dataclass(frozen=True)
    class More(Leaf):
        weight: int = 0

    with pytest.raises(TypeError):
        to_json(Tree((More("a"),)), Tree)
    with pytest.raises(TypeError):
        to_json(1, complex)
