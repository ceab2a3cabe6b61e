"""The built site: links as a browser resolves them, and what MkDocs' own strict mode lets pass."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.check.built import BuiltPage, BuiltSite
from build_scripts.check.rule import Site
from build_scripts.check.run import Choice, check_site
from build_scripts.check.scan import scan_page
from build_scripts.formats.page import parse_page
from build_scripts.model.corpus import Config, Corpus, Text

FILES = frozenset({"index.html", "texts/a/index.html", "texts/b/index.html", "assets/a.css", "images/一.png", "files/a b.pdf"})


def site_of(html: dict[str, str], markdown: str = "", prefix: str = "/", host: str = "") -> Site:
    pages = tuple(scan_page(name, text.encode()) for name, text in html.items())
    texts = (Text("a", (parse_page("texts/a.md", markdown),)),) if markdown else ()
    return Site(Corpus(Config(), texts), built=BuiltSite(pages, FILES | frozenset(html), prefix, host))


def codes(body: str, **more: str) -> list[str]:
    return [one.code for one in check_site(site_of({"texts/a/index.html": body, "texts/b/index.html": '<h2 id="s1">一</h2><h2 id="概念">二</h2>'}, **more),
                                           Choice(("LNK1", "SEC1")))]  # fmt: skip


@pytest.mark.parametrize(
    "href",
    ["../b/", "../b", "../b/index.html", "../b/#s1", "../b/#概念", "../b/#%E6%A6%82%E5%BF%B5", "#", "#top", "", "?q=1", "../../", "../..", ".", "./",
     "/texts/b/", "../../files/a%20b.pdf", "../../images/%E4%B8%80.png", "https://example.com/none", "mailto:a@b.cn", "tel:123",
     "//example.com/x",
     "../b/#:~:text=甲", "../b/?h=1#s1", " ../b/ "],
)  # fmt: skip
def test_links_that_lead_somewhere(href: str) -> None:
    assert codes(f'<a href="{href}">甲</a>') == []


@pytest.mark.parametrize(
    ("href", "code"),
    [("../c/", "LNK101"), ("b.md", "LNK101"), ("../b/x", "LNK101"), ("/texts/c/", "LNK101"), ("../../files/none.pdf", "LNK101"), ("../B/", "LNK101"),
     ("../b/#s2", "LNK102"), ("#s1", "LNK102"), ("../b/#S1", "LNK102"), ("../../../../b/", "LNK101")],
)  # fmt: skip
def test_links_that_lead_nowhere(href: str, code: str) -> None:
    assert codes(f'<a href="{href}">甲</a>') == [code]


def test_what_strict_mkdocs_lets_pass() -> None:
    """Raw HTML links, anchors inside raw HTML, images in HTML, an id that two extensions gave twice: MkDocs reads none of them."""
    body = '<div><a href="../gone/">甲</a><a href="#gone">乙</a><img src="../gone.png"></div><p id="x"></p><p id="x"></p>'
    assert sorted(codes(body)) == ["LNK101", "LNK102", "LNK103", "LNK104"]


def test_a_site_below_a_path_and_its_own_host() -> None:
    more = {"prefix": "/zhangju/", "host": "site.example"}
    assert codes('<a href="/zhangju/texts/b/">甲</a><a href="https://site.example/zhangju/texts/b/#s1">乙</a>', **more) == []
    assert codes('<a href="https://site.example/zhangju/texts/c/">乙</a>', **more) == ["LNK101"]
    assert codes('<a href="https://site.example/else/">乙</a>', **more) == []


def test_findings_are_told_in_the_markdown_where_it_says_so() -> None:
    markdown = "# 题名\n\n甲。\n\n见<a href='../gone/'>别处</a>与[乙](#nowhere)。\n"
    html = '<p><a href="../gone/">别处</a><a href="#nowhere">乙</a><a href="../made/">丙</a></p>'
    found = check_site(site_of({"texts/a/index.html": html}, markdown), Choice(("LNK1",)))
    assert [(one.path, one.line) for one in found] == [("docs/texts/a.md", 5), ("docs/texts/a.md", 5), ("site/texts/a/index.html", 1)]


@pytest.mark.parametrize(
    "body",
    ['<script src="https://x.example/a.js"></script>', '<link rel="stylesheet" href="https://x.example/a.css">', '<img src="//x.example/a.png">',
     '<img srcset="a.png 1x, https://x.example/b.png 2x" src="data:,">', '<video poster="https://x.example/a.png"></video>',
     '<p style="background:url(https://x.example/a.png)">甲</p>', "<style>@import 'https://x.example/a.css';</style>",
     '<link rel="dns-prefetch preconnect" href="https://x.example/">', '<form action="https://x.example/"></form>',
     '<svg><image xlink:href="https://x.example/a.png"/></svg>'],
)  # fmt: skip
def test_requests_to_foreign_hosts(body: str) -> None:
    assert "SEC101" in codes(body)


@pytest.mark.parametrize(
    "body",
    ['<link rel="canonical" href="https://x.example/">', '<a href="https://x.example/a.png">甲</a>', '<img src="data:image/gif;base64,AAAA">',
     '<link rel="alternate" href="https://x.example/feed">', "<p style='color:red'>甲</p>", '<link rel="stylesheet" href="../../assets/a.css">'],
)  # fmt: skip
def test_no_request_to_foreign_hosts(body: str) -> None:
    assert codes(body) == []


@pytest.mark.parametrize(
    "body",
    ['<b onclick="x()">甲</b>', '<iframe src="../b/"></iframe>', '<base href="/">', '<meta http-equiv="refresh" content="0">',
     '<a href="javascript:x()">甲</a>', '<a href=" java\nscript:x()">甲</a>', '<a href="data:text/html,x">甲</a>', '<object data="../b/"></object>'],
)  # fmt: skip
def test_active_content(body: str) -> None:
    assert "SEC102" in codes(body)


def test_comments_scripts_and_code_hold_no_links() -> None:
    assert codes('<!-- <a href="../gone/"> --><script>var a = \'<a href="../gone/">\';</script><code>&lt;a href="../gone/"&gt;</code>') == []


def test_the_error_page_is_left_alone() -> None:
    site = site_of({"404.html": '<a href="/elsewhere/">甲</a>'})
    assert check_site(site, Choice(("LNK1",))) == []


@given(st.binary(max_size=400) | st.text(alphabet="<>/ahrefid=\"'# 甲&;!-\n", max_size=200).map(str.encode))
def test_any_bytes_are_scanned(data: bytes) -> None:
    page = scan_page("a/index.html", data)
    assert isinstance(page, BuiltPage)


@given(st.text(alphabet="./#?%abc一:", max_size=30))
def test_any_address_is_resolved(address: str) -> None:
    target = BuiltSite((), FILES).resolve("texts/a/index.html", address)
    assert target is None or all(isinstance(part, str) for part in target)
