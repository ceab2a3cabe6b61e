"""Reads the plain parts of an assembled page without the Markdown parser, to the same bytes as the parser would.

Nearly all of a page is titles with their own ids, paragraphs of one line, notes, and whole blocks of HTML. Python-Markdown
takes about ten milliseconds for such a page. Here they are read by one look at each chunk between blank lines; a chunk that
could mean anything else is left to the parser, where possible alone, else with the whole page. What the parser writes around
titles and notes is asked of the parser itself, with the site's own settings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import Any

import markdown as python_markdown  # type: ignore[import-untyped]
from markdown.extensions.toc import nest_toc_tokens, unique  # type: ignore[import-untyped]

from build_scripts.publish.rendering.linear_links import NAME as LINEAR_LINKS
from build_scripts.publish.rendering.quick_figure import TEXT, read_figure
from build_scripts.publish.rendering.shelter import BLANK, CODE, TAGS, Sheltered, anchors_in, is_block, shelter, unsafe

_KNOWN = frozenset(("attr_list", "md_in_html", "admonition", "tables", "footnotes", "toc", "fenced_code", LINEAR_LINKS))
"""Extensions among which the plain parts mean what this module takes them for."""
_TAG = r"</?(?:a|span|sup|sub|em|strong|b|i|cite|q|small|mark|ruby|rt|rp|wbr)(?: [^<>\\`\[\]\n]*)?>"
_TEXT = TEXT
_LONE = r"~|!(?!\[)|(?<=[0-9A-Za-z])_"
"""Signs that mean something elsewhere."""
_INSET = rf"{_TAG}|{_LONE}|&(?:[0-9A-Za-z]+|\#\d+);|\[\^[\w-]+\](?!:)|\[(?!\^){_TEXT}*\](?![\[(:])"
_LINE = re.compile(rf"(?![-+#>:=~!]|\d+[.)])(?=.){_TEXT}*(?:(?:{_INSET}){_TEXT}*)*", re.A)
_OWN_ID = re.compile(r"\n\{: #([\w-]+) \}\Z", re.A)
_HEAD = re.compile(rf"(#{{1,6}}) ((?:(?!#)(?:{_TEXT}|{_LONE}))+?)(?: \{{#([\w-]+)\}})?\Z", re.A)
_NOTE = re.compile(r"\[\^([\w-]+)\]:[ ]?(?! )(.*)\Z", re.A)
_MARK = re.compile(r"\[\^([\w-]+)\]")
_TITLE = re.compile(r"(?m)(?:^|>|(?<!\{:) )#|^[ >*+.\d-]*(?:=+|-+)[ ]*$|<h[1-6]\b")
"""What may be a title among what is left to the parser, which then would not know the titles before it."""
_TAGGED = re.compile(r"</?[A-Za-z][^<>]*>|<!--[^<>]*-->")
_LINKED = re.compile(r"<(?:a|img)\b|\](?:\(|\[| \[)|<[^<>\s]+[:@]", re.I)
_MIXED = ('markdown="block">', "</figcaption>")
_REFERENCE = re.compile(r"\[[^\]^\n][^\]\n]*\]:")
_STRANGE = (re.compile(r"[\t\r\x02\x03]"), re.compile(r"\n[ ]+\n"), re.compile(r"&#(?!\d{1,7};|[xX][0-9a-fA-F]{1,6};)"))
"""What makes the parser read on beyond the chunk: a reference to a character that breaks off hides what follows from it."""
_RUN = re.compile(r'<div data-kept="(\d+)"></div>\n{0,2}')
_BACK = '<a class="footnote-backref" href="#{}" title="{}">{}</a>'


def _reads_on(markdown: str) -> bool:
    """Whether something on the page reaches beyond its chunk: the address of a link, signs that make the parser read on."""
    named = (markdown[markdown.rfind("\n", 0, found.start()) + 1 : found.start()] for found in _REFERENCE.finditer(markdown))
    return any(not before.strip(" >") for before in named) or any(strange.search(markdown) for strange in _STRANGE)


def _notes_join(parts: Sequence[tuple[str, str]]) -> bool:
    """Whether a note stands behind something for the parser, which takes notes out first and then reads on across the gap."""
    return any(kind == "note" and before == "hard" for (before, _), (kind, _) in pairwise(parts)) or all(kind in ("hard", "note") for kind, _ in parts)


@dataclass
class Reading:
    """A page read as far as possible: ``rest`` is for the parser (empty where nothing is left), ``join`` puts all together.

    ``tokens`` are the entries of the list of contents as Python-Markdown's ``toc`` gives them, ``title`` the words of a title of
    the first level with which the page begins.
    """

    rest: str
    tokens: list[Any]
    title: str | None
    _runs: Sequence[str]
    _ending: str
    _kept: Sheltered
    _made: frozenset[str]

    def join(self, html: str) -> str | None:
        """The page, ``html`` being what the parser made of ``rest``; None where the whole page has to go through the parser."""
        if not self.rest:
            return f"{''.join(self._runs)}{self._ending}".strip()
        html = self._kept.restore(html)
        if self._made & anchors_in(html):  # an id that we made up stands in the rest: the parser would have numbered otherwise
            return None
        return _RUN.sub(lambda match: self._runs[int(match[1])], f"{html}\n{self._ending}").strip()


@dataclass
class _Page:
    """A page being read."""

    used: set[str] = field(default_factory=set)
    notes: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    heads: list[tuple[int, str, str]] = field(default_factory=list)
    parts: list[tuple[str, str]] = field(default_factory=list)  # kind and content, in the order of the page


class Reader:
    """Reads the pages of one site, whose Markdown is made by these extensions with these settings."""

    def __init__(self, extensions: Iterable[str], settings: Mapping[str, Any]) -> None:
        self._extensions, self._settings = list(extensions), dict(settings)
        self._knows = {str(name).removeprefix("markdown.extensions.") for name in self._extensions} <= _KNOWN
        self._learnt = False
        self._parser: Any = None

    def to_share(self) -> Reader:
        """One that asks its own parser."""
        return Reader(self._extensions, self._settings)

    def _learn(self, parser: python_markdown.Markdown) -> bool:
        """Asks the parser how it writes titles and notes. False where it writes them in a way that we do not."""
        names = {name for name in ("toc", "footnote", "attr_list") if name in parser.treeprocessors}
        if names != {"toc", "footnote", "attr_list"} or "footnote-reorder" in parser.treeprocessors:
            return False
        toc: Any = parser.treeprocessors["toc"]
        notes: Any = parser.treeprocessors["footnote"]
        settings = notes.footnotes.getConfigs()
        self._slugify, self._separator, self._mark = toc.slugify, toc.sep, toc.marker
        self._number, self._back = settings["SUPERSCRIPT_TEXT"], settings["BACKLINK_TEXT"]
        self._back_title, self._place = settings["BACKLINK_TITLE"], settings["PLACE_MARKER"]
        self._heads: dict[int, tuple[list[str], int]] = {}
        for level in range(1, 7):
            made = parser.reset().convert(f"{'#' * level} qwords {{#qid}}")
            tokens = list(getattr(parser, "toc_tokens", []))
            self._heads[level] = re.split("(qwords|qid)", made), tokens[0]["level"] if tokens else 0
        sample = "甲[^a]乙[^b]。[^a]\n{: #p1 }\n\n# 题\n\n<p>块</p>\n\n## 题 {#s}\n\n[^a]: 子。\n\n[^b]: <b>丑</b>\n\n> 引\n\n末"
        made = parser.reset().convert(sample)
        read = self.read(sample)
        rest = parser.reset().convert(read.rest) if read else None
        return read is not None and rest is not None and read.join(rest) == made

    def convert(self, rest: str) -> str | None:
        """What the parser makes of a rest; None where it holds links, which MkDocs looks at."""
        if self._parser is None or _LINKED.search(rest):
            return None
        return str(self._parser.reset().convert(rest))

    def read(self, markdown: str) -> Reading | None:
        """The page; None where the parser must read all of it."""
        if self._knows and not self._learnt:
            self._learnt = True
            self._parser = python_markdown.Markdown(extensions=self._extensions, extension_configs=self._settings)
            self._knows = self._learn(self._parser)
        if not self._knows or unsafe(markdown) or self._mark in markdown or self._place in markdown or _reads_on(markdown):
            return None
        page = _Page()
        if not self._sort(page, markdown) or _notes_join(page.parts):
            return None
        return self._put(page)

    def _sort(self, page: _Page, markdown: str) -> bool:
        """Says of every chunk what it is. False where one cannot be read without the others."""
        depth = at = 0
        chunks = [chunk for chunk in BLANK.split(markdown.strip("\n")) if chunk]
        for number, chunk in enumerate(chunks):
            if number < at:  # within a figure
                continue
            if depth == 0 and is_block(chunk):
                page.parts.append(("block", chunk))
            elif depth == 0 and chunk.endswith(_MIXED) and (figure := read_figure(chunks, number)):
                page.parts.append(("p", figure[0].removesuffix("\n")))
                at = figure[1]
                page.used |= figure[2]
            elif depth == 0 and self._is_plain(page, chunk):
                continue
            else:
                if "[^" in chunk or CODE.search(chunk) or _TITLE.search(chunk) or "<" in _TAGGED.sub("", chunk):
                    return False
                if chunk[0] == " " and page.parts and page.parts[-1][0] != "hard":
                    return False
                for closing in TAGS.findall(chunk) if "<" in chunk else ():
                    depth += -1 if closing else 1
                    if depth < 0:  # what is ended was never begun: the parser takes the rest for its own
                        return False
                page.parts.append(("hard", chunk))
        marks = {mark for kind, content in page.parts if kind == "p" for mark in _MARK.findall(content)}
        return marks <= page.notes.keys() and depth == 0

    def _is_plain(self, page: _Page, chunk: str) -> bool:
        """Takes a title, a note or a paragraph; False where it is none that we know wholly."""
        if chunk != chunk.strip():
            return False
        if head := _HEAD.match(chunk):
            words = head[2].strip()
            page.heads.append((len(head[1]), words, head[3] or ""))
            page.used.add(head[3] or "")
            page.parts.append(("head", str(len(page.heads) - 1)))
            return words == head[2] and words.isprintable()
        if chunk.startswith("[^") and _NOTE.match(chunk):
            return all(self._is_note(page, line) for line in chunk.split("\n"))
        own = _OWN_ID.search(chunk)
        line = chunk[: own.start()] if own else chunk
        if not _LINE.fullmatch(line) or line != line.strip():
            return False
        if own:
            page.used.add(own[1])
        page.parts.append(("p", f'<p id="{own[1]}">{line}</p>' if own else f"<p>{line}</p>"))
        return True

    def _is_note(self, page: _Page, line: str) -> bool:
        note = _NOTE.match(line)
        if not note or note[1] in page.notes or "[^" in note[2] or not _LINE.fullmatch(note[2]) or note[2] != note[2].strip():
            return False
        page.notes[note[1]] = note[2]
        page.parts.append(("note", ""))
        return True

    def _put(self, page: _Page) -> Reading:
        numbers = {name: number for number, name in enumerate(page.notes, 1)}
        page.used |= {f"fn:{name}" for name in numbers}
        runs: list[str] = []
        rest: list[str] = []
        parts = [(kind, self._marked(page, numbers, content) if kind == "p" and numbers else content) for kind, content in page.parts if kind != "note"]
        heads, tokens, made = self._titles(page)
        for hard, group in groupby(parts, key=lambda part: part[0] == "hard"):
            if hard:
                rest += [content for _, content in group]
                continue
            rest.append(f'<div data-kept="{len(runs)}"></div>')
            runs.append("".join(f"{content}\n\n" if kind == "block" else f"{heads[int(content)] if kind == 'head' else content}\n"
                                for kind, content in group))  # fmt: skip
        title = " ".join(page.heads[0][1].split()) if parts and parts[0] == ("head", "0") and page.heads[0][0] == 1 else None
        ending = self._notes(page, numbers) if numbers else ""
        if ending and parts and parts[-1][0] == "hard":  # blank lines at the end would be gone
            rest.append(f'<div data-kept="{len(runs)}"></div>')
            runs.append("")
        kept = shelter("\n\n".join(rest), blocks_too=False) if len(rest) > len(runs) else Sheltered("")
        return Reading(kept.text, tokens, title, runs, ending, kept, made)

    def _marked(self, page: _Page, numbers: Mapping[str, int], line: str) -> str:
        """The paragraph with its note marks as the parser writes them; further marks of one note get ids of their own."""

        def mark(match: re.Match[str]) -> str:
            name = match[1]
            count = page.counts[name] = page.counts.get(name, 0) + 1
            own = f"fnref{count if count > 1 else ''}:{name}"
            page.used.add(own)
            return f'<sup id="{own}"><a class="footnote-ref" href="#fn:{name}">{self._number.format(numbers[name])}</a></sup>'

        return _MARK.sub(mark, line)

    def _titles(self, page: _Page) -> tuple[list[str], list[Any], frozenset[str]]:
        """Titles as HTML, entries of the list of contents, and the ids that were made up."""
        made: list[str] = []
        html: list[str] = []
        tokens: list[dict[str, Any]] = []
        for level, words, own in page.heads:
            if not own:
                own = unique(self._slugify(words, self._separator), page.used)
                made.append(own)
            form, shown = self._heads[level]
            html.append("".join(words if part == "qwords" else own if part == "qid" else part for part in form))
            if shown:
                tokens.append({"level": shown, "id": own, "name": " ".join(words.split()), "children": []})
        return html, nest_toc_tokens(tokens), frozenset(made)

    def _notes(self, page: _Page, numbers: Mapping[str, int]) -> str:
        items = []
        for name, words in page.notes.items():
            title = self._back_title.format(numbers[name])
            places = [f"fnref{count if count > 1 else ''}:{name}" for count in range(1, max(page.counts.get(name, 0), 1) + 1)]
            backs = "".join(_BACK.format(place, title, self._back) for place in places)
            items.append(f'<li id="fn:{name}">\n<p>{words}&#160;{backs}</p>\n</li>\n')
        return f'<div class="footnote">\n<hr />\n<ol>\n{"".join(items)}</ol>\n</div>\n'
