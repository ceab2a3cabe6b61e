"""The index: the same bytes for the same pages, bounded memory, and the answers of a naive search."""

from __future__ import annotations

import io
import json
import re
import subprocess
import tempfile
import zlib
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_scripts.search import (
    Options,
    PageText,
    Piece,
    TextMeta,
    build_index,
    index_parts,
    index_site,
    parse_page,
    part_key,
    part_of,
    texts_of_pages,
)
from build_scripts.search.group import cell_of, group_of, read_group
from build_scripts.search.normalize import normalize
from build_scripts.search.pack import json_bytes, varint
from build_scripts.search.part import page_part, read_part, split_part
from tests.bench.search.pages import as_html, pages
from tests.search.asking import NODE, ask, needs_node
from tests.search.small_site import PAGES, write_site


def bench_pages(count: int) -> list[PageText]:
    return [parse_page(f"texts/{page.slug}/", as_html(page)) for page in pages(count, 800)]


def test_the_same_pages_give_the_same_bytes() -> None:
    assert list(build_index(bench_pages(5))) == list(build_index(bench_pages(5)))


def test_groups_of_any_size_answer_alike_and_lie_in_the_scratch_file() -> None:
    opened: list[io.BytesIO] = []

    def scratch() -> io.BytesIO:
        opened.append(io.BytesIO())
        return opened[-1]

    files = dict(build_index(bench_pages(12), Options(group_size=2_000, scratch=scratch, memory=10_000)))
    with tempfile.TemporaryFile() as file:
        assert files == dict(build_index(bench_pages(12), Options(group_size=2_000, scratch=lambda: file, memory=0)))
    assert files == dict(build_index(bench_pages(12), Options(group_size=2_000)))
    assert len(json.loads(files["search/manifest.json"])["groups"]) > 3 and len(opened) == 1


class Drawer:
    """Keeps everything, and says what was asked for and what was new."""

    def __init__(self) -> None:
        self.held: dict[tuple[str, str], bytes] = {}
        self.new: list[str] = []

    def get(self, kind: str, key: str) -> bytes | None:
        return self.held.get((kind, key))

    def put(self, kind: str, key: str, content: bytes) -> None:
        self.held[kind, key] = content
        self.new.append(kind)


def bench_corpus(count: int) -> str:
    texts = [{"slug": p.slug, "title": p.title, "authors": ["王某"], "pages": [f"texts/{p.slug}/"]} for p in pages(count, 800)]
    return json.dumps({"texts": texts}, ensure_ascii=False)


def bench_html(count: int) -> list[tuple[str, str]]:
    return [(f"texts/{page.slug}/", as_html(page)) for page in pages(count, 800)]


@settings(max_examples=12, deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.sampled_from("drop change add".split()), st.integers(0, 19)), max_size=4))
def test_what_is_kept_never_changes_the_bytes(edits: list[tuple[str, int]]) -> None:
    drawer, html, corpus = Drawer(), bench_html(20), bench_corpus(20)
    kept = Options(group_size=4_000, keep=drawer)
    list(index_site(html, corpus, kept))
    for edit, at in edits:
        url, text = html[min(at, len(html) - 1)]
        if edit == "drop":
            html.remove((url, text))
        elif edit == "change":
            html[html.index((url, text))] = (url, text.replace("</article>", f'<p id="new{at}">另加一段，谈谈 {at}。</p></article>'))
        else:
            html.insert(at, (f"pages/p{at}-{len(html)}/", text))
    assert list(index_site(html, corpus, kept)) == list(index_site(html, corpus, Options(group_size=4_000)))


