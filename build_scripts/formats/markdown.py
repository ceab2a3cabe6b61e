"""A document to the Markdown of ``docs/texts``: the one place that prints the page format.

Only Markdown that Python-Markdown and CommonMark read alike: one paragraph a line, explicit ASCII ids.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

import yaml

from build_scripts.formats.frontmatter import BlockDumper
from build_scripts.model.document import (
    Box,
    CitationMark,
    Document,
    DocumentPage,
    Element,
    Emphasis,
    Figure,
    Heading,
    Inlines,
    Link,
    Note,
    NoteMark,
    PageMark,
    Paragraph,
    Quote,
    ReferenceList,
    Table,
    TableCell,
    Text,
)

_LINE_BREAK = re.compile(r"\s*\n\s*")
_SIGN = re.compile(r"[\\`*(<\[&_]")
"""One of these stands in everything that is escaped."""
_SPECIAL = re.compile(r"([\\`*]|(?<=\])\()|(<)|(\[(?=\^|\[|-?@))|(&(?=#?\w+;))")
_WORD_UNDERSCORE = re.compile(r"(?<![^\W_])_(?=\S)|(?<=\S)_(?![^\W_])")
_LINE_START = re.compile(r"^(\s*)(?:(\d+)([.)])(?=\s|$)|([-+>#]|={3,}$|!!!|\?\?\?|:\s|~~~|\||\[(?=[^\[\]]*\]:)))")


def format_document(document: Document) -> dict[str, str]:
    """The pages of the document: path below ``docs/texts`` to Markdown text."""
    return {page.path: format_page(page) for page in document.pages}


def format_page(page: DocumentPage) -> str:
    """One page: front matter, title, body, notes."""
    parts = [format_front_matter(page.meta), f"# {_without_attributes(escape(page.title))}{format_inlines(page.title_marks)}"]
    parts += [text for element in page.body if (text := format_element(element))]
    notes = [_note(note) for note in page.notes]
    return "\n\n".join(parts) + "\n" + ("\n" + "\n".join(notes) + "\n" if notes else "")


def format_front_matter(meta: Mapping[str, object]) -> str:
    """Front matter as YAML, keys in the given order, empty values left out."""
    kept = {key: value for key, value in meta.items() if value not in (None, "", [], (), {})}
    dumped = yaml.dump(kept, Dumper=BlockDumper, allow_unicode=True, sort_keys=False, width=10_000, default_flow_style=None)
    return f"---\n{dumped}---"


def format_element(element: Element) -> str:
    """One element of the body."""
    match element:
        case Heading():
            return f"{'#' * min(element.level + 1, 6)} {_without_attributes(format_inlines(element.content))} {{#{element.anchor}}}"
        case Paragraph():
            return line_start_escaped(format_inlines(element.content))
        case Table():
            return _figure(element.anchor, ' class="table"', element.caption, format_rows(element), element.notes)
        case Figure():
            return _figure(element.anchor, "", element.caption, "", element.notes)
        case Box():
            title = format_inlines(element.title).replace('"', "&quot;")
            body = "\n\n".join(format_element(inner) for inner in element.content)
            anchor = f'<span id="{element.anchor}"></span>\n\n' if element.anchor else ""
            return f'!!! box "{title}"\n\n' + _indented(anchor + body)
        case Quote():
            lines = [line_start_escaped(format_inlines(content)) for content in element.content]
            if element.attribution:
                lines.append(format_inlines(element.attribution))
            return "\n>\n".join(f"> {line}" for line in lines)
        case ReferenceList():
            items = "\n".join(f"- {_reference(item.content, item.key, item.locator)}" for item in element.items)
            return f'<div class="references" markdown="block">\n\n{items}\n\n</div>'


def _figure(anchor: str, kind: str, caption: Inlines, table: str, notes: tuple[Paragraph, ...]) -> str:
    identity = f' id="{anchor}"' if anchor else ""
    parts = [f'<figure{identity}{kind} markdown="block">']
    if caption:
        parts[0] += f'\n<figcaption markdown="span">{format_inlines(caption)}</figcaption>'
    parts += [table] if table else []
    parts += [line_start_escaped(format_inlines(note.content)) for note in notes]
    return "\n\n".join([*parts, "</figure>"])


def format_rows(table: Table) -> str:
    """The rows as a pipe table where one head row and no spans allow it, else as an HTML table."""
    flat = all(cell.colspan == cell.rowspan == 1 for row in table.rows for cell in row)
    if flat and table.header_rows <= 1 and table.rows:
        return _pipe_table(table)
    return _html_table(table)


def _pipe_table(table: Table) -> str:
    columns = max(len(row) for row in table.rows)
    rows = [[_cell(cell) for cell in row] + [""] * (columns - len(row)) for row in table.rows]
    head = rows[0] if table.header_rows else [""] * columns
    body = rows[1:] if table.header_rows else rows
    lines = [head, ["---"] * columns, *body]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _cell(cell: TableCell) -> str:
    return _without_attributes(format_inlines(cell.content).replace("|", "\\|").replace("\n", " "))


def _html_table(table: Table) -> str:
    lines = ['<table markdown="block">']
    for n, row in enumerate(table.rows):
        tag = "th" if n < table.header_rows else "td"
        cells = []
        for cell in row:
            spans = "".join(f' {name}="{value}"' for name, value in (("colspan", cell.colspan), ("rowspan", cell.rowspan)) if value > 1)
            cells.append(f'<{tag}{spans} markdown="span">{_without_attributes(format_inlines(cell.content))}</{tag}>')
        lines.append('<tr markdown="block">' + "".join(cells) + "</tr>")
    return "\n".join([*lines, "</table>"])


def _note(note: Note) -> str:
    refs = f" <!-- ref: {'; '.join(note.refs)} -->" if note.refs else ""
    return f"[^{note.number}]: {line_start_escaped(format_inlines(note.content))}{refs}"


def _reference(content: Inlines, key: str, locator: str) -> str:
    tail = f" <!-- ref: {key}{f', {locator}' if locator else ''} -->" if key else ""
    return line_start_escaped(format_inlines(content)) + tail


def format_inlines(content: Inlines) -> str:
    """Inlines as Markdown on one line."""
    out = []
    for inline in content:
        match inline:
            case Text():
                out.append(escape(inline.text))
            case NoteMark():
                out.append(f"[^{inline.number}]")
            case CitationMark():
                out.append(_citation(inline))
            case Link():
                out.append(f"[{escape(inline.text)}](#{inline.target})")
            case PageMark():
                label = html.escape(inline.label, quote=True)
                out.append(f'<span class="pb" id="page-{label}" data-page="{label}"></span>')
            case Emphasis():
                out.append(f"*{escape(inline.text)}*")
    line = "".join(out)
    return _LINE_BREAK.sub(" ", line) if "\n" in line else line


def _citation(mark: CitationMark) -> str:
    if not mark.citation:
        return f'<cite class="unresolved">{escape(mark.printed)}</cite>'
    return f"{mark.citation}<!-- print: {mark.printed.replace('--', '—')} -->" if mark.printed else mark.citation


def escape(text: str) -> str:
    """Text such that Markdown shows it as it is."""
    if not _SIGN.search(text):
        return text
    text = _SPECIAL.sub(lambda m: f"\\{m[1]}" if m[1] else "&lt;" if m[2] else "\\[" if m[3] else "&amp;", text)
    return _WORD_UNDERSCORE.sub(r"\\_", text)


def line_start_escaped(line: str) -> str:
    """A paragraph such that its first signs make no list, head, quotation or rule of it."""
    line = line.strip()
    match = _LINE_START.match(line)
    if not match:
        return line
    if match.group(2):
        return f"{match.group(2)}\\{match.group(3)}{line[match.end():]}"
    at = match.start(4)
    return f"{line[:at]}\\{line[at:]}" if line[at] not in "=:~?" else f"{line[:at]}&#{ord(line[at])};{line[at + 1:]}"


def _without_attributes(line: str) -> str:
    """A head or a cell such that no braces in it are read as attributes (``{#id}``) and no ``#`` at its end as a sign of heads."""
    line = line.strip().replace("{", "\\{")
    closing = len(line) - len(line.rstrip("#"))
    return line[: len(line) - closing] + "\\#" * closing


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" if line else "" for line in text.split("\n"))
