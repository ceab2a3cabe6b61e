"""Signs that begin like a tag and are none.

Between angle brackets under a name that HTML does not know stand words of the text (``List<String>``), which would be taken for a tag and
be gone. Of signs that end nowhere few are words, very many are a fault that no parser should run into: Python's reader of HTML looks for
the end of each of them through the rest of the page, which takes minutes where there are thousands.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from build_scripts.formats.marks import is_element
from build_scripts.model.page import BlockKind, Page
from build_scripts.text.edit import Edit
from build_scripts.text.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 50
"""So many are left to the parser."""
_WORDY = frozenset({BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.CAPTION, BlockKind.BOX_TITLE, BlockKind.NOTE,
                    BlockKind.TABLE})  # fmt: skip
_OPENER = re.compile(r"<(?=[A-Za-z/!?])")
_TAG = re.compile(r"</?([A-Za-z][^\s/<>]*)[^<>]*>")


def stray_signs(page: Page) -> list[Edit]:
    """Edits that spell such signs of the page as the letter that they are: those around words, and all where there are more than ``MOST``."""
    many = len(list(islice(_OPENER.finditer(page.text, page.body), MOST + 1))) > MOST
    if not many and all(map(_names_element, _TAG.finditer(page.text, page.body))):
        return []
    places = list(_strays(page))
    if len(places) <= MOST:
        places = [at for at in places if (tag := _TAG.match(page.text, at)) and not _names_element(tag)]
    return [Edit(Span(at, at + 1), "&lt;") for at in places]


def _names_element(tag: re.Match[str]) -> bool:
    return is_element(tag[1])


def _strays(page: Page) -> Iterator[int]:
    for block in page.blocks:
        if block.kind not in _WORDY:
            continue
        at = block.text.start
        for mark in page.marks_in(block.text):
            yield from (found.start() for found in _OPENER.finditer(page.text, at, mark.span.start))
            at = max(at, mark.span.end)
        yield from (found.start() for found in _OPENER.finditer(page.text, at, block.text.end))
