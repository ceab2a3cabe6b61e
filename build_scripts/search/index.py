"""Merges the parts of pages to the files of the index. Pure; memory holds one group of pages, the tables of numbers, the
names and a bounded part of the postings, the rest lies in a scratch file.

Files, relative to the site: `search/manifest.json` (read anew at each visit) and, under names that carry the hash of
their content, `search/k/` keys with postings, `search/p/` table of pieces, `search/t/` text, `search/v-…` variants,
`search/f-…` genre, year and slug of the texts.

Neighbouring pages make a group. What belongs to a group depends on its pages alone and is numbered within it, so after
a change the files of other groups stay as they are, but for the shards of keys, which all groups share.
"""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import chain
from typing import BinaryIO

from build_scripts.search.corpus import TextMeta
from build_scripts.search.group import Group, group_key, group_of, page_digest, read_group
from build_scripts.search.keep import GROUP, NAMES, NOTHING, Keep, pack_many, read_many
from build_scripts.search.names import Name, gather_names
from build_scripts.search.normalize import variants
from build_scripts.search.pack import deflate, digest
from build_scripts.search.page import PageText
from build_scripts.search.part import CHUNK_SIZE, Part, code_version, name_parts, page_part, read_part, split_part
from build_scripts.search.shards import cut_tree, shards

FOLDER = "search/"
VERSION = 2
_MOST_PIECES = 60_000
_TABLE_SIZE = 48_000
"""Bytes of the table in one file, before deflating."""

File = tuple[str, bytes]
Scratch = Callable[[], BinaryIO]
View = Callable[[BinaryIO], memoryview]


def whole(file: BinaryIO) -> memoryview:
    """The file's bytes, read."""
    file.seek(0)
    return memoryview(file.read())


@dataclass(frozen=True, slots=True)
class Options:
    """How to build. Sizes are bytes after deflating (shards; 0: as suits the whole) and characters (chunks, groups)."""

    texts: Sequence[TextMeta] = ()
    shard_size: int = 0
    chunk_size: int = CHUNK_SIZE
    group_size: int = 400_000
    scratch: Scratch = io.BytesIO
    """Gives a scratch file, open for reading and writing; `tempfile.TemporaryFile` bounds the memory."""
    view: View = whole
    """Shows such a file as bytes; with a file that is mapped into memory nothing is read twice."""
    memory: int = 64_000_000
    """Bytes of postings that are held in memory; what is more goes to the scratch file."""
    as_scripts: bool = False
    """Writes every file as a script too, so that the site can be searched from `file://`."""
    keep: Keep = field(default=NOTHING)
    """Where results are kept from build to build."""


def build_index(pages: Iterable[PageText], options: Options | None = None) -> Iterator[File]:
    """Files of the index of pages that were read already, as `merge` gives them."""
    options = options or Options()
    of_page = {url: text for text in options.texts for url in text.pages}
    yield from merge((page_part(page, of_page.get(page.url), options.chunk_size) for page in pages), options)


def merge(parts: Iterable[bytes], options: Options | None = None) -> Iterator[File]:
    """Files of the index as (name relative to the site, content), from parts in the order of the pages.

    Same parts in the same order: same bytes, whatever was kept. The bytes of `options.texts` count as well.
    """
    options = options or Options()
    for file in _Merge(options).files(parts):
        yield file
        if options.as_scripts:
            yield _as_script(file)


def _as_script(file: File) -> File:
    name, data = file
    stem = name.rsplit(".", 1)[0].removeprefix(FOLDER)
    return f"{FOLDER}{stem}.js", f'zjSearchPart("{stem}","{base64.b64encode(data).decode()}")\n'.encode()


