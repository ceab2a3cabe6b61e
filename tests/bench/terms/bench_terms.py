"""Speed of term linking and of the search for parallel passages, printed as a table; nothing is asserted.

Run: ``python tests/bench/terms/bench_terms.py [terms] [megabytes]``. The text is made of words of jieba's dictionary, so
that terms stand among words that run into them; 10,000 terms, 10 MB (UTF-8) unless told otherwise.
"""

from __future__ import annotations

import random
import sys
import time
import tracemalloc

import jieba

from build_scripts.formats.glossary import parse_glossary
from build_scripts.formats.page import parse_page
from build_scripts.model.glossary import Glossary, Term
from build_scripts.passages.parallels import Stretch, find_parallels
from build_scripts.terms.link import find_uses, link_terms
from build_scripts.terms.matcher import Matcher


def words() -> list[str]:
    """The 30,000 commonest words of two characters and more."""
    jieba.setLogLevel(60)
    jieba.initialize()
    counts = {word: n for word, n in jieba.dt.FREQ.items() if n and len(word) > 1 and "\u4e00" <= word[0] <= "\u9fff"}
    return sorted(counts, key=lambda word: -counts[word])[:30_000]


def text(vocabulary: list[str], size: int, chance: random.Random) -> str:
    """``size`` characters: clauses of words and single characters."""
    out, length = [], 0
    while length < size:
        word = chance.choice(vocabulary) if chance.random() < 0.7 else chance.choice("的了在是和有为与中上")
        word += chance.choice("，。") if chance.random() < 0.12 else ""
        out.append(word)
        length += len(word)
    return "".join(out)


def main(count: int = 10_000, megabytes: float = 10) -> None:
    """Prints the table."""
    chance = random.Random(7)
    vocabulary = words()
    pairs = [chance.choice(vocabulary) + chance.choice(vocabulary) for _ in range(count // 2)]
    book = Glossary(tuple(Term(f"t{n}", name) for n, name in enumerate([*pairs, *chance.sample(vocabulary, count - len(pairs))])))
    pages = [parse_page(f"texts/{n}.md", "\n\n".join(text(vocabulary, 300, chance) for _ in range(20))) for n in range(round(megabytes * 1e6 / 18_040))]
    size = sum(len(page.text.encode("utf-8")) for page in pages) / 1e6
    begun = time.perf_counter()
    matcher = Matcher(book)
    matcher.find("预热市场化")
    ready = time.perf_counter()
    uses = [find_uses(page, matcher) for page in pages]
    found = time.perf_counter()
    edits = sum(len(link_terms(page, these, book, str)) for page, these in zip(pages, uses, strict=True))
    linked = time.perf_counter()
    total = sum(map(len, uses))
    print(f"{count} terms, {size:.1f} MB in {len(pages)} pages, {total} uses, {edits} links")
    print(f"  dictionary and automaton {ready - begun:6.2f} s")
    print(f"  finding                  {found - ready:6.2f} s  ({size / (found - ready):.2f} MB/s)")
    print(f"  linking                  {linked - found:6.2f} s")
    written = "".join(f"- id: {term.id}\n  term: {term.term}\n  definition: 一句话[@key2020].\n" for term in book)
    begun = time.perf_counter()
    parse_glossary(written)
    print(f"  reading the glossary     {time.perf_counter() - begun:6.2f} s")
    for part in (0.25, 1.0):
        some = pages[: max(1, round(len(pages) * part))]
        stretches = [Stretch(page.path, (page.path, n), block) for page in some for n, block in enumerate(page.text.split("\n\n"))]
        begun = time.perf_counter()
        tracemalloc.start() if part < 1 else None
        passages = find_parallels(stretches)
        spent = time.perf_counter() - begun
        peak = f", peak {tracemalloc.get_traced_memory()[1] / 1e6:.0f} MB (traced, slower)" if part < 1 else ""
        tracemalloc.stop() if part < 1 else None
        letters = sum(len(stretch.words) for stretch in stretches)
        print(f"parallels: {letters / 1e6:.2f} million characters in {spent:.2f} s ({letters / spent / 1e6:.2f} M/s), {len(passages)} passages{peak}")


if __name__ == "__main__":
    main(*(int(value) for value in sys.argv[1:3]))
