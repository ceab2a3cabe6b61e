"""Essays, newspapers and official papers: drop caps, verse, boxes named on a line of their own, explanations behind a paper."""

from __future__ import annotations

from tests.ingest.test_print_damage import BEFORE, BEHIND, BODY, LONG, heads, paragraphs, shown, wrapped

FIRST, LAST = "".join(BEFORE), "".join(BEHIND)


def indented(*texts: str) -> str:
    return "\n".join(line for text in texts for line in wrapped(text, blanks="　　"))


# --- drop caps --------------------------------------------------------------------------------------------------


def test_a_drop_cap_goes_back_to_its_sentence() -> None:
    cap = f"{FIRST[0]}\n" + "\n".join(wrapped(FIRST[1:]))
    assert FIRST in paragraphs(f"渡口\n\n{indented(LAST)}\n旧船夫\n{cap}\n{indented(BODY)}\n")


def test_a_preface_headed_by_one_character_keeps_its_head() -> None:
    assert any(head.startswith("序") for head in heads(f"渡口\n\n{indented(LAST)}\n序\n{indented(FIRST)}\n{indented(BODY)}\n"))


def test_a_numeral_alone_above_its_section_is_no_drop_cap() -> None:
    got = paragraphs(f"渡口\n\n{indented(LAST)}\n一\n{indented(FIRST)}\n二\n{indented(BODY)}\n")
    assert FIRST in got and BODY in got


def test_signs_between_two_sections_are_set_aside() -> None:
    got = paragraphs(f"渡口\n\n{indented(LAST)}\n＊　＊　＊\n{indented(FIRST)}\n")
    assert not any("＊" in p for p in got) and len(got) == 2


# --- verse ------------------------------------------------------------------------------------------------------

POEM = ["赤日行天不见云，", "肩头百斤足生尘。", "公所门前米一斗，", "分与昨夜未归人。"]


def test_the_lines_of_a_poem_stay_apart() -> None:
    text = f"码头\n\n{indented(LAST)}\n　　有人写过这样的句子：\n" + "\n".join(POEM) + f"\n{indented(FIRST)}\n"
    assert [p for p in paragraphs(text) if p in POEM] == POEM


def test_a_wrapped_sentence_is_no_poem() -> None:
    assert FIRST in paragraphs(f"码头\n\n{indented(LAST)}\n{indented(FIRST)}\n{indented(BODY)}\n")


# --- boxes named on a line of their own -------------------------------------------------------------------------


def test_a_box_named_above_its_title() -> None:
    got = shown(f"分水记\n\n{indented(LAST)}\n延伸阅读\n什么是渠长\n{indented(BODY)}\n")[0]
    assert "延伸阅读 什么是渠长" in [p.text for p in got.paragraphs if p.kind == "box-title"]


def test_a_list_of_readings_is_no_box() -> None:
    got = shown(f"第三章　分水\n\n{LONG}\n\n延伸阅读\n1. 高岚：《渠长制度考》，巴山出版社，2015年。\n2. 石磊：《分水木牌》，巴山出版社，2019年。\n")[0]
    assert not any(p.boxed or p.kind == "box-title" for p in got.paragraphs)


# --- an official paper and its explanation ----------------------------------------------------------------------


def paper(behind: str) -> str:
    body = "".join(f"（{n}）{what}。{LONG}\n" for n, what in zip("一二三四五六七八九十", "管人管水管闸管渠管账管牌管树管桥管路管灯", strict=False))
    return f"临江县人民政府办公室\n关于推行渠长制的实施意见\n临政办发〔2021〕7号\n各乡镇人民政府：\n{LONG}\n一、总体要求\n{LONG}\n二、重点任务\n{body}{behind}"


def test_the_explanation_behind_a_paper_is_a_text_of_its_own() -> None:
    behind = f"《关于推行渠长制的实施意见》\n政策解读\n近日，县政府办公室印发了《关于推行渠长制的实施意见》，现解读如下。\n{LONG}\n"
    got = shown(paper(behind))
    assert [document.title for document in got][1:] == ["《关于推行渠长制的实施意见》政策解读"]


def test_a_chapter_on_explaining_a_policy_stays_in_its_text() -> None:
    assert len(shown(paper(f"三、政策解读\n{LONG}\n"))) == 1


# --- annexes and notes ------------------------------------------------------------------------------------------


def test_an_appendix_with_its_title_stands_at_the_top() -> None:
    text = f"码头\n\n{LONG}\n\n一　坐地\n\n{LONG}\n\n（一）地段\n\n{LONG}\n\n附录　光绪年间收支清册（节录）\n\n{LONG}\n"
    levels = {head: level for level, head in shown(text)[0].heads}
    assert levels["附录 光绪年间收支清册（节录）"] == levels["一 坐地"]


def test_a_sentence_that_names_the_last_part_goes_on_with_the_one_before() -> None:
    text = f"码头\n\n{LONG}\n\n本文第二部分讲地段，第三部分讲账册，第四部分讲碑刻，①\n\n① 碑在县城。\n\n第五部分是结论。\n\n{LONG}\n"
    assert any(p.endswith("第四部分讲碑刻，第五部分是结论。") for p in paragraphs(text))


def test_a_part_of_a_book_is_a_head() -> None:
    assert "第二部分　账册" in [h.replace(" ", "　") for h in heads(f"码头\n\n第一部分　地段\n\n{LONG}\n\n第二部分　账册\n\n{LONG}\n")]


def test_the_translator_alone_on_a_line_is_matter() -> None:
    got = shown(f"风与渡口\n［挪威］英格丽·哈姆雷　著\n白　桦　译\n{indented(LAST, FIRST)}\n")[0]
    assert "translator: 白 桦" in got.front and not got.heads
