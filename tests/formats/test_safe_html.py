"""What is published can be read and nothing else: no script, no frame, no field, no request to another host."""

from __future__ import annotations

import re
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from build_scripts.formats.safe_html import sanitize_html

RUNNING = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "<svg><script>alert(1)</script></svg>",
    "<a href='javascript:alert(1)'>x</a>", "<a href='&#x6A;avascript:alert(1)'>x</a>", "<a href='java\tscript:alert(1)'>x</a>",
    "<a href=' \x01javascript:alert(1)'>x</a>", "<a href='vbscript:x'>x</a>", "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<details open ontoggle=alert(1)>x</details>", "<div onclick=alert(1)>x</div>", "<IMG \"\"\"><SCRIPT>alert(1)</SCRIPT>\">",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">", "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<form action=javascript:alert(1)><button formaction=javascript:alert(1)>x</button><input onfocus=alert(1) autofocus></form>",
    "<object data=javascript:alert(1)></object>", "<embed src=javascript:alert(1)>", "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<svg><use href='data:image/svg+xml,x#a'/></svg>", "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<svg><animate attributeName=href values=javascript:alert(1)/></svg>", "<svg><foreignObject><iframe src=javascript:alert(1)></foreignObject></svg>",
    "<template data-copy=\"x\"><img src=x onerror=alert(1)></template>", "<template data-copy=\"x\" onclick=alert(1)>a</template>",
    "<scr<script>ipt>alert(1)</script>", "<!--><script>alert(1)</script>-->", "<!-- --!><img src=x onerror=alert(1)>",
    "<textarea><img title=\"</textarea><img src=x onerror=alert(1)>\">", "<xmp><img title=\"</xmp><img src=x onerror=alert(1)>\">",
    "\ue0f20\ue0f3<template data-copy=\"\ue0f2\">\ue0f30\ue0f3<script>alert(1)</script></template>",
]  # fmt: skip
FETCHING = [
    "<img src='https://other.example/a.png'>", "<img src='//other.example/a.png'>", "<img src='\\\\other.example\\a.png'>",
    "<img src='/\t/other.example/a.png'>", "<img srcset='https://other.example/a.png 2x' src=a.png>", "<video src='https://other.example/v'></video>",
    "<audio src='https://other.example/v'></audio>", "<link rel=stylesheet href='https://other.example/x.css'>",
    "<base href='https://other.example/'>", "<meta http-equiv=refresh content='0;url=https://other.example/'>",
    "<table background='https://other.example/b'><tr><td>1</td></tr></table>", "<style>@import 'https://other.example/x'</style>",
    "<td style='background:url(https://other.example/x)'>x</td>", "<p style='position:fixed;inset:0'>x</p>", "<iframe src='//other.example'></iframe>",
    "<svg><image href='https://other.example/a.png'/></svg>", "<svg><rect fill='url(https://other.example/#a)' width=1 /></svg>",
    "<input type=image src='https://other.example/a.png'>", "<a href='https://a.example' ping='https://other.example/'>x</a>",
    "<object data='https://other.example/x'></object>", "<div style=\"background:u\\72l(https://other.example/)\">x</div>",
]  # fmt: skip


def dangers(html: str) -> list[str]:
    """What a browser would run or fetch by itself, of HTML as lxml reads it."""
    found = []
    for element in lxml_html.fromstring(f"<div>{html}</div>").iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag in {"script", "style", "iframe", "object", "embed", "base", "meta", "link", "input", "button", "video", "audio", "image", "use"}:
            found.append(element.tag)
        for name, value in element.attrib.items():
            plain = re.sub(r"[\x00-\x20]", "", value).lower()
            if name.startswith("on") or re.match(r"(javascript|vbscript|data):", plain):
                found.append(f"{element.tag} {name}")
            if name not in ("href", "title", "alt") and re.match(r"(https?:)?[/\\]{2}", plain):
                found.append(f"{element.tag} {name}")
            if name == "style" and re.search(r"url|position|background", value):
                found.append(f"{element.tag} style")
    return found


@pytest.mark.parametrize("html", [*RUNNING, *FETCHING])
def test_what_runs_or_fetches_goes(html: str) -> None:
    clean = sanitize_html(f"<p>前</p>{html}<p>后</p>")
    assert not dangers(clean), clean
    assert clean.startswith("<p>前</p>") and "other.example/a.png" not in clean


def test_the_measure_of_this_test_knows_danger() -> None:
    known = [html for html in (*RUNNING, *FETCHING) if dangers(html)]
    assert len(known) > 35, "most vectors must be seen as dangerous before they are made clean"


@pytest.mark.parametrize(
    "html",
    [
        '<p id="p1">某<a class="citation" href="../bibliography/#ref-a" data-key="a" data-locator="12-14">（王某，2024）</a>。</p>',
        '<span class="pb" id="page-53" data-page="53" role="separator" aria-label="第53页"></span>',
        '<figure id="tab-1" class="table"><figcaption>表1</figcaption><table><thead><tr><th colspan="2" style="text-align:right">甲</th></tr></thead>'
        '<tbody><tr><td rowspan="2" align="right">1</td><td>2</td></tr></tbody></table></figure>',
        '<svg viewBox="0 0 10 10" width="10" height="10" role="img" aria-label="图"><title>甲</title><path d="M0 0h1" class="line"></path>'
        '<text x="1" y="2" text-anchor="middle" transform="rotate(-90)">乙</text>'
        '<rect x="0" y="0" width="1" height="2" class="bar" fill-opacity="0.5"></rect></svg>',
        '<details class="cite-this"><summary>引用本文</summary><pre data-copy="RIS">TY  - JOUR\nER  -</pre></details>',
        '<template data-copy="BibTeX">@book{a,\n  title = {甲 &amp; 乙},\n}</template>'
        '<form class="filter" hidden="" aria-label="筛选"><label for="y">年</label>'
        '<select id="y" name="year"><option value="2024">2024</option></select><output aria-live="polite"></output></form>',
        '<a href="a.txt" download="a.txt">纯文本</a> <a href="mailto:a@b.example">信</a> <a href="https://example.org/?a=1&amp;b=2" rel="license">外</a>',
        '<ruby>章<rp>(</rp><rt>zhāng</rt><rp>)</rp></ruby><sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup><br><hr>',
        '<img src="../figure.svg" alt="图" loading="lazy"><img src="a%20b.png" alt="">',
        '<p lang="en" dir="ltr">R&amp;D &lt;a&gt;</p>',
        "没有标签的字",
    ],
)  # fmt: skip
def test_what_pages_are_made_of_stays_byte_for_byte(html: str) -> None:
    assert sanitize_html(html) == html


PIECES = ["<", ">", "/", '"', "'", "=", " ", "script", "svg", "style", "a", "img", "p", "onload", "href", "javascript:", "x", "甲", "<!--", "-->",
          "template", ' data-copy="x"', "&lt;", "&#106;", "\x00", "\ue0f2", "math", "title"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_text_comes_out_harmless_and_cleaning_again_changes_nothing(text: str) -> None:
    clean = sanitize_html(text)
    assert not dangers(clean)
    assert sanitize_html(clean) == clean


@given(st.text(max_size=200))
def test_words_stay(text: str) -> None:
    plain = re.sub("[\x00-\x1f\x7f-\x9f\ue0f2\ue0f3\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]", "", text)
    clean = sanitize_html(f"<p>{escape(plain)}</p>")
    assert lxml_html.fromstring(clean).text_content() == plain
