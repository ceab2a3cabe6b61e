"""The timeline: a row for each text, with the years of the works it cites and its own year, drawn at build time as SVG."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from build_scripts.model.corpus import Corpus, Text
from build_scripts.publish.figures.of_terms import figure, fit, numbers_table
from build_scripts.publish.glossary.concordance import year_of
from build_scripts.publish.markup import element, relative, text
from build_scripts.publish.uses import Uses
from build_scripts.publish.works import Works

MOST_TEXTS = 40
_LABEL, _ROW, _TOP, _MOST_COLUMNS = 210, 30, 14, 48


def timeline(corpus: Corpus, works: Works, uses: Uses, here: str) -> str:
    """The figure, years in order and evenly spaced; empty where no text and no cited work has a year."""
    cited: dict[str, dict[int, list[str]]] = {}
    for whole in corpus.texts:
        years: dict[int, list[str]] = defaultdict(list)
        for key in uses.by_slug.get(whole.slug, ()):
            if key in works and (year := works.shown(key).year):
                years[int(year)].append(key)
        cited[whole.slug] = years
    rows = [whole for whole in corpus.texts if cited[whole.slug] or year_of(whole)][:MOST_TEXTS]
    every = {year for whole in rows for year in cited[whole.slug]} | {int(year_of(whole)) for whole in rows if year_of(whole)}
    if not every:
        return ""
    bins = _bins(sorted(every))
    step = max(12.0, min(44.0, 620 / len(bins)))
    parts = [_axis(bins, step, len(rows))]
    for place, whole in enumerate(rows):
        parts.append(_row(whole, cited[whole.slug], bins, step, _TOP + place * _ROW + _ROW / 2, works, here))
    wide, high = int(_LABEL + step * len(bins) + 20), _TOP + len(rows) * _ROW + 56
    table = numbers_table(
        ["文本", "自身年份", "所引文献的年份（种数）"],
        [[whole.title, year_of(whole), "、".join(f"{year}（{len(keys)}）" for year, keys in sorted(cited[whole.slug].items()))] for whole in rows],
    )
    return figure("文本与所引文献的年份（圆点大小为该年种数，方块为文本自身；各年等距排列）", "".join(parts), wide, high, table)


def _bins(years: Sequence[int]) -> list[tuple[int, int]]:
    """Years as columns, first and last of each; neighbours share one where there are too many."""
    size = -(-len(years) // _MOST_COLUMNS)
    return [(years[at], years[min(at + size, len(years)) - 1]) for at in range(0, len(years), size)]


def _axis(bins: Sequence[tuple[int, int]], step: float, rows: int) -> str:
    bottom = _TOP + rows * _ROW + 8
    every = 1 if step >= 16 else 2
    parts = []
    for place, (first, last) in enumerate(bins):
        x = _LABEL + step * (place + 0.5)
        parts.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP}" y2="{bottom - 4}" class="grid"></line>')
        if place % every == 0:
            words = str(first) if first == last else f"{first}–{last % 100:02d}"
            parts.append(element("text", words, x=f"{x:.1f}", y=bottom + 6, class_="tick", text_anchor="end",
                                 transform=f"rotate(-55 {x:.1f} {bottom + 6})"))  # fmt: skip
    return "".join(parts)


def _row(whole: Text, years: dict[int, list[str]], bins: Sequence[tuple[int, int]], step: float, y: float, works: Works, here: str) -> str:
    label = element("text", text(fit(whole.title, 15)), x=_LABEL - 6, y=f"{y + 5:.1f}", text_anchor="end")
    parts = [element("a", label + element("title", f"《{text(whole.title)}》"), href=relative(here, whole.urls[0]))]
    own = year_of(whole)
    for place, (first, last) in enumerate(bins):
        x = _LABEL + step * (place + 0.5)
        keys = [key for year, found in sorted(years.items()) if first <= year <= last for key in found]
        if keys:
            names = "；".join(works.shown(key).title for key in keys[:8]) + ("……" if len(keys) > 8 else "")
            span = str(first) if first == last else f"{first}—{last}"
            title = element("title", f"《{text(whole.title)}》引用 {span} 年的文献 {len(keys)} 种：{text(names)}")
            radius = min(step / 2, 11.0, 3 + len(keys) ** 0.5)
            way = relative(here, works.url(keys[0]))
            parts.append(element("a", element("circle", title, cx=f"{x:.1f}", cy=f"{y:.1f}", r=f"{radius:.1f}", class_="series-0"), href=way,
                                 tabindex="-1"))  # fmt: skip
        if own and first <= int(own) <= last:
            title = element("title", f"《{text(whole.title)}》，{own} 年")
            parts.append(element("rect", title, x=f"{x - 5:.1f}", y=f"{y - 5:.1f}", width=10, height=10, class_="series-5"))
    return "".join(parts)