def test_one_page_that_changed_is_all_that_is_made_anew() -> None:
    drawer, html, corpus = Drawer(), bench_html(20), bench_corpus(20)
    before = dict(index_site(html, corpus, Options(group_size=4_000, keep=drawer)))
    assert drawer.new.count("search-part") == 20 and drawer.new.count("search-group") > 3 and drawer.new.count("search-names") == 1
    drawer.new.clear()
    html[7] = (html[7][0], html[7][1].replace("</article>", '<p id="p99">另加一段。</p></article>'))
    after = dict(index_site(html, corpus, Options(group_size=4_000, keep=drawer)))
    assert sorted(drawer.new) == ["search-group", "search-part"]
    # Text and table of other groups, and the shards that no changed key lies in, stay under their names.
    assert len([name for name in after if name not in before and "/t/" in name]) <= 3
    assert len([name for name in after if name not in before and "/p/" in name]) == 1
    drawer.new.clear()
    assert dict(index_site(html, corpus, Options(group_size=4_000, keep=drawer))) == after
    assert drawer.new == []


def test_parts_may_be_made_in_other_processes() -> None:
    html, corpus = bench_html(6), bench_corpus(6)
    of_page = texts_of_pages(corpus)
    with ProcessPoolExecutor(2) as pool:
        made = list(pool.map(part_of, *zip(*((url, text, of_page.get(url)) for url, text in html), strict=True)))
    assert list(index_parts(made, corpus)) == list(index_site(html, corpus))


def test_a_part_is_named_after_all_that_it_depends_on() -> None:
    (url, html), text = bench_html(1)[0], texts_of_pages(bench_corpus(1))["texts/t00000/"]
    changed = [("x/", html, text), (url, html + " ", text), (url, html, None), (url, html, replace(text, year=1999))]
    assert len({part_key(url, html, text), *(part_key(*each) for each in changed)}) == 5
    assert part_key(url, html, text) == part_key(url, html.encode(), text)


def test_a_page_of_any_size_is_cut_into_parts_that_hold_all_of_it() -> None:
    page = PageText("p/", "", tuple(Piece("body", f"p{n}", f"第{n}段，灯塔 x{n}。") for n in range(500)))
    whole = read_part(page_part(page, chunk_size=100))
    halves = list(split_part(whole, 64))
    assert len(halves) > 7 and all(len(half.kinds) <= 64 for half in halves)
    for name in ("kinds", "han", "words", "sizes", "chunks"):
        joined = [each for half in halves for each in getattr(half, name)]
        assert joined == list(getattr(whole, name)), name
    assert [size for half in halves for size in half.sizes_han] == list(whole.sizes_han)
    assert sum(half.characters for half in halves) == whole.characters


@pytest.mark.parametrize("texts", [["发展" * 40_000], ["发展很慢。" * 300] * 300, ["word " * 70_000], ["word 发展"] * 59_000])
def test_what_stands_too_often_to_be_counted_is_found_in_every_piece(texts: list[str]) -> None:
    page = PageText("texts/a/", "题", tuple(Piece("body", f"p{n}", text) for n, text in enumerate(texts, 1)))
    group = read_group(memoryview(group_of([read_part(page_part(page))], [1])))
    assert group.pieces == len(texts)
    keys = [chr(cell >> 16) + chr(cell & 0xFFFF) for cell in group.cells] + bytes(group.words).decode().split("\n")[:-1]
    for key in {"发展", "word"} & set(keys):
        first, end = group.bounds[keys.index(key)], group.bounds[keys.index(key) + 1]
        gaps = [low | high << 8 for low, high in zip(group.gaps[0][first:end], group.gaps[1][first:end], strict=True)]
        assert set(accumulate(gaps)) == set(range(len(texts))), key
    assert {"发展", "word"} & set(keys)


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


def test_numbers_take_seven_bits_a_byte() -> None:
    assert [varint(n) for n in (0, 127, 128, 16_384)] == [b"\0", b"\x7f", b"\x80\x01", b"\x80\x80\x01"]


