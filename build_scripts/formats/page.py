"""Reading a page that people own: front matter, blocks and marks with their places.

The rules are the common ground of CommonMark and Python-Markdown: blocks are parted by blank lines, ``>`` and four
blanks open quotes and the inside of boxes, ``<figure markdown="block">`` is read on inside, other HTML is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from build_scripts.diagnostics import Report, silent
from build_scripts.formats.frontmatter import parse_frontmatter
from build_scripts.formats.marks import find_marks
from build_scripts.model.page import Block, BlockKind, Mark, Page
from build_scripts.text.source import Span

_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*(\{:?[^{}]*\})?[ \t]*$")
_FENCE = re.compile(r"(`{3,}|~{3,})")
_ITEM = re.compile(r"([-*+]|\d{1,9}[.)])([ \t]+)(?=\S)")
_NOTE = re.compile(r"\[\^([^\]\s]+)\]:[ \t]*")
_BOX = re.compile(r"(?:!!!|\?\?\?\+?)[ \t]+([\w-][\w \t-]*?)[ \t]*(?:\"(.*)\")?[ \t]*$")
_RULE = re.compile(r"(?:(?:\*[ ]*){3,}|(?:-[ ]*){3,}|(?:_[ ]*){3,})$")
_DELIMITER = re.compile(r"[ ]*\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?[ ]*$")
_UNDERLINE = re.compile(r"(=+|-+)[ \t]*$")
_ATTRIBUTES = re.compile(r"\{:?[ ]*([^{}\n]*)\}[ \t]*$")
_ID = re.compile(r"#([\w.:-]+)")
_TAG = re.compile(r"<(/?)([A-Za-z][\w-]*)([^<>]*)>")
_ANCHOR = re.compile(r"<(span|a)\b[^<>]*></\1>")
_BLOCK_TAGS = frozenset(
    """
    address article aside blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr iframe legend li link main menu nav ol optgroup option p
    param pre script section style summary table tbody td template tfoot th thead title tr track ul
    """.split()  # the tags of CommonMark's HTML blocks, kind 6 and 1
)
_VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "param", "track", "wbr"})


@dataclass(frozen=True)
class _Line:
    start: int
    at: int
    end: int


def parse_page(path: str, text: str, report: Report = silent) -> Page:
    """The page in ``text``. Never raises: what is no construct is a paragraph. Faults of the head are reported.

    Blocks and marks are read when somebody first asks for them: a site rebuilt after one change never asks for most.
    """
    meta, body = parse_frontmatter(text, report, path)
    return _UnreadPage(path, text, meta, body)


class _UnreadPage(Page):
    """A page whose body is read at the first question for its blocks or marks."""

    def __init__(self, path: str, text: str, meta: Mapping[str, Any], body: int) -> None:
        self.__dict__.update(path=path, text=text, meta=meta, body=body)

    def __reduce__(self) -> tuple[object, ...]:
        """Read again where it arrives: its blocks are many times as large as its text."""
        return (_UnreadPage, (self.path, self.text, self.meta, self.body))

    @cached_property
    def _read(self) -> tuple[tuple[Block, ...], tuple[Mark, ...]]:
        return _read_body(self.text, self.body)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of the body."""
        return self._read[0]

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """The marks in its blocks."""
        return self._read[1]


def _read_body(text: str, body: int) -> tuple[tuple[Block, ...], tuple[Mark, ...]]:
    scanner = _Scanner(text)
    scanner.scan(_lines(text, body), (), "")
    marks: list[Mark] = []
    for block in scanner.blocks:
        table = block.kind is BlockKind.HTML and text.startswith("<table", block.text.start)
        if table or block.kind not in (BlockKind.FENCE, BlockKind.HTML, BlockKind.RULE, BlockKind.COMMENT):
            marks.extend(find_marks(text, block.text.start, block.text.end))
    return tuple(scanner.blocks), tuple(marks)


def _lines(text: str, start: int) -> list[_Line]:
    out = []
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        out.append(_Line(start, start, end))
        start = end + 1
    return out


