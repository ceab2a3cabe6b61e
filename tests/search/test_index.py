"""The index: the same bytes for the same pages, bounded memory, and the answers of a naive search."""

from __future__ import annotations

import io
import json
import re
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_scripts.search import Options, PageText, Piece, TextMeta, build_index, parse_page
from build_scripts.search.normalize import normalize
from build_scripts.search.pack import pack_postings, varint
from build_scripts.search.postings import Postings
from tests.bench.search.pages import as_html, pages
from tests.search.asking import ask, needs_node
from tests.search.small_site import PAGES, write_site


def bench_pages(count: int) -> list[PageText]:
    return [parse_page(f"texts/{page.slug}/", as_html(page)) for page in pages(count, 800)]


def test_the_same_pages_give_the_same_bytes() -> None:
    assert list(build_index(bench_pages(5))) == list(build_index(bench_pages(5)))


def test_small_runs_give_the_same_bytes_as_one() -> None:
    files = []
    opened: list[io.BytesIO] = []

    def scratch() -> io.BytesIO:
        opened.append(io.BytesIO())
        return opened[-1]

    for size in (10**9, 1_000):
        files.append(list(build_index(bench_pages(12), Options(run_size=size, scratch=scratch))))
    assert files[0] == files[1]
    assert len(opened) > 3


def test_names_carry_the_hash_of_the_content(tmp_path: Path) -> None:
    before = dict(build_index(bench_pages(6)))
    changed = bench_pages(6)
    changed[3] = PageText(changed[3].url, "新题", (*changed[3].pieces, Piece("body", "p99", "另加一段。")))
    after = dict(build_index(changed))
    for name in (before.keys() & after.keys()) - {"search/manifest.json"}:
        assert before[name] == after[name], name
    assert before.keys() != after.keys()


def test_every_file_can_be_loaded_as_a_script_too() -> None:
    files = dict(build_index(bench_pages(2), Options(as_scripts=True)))
    plain = {name.rsplit(".", 1)[0] for name in files if not name.endswith(".js")}
    assert plain == {name.rsplit(".", 1)[0] for name in files if name.endswith(".js")}
    assert files["search/manifest.js"].startswith(b'zjSearchPart("manifest","')


def test_the_manifest_counts_what_is_there() -> None:
    built = bench_pages(4)
    manifest = json.loads(dict(build_index(built))["search/manifest.json"])
    assert manifest["pages"] == 4
    assert manifest["pieces"] == sum(len(page.pieces) for page in built)


def test_an_empty_site_has_an_index() -> None:
    files = dict(build_index([]))
    assert json.loads(files["search/manifest.json"])["pieces"] == 0


@given(st.lists(st.integers(0, 5_000_000), min_size=1, unique=True).map(sorted))
def test_postings_can_be_read_back(values: list[int]) -> None:
    packed, out, value, at = pack_postings(values), [], 0, 0
    while at < len(packed):
        gap = shift = 0
        while True:
            byte = packed[at]
            gap |= (byte & 0x7F) << shift
            shift, at = shift + 7, at + 1
            if byte < 0x80:
                break
        value += gap
        out.append(value)
    assert out == values


def test_numbers_take_seven_bits_a_byte() -> None:
    assert [varint(n) for n in (0, 127, 128, 16_384)] == [b"\0", b"\x7f", b"\x80\x01", b"\x80\x80\x01"]


def test_shards_are_balanced_and_parted_by_short_borders() -> None:
    postings = Postings()
    for piece in range(400):
        postings.add(piece, [chr(0x4E00 + (piece * 7 + n) % 900) + chr(0x5000 + n) for n in range(40)])
    shards = list(postings.shards(2_000))
    sizes = [len(raw) for _, raw in shards]
    assert len(shards) > 5 and max(sizes) < 2_600 and min(sizes[:-1]) > 1_200
    starts = [start for start, _ in shards]
    assert starts == sorted(starts) and max(map(len, starts)) <= 2


