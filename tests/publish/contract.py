"""What machines rely on in a published site, checked page by page: anchors, classes, head, ``corpus.json``, downloads.

A function over the folder of a built site; it knows nothing of how the site was made.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lxml.html
from lxml.html import HtmlElement

FURNITURE = frozenset({"page-meta", "cite-this", "backlinks", "headerlink"})
"""Classes of what stands among a text and is none of it."""
ONCE = frozenset(
    "title journal_title book_title volume issue firstpage lastpage doi issn isbn publisher publication_date abstract language "
    "fulltext_html_url technical_report_institution".split()
)
MANY = frozenset({"author", "author_institution", "keywords"})
_FETCHED = re.compile(r"(?:src|srcset|poster|data|action)\Z")
_DATE = re.compile(r"\d{4}(?:/\d{2}(?:/\d{2})?)?\Z")


def breaches(site: Path) -> list[str]:
    """Every place where the built site does not keep what machines may rely on, as ``page: what``."""
    corpus = json.loads((site / "corpus.json").read_text(encoding="utf-8"))
    found = [f"corpus.json: {what}" for what in _of_corpus(corpus, site)]
    for text in corpus.get("texts", []):
        for number, url in enumerate(text["pages"]):
            tree = _read(site, url)
            found += [f"{url}: {what}" for what in (*_of_text(tree), *_of_head(tree, text), *_of_title(tree, text, number))]
    for path in sorted(site.rglob("index.html")):
        url = path.parent.relative_to(site).as_posix()
        found += [f"{url}: {what}" for what in _of_page(lxml.html.document_fromstring(path.read_bytes()), site, path)]
    found += [f"bibliography/references.{end}: missing" for end in ("bib", "ris", "csl.json") if not (site / f"bibliography/references.{end}").is_file()]
    return found


def _read(site: Path, url: str) -> HtmlElement:
    return lxml.html.document_fromstring((site / url / "index.html").read_bytes())


def _of_corpus(corpus: dict[str, Any], site: Path) -> Iterator[str]:
    if not {"texts", "terms", "references"} <= corpus.keys():
        yield f"has only {sorted(corpus)}"
    seen: set[str] = set()
    for text in corpus.get("texts", []):
        slug = text.get("slug")
        if not {"slug", "title", "authors", "date", "genre", "pages"} <= text.keys():
            yield f"{slug}: lacks {sorted({'slug', 'title', 'authors', 'date', 'genre', 'pages'} - text.keys())}"
        if not text.get("pages") or text["pages"][0] != f"texts/{slug}/":
            yield f"{slug}: its pages begin with {text.get('pages', [])[:1]}"
        for url in text.get("pages", []):
            if url in seen or not (site / url / "index.html").is_file():
                yield f"{slug}: {url} is no page or stands twice"
            seen.add(url)
    for path in site.glob("texts/*/**/index.html"):
        if "source" not in path.parent.parts[-2:] and f"{path.parent.relative_to(site).as_posix()}/" not in seen:
            yield f"{path.parent.relative_to(site)} belongs to no text"
    yield from _of_entries(corpus, site)


def _of_entries(corpus: dict[str, Any], site: Path) -> Iterator[str]:
    """Whether every term and every work stands where the list says, under the id that others link to."""
    entries = [(one["url"], f"term-{one['id']}") for one in corpus.get("terms", [])]
    entries += [(one["url"], f"ref-{one['key']}") for one in corpus.get("references", [])]
    pages: dict[str, set[str]] = {}
    for url, anchor in entries:
        page, _, fragment = url.partition("#")
        if page not in pages:
            path = site / page / "index.html"
            pages[page] = set(lxml.html.document_fromstring(path.read_bytes()).xpath("//@id")) if path.is_file() else set()
        if anchor not in pages[page] or fragment not in ("", anchor):
            yield f"{url} does not lead to #{anchor}"


def _content(tree: HtmlElement) -> HtmlElement | None:
    return next(iter(tree.find_class("md-content__inner")), None)


def _is_text(element: HtmlElement) -> bool:
    """Whether the element stands in the text itself."""
    return all(FURNITURE.isdisjoint((one.get("class") or "").split()) for one in (element, *element.iterancestors()))


def _of_text(tree: HtmlElement) -> Iterator[str]:
    content = _content(tree)
    if content is None:
        yield "no .md-content__inner"
        return
    numbers = [int(one.get("id")[1:]) for one in content.iter() if re.fullmatch(r"p\d+", one.get("id") or "")]
    if numbers != list(range(1, len(numbers) + 1)):
        yield f"paragraphs are numbered {numbers[:8]}"
    for one in content.iter("p"):
        if _is_text(one) and _is_numbered(one) and not one.get("id"):
            yield f"paragraph without id: {lxml.html.tostring(one, encoding='unicode')[:80]}"
    yield from _of_parts(content)


def _is_numbered(paragraph: HtmlElement) -> bool:
    """Whether it is a paragraph of the running text: not in a note, list, quotation, figure, table or title."""
    inner = {"li", "blockquote", "figure", "figcaption", "td", "th", "dd", "section", "details", "caption"}
    above = [paragraph, *paragraph.iterancestors()]
    classes = {name for one in above for name in (one.get("class") or "").split()}
    return not any(one.tag in inner for one in above) and classes.isdisjoint({"admonition-title", "references", "footnote", "subtitle", "attribution"})


def _of_parts(content: HtmlElement) -> Iterator[str]:
    for box in content.find_class("admonition"):
        if "box" not in box.get("class").split():
            continue
        title = next(iter(box), None)
        if title is None or "admonition-title" not in (title.get("class") or "").split():
            yield "a box does not begin with its title"
        for one in box.iter("p"):
            if not one.text_content().strip() and not one.findall(".//img"):
                yield f"an empty paragraph in the box “{title.text_content() if title is not None else ''}”"
    for note in content.xpath(".//div[contains(@class,'footnote')]//li"):
        if not (note.get("id") or "").startswith("fn:"):
            yield "a note without its id"
    for mark in content.xpath(".//sup//a"):
        if "footnote-ref" in (mark.get("class") or "") and not content.xpath(f".//li[@id='{mark.get('href')[1:]}']"):
            yield f"a note mark that leads nowhere: {mark.get('href')}"
    for entry in content.find_class("reference"):
        if entry.tag == "li" and not any("references" in (one.get("class") or "").split() for one in entry.iterancestors()):
            yield "li.reference outside .references"
    for table in content.iter("caption"):
        if table.getparent().tag != "table" or not table.text_content().strip():
            yield "a caption that is empty or stands in no table"


def _of_title(tree: HtmlElement, text: dict[str, Any], number: int) -> Iterator[str]:
    content = _content(tree)
    titles = list(content.iter("h1")) if content is not None else []
    if len(titles) != 1:
        yield f"{len(titles)} h1"
    elif number == 0 and _bare(titles[0]) != re.sub(r"\s", "", text["title"]):
        yield f"h1 “{_bare(titles[0])}” is not the title “{text['title']}”"


def _bare(title: HtmlElement) -> str:
    """The words of a title without its note marks and permanent link."""
    words = "".join(one for one in title.xpath(".//text()[not(ancestor::sup) and not(ancestor::*[contains(@class,'headerlink')])]"))
    return re.sub(r"\s", "", words)


def _of_head(tree: HtmlElement, text: dict[str, Any]) -> Iterator[str]:
    metas = [(one.get("name"), one.get("content") or "") for one in tree.xpath("//head/meta[@name]")]
    cites = [(name.removeprefix("citation_"), value) for name, value in metas if name.startswith("citation_")]
    values: dict[str, list[str]] = {}
    for name, value in cites:
        values.setdefault(name, []).append(value)
        if name not in ONCE | MANY:
            yield f"unknown citation_{name}"
        if not value.strip():
            yield f"empty citation_{name}"
    yield from (f"citation_{name} {len(given)} times" for name, given in values.items() if name in ONCE and len(given) > 1)
    if values.get("title") != [text["title"]]:
        yield f"citation_title is {values.get('title')}"
    if len(values.get("author", [])) != len(text["authors"]):
        yield f"citation_author is {values.get('author')}"
    yield from (f"citation_publication_date is {value}" for value in values.get("publication_date", []) if not _DATE.match(value))
    if text["date"] and not values.get("publication_date"):
        yield "no citation_publication_date"
    yield from (f"no {name}" for name in ("DC.title", "z:itemType") if name not in dict(metas))
    yield from _of_linked_data(tree, text)


def _of_linked_data(tree: HtmlElement, text: dict[str, Any]) -> Iterator[str]:
    scripts = tree.xpath("//script[@type='application/ld+json']")
    if len(scripts) != 1:
        yield f"{len(scripts)} JSON-LD"
        return
    data = json.loads(scripts[0].text)
    if data.get("name") != text["title"] or len(data.get("author", [])) != len(text["authors"]):
        yield f"JSON-LD says {data.get('name')}, {data.get('author')}"
    if tree.find_class("Z3988"):
        yield "COinS, which hijack the page"


def _of_page(tree: HtmlElement, site: Path, path: Path) -> Iterator[str]:
    content = _content(tree)
    if content is not None:
        for one in content.find_class("citation"):
            classes = one.get("class").split()
            if one.tag == "a" and "page-meta" not in classes and not one.get("data-key"):
                yield "a.citation without data-key"
            if one.tag == "a" and "page-meta" not in classes and one.get("data-locator") is None:
                yield f"a.citation[data-key={one.get('data-key')}] without data-locator"
        yield from ("a.term without data-term" for one in content.find_class("term") if one.tag == "a" and not one.get("data-term"))
        ids = [one.get("id") for one in content.iter() if isinstance(one.tag, str) and one.get("id")]
        yield from (f"id {name} twice" for name in sorted({name for name in ids if ids.count(name) > 1}))
    for one in tree.iter():
        if isinstance(one.tag, str):
            fetched = [value for name, value in one.attrib.items() if _FETCHED.match(name)]
            fetched += [one.get("href", "")] if one.tag == "link" and one.get("rel") not in ("canonical", "alternate", "prev", "next") else []
            yield from (f"fetches {value}" for value in fetched if re.match(r"(?:https?:)?//", value))
