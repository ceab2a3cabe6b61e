"""A corpus of any size for measuring: the same bytes for the same size, and a larger one begins with the smaller.

`python -m tests.bench.scale.generate FOLDER --texts N [--raw]` writes a site: texts of about 6,000 characters with 20
citations with locators, 5 notes and a table each, a library of 2,000 entries and a glossary of 300 terms. Words are drawn
from jieba's dictionary by their frequency, so that pairs of letters and cuts of words fall as in real texts; passages recur
in five texts each. `--raw` writes the texts as an extraction would give them, into `references/sources/`, for `ingest`.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random

ENTRIES, TERMS = 2_000, 300
LENGTH, CITATIONS, NOTES, SECTIONS = 6_000, 20, 5, 5
_TERM_SHARE = 0.012
_NAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_GIVEN = "明华国文建志伟丽敏静杰涛磊洋艳勇军强斌超慧颖琳"
_NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True)
class Words:
    """What sentences are made of: words with the running sums of their weights, and the glossary's terms."""

    words: tuple[str, ...]
    weights: tuple[int, ...]
    terms: tuple[str, ...]


@cache
def vocabulary() -> Words:
    """The 20,000 most frequent Han words of jieba's dictionary, and terms joined of two of them."""
    import jieba

    with jieba.get_dict_file() as handle:
        rows = [line.decode("utf-8").split() for line in handle]
    counted = sorted(((int(row[1]), row[0]) for row in rows if all("一" <= c <= "鿿" for c in row[0])), reverse=True)[:20_000]
    words = [word for _, word in counted]
    rng = Random("terms")
    pairs = [word for word in words[:6_000] if len(word) == 2]
    terms: dict[str, None] = {}
    while len(terms) < TERMS:
        terms[rng.choice(pairs) + rng.choice(pairs)] = None
    return Words(tuple(words), tuple(accumulate(count for count, _ in counted)), tuple(terms))


def sentence(rng: Random, letters: int) -> str:
    """One sentence of about so many characters."""
    known, out, size = vocabulary(), [], 0
    for word in rng.choices(known.words, cum_weights=known.weights, k=letters):
        piece = rng.choice(known.terms) if rng.random() < _TERM_SHARE else word
        out.append(piece + ("，" if rng.random() < 0.08 else ""))
        size += len(out[-1])
        if size >= letters:
            break
    return "".join(out).rstrip("，") + "。"


def paragraph(rng: Random, letters: int) -> list[str]:
    """Sentences of together about so many characters."""
    out: list[str] = []
    while sum(map(len, out)) < letters - 20:
        out.append(sentence(rng, rng.randint(25, 60)))
    return out


def passage(number: int) -> str:
    """A passage that several texts quote."""
    return sentence(Random(f"passage {number}"), 70)


def key(number: int) -> str:
    """The citation key of one entry."""
    return f"work{number:04d}"


def name(rng: Random) -> str:
    """A person's name."""
    return rng.choice(_NAMES) + "".join(rng.sample(_GIVEN, rng.randint(1, 2)))


@cache
def entry(number: int) -> tuple[str, str]:
    """BibTeX of one entry, and how a text cites it: name and year."""
    rng = Random(f"entry {number}")
    author, year = name(rng), rng.randint(1980, 2025)
    title = sentence(rng, rng.randint(8, 18)).replace("，", "").rstrip("。")
    fields = {"title": title, "author": " and ".join([author, *(name(rng) for _ in range(rng.randint(0, 2)))]), "date": str(year)}
    kind = rng.choice(("article", "article", "article", "book", "thesis"))
    if kind == "article":
        first = rng.randint(1, 150)
        fields |= {"journaltitle": f"{rng.choice('中新大东南北华')}{rng.choice('学国人经社文')}研究", "volume": str(rng.randint(1, 60)),
                   "number": str(rng.randint(1, 12)), "pages": f"{first}--{first + rng.randint(4, 20)}"}  # fmt: skip
    elif kind == "book":
        fields |= {"publisher": f"{rng.choice('人科教商中')}{rng.choice('民学育务华')}出版社", "location": rng.choice(("北京", "上海", "广州"))}
    else:
        fields |= {"institution": f"{rng.choice('东西南北')}{rng.choice('山海江河')}大学", "location": "北京", "type": "phdthesis"}
    rows = "".join(f"  {field} = {{{value}}},\n" for field, value in fields.items())
    return f"@{kind}{{{key(number)},\n{rows}}}\n", f"{author}，{year}"


def library() -> str:
    """The whole library as BibTeX."""
    return "\n".join(entry(number)[0] for number in range(ENTRIES))


def glossary() -> str:
    """The whole glossary as YAML."""
    out = []
    for number, term in enumerate(vocabulary().terms):
        rng = Random(f"term {number}")
        cited = f"[@{key(rng.randrange(ENTRIES))}, {rng.randint(1, 300)}]"
        out.append(f"- id: term{number:03d}\n  term: {term}\n  definition: {sentence(rng, 60)}{cited}\n")
    return "".join(out)