LETTERS = st.text(st.sampled_from("新质生产力数据AI5g ，“”.2據"), min_size=1, max_size=40)


@needs_node
@settings(max_examples=15, deadline=None, derandomize=True)
@given(st.lists(st.lists(LETTERS, min_size=1, max_size=5), min_size=1, max_size=5), st.data())
def test_a_phrase_is_found_where_a_naive_search_finds_it(
    tmp_path_factory: pytest.TempPathFactory, texts: list[list[str]], data: st.DataObject
) -> None:
    built = [
        PageText(f"t{n}/", "", tuple(Piece("body", f"p{k}", text) for k, text in enumerate(each))) for n, each in enumerate(texts)
    ]
    site = tmp_path_factory.mktemp("naive")
    for name, raw in build_index(built, Options(shard_size=200, chunk_size=60)):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(raw)
    asked = []
    for _ in range(30):
        text = data.draw(st.sampled_from([text for each in texts for text in each]))
        start = data.draw(st.integers(0, len(text) - 1))
        asked.append(text[start : start + data.draw(st.integers(1, 8))].replace('"', "").replace("“", "").replace("”", ""))
    asked = [needle for needle in asked if any(c.isalnum() for c in needle) and needle[0] != "."]
    for needle, answer in zip(asked, ask(site, [f'"{needle}"' for needle in asked], 1000), strict=True):
        expected = {
            (page.url, piece.anchor) for page in built for piece in page.pieces if holds(normalize(piece.text), normalize(needle))
        }
        found = {(hit["url"], hit["anchor"]) for hit in answer["hits"]}
        if expected:  # when there is nothing, the search offers something near instead
            assert found == expected, needle


def holds(text: str, needle: str) -> bool:
    """Whether the needle stands in the text, not beginning inside a word or a number of another script."""
    at = text.find(needle)
    while at >= 0:
        before, first = text[:at], needle[0]
        inside = re.match("[a-z0-9]", first) and re.search("[a-z0-9]$", before)
        unit = re.match("[a-z]", first) and re.search("(^|[^a-z0-9])[0-9][0-9.]*$", before)
        decimal = re.match("[0-9]", first) and re.search("[0-9][.]$", before)
        if not decimal and (not inside or unit):
            return True
        at = text.find(needle, at + 1)
    return False


@needs_node
def test_the_small_site_answers(tmp_path: Path) -> None:
    site = write_site(tmp_path)
    for question, url, anchor in (
        ("數據流動", "texts/shuju/", "p3"), ("“三新”经济", "texts/shuju/", "p3"), ("三新经济", "texts/shuju/", "p3"),
        ("28.1zb", "texts/shuju/", "p2"), ("AI+工业 试点", "texts/wangluo/", "p2"), ("2024年1月31日", "texts/wangluo/", "p1"),
        ("szjj", "glossary/", "term-sz"), ("shuzhijingji", "glossary/", "term-sz"), ("shuzhijingjj", "glossary/", "term-sz"),
        ("zenghai", "texts/shuju/", ""), ("林远帆", "texts/haiyang/", ""), ("chatgtp", "texts/wangluo/", "p2"),
        ("数智 kind:note", "texts/shuju/", "fn:1"), ("灯塔 年:2021", "texts/haiyang/01-qidian/", "p1"), ("座数", "texts/shuju/", "tab-1"),
        ("灯塔", "texts/shuju/", ""), ("海洋 体裁:图书", "texts/haiyang/", ""), ("钱灯塔 规则", "texts/shuju/", "p4"),
    ):  # fmt: skip
        first = ask(site, [question])[0]["hits"][0]
        assert (first["url"], first["anchor"]) == (url, anchor), question


