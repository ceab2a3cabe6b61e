"""Matter of journal articles and marks of converters, in small raw texts converted whole: what is told, and what stays silent."""

from __future__ import annotations

from build_scripts.diagnostics import Diagnostic
from build_scripts.formats.markdown import format_document
from build_scripts.ingest.pipeline import ingest_source
from build_scripts.text.source import Source

PROSE = [
    "　　河湖治理的成效要靠沿岸居民来评判。近十年来各县先后设立了巡护",
    "队伍，把沿河的村庄编成段落，每一段都有人看守，水质因此逐年好转起",
    "来。但是各段之间的责任并不清楚，遇到上游来水时常常互相推诿，下游",
    "的损失没有人承担。",
    "　　解决的办法在于把责任写进合同。合同写明水量和水质的标准，由第三",
    "方按月测定，超标的一段要向下游支付补偿，补偿的数额与损失相当，这",
    "样上下游之间才会互相监督，治理的费用也有了来源。",
]


def converted(text: str) -> str:
    """The page that the text becomes; no character may be lost."""
    found: list[Diagnostic] = []
    conversion = ingest_source(Source("a.txt", text), found.append)
    assert not conversion.ledger.lost and not conversion.ledger.doubled
    return "\n".join(page for document in conversion.documents for page in format_document(document).values())


def body(page: str) -> list[str]:
    return [line for line in page.split("---\n", 2)[2].split("\n") if line.strip()]


def article(*matter: str, end: tuple[str, ...] = ()) -> str:
    head = ["河湖巡护的责任划分", "", "林小满，周大河", "", "摘要：本文讨论巡护责任如何划分。", "关键词：河湖；巡护；责任"]
    return "\n".join([*head, *matter, "", *PROSE, *end])


def test_english_keywords_end_where_chinese_prose_begins() -> None:
    text = article("Key words: river patrol; responsibility; water quality compensation;", "downstream villages")
    page = converted(text.replace("villages\n\n　　", "villages\n"))
    assert "keywords_en: [river patrol, responsibility, water quality compensation, downstream villages]" in page
    assert any(line.startswith("河湖治理的成效") for line in body(page))


def test_a_paragraph_that_begins_with_a_western_line_stays_whole() -> None:
    lines = ["OpenRiver Patrol Network Initiative", "是一个由沿岸居民自己管理的网络，各段的记录都由居民自己填写并公开。"]
    assert "OpenRiver Patrol Network Initiative是一个" in converted("\n".join([*PROSE, *lines, *PROSE])).replace(" 是", "是")


def test_english_title_names_and_affiliation_in_wrapped_lines() -> None:
    page = converted(article(
        "Dividing the responsibility of river", "patrols among villages", "LIN Xiaoman1", ", ZHOU Dahe2",
        "(1. School of Water, Nanhe University, Nanhe 210000, China;", "2. Institute of Rivers, Beihe Academy, Beihe 110000, China)",
        "Abstract: The paper discusses how responsibility is divided among", "the villages along a river.", "Key words: river; patrol"))  # fmt: skip
    assert "title_en: Dividing the responsibility of river patrols among villages\n" in page
    assert "authors_en: [LIN Xiaoman, ZHOU Dahe]" in page
    assert "1. School of Water" in page and "School of Water" not in "".join(body(page))


def test_an_english_title_without_names_is_kept_whole() -> None:
    page = converted(article("Dividing the responsibility of WATER Patrols", "among the villages of a river", "Abstract: The paper discusses rivers."))
    assert "title_en: Dividing the responsibility of WATER Patrols among the villages of a river" in page


def test_a_biography_goes_on_over_lines_and_persons() -> None:
    persons = ("林小满（1981—），女，博士，教授，从事河", "湖治理研究；", "周大河（1990—），男，硕士，讲师，从事水", "文研究。")
    page = converted(article(end=("作者简介：", *persons)))
    assert "bio: 林小满（1981—），女，博士，教授，从事河湖治理研究；周大河（1990—），男，硕士，讲师，从事水文研究。" in page


def test_affiliations_that_belong_to_nobody_for_sure_are_kept() -> None:
    text = article().replace("林小满，周大河\n", "林小满，周大河，吴江\n（南河大学水利学院，南河 210000）\n（北河研究院，北河 110000）\n")
    page = converted(text)
    assert "affiliation: 南河大学水利学院，南河210000；北河研究院，北河110000" in page


