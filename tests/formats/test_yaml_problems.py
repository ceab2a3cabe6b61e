"""Faults of YAML are told in the editors' language, whichever of the two readers found them."""

from __future__ import annotations

import re

import pytest
import yaml

from build_scripts.formats.yaml_problems import problem_of

BROKEN = [
    "a: b: c", "a:\n\tb: 1", "\ta: 1", "a: @b", "a: `b", "a: [b", "a: {b", "a: [b, c}", "a: 'b", 'a: "b', 'a: "\\q"', "a: *b", "? [a]\n: b", "a: 1\n- b",
    "- a\nb: 1", "a: !!python/object:os.system b", "a: 1\n  b: 2", "a: |x\n  b", "a: b\n---\nc: d", "a: \x00", "a: - b", "%x\n---\na: 1", "a\nb: 1",
    "a: &x &y b", "!<x y", "[a: b: c]", "a: >9x\n b", "  a: 1\n b: 2",
]  # fmt: skip


@pytest.mark.parametrize("text", BROKEN)
def test_no_fault_is_told_in_english(text: str) -> None:
    told = []
    for loader in {yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)}:
        try:
            yaml.load(text, Loader=loader)
        except yaml.YAMLError as error:
            told.append(problem_of(error))
    assert told and not [one for one in told if re.search("[a-z]{4,}", one)], told