@needs_node
def test_an_excluded_word_is_nowhere(tmp_path: Path) -> None:
    with_all, without = ask(write_site(tmp_path), ["灯塔", "灯塔 -看守"], 100)
    assert any("看守" in hit["text"] for hit in with_all["hits"])
    assert without["hits"] and not any("看守" in hit["text"] for hit in without["hits"])


@needs_node
def test_pages_that_repeat_others_are_left_out(tmp_path: Path) -> None:
    assert "concordance/" in PAGES
    answer = ask(write_site(tmp_path), ["照亮"], 100)[0]
    assert {hit["url"] for hit in answer["hits"]} == {"texts/shuju/"}


@needs_node
def test_nothing_found_offers_the_nearest_terms(tmp_path: Path) -> None:
    answer = ask(write_site(tmp_path), ["数智城市规划"])[0]
    assert not answer["hits"] and answer["nearest"][0] == "数智经济"


@needs_node
def test_suggestions_come_from_titles_terms_and_authors(tmp_path: Path) -> None:
    answers = ask(write_site(tmp_path), ["灯塔", "haiyang", "qdt"])
    assert answers[0]["names"][0] == {"type": "term", "text": "灯塔", "url": "glossary/#term-dt"}
    assert {name["type"] for name in answers[0]["names"]} == {"term", "author", "title"}
    assert answers[1]["names"][0]["text"] == "海洋治理概论"
    assert answers[2]["names"] == [{"type": "author", "text": "钱灯塔", "url": ""}]


def test_files_are_deflated_and_check_themselves() -> None:
    for name, data in build_index(bench_pages(1)):
        if name.endswith(".bin"):
            zlib.decompress(data)
            with pytest.raises(zlib.error):
                zlib.decompress(data[:-1])


def test_texts_of_the_corpus_lend_their_pages_title_and_year() -> None:
    files = dict(build_index(bench_pages(1), Options(texts=(TextMeta("t00000", "题", ("甲某",), "book", 2020, ("texts/t00000/",)),))))
    chunk = next(data for name, data in files.items() if name.startswith("search/t/0-"))
    assert json.loads(zlib.decompress(chunk))["m"] == ["题", ["甲某"], "book", 2020, "t00000"]


@needs_node
def test_words_that_traditional_writing_spells_otherwise_are_found(tmp_path: Path) -> None:
    texts = ("复苏随着计划而来。", "坐标与身份，著作甚多。")
    for name, raw in build_index([PageText("t/", "", tuple(Piece("body", f"p{n}", text) for n, text in enumerate(texts)))]):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(raw)
    answers = ask(tmp_path, ["復甦", "隨著", "計畫", "座標", "身分", "著作"])
    assert [[hit["anchor"] for hit in answer["hits"]] for answer in answers] == [["p0"], ["p0"], ["p0"], ["p1"], ["p1"], ["p1"]]


@needs_node
def test_words_apart_are_found_after_those_in_one_paragraph_in_one_section_and_on_one_page(tmp_path: Path) -> None:
    answers = ask(write_site(tmp_path), ["看守 灯塔", "码头 规则", "码头 三代", "码头 潮汐"], 30)
    wides = [[hit["wide"] for hit in answer["hits"]] for answer in answers]
    assert wides[0] == sorted(wides[0]) and wides[0][0] == 0
    assert wides[1] == [1] and [*answers[1]["hits"][0]["extra"]] == ["要素流动需要规则。灯塔需要看守。"]
    assert wides[2] == [2] and wides[3] == []
    for answer in answers:
        pages = [hit["url"] for hit in answer["hits"] if hit["wide"] == 2]
        assert not set(pages) & {hit["url"] for hit in answer["hits"] if hit["wide"] < 2} and len(pages) == len(set(pages))


@needs_node
def test_a_word_that_is_excluded_is_in_no_line_of_a_hit(tmp_path: Path) -> None:
    answer = ask(write_site(tmp_path), ["码头 规则 -需要"], 30)[0]
    assert answer["hits"] == []