REFERENCES = [
    "参考文献：",
    "[1]林小满.河湖巡护的二十年：一个县的观察与思考 巡护制度的由来[N].",
    "南河日报，2018-11-01.",
    "[2]周大河.水文手册[EB/OL].南河水利网，https://nanhe.example/2021/12/28/a103e4",
    "d75ac.pdf",
    "[3]Lake P，River A.How Villages Watch Their Waters and What Comes of",
    "It[M].Nanhe：Water Press，2016.",
]


def test_an_entry_goes_on_where_the_next_number_counts_on() -> None:
    entries = [line for line in body(converted(article(end=tuple(REFERENCES)))) if line.startswith("- [")]
    assert [entry[:4] for entry in entries] == ["- [1", "- [2", "- [3"]
    assert "[N].南河日报" in entries[0] and "d75ac.pdf" in entries[1]


def test_prose_behind_the_last_entry_is_no_entry() -> None:
    page = converted(article(end=(*REFERENCES, "", "　　后来的修订者在原稿上补写了这一段，说明各县的名称已经变更。")))
    assert body(page)[-1].startswith("后来的修订者")


def test_numbers_behind_their_entries() -> None:
    page = converted(article(end=(
        "参考文献：", "林小满, 周大河. 河湖巡护的责任与补偿——一个流域的", "实例[J]. 水政研究, 2021, 54(11): 37–46.", "[1]",
        "周大河. 水文手册[M]. 南河: 水利书局, 2016.", "[2]", "LAKE P. Villages and waters[J]. River Studies, 2014, 6(4): 25–31.", "[3]")))  # fmt: skip
    entries = [line for line in body(page) if line.startswith("- [")]
    assert len(entries) == 3 and entries[0].startswith("- [1] 林小满, 周大河. 河湖巡护的责任与补偿——一个流域的实例[J].")


def test_comments_and_page_rules_of_a_converter_are_no_text() -> None:
    marked = ["<!--", "source: a.pdf", "pages: 2", "-->", "<!-- page 1/2 -->", *PROSE[:2], "", "--- Page 2 ---", "", *PROSE[2:]]
    lines = body(converted("河湖巡护的责任划分\n\n" + "\n".join(marked)))
    assert not any("source" in line or "Page 2" in line or "<!--" in line for line in lines)
    assert any("逐年好转起" in line and "来。但是" in line for line in lines)


def test_a_comment_inside_a_sentence_stays() -> None:
    assert "&lt;!--" in converted("\n".join([*PROSE, "　　网页里的注释写作<!-- 注释 -->这样的形式，读者看不见它，只有编者看得见。"]))


ISSUE = ["第 12 卷 第 2 期", "水政研究", "Vol. 12, No. 2", "2023 年 2 月", "RIVER STUDIES", "Feb. 2023", "57"]


def test_issue_lines_in_a_row_at_a_page_edge_are_furniture() -> None:
    page = converted("\n".join(["河湖巡护的责任划分", "", *PROSE[:2], *ISSUE, "", "", *PROSE[2:], "58"]))
    assert not any(line in page for line in ISSUE[:6])
    assert "逐年好转起" in page and "好转起<span" in page


def test_one_date_below_a_text_is_no_issue_line() -> None:
    assert "2023 年 2 月" in converted("\n".join(["河湖巡护的责任划分", "", *PROSE, "", "2023 年 2 月", "57"]))


def test_a_numbered_head_wrapped_over_two_lines() -> None:
    head = ["2    基于合同的河湖巡护责任划分与沿岸村庄的", "补偿办法"]
    page = converted("\n".join(["河湖巡护的责任划分", "", *PROSE[:4], *head, *(line.strip("　") for line in PROSE[4:])]))
    assert "## 2 基于合同的河湖巡护责任划分与沿岸村庄的补偿办法 {#s2}" in page


def test_a_works_marker_makes_no_head() -> None:
    page = converted("\n".join([*PROSE, "流域补偿的实例[J]. 水政研究, 2021", *PROSE]))
    assert not any(line.startswith("#") and "水政研究" in line for line in body(page))


