"""Parallel passages: an index, pages that set the places side by side with their differences marked, marks in the margin."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property, partial
from typing import TYPE_CHECKING

from build_scripts.formats.cache import Memo, Work, key_of
from build_scripts.model.corpus import Corpus, Text
from build_scripts.model.page import Page, page_url
from build_scripts.passages.parallels import Passage, find_among
from build_scripts.publish.glossary.site_terms import SiteTerms
from build_scripts.publish.head import front_matter
from build_scripts.publish.markup import element, join_blocks, relative, text
from build_scripts.publish.parallels.recurring import Quoted, Recurring, shortened
from build_scripts.publish.parallels.stretches import Place, Sheet, keep_stretches
from build_scripts.publish.works import Works
from build_scripts.text.edit import Edit
from build_scripts.text.source import Span

if TYPE_CHECKING:
    from build_scripts.passages.letters import Letters

PER_PAGE = 20
"""Passages on one page."""
MOST = 2000
"""Passages that get a place on a page; the longest in the most texts go first."""
_MARKS = 4


class Parallels:
    """The parallel passages of one site. ``memo`` keeps what the search needs of each page; without any it comes out the same."""

    def __init__(self, corpus: Corpus, terms: SiteTerms, works: Works, memo: Memo = Memo()) -> None:  # noqa: B008 - holds nothing
        self.corpus, self.works = corpus, works
        self._terms, self._memo = terms, memo
        self._sheets: list[Sheet] = []
        self._firsts: list[int] = []

    @cached_property
    def passages(self) -> list[Recurring]:
        """The passages, those of most texts first, then the longest."""
        letters, owners = [], list[str]()
        for whole, page in ((text_, page) for text_ in self.corpus.texts for page in text_.pages):
            part, sheet = self._read(whole, page)
            letters.append(part)
            self._sheets.append(sheet)
            self._firsts.append(len(owners))
            owners += [whole.slug] * len(part.sizes)
        found = find_among(letters, owners, lambda number: self._place(number).compared)
        texts = [len({owners[one.stretch] for one in passage.occurrences}) for passage in found]
        order = sorted(range(len(found)), key=lambda n: (-texts[n], -found[n].letters, found[n].occurrences[0]))
        return [self._recurring(found[n]) for n in order[:MOST]]

    def _read(self, whole: Text, page: Page) -> tuple[Letters, Sheet]:
        from build_scripts.passages.letters import Letters

        work = self.work(page)
        kept = self._memo.data(work.kind, work.key, work.make)
        part, rows = Letters.from_bytes(kept)
        return part, Sheet(whole, page, rows)

    def work(self, page: Page) -> Work:
        """What the search needs of a page, to be made ahead."""
        return Work("parallels", key_of(page.digest), partial(_stretches, self._terms, page))

    def _place(self, number: int) -> Place:
        at = bisect_right(self._firsts, number) - 1
        return self._sheets[at].place(number - self._firsts[at])

    def _recurring(self, passage: Passage) -> Recurring:
        return Recurring(passage.letters, tuple(Quoted(number, self._place(number), start, end) for number, start, end in passage.occurrences))

    @cached_property
    def urls(self) -> list[str]:
        """The address of each passage below the site's root; its anchor depends on its words only."""
        out, taken = [], set[str]()
        for number, passage in enumerate(self.passages):
            name = passage.name
            while name in taken:
                name += "x"
            taken.add(name)
            out.append(f"parallels/{number // PER_PAGE + 1}/#{name}")
        return out

    def edits(self, page: Page) -> list[Edit]:
        """The marks in the margin of a page: at the paragraph in which a passage stands."""
        return self._edits.get(page.path, [])

    @cached_property
    def _edits(self) -> dict[str, list[Edit]]:
        numbers: dict[int, list[int]] = defaultdict(list)
        places: dict[int, Place] = {}
        for number, passage in enumerate(self.passages):
            for one in passage.places:
                places[one.stretch] = one.place
                if number not in numbers[one.stretch][-1:]:
                    numbers[one.stretch].append(number)
        out: dict[str, list[Edit]] = defaultdict(list)
        for stretch, place in places.items():
            if place.marked:
                here = page_url(place.page.path)
                links = "".join(self._mark(number, place.whole.slug, here) for number in numbers[stretch][:_MARKS])
                out[place.page.path].append(Edit(Span(place.start, place.start), element("span", links, class_="page-meta parallel-marks")))
        return out

    def _mark(self, number: int, slug: str, here: str) -> str:
        passage = self.passages[number]
        label = f"“{passage.by_text[slug].words[:12]}…”另见于 {len(passage.by_text) - 1} 篇文本"
        return element("a", "∥", class_="parallel", href=relative(here, self.urls[number]), title=label, aria_label=label)

    def pages(self) -> dict[str, str]:
        """Path and text of the index and of every page of passages."""
        return {"parallels/index.md": self._index()} | dict(self._pages())

    def _pages(self) -> Iterator[tuple[str, str]]:
        for first in range(0, len(self.passages), PER_PAGE):
            number = first // PER_PAGE + 1
            yield f"parallels/{number}.md", self._page(number, range(first, min(first + PER_PAGE, len(self.passages))))

    def _index(self) -> str:
        here = "parallels/"
        count = f"在本站文本中找到 {len(self.passages)} 段，各至少 15 字，标点与空白不计。" if self.passages else "各篇文本没有相同的段落。"
        heads = "".join(element("th", name, scope="col") for name in ("段落", "字数", "篇数", "处数"))
        rows = "\n".join(self._row(number, passage, here) for number, passage in enumerate(self.passages))
        table = element("table", f"<thead>{element('tr', heads)}</thead>\n<tbody>\n{rows}\n</tbody>", class_="sortable parallels")
        frame = element("div", f"\n{table}\n", class_="page-meta table-scroll", tabindex="0", role="region", aria_label="平行段落")
        head = front_matter({"title": "平行段落", "description": "在几篇文本中相同或近似的文字", "hide": ["toc"], "kind": "parallels"})
        return head + join_blocks(["# 平行段落", f"同一段文字见于不同的文本，并排对照，异文标出。{count}", frame if self.passages else ""])

    def _row(self, number: int, passage: Recurring, here: str) -> str:
        way = element("a", text(shortened(passage.fullest.words, 56)), href=relative(here, self.urls[number]))
        numbers = (passage.letters, len(passage.by_text), len(passage.places))
        return element("tr", element("th", way, scope="row") + "".join(element("td", str(n), class_="number", data_sort=n) for n in numbers))

    def _page(self, number: int, numbers: range) -> str:
        here = f"parallels/{number}/"
        title = f"平行段落（{number}）"
        head = front_matter({"title": title, "description": "相同或近似的段落并排对照", "hide": ["toc"], "kind": "parallels",
                             "metas": [["zj-search-index", "off"]]})  # fmt: skip
        sections = [self.passages[n].section(self.urls[n].partition("#")[2], here, self.works) for n in numbers]
        pages = range(1, (len(self.passages) - 1) // PER_PAGE + 2)
        links = [element("a", str(n), href=relative(here, f"parallels/{n}/")) if n != number else element("b", str(n)) for n in pages]
        pager = element("nav", " ".join(links), class_="page-meta pager", aria_label="分页") if len(pages) > 1 else ""
        up = element("p", element("a", "全部平行段落", href="../"), class_="page-meta")
        return head + join_blocks([f"# {title}", up, *sections, pager])


def _stretches(terms: SiteTerms, page: Page) -> bytes:
    return keep_stretches(page, terms.regions_on(page))
