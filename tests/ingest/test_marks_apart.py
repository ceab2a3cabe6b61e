"""Note marks that an extraction set apart from their words, in the ways in which text layers of PDF files show it."""

from __future__ import annotations

from build_scripts.diagnostics import Diagnostic
from build_scripts.formats.markdown import format_document
from build_scripts.ingest.pipeline import ingest_source
from build_scripts.text.source import Source
from tests.ingest.exam.page_reader import Shown, read_pages

BEFORE = "渠长的账房里存着三十年的旧账，每一页都写明哪一天放水、\n哪一家先浇、哪一家后浇，年底由两个村子的人一同查对。\n"
RULE = "查账的规矩出自嘉庆年间的碑文。"
WORK = "①《东渠碑录》，巴山出版社，1987年。\n"
AFTER = "账本后来毁于一场大火，只有抄本留在邻村的祠堂里，至今还\n有人在清明前后拿出来翻晒。\n"


def read(text: str) -> tuple[Shown, list[str]]:
    findings: list[Diagnostic] = []
    conversion = ingest_source(Source("case.txt", text), findings.append)
    return read_pages(list(format_document(conversion.documents[0]).values())), [d.code for d in findings]


def words_before_marks(shown: Shown) -> list[str]:
    return [before[-4:] for _, before in shown.anchors]


def test_a_mark_on_a_line_of_its_own_goes_back_into_its_blank() -> None:
    shown, codes = read(f"渠长的账本\n{BEFORE}{RULE} 碑文共四十二行，规定每年\n①\n秋后合村公议。{AFTER}{WORK}")
    assert words_before_marks(shown) == ["的碑文。"]
    assert "规定每年秋后合村公议" in "".join(p.text for p in shown.paragraphs)
    assert "STR023" not in codes


def test_a_mark_without_a_blank_goes_behind_the_sentence_and_is_reported() -> None:
    shown, codes = read(f"渠长的账本\n{BEFORE}{RULE}碑文共四十二行，规定每年\n①\n秋后合村公议。{AFTER}{WORK}")
    assert words_before_marks(shown) == ["的碑文。"]
    assert "STR023" in codes


def test_a_mark_that_slipped_to_the_end_of_its_line_goes_back() -> None:
    shown, _ = read(f"渠长的账本\n{BEFORE}{RULE} 碑文共四十二行，规定每年①\n秋后合村公议。{AFTER}{WORK}")
    assert words_before_marks(shown) == ["的碑文。"]


def test_a_circled_number_that_nothing_defines_stays_a_point() -> None:
    shown, codes = read(f"渠长的账本\n{BEFORE}查账分三步。 第一步清点水签，第二步核对放水的时辰，\n①\n第三步公布结果。{AFTER}")
    assert not shown.anchors
    assert "STR023" not in codes
    assert "①" in "".join(p.text for p in shown.paragraphs)


def test_digits_of_the_size_of_the_line_call_the_notes_below() -> None:
    text = (
        f"渠长的账本\n{BEFORE}查账的规矩出自嘉庆年间的碑文。1碑文共四十二行，规定每年秋后公议。2\n{AFTER}"
        "1 《东渠碑录》，巴山出版社，1987年。\n2 公议由渠长召集，各户出一人。\n"
    )
    shown, _ = read(text)
    assert words_before_marks(shown) == ["的碑文。", "后公议。"]
    assert sorted(shown.notes.values()) == ["《东渠碑录》，巴山出版社，1987年。", "公议由渠长召集，各户出一人。"]


def test_digits_that_no_line_defines_are_numbers() -> None:
    shown, _ = read(f"渠长的账本\n{BEFORE}查账的规矩出自嘉庆年间的碑文。1碑文共四十二行，规定每年秋后公议。2\n{AFTER}")
    assert not shown.notes
    assert "碑文。1碑文" in "".join(p.text for p in shown.paragraphs)


def test_numbered_points_below_a_sentence_with_a_figure_are_no_notes() -> None:
    shown, _ = read(f"渠长的账本\n{BEFORE}查账要走三步，见图1。三步如下：\n1 清点水签，逐户登记在册。\n2 核对放水的时辰，不符的当场改正。\n{AFTER}")
    assert not shown.notes


def test_characters_named_by_their_radical_are_read_as_characters() -> None:
    shown, _ = read(f"渠⻓的账本\n{BEFORE.replace('页', '⻚')}⼾主⻅证，⺠间传抄⸺这是规矩。\n{AFTER}")
    assert shown.title == "渠长的账本"
    assert "每一页都写明" in shown.paragraphs[0].text
    assert "户主见证，民间传抄——这是规矩。" in "".join(p.text for p in shown.paragraphs)


def test_notes_printed_one_behind_another_on_a_line_are_parted() -> None:
    text = f"渠长的账本\n\n{BEFORE}{RULE}①碑文共四十二行，规定每年秋后公议。②{AFTER}\n> ①《东渠碑录》，巴山出版社，1987年。 ②公议由渠长召集，各户出一人。\n"
    shown, _ = read(text)
    assert sorted(shown.notes.values()) == ["《东渠碑录》，巴山出版社，1987年。", "公议由渠长召集，各户出一人。"]


def test_points_of_a_list_on_one_line_stay_together() -> None:
    points = "①清点水签。 ②核对放水的时辰。 ③公布结果，三天之内无人异议才算数。"
    shown, _ = read(f"渠长的账本\n\n{BEFORE}{AFTER}\n{points}\n")
    assert not shown.notes
    assert "②核对放水的时辰" in "".join(p.text for p in shown.paragraphs)


def test_the_blank_before_a_figure_takes_a_mark_where_no_other_is_left() -> None:
    shown, codes = read(f"渠长的账本\n{BEFORE}账本记下的水量合计 312.6万方，\n①\n比上年多一成。{AFTER}{WORK}")
    assert words_before_marks(shown) == ["水量合计"]
    assert "STR023" not in codes
