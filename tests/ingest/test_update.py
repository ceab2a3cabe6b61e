"""An ingest as a whole, planned and not written: whatever people edited and whatever changed in the source, no line of theirs is lost."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from build_scripts.diagnostics import Diagnostic, Severity, silent
from build_scripts.formats.bibtex.library import parse_library
from build_scripts.formats.glossary import parse_glossary
from build_scripts.formats.sidecar import EMPTY, parse_sidecar
from build_scripts.ingest.converted import Conversion
from build_scripts.ingest.merge.update import (
    BASE_GLOSSARY,
    BASE_LIBRARY,
    GLOSSARY,
    IMPORTED,
    LIBRARY,
    TEXTS,
    SiteState,
    update_site,
)
from build_scripts.ingest.pipeline import ingest_source
from build_scripts.text.source import Source

PAPER = """\
县域数据中心的选址
王某
（某大学经济学院，北京 100000）
摘要：本文讨论县域数据中心的选址，说明电价与网络的先后。
关键词：数据中心；县域；选址

一、问题的提出
近年来，不少县城希望建设数据中心。选址的第一个条件是电价，第二个条件才是网络。已有研究对此说法不一[1]。①
地方的财力有限，不能样样都要，因此先后的次序就成了问题。本文从三个县的材料出发，说明这个次序。

二、材料与方法
材料来自公开的统计年鉴，口径以年鉴的说明为准[2]。方法是逐县比较，不作推断。

表1 三个县的电价
县名\t电价
甲县\t0.5
乙县\t0.6
资料来源：作者调查

三、结论
电价决定建不建，网络决定建在哪里。这个次序在三个县都成立。

①这里的县不包括市辖区。

名词解释

水账：一年用水的开支同节水的收益相抵以后的数目。

电账：一年用电的开支同节电的收益相抵以后的数目。

参考文献
[1] 李某. 数据中心的区位[J]. 地理学报, 2021, 76(3): 12-25.
[2] 国家统计局. 中国统计年鉴2023[M]. 北京: 中国统计出版社, 2023.
"""
BRIEF = """\
算力的账怎么算

算力的账，先算电，再算人。电是一年一年的开支，人是一天一天的开支，两本账不能合成一本。

参考文献
[1] 赵某. 市域的算力[J]. 某刊, 2022, 1(2): 3-4.
"""
NEW = [
    ("逐县比较", "逐县对照"), ("第一个条件是电价", "第一个条件当然是电价"), ("76(3): 12-25", "76(4): 12-25"), ("0.5", "0.55"),
    ("二、材料与方法", "二、材料和方法"), ("水账：一年用水", "水账：全年用水"), ("不包括市辖区", "包括县级市"),
    ("中国统计出版社, 2023", "统计出版社, 2023"), ("\n\n三、结论\n", "\n\n三、讨论\n这里多出一段，说一说别的县。\n"),
    ("地方的财力有限，不能样样都要，因此先后的次序就成了问题。本文从三个县的材料出发，说明这个次序。\n", ""),
    ("三个县都成立", "四个县都成立"),
]  # fmt: skip
"""What may change in the source from one ingest to the next."""


@cache
def convert(text: str, name: str = "a.txt", sidecar: str = "slug: paper\n") -> Conversion:
    return ingest_source(Source(name, text), silent, parse_sidecar(sidecar, "a.yml", silent) if sidecar else EMPTY)


def after(site: SiteState, conversions: list[Conversion], sources: set[str] | None = None) -> tuple[SiteState, list[Diagnostic]]:
    """The site behind an ingest, and what was said."""
    found: list[Diagnostic] = []
    site = replace(site, sources=sources if sources is not None else {one.source for one in conversions})
    files = update_site(conversions, site, found.append).files
    texts = {**{TEXTS + path: text for path, text in site.ours.items()}, **{IMPORTED + path: text for path, text in site.base.items()}, **site.libraries,
             BASE_LIBRARY: site.base_library, GLOSSARY: site.glossary, BASE_GLOSSARY: site.base_glossary}  # fmt: skip
    texts = {path: text for path, text in (texts | files).items() if text is not None}
    return replace(
        site,
        ours={path.removeprefix(TEXTS): text for path, text in texts.items() if path.startswith(TEXTS)},
        base={path.removeprefix(IMPORTED): text for path, text in texts.items() if path.startswith(IMPORTED) and path.endswith(".md")},
        libraries={LIBRARY: texts.get(LIBRARY, "")}, base_library=texts[BASE_LIBRARY], glossary=texts[GLOSSARY], base_glossary=texts[BASE_GLOSSARY],
    ), found  # fmt: skip


def everything(site: SiteState) -> str:
    return "\n".join([*site.ours.values(), *site.libraries.values(), site.glossary])


SIGNS = "子丑寅卯辰巳午未申酉戌亥"


@st.composite
def edits(draw: st.DrawFn, site: SiteState) -> tuple[SiteState, list[str]]:
    """The site after a person's edits: words put into lines, lines added, lines deleted, in any file; and the lines they wrote."""
    files: dict[str, str] = {**site.ours, LIBRARY: site.libraries[LIBRARY], GLOSSARY: site.glossary}
    written: list[str] = []
    for sign in SIGNS[: draw(st.integers(1, 5))]:
        path = draw(st.sampled_from(sorted(files)))
        lines = files[path].splitlines()
        at = draw(st.integers(0, max(len(lines) - 1, 0)))
        how = draw(st.sampled_from(["change", "add", "delete", "comment"]))
        if how == "delete" and path.endswith(".md"):
            del lines[at]
        elif how == "add" and path.endswith(".md") and lines[at] == "" and "---" in lines[1:at]:
            lines[at:at] = ["", f"人加的{sign}一段。"]
            written.append(sign)
        elif how == "comment" and not path.endswith(".md"):
            at = next((n for n, line in enumerate(lines) if n >= at and line == ""), len(lines))
            mark = "%" if path == LIBRARY else "#"
            lines[at:at] = ["", f"{mark} 人写的{sign}注"]
            written.append(sign)
        elif re.search(r"[\u4e00-\u9fff]{3}", lines[at]):
            place = draw(st.integers(1, 2)) + re.search(r"[\u4e00-\u9fff]{3}", lines[at]).start()  # type: ignore[union-attr]
            lines[at] = lines[at][:place] + sign + lines[at][place:]
            written.append(sign)
        files[path] = "\n".join(lines) + "\n"
    whole = [line for text in files.values() for line in text.splitlines()]
    written = [line if "人" in line and len(line) < 12 else sign for sign in written for line in whole if sign in line]
    ours = {path: text for path, text in files.items() if path.endswith(".md")}
    return replace(site, ours=ours, libraries={LIBRARY: files[LIBRARY]}, glossary=files[GLOSSARY]), written


