"""Dress of OCR Markdown, in small raw texts converted whole: what is markup, what is furniture, and what stays text."""

from __future__ import annotations

from tests.ingest.test_printed_matter import PROSE, body, converted

LONG = "山地果园的灌溉一直依靠人工，灌溉的时间由各户自己决定，因此用水高峰常常重叠，水渠下游的几户人家往往要等到深夜。"
SECOND = "协会成立以后把用水排成班次，每一班都写在村口的黑板上，错过班次的人家可以与邻居调换，但要在前一天告诉管水员。"


def test_a_head_of_keys_is_no_text_and_the_title_is_found() -> None:
    page = converted(f"---\ndoc_id: 12\ntitle: 别的名字\ntags:\n- 水\n---\n\n# 山地果园的用水班次\n\n{LONG}\n\n## 一、班次\n\n{SECOND}\n")
    assert page.startswith("---\ntitle: 山地果园的用水班次\n") and "doc_id" not in page


def test_a_rule_above_a_text_without_keys_stays() -> None:
    assert "没有键的一行" in converted(f"---\n没有键的一行文字。\n---\n\n{LONG}\n\n{SECOND}\n")


def test_words_in_bold_are_no_notes() -> None:
    page = converted(f"# 山地果园的用水班次\n\n{LONG}\n\n本文所说的**用水班次**：指协会排定的先后。\n\n**管水员**是由各户推举的人。\n\n{SECOND}\n")
    assert "本文所说的用水班次：指协会排定的先后。" in body(page)
    assert "[^" not in page and "*" not in page.split("---\n", 2)[2]


def test_stars_behind_figures_stay() -> None:
    assert "0.35\\*\\* 与0.27\\*\\*" in converted(f"# 题目\n\n{LONG}\n\n两个系数为 0.35** 与 0.27**，都很显著。\n")


def test_escaped_signs_lose_their_backslash() -> None:
    assert "2004~2008" in converted(f"# 题目\n\n{LONG}\n\n项目在2004\\~2008年实行。\n")


def test_a_formula_keeps_its_commands() -> None:
    assert "x \\\\\\_ 1" in converted(f"# 题目\n\n{LONG}\n\n其中 $x \\_ 1$ 是水量。\n")


def test_signs_of_list_items_are_markup() -> None:
    lines = body(converted(f"# 题目\n\n{LONG}\n\n## 班次\n\n办法有两条：\n\n- ■ 每户每旬一班；\n- 错过的可以调换。\n\n{SECOND}\n"))
    assert "每户每旬一班；" in lines and "错过的可以调换。" in lines


def test_a_dash_in_a_text_without_markdown_heads_stays() -> None:
    assert any(line.lstrip("\\").startswith("- 错过") for line in body(converted(f"{LONG}\n\n- 错过的可以调换。\n\n{SECOND}\n")))


ENGLISH = "Watering Shifts in the Orchards of the Hills and How the Villages Share Them"


def test_a_long_english_running_head_and_numbers_beside_it() -> None:
    pages = [f"{LONG[:30]}{n}，{SECOND}\n\n{n}\n\n{ENGLISH}\n" for n in ("XI", "4", "9", "27")]
    page = converted("# 山地果园的用水班次\n\n" + "\n".join(pages))
    assert ENGLISH not in page and not any(line in ("4", "9", "27", "XI") for line in body(page))


def test_a_figure_numbered_in_the_summary() -> None:
    page = converted(f"# 题目\n\n{LONG}\n\n图 ES-1 | 用水班次的安排\n\n![img-1.jpeg](img-1.jpeg)\n\n{SECOND}\n")
    assert '<figure id="fig-es-1"' in page and "img-1" not in page


def test_an_image_between_two_entries_is_part_of_neither() -> None:
    entries = "[1] 林小满. 班次[J]. 水政研究, 2021, 5(1): 3-9.\n\n![](images/a.jpg)\n\n[2] 周大河. 水渠[M]. 南河: 水利书局, 2016.\n"
    page = converted(f"# 题目\n\n{LONG}\n\n# 参考文献\n\n{entries}")
    assert "images/a.jpg" not in page and page.count("\n- [") == 2


def test_pictures_that_make_one_figure() -> None:
    page = converted(f"# 题目\n\n{LONG}\n\n![](a.jpg)\n(a) 上渠\n\n![](b.jpg)\n(b) 下渠\n\n![](c.jpg)\n图1 两渠的水位\n\n{SECOND}\n")
    figure = page.split("<figure", 1)[1].split("</figure>")[0]
    assert "(a) 上渠" in figure and "(b) 下渠" in figure


def test_a_byline_with_its_affiliations_on_one_line() -> None:
    byline = "林小满¹，周大河 2\\*(1.南河大学水利学院，南河 210000；2.北河研究院，北河 110000)"
    page = converted(f"# 题目之一\n\n{byline}\n\n摘要：{LONG}\n\n关键词：水；渠\n\n# 1 引言\n\n{SECOND}\n")
    assert "- {name: 林小满, affiliation: 南河大学水利学院，南河 210000}" in page
    assert "- {name: 周大河, affiliation: 北河研究院，北河 110000}" in page


