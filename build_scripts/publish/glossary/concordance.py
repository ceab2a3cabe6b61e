"""Keyword in context as HTML: grouped by text, each line linked to its paragraph; a plain list that a script can sort."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

from build_scripts.model.corpus import Text
from build_scripts.passages.concordance import Collocate, Line
from build_scripts.publish.glossary.site_terms import Saying
from build_scripts.publish.markup import element, quoted, relative, text
from build_scripts.publish.people import authors_of
from build_scripts.publish.texts import date_of

PER_PAGE = 1200
"""Lines on one page of a concordance."""


def by_line(text_: Text) -> str:
    """Authors and year of a text, for the line under its title."""
    people = "、".join(name for name, _ in authors_of(text_.meta)[:3])
    year = year_of(text_)
    return "，".join(filter(None, (people, year)))


def year_of(text_: Text) -> str:
    """The year of a text, empty where it says none."""
    date = date_of(text_.meta.get("date") or text_.meta.get("year"))
    return str(date.year) if date else ""


def kwic(lines: Iterable[Line], texts: Mapping[str, Text], here: str) -> str:
    """The lines, text by text. Nothing in it is the site's own prose, so that search leaves it out (``page-meta``)."""
    groups = []
    for slug, group in groupby(lines, key=lambda line: line.slug):
        shown = list(group)
        whole = texts[slug]
        title = element("a", text(whole.title), href=relative(here, whole.urls[0]))
        count = element("span", f"{len(shown)} 处", class_="count")
        rows = "".join(f"<li>{_line(line, here)}</li>" for line in shown)
        head = element("h3", f"{title} {element('small', text(by_line(whole)))} {count}")
        groups.append(element("section", head + element("ol", rows), data_text=slug))
    return element("div", "\n".join(groups), class_="page-meta kwic") if groups else ""


def _line(line: Line, here: str) -> str:
    way = relative(here, f"{line.url}#{line.anchor}" if line.anchor else line.url)
    title = f' title="{quoted(line.label)}"' if line.label else ""
    return (f'<a href="{quoted(way)}"{title}><span class="kl">{text(line.left)}</span><b>{text(line.word)}</b>'
            f'<span class="kr">{text(line.right)}</span></a>')  # fmt: skip


def sayings(found: Iterable[Saying], texts: Mapping[str, Text], here: str) -> str:
    """Who says what the term means, the earliest text first."""
    rows = []
    for one in sorted(found, key=lambda saying: year_of(texts[saying.line.slug]) or "9999"):
        whole = texts[one.line.slug]
        way = relative(here, f"{one.line.url}#{one.line.anchor}" if one.line.anchor else one.line.url)
        words = text(one.words)
        if one.start >= 0:
            end = one.start + len(one.line.word)
            words = text(one.words[: one.start]) + element("b", text(one.words[one.start : end])) + text(one.words[end:])
        quote = element("blockquote", element("p", element("a", words, href=way)))
        source = element("p", f"《{text(whole.title)}》 {element('small', text(by_line(whole)))}", class_="saying-source")
        rows.append(element("li", source + quote))
    return element("ul", "".join(rows), class_="page-meta sayings") if rows else ""


def neighbours(found: Iterable[Collocate]) -> str:
    """The words that keep the term company, with how often they stand near it."""
    items = "".join(element("li", f"{text(one.word)} {element('small', str(one.count))}") for one in found)
    return element("ul", items, class_="page-meta collocates") if items else ""
