"""What a text says about itself: title page, labelled matter, English matter, closing notes; and what is left alone."""

from __future__ import annotations

import pytest

from build_scripts.diagnostics import silent
from build_scripts.ingest.block import Block, Findings, Kind, traced_parts, walk
from build_scripts.ingest.recognize.metadata import metadata_values, recognize_metadata, recognize_metadata_notes
from build_scripts.text.source import Source
from build_scripts.text.traced import Traced, offsets

BODY = "这一段是正文，写得足够长，好让人看出它不是题名，也不是署名，更不是任何一种标签；它谈的是村里的水渠怎样修成，又怎样守住。"


def blocks_of(text: str) -> list[Block]:
    """One block a line; leading ``#`` are the level, as segmenting gives them."""
    out, at = [], 0
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            level = len(line) - len(line.lstrip("#"))
            traced = Traced.of(line, at)
            other = (traced[:level],) if level else ()
            out.append(Block(Kind.TEXT, traced[level:].strip(), number, number, level=level, other=other))
        at += len(line) + 1
    return out


def run(text: str, blocks: list[Block] | None = None) -> list[Block]:
    out = recognize_metadata(blocks or blocks_of(text), Findings(Source("a.txt", text), silent))
    places = sorted(place for block in walk(out) for place in offsets(traced_parts(block)))
    assert places == [i for i, c in enumerate(text) if not c.isspace()], "every character stands in one block, once"
    return out


def values(text: str) -> dict[str, object]:
    return metadata_values(run(text))


def body(text: str) -> list[str]:
    return [block.text.text for block in run(text) if block.kind is Kind.TEXT]


# --- title page -----------------------------------------------------------------------------------------------------


def test_title_subtitle_byline_and_affiliation() -> None:
    got = values(f"水渠与村庄\n——以三个县为例\n王 芳1，李晓明2\n（1.甲大学历史学院，甲城 100000；2.乙研究所，乙城 200000）\n{BODY}")
    assert got["title"] == "水渠与村庄"
    assert got["subtitle"] == "以三个县为例"
    assert got["authors"] == [
        {"name": "王芳", "affiliation": "甲大学历史学院，甲城 100000"},
        {"name": "李晓明", "affiliation": "乙研究所，乙城 200000"},
    ]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("□ 郑平", ["郑平"]),
        ("■ 本报记者 周禾 何 田", ["周禾", "何田"]),
        ("文/孙小梅", ["孙小梅"]),
        ("撰文、摄影 / 纪 舟", ["纪舟"]),
        ("骆 明 远", ["骆明远"]),
        ("盛春明1，古丽娜尔1，袁成2*", ["盛春明", "古丽娜尔", "袁成"]),
        ("韩越 $^{1}$，Tom Keller $^{2}$", ["韩越", "Tom Keller"]),
        ("县长　闵长河", ["闵长河"]),
        ("乡土调查课题组", ["乡土调查课题组"]),
        ("〔德〕安娜·霍夫曼　著", ["安娜·霍夫曼"]),
    ],
)
def test_bylines_below_a_title(line: str, names: list[str]) -> None:
    got = values(f"水渠与村庄\n{line}\n{BODY}")
    assert got["title"] == "水渠与村庄"
    assert [author["name"] for author in got["authors"]] == names  # type: ignore[attr-defined]


def test_byline_with_translator() -> None:
    got = values(f"水渠与村庄\n〔德〕安娜·霍夫曼　著　林　彤　译\n{BODY}")
    assert got["authors"] == [{"name": "安娜·霍夫曼"}]
    assert got["translator"] == "林 彤"


@pytest.mark.parametrize("line", ["引言", "高质量发展", "方法", "水利与治理", "国家安全", "一个时代"])
def test_words_that_are_no_byline(line: str) -> None:
    assert "authors" not in values(f"水渠与村庄\n{line}\n{BODY}")


def test_title_over_two_lines() -> None:
    assert values(f"水渠修成以后的\n村庄治理\n王芳\n{BODY}")["title"] == "水渠修成以后的村庄治理"
    assert values(f"守住一条水渠\n养活一个村庄\n□ 王芳\n{BODY}")["title"] == "守住一条水渠 养活一个村庄"


