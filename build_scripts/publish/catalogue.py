"""The catalogue of all texts: a plain table that a script can sort."""

from __future__ import annotations

from build_scripts.model.corpus import Corpus, Text
from build_scripts.publish.head import front_matter
from build_scripts.publish.markup import element, join_blocks, relative, text
from build_scripts.publish.takeaway import offers_epub
from build_scripts.publish.texts import authors_of, genre_of, length_of

MARK = "<!-- catalogue -->"
"""Where a page wants the catalogue."""

_COLUMNS = ("题名", "作者", "日期", "体裁", "字数")


def catalogue(corpus: Corpus, here: str) -> str:
    """The table as seen from the page at ``here``."""
    if not corpus.texts:
        return element("p", "还没有文本。把原始文本放进 references/sources/，再运行 ingest。", class_="page-meta")
    heads = element("tr", "".join(element("th", name, scope="col") for name in _COLUMNS))
    rows = "\n".join(_row(whole, here) for whole in corpus.texts)
    table = element("table", f"<thead>{heads}</thead>\n<tbody>\n{rows}\n</tbody>", class_="catalogue sortable")
    return element("div", f"\n{table}\n", class_="page-meta table-scroll", tabindex="0", role="region", aria_label="全部文本")


def _row(whole: Text, here: str) -> str:
    people = "、".join(name for name, _ in authors_of(whole.meta))
    length = length_of(whole.pages)
    way = element("a", text(whole.title), href=relative(here, whole.urls[0]))
    chapters = element("span", f"（{len(whole.pages) - 1} 章）", class_="chapters") if len(whole.pages) > 2 else ""
    cells = (
        element("th", way + chapters, scope="row"),
        element("td", text(people)),
        element("td", text(str(whole.meta.get("date") or ""))),
        element("td", text(genre_of(whole.meta).name)),
        element("td", f"{length}", class_="number", data_sort=length),
    )
    return element("tr", "".join(cells))


def catalogue_page(corpus: Corpus) -> str:
    """The page of all texts."""
    total = sum(length_of(whole.pages) for whole in corpus.texts)
    words = f"共 {len(corpus.texts)} 篇，{total} 字。"
    head = front_matter({"title": "文本", "description": f"全部文本的目录。{words}", "hide": ["toc"], "kind": "catalogue"})
    return head + join_blocks(["# 文本", words, _collection(corpus), catalogue(corpus, "texts/")])


def _collection(corpus: Corpus) -> str:
    """The way to the book of all texts."""
    if len(corpus.texts) < 2 or not offers_epub(corpus.config, len(corpus.texts)):
        return ""
    link = element("a", "EPUB", href="../collection.epub", download="collection.epub")
    return element("p", f"下载全部文本：{link}", class_="page-meta downloads")
