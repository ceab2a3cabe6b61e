"""The panel over a text: who, where, when, abstract, keywords, provenance; notices; the contents of a long text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from build_scripts.model.corpus import Text
from build_scripts.model.page import BlockKind, Page, page_url
from build_scripts.publish.markup import element, plain, relative, text
from build_scripts.publish.people import authors_of, strings
from build_scripts.publish.texts import container_of, genre_of, length_of

CHARACTERS_A_MINUTE = 400
"""Reading speed for the estimate of reading time: silent reading of Chinese prose, lower end of what studies report."""

_MORE = (
    ("title_full", "完整题名"),
    ("affiliation", "作者单位"),
    ("title_en", "英文题名"),
    ("authors_en", "英文作者"),
    ("affiliation_en", "英文单位"),
    ("abstract_en", "英文摘要"),
    ("keywords_en", "英文关键词"),
    ("doi", "DOI"),
    ("clc", "中图分类号"),
    ("document_code", "文献标识码"),
    ("article_id", "文章编号"),
    ("funding", "基金项目"),
    ("editor", "责任编辑"),
    ("editor_en", "责任编辑（英文）"),
    ("credits", "署名"),
    ("jel", "JEL 分类号"),
    ("issuer", "发文机关"),
    ("document_no", "文号"),
    ("translator", "译者"),
    ("author_note", "作者简介"),
    ("note", "说明"),
    ("series", "丛书"),
    ("edition", "版次"),
    ("isbn", "ISBN"),
    ("issn", "ISSN"),
    ("plate", "版面"),
    ("received", "收稿日期"),
    ("origin", "原载"),
    ("source_note", "出处"),
    ("cite_as", "原刊引用格式"),
    ("colophon", "编写说明"),
    ("licence", "许可"),
)
_ALIASES = {
    "clc": ("分类号", "中图分类号"), "document_code": ("文献标识码",), "article_id": ("article_no", "文章编号"), "funding": ("基金", "基金项目"),
    "editor": ("责任编辑", "editors"), "author_note": ("作者简介", "bio"), "origin": ("原载", "original"), "colophon": ("编写说明",),
    "licence": ("license",), "translator": ("translators",),
}  # fmt: skip
_SHOWN = frozenset(
    {"title", "authors", "date", "journal", "newspaper", "container", "publisher", "place", "volume", "issue", "pages",
     "abstract", "keywords", "genre", "source", "lang", "citekey", "part_of", "order", "terms", "slug", "url", "search",
     "subtitle", "ingest", "toc", "hide", "description", "institution", "layout", "chapter_number"}
)  # fmt: skip


def panel(whole: Text) -> str:
    """The panel of a text's first page, as one HTML block."""
    meta = whole.meta
    parts = [_byline(meta), _imprint(whole)]
    if meta.get("subtitle"):
        parts.insert(0, element("p", text(str(meta["subtitle"])), class_="subtitle"))
    if meta.get("abstract"):
        parts.append(element("p", f"{element('b', '摘要')} {text(str(meta['abstract']))}", class_="abstract"))
    if words := strings(meta.get("keywords")):
        parts.append(element("p", f"{element('b', '关键词')} {text('；'.join(words))}", class_="keywords"))
    parts.append(_more(meta))
    return element("div", "\n" + "\n".join(part for part in parts if part) + "\n", class_="page-meta metadata")


def chapter_panel(whole: Text, page: Page) -> str:
    """The line over a chapter that says what it is a chapter of."""
    first = whole.pages[0]
    way = element("a", text(whole.title), href=relative(page_url(page.path), page_url(first.path)))
    people = "、".join(name for name, _ in authors_of(whole.meta))
    return element("p", f"《{way}》{text('　' + people if people else '')}", class_="page-meta part-of")


def _byline(meta: Mapping[str, Any]) -> str:
    people = []
    for name, where in authors_of(meta):
        place = element("span", text(where), class_="affiliation") if where else ""
        people.append(element("span", f"{text(name)}{' ' + place if place else ''}", class_="author"))
    return element("p", "".join(people), class_="byline") if people else ""


def imprint(meta: Mapping[str, Any]) -> str:
    """Where a text was printed, in one line: 《试验学刊》2024年第3期，第14-23页."""
    where = container_of(meta)
    out = f"《{where}》" if where else ""
    date = str(meta.get("date") or "")
    issue = "".join(f"第{meta[key]}{word}" for key, word in (("volume", "卷"), ("issue", "期")) if meta.get(key))
    if issue:
        out += f"{date[:4]}年{issue}" if date else issue
    elif date:
        out += f"，{date}" if out else date
    if meta.get("pages"):
        plate = meta.get("newspaper")
        out += f"，第{meta['pages']}{'版' if plate else '页'}"
    publisher = "：".join(str(meta[key]) for key in ("place", "publisher") if meta.get(key))
    return "，".join(part for part in (publisher, out) if part)


def _imprint(whole: Text) -> str:
    meta = whole.meta
    length = length_of(whole.pages)
    minutes = max(1, round(length / CHARACTERS_A_MINUTE))
    chapter = str(meta.get("chapter_number") or "")
    parts = [genre_of(meta).name, chapter, imprint(meta), f"全文约 {length} 字，读完约 {minutes} 分钟"]
    return element("p", text("　".join(part for part in parts if part)), class_="imprint")


def _more(meta: Mapping[str, Any]) -> str:
    rows = []
    used = set(_SHOWN)
    for key, label in _MORE:
        names = (key, *_ALIASES.get(key, ()))
        used.update(names)
        value = next((meta[name] for name in names if meta.get(name)), None)
        if value:
            rows.append((label, "；".join(_words(value))))
    rows += [(key, "；".join(_words(value))) for key, value in meta.items() if key not in used and value and not key.isascii()]
    source = meta.get("source")
    if isinstance(source, Mapping) and source.get("file"):
        part = f"，第 {source['part']} 篇" if source.get("part") and source["part"] != 1 else ""
        rows.append(("来源文件", f"{source['file']}{part}"))
    if not rows:
        return ""
    terms = "".join(element("dt", text(label)) + element("dd", text(value)) for label, value in rows)
    return element("details", element("summary", "著录信息") + element("dl", terms))


def _words(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        return ["，".join(str(part) for part in value.values() if part)]
    if isinstance(value, list | tuple):
        return [word for item in value for word in _words(item)]
    return [str(value)]


def notice(unresolved: int, missing: list[str]) -> str:
    """The notice over a text whose citations lead nowhere."""
    if not unresolved:
        return ""
    words = f"本页有 {unresolved} 处引文未能对应到文献库的条目，按印本原样显示并加虚线。"
    if missing:
        words += f"文献库缺：{'、'.join(dict.fromkeys(missing))}。"
    return element("p", text(words), class_="page-meta notice", role="note")


def contents(whole: Text) -> str:
    """The chapters of a long text with their sections, as a list of links."""
    here = whole.urls[0]
    items = []
    for page in whole.pages[1:]:
        address = relative(here, page_url(page.path))
        heads = [block for block in page.blocks if block.kind is BlockKind.HEADING and block.level == 2]
        inner = "".join(
            element("li", element("a", text(plain(page, head.text)), href=f"{address}#{head.id}" if head.id else address))
            for head in heads
        )
        link = element("a", text(page.title), href=address)
        items.append(element("li", link + (element("ul", inner) if inner else "")))
    return element("nav", element("ol", "\n" + "\n".join(items) + "\n"), class_="page-meta contents",
                   aria_label="本文各章") if items else ""  # fmt: skip
