"""The addresses of texts that would share one: 更正, 短评 and 编者按 are titles that many newspapers print many times.

The text that had the address before keeps it, else the first. The others get one of their own, made of their title and of the file
they come from, so that it stays the same whatever texts come and go. Only what a person decided, or printed twice, is left to a person.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

from build_scripts.diagnostics import Diagnostic, Report, Severity
from build_scripts.formats.frontmatter import parse_frontmatter
from build_scripts.formats.markdown import format_document
from build_scripts.formats.sidecar import LONGEST_SLUG
from build_scripts.ingest.converted import Conversion, ConvertedText
from build_scripts.ingest.merge import follow

_LONGEST_FILE = 40
"""Characters of a file's name in an address."""


@dataclass(frozen=True)
class Placed:
    """One text of a conversion and where it comes from; ``of`` counts the texts of its source."""

    origin: follow.Origin
    converted: ConvertedText
    of: int = 1

    @property
    def slug(self) -> str:
        return self.converted.document.slug

    def moved(self, slug: str) -> Placed:
        """The same text at another address."""
        return replace(self, converted=with_slug(self.converted, slug))


def settle_addresses(conversions: Sequence[Conversion], base: follow.Pages, report: Report) -> tuple[list[Placed], list[Placed]]:
    """The texts, each at an address that no other has, and those that are left out: ``SRC020`` says why, ``SRC022`` who moved."""
    texts = [_as_before(Placed((one.source, number), text, len(one.texts)), base) for one in conversions for number, text in enumerate(one.texts, 1)]
    owners: dict[str, Placed] = {}
    for text in texts:
        if text.slug.casefold() not in owners or base.origins.get(text.slug) == text.origin:
            owners[text.slug.casefold()] = text
    kept: list[Placed] = []
    left: list[Placed] = []
    for text in texts:
        owner = owners[text.slug.casefold()]
        if owner is text:
            kept.append(text)
        elif text.converted.addressed or _says_the_same(text, owner):
            left.append(text)
            report(_not_written(text, owner))
        else:
            new = text.moved(_free(text, owners))
            owners[new.slug.casefold()] = new
            kept.append(new)
            report(_moved(new, owner))
    return kept, left


def _as_before(text: Placed, base: follow.Pages) -> Placed:
    """A text that shared its address at the last ingest stays at the one that it got then, though the other text has gone."""
    before = base.of(text.origin)
    own = before in (_own(text, text.slug), _own(text, text.slug, hashed=True))
    return text.moved(before) if before and own and not text.converted.addressed else text


def _free(text: Placed, owners: Mapping[str, Placed]) -> str:
    plain = _own(text, text.slug)
    return _own(text, text.slug, hashed=True) if plain in owners else plain


def _own(text: Placed, slug: str, hashed: bool = False) -> str:
    """An address of title and file; with the hash of the origin where a file of another name reads the same in Latin letters."""
    name, number = text.origin
    stem = re.sub(r"[^a-z0-9]+", "-", name.rsplit(".", 1)[0].lower()).strip("-")[:_LONGEST_FILE].strip("-")
    parts = [stem] if stem and not hashed else [blake2b(name.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()]
    behind = "-".join([*parts, *([str(number)] if text.of > 1 else [])])
    return f"{slug[: LONGEST_SLUG - len(behind) - 1].strip('-')}-{behind}"


def with_slug(text: ConvertedText, slug: str) -> ConvertedText:
    """The text at another address: paths of its pages, and what its chapters say they are part of."""
    old = text.document.slug
    pages = tuple(replace(page, path=_path(page.path, old, slug), meta=_meta(page.meta, slug)) for page in text.document.pages)
    document = replace(text.document, slug=slug, pages=pages)
    if text.printed is None:
        return replace(text, document=document)
    printed = {_path(path, old, slug): page.replace(f"\npart_of: {old}\n", f"\npart_of: {slug}\n", 1) for path, page in text.printed.pages.items()}
    return replace(text, document=document, printed=replace(text.printed, pages=printed))


def _path(path: str, old: str, new: str) -> str:
    return new + path.removeprefix(old)


def _meta(meta: Mapping[str, object], slug: str) -> Mapping[str, object]:
    return {**meta, "part_of": slug} if "part_of" in meta else meta


def _says_the_same(one: Placed, other: Placed) -> bool:
    return _words(one.converted) == _words(other.converted)


def _words(text: ConvertedText) -> list[str]:
    pages = text.printed.pages if text.printed else format_document(text.document)
    return [page[parse_frontmatter(page)[1] :] for page in pages.values()]


def _not_written(text: Placed, owner: Placed) -> Diagnostic:
    (name, number), (other, place) = text.origin, owner.origin
    same = "，内容也相同" if _says_the_same(text, owner) else ""
    message = f"{name} 第 {number} 篇与 {other} 第 {place} 篇的网址同是 {text.slug}{same}，没有写出。"
    hint = f"多半是同一篇收了两次，删去一份；若都要，在{_sidecar(name)}里给它另写一个 slug（一份原文有几篇时写在 parts 里）。"
    return Diagnostic("SRC020", message, hint, path=f"references/sources/{name}")


def _moved(text: Placed, owner: Placed) -> Diagnostic:
    (name, number), (other, place) = text.origin, owner.origin
    message = f"{name} 第 {number} 篇与 {other} 第 {place} 篇题名相同，网址用 {text.slug}。"
    hint = f"想要别的网址，在{_sidecar(name)}里写 slug（一份原文有几篇时写在 parts 里）。"
    return Diagnostic("SRC022", message, hint, Severity.INFO, f"references/sources/{name}")


def _sidecar(name: str) -> str:
    return f" references/sources/{name.rsplit('.', 1)[0]}.yml "
