"""The foot of a page and the head of the next: notes between the halves of a paragraph, misread marks, names of columns."""

from __future__ import annotations

import pytest

from build_scripts.diagnostics import Diagnostic
from build_scripts.ingest.pipeline import ingest_source
from build_scripts.text.source import Source
from tests.ingest.test_print_damage import BEFORE, BEHIND, BODY, COLUMN, heads, paragraphs, shown, wrapped

FIRST, LAST = wrapped("".join(BEFORE), blanks="　　"), wrapped("".join(BEHIND), blanks="　　")
TWO_BLANKS = wrapped(BODY, blanks="　　")
NOTE = ["① 高岚：《渠长制度考》，《水利史研究》2019年第3期。"]


def pages(above: list[str], below: list[str], foot: list[str], head: list[str]) -> str:
    return "\n".join(["分水记", "", *FIRST, *above, *foot, "88", *head, *below, *LAST, "89"])


def called(lines: list[str]) -> list[str]:
    """The lines with a note's mark behind the third character of the second one."""
    return [lines[0], lines[1][:3] + "①" + lines[1][3:-1], lines[1][-1] + lines[2], *lines[3:]]


# --- a column's name between the halves of a sentence -----------------------------------------------------------


def test_a_columns_name_below_a_page_number_in_a_cut_sentence_heads_the_page() -> None:
    cut = called(TWO_BLANKS)
    text = pages(cut[:5], cut[5:], NOTE, ["水乡随笔", ""])
    assert BODY in paragraphs(text) and "水乡随笔" not in heads(text)


def test_a_head_at_the_top_of_a_page_behind_a_finished_paragraph_stays() -> None:
    text = pages([*called(TWO_BLANKS)], wrapped("".join(COLUMN[:2]) + "。", blanks="　　"), NOTE, ["水乡随笔"])
    assert "水乡随笔" in heads(text)


def test_a_head_above_an_indented_paragraph_stays() -> None:
    text = pages(called(TWO_BLANKS)[:5], TWO_BLANKS, NOTE, ["水乡随笔"])
    assert any("水乡随笔" in part for part in [*heads(text), *paragraphs(text)])


# --- a sentence ends with the page, its paragraph does not ------------------------------------------------------

HALVES = wrapped(
    "渠长的木牌挂在庙门旁边已经一百年了，谁也不许改动，要改须等到冬天全村人开会。" + "开会的那一天全村的人都来，站在雪里听渠长念账。",
    blanks="　　",
)


def test_a_paragraph_goes_on_below_the_notes_where_paragraphs_have_indents() -> None:
    assert HALVES[1].endswith("开会。")
    above, below = [HALVES[0][:5] + "①" + HALVES[0][5:], HALVES[1]], HALVES[2:]
    text = "\n".join(["分水记", "", *FIRST, *TWO_BLANKS, *above, *NOTE, "88", *below, *TWO_BLANKS, *LAST, "89"])
    assert "".join(HALVES).strip() in paragraphs(text)


def test_an_indented_paragraph_below_the_notes_is_one_of_its_own() -> None:
    above, below = [HALVES[0][:5] + "①" + HALVES[0][5:], HALVES[1]], HALVES[2:]
    text = "\n".join(["分水记", "", *FIRST, *TWO_BLANKS, *above, *NOTE, "88", "　　" + below[0], *below[1:], *TWO_BLANKS, *LAST, "89"])
    assert "".join(HALVES).strip() not in paragraphs(text)


# --- notes ------------------------------------------------------------------------------------------------------


def test_the_second_line_of_a_note_may_begin_like_a_head() -> None:
    lines = [COLUMN[0], COLUMN[1][:6] + "¹" + COLUMN[1][6:], *COLUMN[2:]]
    foot = ["1 《分水章程》，《北方水利》", "第5卷第10期，1908年。"]
    got = shown("\n".join(["分水记", "", *BEFORE, *lines, *foot, "· 94 ·", *BEHIND]))[0]
    assert any(note.endswith("第10期，1908年。") for note in got.notes.values())


def test_a_numbered_head_that_begins_with_a_title_stays_a_head() -> None:
    text = "\n".join(["分水记", "", *BEFORE, "1 《分水章程》的由来", *COLUMN, "2 《分水章程》的修订", *BEHIND])
    assert any("《分水章程》的由来" in head for head in heads(text))


MISREAD = ["渠长的职守见于族谱。①他一年一换。", "木牌的尺寸见于碑文。@谁也不许改动。", "闸门的开合见于水册。③日落为止。"]
DEFINED = ["① 《高氏族谱》，1907年刻本。", "② 《分水碑》，1911年立。", "③ 《中渠水册》，1915年抄本。"]


def test_a_sign_where_a_notes_mark_must_stand_calls_it() -> None:
    got = shown("\n\n".join(["渠长", *MISREAD, *DEFINED]))[0]
    assert len(got.notes) == 3 and not any("@" in p.text for p in got.paragraphs)


def test_a_sign_beside_a_note_that_is_called_stays() -> None:
    got = shown("\n\n".join(["渠长", MISREAD[0], MISREAD[1].replace("@", "②@"), MISREAD[2], *DEFINED]))[0]
    assert any("@" in p.text for p in got.paragraphs)


def test_of_two_signs_neither_calls_the_note() -> None:
    got = shown("\n\n".join(["渠长", MISREAD[0], MISREAD[1] + "木牌的年月见于匾额。@字已模糊。", MISREAD[2], *DEFINED]))[0]
    assert sum(p.text.count("@") for p in got.paragraphs) == 2


