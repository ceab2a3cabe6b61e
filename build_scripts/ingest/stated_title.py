"""A printed title beside the one that a person states: a line that says something else is no title of this text."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from build_scripts.formats.sidecar import Sidecar
from build_scripts.ingest.block import Block, Kind
from build_scripts.text.normalize import fold, squeeze

_ALIKE = 0.5
"""Share of common signs at which a printed title is the stated one, misread or in other words."""


def keep_contradicted(blocks: Sequence[Block], sidecar: Sidecar) -> list[Block]:
    """The blocks with lines taken for the title back in the text where the sidecar's title has nothing of them.

    The sidecar wins, so that such a line would stand nowhere: neither in the head of the page nor in its text.
    """
    stated = squeeze(fold(f"{sidecar.meta.get('title') or ''}{sidecar.meta.get('subtitle') or ''}"))
    printed = squeeze(fold("".join(block.text.text for block in blocks if _is_title(block))))
    if not stated or not printed or _is_of(printed, stated):
        return list(blocks)
    return [block.to(Kind.TEXT, label="") if _is_title(block) else block for block in blocks]


def _is_title(block: Block) -> bool:
    return block.kind is Kind.META and block.label == "title"


def _is_of(printed: str, stated: str) -> bool:
    return printed in stated or stated in printed or SequenceMatcher(None, printed, stated, autojunk=False).ratio() >= _ALIKE
