"""A part that every text names alike is called alike, however its head is printed; any other head by its number."""

from __future__ import annotations

import pytest

from build_scripts.ingest.writing.anchors import Anchors


@pytest.mark.parametrize(("head", "anchor"), [
    ("参考文献", "references"), ("[参 考 文 献]", "references"), ("【参考文献】", "references"), ("参考文献：", "references"),
    ("参考文献 References", "references"), ("参考文献（References）", "references"), ("REFERENCES", "references"), ("注  释：", "notes"),
    ("结　语", "conclusion"), ("一、结语", "s1"), ("参考文献的著录", "sx"), ("（一）", "s1"), ("A 股与 H 股", "sx"),
])  # fmt: skip
def test_a_head_is_called_by_its_part_or_its_number(head: str, anchor: str) -> None:
    assert Anchors().anchor(head, 1) == anchor