def test_the_hyphen_of_pdf_fonts_joins_a_cut_word() -> None:
    cut = [*PROSE[:5], "方按月测定，超标的一段要向下游支付补偿，测定用的模型（Water Mod\u2043", "els，WM）已经公开，任何人都可以按照公开的步骤重新计算一遍。"]
    assert "Water Models，WM" in converted("\n".join(cut))


def test_heads_that_a_converter_wrote_over_its_pages() -> None:
    lines = body(converted("\n".join(["# 河湖巡护的责任划分", "", "---", "", "## Page 1", "", *PROSE[:2], "", "---", "", "## Page 2", "", *PROSE[2:]])))
    assert not any("Page" in line or "---" in line for line in lines)
    assert any("逐年好转起" in line and "来。但是" in line for line in lines)


def test_signs_of_half_width_become_the_signs_that_were_printed() -> None:
    assert "上渠、下渠都有人看守。" in converted("\n".join([*PROSE, "", "　　上渠､下渠都有人看守｡"]))


NARROW = [
    "水渠修好以后的第二年，村里的人",
    "家都来登记用水的班次，登记册放在",
    "祠堂里，任何人都可以去查看。",
    "“班次定好了，",
    "我们的心就安定了”",
    "登记的办法是由管水员提出来的，",
    "他在别的村子见过同样的登记册，觉",
    "得很有用，就带回来教给大家。",
]


def test_a_quoted_head_over_two_lines() -> None:
    lines = [line.replace("班次定好了，", "定好了班次以后") for line in NARROW]
    assert any(line.startswith("## “定好了班次以后我们的心就安定了”") for line in body(converted("\n".join(["登记册", "", *lines]))))


def test_a_quotation_that_a_comma_parts_is_no_head() -> None:
    assert not any(line.startswith("##") and "班次定好了" in line for line in body(converted("\n".join(["登记册", "", *NARROW]))))


BEFORE = [
    "　　渡口的兴废同河道的变迁分不开。老人还记得河面最宽的年头，摆渡一",
    "趟要半个钟点，两岸的人隔着水喊话也听不真切；如今河床抬高，枯水的",
    "月份卷起裤腿就能走过去，渡船便闲在柳树底下，一年难得动上几回。",
]


def test_a_centred_line_within_a_sentence_heads_a_page_though_it_comes_once() -> None:
    page = converted("\n".join([*BEFORE, *PROSE[:6], "", "　　　　　　沿岸村庄的三重责任", "", *PROSE[6:]]))
    assert any("补偿的数额与损失相当，这样上下游" in line for line in body(page))


def test_a_centred_line_between_paragraphs_and_a_plain_one_within_a_sentence_stay() -> None:
    between = converted("\n".join([*BEFORE, *PROSE[:4], "", "　　　　　　沿岸村庄的三重责任", "", *PROSE[4:]]))
    within = converted("\n".join([*BEFORE, *PROSE[:6], "沿岸村庄的三重责任", *PROSE[6:]]))
    assert any("三重责任" in line for line in body(between)) and any("三重责任" in line for line in body(within))


def test_a_centred_head_of_a_table_is_none() -> None:
    head = "                     农业    工业    生活"
    rows = ["表 1.1  各类村庄的用水结构", head, "沿河的村庄           90      3       7", "靠山的村庄           69      15      16"]
    page = converted("\n".join([*BEFORE, *PROSE, "", *rows, "资料来源：县水利局。"]))
    assert "|  | 农业 | 工业 | 生活 |" in page


def test_the_title_with_a_page_number_heads_a_page_wherever_it_stands() -> None:
    title = "河湖与信用：一个巡护队的个案"
    page = converted("\n".join([f"{title}*", "", "林小满", "", *BEFORE, *PROSE[:4], f"{title}　141", *PROSE[4:]]))
    assert page.count("个案") == 2 and "个案\u3000141" not in page  # once in the front matter, once as the title


def test_a_head_that_ends_in_a_number_of_its_own_stays() -> None:
    page = converted("\n".join(["河湖与信用：一个巡护队的个案", "", "林小满", "", *BEFORE, *PROSE[:4], "", "对照组 141", "", *PROSE[4:]]))
    assert any("对照组 141" in line for line in body(page))
