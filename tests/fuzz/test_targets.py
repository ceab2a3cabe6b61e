"""The fuzzer's targets hold their seeds, and a short random run finds nothing."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import SEEDS, TARGETS, try_out


def test_every_target_has_seeds() -> None:
    assert SEEDS.keys() == TARGETS.keys()


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_seeds_and_torn_seeds_are_answered(name: str) -> None:
    dice = random.Random(1)
    for seed in SEEDS[name]:
        data = seed.encode()
        for cut in [0, len(data), *(dice.randrange(len(data)) for _ in range(20))]:
            try_out(name, data[:cut])
            try_out(name, data[cut:])


@settings(max_examples=60)
@given(name=st.sampled_from(sorted(TARGETS)), text=st.text(max_size=300))
def test_any_text_is_answered(name: str, text: str) -> None:
    try_out(name, text.encode("utf-8", errors="replace"))
