"""Titles with volume words as printed, and what people make of title and volume afterwards."""

from __future__ import annotations

from dataclasses import replace

import pytest

from build_scripts.cite.gbt7714.format import format_reference
from build_scripts.cite.gbt7714.parse import parse_reference
from build_scripts.cite.gbt7714.style import Style
from build_scripts.cite.gbt7714.volume_title import printed_title

PRINTED = ["高岚. 渠册汇编(第4卷)[M]. 成都: 巴山出版社, 2010.", "《渠册汇编》第4卷，巴山出版社，2010年", "《渠册汇编第四卷》，巴山出版社，2010年",
           "高岚. 渠册汇编（下）[M]. 成都: 巴山出版社, 2010.", "《渠册汇编：第一卷》，巴山出版社，2010年"]  # fmt: skip


@pytest.mark.parametrize("text", PRINTED)
def test_a_title_stands_with_its_volume_as_printed(text: str) -> None:
    reference = parse_reference(text)
    assert reference.title == "渠册汇编" and reference.volume and printed_title(reference) == reference.title_full


@pytest.mark.parametrize("text", PRINTED)
@pytest.mark.parametrize(("change", "shown"), [
    ({"title": "渠册选编"}, "渠册选编"), ({"title": "渠册"}, "渠册"), ({"volume": "7"}, "第7卷"), ({"volume": "上"}, "上"),
])  # fmt: skip
def test_what_a_person_changed_since_is_shown(text: str, change: dict[str, str], shown: str) -> None:
    reference = replace(parse_reference(text), **change)  # type: ignore[arg-type]
    assert printed_title(reference) == ""
    out = format_reference(reference, Style(2025))
    assert shown in out and (("渠册汇编" in out) == ("title" not in change))
