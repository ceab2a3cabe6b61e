"""What an entry takes over from another: ``crossref`` (a paper from its proceedings) and biblatex's ``xdata``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from build_scripts.formats.bibtex import faults
from build_scripts.formats.bibtex.blocks import Block, Blocks
from build_scripts.formats.bibtex.plain import Field
from build_scripts.formats.bibtex.values import read_value

_LINKS = ("crossref", "xdata")
_OF_THE_HOST = frozenset(
    "booktitle maintitle editor publisher address location year date month series volume volumes edition organization institution school "
    "journal journaltitle eventtitle venue langid language".split()
)
"""What a part takes over from its host; title, authors, pages and identifiers are each one's own."""


def takes_over(fields: Iterable[Field]) -> bool:
    """Whether an entry with these fields takes anything over from another."""
    return any(field.name in _LINKS for field in fields)


def inherit(blocks: Blocks) -> tuple[list[Block], frozenset[str]]:
    """The entries with what they take over added, ``@xdata`` left out, and the keys of those that took something over.

    A target that is not in the file is told (``REF022``).
    """
    if not any(takes_over(block.fields) for block in blocks.entries):
        return [block for block in blocks.entries if block.kind != "xdata"], frozenset()
    by_key: dict[str, Block] = {}
    for block in blocks.entries:
        by_key.setdefault(block.key.lower(), block)
    whole = [_whole(block, by_key, blocks, ()) for block in blocks.entries if block.kind != "xdata"]
    heirs = frozenset(block.key for block in whole if any(field.name in _LINKS for field in block.fields))
    return whole, heirs


def _whole(block: Block, by_key: Mapping[str, Block], blocks: Blocks, behind: tuple[str, ...]) -> Block:
    fields = list(block.fields)
    for link in [field for field in block.fields if field.name in _LINKS]:
        for key in read_value(link.raw, blocks.strings).text.split(","):
            target = by_key.get(key.strip().lower())
            if target is None:
                if not behind:
                    blocks.tell(faults.NO_TARGET, blocks.line(link.at), key=block.key, field=link.name, target=key.strip())
            elif target is not block and target.key not in behind:
                source = _whole(target, by_key, blocks, (*behind, block.key))
                fields += _taken_over(source, link.name, {field.name for field in fields})
    return replace(block, fields=tuple(fields))


def _taken_over(source: Block, link: str, own: set[str]) -> list[Field]:
    if link == "xdata":
        return [field for field in source.fields if field.name not in own]
    names = {"title": "booktitle", "author": "bookauthor"}
    found = [field._replace(name=names.get(field.name, field.name)) for field in source.fields]
    return [field for field in found if field.name not in own and field.name in _OF_THE_HOST | {"bookauthor"}]
