"""Charts drawn at build time as SVG, with text alternatives: no script, no foreign font, colours from the style sheet."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from build_scripts.model.corpus import Corpus
from build_scripts.publish.head import front_matter
from build_scripts.publish.markup import counted, element, join_blocks, relative, text
from build_scripts.publish.uses import Uses
from build_scripts.publish.works import Works

_BAR, _HEIGHT, _LEFT, _BASE = 18, 180, 36, 30
MOST = 30
"""Texts in the square of shared works."""
MOST_WORKS = 40
"""Works in the list of those that several texts cite, and texts named for each: the page is as heavy at a thousand texts as at fifty."""
_KINDS = 7
"""Types with a colour of their own; rarer ones share the last."""


def works_by_year(works: Works) -> str:
    """The works of the library by year, the types stacked in each bar; empty where no year is known."""
    kinds = [name for name, _ in Counter(works.shown(key).kind for key in works.order).most_common()]
    shown = kinds[:_KINDS] + (["其他类型"] if len(kinds) > _KINDS else [])
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for key in works.order:
        entry = works.shown(key)
        if year := entry.year:
            kind = entry.kind
            counts[year][kind if kind in shown else "其他类型"] += 1
    if not counts:
        return ""
    years = sorted(counts, key=int)
    drawing = _stacked(years, shown, counts)
    rows = [[year, *(str(counts[year][kind] or "") for kind in shown)] for year in years]
    return _figure("文献的年份与类型", drawing, _legend(shown), ["年份", *shown], rows)


def _stacked(years: Sequence[str], kinds: Sequence[str], counts: Mapping[str, Counter[str]]) -> str:
    top = max(sum(counter.values()) for counter in counts.values())
    width = _LEFT + _BAR * len(years) + 8
    parts = [_axis(top, width)]
    for place, year in enumerate(years):
        x, y = _LEFT + place * _BAR, float(_HEIGHT)
        for kind in kinds:
            number = counts[year][kind]
            if number:
                height = number / top * (_HEIGHT - 12)
                y -= height
                label = element("title", f"{year}年 {text(kind)} {number} 种")
                parts.append(element("rect", label, x=x + 2, y=f"{y:.1f}", width=_BAR - 4, height=f"{height:.1f}",
                                     class_=f"series-{kinds.index(kind)}"))  # fmt: skip
        if len(years) <= 24 or place % 3 == 0:
            middle = x + _BAR / 2
            parts.append(element("text", year, x=middle, y=_HEIGHT + 10, class_="tick",
                                 transform=f"rotate(-60 {middle} {_HEIGHT + 10})", text_anchor="end"))  # fmt: skip
    return element("svg", "".join(parts), viewBox=f"0 0 {width} {_HEIGHT + _BASE + 10}", width=width,
                   height=_HEIGHT + _BASE + 10, role="img", aria_label="文献的年份与类型，数字见图下的表")  # fmt: skip


def _axis(top: int, width: int) -> str:
    steps = sorted({0, top, top // 2}) if top > 1 else [0, top]
    parts = []
    for step in steps:
        y = _HEIGHT - step / top * (_HEIGHT - 12)
        parts.append(f'<line x1="{_LEFT}" x2="{width}" y1="{y:.1f}" y2="{y:.1f}" class="grid"></line>')
        parts.append(element("text", str(step), x=_LEFT - 6, y=f"{y + 4:.1f}", class_="tick", text_anchor="end"))
    return "".join(parts)


def _legend(kinds: Sequence[str]) -> str:
    items = "".join(
        element("li", element("span", "", class_=f"swatch series-{place}", aria_hidden="true") + text(kind))
        for place, kind in enumerate(kinds)
    )
    return element("ul", items, class_="legend")


def _figure(title: str, drawing: str, legend: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    table = element("table", element("tr", "".join(element("th", text(head), scope="col") for head in heads)) + "".join(
        element("tr", "".join(element("td", text(cell)) for cell in row)) for row in rows))  # fmt: skip
    numbers = element("details", element("summary", "数字") + element("div", table, class_="table-scroll", tabindex="0",
                                                                    role="region", aria_label=title))  # fmt: skip
    frame = element("div", drawing, class_="chart-scroll by-year", tabindex="0", role="region", aria_label=f"{title}（图）")
    return element("figure", f"{element('figcaption', title)}{frame}{legend}{numbers}", class_="page-meta chart")


def shared_works(corpus: Corpus, works: Works, uses: Uses, here: str) -> str:
    """Which texts share which works: a square of numbers, darker where two texts share more; empty where no two share any.

    Of many texts the ``MOST`` that cite most are shown.
    """
    citing = [whole for whole in corpus.texts if uses.by_slug.get(whole.slug)]
    if len(citing) < 2:
        return ""
    many = sorted(len(uses.by_slug[whole.slug]) for whole in citing)[-MOST:][0]
    texts = [whole for whole in citing if len(uses.by_slug[whole.slug]) >= many][:MOST]
    sets = [set(works.sorted(uses.by_slug[whole.slug])) for whole in texts]
    most = max((len(a & b) for i, a in enumerate(sets) for b in sets[:i]), default=0)
    if not most:
        return ""
    heads = "".join(element("th", str(n + 1), scope="col", title=whole.title) for n, whole in enumerate(texts))
    rows = []
    for i, whole in enumerate(texts):
        cells = []
        for j, other in enumerate(sets):
            number = len(sets[i] & other)
            level = 0 if i == j or not number else 1 + round(number / most * 4)
            cells.append(element("td", str(number), class_=f"heat-{level}" + (" self" if i == j else "")))
        way = element("a", text(whole.title), href=relative(here, whole.urls[0]))
        rows.append(element("tr", element("th", f"{i + 1}. {way}", scope="row") + "".join(cells)))
    table = element("table", f"<thead>{element('tr', '<td></td>' + heads)}</thead>\n<tbody>\n" + "\n".join(rows) + "\n</tbody>",
                    class_="heat")  # fmt: skip
    return element("div", f"\n{table}\n", class_="page-meta table-scroll", tabindex="0", role="region",
                   aria_label="各篇共同引用的文献数")  # fmt: skip


def shared_list(corpus: Corpus, works: Works, uses: Uses, here: str) -> str:
    """The works that two or more texts cite, those of most texts first: ``MOST_WORKS`` of them, with so many texts each."""
    titles = {whole.slug: whole for whole in corpus.texts}
    shared = [(key, uses.slugs(key)) for key in works.order if len(uses.slugs(key)) > 1]
    items = []
    for key, slugs in sorted(shared, key=lambda pair: -len(pair[1]))[:MOST_WORKS]:
        way = relative(here, works.url(key))
        links = "、".join(
            element("a", f"《{text(titles[slug].title)}》", href=relative(here, titles[slug].urls[0])) for slug in slugs[:MOST_WORKS]
        )
        more = element("a", f"等 {len(slugs)} 篇", href=way) if len(slugs) > MOST_WORKS else ""
        items.append(element("li", f"{element('a', text(works.text(key)), href=way)}<br>{links}{more}"))
    listing = element("ol", "\n" + "\n".join(items) + "\n", class_="page-meta shared-works") if items else ""
    rest = f"共 {len(shared)} 种，这里列出引用篇数最多的 {MOST_WORKS} 种。" if len(shared) > MOST_WORKS else ""
    return join_blocks([counted(rest), listing])


def charts_page(corpus: Corpus, works: Works, uses: Uses) -> str:
    """The page of charts."""
    here = "bibliography/charts/"
    head = front_matter({"title": "图表", "description": "文献的年份、类型与各篇的共同引用", "kind": "charts", "hide": ["toc"]})
    square, listing = shared_works(corpus, works, uses, here), shared_list(corpus, works, uses, here)
    blocks = ["# 图表", "## 年份与类型 {#by-year}", works_by_year(works) or "文献库里还没有带年份的条目。"]
    blocks += ["## 各篇共同引用的文献 {#shared}", square or "没有两篇文本引用同一种文献。", listing]
    return head + join_blocks(blocks)
