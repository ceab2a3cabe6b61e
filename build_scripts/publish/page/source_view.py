"""The raw lines that each paragraph came from: links from the paragraphs, and plain pages of the raw text, line by line.

The pages are made after the build and stand beside MkDocs' own: they are for checking a conversion, not for reading, so they
carry no navigation, and neither search nor the linking of terms knows them.
"""

from __future__ import annotations

import posixpath
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from build_scripts.formats.cache import Memo, key_of
from build_scripts.model.corpus import Corpus, Text
from build_scripts.model.page import BlockKind, Page, page_url
from build_scripts.passages.align import Lines, RawLines
from build_scripts.publish.markup import element, plain, relative, text
from build_scripts.publish.uses import number_paragraphs
from build_scripts.text.source import Source

MOST_LINES = 1000
MOST_CHARACTERS = 60_000
"""Raw lines and characters on one page: a book's raw text goes over several, so that none is heavy."""
_CONTROLS = {code: 0x2400 + code for code in range(32) if code != 9} | {127: 0x2421}
"""Control characters are shown as their pictures: HTML may not hold them, and who checks a conversion wants to see them."""
UNLISTED = '<meta name="zj-search-index" content="off">'
SCRIPT = "assets/zhangju/source.js"
_SCRIPTS = ("assets/zhangju/scope.js", SCRIPT)
STYLE = "assets/zhangju/source.css"
ICON = "assets/images/favicon.png"
"""Material's; a page that names no icon makes browsers ask for ``/favicon.ico``."""


@dataclass(frozen=True)
class _Place:
    """A paragraph or note, as it is called and where it is linked to, and the raw lines it stands on."""

    sign: str
    label: str
    href: str
    lines: Lines


@dataclass
class _View:
    """The raw lines that one text is shown with: ``first`` to ``last``, ``parts`` the first lines of its pages."""

    whole: Text
    name: str
    places: list[_Place] = field(default_factory=list)
    first: int = 1
    last: int = 0
    parts: list[int] = field(default_factory=list)

    @property
    def home(self) -> str:
        """The address of the first page."""
        return f"texts/{self.whole.slug}/source/"

    def url(self, part: int) -> str:
        """The address of a page of raw lines, counted from 0."""
        return f"{self.home}{part + 1}/" if part else self.home

    def address(self, lines: Lines) -> str:
        """Where some lines can be seen."""
        return f"{self.url(max(0, bisect_right(self.parts, lines.first) - 1))}#{_anchor(lines)}"


class SourceView:
    """The raw lines of all texts of a site whose raw text is at hand. ``extra.source_view: off`` does without."""

    def __init__(self, corpus: Corpus, memo: Memo = Memo()) -> None:  # noqa: B008 - holds nothing
        self.corpus, self._memo = corpus, memo
        self._hrefs: dict[str, dict[int, str]] = {}
        self._views: dict[str, list[_View]] = {}
        if corpus.config.extra.get("source_view") not in (False, "off"):
            for name, texts in _by_source(corpus.texts).items():
                self._view(name, texts)

    def hrefs(self, page: Page) -> Mapping[int, str]:
        """For the start of each paragraph's and note's block the way from the page to its raw lines."""
        return self._hrefs.get(page.path, {})

    def _view(self, name: str, texts: list[Text]) -> None:
        source = self.corpus.raw(name)
        if source is None:
            return
        pages = {page.path: (whole, page) for whole in texts for page in whole.pages}
        key = key_of(source.text, *(part for path, (_, page) in pages.items() for part in (path, page.digest)))
        views = {whole.slug: _View(whole, name) for whole in texts}
        found = []
        for path, start, sign, label, anchor, first, last in self._memo.value("lines", key, partial(_lines_of, source, list(pages.values()))):
            whole, page = pages[path]
            lines = Lines(first, last)
            views[whole.slug].places.append(_Place(sign, label, f"{page_url(path)}#{anchor}", lines))
            found.append((whole, page, start, lines))
        shown = [view for view in views.values() if view.places]
        _divide(shown, source)
        self._views[name] = shown
        for whole, page, start, lines in found:
            way = relative(page_url(page.path), views[whole.slug].address(lines))
            self._hrefs.setdefault(page.path, {})[start] = way

    def files(self) -> Iterator[tuple[str, str]]:
        """Path below the site's root and HTML of every page of raw lines."""
        for name, views in self._views.items():
            source = self.corpus.raw(name)
            if source is None:
                continue
            lines = source.text.split("\n")
            for view in views:
                for part in range(len(view.parts)):
                    yield f"{view.url(part)}index.html", _page(self.corpus, view, part, lines)


def _lines_of(source: Source, pages: list[tuple[Text, Page]]) -> list[tuple[str, int, str, str, str, int, int]]:
    """Of every paragraph and note that the raw text has: page, start of its block, sign, label, anchor, first and last line.

    Notes are sought by themselves: in print they stand between the paragraphs, on the page behind them.
    """
    raw = RawLines(source.text)
    out = []
    for parts in (_paragraphs, _notes):
        wanted = [(page.path, *part) for _, page in pages for part in parts(page)]
        out += [(*one[:-1], lines.first, lines.last) for one, lines in zip(wanted, raw.find([one[-1] for one in wanted]), strict=True) if lines]
    return out


