"""Parallel passages: an index, pages that set the places side by side with their differences marked, marks in the margin."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from hashlib import sha256
from unicodedata import normalize

from build_scripts.formats.marks import find_ref_comment
from build_scripts.model.corpus import Corpus, Text
from build_scripts.model.page import BlockKind, MarkKind, Page, page_url
from build_scripts.passages.parallels import Occurrence, Passage, Stretch, find_parallels
from build_scripts.publish.concordance import by_line, year_of
from build_scripts.publish.head import front_matter
from build_scripts.publish.markup import element, join_blocks, relative, text
from build_scripts.publish.terms import SiteTerms, find_places
from build_scripts.publish.works import Works
from build_scripts.terms.regions import Region
from build_scripts.text.edit import Edit
from build_scripts.text.source import Span

PER_PAGE = 20
"""Passages on one page."""
MOST = 2000
"""Passages that get a place on a page; the longest in the most texts go first."""
_SHOWN = 60
"""Places of one passage that are set side by side; further ones are only linked."""
_BEHIND = 40
"""Characters behind a passage in which a note or citation still speaks of it."""
_MARKS = 4


@dataclass(frozen=True)
class Place:
    """One paragraph of a text: its page, its region, and where it can be linked to."""

    whole: Text
    page: Page
    region: Region
    anchor: str
    label: str

    @property
    def url(self) -> str:
        """The address below the site's root."""
        return page_url(self.page.path) + (f"#{self.anchor}" if self.anchor else "")


