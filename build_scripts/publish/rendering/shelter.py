"""Keeps what we made out of the Markdown parser's way: our HTML goes through it as short marks and is put back behind it.

Python-Markdown parses every tag of a page twice in pure Python. Of an assembled page most tags are ours and final: links
of terms and citations, marks in the margin, whole lists of works and uses. They stand aside as private-use letters (inside
a line) or as empty ``div`` elements (whole blocks), which Markdown passes on as they are. A page in which that might not
be so is left alone: one that holds such letters itself, or code, where tags are words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

OPEN, CLOSE = "\ue0f0", "\ue0f1"
"""Private-use letters around the number of a kept tag; like ``<`` and ``>`` they are no letters of a word."""
CODE = re.compile(r"`|^~~~|<(?:pre|code|script|style|textarea)\b|<!--(?:(?!-->).)*\n", re.I | re.M)
_OURS = re.compile(
    r'^#{1,6}[ \t].*$'
    r'|<a class="(?:term|citation|parallel|permalink headerlink|citation page-meta|entry-link page-meta|raw-lines page-meta)"[^<>]*>|</a>'
    r'|<span class="page-meta parallel-marks">|<span role="separator"[^<>]*></span>',
    re.M,
)
"""Our tags; a head is matched as a whole, because the list of contents is made of its words and wants them as they are."""
BLANK = re.compile(r"\n{2,}")
_OPENING = re.compile(r"\n?<(section|div|table|ul|ol|dl|nav|form|details|p|h2|figure|aside|blockquote)\b")
TAGS = re.compile(r"<(/?)(?:section|div|table|ul|ol|dl|nav|form|details|p|h[1-6]|figure|aside|blockquote)\b")
_STARTS = frozenset({"<s", "<d", "<t", "<u", "<o", "<n", "<f", "<p", "<h", "<a", "<b", "\n<"})
_KEPT_LINE = re.compile(f"{OPEN}(\\d+){CLOSE}")
_KEPT_BLOCK = re.compile(r'<div data-kept="(\d+)"></div>')
_IDS = re.compile(r"<[a-z][^<>]*?\s(?:id|name)=\"([^\"]+)\"")


_NEVER = 1 << 30
"""A depth from which nothing comes back to the outer level."""


@dataclass(frozen=True)
class Sheltered:
    """``text`` for the Markdown parser; ``blocks`` and ``tags`` to put back into what it makes of it."""

    text: str
    blocks: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    def restore(self, html: str) -> str:
        """The HTML with everything in its place."""
        if self.tags:
            html = _KEPT_LINE.sub(lambda match: self.tags[int(match[1])], html)
        return _KEPT_BLOCK.sub(lambda match: self.blocks[int(match[1])], html) if self.blocks else html


def unsafe(markdown: str) -> bool:
    """Whether the page holds our marks itself."""
    return OPEN in markdown or CLOSE in markdown or "data-kept" in markdown


def shelter(markdown: str, blocks_too: bool = True) -> Sheltered:
    """Takes our blocks and tags out of the Markdown of a page (without its front matter); only tags where the blocks are gone already."""
    if blocks_too and unsafe(markdown):
        return Sheltered(markdown)
    text, blocks = _take_blocks(markdown) if blocks_too else (markdown, [])
    if CODE.search(text):
        return Sheltered(markdown)
    tags: list[str] = []
    known: dict[str, int] = {}

    def take(match: re.Match[str]) -> str:
        tag = match[0]
        if tag[0] == "#":
            return tag
        number = known.get(tag)
        if number is None:
            number = known[tag] = len(tags)
            tags.append(tag)
        return f"{OPEN}{number}{CLOSE}"

    return Sheltered(_OURS.sub(take, text), tuple(blocks), tuple(tags))


def _take_blocks(markdown: str) -> tuple[str, list[str]]:
    """Whole HTML blocks between blank lines at the outer level, in which no Markdown is to be read."""
    out: list[str] = []
    blocks: list[str] = []
    depth = 0
    for chunk in BLANK.split(markdown):
        if depth == 0 and is_block(chunk):
            out.append(f'<div data-kept="{len(blocks)}"></div>')
            blocks.append(chunk)
            continue
        if "<" in chunk:
            for closing in TAGS.findall(chunk):
                depth += -1 if closing else 1
                if depth < 0:  # what is ended was never begun: from here on the parser sees the page as it is
                    depth = _NEVER
        out.append(chunk)
    return "\n\n".join(out), blocks


def is_block(chunk: str) -> bool:
    """Whether the chunk is a whole block of HTML, in which no Markdown is to be read."""
    return chunk[:2] in _STARTS and _OPENING.match(chunk) is not None and "markdown=" not in chunk and _is_whole(chunk)


def _is_whole(chunk: str) -> bool:
    """Whether the chunk is whole elements and nothing between them."""
    depth = 0
    for match in TAGS.finditer(chunk):
        depth += -1 if match[1] else 1
        if depth == 0:
            end = chunk.find(">", match.end()) + 1
            if end == len(chunk):
                return True
            if not _OPENING.match(chunk, end):
                return False
    return False


def anchors_in(html: str) -> set[str]:
    """Every id and name in the HTML."""
    return set(_IDS.findall(html))
