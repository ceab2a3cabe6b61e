"""The page of all terms: name, aliases, English, definition with citations, source."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from build_scripts.cite.gbt7714.order import collate
from build_scripts.formats.page import parse_page
from build_scripts.model.corpus import Corpus
from build_scripts.publish.markup import element, text, words_in_markdown
from build_scripts.publish.page import PageMaker
from build_scripts.publish.texts import strings


def glossary_page(corpus: Corpus, maker: PageMaker) -> str:
    """The page, sorted by pinyin."""
    names = {str(term["id"]): str(term["term"]) for term in corpus.glossary}
    terms = sorted(corpus.glossary, key=lambda term: collate(str(term["term"])))
    blocks = ["# 术语", f"共 {len(terms)} 条，按拼音排列。" if terms else "术语表还是空的。"]
    for term in terms:
        blocks += _entry(term, names)
    head = "---\ntitle: 术语\ndescription: 术语表\n---\n\n"
    return maker.other_page(parse_page("glossary/index.md", head + "\n\n".join(blocks) + "\n"))


def _entry(term: Mapping[str, Any], names: Mapping[str, str]) -> list[str]:
    title = words_in_markdown(str(term["term"]))
    out = [f"## {title} {{#term-{term['id']}}}"]
    spelt = [element("span", text(alias), class_="term-alias") for alias in strings(term.get("aliases"))]
    if term.get("en"):
        spelt.append(element("span", text(str(term["en"])), class_="term-alias", lang="en"))
    if spelt:
        out.append(element("p", "；".join(spelt), class_="term-names"))
    definition = " ".join(str(term.get("definition") or "").split())
    if definition:
        out.append(definition)
    also = [name for name in strings(term.get("see_also")) if name in names]
    if also:
        links = "、".join(f'<a class="term" data-term="{name}" href="#term-{name}">{text(names[name])}</a>' for name in also)
        out.append(f"另见：{links}")
    return out