@dataclass(frozen=True)
class Drawn:
    """One text before it is written in one form or another: sections of paragraphs of sentences, and what they carry."""

    number: int
    title: str
    author: str
    sections: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]
    cited: tuple[tuple[int, str], ...]
    notes: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def draw(number: int) -> Drawn:
    """Text ``number`` of the corpus."""
    rng = Random(f"text {number}")
    each = LENGTH // SECTIONS
    sections = []
    for n in range(SECTIONS):
        made: list[tuple[str, ...]] = []
        while sum(len(one) for part in made for one in part) < each - 100:
            made.append(tuple(paragraph(rng, rng.randint(120, 320))))
        if n == 2:
            made[0] = (*made[0], passage(number // 5))
        sections.append((f"{_NUMERALS[n]}、{sentence(rng, 8).replace('，', '').rstrip('。')}", tuple(made)))
    cited = tuple((work, f"{page}-{page + rng.randint(1, 9)}") for work, page in
                  zip(rng.sample(range(ENTRIES), CITATIONS), (rng.randint(1, 300) for _ in range(CITATIONS)), strict=True))  # fmt: skip
    notes = tuple(sentence(rng, 40) for _ in range(NOTES))
    rows = tuple((sentence(rng, 4).rstrip("。"), *(f"{rng.uniform(0, 100):.1f}" for _ in range(4))) for _ in range(8))
    title = sentence(rng, 14).replace("，", "").rstrip("。")
    return Drawn(number, title, name(rng), tuple(sections), cited, notes, rows)


def _marked(drawn: Drawn, citation: bool = True) -> Iterator[tuple[str, list[str]]]:
    """Heads and paragraphs with citations and note marks dealt out over the paragraphs' first sentences."""
    places = [(s, p) for s, (_, parts) in enumerate(drawn.sections) for p in range(len(parts))]
    carried: dict[tuple[int, int], str] = {}
    for n, (work, pages) in enumerate(drawn.cited):
        printed = f"（{entry(work)[1]}：{pages}）"
        here = places[n * len(places) // CITATIONS]
        carried[here] = carried.get(here, "") + (f"[@{key(work)}, {pages}]<!-- print: {printed} -->" if citation else printed)
    for n in range(NOTES):
        here = places[n * len(places) // NOTES]
        carried[here] = carried.get(here, "") + (f"[^{n + 1}]" if citation else _NUMERALS[n])
    for s, (head, parts) in enumerate(drawn.sections):
        yield head, [part[0].rstrip("。") + carried.get((s, p), "") + "。" + "".join(part[1:]) for p, part in enumerate(parts)]


def page(number: int) -> str:
    """The text as a page of ``docs/texts/``."""
    drawn = draw(number)
    head = f"title: {drawn.title}\nauthors: [{{name: {drawn.author}}}]\ndate: {1990 + number % 35}\ngenre: journal-article\njournal: 测量学刊\n"
    blocks = [f"---\n{head}source: {{file: {number:05d}.txt, part: 1}}\n---", f"# {drawn.title}"]
    for n, (title, parts) in enumerate(_marked(drawn), 1):
        blocks += [f"## {title} {{#s{n}}}", *parts]
        if n == 3:
            rows = "\n".join(f"| {' | '.join(row)} |" for row in drawn.rows)
            blocks.append('<figure id="tab-1" class="table" markdown="block">\n<figcaption markdown="span">表1 测量所用的数</figcaption>\n\n'
                          f"| 项目 | 甲 | 乙 | 丙 | 丁 |\n| --- | --- | --- | --- | --- |\n{rows}\n\n</figure>")  # fmt: skip
    blocks += [f"[^{n}]: {words}" for n, words in enumerate(drawn.notes, 1)]
    return "\n\n".join(blocks) + "\n"


def raw(number: int) -> str:
    """The text as an extraction gives it: lines of one width, two blanks at a paragraph's start, notes and list at the end."""
    drawn = draw(number)
    lines = [drawn.title, drawn.author, ""]
    for title, parts in _marked(drawn, citation=False):
        lines.append(title)
        for part in parts:
            words = "　　" + part
            lines += [words[at : at + 38] for at in range(0, len(words), 38)]
    lines.append("参考文献")
    for n, (work, _) in enumerate(drawn.cited, 1):
        author, year = entry(work)[1].split("，")
        lines.append(f"[{n}] {author}. {sentence(Random(work), 12).rstrip('。')}[J]. 测量学刊, {year}(3): {n}-{n + 9}.")
    return "\n".join(lines) + "\n"


CONFIG = """site_name: 测量
docs_dir: docs
theme:
  name: material
  language: zh
  font: false
{features}plugins: {plugins}
markdown_extensions:
  - attr_list
  - md_in_html
  - admonition
  - tables
  - footnotes
  - toc: {{permalink: true}}
"""
OURS = CONFIG.format(features="  features: [navigation.prune, navigation.indexes, navigation.footer]\n", plugins="[]")


def write(folder: Path, texts: int, as_raw: bool = False) -> None:
    """Writes the site into an empty folder."""
    for name_ in ("docs/texts", "references/sources"):
        (folder / name_).mkdir(parents=True, exist_ok=True)
    (folder / "mkdocs.yml").write_text(OURS, encoding="utf-8")
    (folder / "docs" / "index.md").write_text("# 测量\n\n生成的文本。\n", encoding="utf-8")
    (folder / "references" / "glossary.yml").write_text(glossary(), encoding="utf-8")
    (folder / "references" / "library.bib").write_text(library(), encoding="utf-8")
    for number in range(texts):
        if as_raw:
            (folder / "references" / "sources" / f"{number:05d}.txt").write_text(raw(number), encoding="utf-8")
        else:
            (folder / "docs" / "texts" / f"t{number:05d}.md").write_text(page(number), encoding="utf-8")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--texts", type=int, default=100)
    parser.add_argument("--raw", action="store_true")
    args = parser.parse_args()
    write(args.folder, args.texts, args.raw)


if __name__ == "__main__":
    main()
