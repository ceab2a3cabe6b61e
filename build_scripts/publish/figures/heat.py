"""The heat map: how densely each text uses each of the commonest terms, drawn at build time as SVG."""

from __future__ import annotations

from build_scripts.model.corpus import Corpus
from build_scripts.model.page import page_url
from build_scripts.publish.figures.of_terms import figure, fit, numbers_table
from build_scripts.publish.glossary.index import term_path
from build_scripts.publish.glossary.site_terms import SiteTerms
from build_scripts.publish.markup import element, relative, text
from build_scripts.publish.texts import length_of

MOST_TERMS, MOST_TEXTS = 30, 24
_LABEL, _CELL_WIDE, _CELL_HIGH, _HEAD = 130, 46, 24, 120


def heat_map(corpus: Corpus, terms: SiteTerms, here: str) -> str:
    """The figure; the numbers are uses, the shade uses in 10,000 characters. Empty where no text uses a term."""
    used = sorted(terms.used.items(), key=lambda pair: (-len(pair[1].lines), pair[0]))
    rows = [(terms.glossary[name], found) for name, found in used if found.lines][:MOST_TERMS]
    totals = {whole.slug: sum(found.by_text[whole.slug] for _, found in rows) for whole in corpus.texts}
    columns = sorted((whole for whole in corpus.texts if totals[whole.slug]), key=lambda whole: -totals[whole.slug])[:MOST_TEXTS]
    if not rows or not columns:
        return ""
    lengths = {whole.slug: max(1, length_of(whole.pages)) for whole in columns}
    rates = {(term.id, whole.slug): found.by_text[whole.slug] / lengths[whole.slug] for term, found in rows for whole in columns}
    top = max(rates.values()) or 1.0
    parts = []
    for place, whole in enumerate(columns):
        x = _LABEL + (place + 0.6) * _CELL_WIDE
        label = element("text", text(fit(whole.title, 9)), x=x, y=_HEAD - 6, transform=f"rotate(-45 {x} {_HEAD - 6})")
        parts.append(element("a", label + element("title", f"《{text(whole.title)}》"), href=relative(here, whole.urls[0])))
    for row, (term, found) in enumerate(rows):
        y = _HEAD + row * _CELL_HIGH
        way = relative(here, page_url(term_path(term.id)))
        parts.append(element("a", element("text", text(fit(term.term, 9)), x=_LABEL - 8, y=y + 17, text_anchor="end"), href=way))
        for place, whole in enumerate(columns):
            number = found.by_text[whole.slug]
            if not number:
                continue
            x = _LABEL + place * _CELL_WIDE
            shade = 0.12 + 0.5 * (rates[term.id, whole.slug] / top) ** 0.5
            title = element("title", f"《{text(whole.title)}》用“{text(term.term)}”{number} 次，每万字 {rates[term.id, whole.slug] * 10_000:.1f} 次")
            box = element("rect", title, x=x + 1, y=y + 1, width=_CELL_WIDE - 2, height=_CELL_HIGH - 2, class_="series-0", fill_opacity=f"{shade:.2f}")
            parts.append(box + element("text", str(number), x=x + _CELL_WIDE / 2, y=y + 17, text_anchor="middle"))
    table = numbers_table(["术语", *(whole.title for whole in columns)],
                          [[term.term, *(str(found.by_text[whole.slug] or "") for whole in columns)] for term, found in rows])  # fmt: skip
    wide, high = _LABEL + len(columns) * _CELL_WIDE + 70, _HEAD + len(rows) * _CELL_HIGH + 6
    return figure("各篇对常用术语的使用（数字为次数，颜色为每万字次数）", "".join(parts), wide, high, table)
