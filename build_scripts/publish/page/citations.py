"""Citations of a page as links: with the words of the print, or in the site's style where the site wants that."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import unescape
from itertools import pairwise

from build_scripts.cite.gbt7714.format_citation import CitationItem, format_citation
from build_scripts.model.corpus import Config
from build_scripts.model.page import CitedItem, Mark
from build_scripts.publish.markup import element, words_in_markdown
from build_scripts.publish.works import Works, site_style

_STRONG = re.compile(r"[；;]")
_WEAK = re.compile(r"[，,、]")
_RUN = re.compile(r"(\D*\d+)(\s*[-–—~～]\s*)(\d+\D*)\Z")
_ALL_RAISED = re.compile(r"<sup>((?:(?!</?sup>).)*)</sup>\Z", re.S)
_RAISED = re.compile(r"&lt;sup&gt;(.*?)&lt;/sup&gt;", re.S)
_GLUE = re.compile(r"\s+")


class Citations:
    """How the citations of one site are shown."""

    def __init__(self, config: Config, works: Works) -> None:
        self.as_printed = str(config.citations.get("display") or "printed") != "style"
        self.style = site_style(config, "html")
        if self.as_printed:  # a citation that the print does not have names its work: numbers would mean nothing here
            self.style = replace(self.style, layout="author-date")
        self.works = works

    @property
    def numeric(self) -> bool:
        """Whether the site itself numbers the works of a page in the order of their citation."""
        return not self.as_printed and not self.style.author_date

    def render(self, mark: Mark, source: str, numbers: Mapping[str, int]) -> str:
        """The Markdown (with inline HTML) that stands for the citation. ``numbers`` are the works' on this page.

        A work that is not in the library is marked; without a print its source is shown.
        """
        known = all(item.key in self.works for item in mark.items)
        printed = mark.printed if self.as_printed or not known else ""
        if known and not printed:
            return self._styled(mark, numbers)
        return self._links(mark, printed or source)

    def _links(self, mark: Mark, words: str) -> str:
        """A link for each work around its share of the words."""
        return "".join(
            link(item, words_in_markdown(piece)) if item.key in self.works else unresolved(piece, item.key)
            for item, piece in zip(mark.items, split_printed(words, len(mark.items)), strict=True)
        )

    def _styled(self, mark: Mark, numbers: Mapping[str, int]) -> str:
        items = [
            CitationItem(self.works[item.key].reference, numbers.get(item.key, 0), item.locator, item.suppress_author,
                         self.works.suffix(item.key))
            for item in mark.items
        ]  # fmt: skip
        made = unescape(format_citation(items, self.style, narrative=mark.narrative))
        raised = _ALL_RAISED.match(made)
        if raised:
            return element("sup", self._links(mark, raised[1]))
        return _RAISED.sub(r"<sup>\1</sup>", self._links(mark, made))


def link(item: CitedItem, content: str) -> str:
    """The link to a work's entry on the same page. ``content`` is HTML or Markdown; empty content gets a sign by style."""
    label = None if content else f"文献 {item.key}"
    return element("a", content, class_="citation", data_key=item.key, data_locator=item.locator, href=f"#ref-{item.key}",
                   aria_label=label)  # fmt: skip


def unresolved(printed: str, key: str = "") -> str:
    """A citation that leads nowhere, shown as printed."""
    return element("cite", words_in_markdown(printed), class_="unresolved", data_key=key or None, title="未能对应到文献")


def note_link(item: CitedItem, shown: str, works: Works) -> tuple[int, int, str] | None:
    """Start and end of the title in a note that prints a reference, and the link to put there; None where it has no title."""
    title = _GLUE.sub("", works.shown(item.key).title) if item.key in works else ""
    found = re.search(r"\s*".join(map(re.escape, title)), shown) if 1 < len(title) < 400 else None
    if found is None or re.search(r"[\[\]<>`\\]", found.group()):
        return None
    return found.start(), found.end(), link(item, found.group())


def note_sign(item: CitedItem) -> str:
    """The sign behind a note or list line that leads to the entry; furniture, no part of the text."""
    return element("a", "文献", class_="citation page-meta", data_key=item.key, data_locator=item.locator,
                   href=f"#ref-{item.key}", title="查看文献条目")  # fmt: skip


def split_printed(printed: str, count: int) -> list[str]:
    """The printed citation cut into ``count`` pieces, one for each work, together the whole print.

    Several works stand between semicolons, else between commas; a run ``[1-3]`` gives its ends to the first and the last
    and its dash to the second. What cannot be told apart goes to the first work, and the others are empty.
    """
    if count == 1:
        return [printed]
    for sign in (_STRONG, _WEAK):
        pieces = _cut(printed, sign)
        if len(pieces) == count:
            return pieces
    return _run(printed, count) or _mixed(printed, count) or [printed] + [""] * (count - 1)


def _run(printed: str, count: int) -> list[str]:
    """``[1-3]``: the ends to the first and the last work, the dash to the second or, of two, to the first."""
    run = _RUN.match(printed)
    if run is None:
        return []
    if count == 2:
        return [run[1] + run[2], run[3]]
    return [run[1], run[2], *[""] * (count - 3), run[3]]


def _cut(printed: str, sign: re.Pattern[str]) -> list[str]:
    edges = [0, *(match.end() for match in sign.finditer(printed)), len(printed)]
    return [printed[a:b] for a, b in pairwise(edges)]


def _mixed(printed: str, count: int) -> list[str]:
    """Runs and single numbers together: ``[1-3，7]`` for four works."""
    out: list[str] = []
    for piece in _cut(printed, _WEAK):
        numbers = [int(n) for n in re.findall(r"\d+", piece)]
        bare = piece.rstrip("，,、")
        inner = _run(bare, numbers[1] - numbers[0] + 1) if len(numbers) == 2 and 0 < numbers[1] - numbers[0] < count else []
        if inner:
            out += [*inner[:-1], inner[-1] + piece[len(bare) :]]
        else:
            out.append(piece)
    return out if len(out) == count else []


def cited_keys(marks: Sequence[Mark]) -> list[str]:
    """The keys in the order of their first citation."""
    return list(dict.fromkeys(item.key for mark in marks for item in mark.items))