def _by_source(texts: Iterable[Text]) -> dict[str, list[Text]]:
    """The texts of each raw file, in their order; texts whose pages want the address of the view are left out."""
    out: dict[str, list[Text]] = defaultdict(list)
    for whole in texts:
        source = whole.meta.get("source")
        name = str(source.get("file") or "") if isinstance(source, Mapping) else ""
        if name and not any(url.startswith(f"texts/{whole.slug}/source/") for url in whole.urls):
            out[name].append(whole)
    return out


def _paragraphs(page: Page) -> Iterator[tuple[int, str, str, str, str]]:
    """Start of the block, sign, label, anchor and words of each paragraph."""
    numbers = number_paragraphs(page)
    for block in page.blocks:
        if number := numbers.get(block.span.start):
            yield block.span.start, f"¶{number}", f"第{number}段", f"p{number}", plain(page, block.text)


def _notes(page: Page) -> Iterator[tuple[int, str, str, str, str]]:
    """The same of each note."""
    for block in page.blocks:
        if block.kind is BlockKind.NOTE and block.id:
            yield block.span.start, f"注{block.id}", f"注{block.id}", f"fn:{block.id}", plain(page, block.text)


def _divide(views: list[_View], source: Source) -> None:
    """Which raw lines each text is shown with: its own and what stands between it and its neighbours; and its pages."""
    lines = source.text.split("\n")
    last = len(lines) - (not lines[-1])
    ends = [max(place.lines.last for place in view.places) for view in views]
    starts = [min(place.lines.first for place in view.places) for view in views]
    for view, start, end in zip(views, starts, ends, strict=True):
        view.first = min(start, max((e + 1 for e in ends if e < start), default=1))
        view.last = max(end, min((s - 1 for s in starts if s > end), default=last))
        view.parts = _parts(view, lines)


def _parts(view: _View, lines: list[str]) -> list[int]:
    """The first lines of the pages; a page ends where no paragraph runs on, when that is not far."""
    running: set[int] = set()
    for place in view.places:
        running.update(range(place.lines.first + 1, place.lines.last + 1))
    parts, size = [view.first], 0
    for number in range(view.first, view.last + 1):
        length = len(lines[number - 1])
        full = number - parts[-1] >= MOST_LINES or size + length > MOST_CHARACTERS
        far = number - parts[-1] >= 2 * MOST_LINES or size + length > 2 * MOST_CHARACTERS
        if number > parts[-1] and full and (number not in running or far):
            parts.append(number)
            size = 0
        size += length
    return parts


def _anchor(lines: Lines) -> str:
    return f"L{lines.first}" if lines.first == lines.last else f"L{lines.first}-{lines.last}"


def _page(corpus: Corpus, view: _View, part: int, lines: list[str]) -> str:
    here = view.url(part)
    first = view.parts[part]
    last = view.parts[part + 1] - 1 if part + 1 < len(view.parts) else view.last
    begin: dict[int, list[_Place]] = defaultdict(list)
    for place in view.places:
        begin[place.lines.first].append(place)
    rows = "\n".join(_row(number, lines[number - 1], begin.get(number, []), here) for number in range(first, last + 1))
    body = element("ol", f"\n{rows}\n", class_="source-lines", start=first)
    pager = _pager(view, part)
    home = element("a", text(corpus.config.site_name), href=relative(here, ""))
    way = element("a", f"《{text(view.whole.title)}》", href=relative(here, view.whole.urls[0]))
    title = f"原始文本：{view.whole.title}（第 {first}–{last} 行）"
    words = f"{view.name} 第 {first}–{last} 行，照录，未经整理，供核对转换之用。行首的段号、注号回到由这一行转出的段落和注。"
    main = (
        element("nav", f"{home} › {way} › 原始文本", aria_label="所在位置") + element("h1", text(f"原始文本：{view.whole.title}"))
        + element("p", text(words)) + pager + body + pager.replace('aria-label="', 'aria-label="页末')
    )  # fmt: skip
    return _html(corpus, title, main, here)


def _row(number: int, words: str, places: list[_Place], here: str) -> str:
    links = ""
    anchors: set[str] = {f"L{number}"}
    for place in places:
        anchor = _anchor(place.lines)
        name = None if anchor in anchors else anchor
        anchors.add(anchor)
        links += element("a", text(place.sign), id=name, class_="para", href=relative(here, place.href), aria_label=place.label)
    shown = text(words.translate(_CONTROLS).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd"))
    return f'<li id="L{number}">{links}<span>{shown}</span></li>'


def _pager(view: _View, part: int) -> str:
    if len(view.parts) < 2:
        return ""
    here = view.url(part)
    stops = [*view.parts[1:], view.last + 1]
    links = []
    for number, (first, stop) in enumerate(zip(view.parts, stops, strict=True)):
        words = f"{first}–{stop - 1}"
        links.append(element("b", words) if number == part else element("a", words, href=relative(here, view.url(number))))
    return element("nav", " ".join(links), class_="pager", aria_label="分页")


def _html(corpus: Corpus, title: str, main: str, here: str) -> str:
    scripts = "".join(
        element("script", src=relative(here, path), defer=path != _SCRIPTS[0], data_base=posixpath.relpath(".", here) if path == _SCRIPTS[0] else None)
        for path in _SCRIPTS
    )
    return (
        '<!doctype html>\n<html lang="zh">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="robots" content="noindex">\n{UNLISTED}\n'
        f"{element('title', text(f'{title} - {corpus.config.site_name}'))}\n"
        f'<link rel="icon" href="{relative(here, ICON)}">\n<link rel="stylesheet" href="{relative(here, STYLE)}">\n{scripts}\n</head>\n'
        f"<body>\n{element('main', main)}\n</body>\n</html>\n"
    )
