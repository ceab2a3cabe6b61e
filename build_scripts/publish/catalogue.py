"""The catalogue of all texts: a plain table that a script can sort."""

from __future__ import annotations

from build_scripts.model.corpus import Corpus, Text
from build_scripts.publish.head import front_matter
from build_scripts.publish.markup import counted, element, join_blocks, relative, text
from build_scripts.publish.page.takeaway import offers_epub
from build_scripts.publish.people import authors_of
from build_scripts.publish.texts import genre_of, length_of

MARK = "<!-- catalogue -->"
"""Where a page wants the catalogue."""

_COLUMNS = ("题名", "作者", "日期", "体裁", "字数")


PER_PAGE = 300
"""Texts on one page of the catalogue: pages keep their weight however many texts there are."""


def catalogue(corpus: Corpus, here: str, number: int = 0) -> str:
    """One page of the table (the first is 0) as seen from the page at ``here``, with the ways to the others."""
    if not corpus.texts:
        return element("p", "还没有文本。把原始文本放进 references/sources/，再运行 ingest。", class_="page-meta")
    heads = element("tr", "".join(element("th", name, scope="col") for name in _COLUMNS))
    shown = corpus.texts[number * PER_PAGE : (number + 1) * PER_PAGE]
    rows = "\n".join(_row(whole, here) for whole in shown)
    table = element("table", f"<thead>{heads}</thead>\n<tbody>\n{rows}\n</tbody>", class_="catalogue sortable")
    frame = element("div", f"\n{table}\n", class_="page-meta table-scroll", tabindex="0", role="region", aria_label="全部文本")
    return f"{frame}\n\n{_pager(corpus, here, number)}".rstrip()


def _count(corpus: Corpus) -> int:
    return max(1, -(-len(corpus.texts) // PER_PAGE))


def _pager(corpus: Corpus, here: str, number: int) -> str:
    if _count(corpus) == 1:
        return ""
    ways = (
        element("a", f"第 {at + 1} 页", href=relative(here, _url(at)), aria_current="page" if at == number else None)
        for at in range(_count(corpus))
    )
    return element("nav", "　".join(ways), class_="page-meta pager", aria_label="目录分页")


def _url(number: int) -> str:
    return f"catalogue/{number + 1}/" if number else "texts/"


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


def catalogue_pages(corpus: Corpus) -> dict[str, str]:
    """Path and text of the pages of all texts: ``texts/``, and where they are many ``catalogue/2/`` and on."""
    total = sum(length_of(whole.pages) for whole in corpus.texts)
    words = f"共 {len(corpus.texts)} 篇，{total} 字。"
    head = front_matter({"title": "文本", "description": f"全部文本的目录。{words}", "hide": ["toc"], "kind": "catalogue"})
    out = {"texts/index.md": head + join_blocks(["# 文本", counted(words), _collection(corpus), catalogue(corpus, "texts/")])}
    for number in range(1, _count(corpus)):
        title = f"文本（{number + 1}）"
        head = front_matter({"title": title, "description": "全部文本的目录", "hide": ["toc"], "kind": "catalogue"})
        out[f"catalogue/{number + 1}.md"] = head + join_blocks([f"# {title}", catalogue(corpus, _url(number), number)])
    return out


def _collection(corpus: Corpus) -> str:
    """The way to the book of all texts."""
    if len(corpus.texts) < 2 or not offers_epub(corpus.config, len(corpus.texts)):
        return ""
    link = element("a", "EPUB", href="../collection.epub", download="collection.epub")
    return element("p", f"下载全部文本：{link}", class_="page-meta downloads")