@settings(max_examples=120, deadline=None)
@given(data=st.data(), changes=st.lists(st.sampled_from(NEW), max_size=4, unique=True), sidecar=st.sampled_from(["", "date: 2024-03\n", "title: 另题\n"]),
       renamed=st.booleans())  # fmt: skip
def test_whatever_both_sides_do_no_word_of_a_persons_is_lost(data: st.DataObject, changes: list[tuple[str, str]], sidecar: str, renamed: bool) -> None:
    first, found = after(SiteState(), [convert(PAPER)])
    assert not [one for one in found if one.severity is Severity.ERROR]
    edited, written = data.draw(edits(first))
    text = PAPER
    for old, new in changes:
        text = text.replace(old, new)
    conversion = convert(text, "b.txt" if renamed else "a.txt", f"slug: paper\n{sidecar}")
    second, told = after(edited, [conversion])
    whole = everything(second)
    assert all(words in whole for words in written), [words for words in written if words not in whole]
    third, again = after(second, [conversion])
    assert third == second and not [one for one in again if one.code == "MRG001"], "an ingest after an ingest changes nothing"
    if not changes and not sidecar and not renamed:
        assert second == edited and not told, "an unchanged source changes no byte"
    if edited == first:
        clean, _ = after(SiteState(), [conversion])
        assert (second.ours, second.libraries) == (clean.ours, clean.libraries), "what nobody edited follows the conversion"


def test_a_text_whose_source_is_gone_keeps_its_works_and_terms() -> None:
    first, _ = after(SiteState(), [convert(PAPER), convert(BRIEF, "z.txt", "slug: brief\n")])
    second, found = after(first, [convert(BRIEF, "z.txt", "slug: brief\n")], {"z.txt"})
    assert [one.code for one in found] == ["MRG004"]
    assert "改名" not in found[0].hint, "z.txt has a text of its own, so that it is not a.txt under another name"
    assert (second.ours, second.libraries, second.glossary) == (first.ours, first.libraries, first.glossary)


def test_a_work_that_a_person_cites_elsewhere_stays_when_its_text_drops_it() -> None:
    first, _ = after(SiteState(), [convert(PAPER), convert(BRIEF, "z.txt", "slug: brief\n")])
    (key,) = {key for key, one in parse_library(first.libraries[LIBRARY]).references.items() if one.title == "市域的算力"}
    edited = replace(first, ours={**first.ours, "paper.md": first.ours["paper.md"].replace("逐县比较", f"逐县比较[@{key}]")})
    shorter = convert(BRIEF.split("\n\n参考文献")[0] + "\n", "z.txt", "slug: brief\n")
    kept, _ = after(edited, [convert(PAPER), shorter])
    assert key in parse_library(kept.libraries[LIBRARY]).references
    dropped, _ = after(first, [convert(PAPER), shorter])
    assert key not in parse_library(dropped.libraries[LIBRARY]).references, "cited nowhere, edited by nobody"


def test_a_term_follows_its_text_and_a_persons_entry_does_not() -> None:
    first, _ = after(SiteState(), [convert(PAPER)])
    new = convert(PAPER.replace("水账：一年", "水账：全年").replace("电账：一年", "电账：全年"))
    edited = replace(first, glossary=first.glossary.replace("一年用电", "三年用电"))
    second, found = after(edited, [new])
    definitions: Mapping[str, str] = {term.term: term.definition for term in parse_glossary(second.glossary)}
    assert definitions["水账"].startswith("全年用水") and definitions["电账"].startswith("三年用电")
    assert [(one.code, one.path) for one in found] == [("MRG001", GLOSSARY)]


def test_a_line_that_only_looked_like_the_title_stays_in_the_text_where_the_sidecar_names_another() -> None:
    text = "青山水电站的渡口旧事与木船\n" + PAPER.partition("\n")[2]
    for stated, kept in (("村志的编法", True), ("青山水电站的渡口旧事", False), ("青山水电站的渡囗旧事与木船", False)):
        page = next(iter(after(SiteState(), [convert(text, sidecar=f"slug: paper\ntitle: {stated}\n")])[0].ours.values()))
        assert f"# {stated}\n" in page
        assert ("\n青山水电站的渡口旧事与木船\n" in page) is kept, page
