# ruff: noqa: E501  (pages are written as they are published: one element a line)
"""A tiny whole site in the published form: three texts (one of two chapters), a glossary, a bibliography, a search page.

Every sentence is made up. It holds what a search must not stumble over: markup as text, other written forms, a table,
notes, a box, terms of several names.
"""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

from build_scripts.search.assets import head_tags
from build_scripts.search.index import Options
from build_scripts.search.site import index_site, page_order

EVIL = '<img src=x onerror="document.body.dataset.evil=1"><script>document.body.dataset.evil=1</script>'

CORPUS = {
    "texts": [
        {"slug": "shuju", "title": "数据要素与灯塔经济", "authors": ["钱灯塔", "曾海"], "date": "2023-05-01",
         "genre": "journal-article", "pages": ["texts/shuju/"]},
        {"slug": "haiyang", "title": "海洋治理概论", "authors": [{"name": "林远帆"}], "date": "2021", "genre": "book",
         "pages": ["texts/haiyang/", "texts/haiyang/01-qidian/"]},
        {"slug": "wangluo", "title": "5G网络与AI+工业", "authors": ["海洋报评论员"], "date": "2024-01-31",
         "genre": "newspaper-article", "pages": ["texts/wangluo/"]},
    ]
}  # fmt: skip

PAGES = {
    "": "<h1>文库</h1><p>这里收录三篇文本。</p>",
    "texts/shuju/": f"""<h1>数据要素与灯塔经济</h1>
<div class="page-meta"><p>钱灯塔 元数据面板</p></div>
<p id="p1">数据要素像灯塔一样照亮<a class="term" data-term="sz" href="../../glossary/#term-sz">数智经济</a>。<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup></p>
<h2 id="s1">一、灯塔经济的由来</h2>
<p id="p2">码头上的老人说，灯塔经济起于二〇〇三年，当时总量为28.1 ZB。</p>
<p id="p3">研究者把“三新”经济与數據流動并称，但并未给出口径。</p>
<p id="p4">要素流动需要规则。灯塔需要看守。</p>
<h2 id="s2">二、结语</h2>
<p id="p5">看守人换了三代，{escape(EVIL)}灯仍亮着。</p>
<figure id="tab-1" class="table"><figcaption>表1 灯塔数量</figcaption><table><tr><th>海区</th><th>座数</th></tr><tr><td>东海</td><td>128</td></tr></table></figure>
<div class="references"><ul><li class="reference" id="r1">[1] 林远帆. 海洋治理概论[M]. 海洋出版社, 2021.</li></ul></div>
<div class="footnote"><hr><ol><li id="fn:1"><p>数智经济一词见于港务年报。<a class="footnote-backref" href="#fnref:1">↩</a></p></li></ol></div>""",
    "texts/haiyang/": "<h1>海洋治理概论</h1><p id=\"p1\">本书讨论海洋与规则。</p>",
    "texts/haiyang/01-qidian/": """<h1>第一章 起点</h1><h2 id="s1">1.1 潮汐</h2><p id="p1">潮汐每日两次，渔民据此出海。看守灯塔的人也据此作息。</p>
<div class="admonition box"><p class="admonition-title">专栏1-1 数据</p><p id="p2">数据来自潮位站。</p></div>""",
    "texts/wangluo/": """<h1>5G网络与AI+工业</h1><p id="p1">2024年1月31日，港口开通5G网络，签署DEPA文本。</p>
<p id="p2">AI＋工业的试点从digital economy起步，英文简称记作ChatGPT。</p>""",
    "glossary/": """<h1>术语</h1><h2 id="term-sz">数智经济</h2><p class="term-names"><span class="term-alias">数字智能经济</span>；<span class="term-alias" lang="en">smart data economy</span></p>
<p>以数据与智能为动力的经济。</p><h2 id="term-dt">灯塔</h2><p>指引船只的高台。</p>""",
    "bibliography/": """<h1>文献</h1><ul><li id="ref-lin2021">林远帆. 海洋治理概论[M]. 海洋出版社, 2021.<div class="backlinks">引用处 数据</div></li></ul>""",
    "concordance/": "<h1>索引</h1><p>数据要素像灯塔一样照亮。</p>",
    "search/": '<h1>检索</h1><div id="zj-search-page"><p>没有脚本时请用<a href="../glossary/">术语表</a>。</p></div>',
}  # fmt: skip


def page_html(url: str, body: str) -> str:
    """A whole page around the text."""
    base = "../" * url.count("/")
    return f"""<!doctype html><html lang="zh"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{url or "文库"}</title><meta http-equiv="Content-Security-Policy" content="default-src 'self'">{head_tags(base)}</head>
<body data-md-color-scheme="default"><header><button type="button" data-search-open>检索</button><input aria-label="别的输入框"></header>
<main><article class="md-content__inner md-typeset">{body}</article></main></body></html>"""


def write_site(folder: Path, options: Options | None = None, pages: dict[str, str] | None = None) -> Path:
    """Writes pages, index and script below `folder` and returns it."""
    sources = {url: page_html(url, body) for url, body in (pages or PAGES).items()}
    corpus = json.dumps(CORPUS, ensure_ascii=False)
    for url, html in sources.items():
        write(folder / url / "index.html", html.encode())
    order = page_order(sources, corpus)
    for name, data in index_site(((url, sources[url]) for url in order), corpus, options):
        write(folder / name, data)
    return folder


def write(path: Path, data: bytes) -> None:
    """Writes a file and the folders it needs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
