"""Texts of one title stand at addresses of their own, which stay whatever other texts come and go."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from build_scripts.commands.convert_pool import Raw, convert_raw
from build_scripts.diagnostics import Diagnostic
from build_scripts.ingest.converted import Conversion
from build_scripts.ingest.merge.update import SiteState, update_site

FIRST = "更正\n\n昨日第二版的表格把两县的数字印反了，应以县统计局的公报为准，特此说明，并向读者致歉。\n"
SECOND = "更正\n\n上周的来信把作者的单位写错了，作者是县档案馆的馆员，不是县志办的编辑，谨此更正。\n"
THIRD = "更正\n\n前天的照片说明把桥名写错了，照片上的是老桥，新桥还没有通车，特此更正并致歉。\n"


def converted(name: str, text: str, sidecar: str | None = None) -> Conversion:
    done = convert_raw(Raw(name, f"references/sources/{name}", text.encode(), sidecar, "x.yml")).conversion
    assert done is not None
    return done


def plan(texts: Mapping[str, Conversion], before: Mapping[str, str | None] | None = None) -> tuple[dict[str, str | None], list[str]]:
    """The files after an ingest of these, and the codes of what was said; ``before`` are the files of the last one."""
    kept = {path: text for path, text in (before or {}).items() if text is not None}
    state = SiteState(
        base={path.removeprefix("references/imported/"): text for path, text in kept.items() if path.startswith("references/imported/")},
        ours={path.removeprefix("docs/texts/"): text for path, text in kept.items() if path.startswith("docs/texts/")},
        sources=frozenset(texts),
    )
    said: list[Diagnostic] = []
    files = update_site(list(texts.values()), state, said.append).files
    return {**kept, **files}, [finding.code for finding in said]


def pages(files: Mapping[str, str | None]) -> dict[str, str]:
    return {path.removeprefix("docs/texts/"): text for path, text in files.items() if path.startswith("docs/texts/") and text is not None}


def test_a_text_of_the_same_title_gets_an_address_of_its_own() -> None:
    files, said = plan({"a.txt": converted("a.txt", FIRST), "b.txt": converted("b.txt", SECOND)})
    assert sorted(pages(files)) == ["geng-zheng-b.md", "geng-zheng.md"]
    assert "表格" in pages(files)["geng-zheng.md"] and "档案馆" in pages(files)["geng-zheng-b.md"]
    assert said.count("SRC022") == 1 and "SRC020" not in said


def test_texts_that_come_and_go_move_no_other() -> None:
    first, second, third = converted("a.txt", FIRST), converted("b.txt", SECOND), converted("0.txt", THIRD)
    before, _ = plan({"a.txt": first, "b.txt": second})
    files, _ = plan({"0.txt": third, "a.txt": first, "b.txt": second}, before)
    assert sorted(pages(files)) == ["geng-zheng-0.md", "geng-zheng-b.md", "geng-zheng.md"]
    assert {name: pages(files)[name] for name in pages(before)} == pages(before)
    files, said = plan({"b.txt": second, "0.txt": third}, files)
    assert "档案馆" in pages(files)["geng-zheng-b.md"] and "桥名" in pages(files)["geng-zheng-0.md"]
    assert "MRG006" not in said, "no page moves because another text has gone"


def test_the_same_words_printed_twice_are_written_once() -> None:
    files, said = plan({"a.txt": converted("a.txt", FIRST), "b.txt": converted("b.txt", FIRST)})
    assert sorted(pages(files)) == ["geng-zheng.md"] and said.count("SRC020") == 1


def test_an_address_that_a_person_gave_is_left_to_a_person() -> None:
    files, said = plan({"a.txt": converted("a.txt", FIRST), "b.txt": converted("b.txt", SECOND, "slug: geng-zheng\n")})
    assert sorted(pages(files)) == ["geng-zheng.md"] and said.count("SRC020") == 1


@pytest.mark.parametrize(("name", "shown"), [("更正二.txt", r"geng-zheng-[0-9a-f]{8}\.md"), ("c_2 D.txt", r"geng-zheng-c-2-d\.md")])
def test_any_name_of_a_file_makes_an_address(name: str, shown: str) -> None:
    files, _ = plan({"a.txt": converted("a.txt", FIRST), name: converted(name, SECOND)})
    own = [path for path in pages(files) if path != "geng-zheng.md"]
    assert len(own) == 1
    assert re.fullmatch(shown, own[0])


def test_files_that_read_the_same_in_latin_letters_are_told_apart() -> None:
    given = {name: converted(name, text) for name, text in (("a.txt", FIRST), ("b 1.txt", SECOND), ("b_1.txt", THIRD))}
    files, said = plan(given)
    assert len(pages(files)) == 3 and said.count("SRC022") == 2
    again, _ = plan(given, files)
    assert pages(again) == pages(files)


def test_chapters_follow_their_text() -> None:
    book = "更正\n\n" + "".join(f"第{n}章 甲{n}乙丙\n\n这一章说明第{n}处改动的来由，前后都有出处可查，不再一一列举。\n\n" for n in "一二三")
    given = {"a.txt": converted("a.txt", FIRST), "b.txt": converted("b.txt", book, "layout: chapters\n")}
    files, _ = plan(given)
    own = [text for path, text in pages(files).items() if path.startswith("geng-zheng-b/")]
    assert len(own) == 4
    assert sum("\npart_of: geng-zheng-b\n" in text for text in own) == 3


def test_a_page_that_nothing_would_read_again_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("build_scripts.ingest.merge.update.MAX_BYTES", 400)
    files, said = plan({"a.txt": converted("a.txt", FIRST), "b.txt": converted("b.txt", "长文\n\n" + SECOND * 6)})
    assert sorted(pages(files)) == ["geng-zheng.md"] and said.count("STR005") == 1