def test_english_matter_parted_from_its_abstract_by_dates() -> None:
    page = converted(
        f"# 题目之一\n\n林小满\n\n摘要：{LONG}\n\n关键词：水；渠\n\n# Watering shifts in the hills\n\n"
        "LIN Xiaoman* (School of Water, Nanhe University, Nanhe 210000, China)\n\n收稿日期：2021-05-13\n\n"
        f"Abstract: The paper discusses the shifts of watering.\n\nKey words: water; canal\n\n# 1 引言\n\n{SECOND}\n")  # fmt: skip
    assert "title_en: Watering shifts in the hills" in page and "authors_en: [LIN Xiaoman]" in page


def test_labels_that_run_into_each_other() -> None:
    page = converted(f"# 题目之一\n\n林小满\n\n摘要：{LONG}\n\n关键词：水；渠；班次中图分类号：S27 文献标识码：A\n\n# 1 引言\n\n{SECOND}\n")
    assert "keywords: [水, 渠, 班次]" in page and "clc: S27" in page


def test_a_title_in_english_capitals_names_nobody() -> None:
    page = converted(f"# 山地果园的用水班次\n\nWATERING SHIFTS AND ORCHARDS\n\n林小满 周大河\n\n{LONG}\n\n## 一、班次\n\n{SECOND}\n")
    assert "name: 林小满" in page and "name: WATERING" not in page


CONTENTS = "# 目录\n\nIV 词汇表\n\n1 第 1 章 用水的人家\n\n1 上渠\n5 下渠\n\n9 第 2 章 用水的班次\n\n12 参考文献\n"


def test_a_contents_list_with_its_pages_first() -> None:
    text = f"# 第 1 章\n\n# 用水的人家\n\n## 上渠\n\n{LONG}\n\n## 下渠\n\n{SECOND}\n\n# 第 2 章\n\n# 用水的班次\n\n{LONG}\n"
    page = converted(f"# 山地果园的用水班次\n\n{CONTENTS}\n{text}")
    lines = body(page)
    assert sum("用水的班次" in line for line in lines) == 1 and not any(line.startswith(("IV ", "12 ")) for line in lines)
    assert any(line.startswith("## 第 1 章 用水的人家") for line in lines)


def test_numbered_steps_below_contents_stay() -> None:
    steps = "1 打开水闸\n\n2 记下水位\n\n3 关上水闸\n"
    assert "记下水位" in converted(f"# 题目\n\n{LONG}\n\n# 目录\n\n{steps}\n{SECOND}\n")


def test_prose_of_wrapped_lines_is_untouched_by_markdown_rules() -> None:
    assert any("逐年好转起来" in line for line in body(converted("\n".join(PROSE))))


SECTIONS = "## 一、上渠\n\n{}\n\n## 二、下渠\n\n{}\n"


def test_pictures_named_below_the_caption_of_their_figure() -> None:
    pictures = "■ 春 ■ 秋\n\n### a. 上渠\n\n![img-1.jpeg](img-1.jpeg)\n\n### b. 下渠\n\n![img-2.jpeg](img-2.jpeg)\n\n"
    figure = f"图 3 | 两渠的水位\n\n{pictures}说明：水位每旬一测。\n\n缩略词：上=上渠。\n\n来源：作者计算。\n"
    page = converted(f"# 题目\n\n{LONG}\n\n{figure}\n" + SECTIONS.format(SECOND, LONG[:40]))
    inside = page.split("<figure", 1)[1].split("</figure>")[0]
    assert all(words in inside for words in ("a. 上渠", "b. 下渠", "水位每旬一测。", "缩略词：上=上渠。", "来源：作者计算。"))


def test_the_letters_of_a_list_are_no_pictures() -> None:
    page = converted(f"# 题目\n\n{LONG}\n\n图 3 | 两渠的水位\n\n![img-1.jpeg](img-1.jpeg)\n\na. 上渠\n\nb. 下渠\n\n" + SECTIONS.format(SECOND, LONG[:40]))
    assert "a. 上渠" not in page.split("<figure", 1)[1].split("</figure>")[0]


def test_a_figure_that_goes_on_over_the_page_is_one_figure() -> None:
    first = "图 4 | 各村的用水\n\na. 上村\n\n![img-1.jpeg](img-1.jpeg)\n\n— 7 —\n"
    second = "图 4 | 各村的用水（续）\n\nb. 下村\n\n![img-2.jpeg](img-2.jpeg)\n\n来源：作者计算。\n"
    page = converted(f"# 题目\n\n{LONG}\n\n{first}\n{second}\n" + SECTIONS.format(SECOND, LONG[:40]))
    assert page.count("<figure") == 1 and "b. 下村" in page.split("</figure>")[0] and "（续）" not in page


def test_two_figures_of_one_number_share_no_anchor() -> None:
    page = converted(f"# 题目\n\n{LONG}\n\n图 3 两渠的水位\n\n![a](a.jpg)\n\n{SECOND}\n\n图 3 两村的人家\n\n![b](b.jpg)\n\n{LONG[:40]}。\n")
    assert page.count("<figure") == 2 and page.count('id="fig-3"') == 1
