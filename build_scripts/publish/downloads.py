"""The library to take away: for the whole site and for each text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from build_scripts.cite.csl import format_csl_item, join_csl
from build_scripts.cite.ris import to_ris
from build_scripts.formats.bibtex import format_entry
from build_scripts.formats.cache import Memo, key_of
from build_scripts.model.corpus import Corpus
from build_scripts.publish.uses import Uses
from build_scripts.publish.works import Works


def downloads(corpus: Corpus, works: Works, uses: Uses, memo: Memo = Memo()) -> dict[str, str]:  # noqa: B008 - holds nothing
    """Path below the site's root and content of each file: ``bibliography/references.*`` and ``bibliography/<slug>.*``."""
    records = _records(works)
    out = _kept("bibliography/references", works, records, works.order, memo)
    for whole in corpus.texts:
        keys = works.sorted(uses.by_slug.get(whole.slug, ()))
        if keys:
            out |= _kept(f"bibliography/texts/{whole.slug}", works, records, keys, memo)
    return out


def _kept(stem: str, works: Works, records: Callable[[str], tuple[str, str, str]], keys: Iterable[str], memo: Memo) -> dict[str, str]:
    chosen = list(keys)
    found: dict[str, str] = memo.value("library", key_of(works.key, stem, *chosen), lambda: _files(stem, records, chosen))
    return found


def _files(stem: str, records: Callable[[str], tuple[str, str, str]], keys: Iterable[str]) -> dict[str, str]:
    chosen = [records(key) for key in keys]
    return {
        f"{stem}.bib": "\n\n".join(bibtex for bibtex, _, _ in chosen) + "\n" if chosen else "",
        f"{stem}.ris": "\r\n".join(ris for _, ris, _ in chosen),
        f"{stem}.csl.json": join_csl(csl for _, _, csl in chosen),
    }


def _records(works: Works) -> Callable[[str], tuple[str, str, str]]:
    """BibTeX, RIS and CSL-JSON of a work, written once for all the files that hold it."""

    @cache
    def record(key: str) -> tuple[str, str, str]:
        entry = works[key]
        bibtex = entry.bibtex.strip() or format_entry(key, entry.reference).strip()
        return bibtex, to_ris(key, entry.reference), format_csl_item(key, entry.reference)

    return record
