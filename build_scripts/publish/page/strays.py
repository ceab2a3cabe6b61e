"""Signs that begin like a tag and are none: few are words of the text, very many are a fault that no parser should run into.

Python's reader of HTML looks for the end of each of them through the rest of the page, which takes minutes where there are thousands.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

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


def stray_signs(page: Page) -> list[Edit]:
    """Edits that spell every such sign of the page as the letter that it is, where there are more than ``MOST``."""
    if len(list(islice(_OPENER.finditer(page.text, page.body), MOST + 1))) <= MOST:
        return []
    places = list(_strays(page))
    return [Edit(Span(at, at + 1), "&lt;") for at in places] if len(places) > MOST else []


def _strays(page: Page) -> Iterator[int]:
    for block in page.blocks:
        if block.kind not in _WORDY:
            continue
        at = block.text.start
        for mark in page.marks_in(block.text):
            yield from (found.start() for found in _OPENER.finditer(page.text, at, mark.span.start))
            at = max(at, mark.span.end)
        yield from (found.start() for found in _OPENER.finditer(page.text, at, block.text.end))
