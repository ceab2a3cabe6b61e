"""Reads the page dialect of ``docs/texts`` the way a browser would show it: title, heads, paragraphs, notes, tables, boxes.

Line based and lenient on purpose: it judges what a converter wrote and must not refuse anything. Standard library only.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

_COMMENT = re.compile(r"<!--.*?-->", re.S)
_PRINTED = r"\s*<!--\s*print:\s*(.*?)\s*-->"
_CITED = re.compile(r"(?:\[[^\[\]]*@[^\[\]]*\]|@(?:\{[^{}]*\}|[\w:.#$%&+?~/-]+)(?:\s*\[[^\[\]]*\])?)" + _PRINTED)
_LINK = re.compile(r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(([^()\s]*(?:\([^()]*\)[^()\s]*)?)[^()]*\)(?:\{[^{}]*\})?")
_TERM = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_ANCHOR = re.compile(r"\[\^([^\]\s]+)\]")
_HEAD = re.compile(r"(#{1,6})\s+(.*?)\s*(?:\{[^{}]*\})?\s*#*$")
_NOTE = re.compile(r"\[\^([^\]\s]+)\]:\s*(.*)")
_ITEM = re.compile(r"(?:[-*+]|\d+[.)])\s+(.*)")
_FENCE = "\x00"


@dataclass
class Paragraph:
    """One paragraph as shown: ``text`` with its note marks cut out, ``kind`` one of p, caption, box-title."""

    text: str
    kind: str = "p"
    boxed: bool = False


@dataclass
class Shown:
    """All that the pages of one document show; heads carry the depth of their signs, the first ``#`` is the title."""

    title: str = ""
    front: str = ""
    heads: list[tuple[int, str]] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)
    anchors: list[tuple[str, str]] = field(default_factory=list)
    tables: list[list[list[str]]] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


def read_pages(pages: list[str]) -> Shown:
    """The pages of one document, in reading order, as one ``Shown``."""
    shown = Shown()
    for number, page in enumerate(pages):
        _Reader(shown, number).read(page)
    return shown


class _Reader:
    def __init__(self, shown: Shown, number: int) -> None:
        self.shown, self.number = shown, number
        self.in_references = self.in_figure = self.in_box = False
        self.note = ""
        self.titled = False
        self.open = False

    def read(self, page: str) -> None:
        page = page.lstrip("\ufeff")
        if page.startswith("---\n") and (end := page.find("\n---", 4)) > 0:
            self.shown.front += page[4:end] + "\n"
            page = page[end + 4 :]
        page = _COMMENT.sub("", _CITED.sub(lambda m: m[1].replace("[", r"\["), page))
        page = re.sub(r"<table\b.*?</table>", self._html_table, page, flags=re.S | re.I)
        rows: list[str] = []
        for line in [*page.split("\n"), ""]:
            if line.strip().startswith("|"):
                rows.append(line.strip())
                continue
            if rows:
                self._pipe_table(rows)
                rows = []
            self._line(line)

    def _line(self, line: str) -> None:
        text = line.strip()
        indented = line.startswith("    ")
        if not text:
            self.open = False
            return
        if not indented:
            self.in_box, self.note = False, ""
        if self.note:
            self.shown.notes[self.note] += self._plain(text)
        elif found := _NOTE.match(text):
            self.note = f"{self.number}#{found[1]}"
            self.shown.notes[self.note] = self._plain(found[2])
        elif found := re.match(r'(?:!!!|\?\?\?\+?)\s+[\w -]+?(?:\s+"(.*)")?$', text):
            self.in_box = True
            self._paragraph(found[1] or "", "box-title")
        elif not self._structure(text):
            self._running(text)
            return
        self.open = False

    def _structure(self, text: str) -> bool:
        """Whether the line is a head or a line of block HTML that opens or closes something."""
        if found := _HEAD.match(text):
            self._head(len(found[1]), found[2])
        elif re.match(r"<div\b[^>]*\breferences\b", text):
            self.in_references = True
        elif text.startswith("<figure"):
            self.in_figure = True
        elif text in ("</div>", "</figure>"):
            self.in_references = self.in_figure = False
        else:
            return False
        return True

    def _running(self, text: str) -> None:
        """A line of running text: it goes on with the line above unless an empty line, an item or block HTML parts them."""
        goes_on, self.open = self.open, not text.startswith("<figcaption")
        if item := _ITEM.match(text):
            goes_on, text = False, item[1]
        quoted = re.sub(r"^(?:>\s?)+", "", text)
        if text.startswith(">") and not quoted:
            self.open = False
            return
        text = quoted
        if self.in_references:
            self.shown.references.append(self._plain(text))
        elif not re.fullmatch(r"[-*_=]{3,}", text):
            caption = self.in_figure or text.startswith("<figcaption")
            self._paragraph(text, "caption" if caption else "p", goes_on and self.open)

    def _head(self, depth: int, text: str) -> None:
        plain = self._plain(text, anchored=True)
        if depth == 1 and not self.titled:
            self.titled = True
            if self.number == 0:
                self.shown.title = plain
                return
        self.shown.heads.append((depth, plain))

    def _paragraph(self, text: str, kind: str, goes_on: bool = False) -> None:
        plain = self._plain(text, anchored=True)
        if goes_on and self.shown.paragraphs:
            self.shown.paragraphs[-1].text += plain
        elif plain.strip():
            self.shown.paragraphs.append(Paragraph(plain, kind, self.in_box))

    def _pipe_table(self, rows: list[str]) -> None:
        kept = [r for r in rows if not re.fullmatch(r"\|(?:\s*:?-+:?\s*\|)+", r)]
        cells = [re.split(r"(?<!\\)\|", r.strip().removeprefix("|").removesuffix("|")) for r in kept]
        self.shown.tables.append([[self._plain(c.strip()) for c in row] for row in cells])

    def _html_table(self, found: re.Match[str]) -> str:
        rows = re.findall(r"<tr\b.*?(?:</tr>|(?=<tr\b)|$)", found[0], re.S | re.I)
        cut = [re.findall(r"<t[hd]\b[^>]*>(.*?)(?=</t[hd]>|<t[hd]\b|</tr>|$)", row, re.S | re.I) for row in rows]
        self.shown.tables.append([[self._plain(cell) for cell in row] for row in cut])
        caption = re.search(r"<caption\b[^>]*>(.*?)</caption>", found[0], re.S | re.I)
        return f"\n<figcaption>{caption[1]}</figcaption>\n" if caption else "\n"

    def _plain(self, text: str, anchored: bool = False) -> str:
        """The words of a stretch of Markdown; with ``anchored`` its note marks are recorded with what stands before them."""
        text = text.replace("\\[", _FENCE)
        self.shown.links += [m[1] for m in _LINK.finditer(text) if not m[0].startswith("!")]
        text = _LINK.sub(lambda m: "" if m[0].startswith("!") else m[1], text)
        text = _TAG.sub("", _TERM.sub(r"\1", text)).replace("**", "").replace("__", "")
        parts = _ANCHOR.split(text)
        words = parts[0]
        for label, after in zip(parts[1::2], parts[2::2], strict=True):
            if anchored:
                self.shown.anchors.append((f"{self.number}#{label}", _unescape(words)))
            words += after
        return _unescape(words)


def _unescape(text: str) -> str:
    text = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text.replace(_FENCE, "["))
    return html.unescape(text)