def test_shards_are_balanced() -> None:
    files = dict(build_index(bench_pages(60), Options(shard_size=2_000)))
    sizes = sorted(len(data) for name, data in files.items() if "/k/" in name)
    assert len(sizes) > 20 and sizes[-1] < 2_600 and sizes[len(sizes) // 4] > 500


@given(st.lists(st.text(min_size=1, max_size=6), min_size=2, unique=True))
def test_cells_rise_with_words(words: list[str]) -> None:
    cells = [cell_of(word) for word in sorted(words)]
    assert cells == sorted(cells) and cells[0] >= 0 and cells[-1] < 1 << 32


@given(st.text())
def test_text_of_any_letters_is_written_and_read_back(text: str) -> None:
    assert json.loads(json_bytes([text]).decode("gb18030")) == [text]


@needs_node
def test_browsers_read_gbk_as_it_is_written(tmp_path: Path) -> None:
    letters = [chr(code) for code in range(0x20, 0x11000) if not 0xD800 <= code < 0xE000]
    (tmp_path / "a.bin").write_bytes(json_bytes(letters))
    script = "const b = require('fs').readFileSync(process.argv[1]); process.stdout.write(new TextDecoder('gbk').decode(b));"
    done = subprocess.run([NODE or "node", "-e", script, str(tmp_path / "a.bin")], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == letters


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
    for name, raw in build_index(built, Options(shard_size=100, chunk_size=60, group_size=80)):
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
    chunk = next(data for name, data in files.items() if re.match(r"search/t/\w+/0-", name))
    assert json.loads(zlib.decompress(chunk).decode("gbk"))["m"] == ["题", ["甲某"], "book", 2020, "t00000"]


@needs_node
def test_words_that_traditional_writing_spells_otherwise_are_found(tmp_path: Path) -> None:
    texts = ("复苏随着计划而来。", "坐标与身份，著作甚多。")
    for name, raw in build_index([PageText("t/", "", tuple(Piece("body", f"p{n}", text) for n, text in enumerate(texts)))]):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(raw)
    answers = ask(tmp_path, ["復甦", "隨著", "計畫", "座標", "身分", "著作"])
    assert [[hit["anchor"] for hit in answer["hits"]] for answer in answers] == [["p0"], ["p0"], ["p0"], ["p1"], ["p1"], ["p1"]]


@needs_node
def test_words_apart_are_listed_last_and_only_where_paragraphs_of_few_pages_hold_them_all(tmp_path: Path) -> None:
    answers = ask(write_site(tmp_path), ["看守 灯塔", "码头 规则", "码头 三代", "码头 潮汐"], 30)
    wides = [[hit["wide"] for hit in answer["hits"]] for answer in answers]
    assert wides[0] == sorted(wides[0]) and wides[0][0] == 0 and set(wides[0]) == {0, 1}
    assert wides[1] == [1] and [*answers[1]["hits"][0]["extra"]] == ["要素流动需要规则。灯塔需要看守。"]
    assert wides[2] == [2] and wides[3] == [] and [answer["far"] for answer in answers] == [0, 0, 0, 0]
    for answer in answers:
        pages = [hit["url"] for hit in answer["hits"] if hit["wide"] == 2]
        assert not set(pages) & {hit["url"] for hit in answer["hits"] if hit["wide"] < 2} and len(pages) == len(set(pages))


@needs_node
def test_words_apart_wait_to_be_asked_for_where_many_pages_hold_them_in_one_paragraph(tmp_path: Path) -> None:
    together = [PageText(f"t{n}/", "", (Piece("body", "p1", "灯塔由人看守。"),)) for n in range(3)]
    apart = PageText("u/", "", (Piece("body", "p1", "灯塔很高。"), Piece("body", "p2", "有人看守。")))
    for name, raw in build_index([*together, apart]):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(raw)
    answer = ask(tmp_path, ["灯塔 看守"], 30)[0]
    assert [hit["url"] for hit in answer["hits"]] == ["t0/", "t1/", "t2/"] and answer["far"] == 1


@needs_node
def test_a_word_that_is_excluded_is_in_no_line_of_a_hit(tmp_path: Path) -> None:
    answer = ask(write_site(tmp_path), ["码头 规则 -需要"], 30)[0]
    assert answer["hits"] == []
