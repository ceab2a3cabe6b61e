"""Builds the index: pages → files. Pure; memory holds one run of postings, the tables of numbers and the names.

Files, relative to the site: `search/manifest.json` (read anew at each visit) and, under names that carry the hash of
their content, `search/k/` keys with postings, `search/p/` table of pieces, `search/t/` text, `search/v-…` variants,
`search/f-…` genre, year and slug of the texts.
"""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from build_scripts.search.corpus import TextMeta
from build_scripts.search.names import Name, gather_names
from build_scripts.search.normalize import keys, needs_folding, normalize, variants, variants_in
from build_scripts.search.pack import deflate, digest
from build_scripts.search.page import PageText, Piece
from build_scripts.search.pinyin import pinyin_keys
from build_scripts.search.postings import Postings, Scratch
from build_scripts.search.table import CODES, Shape, Table

FOLDER = "search/"
VERSION = 1
_NAMES_PER_CHUNK = 48

File = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class Options:
    """How to build. Sizes are bytes before deflating (shards) and characters (chunks of text)."""

    texts: Sequence[TextMeta] = ()
    shard_size: int = 9_000
    chunk_size: int = 1_600
    run_size: int = 3_000_000
    scratch: Scratch = io.BytesIO
    """Gives a scratch file for postings that outgrow a run; `tempfile.TemporaryFile` bounds the memory."""
    as_scripts: bool = False
    """Writes every file as a script too, so that the site can be searched from `file://`."""


def build_index(pages: Iterable[PageText], options: Options | None = None) -> Iterator[File]:
    """Files of the index as (name relative to the site, content). Same pages in the same order: same bytes."""
    options = options or Options()
    for file in _Build(options).files(pages):
        yield file
        if options.as_scripts:
            yield _as_script(file)


def _as_script(file: File) -> File:
    name, data = file
    stem = name.rsplit(".", 1)[0].removeprefix(FOLDER)
    return f"{FOLDER}{stem}.js", f'zjSearchPart("{stem}","{base64.b64encode(data).decode()}")\n'.encode()