# --- marks that call no note, notes that are no citations -------------------------------------------------------

BRACKETS = ["渠长的职守见于族谱。〔1〕他一年一换。", "木牌的尺寸见于碑文。〔2〕谁也不许改动。"]
LAW = ["〔1〕 高岚：《渠长制度考》，巴山出版社2008年版，第57页。", "〔2〕 同前注〔1〕，高岚书，第60页。"]


def said(text: str) -> list[str]:
    found: list[Diagnostic] = []
    ingest_source(Source("a.txt", text), found.append)
    return [one.code for one in found]


def test_marks_of_notes_are_no_unresolved_citations() -> None:
    text = "\n\n".join(["渠长", *BRACKETS, *LAW])
    assert "unresolved" not in shown(text)[0].front and "CIT016" not in said(text)


def test_a_number_that_no_note_defines_is_an_unresolved_citation() -> None:
    assert "unresolved: 1" in shown("\n\n".join(["渠长", *BRACKETS, "水册的年月另有考证[9]。", *LAW]))[0].front


def test_a_note_that_mentions_another_does_not_call_it() -> None:
    assert "STR021" not in said("\n\n".join(["渠长", *BRACKETS, *LAW]))


def test_a_mark_behind_a_word_that_ends_alike_calls_its_note() -> None:
    text = "\n\n".join(["渠长", "木牌受到各村的关注〔1〕，谁也不许改动。", LAW[0]])
    assert len(shown(text)[0].anchors) == 1


def test_numbers_behind_authors_that_point_at_their_places_are_not_reported() -> None:
    head = "# 渠长的木牌\n\n高岚 $^{1}$ ，石磊 $^{2}$\n\n(1.北河大学 水利学院，北河 110000；2.南河研究院，南河 210000)\n\n摘要：木牌三年一换。\n\n"
    assert "STR021" not in said(f"{head}{BODY}\n\n{BODY}\n")


def test_a_mark_in_the_text_that_nothing_defines_is_reported() -> None:
    assert "STR021" in said(f"# 渠长的木牌\n\n高岚\n\n{BODY}^{{3}}\n\n{BODY}\n")


# --- photos at the end of a page --------------------------------------------------------------------------------


@pytest.mark.parametrize("caption", ["渠长在庙门前换木牌。石　磊/摄", "渠长在庙门前换木牌。本文图片由作者提供", "渠长在庙门前换木牌。石磊 摄"])
def test_a_photo_above_the_edge_of_a_page_leaves_the_cut_sentence_whole(caption: str) -> None:
    text = "\n".join(["分水记", "", *BEFORE, *COLUMN[:4], "", caption, "", "37", *COLUMN[4:], *BEHIND, "", "38"])
    assert BODY in paragraphs(text) and any("换木牌" in p.text for p in shown(text)[0].paragraphs if p.kind == "caption")


def test_a_sentence_that_ends_with_who_gave_something_stays_in_its_paragraph() -> None:
    told = "渠册有一百年的数目，都是渠会的人一笔一笔记下来的，翻开来每一页都有水渍。本文照片以外的材料由渠会提供，不再一一注明，错处由我承担。"
    lines = wrapped(told)
    text = "\n".join(["分水记", "", *BEFORE, *lines[:2], "37", *lines[2:], *BEHIND, "38"])
    assert told in paragraphs(text)


# --- three lines at the head of a page --------------------------------------------------------------------------


def test_an_issue_and_a_number_beside_a_running_head_are_furniture() -> None:
    text = "\n".join(["分水记", "", *COLUMN[:4], "水利史", *COLUMN[4:], *BEFORE, *BEHIND[:4], "水利史", "2019.8", "5", *BEHIND[4:]])
    assert not any("2019.8" in p for p in paragraphs(text))


def test_a_figure_alone_in_the_text_is_none() -> None:
    assert any("2019.8" in p for p in paragraphs("\n\n".join(["分水记", BODY, "2019.8", BODY])))


# --- lists beside notes -----------------------------------------------------------------------------------------

READINGS = ["推荐阅读", "1. 高岚：《渠长制度考》，巴山：巴山出版社，2006年。", "2. 石磊：《分水木牌》，巴山：巴山出版社，2015年。"]
RINGED = "① 木牌是不是尺子，曾经引起争论。高岚1974年考察北方各渠，发现许多木牌由私人立。"


def test_entries_of_a_list_are_no_notes_that_the_text_calls_in_a_ring() -> None:
    got = shown("\n\n".join(["渠长", "木牌也是尺子。①谁也不许改动。", *READINGS, RINGED]))[0]
    assert list(got.notes.values()) == [RINGED[2:]]


def test_a_plain_number_defines_a_note_that_a_plain_number_calls() -> None:
    got = shown("\n\n".join(["渠长", "木牌也是尺子。¹谁也不许改动。", READINGS[1]]))[0]
    assert len(got.notes) == 1


def test_the_head_of_notes_is_used_up_though_a_page_number_stands_below_it() -> None:
    text = "\n".join(["渠长", "", *BEFORE, "木牌也是尺子。[1]", *BEHIND, "注释：", "— 3 —", "[1] 木牌三年一换，尺寸不变。"])
    got = shown(text)[0]
    assert not any(p.text.startswith("注释") for p in got.paragraphs) and "注释：" not in [head for _, head in got.heads]