def test_markdown_level_decides() -> None:
    got = values(f"乡土期刊\n# 水渠与村庄\n王芳\n## 一、缘起\n{BODY}")
    assert got["title"] == "水渠与村庄"
    got = values(f"# 水渠与村庄\n王芳\n# 摘要：\n写了一条水渠的来历。\n关键词：水渠；村庄\n# 一、缘起\n{BODY}")
    assert (got["title"], got["abstract"]) == ("水渠与村庄", "写了一条水渠的来历。")


def test_chapter_number_above_its_title() -> None:
    got = values(f"第三章\n水渠与村庄\n{BODY}")
    assert (got["chapter_number"], got["title"]) == ("第三章", "水渠与村庄")
    got = values(f"第三章　水渠与村庄\n{BODY}")
    assert (got["chapter_number"], got["title"]) == ("第三章", "水渠与村庄")


def test_chapters_of_a_book_are_heads() -> None:
    text = f"第一章\n水渠\n{BODY}\n第二章\n村庄\n{BODY}"
    assert "chapter_number" not in values(text)


@pytest.mark.parametrize(
    "start",
    [BODY, f"三、水渠的衰落\n{BODY}", f"（二）守渠人\n{BODY}", "“他说，水是公家的，渠是大家的，\n谁也不能占。”",
     "[摘 要] 写了一条水渠的来历，又写了守渠人。"],
)
def test_a_text_without_a_title_gets_none(start: str) -> None:
    assert "title" not in values(start)


def test_a_given_headline_is_kept() -> None:
    text = f"小渠大事\n□ 王芳\n{BODY}"
    blocks = blocks_of(text)
    blocks[0] = blocks[0].to(Kind.META, label="title")
    got = metadata_values(run(text, blocks))
    assert got["title"] == "小渠大事" and got["authors"] == [{"name": "王芳"}]


def test_headline_behind_the_closing_note() -> None:
    got = values(f"□ 王芳\n{BODY}\n（作者系甲大学教授，原载于《乡土》2020年第4期）\n小渠也是大事情")
    assert got["title"] == "小渠也是大事情"
    assert got["authors"] == [{"name": "王芳", "affiliation": "甲大学教授"}]
    assert got["source_note"] == "原载于《乡土》2020年第4期"


def test_official_paper() -> None:
    got = values(f"甲县人民政府办公室文件\n甲政办发〔2020〕7号\n关于守好水渠的\n通知\n各乡人民政府：\n{BODY}")
    assert (got["title"], got["document_no"]) == ("关于守好水渠的通知", "甲政办发〔2020〕7号")
    assert got["authors"] == [{"name": "甲县人民政府办公室"}]


def test_law_with_the_note_of_its_adoption() -> None:
    got = values(f"甲县水渠条例\n（2020年3月1日甲县人民代表大会常务委员会第三次会议通过）\n第一条　{BODY}")
    assert got["title"] == "甲县水渠条例"
    assert str(got["title_note"]).startswith("2020年3月1日")


def test_journal_line_and_date() -> None:
    got = values(f"《乡土研究》2021年第3期\n水渠与村庄\n王芳\n{BODY}")
    assert (got["journal"], got["issue"], got["date"]) == ("乡土研究", "3", "2021")
    assert values(f"水渠与村庄\n王芳\n2024年3月8日\n{BODY}")["date"] == "2024-03-08"


def test_web_line() -> None:
    got = values(f"首页 > 乡村 > 正文\n水渠怎么守\n2024-01-15 08:30　来源：甲县网　作者：高 岭\n字号：大 中 小\n{BODY}")
    assert (got["title"], got["date"], got["source_note"]) == ("水渠怎么守", "2024-01-15", "甲县网")
    assert got["authors"] == [{"name": "高岭"}]


def test_dateline_names_the_reporter_and_stays_in_the_text() -> None:
    text = f"一条老渠\n本报甲县3月5日电（记者王芳、李明）{BODY}"
    assert values(text)["authors"] == [{"name": "王芳"}, {"name": "李明"}]
    assert body(text)[0].startswith("本报甲县")