class _Build:
    def __init__(self, options: Options) -> None:
        self.options = options
        self.postings = Postings(options.scratch, options.run_size)
        self.table = Table()
        self.numbers = {url: n for n, text in enumerate(options.texts) for url in text.pages}
        self.letters: set[str] = set()
        self.terms: list[tuple[str, tuple[str, ...]]] = []
        self.characters = self.next = 0
        self.segments: list[str] = []

    def files(self, pages: Iterable[PageText]) -> Iterator[File]:
        for page in pages:
            if page.pieces and page.listed:
                yield from self._page(page)
        pages_end = self.table.pieces
        names = list(gather_names(self.options.texts, self.terms))
        yield from self._names(names)
        yield from self._segments(last=True)
        shard_starts, shard_hashes = [], []
        for number, (start, raw) in enumerate(self.postings.shards(self.options.shard_size)):
            data = deflate(raw)
            shard_starts.append(start)
            shard_hashes.append(digest(data))
            yield f"{FOLDER}k/{number}-{shard_hashes[-1]}.bin", data
        extra = {}
        for key, raw in (("variants", _variants_file()), ("facets", _facets_file(self.options.texts))):
            data = deflate(raw)
            extra[key] = f"{key[0]}-{digest(data)}"
            yield f"{FOLDER}{extra[key]}.bin", data
        manifest = {
            "version": VERSION,
            "texts": len(self.options.texts),
            "pages": self.table.pages,
            "pieces": pages_end,
            "characters": self.characters,
            "names": _name_bounds(names, pages_end),
            "fold": variants_in(self.letters),
            "keys": [shard_starts, "".join(shard_hashes)],
            "table": [self.table.starts, "".join(self.segments)],
            **extra,
        }
        text = json.dumps(manifest, ensure_ascii=False, separators=(",", ":"))
        yield f"{FOLDER}manifest.json", text.encode()

    def _page(self, page: PageText) -> Iterator[File]:
        number = self.numbers.get(page.url, -1)
        text = self.options.texts[number] if number >= 0 else None
        self.terms += [(f"{page.url}#{term.anchor}", term.names) for term in page.terms]
        pieces = [piece for piece in page.pieces if piece.kind != "abstract" or _is_first(page, text)]
        about = [text.title, list(text.authors), text.genre, text.year, text.slug] if text else []
        heads: list[tuple[str, str]] = [("", "")]
        shapes: list[Shape] = []
        for group in _cut(pieces, self.options.chunk_size):
            self.letters.update(*(piece.text for piece in group if needs_folding(piece.text)))
            chunk = {"u": page.url, "t": page.title, "x": number, "m": about, **self._records(group, heads)}
            data = deflate(json.dumps(chunk, ensure_ascii=False, separators=(",", ":")).encode())
            yield f"{FOLDER}t/{self.table.chunks + len(shapes)}-{digest(data)}.bin", data
            shapes.append(([(piece.kind, len(piece.text)) for piece in group], digest(data)))
        self.table.add_page(number, shapes)
        yield from self._segments()

    def _records(self, group: Sequence[Piece], heads: list[tuple[str, str]]) -> dict[str, object]:
        """The pieces of a chunk and the headings they stand under; the last of `heads` is the one before the chunk."""
        records: list[tuple[int, str, int, str]] = []
        used: dict[int, int] = {}
        for piece in group:
            self._index(piece.text)
            if piece.kind == "head":
                heads.append((piece.anchor, piece.text))
            section = used.setdefault(len(heads) - 1, len(used))
            records.append((CODES[piece.kind], piece.anchor, section, piece.text))
        return {"h": [heads[n] for n in used], "p": records}

    def _names(self, names: list[Name]) -> Iterator[File]:
        for start in range(0, len(names), _NAMES_PER_CHUNK):
            group = names[start : start + _NAMES_PER_CHUNK]
            for name in group:
                self._index(name.text, pinyin_keys(name.pinyin))
            self.letters.update(*(name.text for name in group))
            data = deflate(json.dumps({"n": [name.record() for name in group]}, ensure_ascii=False).encode())
            yield f"{FOLDER}t/{self.table.chunks}-{digest(data)}.bin", data
            self.table.add_page(-1, [([(name.kind, len(name.text)) for name in group], digest(data))])
            yield from self._segments()

    def _index(self, text: str, more: Iterable[str] = ()) -> None:
        found = keys(normalize(text))
        if more:
            found += sorted(more)
        self.characters += len(text)
        self.postings.add(self.next, found)
        self.next += 1

    def _segments(self, last: bool = False) -> Iterator[File]:
        for raw in self.table.take_full(last):
            data = deflate(raw)
            self.segments.append(digest(data))
            yield f"{FOLDER}p/{len(self.segments) - 1}-{self.segments[-1]}.bin", data


def _is_first(page: PageText, text: TextMeta | None) -> bool:
    """Abstract and keywords belong to the first page of a text only."""
    return text is None or page.url == text.pages[0]


def _cut(pieces: Sequence[Piece], size: int) -> Iterator[list[Piece]]:
    """Runs of pieces of about equal length, none much longer than `size` characters unless one piece is."""
    total = sum(len(piece.text) for piece in pieces)
    share = total / max(1, -(-total // size))
    group: list[Piece] = []
    held = 0
    for piece in pieces:
        if group and held + len(piece.text) / 2 > share:
            yield group
            group, held = [], 0
        group.append(piece)
        held += len(piece.text)
    if group:
        yield group


def _name_bounds(names: Sequence[Name], start: int) -> list[int]:
    """Numbers of the first title, term and author name, and of the end."""
    kinds = [name.kind for name in names]
    titles, terms = kinds.count("name-title"), kinds.count("name-term")
    return [start, start + titles, start + titles + terms, start + len(names)]


def _variants_file() -> bytes:
    return "".join(letter + form for letter, form in sorted(variants().items())).encode()


def _facets_file(texts: Sequence[TextMeta]) -> bytes:
    genres = sorted({text.genre for text in texts})
    rows = [[genres.index(text.genre), text.year, text.slug] for text in texts]
    return json.dumps({"genres": genres, "texts": rows}, ensure_ascii=False, separators=(",", ":")).encode()