class _Merge:
    def __init__(self, options: Options) -> None:
        self.options = options
        self.numbers = {text.slug: n for n, text in enumerate(options.texts)}
        self.letters: set[str] = set()
        self.terms: list[tuple[str, tuple[str, ...]]] = []
        self.rows: list[list[int | str]] = []
        self.ids: set[str] = set()
        self.segments: list[bytes] = []
        self.tables: list[list[int | str]] = []
        self.characters = self.pieces = self.pages = 0
        self.spool = _Spool(options.scratch, options.view, options.memory)

    def files(self, parts: Iterable[bytes]) -> Iterator[File]:
        yield from self._groups(chain.from_iterable(split_part(read_part(part), _MOST_PIECES) for part in parts if part))
        end, pages = self.pieces, self.pages
        names, bounds = self._names()
        yield from self._groups(map(read_part, names))
        yield from self._table()
        with self.spool.reading() as groups:
            tree = cut_tree(groups, self.options.shard_size)
            hashes = []
            for cut, data in zip(tree.cuts, shards(groups, tree) if self.pieces else (), strict=False):
                hashes.append(digest(data))
                yield f"{FOLDER}k/{cut.cell:x}-{hashes[-1]}.bin", data
            groups.clear()  # views of the scratch file
        extra = {}
        for key, raw in (("variants", _variants_file()), ("facets", _facets_file(self.options.texts))):
            data = deflate(raw)
            extra[key] = f"{key[0]}-{digest(data)}"
            yield f"{FOLDER}{extra[key]}.bin", data
        manifest = {
            "version": VERSION,
            "texts": len(self.options.texts),
            "pages": pages,
            "pieces": end,
            "characters": self.characters,
            "names": [end + bound for bound in bounds],
            "fold": "".join(letter + variants()[letter] for letter in sorted(self.letters)),
            "groups": self.rows,
            "tables": self.tables,
            "keys": [base64.b64encode(tree.bits).decode(), base64.b64encode(bytes.fromhex("".join(hashes))).decode()],
            **extra,
        }
        text = json.dumps(manifest, ensure_ascii=False, separators=(",", ":"))
        yield f"{FOLDER}manifest.json", text.encode()

    def _groups(self, parts: Iterable[Part]) -> Iterator[File]:
        """Cuts the parts into groups. Where a group ends is decided by the pages' addresses as far as possible, so that a page
        more or less moves few borders."""
        group: list[Part] = []
        held = pieces = 0
        size = self.options.group_size
        for part in parts:
            if group and pieces + len(part.kinds) > _MOST_PIECES:
                yield from self._group(group)
                group, held, pieces = [], 0, 0
            group.append(part)
            held += part.characters
            pieces += len(part.kinds)
            if held >= size and (held >= 2 * size or _ends_group(part.url)):
                yield from self._group(group)
                group, held, pieces = [], 0, 0
        if group:
            yield from self._group(group)

    def _group(self, parts: list[Part]) -> Iterator[File]:
        numbers = [self.numbers.get(part.slug, -1) if part.slug else -1 for part in parts]
        base = min((number for number in numbers if number >= 0), default=0)
        texts = [number - base + 1 if number >= 0 else 0 for number in numbers]
        key = group_key(parts, texts)
        data = self.options.keep.get(GROUP, key)
        if data is None:
            data = group_of(parts, texts)
            self.options.keep.put(GROUP, key, data)
        group = read_group(memoryview(data))
        name, chunk = self._id(parts[0].url), 0
        for part in parts:
            hashed = page_digest(part)
            for content in part.chunks:
                yield f"{FOLDER}t/{name}/{chunk}-{hashed}.bin", content
                chunk += 1
            self.letters.update(part.letters)
            self.terms += part.terms
            self.characters += part.characters
        yield from self._table(group.table)
        self.rows.append([name, group.pieces, group.pages, base])
        self.pieces += group.pieces
        self.pages += group.pages
        self.spool.add(data)

    def _table(self, segment: bytes = b"") -> Iterator[File]:
        """A file of the table, once it is full (without a segment: whatever is there)."""
        if self.segments and (not segment or sum(map(len, self.segments)) + len(segment) > _TABLE_SIZE):
            data = deflate(b"".join(self.segments))
            self.tables.append([digest(data), len(self.segments)])
            self.segments.clear()
            yield f"{FOLDER}p/{len(self.tables) - 1}-{digest(data)}.bin", data
        if segment:
            self.segments.append(segment)

    def _id(self, url: str) -> str:
        """A name for the group that begins with this page."""
        name = digest(url.encode("utf-8", "surrogatepass"))
        while name in self.ids:
            name = digest(name.encode())
        self.ids.add(name)
        return name

    def _names(self) -> tuple[list[bytes], list[int]]:
        """The parts of all names, and the numbers of the first title, term and author name and of the end."""
        hashed = blake2b(repr((code_version(), tuple(self.options.texts), self.terms)).encode("utf-8", "surrogatepass"), digest_size=20)
        data = self.options.keep.get(NAMES, hashed.hexdigest())
        if data is None:
            names = list(gather_names(self.options.texts, self.terms))
            data = pack_many([json.dumps(_name_bounds(names)).encode(), *name_parts(names)])
            self.options.keep.put(NAMES, hashed.hexdigest(), data)
        bounds, *parts = read_many(data)
        return parts, json.loads(bounds)


class _Spool:
    """Groups to be looked at together once all are there: so many bytes of them in memory, the rest in a scratch file."""

    def __init__(self, scratch: Scratch, view: View, memory: int) -> None:
        self.scratch, self.view, self.memory = scratch, view, memory
        self.held: list[bytes] = []
        self.file: BinaryIO | None = None
        self.sizes: list[int] = []

    def add(self, data: bytes) -> None:
        """One group more."""
        if self.file is None and len(data) <= self.memory:
            self.memory -= len(data)
            self.held.append(data)
            return
        self.file = self.file or self.scratch()
        self.file.write(data)
        self.sizes.append(len(data))

    @contextmanager
    def reading(self) -> Iterator[list[Group]]:
        """The groups in their order. The list must be empty again at the end: what it holds are views of the file."""
        groups = [read_group(memoryview(data)) for data in self.held]
        if self.file is None:
            yield groups
            return
        self.file.flush()
        view = self.view(self.file)
        at = 0
        for size in self.sizes:
            groups.append(read_group(view[at : at + size]))
            at += size
        try:
            yield groups
        finally:
            self.file.close()


def _ends_group(url: str) -> bool:
    return blake2b(url.encode("utf-8", "surrogatepass"), digest_size=1).digest()[0] < 32


def _name_bounds(names: Sequence[Name]) -> list[int]:
    """Numbers of the first title, term and author name among all names, and of the end."""
    kinds = [name.kind for name in names]
    titles, terms = kinds.count("name-title"), kinds.count("name-term")
    return [0, titles, titles + terms, len(names)]


def _variants_file() -> bytes:
    return "".join(letter + form for letter, form in sorted(variants().items())).encode()


def _facets_file(texts: Sequence[TextMeta]) -> bytes:
    genres = sorted({text.genre for text in texts})
    rows = [[genres.index(text.genre), text.year, text.slug] for text in texts]
    return json.dumps({"genres": genres, "texts": rows}, ensure_ascii=False, separators=(",", ":")).encode()
