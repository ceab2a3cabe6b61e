"""A page that people own is read into blocks and marks that know their places."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from build_scripts.formats.marks import find_ref_comment, parse_cited
from build_scripts.formats.page import parse_page
from build_scripts.model.page import Block, BlockKind, CitedItem, MarkKind, Page, page_url


def read(text: str) -> Page:
    return parse_page("texts/a.md", text)


def words(text: str, kind: BlockKind) -> list[str]:
    page = read(text)
    return [block.text.cut(text) for block in page.blocks if block.kind is kind]


def only(text: str) -> Block:
    blocks = read(text).blocks
    assert len(blocks) == 1
    return blocks[0]


def test_head_with_anchor() -> None:
    text = "---\ntitle: 甲\n---\n\n## 一、小标题 {#s1}\n"
    block = only(text)
    assert (block.kind, block.level, block.id, block.text.cut(text)) == (BlockKind.HEADING, 2, "s1", "一、小标题")
    assert read(text).position(block.text.start) == (5, 4)


def test_paragraph_is_one_line_or_several() -> None:
    assert words("甲乙。\n\n丙\n丁。\n", BlockKind.PARAGRAPH) == ["甲乙。", "丙\n丁。"]


def test_list_items_and_what_stands_in_them() -> None:
    text = "- 甲\n- 乙\n    - 丙\n\n    丁\n"
    page = read(text)
    assert [(b.kind, b.text.cut(text), b.within) for b in page.blocks] == [
        (BlockKind.ITEM, "甲", ()),
        (BlockKind.ITEM, "乙", ()),
        (BlockKind.ITEM, "丙", ("item",)),
        (BlockKind.PARAGRAPH, "丁", ("item",)),
    ]


def test_box_and_quote_are_read_inside() -> None:
    text = '!!! box "专栏1 甲"\n\n    乙。\n\n    > 丙。\n\n丁。\n'
    page = read(text)
    assert [(b.kind, b.text.cut(text), b.within, b.indent) for b in page.blocks] == [
        (BlockKind.BOX_TITLE, "专栏1 甲", ("box",), ""),
        (BlockKind.PARAGRAPH, "乙。", ("box",), "    "),
        (BlockKind.PARAGRAPH, "丙。", ("box", "quote"), "    > "),
        (BlockKind.PARAGRAPH, "丁。", (), ""),
    ]


def test_figure_is_read_inside_and_other_html_is_not() -> None:
    text = (
        '<figure id="tab-1" class="table" markdown="block">\n<figcaption markdown="span">表1 甲</figcaption>\n\n'
        "| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |\n\n资料来源：丙。\n\n</figure>\n\n"
        "<div>\n不读\n\n也不读\n</div>\n\n丁\n"
    )
    page = read(text)
    assert [(b.kind, b.within) for b in page.blocks] == [
        (BlockKind.HTML, ()),
        (BlockKind.CAPTION, ("figure",)),
        (BlockKind.TABLE, ("figure",)),
        (BlockKind.PARAGRAPH, ("figure",)),
        (BlockKind.HTML, ("figure",)),
        (BlockKind.HTML, ()),
        (BlockKind.PARAGRAPH, ()),
    ]


def test_printed_list_is_a_container() -> None:
    text = '<div class="references" markdown="block">\n\n- [1] 甲. <!-- ref: jia2024 -->\n\n</div>\n'
    item = next(b for b in read(text).blocks if b.kind is BlockKind.ITEM)
    assert item.within == ("references",)
    assert find_ref_comment(item.text.cut(text)) == ((CitedItem("jia2024"),), len("[1] 甲."))


def test_note_and_its_further_paragraphs() -> None:
    text = "[^1]: 甲 <!-- ref: a; b, 12-14 -->\n\n    乙\n"
    page = read(text)
    assert [(b.kind, b.id, b.within) for b in page.blocks] == [(BlockKind.NOTE, "1", ()), (BlockKind.PARAGRAPH, "", ("note",))]
    named = find_ref_comment(page.blocks[0].text.cut(text))
    assert named is not None and named[0] == (CitedItem("a"), CitedItem("b", "12-14"))


def test_code_hides_what_stands_in_it() -> None:
    page = read("`[@a]` 与\n\n```\n[@b]\n# 不是标题\n```\n")
    assert [m.kind for m in page.marks] == [MarkKind.CODE]
    assert [b.kind for b in page.blocks] == [BlockKind.PARAGRAPH, BlockKind.FENCE]


def test_citations_of_every_form() -> None:
    text = "甲[@a, 12-14]<!-- print: （甲，2024：12） -->乙[@a; @b]丙[-@c]丁@d [9]<!-- print: 丁（2024：9） -->。"
    marks = [m for m in read(text).marks if m.kind is MarkKind.CITATION]
    assert [(m.items, m.printed, m.narrative) for m in marks] == [
        ((CitedItem("a", "12-14"),), "（甲，2024：12）", False),
        ((CitedItem("a"), CitedItem("b")), "", False),
        ((CitedItem("c", "", True),), "", False),
        ((CitedItem("d", "9"),), "丁（2024：9）", True),
    ]


def test_what_only_looks_like_a_citation() -> None:
    for text in ("a@b.cn", "[见 @a]", "\\[@a]", "[@]"):
        assert not [m for m in read(text).marks if m.kind is MarkKind.CITATION and not m.narrative]
    assert not [m for m in read("写信到 a@b.cn。").marks if m.kind is MarkKind.CITATION]
    assert not [m for m in read("\\[@a\\]").marks if m.kind is MarkKind.CITATION and not m.narrative]
    assert parse_cited("见 @a") == () and parse_cited("@a; 乙") == ()


def test_a_key_ends_before_the_sentence() -> None:
    marks = read("见 @wang2024.").marks
    assert marks[0].items[0].key == "wang2024"


def test_terms_notes_pages_links() -> None:
    text = '[[要素|数据]][^2]<span class="pb" id="page-53" data-page="53"></span>[表1](#tab-1)<https://a.cn>'
    marks = read(text).marks
    assert [(m.kind, m.label) for m in marks] == [
        (MarkKind.TERM, "要素"), (MarkKind.NOTE_MARK, "2"), (MarkKind.PAGE_BREAK, "53"), (MarkKind.LINK, "#tab-1"), (MarkKind.URL, ""),
    ]  # fmt: skip
    assert marks[0].text.cut(text) == "数据"


def test_addresses() -> None:
    found = [page_url(path) for path in ("index.md", "texts/a.md", "texts/a/index.md", "texts/a/01-b.md")]
    assert found == ["", "texts/a/", "texts/a/", "texts/a/01-b/"]


PIECES = st.sampled_from(
    ["甲", "。", "\n", "\n\n", "# ", "## 二 {#s2}", "> ", "- ", "1. ", "    ", '!!! box "题"', "[^1]", "[^1]: ", "[@a]", "<!--", "-->",
     "<div>", "</div>", '<figure markdown="block">', "</figure>", "`", "```", "|", "---", "[[", "]]", "<table>", "\\", "*", "{", "}"]
)  # fmt: skip


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_text_is_read_with_places_in_order(text: str) -> None:
    page = read(text)
    assert all(0 <= b.span.start <= b.text.start <= b.text.end <= len(text) for b in page.blocks)
    starts = [b.span.start for b in page.blocks]
    assert starts == sorted(starts)
    for first, second in zip(page.marks, page.marks[1:], strict=False):
        assert first.span.end <= second.span.start


def test_long_line_is_linear() -> None:
    import time

    def seconds(size: int) -> float:
        text = "[" * size + "甲[@a]" * (size // 10)
        start = time.perf_counter()
        read(text)
        return time.perf_counter() - start

    seconds(1000)
    assert seconds(8000) < 40 * max(seconds(1000), 0.002)