class _Scanner:
    """Walks lines once; containers are walked by recursion over their own lines with the prefix taken off."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.blocks: list[Block] = []

    def words(self, line: _Line) -> str:
        return self.text[line.at : line.end]

    def scan(self, lines: Sequence[_Line], within: tuple[str, ...], indent: str) -> None:
        at = 0
        stack: list[tuple[str, str]] = []
        while at < len(lines):
            words = self.words(lines[at])
            if not words.strip():
                at += 1
                continue
            inside = within + tuple(name for _, name in stack if name)
            html = self._html(lines, at, inside, indent, stack)
            at = html if html else self._one(lines, at, inside, indent)

    def _one(self, lines: Sequence[_Line], at: int, within: tuple[str, ...], indent: str) -> int:
        for read in self._readers():
            after = read(lines, at, within, indent)
            if after:
                return after
        return self._paragraph(lines, at, within, indent)

    def _readers(self) -> tuple[Callable[[Sequence[_Line], int, tuple[str, ...], str], int], ...]:
        return (self._heading, self._fence, self._comment, self._box, self._quote, self._note, self._rule, self._table,
                self._item)  # fmt: skip

    def add(self, kind: BlockKind, lines: Sequence[_Line], text: Span, within: tuple[str, ...], indent: str,
            level: int = 0, name: str = "") -> None:  # fmt: skip
        span = Span(lines[0].start, lines[-1].end)
        self.blocks.append(Block(kind, span, text, within, indent, level, name))

    def _heading(self, lines: Sequence[_Line], at: int, within: tuple[str, ...], indent: str) -> int:
        line = lines[at]
        match = _HEADING.match(self.words(line))
        if match is None:
            return 0
        found = _ID.search(match[3] or "")
        span = Span(line.at + match.start(2), line.at + match.end(2))
        self.add(BlockKind.HEADING, [line], span, within, indent, len(match[1]), found[1] if found else "")
        return at + 1

    def _fence(self, lines: Sequence[_Line], at: int, within: tuple[str, ...], indent: str) -> int:
        match = _FENCE.match(self.words(lines[at]))
        if match is None:
            return 0
        end = at + 1
        while end < len(lines) and not self.words(lines[end]).strip().startswith(match[1]):
            end += 1
        end = min(end + 1, len(lines))
        self.add(BlockKind.FENCE, lines[at:end], Span(lines[at].at, lines[end - 1].end), within, indent)
        return end

    def _comment(self, lines: Sequence[_Line], at: int, within: tuple[str, ...], indent: str) -> int:
        if not self.words(lines[at]).startswith("<!--"):
            return 0
        end = at
        while end < len(lines) and "-->" not in self.words(lines[end]):
            end += 1
        if end == len(lines) or self.words(lines[end]).split("-->")[-1].strip():
            return 0
        self.add(BlockKind.COMMENT, lines[at : end + 1], Span(lines[at].at, lines[end].end), within, indent)
        return end + 1

    def _box(self, lines: Sequence[_Line], at: int, within: tuple[str, ...], indent: str) -> int:
        line = lines[at]
        match = _BOX.match(self.words(line))
        if match is None:
            return 0
        group = 2 if match[2] is not None else 1
        title = Span(line.at + match.start(group), line.at + match.end(group))
        self.add(BlockKind.BOX_TITLE, [line], title, (*within, "box"), indent, name=match[1].split()[0])
        inner, end = self._indented(lines, at + 1, 4)
        self.scan(inner, (*within, "box"), indent + "    ")
        return end

    def _indented(self, lines: Sequence[_Line], at: int, width: int) -> tuple[list[_Line], int]:
        """The lines from ``at`` that are blank or indented by ``width`` and more, with up to four blanks taken off."""
        inner: list[_Line] = []
        end = at
        for index in range(at, len(lines)):
            words = self.words(lines[index])
            if not words.strip():
                inner.append(_Line(lines[index].start, lines[index].end, lines[index].end))
                continue
            if not (words.startswith(" " * width) or words.startswith("\t")):
                break
            taken = 1 if words.startswith("\t") else min(4, len(words) - len(words.lstrip(" ")))
            inner.append(_Line(lines[index].start, lines[index].at + taken, lines[index].end))
            end = index + 1
        return inner[: end - at], end

    def _quote(self, lines: Sequence[_Line], at: int, within: tuple[str, ...], indent: str) -> int:
        inner: list[_Line] = []
        end = at
        while end < len(lines) and (words := self.words(lines[end])).startswith(">"):
            taken = 2 if words.startswith("> ") else 1
            inner.append(_Line(lines[end].start, lines[end].at + taken, lines[end].end))
            end += 1
        if inner:
            self.scan(inner, (*within, "quote"), indent + "> ")
        return end if inner else 0

    def _note(self, lines: Sequence[_Line], at: int, within: tuple[str, ...], indent: str) -> int:
        line = lines[at]
        match = _NOTE.match(self.words(line))
        if match is None:
            return 0
        self.add(BlockKind.NOTE, [line], Span(line.at + match.end(), line.end), within, indent, name=match[1])
        inner, end = self._indented(lines, at + 1, 4)
        self.scan(inner, (*within, "note"), indent + "    ")
        return end

    def _rule(self, lines: Sequence[_Line], at: int, within: tuple[str, ...], indent: str) -> int:
        if _RULE.match(self.words(lines[at]).strip()) is None:
            return 0
        self.add(BlockKind.RULE, [lines[at]], Span(lines[at].at, lines[at].end), within, indent)
        return at + 1

    def _table(self, lines: Sequence[_Line], at: int, within: tuple[str, ...], indent: str) -> int:
        if at + 1 >= len(lines) or "|" not in self.words(lines[at]) or not _DELIMITER.match(self.words(lines[at + 1])):
            return 0
        end = at + 2
        while end < len(lines) and self.words(lines[end]).strip():
            end += 1
        self.add(BlockKind.TABLE, lines[at:end], Span(lines[at].at, lines[end - 1].end), within, indent)
        return end

    def _item(self, lines: Sequence[_Line], at: int, within: tuple[str, ...], indent: str) -> int:
        line = lines[at]
        match = _ITEM.match(self.words(line))
        if match is None:
            return 0
        width = min(4, len(match[0]))
        end = at + 1
        while end < len(lines) and (words := self.words(lines[end])).strip():
            if _ITEM.match(words) or words.startswith("  "):
                break
            end += 1
        last = lines[end - 1]
        self.add(BlockKind.ITEM, lines[at:end], Span(line.at + match.end(), last.end), within, indent + "    ")
        inner, after = self._indented(lines, end, width)
        self.scan(inner, (*within, "item"), indent + "    ")
        return after

    def _paragraph(self, lines: Sequence[_Line], at: int, within: tuple[str, ...], indent: str) -> int:
        end = at + 1
        while end < len(lines) and self._goes_on(self.words(lines[end])):
            end += 1
        run = lines[at:end]
        if end - at == 2 and (mark := _UNDERLINE.match(self.words(run[1]))):
            span = Span(run[0].at, run[0].end)
            self.add(BlockKind.HEADING, run, span, within, indent, 1 if mark[1][0] == "=" else 2)
            return end
        if _ANCHOR.fullmatch(self.words(run[0]).strip()) and len(run) == 1:
            self.add(BlockKind.HTML, run, Span(run[0].at, run[0].end), within, indent, name=_id_in(self.words(run[0])))
            return end
        last, name = run[-1].end, ""
        if len(run) > 1 and (match := _ATTRIBUTES.match(self.words(run[-1]).strip())):
            found = _ID.search(match[1])
            name, last = (found[1] if found else ""), run[-2].end
        self.add(BlockKind.PARAGRAPH, run, Span(run[0].at, last), within, indent, name=name)
        return end

    @staticmethod
    def _goes_on(words: str) -> bool:
        if not words.strip() or _HEADING.match(words) or _BOX.match(words) or words.startswith(">"):
            return False
        tag = _TAG.match(words)
        return not (tag and tag[2].lower() in _BLOCK_TAGS)

    def _html(self, lines: Sequence[_Line], at: int, within: tuple[str, ...], indent: str,
              stack: list[tuple[str, str]]) -> int:  # fmt: skip
        line = lines[at]
        words = self.words(line)
        match = _TAG.match(words)
        if match is None or match[2].lower() not in _BLOCK_TAGS:
            return 0
        tag = match[2].lower()
        if match[1]:
            while stack and stack.pop()[0] != tag:
                pass
            self.add(BlockKind.HTML, [line], Span(line.at, line.end), within, indent)
            return at + 1
        close = words.rfind(f"</{tag}>")
        if tag in ("figcaption", "caption", "summary") and close > 0:
            self.add(BlockKind.CAPTION, [line], Span(line.at + match.end(), line.at + close), within, indent)
            return at + 1
        if "markdown=" in match[3] and close < 0 and tag != "table" and tag not in _VOID:
            self.add(BlockKind.HTML, [line], Span(line.at, line.end), within, indent, name=_id_in(match[3]))
            stack.append((tag, _container(tag, match[3])))
            return at + 1
        return self._raw(lines, at, within, indent, tag)

    def _raw(self, lines: Sequence[_Line], at: int, within: tuple[str, ...], indent: str, tag: str) -> int:
        """HTML that is not read: up to the tag's own end, or to the next blank line where it never closes."""
        depth, end = 0, at
        ends = re.compile(rf"<(/?){tag}\b[^<>]*>", re.I)
        while end < len(lines):
            for found in ends.finditer(self.words(lines[end])):
                depth += -1 if found[1] else 1
            end += 1
            if depth <= 0 or tag in _VOID:
                break
        self.add(BlockKind.HTML, lines[at:end], Span(lines[at].at, lines[end - 1].end), within, indent)
        return end


def _id_in(attributes: str) -> str:
    found = re.search(r"\bid=\"([^\"]*)\"", attributes)
    return found[1] if found else ""


def _container(tag: str, attributes: str) -> str:
    classes = re.search(r"class=\"([^\"]*)\"", attributes)
    if classes and "references" in classes[1].split():
        return "references"
    return "figure" if tag == "figure" else "html"