class Parallels:
    """The parallel passages of one site."""

    def __init__(self, corpus: Corpus, terms: SiteTerms, works: Works) -> None:
        self.corpus, self.works = corpus, works
        self.places = [place for whole in corpus.texts for page in whole.pages for place in _places(whole, page, terms)]

    @cached_property
    def passages(self) -> list[Passage]:
        """The passages, those of most texts first, then the longest."""
        stretches = [Stretch(place.whole.slug, n, _words(place.region)) for n, place in enumerate(self.places)]
        found = find_parallels(stretches)
        found.sort(key=lambda passage: (-len(self.texts_of(passage)), -passage.letters, passage.occurrences[0]))
        return found[:MOST]

    def texts_of(self, passage: Passage) -> list[str]:
        """The texts in which the passage stands."""
        return list(dict.fromkeys(self.places[one.stretch].whole.slug for one in passage.occurrences))

    def words_of(self, one: Occurrence) -> str:
        """The passage as it stands at one place."""
        return self.places[one.stretch].region.shown[one.start : one.end]

    @cached_property
    def urls(self) -> list[str]:
        """The address of each passage below the site's root; its anchor depends on its words only."""
        out, taken = [], set[str]()
        for number, passage in enumerate(self.passages):
            letters = "".join(c for c in self.words_of(_fullest(passage)) if c.isalnum())
            name = f"x-{sha256(letters.encode('utf-8')).hexdigest()[:8]}"
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
        marks: dict[int, list[int]] = defaultdict(list)
        for number, passage in enumerate(self.passages):
            for one in passage.occurrences:
                if number not in marks[one.stretch]:
                    marks[one.stretch].append(number)
        out: dict[str, list[Edit]] = defaultdict(list)
        for at, numbers in marks.items():
            place = self.places[at]
            if place.region.block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.NOTE):
                here = page_url(place.page.path)
                links = "".join(self._mark(number, place.whole.slug, here) for number in numbers[:_MARKS])
                start = place.region.block.text.start
                out[place.page.path].append(Edit(Span(start, start), element("span", links, class_="page-meta parallel-marks")))
        return out

    def _mark(self, number: int, slug: str, here: str) -> str:
        passage = self.passages[number]
        others = len(self.texts_of(passage)) - 1
        opening = self.words_of(next(one for one in passage.occurrences if self.places[one.stretch].whole.slug == slug))[:12]
        label = f"“{opening}…”另见于 {others} 篇文本"
        return element("a", "∥", class_="parallel", href=relative(here, self.urls[number]), title=label, aria_label=label)

    def pages(self) -> dict[str, str]:
        """Path and text of the index and of every page of passages."""
        out = {"parallels/index.md": self._index()}
        for first in range(0, len(self.passages), PER_PAGE):
            number = first // PER_PAGE + 1
            out[f"parallels/{number}.md"] = self._page(number, range(first, min(first + PER_PAGE, len(self.passages))))
        return out

    def _index(self) -> str:
        here = "parallels/"
        count = f"在本站文本中找到 {len(self.passages)} 段，各至少 15 字，标点与空白不计。" if self.passages else "各篇文本没有相同的段落。"
        heads = "".join(element("th", name, scope="col") for name in ("段落", "字数", "篇数", "处数"))
        rows = "\n".join(self._row(number, passage, here) for number, passage in enumerate(self.passages))
        table = element("table", f"<thead>{element('tr', heads)}</thead>\n<tbody>\n{rows}\n</tbody>", class_="sortable parallels")
        frame = element("div", f"\n{table}\n", class_="page-meta table-scroll", tabindex="0", role="region", aria_label="平行段落")
        head = front_matter({"title": "平行段落", "description": "在几篇文本中相同或近似的文字", "hide": ["toc"], "kind": "parallels"})
        return head + join_blocks(["# 平行段落", f"同一段文字见于不同的文本，并排对照，异文标出。{count}", frame if self.passages else ""])

    def _row(self, number: int, passage: Passage, here: str) -> str:
        words = self.words_of(_fullest(passage))
        way = element("a", text(words if len(words) <= 56 else f"{words[:55]}…"), href=relative(here, self.urls[number]))
        numbers = (passage.letters, len(self.texts_of(passage)), len(passage.occurrences))
        return element("tr", element("th", way, scope="row") + "".join(element("td", str(n), class_="number", data_sort=n) for n in numbers))

    def _page(self, number: int, numbers: range) -> str:
        here = f"parallels/{number}/"
        title = f"平行段落（{number}）"
        head = front_matter({"title": title, "description": "相同或近似的段落并排对照", "hide": ["toc"], "kind": "parallels",
                             "metas": [["zj-search-index", "off"]]})  # fmt: skip
        sections = [self._section(n, here) for n in numbers]
        pages = range(1, (len(self.passages) - 1) // PER_PAGE + 2)
        links = [element("a", str(n), href=relative(here, f"parallels/{n}/")) if n != number else element("b", str(n)) for n in pages]
        pager = element("nav", " ".join(links), class_="page-meta pager", aria_label="分页") if len(pages) > 1 else ""
        up = element("p", element("a", "全部平行段落", href="../"), class_="page-meta")
        return head + join_blocks([f"# {title}", up, *sections, pager])

    def _section(self, number: int, here: str) -> str:
        passage = self.passages[number]
        fullest = _fullest(passage)
        model = self.words_of(fullest)
        name = self.urls[number].partition("#")[2]
        head = element("h2", text(model if len(model) <= 30 else f"{model[:29]}…"), id=name)
        facts = f"{passage.letters} 字，{len(self.texts_of(passage))} 篇文本，{len(passage.occurrences)} 处。"
        ordered = sorted(passage.occurrences, key=lambda one: (year_of(self.places[one.stretch].whole) or "9999", one))
        rows = "".join(self._row_of(one, model, one == fullest, here) for one in ordered[:_SHOWN])
        rest = "".join(element("li", self._source(one, here)) for one in ordered[_SHOWN:])
        sources = self._sources(passage, here)
        body = element("p", facts, class_="faint") + element("ol", rows, class_="side-by-side")
        body += element("details", element("summary", f"其余 {len(ordered) - _SHOWN} 处") + element("ul", rest)) if rest else ""
        return element("section", head + body + sources, class_="page-meta passage", aria_labelledby=name)

    def _source(self, one: Occurrence, here: str) -> str:
        place = self.places[one.stretch]
        way = element("a", f"{place.label or '此处'}", href=relative(here, place.url))
        return f"《{text(place.whole.title)}》 {element('small', text(by_line(place.whole)))} {way}"

    def _row_of(self, one: Occurrence, model: str, is_model: bool, here: str) -> str:
        words = self.words_of(one)
        shown = text(words) if is_model else differences(model, words)
        kind = "（最全）" if is_model else "（节引）" if len(words) * 5 < len(model) * 4 else ""
        return element("li", element("p", self._source(one, here) + kind, class_="saying-source") + element("blockquote", element("p", shown)))

    def _sources(self, passage: Passage, here: str) -> str:
        """The works that the places cite for the passage."""
        cited: dict[str, list[str]] = defaultdict(list)
        for one in passage.occurrences[:_SHOWN]:
            place = self.places[one.stretch]
            for key in cited_for(place, one):
                if key in self.works and place.whole.title not in cited[key]:
                    cited[key].append(place.whole.title)
        items = "".join(
            element("li", element("a", text(self.works.text(key)), href=relative(here, self.works.url(key)))
                    + element("small", "　注于" + "、".join(f"《{text(title)}》" for title in titles)))
            for key, titles in cited.items()
        )  # fmt: skip
        return element("div", element("p", "各篇为这段文字注出的文献：") + element("ul", items), class_="passage-works") if items else ""


def _places(whole: Text, page: Page, terms: SiteTerms) -> Iterator[Place]:
    named = dict(find_places(page))
    for region in terms.regions_on(page):
        yield Place(whole, page, region, *named.get(region.block.span.start, ("", "")))


def _words(region: Region) -> str:
    """What is compared: in notes only what is no printed reference, else every work's title would be a passage."""
    return region.words if region.section == -1 else region.shown


def _fullest(passage: Passage) -> Occurrence:
    return max(passage.occurrences, key=lambda one: (one.end - one.start, -one.stretch))


def differences(model: str, words: str) -> str:
    """``words`` as HTML: what the fullest form has otherwise is marked, what it has more stands for a gap."""
    out: list[str] = []
    matcher = SequenceMatcher(None, _even(model), _even(words), autojunk=False)
    blocks = matcher.get_matching_blocks()
    for (i, j, size), (after, next_j, _) in zip(blocks, blocks[1:], strict=False):
        out.append(text(words[j : j + size]))
        changed, lost = words[j + size : next_j], model[i + size : after]
        if changed:
            out.append(element("mark", text(changed), title=f"对照本作“{lost}”" if lost.strip() else "对照本无此"))
        elif lost and after < len(model) and any(map(str.isalnum, lost)):
            out.append(element("mark", "‸", class_="lost", title=f"对照本此处有“{lost}”"))
    first = blocks[0]
    if first.b > 0:
        lead = model[: first.a]
        out.insert(0, element("mark", text(words[: first.b]), title=f"对照本作“{lead}”" if lead else "对照本无此"))
    return "".join(out)


def _even(words: str) -> str:
    """As long as before; full and half width are one, so that only other words and other signs are marked."""
    return "".join(plain if len(plain := normalize("NFKC", c)) == 1 else c for c in words)


def cited_for(place: Place, one: Occurrence) -> Iterator[str]:
    """The keys that citations and notes name within a passage or right behind it."""
    region, page = place.region, place.page
    stop = re.search(r"[。！？\n]", region.shown[one.end : one.end + _BEHIND])
    last = one.end + (stop.end() if stop else _BEHIND)
    span = Span(region.source(one.start), min(region.block.text.end, region.source(min(last, len(region.shown))) + 1))
    tail = Span(span.start, min(region.block.text.end, span.end + _BEHIND))
    notes = {block.id: block for block in page.blocks if block.kind is BlockKind.NOTE}
    for mark in page.marks_in(tail):
        if mark.span.start > span.end and page.text[span.end : mark.span.start].strip("”’」』）)。，；"):
            break
        if mark.kind is MarkKind.CITATION:
            yield from (item.key for item in mark.items)
        elif mark.kind is MarkKind.NOTE_MARK and mark.label in notes:
            named = find_ref_comment(notes[mark.label].text.cut(page.text))
            yield from (item.key for item in named[0]) if named else ()