# --- labelled matter ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("label", ["摘要: ", "摘 要：", "[摘　要]", "【内容提要】", "**摘要**：", "提要：", "摘　要　", "摘要\n"])
def test_labels_of_an_abstract(label: str) -> None:
    got = run(f"水渠与村庄\n王芳\n{label}写了一条水渠的来历。\n关键词：水渠；村庄\n一、缘起\n{BODY}")
    assert [b.text.text for b in got if b.label == "abstract"] == ["写了一条水渠的来历。"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("关键词：水渠；村庄；治理", ["水渠", "村庄", "治理"]),
        ("[关键词] 水渠; 村庄", ["水渠", "村庄"]),
        ("【关 键 词】水渠　村庄　治理", ["水渠", "村庄", "治理"]),
        ("关键词: 水渠, 村庄、治理。", ["水渠", "村庄", "治理"]),
        ("关键词 水渠 村庄", ["水渠", "村庄"]),
    ],
)
def test_keywords(line: str, words: list[str]) -> None:
    assert values(f"水渠与村庄\n摘要：写了一条水渠。\n{line}\n{BODY}")["keywords"] == words


def test_abstract_of_several_paragraphs() -> None:
    got = values(f"水渠与村庄\n摘要：其一，写水渠。\n其二，写村庄。\n关键词：水渠\n{BODY}")
    assert got["abstract"] == "其一，写水渠。\n\n其二，写村庄。"


def test_abstract_without_keywords_is_one_paragraph() -> None:
    text = f"[摘 要]其一，写水渠，又写守渠人。\n{BODY}"
    assert body(text) == [BODY]


@pytest.mark.parametrize(("line", "rest"), [("DOI：10.1234/a.b.2020.01 Of Ditches and Villages", "Of Ditches and Villages"), ("DOI: 10.1234/a.b.2020.01 ", "")])
def test_a_doi_ends_at_its_blank(line: str, rest: str) -> None:
    text = f"水渠与村庄\n摘要：写了一条水渠。\n关键词：水渠；村庄\n{line}\n一、缘起\n{BODY}"
    assert values(text)["doi"] == "10.1234/a.b.2020.01"
    shown = [b.text.text for b in run(text)]
    assert (rest in shown) == bool(rest)


def test_labels_behind_a_doi_are_labels() -> None:
    got = values(f"水渠与村庄\n摘要：写了一条水渠。\nDOI：10.1234/a.b.2020.01　文献标识码：A\n{BODY}")
    assert (got["doi"], got["document_code"]) == ("10.1234/a.b.2020.01", "A")


def test_several_labels_on_one_line() -> None:
    got = values(f"水渠与村庄\n王芳\n中图分类号：F125　文献标识码：A　文章编号：1234-5678(2022)04-0056-07\n{BODY}")
    assert (got["clc"], got["document_code"], got["article_no"]) == ("F125", "A", "1234-5678(2022)04-0056-07")
    assert (got["issue"], got["pages"], got["date"], got["issn"]) == ("4", "56-62", "2022", "1234-5678")


def test_matter_after_the_body() -> None:
    got = values(f"水渠与村庄\n王芳\n{BODY}\n【作者简介】王芳，甲大学教授。\n收稿日期：2020-01-02\n（责任编辑：沈眉）")
    assert (got["bio"], got["received"], got["editor"]) == ("王芳，甲大学教授。", "2020-01-02", "沈眉")


@pytest.mark.parametrize(
    "line",
    [
        "摘要是文章的门面，写好它并不容易，编辑往往先看它再看别的，所以要字斟句酌。",
        "关键词有三个，一个是水，一个是渠，还有一个是人，少了哪个都讲不成这个故事。",
        "摘要：写好它并不容易，编辑往往先看它再看别的部分。",
        "作者系统梳理了三个县的档案，从中找出了七份合同。",
        "来源：这个词在当地话里指水头，老人们至今这样说。",
        "责任编辑部门应当在三日内答复，并说明理由。",
    ],
)
def test_running_text_that_looks_like_matter_stays(line: str) -> None:
    text = f"水渠与村庄\n王芳\n{BODY}\n{line}\n{BODY}"
    assert line in body(text)


def test_english_matter_after_the_body() -> None:
    got = values(
        f"水渠与村庄\n王芳\n{BODY}\nCanals and Villages: A Study of Three Counties\nWANG Fang, LI Ming\n"
        "(School of History, A University, Jiacheng 100000, China)\nAbstract: Canals feed villages.\nKey words: canal; village"
    )
    assert got["title_en"] == "Canals and Villages: A Study of Three Counties"
    assert got["authors_en"] == ["WANG Fang", "LI Ming"]
    assert got["affiliation_en"] == "School of History, A University, Jiacheng 100000, China"
    assert (got["abstract_en"], got["keywords_en"]) == ("Canals feed villages.", ["canal", "village"])


