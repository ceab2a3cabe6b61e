"""Which page of before is which page of now: sources renamed or gone, addresses changed, pages moved or taken away by hand.

Everything here is about paths below ``docs/texts`` (``slug.md``, ``slug/index.md``, ``slug/01-….md``) and about the texts of pages;
nothing is read or written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property
from typing import Any

from build_scripts.formats.frontmatter import parse_frontmatter
from build_scripts.text.merge3 import match_runs

Origin = tuple[str, int]
"""Where a text comes from: the name of its source and its number within it (from 1)."""

_ALIKE = 0.6


@dataclass(frozen=True)
class Pages:
    """Pages by path, grouped into texts by slug. ``origins`` says where each text comes from, as its front matter has it."""

    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    origins: Mapping[str, Origin] = field(default_factory=dict)

    def of(self, origin: Origin) -> str:
        """The slug of the text from there, or the empty string."""
        return self._slugs.get(origin, "")

    @cached_property
    def _slugs(self) -> dict[Origin, str]:
        """The slug of each origin, the first where several texts name one."""
        return {place: slug for slug, place in reversed(list(self.origins.items()))}


def group_pages(pages: Mapping[str, str]) -> Pages:
    """The pages of ``docs/texts`` or ``references/imported`` by text."""
    texts: dict[str, dict[str, str]] = {}
    origins: dict[str, Origin] = {}
    for path in sorted(pages):
        slug = slug_of_path(path)
        texts.setdefault(slug, {})[path] = pages[path]
        origin = origin_of(pages[path])
        if origin:
            origins.setdefault(slug, origin)
    return Pages(texts, origins)


def slug_of_path(path: str) -> str:
    """The slug of the text that a page belongs to."""
    return path.split("/")[0].removesuffix(".md")


def origin_of(page: str) -> Origin | None:
    """The source and part that the front matter of a page names."""
    meta: Mapping[str, Any] = parse_frontmatter(page)[0]
    source = meta.get("source")
    if not isinstance(source, Mapping) or not source.get("file"):
        return None
    part = source.get("part")
    return str(source["file"]), part if isinstance(part, int) else 1


def former_slug(slug: str, origin: Origin, page: str, base: Pages, sources: Collection[str], taken: Collection[str]) -> str:
    """The slug under which the last ingest wrote this text: by origin, by slug, or by likeness to a text whose source has gone.

    ``page`` is the text's first page now, ``sources`` the sources that exist, ``taken`` the former texts that are spoken for.
    Empty where the text is new.
    """
    known = base.of(origin)
    if known and known not in taken:
        return known
    gone = [old for old, (name, _) in base.origins.items() if name not in sources and old not in taken]
    if slug in gone:
        return slug
    found = [(likeness(first_page(base.texts[old]), page), old) for old in gone]
    best = max(found, default=(0.0, ""))
    return best[1] if best[0] >= _ALIKE else ""


def first_page(pages: Mapping[str, str]) -> str:
    """The text of the page on which a text begins."""
    return next((pages[path] for path in sorted(pages) if path.endswith("/index.md") or "/" not in path), "")


def likeness(a: str, b: str) -> float:
    """How much of two pages is the same, by paragraphs, front matter aside (0 to 1)."""
    one, two = ([line for line in text[parse_frontmatter(text)[1] :].split("\n") if line.strip()] for text in (a, b))
    if not one or not two:
        return 0.0
    return 2 * sum(n for _, _, n in match_runs(one, two)) / (len(one) + len(two))


def pair_pages(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """New path to old path within one text: the same path or name, else the page that is most alike."""
    pairs = {path: path for path in new if path in old}
    by_name = {_name(path): path for path in old if path not in pairs.values()}
    for path in new:
        if path not in pairs and _name(path) in by_name:
            pairs[path] = by_name.pop(_name(path))
    left = [path for path in old if path not in pairs.values()]
    for path in new:
        if path not in pairs and left:
            score, best = max((likeness(old[other], new[path]), other) for other in left)
            if score >= _ALIKE:
                pairs[path] = best
                left.remove(best)
    return pairs


def _name(path: str) -> str:
    """The place of a page within its text, whatever the slug."""
    return path.split("/", 1)[1] if "/" in path else ""


def moved_by_hand(path: str, base: str, elsewhere: Mapping[str, str]) -> str:
    """Where a person moved the page that was ``path``: a page that names the same origin, or the same chapter, or the empty string."""
    origin, meta = origin_of(base), parse_frontmatter(base)[0]
    for other, text in elsewhere.items():
        if other == path:
            continue
        theirs = parse_frontmatter(text)[0]
        same_chapter = bool(meta.get("part_of")) and (theirs.get("part_of"), theirs.get("order")) == (meta["part_of"], meta.get("order"))
        if same_chapter or (origin is not None and origin_of(text) == origin):
            return other
    return ""


def parted(old: Mapping[str, str], new: Mapping[str, str]) -> bool:
    """Whether a text went from one page to chapters or back."""
    return bool(old) and any("/" in path for path in old) != any("/" in path for path in new)


def missing_sources(base: Pages, followed: Collection[str], sources: Collection[str]) -> Iterator[tuple[str, str]]:
    """Slug and source of each former text whose source is no longer there."""
    for slug, (name, _) in base.origins.items():
        if slug not in followed and name not in sources:
            yield slug, name


def nearest(name: str, names: Collection[str]) -> str:
    """The existing name that looks most like a missing one, or the empty string."""
    stem = name.rsplit(".", 1)[0]  # that both end in .txt is no likeness
    best = max(((SequenceMatcher(None, stem, other.rsplit(".", 1)[0]).ratio(), other) for other in names), default=(0.0, ""))
    return best[1] if best[0] >= _ALIKE else ""
