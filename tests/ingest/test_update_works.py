"""Works whose print was corrected in the source, where people edited the library or a page that cites them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from build_scripts.formats.bibtex.library import parse_library
from build_scripts.ingest.merge.update import LIBRARY, SiteState
from build_scripts.model.reference import Reference
from tests.ingest.test_update import PAPER, after, convert

KEY = "li2021shuju"
ENTRY = "李某. 数据中心的区位[J]. 地理学报, 2021, 76(3): 12-25."
CORRECTIONS = [("12-25", "12-26"), ("李某. 数据", "李某, 张某. 数据"), ("76(3)", "76(4)"), ("区位", "区位论"), ("地理学报", "地理学报告")]


def library(site: SiteState) -> dict[str, Reference]:
    return dict(parse_library(site.libraries[LIBRARY]).references)


def corrected(old: str, new: str) -> str:
    assert old in ENTRY
    return PAPER.replace(ENTRY, ENTRY.replace(old, new))


@pytest.mark.parametrize(("old", "new"), CORRECTIONS)
def test_a_corrected_work_keeps_its_key_where_a_person_edited_the_page(old: str, new: str) -> None:
    first, _ = after(SiteState(), [convert(PAPER)])
    edited = replace(first, ours={path: page.replace("逐县比较", "逐个县比较") for path, page in first.ours.items()})
    second, found = after(edited, [convert(corrected(old, new))])
    assert library(second).keys() == library(first).keys() and KEY in library(first)
    assert library(second)[KEY] != library(first)[KEY]
    assert f"[@{KEY}]" in second.ours["paper.md"] and "逐个县比较" in second.ours["paper.md"] and not found


@pytest.mark.parametrize(("old", "new"), CORRECTIONS)
def test_a_corrected_work_keeps_what_a_person_wrote_into_its_entry(old: str, new: str) -> None:
    first, _ = after(SiteState(), [convert(PAPER)])
    edited = replace(first, libraries={LIBRARY: first.libraries[LIBRARY].replace(f"@article{{{KEY},", f"@article{{{KEY},\n  doi = {{10.1000/1}},")})
    second, found = after(edited, [convert(corrected(old, new))])
    assert library(second).keys() == library(first).keys()
    assert library(second)[KEY].doi == "10.1000/1" and new in second.libraries[LIBRARY] and not found


def test_where_both_changed_one_field_the_person_s_stands_and_it_is_told() -> None:
    first, _ = after(SiteState(), [convert(PAPER)])
    edited = replace(first, libraries={LIBRARY: first.libraries[LIBRARY].replace("pages = {12-25}", "pages = {12-27}")})
    second, found = after(edited, [convert(corrected("12-25", "12-26"))])
    assert library(second)[KEY].pages == "12-27" and library(second).keys() == library(first).keys()
    assert [(one.code, one.path) for one in found] == [("MRG001", LIBRARY)] and KEY in found[0].message


def test_another_work_of_the_same_author_and_year_is_a_work_of_its_own() -> None:
    first, _ = after(SiteState(), [convert(PAPER)])
    more = "[3] 李某. 数据中心的电价[J]. 地理学报, 2021, 76(5): 1-9.\n"
    second, _ = after(first, [convert(PAPER + more)])
    assert library(second)[KEY] == library(first)[KEY] and len(library(second)) == len(library(first)) + 1


def test_another_work_in_its_place_does_not_take_the_key_that_a_person_cites() -> None:
    first, _ = after(SiteState(), [convert(PAPER)])
    edited = replace(first, ours={path: page.replace("逐县比较", f"逐县比较[@{KEY}]") for path, page in first.ours.items()})
    second, _ = after(edited, [convert(corrected("中心的区位", "要素与乡村的分水"))])
    assert library(second)[KEY] == library(first)[KEY]
    assert library(second)[f"{KEY}a"].title == "数据要素与乡村的分水"


def test_a_work_in_the_place_of_two_is_neither() -> None:
    more = "[3] 李某. 数据中心的电价[J]. 地理学报, 2021, 76(5): 1-9.\n"
    first, _ = after(SiteState(), [convert(PAPER + more)])
    edited = replace(first, libraries={LIBRARY: first.libraries[LIBRARY].replace("  langid", "  note = {人注},\n  langid")})
    second, _ = after(edited, [convert(corrected("区位", "水价"))])
    kept = library(second)
    assert {one.title for key, one in kept.items() if key.startswith("li2021")} == {"数据中心的区位", "数据中心的电价", "数据中心的水价"}
