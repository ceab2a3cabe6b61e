"""What the head of a text's page tells machines: Highwire tags, Dublin Core, Zotero's type, schema.org.

Rules of Zotero's "Embedded Metadata": an author with an ASCII comma is split there, one without is taken whole;
``z:itemType`` decides the type; a newspaper's name comes from ``prism.publicationName``; JSON-LD alone imports nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from build_scripts.model.corpus import Text
from build_scripts.model.lists import DEFAULT_LISTS, Lists
from build_scripts.model.reference import RefType
from build_scripts.publish.people import Author, authors_of, people_of, strings
from build_scripts.publish.texts import container_of, date_of, genre_of

Metas = list[tuple[str, str]]


def head_metas(whole: Text, address: str = "", lists: Lists = DEFAULT_LISTS) -> Metas:
    """Names and contents of the meta elements of a text's pages, in order. ``address`` is the page's full address."""
    out = _highwire(whole, address, lists) + _dublin_core(whole, address)
    return [(name, value) for name, value in out if value]


def _authors(people: list[Author]) -> Metas:
    out: Metas = []
    for author in people:
        out.append(("citation_author", f"{author.family}, {author.given}" if author.given else author.name))
        out += [("citation_author_institution", place) for place in author.affiliation.split("；") if place]
    return out


def page_range(meta: Mapping[str, Any]) -> tuple[str, str]:
    """First and last page of ``pages``; both the same where only one is printed."""
    printed = str(meta.get("pages") or "")
    found = re.findall(r"[A-Za-z]?\d+", printed)
    return (found[0], found[-1]) if found else (printed, printed)


def _slashed(meta: Mapping[str, Any]) -> str:
    date = date_of(meta.get("date") or meta.get("year"))
    return str(date).replace("-", "/") if date else ""


def _highwire(whole: Text, address: str, lists: Lists) -> Metas:
    meta, genre = whole.meta, genre_of(whole.meta)
    first, last = page_range(meta)
    out: Metas = [("citation_title", whole.title), *_authors(people_of(meta, lists)), ("citation_publication_date", _slashed(meta))]
    where = container_of(meta)
    if genre.type is RefType.ARTICLE_JOURNAL and where:
        out.append(("citation_journal_title", where))
    elif genre.type is RefType.CHAPTER and where:
        out.append(("citation_book_title", where))
    elif genre.type is RefType.REPORT:
        out.append(("citation_technical_report_institution", str(meta.get("institution") or meta.get("publisher") or "")))
    for name, key in (("volume", "volume"), ("issue", "issue"), ("doi", "doi"), ("publisher", "publisher"),
                      ("issn", "issn"), ("isbn", "isbn")):  # fmt: skip
        out.append((f"citation_{name}", str(meta.get(key) or "")))
    if genre.type is not RefType.ARTICLE_NEWSPAPER:
        out += [("citation_firstpage", first), ("citation_lastpage", last)]
    elif first:
        out.append(("citation_firstpage", first))
    out += [("citation_keywords", word) for word in strings(meta.get("keywords"))]
    out += [
        ("citation_abstract", str(meta.get("abstract") or "")),
        ("citation_language", str(meta.get("lang") or "zh")),
        ("citation_fulltext_html_url", address),
    ]
    return out


def _dublin_core(whole: Text, address: str) -> Metas:
    meta, genre = whole.meta, genre_of(whole.meta)
    date = date_of(meta.get("date") or meta.get("year"))
    out: Metas = [("DC.title", whole.title)]
    out += [("DC.creator", name) for name, _ in authors_of(meta)]
    out += [("DC.date", str(date) if date else ""), ("DC.language", str(meta.get("lang") or "zh"))]
    out += [("DC.subject", word) for word in strings(meta.get("keywords"))]
    out += [
        ("DC.description", str(meta.get("abstract") or "")),
        ("DC.publisher", str(meta.get("publisher") or "")),
        ("DC.identifier", f"doi:{meta['doi']}" if meta.get("doi") else address),
        ("DC.rights", str(meta.get("licence") or meta.get("license") or "")),
        ("z:itemType", genre.zotero),
    ]
    if genre.type is RefType.ARTICLE_NEWSPAPER:
        out.append(("prism.publicationName", container_of(meta)))
    return out


def json_ld(whole: Text, address: str = "", lists: Lists = DEFAULT_LISTS) -> str:
    """The text as schema.org JSON-LD, one line; ``<`` is spelt so that no text can end the script element."""
    meta, genre = whole.meta, genre_of(whole.meta)
    date = date_of(meta.get("date") or meta.get("year"))
    first, last = page_range(meta)
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": genre.schema,
        "name": whole.title,
        "headline": whole.title,
        "author": [_author(author) for author in people_of(meta, lists)],
        "datePublished": str(date) if date else "",
        "inLanguage": str(meta.get("lang") or "zh"),
        "description": str(meta.get("abstract") or ""),
        "keywords": strings(meta.get("keywords")),
        "isPartOf": _host(meta),
        "pageStart": first,
        "pageEnd": last,
        "publisher": {"@type": "Organization", "name": str(meta["publisher"])} if meta.get("publisher") else None,
        "identifier": f"https://doi.org/{meta['doi']}" if meta.get("doi") else "",
        "url": address,
    }
    kept = {key: value for key, value in data.items() if value}
    return json.dumps(kept, ensure_ascii=False).replace("<", "\\u003c")


def _author(author: Author) -> dict[str, Any]:
    """A person, with family and given name where they are known, or a body."""
    out: dict[str, Any] = {"@type": "Organization" if author.body else "Person", "name": author.name}
    if author.given:
        out |= {"familyName": author.family, "givenName": author.given}
    if author.affiliation and not author.body:
        out["affiliation"] = {"@type": "Organization", "name": author.affiliation}
    return out


def _host(meta: Mapping[str, Any]) -> dict[str, Any] | None:
    where = container_of(meta)
    if not where:
        return None
    host: dict[str, Any] = {"@type": "Newspaper" if meta.get("newspaper") else "Periodical", "name": where}
    if meta.get("issue"):
        return {"@type": "PublicationIssue", "issueNumber": str(meta["issue"]), "isPartOf": host}
    return host
