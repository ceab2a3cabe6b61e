"""The network of texts, works and terms: works on the left, texts in the middle, terms on the right, drawn as SVG.

Three columns and not a cloud of points: titles are long, and only so can every label be read. The order in the outer
columns follows the texts that lead there (barycentres, Sugiyama and others 1981), which keeps the lines apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from build_scripts.model.corpus import Corpus
from build_scripts.model.page import page_url
from build_scripts.publish.figures.of_terms import figure, fit, numbers_table
from build_scripts.publish.glossary.index import term_path
from build_scripts.publish.glossary.site_terms import SiteTerms
from build_scripts.publish.markup import element, relative, text
from build_scripts.publish.uses import Uses
from build_scripts.publish.works import Works

MOST_TEXTS, MOST_WORKS, MOST_TERMS = 16, 24, 24
_ROW, _TOP, _COLUMNS, _WIDE = 27, 26, (236, 420, 640), 800


def network(corpus: Corpus, works: Works, uses: Uses, terms: SiteTerms, here: str) -> str:
    """The figure; works and terms of the most texts go first. Empty for fewer than two texts."""
    texts = list(corpus.texts)
    cited = {key: slugs for key in works.order if (slugs := uses.slugs(key))}
    named = {name: list(found.by_text) for name, found in terms.used.items() if len(found.by_text) > 1}
    shown_works = sorted(cited, key=lambda key: (-len(cited[key]), -len(uses.citing(key))))[:MOST_WORKS]
    shown_terms = sorted(named, key=lambda name: (-len(named[name]), -len(terms.used[name].lines), name))[:MOST_TERMS]
    links = {**{key: cited[key] for key in shown_works}, **{name: named[name] for name in shown_terms}}
    degree = {whole.slug: sum(whole.slug in slugs for slugs in links.values()) for whole in texts}
    texts = sorted((whole for whole in texts if degree[whole.slug]), key=lambda whole: -degree[whole.slug])[:MOST_TEXTS]
    if len(texts) < 2:
        return ""
    rank = {whole.slug: place for place, whole in enumerate(texts)}
    left, right = _ordered(shown_works, cited, rank), _ordered(shown_terms, named, rank)
    rows = max(len(texts), len(left), len(right))
    middle = _heights([whole.slug for whole in texts], rows)
    sides = (_heights(left, rows), _heights(right, rows))
    parts = [_lines(cited, sides[0], middle, _COLUMNS[0], _COLUMNS[1] - 4), _lines(named, sides[1], middle, _COLUMNS[2], _COLUMNS[1] + 4)]
    for key, y in sides[0].items():
        parts.append(_node(works.shown(key).title, relative(here, works.url(key)), _COLUMNS[0], y, "end", 0, 15))
    for whole in texts:
        parts.append(_node(whole.title, relative(here, whole.urls[0]), _COLUMNS[1], middle[whole.slug], "middle", 5, 13))
    for name, y in sides[1].items():
        parts.append(_node(terms.glossary[name].term, relative(here, page_url(term_path(name))), _COLUMNS[2], y, "start", 2, 11))
    table = numbers_table(
        ["文本", "所引文献（图中所列）", "与别篇共用的术语"],
        [[whole.title, "；".join(works.shown(key).title for key in left if whole.slug in cited[key]),
          "、".join(terms.glossary[name].term for name in right if whole.slug in named[name])] for whole in texts],
    )  # fmt: skip
    columns = zip(("所引文献", "文本", "共用的术语"), _COLUMNS, ("end", "middle", "start"), strict=True)
    heads = "".join(element("text", words, x=x, y=12, text_anchor=anchor, class_="faint") for words, x, anchor in columns)
    return figure("文本、文献与术语", heads + "".join(parts), _WIDE, _TOP + rows * _ROW + 8, table)


def _ordered(names: Sequence[str], links: Mapping[str, Sequence[str]], rank: Mapping[str, int]) -> list[str]:
    """By the mean place of the texts that lead to each."""

    def centre(name: str) -> float:
        places = [rank[slug] for slug in links[name] if slug in rank]
        return sum(places) / len(places) if places else float(len(rank))

    return sorted((name for name in names if any(slug in rank for slug in links[name])), key=lambda name: (centre(name), name))


def _heights(names: Sequence[str], rows: int) -> dict[str, float]:
    """The height of each, spread evenly over the whole figure."""
    step = rows * _ROW / max(1, len(names))
    return {name: _TOP + (place + 0.5) * step for place, name in enumerate(names)}


def _lines(links: Mapping[str, Sequence[str]], side: Mapping[str, float], middle: Mapping[str, float], x: int, centre: int) -> str:
    bend = (x + centre) / 2
    paths = [
        f'<path d="M{x} {y:.1f}C{bend:.0f} {y:.1f} {bend:.0f} {middle[slug]:.1f} {centre} {middle[slug]:.1f}" class="edge"></path>'
        for name, y in side.items()
        for slug in links[name]
        if slug in middle
    ]
    return "".join(paths)


def _node(words: str, href: str, x: int, y: float, anchor: str, series: int, ems: int) -> str:
    shift = {"end": -9, "start": 9, "middle": 0}[anchor]
    over = anchor == "middle"  # these words stand over the lines
    label = element("text", text(fit(words, ems)), x=x + shift, y=f"{y + (18 if over else 5):.1f}", text_anchor=anchor,
                    class_="over" if over else None)  # fmt: skip
    dot = element("circle", "", cx=x, cy=f"{y:.1f}", r=5, class_=f"series-{series}")
    return element("a", element("title", text(words)) + dot + label, href=href)
