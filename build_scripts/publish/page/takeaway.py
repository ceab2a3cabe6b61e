"""Each text to take away: as plain words, and as Markdown in the page format with all its chapters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import pairwise

from build_scripts.formats.cache import Memo, key_of
from build_scripts.model.corpus import Config, Text
from build_scripts.model.page import Block, BlockKind, MarkKind, Page
from build_scripts.publish.markup import element, plain, relative
from build_scripts.publish.page.panel import imprint
from build_scripts.publish.people import authors_of
from build_scripts.text.edit import Edit, apply_edits
from build_scripts.text.source import Span

MOST_IN_ONE = 200
"""Texts up to which the whole collection is offered as one book."""
_ROW = re.compile(r"<tr\b(?:(?!</tr>).)*+", re.I | re.S)
_CELL = re.compile(r"<t[dh]\b(?P<how>[^<>]*)>(?P<words>(?:(?!</t[dh]\s*>).)*+)", re.I | re.S)
_COLSPAN = re.compile(r"colspan=[\"']?(\d{1,4})", re.I)
_ROWSPAN = re.compile(r"rowspan=[\"']?(\d{1,4})", re.I)
_MOST_SPANNED = 60
_PIPE = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"\|?[\s:|-]+\|?\Z")
_LABEL = re.compile(r"\[\^([^\]\s]{1,200})\]")


def text_files(texts: Iterable[Text], memo: Memo = Memo()) -> dict[str, str]:  # noqa: B008 - holds nothing
    """Path below the site's root and content of every file: ``texts/<slug>.txt`` and ``texts/<slug>.md``.

    They go into the site as they are: among the pages MkDocs would take the second for a page.
    """
    out: dict[str, str] = {}
    for whole in texts:
        key = key_of(*(part for page in whole.pages for part in (page.path, page.digest)))
        out[f"texts/{whole.slug}.txt"] = memo.text("plain", key, partial(plain_text, whole))
        single = len(whole.pages) == 1
        out[f"texts/{whole.slug}.md"] = markdown(whole) if single else memo.text("whole", key, partial(markdown, whole))
    return out


def plain_text(whole: Text) -> str:
    """The words of a text, a paragraph a line, note marks as ``[1]`` and the notes behind each page."""
    number, subtitle = (str(whole.meta.get(key) or "") for key in ("chapter_number", "subtitle"))
    parts = [f"{number} {whole.title}".lstrip(), *([f"——{subtitle}"] if subtitle else [])]
    people = "、".join(name for name, _ in authors_of(whole.meta))
    parts += [line for line in (people, imprint(whole.meta)) if line]
    for page in whole.pages:
        parts += list(_paragraphs(page, first=page is whole.pages[0]))
    return "\n\n".join(parts) + "\n"


def _paragraphs(page: Page, first: bool) -> Iterator[str]:
    notes: list[str] = []
    for block in page.blocks:
        if block.kind is BlockKind.NOTE:
            notes.append(f"[{block.id}] {plain(page, block.text)}")
        elif block.kind is BlockKind.HEADING and block.level == 1 and first:
            continue
        elif block.kind is BlockKind.TABLE:
            yield _piped(page, block)
        elif block.kind is BlockKind.HTML:
            if table := _celled(page, block):
                yield table
        elif words := _words(page, block):
            yield words
    yield from notes


def _words(page: Page, block: Block) -> str:
    """What a reader sees of the block, its note marks kept."""
    if block.kind in (BlockKind.COMMENT, BlockKind.RULE):
        return ""
    return _spoken(page, block.text)


def _spoken(page: Page, span: Span) -> str:
    out, at = [], span.start
    for mark in page.marks_in(span):
        if mark.kind is MarkKind.NOTE_MARK and mark.span.start >= at:
            out.append(plain(page, Span(at, mark.span.start)) + f"[{mark.label}]")
            at = mark.span.end
    return "".join([*out, plain(page, Span(at, span.end))])


def _piped(page: Page, block: Block) -> str:
    """A table of pipes, a row a line, its cells parted by tabs."""
    out, start = [], block.text.start
    for line in block.text.cut(page.text).split("\n"):
        if line.strip() and not _RULE.match(line.strip()):
            edges = [-1, *(m.start() for m in _PIPE.finditer(line)), len(line)]
            cells = [_spoken(page, Span(start + a + 1, start + b)) for a, b in pairwise(edges)]
            first, last = line.lstrip().startswith("|"), line.rstrip().endswith("|") and len(edges) > 2
            out.append("\t".join(cells[first : len(cells) - last]))
        start += len(line) + 1
    return "\n".join(out)


def _celled(page: Page, block: Block) -> str:
    """A table of tags likewise; what a cell spans beside and below it stays empty, so that the columns stand below each other."""
    source = block.text.cut(page.text)
    if "<table" not in source:
        return ""
    lines: list[list[str]] = []
    below: dict[int, int] = {}  # by column: how many rows a cell above still reaches down
    for row in _ROW.finditer(source):
        line: list[str] = []
        for cell in _CELL.finditer(source, row.start(), row.end()):
            while below.get(len(line), 0):
                below[len(line)] -= 1
                line.append("")
            words = _spoken(page, Span(block.text.start + cell.start("words"), block.text.start + cell.end("words")))
            wide, deep = (min(int(m[1]), _MOST_SPANNED) if (m := of.search(cell["how"])) else 1 for of in (_COLSPAN, _ROWSPAN))
            for column in range(len(line), len(line) + max(wide, 1)):
                below[column] = max(deep, 1) - 1
            line += [words, *[""] * (wide - 1)]
        while below.get(len(line), 0):
            below[len(line)] -= 1
            line.append("")
        lines.append(line)
    return "\n".join("\t".join(line).rstrip() for line in lines if any(line))


def markdown(whole: Text) -> str:
    """The pages of a text as one file; the notes of a chapter carry its number, so that no two have one label."""
    first, *others = whole.pages
    parts = [first.text.rstrip()]
    for number, page in enumerate(others, 1):
        edits = [Edit(block.span, _relabelled(block.span.cut(page.text), number)) for block in page.blocks if "[^" in block.span.cut(page.text)]
        outer = [edit for edit in edits if not any(edit is not o and _inside(edit, o) for o in edits)]
        moved = [Edit(Span(edit.span.start - page.body, edit.span.end - page.body), edit.new) for edit in outer]
        parts.append(apply_edits(page.text[page.body :], moved).strip())
    return "\n\n".join(parts) + "\n"


def _inside(inner: Edit, outer: Edit) -> bool:
    return outer.span.start <= inner.span.start and inner.span.end <= outer.span.end


def _relabelled(words: str, number: int) -> str:
    return _LABEL.sub(rf"[^{number}-\1]", words)


def offers_epub(config: Config, texts: int = 1) -> bool:
    """Whether the site offers a book of each text, or of a collection of so many: ``extra.epub`` may be ``off`` or ``texts``."""
    wanted = config.extra.get("epub")
    return wanted not in (False, "off") and (texts == 1 or (wanted != "texts" and texts <= MOST_IN_ONE))


def takeaway(whole: Text, taken: Mapping[str, str], config: Config = Config()) -> str:  # noqa: B008 - frozen
    """The line of downloads over a text. ``taken`` holds the files that the site offers."""
    here = whole.urls[0]
    ways = [("纯文本", f"texts/{whole.slug}.txt"), ("Markdown", f"texts/{whole.slug}.md")]
    ways += [("EPUB", f"texts/{whole.slug}.epub")] if offers_epub(config) else []
    links = [element("a", name, href=relative(here, path), download=path.rsplit("/", 1)[-1]) for name, path in ways]
    works = [("BibTeX", "bib"), ("RIS", "ris"), ("CSL-JSON", "csl.json")]
    listed = [
        element("a", name, href=relative(here, path), download=path.rsplit("/", 1)[-1])
        for name, end in works
        if (path := f"bibliography/texts/{whole.slug}.{end}") in taken
    ]
    words = "下载本文：" + "　".join(links) + (f"；所引文献：{'　'.join(listed)}" if listed else "")
    return element("p", words, class_="page-meta downloads")
