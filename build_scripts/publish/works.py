"""The library as the site shows it: entries printed in the site's style, in the standard's order, with addresses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from functools import cached_property
from typing import NamedTuple

from build_scripts.cite.csl import format_csl_item
from build_scripts.cite.gbt7714.format import format_reference
from build_scripts.cite.gbt7714.order import sort_key, year_suffixes
from build_scripts.cite.gbt7714.style import LAYOUTS, WIDTHS, Style, named_style
from build_scripts.cite.ris import to_ris
from build_scripts.diagnostics import Diagnostic
from build_scripts.formats.bibtex.library import format_entry
from build_scripts.formats.cache import Memo, key_of
from build_scripts.model.corpus import Config, Corpus, Entry
from build_scripts.model.reference import RefType

PER_PAGE = 100
"""Entries on one page of the bibliography."""

TYPE_NAMES: dict[RefType, str] = {
    RefType.ARTICLE_JOURNAL: "期刊文章",
    RefType.ARTICLE_NEWSPAPER: "报纸文章",
    RefType.BOOK: "图书",
    RefType.CHAPTER: "图书章节",
    RefType.PAPER_CONFERENCE: "会议论文",
    RefType.PROCEEDINGS: "论文集",
    RefType.THESIS: "学位论文",
    RefType.REPORT: "报告",
    RefType.STANDARD: "标准",
    RefType.PATENT: "专利",
    RefType.WEBPAGE: "网页",
    RefType.DATASET: "数据集",
    RefType.PREPRINT: "预印本",
    RefType.PERIODICAL: "连续出版物",
    RefType.SOFTWARE: "软件",
    RefType.MAP: "地图",
    RefType.ARCHIVE: "档案",
    RefType.LEGISLATION: "法规",
    RefType.DOCUMENT: "其他",
}


DISPLAYS = ("printed", "style")
_KNOWN = {"display": DISPLAYS, "style": ("gbt7714-2025", "gbt7714-2015"), "layout": LAYOUTS, "width": WIDTHS}


def setting_findings(config: Config) -> list[Diagnostic]:
    """What is wrong with ``extra.citations`` of ``mkdocs.yml``: ``STR024`` for a key or a value that nothing knows."""
    given = config.extra.get("citations")
    if given is None:
        return []
    if not isinstance(given, Mapping):
        return [_unknown("extra.citations 不是“键: 值”的表。", f"可写的键：{'、'.join(_KNOWN)}。")]
    out = []
    for key, value in given.items():
        if key not in _KNOWN:
            out.append(_unknown(f"extra.citations 没有 {key} 这一项。", f"可写的键：{'、'.join(_KNOWN)}。"))
        elif value not in (None, "") and str(value) not in _KNOWN[key]:
            out.append(_unknown(f"extra.citations 的 {key} 不能是 {value}。", f"可写：{'、'.join(_KNOWN[key])}。"))
    return out


def _unknown(message: str, hint: str) -> Diagnostic:
    return Diagnostic("STR024", message, hint, path="mkdocs.yml")


def site_style(config: Config, output: str = "text") -> Style:
    """The style that ``extra.citations`` asks for; GB/T 7714—2025, numeric, where it asks for nothing known."""
    wanted = config.citations
    try:
        return named_style(
            str(wanted.get("style") or "gbt7714-2025"),
            str(wanted.get("layout") or "numeric"),
            str(wanted.get("width") or ""),
            output,
        )
    except ValueError:
        return Style(output=output)


class Shown(NamedTuple):
    """What the site shows of a work: the entry in its style as HTML and as words, its type, title, year, and its records.

    ``year`` is empty where none is known. ``bibtex`` is as people keep it, ``ris`` a record, ``csl`` an item of CSL-JSON.
    """

    html: str
    text: str
    type: str
    title: str
    year: str
    doi: str
    url: str
    bibtex: str
    ris: str
    csl: str

    @property
    def kind(self) -> str:
        """The name of its type."""
        return TYPE_NAMES[RefType(self.type)]


class Works:
    """The entries of the library in order, and how each is printed. What is shown of them is remembered, so that a library that
    stayed is not read again."""

    def __init__(self, corpus: Corpus, memo: Memo = Memo()) -> None:  # noqa: B008 - holds nothing
        self.entries, self._memo = corpus.entries, memo
        self.key = key_of(repr(corpus.config.citations), corpus.library or repr(corpus.entries))
        self._html = site_style(corpus.config, "html")
        self._text = site_style(corpus.config, "text")

    def to_share(self) -> Works:
        """What a page asks of the works that it cites; their records are for the pages of the bibliography."""
        shared = copy(self)
        shared.entries = {key: Entry(key, entry.reference) for key, entry in self.entries.items()}
        shown = {key: one._replace(text="", bibtex="", ris="", csl="") for key, one in self._shown.items()}
        shared.__dict__ |= {"_memo": Memo(), "order": self.order, "_suffixes": self._suffixes, "_shown": shown}
        shared.__dict__.pop("_rank", None)
        return shared

    def __contains__(self, key: object) -> bool:
        return key in self.entries

    def __getitem__(self, key: str) -> Entry:
        return self.entries[key]

    @cached_property
    def order(self) -> list[str]:
        """All keys in the order of the list."""
        return list(self._memo.value("order", self.key, self._sorted))

    def _sorted(self) -> list[str]:
        return sorted(self.entries, key=lambda key: (sort_key(self.entries[key].reference, self._text), key))

    @cached_property
    def _suffixes(self) -> dict[str, str]:
        if not self._text.author_date:
            return {}
        return year_suffixes({key: entry.reference for key, entry in self.entries.items()}, self._text)

    def suffix(self, key: str) -> str:
        """The letter behind the year of a work that shares creator and year with another; mostly empty."""
        return self._suffixes.get(key, "")

    @cached_property
    def _rank(self) -> dict[str, int]:
        return {key: place for place, key in enumerate(self.order)}

    def sorted(self, keys: Iterable[str]) -> list[str]:
        """The given keys, those of the library only, each once, in the order of the list."""
        return sorted({key for key in keys if key in self.entries}, key=self._rank.__getitem__)

    @cached_property
    def _shown(self) -> dict[str, Shown]:
        found = self._memo.value("entries", self.key, lambda: {key: self._show(key) for key in self.entries})
        return {key: Shown(*fields) for key, fields in found.items()}

    def _show(self, key: str) -> Shown:
        entry = self.entries[key]
        reference = entry.reference
        return Shown(
            format_reference(reference, self._html, year_suffix=self.suffix(key)),
            format_reference(reference, self._text, year_suffix=self.suffix(key)),
            str(reference.type),
            reference.title,
            str(reference.date.year) if reference.date else "",
            reference.doi,
            reference.url,
            entry.bibtex.strip() or format_entry(key, reference).strip(),
            to_ris(key, reference),
            format_csl_item(key, reference),
        )

    def shown(self, key: str) -> Shown:
        """What the site shows of a work."""
        return self._shown[key]

    def html(self, key: str) -> str:
        """The entry as HTML, in the site's style, links inside."""
        return self._shown[key].html

    def text(self, key: str) -> str:
        """The entry as plain words, in the site's style."""
        return self._shown[key].text

    def url(self, key: str) -> str:
        """The address of the entry in the bibliography, below the site's root."""
        return f"{list_url(self._rank[key] // PER_PAGE)}#ref-{key}"

    @property
    def list_pages(self) -> list[list[str]]:
        """The keys on each page of the bibliography; one empty page where the library is empty."""
        cuts = range(0, max(len(self.order), 1), PER_PAGE)
        return [self.order[at : at + PER_PAGE] for at in cuts]


def list_url(number: int) -> str:
    """The address of a page of the bibliography, the first being 0."""
    return f"bibliography/{number + 1}/" if number else "bibliography/"
