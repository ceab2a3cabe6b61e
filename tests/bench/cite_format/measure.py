"""Speed of formatting, of the library and of exports on a made-up library; accuracy stands in tests/cite.

    python tests/bench/cite_format/measure.py [ENTRIES]

Prints entries a second on this machine; nothing is asserted.
"""

from __future__ import annotations

import random
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from build_scripts.cite.csl import format_csl
from build_scripts.cite.gbt7714.format import format_reference
from build_scripts.cite.gbt7714.order import sort_references, year_suffixes
from build_scripts.cite.gbt7714.style import Style
from build_scripts.cite.keys import KeyMaker
from build_scripts.cite.ris import format_ris
from build_scripts.formats.bibtex.library import format_library, parse_library, update_library
from build_scripts.model.reference import Date, Name, Reference, RefType

SURNAMES, GIVEN = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗", "伟芳娜敏静强磊洋勇艳杰涛明超秀霞平刚桂英"
WORDS = "乡村土地水权河流梯田账本集市农户信用合作社规划数字治理档案方志"


def made_up(count: int) -> list[Reference]:
    """A library of articles, books, newspapers and web pages, Chinese and Western, always the same."""
    rng = random.Random(7714)
    return [_one(rng, i) for i in range(count)]


def _one(rng: random.Random, number: int) -> Reference:
    western = rng.random() < 0.2
    names = tuple(
        Name(rng.choice(["Smith", "Moreau", "Osei"]), rng.choice(["John R.", "A.", "Jean-Luc"]))
        if western
        else Name(rng.choice(SURNAMES) + "".join(rng.sample(GIVEN, rng.randint(1, 2))))
        for _ in range(rng.randint(1, 5))
    )
    title = f"Rivers and roads {number}" if western else "".join(rng.choice(WORDS) for _ in range(18)) + f"：第{number}次调查"
    kind = rng.choice([RefType.ARTICLE_JOURNAL] * 5 + [RefType.BOOK] * 3 + [RefType.ARTICLE_NEWSPAPER, RefType.WEBPAGE])
    article = kind in (RefType.ARTICLE_JOURNAL, RefType.ARTICLE_NEWSPAPER)
    page = rng.randint(1, 300)
    return Reference(
        kind, title, names, container=("Nature" if western else "山地经济学报（社会科学版）") if article else "", date=Date(rng.randint(1980, 2026), 3, 4),
        volume="12" if article else "", issue="3" if kind is RefType.ARTICLE_JOURNAL else "", pages=f"{page}-{page + 9}" if article else "",
        place="北京" if kind is RefType.BOOK else "", publisher="人民出版社" if kind is RefType.BOOK else "",
        url=f"https://example.org/{number}.html" if kind is RefType.WEBPAGE else "", accessed=Date(2026, 3, 4) if kind is RefType.WEBPAGE else None,
    )  # fmt: skip


def timed(label: str, count: int, work: Callable[[], object]) -> None:
    """Prints how many entries a second ``work`` handles (best of three)."""
    best = min(_seconds(work) for _ in range(3))
    print(f"{label:36s} {best:7.3f} s {count / best:10.0f} entries/s")


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main(count: int) -> None:
    references = made_up(count)
    maker = KeyMaker()
    by_key = {maker.key(reference): reference for reference in references}
    timed("make keys", count, lambda: [KeyMaker().key(reference) for reference in references])
    for edition in (2025, 2015):
        for layout in ("numeric", "author-date"):
            style = Style(edition, layout)
            timed(f"GB/T 7714-{edition} {layout}", count, lambda style=style: [format_reference(r, style) for r in references])  # type: ignore[misc]
    author_date = Style(layout="author-date")
    timed("sort", count, lambda: sort_references(references, author_date))
    timed("year letters", count, lambda: year_suffixes(by_key, author_date))
    text = format_library(by_key)
    timed("write BibTeX", count, lambda: format_library(by_key))
    timed("parse BibTeX", count, lambda: parse_library(text))
    timed("update one entry", count, lambda: update_library(text, {"new": references[0]}))
    timed("CSL-JSON", count, lambda: format_csl(by_key))
    timed("RIS", count, lambda: format_ris(by_key))
    tracemalloc.start()
    parse_library(text)
    print(f"peak memory of parsing {len(text.encode()) / 1e6:.1f} MB of BibTeX: {tracemalloc.get_traced_memory()[1] / 1e6:.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
