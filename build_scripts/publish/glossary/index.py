"""The pages of the glossary: every term with its names, definition, source and neighbours, by pinyin, with letters to jump to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import groupby

from build_scripts.formats.cache import Memo, key_of
from build_scripts.formats.page import parse_page
from build_scripts.model.glossary import Glossary, Term
from build_scripts.model.page import Page, page_url
from build_scripts.publish.glossary.origins import Origins
from build_scripts.publish.glossary.site_terms import SiteTerms, TermUses, initial, pinyin_of
from build_scripts.publish.markup import counted, element, relative, text, words_in_markdown


def glossary_sources(terms: SiteTerms, origins: Origins, memo: Memo = Memo()) -> list[Page]:  # noqa: B008 - holds nothing
    """The pages before their citations and terms are rendered, the first one at ``glossary/``."""
    counts = repr([(name, len(uses.lines), len(uses.by_text), bool(uses.sayings)) for name, uses in sorted(terms.used.items())])
    key = key_of(terms.key, counts, *map(origins.url, terms.glossary))
    pages = ((path, memo.text("glossary", key_of(key, path), partial(_page, terms, origins, number, path, shown)))
             for number, (path, shown) in enumerate(terms.index_pages))  # fmt: skip
    return [parse_page(path, text) for path, text in pages]


def term_path(term: str) -> str:
    """Where the page of one term is staged."""
    return f"glossary/{term}.md"


def _page(terms: SiteTerms, origins: Origins, number: int, path: str, shown: Sequence[Term]) -> str:
    here = page_url(path)
    title = "术语" if number == 0 else f"术语（{number + 1}）"
    blocks = [f"# {title}"]
    if number == 0:
        used = sum(1 for term in terms.glossary if term.id in terms.used)
        blocks.append(counted(f"共 {len(terms.glossary)} 条，按拼音排列；{used} 条见于本站文本。" if len(terms.glossary) else "术语表还是空的。"))
    blocks.append(_letters(terms, here))
    for letter, group in groupby(shown, key=initial):
        blocks.append(element("p", letter, class_="page-meta glossary-letter", id=_anchor(letter)))
        for term in group:
            blocks += _entry(term, terms, origins, here)
    head = f"---\ntitle: {title}\ndescription: 术语表\nhide: [toc]\n---\n\n"
    return head + "\n\n".join(filter(None, blocks)) + "\n"


def _anchor(letter: str) -> str:
    return f"letter-{letter.lower() if letter.isalpha() else 'other'}"


def _letters(terms: SiteTerms, here: str) -> str:
    """The letters that terms begin with, each leading to its first term's place."""
    places: dict[str, str] = {}
    for path, shown in terms.index_pages:
        for term in shown:
            places.setdefault(initial(term), f"{page_url(path)}#{_anchor(initial(term))}")
    links = "".join(element("a", letter, href=relative(here, way)) for letter, way in sorted(places.items()))
    return element("nav", links, class_="page-meta glossary-letters", aria_label="按字母跳转") if len(places) > 1 else ""


def names_line(term: Term) -> str:
    """Aliases, English and reading of a term; empty where it has none."""
    spelt = [element("span", text(alias), class_="term-alias") for alias in term.aliases]
    if term.en:
        spelt.append(element("span", text(term.en), class_="term-alias", lang="en"))
    reading = pinyin_of(term)
    if reading:
        spelt.append(element("span", text(reading), class_="term-pinyin page-meta", lang="zh-Latn-pinyin"))
    return element("p", "；".join(spelt), class_="term-names") if spelt else ""


def also_line(term: Term, glossary: Glossary, way: dict[str, str]) -> str:
    """Links to the terms that the entry names; ``way`` is the address of each."""
    also = [glossary[name] for name in term.see_also if name in glossary]
    links = (element("a", text(t.term), class_="term", data_term=t.id, href=way[t.id]) for t in also)
    return f"另见：{'、'.join(links)}" if also else ""


def _entry(term: Term, terms: SiteTerms, origins: Origins, here: str) -> list[str]:
    ways = {name: relative(here, terms.url(name)) for name in term.see_also if name in terms.glossary}
    uses = terms.used.get(term.id, TermUses())
    out = [f"## {words_in_markdown(term.term)} {{#term-{term.id}}}", names_line(term), definition(term)]
    out.append(also_line(term, terms.glossary, ways))
    facts = [line] if (line := origins.line(term, here)) else []
    if uses.lines or uses.sayings:
        words = f"{len(uses.lines)} 处用例，见于 {len(uses.by_text)} 篇文本" if uses.lines else "文本中的释义"
        facts.append(element("a", words, href=relative(here, page_url(term_path(term.id)))))
    if facts:
        out.append(element("p", "　".join(facts), class_="page-meta term-facts"))
    return [part for part in out if part]


def definition(term: Term) -> str:
    """The definition as paragraphs of Markdown, so that none of its lines opens another block."""
    paragraphs = [" ".join(part.split()) for part in term.definition.split("\n\n")]
    return "\n\n".join(f"\\{part}" if part[:1] in "#>-+*|~`=" else part for part in paragraphs if part)
