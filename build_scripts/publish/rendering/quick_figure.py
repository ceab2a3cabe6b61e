"""Reads a figure with a plain table, as step one writes it, to the same bytes as the Markdown parser would."""

from __future__ import annotations

import re
from collections.abc import Sequence

TEXT = r"[^\x00-\x1f\x7f\\`*_\[\]<>&{}!~|\u0085\u2028\u2029]"
_ATTRIBUTES = r"((?: [a-z-]+=\"[^\"<>&\n\\]*\")*)"
_OPENING = re.compile(rf'<(figure|div){_ATTRIBUTES} markdown="block">(?:\n<figcaption markdown="span">((?:{TEXT}|&(?:amp|lt|gt);)+)</figcaption>)?\Z')
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_ROW = re.compile(rf"\|((?: (?:(?! ){TEXT}*(?<! ))? \|)+)\Z")
_RULE = re.compile(r"\|(?: -{3,} \|)+\Z")


def read_figure(chunks: Sequence[str], start: int) -> tuple[str, int, set[str]] | None:
    """HTML of the figure or division that begins with this chunk, the chunk behind it, its ids; None where there is more to it."""
    html: list[str] = []
    ids: set[str] = set()
    open_: list[str] = []
    for at in range(start, len(chunks)):
        chunk = chunks[at]
        if opening := _OPENING.match(chunk):
            found = dict(_ATTRIBUTE.findall(opening[2]))
            if len(found) != opening[2].count('="') or (opening[3] or "").strip() != (opening[3] or "") or (opening[3] and opening[1] != "figure"):
                return None
            ids.add(found.get("id", ""))
            html.append(f"<{opening[1]}{''.join(f' {name}={chr(34)}{found[name]}{chr(34)}' for name in sorted(found))}>\n")
            html.append(f"<figcaption>{opening[3]}</figcaption>\n" if opening[3] else "")
            open_.append(opening[1])
        elif open_ and chunk == f"</{open_[-1]}>":
            html.append(f"{chunk}\n")
            open_.pop()
            if not open_:
                return "".join(html), at + 1, ids
        elif open_ and chunk.startswith("|") and (table := read_table(chunk)):
            html.append(table)
        else:
            return None
    return None


def read_table(chunk: str) -> str | None:
    """A table of plain cells without alignment; None for any other."""
    lines = chunk.split("\n")
    if len(lines) < 3 or not _RULE.match(lines[1]):
        return None
    columns = lines[1].count("|")
    out = ["<table>\n<thead>\n"]
    for number, line in enumerate(lines):
        if number == 1:
            out.append("</thead>\n<tbody>\n")
            continue
        row = _ROW.match(line)
        if row is None or line.count("|") != columns:
            return None
        tag = "th" if number == 0 else "td"
        cells = [cell.strip(" ") for cell in row[1].split("|")[:-1]]
        out.append("<tr>\n" + "".join(f"<{tag}>{cell}</{tag}>\n" for cell in cells) + "</tr>\n")
    return "".join(out) + "</tbody>\n</table>\n"
