"""The page of all terms: name, aliases, English, definition with citations, source."""

from __future__ import annotations

from build_scripts.cite.gbt7714.order import collate
from build_scripts.formats.page import parse_page
from build_scripts.model.corpus import Corpus
from build_scripts.model.glossary import Glossary, Term
from build_scripts.model.page import Page
from build_scripts.publish.markup import element, text, words_in_markdown


def glossary_source(corpus: Corpus) -> Page:
    """The page before its citations are rendered, sorted by pinyin."""
    glossary = corpus.glossary
    terms = sorted(glossary, key=lambda term: collate(term.term))
    blocks = ["# 术语", f"共 {len(terms)} 条，按拼音排列。" if terms else "术语表还是空的。"]
    for term in terms:
        blocks += _entry(term, glossary)
    head = "---\ntitle: 术语\ndescription: 术语表\n---\n\n"
    return parse_page("glossary/index.md", head + "\n\n".join(blocks) + "\n")


def _entry(term: Term, glossary: Glossary) -> list[str]:
    out = [f"## {words_in_markdown(term.term)} {{#term-{term.id}}}"]
    spelt = [element("span", text(alias), class_="term-alias") for alias in term.aliases]
    if term.en:
        spelt.append(element("span", text(term.en), class_="term-alias", lang="en"))
    if spelt:
        out.append(element("p", "；".join(spelt), class_="term-names"))
    definition = " ".join(term.definition.split())
    if definition:
        out.append(definition)
    also = [glossary[name] for name in term.see_also if name in glossary]
    if also:
        links = (element("a", text(t.term), class_="term", data_term=t.id, href=f"#term-{t.id}") for t in also)
        out.append(f"另见：{'、'.join(links)}")
    return out
