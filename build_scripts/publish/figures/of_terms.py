"""The use of a term by text and over time, drawn at build time as SVG.

The drawings are written here and not by a plotting library: they are bars and labels, their letters stay letters that
can be selected, searched and set in the reader's own Chinese fonts, their links are links, and their colours follow the
style sheet into dark mode. A library would bring fonts of its own or outlines, and hundreds of megabytes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from build_scripts.model.corpus import Text
from build_scripts.publish.glossary.concordance import year_of
from build_scripts.publish.markup import element, relative, text
from build_scripts.text.han import width

_ROW, _LABEL, _WIDE = 26, 250, 300
_MOST_TEXTS = 40


@lru_cache(maxsize=1 << 12)
def fit(words: str, ems: float) -> str:
    """``words`` cut to so many ems."""
    if width(words) <= ems:
        return words
    kept = words
    while kept and width(kept) > ems - 1:
        kept = kept[:-1]
    return f"{kept}…"


def uses_by_text(counts: Mapping[str, int], texts: Mapping[str, Text], lengths: Mapping[str, int], here: str) -> str:
    """A bar for each text: its uses in 10,000 characters, the number of uses beside it; the texts with most first.

    ``lengths`` are the characters of each text.
    """
    rows = [(texts[slug], number, number / max(1, lengths[slug]) * 10_000) for slug, number in counts.items()]
    rows.sort(key=lambda row: -row[2])
    shown = rows[:_MOST_TEXTS]
    if not shown:
        return ""
    top = max(rate for _, _, rate in shown)
    parts = []
    for place, (whole, number, rate) in enumerate(shown):
        y = place * _ROW
        label = element("text", text(fit(whole.title, 15)), x=_LABEL - 8, y=y + 18, text_anchor="end")
        title = element("title", f"《{text(whole.title)}》{number} 处，每万字 {rate:.1f} 处")
        bar = element("rect", title, x=_LABEL, y=y + 5, width=f"{max(2.0, rate / top * _WIDE):.1f}", height=_ROW - 9, class_="series-0")
        value = element("text", f"{number} 处（{rate:.1f}）", x=f"{_LABEL + max(2.0, rate / top * _WIDE) + 6:.1f}", y=y + 18)
        parts.append(element("a", label + bar + value, href=relative(here, whole.urls[0])))
    return figure("各篇用例数（括号内为每万字次数）", "".join(parts), _LABEL + _WIDE + 110, len(shown) * _ROW + 4)


def uses_by_year(counts: Mapping[str, int], texts: Mapping[str, Text]) -> str:
    """A column for each year in which a text uses the term; empty for fewer than two years."""
    years: Counter[str] = Counter()
    for slug, number in counts.items():
        if year := year_of(texts[slug]):
            years[year] += number
    if len(years) < 2:
        return ""
    first, last = int(min(years)), int(max(years))
    span: Sequence[int] = range(first, last + 1) if last - first < 40 else sorted(map(int, years))
    top, step = max(years.values()), max(18, min(60, 560 // len(span)))
    parts = []
    for place, each in enumerate(span):
        number = years[str(each)]
        x, height = 8 + place * step, number / top * 120
        if number:
            title = element("title", f"{each} 年 {number} 处")
            parts.append(element("rect", title, x=x + 2, y=f"{140 - height:.1f}", width=step - 4, height=f"{height:.1f}", class_="series-0"))
            parts.append(element("text", str(number), x=x + step / 2, y=f"{135 - height:.1f}", text_anchor="middle"))
        if number or len(span) <= 16:
            parts.append(element("text", str(each), x=x + step / 2, y=156, text_anchor="middle", class_="tick"))
    return figure("各年用例数", "".join(parts), 16 + step * len(span), 164, by_year=True)


def figure(title: str, drawing: str, wide: int, high: int, table: str = "", by_year: bool = False) -> str:
    """An SVG in a frame that scrolls, its caption, and the numbers as a table that opens. ``by_year``: what is newest, at the right, is
    what readers see first where there is no room for all."""
    svg = element("svg", drawing, viewBox=f"0 0 {wide} {high}", width=wide, height=high, role="group", aria_label=title, class_="plot")
    frame = element("div", svg, class_="chart-scroll by-year" if by_year else "chart-scroll", tabindex="0", role="region", aria_label=f"{title}（图）")
    return element("figure", element("figcaption", title) + frame + table, class_="page-meta chart")


def numbers_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The numbers of a figure for readers who cannot see it, or who want them."""
    head = element("tr", "".join(element("th", text(words), scope="col") for words in heads))
    body = "".join(element("tr", element("th", text(row[0]), scope="row") + "".join(element("td", text(cell)) for cell in row[1:])) for row in rows)
    frame = element("div", element("table", f"<thead>{head}</thead><tbody>{body}</tbody>"), class_="table-scroll", tabindex="0", role="region",
                    aria_label="图的数字")  # fmt: skip
    return element("details", element("summary", "数字") + frame)
