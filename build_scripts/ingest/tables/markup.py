"""Tables that layout tools write as HTML: rows, cells, spans and head cells, every character accounted for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

from build_scripts.ingest.block import Cell
from build_scripts.text.traced import EMPTY, Traced, join

_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9]{0,15})(?P<attributes>[^<>]{0,400})>|<!--.{0,400}?-->", re.DOTALL)
_SPAN = re.compile(r"(?P<way>colspan|rowspan)\s*=\s*[\"']?\s*(?P<count>\d{1,4})", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,20});")
_CELLS = {"td", "th"}
_WIDEST = 200


@dataclass
class _Cell:
    header: bool
    colspan: int = 1
    rowspan: int = 1
    parts: list[Traced] = field(default_factory=list)


@dataclass
class HtmlTable:
    """What a stretch of HTML holds: rows of cells, the caption, and every other character in ``other``."""

    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    caption: Traced = EMPTY
    other: list[Traced] = field(default_factory=list)


def parse_html_table(text: Traced) -> HtmlTable:
    """Rows and cells of the HTML in ``text``; broken markup yields what it can, in linear time."""
    table, row, cell, caption = HtmlTable(), list[Cell](), None, list[Traced]()
    in_caption, in_head, last = False, False, 0
    for match in _TAG.finditer(text.text):
        _take(text[last : match.start()], cell, caption if in_caption else None, table)
        table.other.append(text[match.start() : match.end()])
        last, name, close = match.end(), (match["name"] or "").lower(), bool(match["close"])
        if name in _CELLS or name in {"tr", "table"}:
            if cell is not None:
                row.append(_closed(cell, table))
                cell = None
            if name in {"tr", "table"}:
                row = _ended(row, table)
            elif not close:
                spans = _spans(match["attributes"] or "")
                cell = _Cell(in_head or name == "th", spans.get("colspan", 1), spans.get("rowspan", 1))
        elif name == "thead":
            in_head = not close
        elif name == "caption":
            in_caption = not close
        elif name in {"br", "p"} and cell is not None and cell.parts:
            cell.parts.append(Traced.invented(" "))
    _take(text[last:], cell, caption if in_caption else None, table)
    if cell is not None:
        row.append(_closed(cell, table))
    _ended(row, table)
    table.caption = join(caption).strip()
    return table


def _take(piece: Traced, cell: _Cell | None, caption: list[Traced] | None, table: HtmlTable) -> None:
    """Text between two tags goes to the open cell or caption; loose text, to ``other``."""
    if not piece:
        return
    if cell is not None:
        cell.parts.append(piece)
    elif caption is not None:
        caption.append(piece)
    elif piece.text.strip():
        table.other.append(piece.strip())


def _spans(attributes: str) -> dict[str, int]:
    return {m["way"].lower(): min(max(int(m["count"]), 1), _WIDEST) for m in _SPAN.finditer(attributes)}


def _closed(cell: _Cell, table: HtmlTable) -> Cell:
    text = join(cell.parts)
    parts, last = [], 0
    for match in _ENTITY.finditer(text.text):
        meant = unescape(match[0])
        if meant in ("", match[0]):
            continue
        # The sign stands for the whole reference; its further characters are markup. A blank stands for no character.
        shown = 0 if meant.isspace() else 1
        sign = Traced(meant[:1], text.at[match.start() : match.start() + 1]) if shown else Traced.invented(" ")
        parts += [text[last : match.start()], sign]
        table.other.append(text[match.start() + shown : match.end()])
        last = match.end()
    parts.append(text[last:])
    return Cell(join(parts).strip(), cell.colspan, cell.rowspan, cell.header)


def _ended(row: list[Cell], table: HtmlTable) -> list[Cell]:
    if any(cell.text for cell in row):
        table.rows.append(tuple(row))
    return []


def html_head_rows(rows: list[tuple[Cell, ...]], looks_numeric: bool) -> int:
    """How many rows are head: marked ones, else the first with the rows that its spans reach into.

    ``looks_numeric`` tells that the first row holds figures, so that nothing marks a head.
    """
    marked = 0
    while marked < len(rows) and all(cell.header for cell in rows[marked]):
        marked += 1
    if marked:
        return min(marked, len(rows) - 1) if len(rows) > 1 else 0
    if len(rows) < 2 or looks_numeric:
        return 0
    deep = max(cell.rowspan for cell in rows[0])
    if deep > 1 and any(cell.colspan > 1 for cell in rows[0]):
        return min(deep, 3, len(rows) - 1)
    return 1