def test_english_title_with_commas_is_no_byline() -> None:
    got = values(f"水渠\n{BODY}\nGreen Canals, Poor Villages and Long Roads\nWANG Fang\nAbstract: It is so.")
    assert got["title_en"] == "Green Canals, Poor Villages and Long Roads"


def test_english_one_word_a_line() -> None:
    got = values(f"水渠\n{BODY}\nAbstract:\nCanals\nfeed\nvil-\nlages\nwell.")
    assert got["abstract_en"] == "Canals feed villages well."


def test_english_keywords_stop_before_the_body() -> None:
    text = "Canals\nWANG Fang\nAbstract: It is so.\nKeywords: canal; village\n1 Introduction\nIn the winter the canal froze and nobody went out at all."
    got = values(text)
    assert (got["title"], got["authors"]) == ("Canals", [{"name": "WANG Fang"}])
    assert got["keywords_en"] == ["canal", "village"]


# --- closing notes ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ("（作者单位：甲县实验小学）", "affiliation", "甲县实验小学"),
        ("（原载《乡土》2020年第4期）", "source_note", "原载《乡土》2020年第4期"),
        ("责编：白　桦", "editor", "白 桦"),
        ("（本文责编：白桦）", "editor", "白桦"),
        ("甲通讯社记者 魏全 摄", "credits", "甲通讯社记者 魏全 摄"),
    ],
)
def test_closing_notes(line: str, key: str, value: str) -> None:
    assert values(f"水渠与村庄\n{BODY}\n{line}")[key] == value


def test_note_behind_the_last_sentence() -> None:
    text = f"水渠与村庄\n王芳\n{BODY}（作者系甲大学教授）"
    assert values(text)["authors"] == [{"name": "王芳", "affiliation": "甲大学教授"}]
    assert body(text) == [BODY]


def test_signature_and_date_of_a_preface() -> None:
    got = values(f"序\n{BODY}\n{BODY}\n孟秋白\n2020年9月10日于甲城")
    assert (got["title"], got["authors"], got["date"]) == ("序", [{"name": "孟秋白"}], "2020-09-10")


def test_bracketed_remarks_in_the_body_stay() -> None:
    line = "（这里的水渠，当地人叫作堰。）"
    assert line in body(f"水渠与村庄\n{BODY}\n{line}\n{BODY}")


# --- notes ------------------------------------------------------------------------------------------------------------


def note(text: str, label: str) -> Block:
    return Block(Kind.NOTE, Traced.invented(text), 9, 9, label)


def notes(*blocks: Block) -> list[Block]:
    return recognize_metadata_notes(list(blocks), Findings(Source("a.txt", ""), silent))


def test_labelled_notes_are_matter() -> None:
    got = metadata_values(notes(note("基金项目：甲基金（20A01）。作者简介：王芳，教授。", "*")))
    assert got == {"funding": "甲基金（20A01）。", "bio": "王芳，教授。"}


def test_star_of_the_byline_says_who_and_who_paid() -> None:
    byline = Block(Kind.META, Traced.invented("裴远*"), 2, 2, "authors")
    got = metadata_values(notes(byline, note("甲大学讲师，法学博士。本文系甲基金项目“水渠”的阶段性成果。", "*")))
    assert got["funding"] == "本文系甲基金项目“水渠”的阶段性成果。"
    assert got["authors"] == [{"name": "裴远", "affiliation": "甲大学讲师，法学博士"}]


def test_a_note_that_running_text_calls_stays() -> None:
    text = Block(Kind.TEXT, Traced.invented("正文里有注①。"), 3, 3)
    plain = note("甲书，第3页。", "1")
    assert notes(text, plain)[1].kind is Kind.NOTE


def test_a_note_of_the_title_that_is_no_matter() -> None:
    title = Block(Kind.META, Traced.invented("甲县公报[1]"), 1, 1, "title")
    got = metadata_values(notes(title, note("本公报数据为初步统计数。", "1")))
    assert (got["title"], got["title_note"]) == ("甲县公报", "本公报数据为初步统计数。")
