"""Definitions in the glossary read as on the page: citations lead to works, note marks and blanks of the extraction are gone."""

from __future__ import annotations

from build_scripts.formats.bibtex.library import parse_library
from build_scripts.formats.glossary import parse_glossary
from build_scripts.ingest.merge.update import LIBRARY, SiteState
from tests.ingest.test_update import after, convert

TEXT = """\
渠册与分水的规矩
高岚
（巴山大学历史系，成都 610000）
摘要：本文讨论渠册，说明分水的先后与轮灌的次序。
关键词：渠册；分水

一、概念
轮灌次序是指各村按照渠册所载的水期依次引水灌田的先后安排{cited}。各村照此行事，从无例外，直到新渠修成以后才有改变。
{more}
二、结论
渠册决定分水的先后，水期决定灌田的多少。这个次序在三个县都成立，没有例外。
{notes}
参考文献
[1] 石磊. 轮灌的次序[J]. 水利史论丛, 2021(3): 12-25.
"""


def definition(text: str, term: str = "轮灌次序") -> str:
    site, _ = after(SiteState(), [convert(text)])
    return next(one.definition for one in parse_glossary(site.glossary) if one.term == term)


def test_a_citation_leads_to_the_work() -> None:
    for printed in ("[1]", "（石磊，2021）", "（石磊，2021：14）"):
        got = definition(TEXT.format(cited=printed, more="", notes=""))
        place = ", 14" if "14" in printed else ""
        assert got == f"指各村按照渠册所载的水期依次引水灌田的先后安排[@shi2021lunguan{place}]。", printed


def test_a_citation_of_a_work_that_is_not_listed_stays_as_printed() -> None:
    assert definition(TEXT.format(cited="（王海，2019）", more="", notes="")).endswith("先后安排（王海，2019）。")


def test_note_marks_and_blanks_of_the_extraction_are_gone() -> None:
    more = "水期长短是指一个村子按照渠册可以 引水的^① 日数， 由渠长在开春以前 与各村商定。其余的日子归下游各村使用，不得争执。\n"
    text = TEXT.format(cited="[1]", more=more, notes="\n^① 以农历计。\n")
    assert definition(text, "水期长短") == "指一个村子按照渠册可以引水的日数，由渠长在开春以前与各村商定。"


def test_a_work_that_only_a_definition_cites_goes_with_it_at_once() -> None:
    first, _ = after(SiteState(), [convert(TEXT.format(cited="[1]", more="", notes=""))])
    assert len(parse_library(first.libraries[LIBRARY]).entries) == 1
    shorter = convert(TEXT.format(cited="", more="", notes="").split("\n参考文献")[0] + "\n")
    second, _ = after(first, [shorter])
    assert not parse_library(second.libraries[LIBRARY]).entries and "[@" not in second.glossary
    third, found = after(second, [shorter])
    assert third == second and not found
