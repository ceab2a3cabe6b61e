"""The exam of the search: its questions, a reading of the published pages of its own, and the marks.

The truth does not come from the code under test: pages are read with lxml alone, compared after NFKC, OpenCC and the
removal of all white space, and a block is right when it holds every string asked for and none that is excluded.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import lxml.html
import opencc

_BLOCKS = "self::p or self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6 or self::tr or self::figcaption or self::li or self::dt or self::dd"
_OUT = "page-meta cite-this backlinks headerlink footnote-ref footnote-backref".split()
_DROP = " or ".join(f"contains(concat(' ',@class,' '),' {name} ')" for name in _OUT)
_SIMPLE = opencc.OpenCC("t2s")


@dataclass(frozen=True)
class Question:
    """What is typed and what is meant by it (see `exam_real.json`)."""

    q: str
    sort: str
    all: tuple[str, ...]
    none: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    into: tuple[str, ...] = ("",)
    signs: bool = False


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, row… of a page."""

    url: str
    tag: str
    kind: str
    text: str


@dataclass
class Marks:
    """Recall@10, precision@10 and the first hit of each question."""

    rows: list[tuple[Question, float, float, bool]] = field(default_factory=list)

    def mean(self, column: int, sort: str = "") -> float:
        """Mean of recall (1), precision (2) or first hits (3)."""
        chosen = [float(row[column]) for row in self.rows if not sort or row[0].sort == sort]  # type: ignore[arg-type]
        return sum(chosen) / len(chosen)

    def table(self) -> str:
        """The marks by sort of question, as Markdown."""
        sorts = list(dict.fromkeys(row[0].sort for row in self.rows))
        lines = ["| sort | questions | recall@10 | precision@10 | first right |", "| --- | ---: | ---: | ---: | ---: |"]
        for sort in [*sorts, ""]:
            count = sum(1 for row in self.rows if not sort or row[0].sort == sort)
            marks = " | ".join(f"{self.mean(column, sort):.3f}" for column in (1, 2, 3))
            lines.append(f"| {sort or 'all'} | {count} | {marks} |")
        return "\n".join(lines)


def read_questions(path: Path) -> list[Question]:
    """The questions of an exam file."""
    entries = json.loads(path.read_text(encoding="utf-8"))["questions"]
    lists = ("all", "none", "names", "kinds")
    return [
        Question(
            entry["q"], entry["sort"], **{name: tuple(entry.get(name, ())) for name in lists},
            into=tuple(entry.get("in", [""])), signs=entry.get("signs", False),
        )
        for entry in entries
    ]  # fmt: skip


def read_blocks(site: Path) -> list[Block]:
    """All blocks of all pages of a site that are text; pages that say they repeat others are none."""
    found: list[Block] = []
    for path in sorted(site.rglob("index.html")):
        url = path.parent.relative_to(site).as_posix() + "/"
        content = next(iter(lxml.html.parse(str(path)).getroot().find_class("md-content__inner")), None)
        repeats = 'name="zj-search-index" content="off"' in path.read_text(encoding="utf-8") or url.startswith("parallels/")
        if content is None or repeats:
            continue
        for element in content.xpath(f".//*[{_DROP} or self::script or self::style]"):
            element.drop_tree()
        for element in content.xpath(f".//*[{_BLOCKS}]"):
            if not element.xpath(f".//*[{_BLOCKS}]"):
                found.append(Block("" if url == "./" else url, element.tag, kind_of(element), element.text_content()))
    return found


def kind_of(element: Any) -> str:
    """note, bibliography, caption or body."""
    ids = [each.get("id") or "" for each in [element, *element.iterancestors()]]
    classes = " ".join(each.get("class") or "" for each in [element, *element.iterancestors()]).split()
    if any(name.startswith("fn:") for name in ids):
        return "note"
    if any(name.startswith("ref-") for name in ids) or "references" in classes or "reference" in classes:
        return "bibliography"
    return "caption" if element.tag == "figcaption" else "body"


@cache
def plain(text: str) -> str:
    """The text as the oracle compares it, single blanks kept."""
    text = unicodedata.normalize("NFKC", _SIMPLE.convert(text)).lower()
    for signs, one in (("“”„‘’「」『』'", '"'), ("—–‐‑−―", "-"), ("•・‧∙", "·")):
        text = re.sub(f"[{signs}]", one, text)
    return re.sub(r"\s+", " ", text).strip()


def holds(text: str, needle: str, signs: bool = False) -> bool:
    """Whether a text holds a needle: blanks do not count, and a Latin needle begins at a word."""
    text, needle = plain(text), plain(needle).replace(" ", "")
    if signs:
        text = re.sub(r"[^\w]", "", text)
    pattern = r"\s*".join(map(re.escape, needle))
    if re.match("[a-z0-9]", needle):
        pattern = r"(?<![a-z0-9])(?<![0-9]\.)" + pattern
    return re.search(pattern, text) is not None


def is_right(question: Question, url: str, kind: str, text: str) -> bool:
    """Whether a paragraph answers a question."""
    return (
        all(holds(text, needle, question.signs) for needle in question.all)
        and not any(holds(text, needle) for needle in question.none)
        and url.startswith(question.into)
        and (not question.kinds or kind in question.kinds)
    )


def rank_of(block: Block) -> int:
    """The class in which a block must stand: title, head, all others."""
    return {"h1": 0, "h2": 1, "h3": 1, "h4": 1, "h5": 1, "h6": 1}.get(block.tag, 2)


def mark(questions: Sequence[Question], answers: Sequence[dict[str, Any]], site: Path) -> Marks:
    """Marks answers (as `asking.ask` gives them): every hit is looked up in the published page it names."""
    blocks, corpus, marks = read_blocks(site), json.loads((site / "corpus.json").read_text(encoding="utf-8")), Marks()
    abstracts = {squeeze(text) for path in site.rglob("index.html") for text in abstracts_of(path)}
    by_page: dict[str, set[str]] = {}
    for block in blocks:
        by_page.setdefault(block.url, set()).add(squeeze(block.text))
    for question, answer in zip(questions, answers, strict=True):
        truth = [block for block in blocks if is_right(question, block.url, block.kind, block.text)]
        of_author = {t["pages"][0] for t in corpus["texts"] if {*question.names} & {a if isinstance(a, str) else a["name"] for a in t["authors"]}}
        wanted = len(truth) + len(of_author)
        found: list[tuple[bool, tuple[str, ...]]] = []
        for hit in answer["hits"][:10]:
            if hit["kind"] == "author":
                found.append((hit["url"] in of_author, (hit["url"], "author")))
                continue
            # Words that stand apart on one page are answered by several lines of that page, after all paragraphs.
            lines = [hit["text"], *hit["extra"]]
            there = by_page.get(hit["url"], set())
            real = hit["kind"] == "abstract" or all(squeeze(line) in there or squeeze(line) in abstracts for line in lines)
            right = real and is_right(question, hit["url"], hit["kind"], " / ".join(lines))
            found.append((right, (hit["url"], squeeze(hit["text"]), hit["anchor"])))
        marks.rows.append((question, *score(wanted, found, truth)))
    return marks


def abstracts_of(path: Path) -> list[str]:
    """Abstract and keywords, which a page states in its head."""
    names = "@name='citation_abstract' or @name='citation_keywords'"
    return [str(value) for value in lxml.html.parse(str(path)).xpath(f"//meta[{names}]/@content")]


def score(wanted: int, found: list[tuple[bool, Any]], truth: list[Block]) -> tuple[float, float, bool]:
    """Recall@10, precision@10, and whether the first hit is right and of the highest class that the texts have.

    Where no paragraph holds all words, only precision tells: the hits must be pages that hold them.
    """
    right = {key for good, key in found if good}
    if not found:
        return float(not wanted), float(not wanted), not wanted
    recall = min(1.0, len(right) / min(10, wanted)) if wanted else 1.0
    ranks = {(block.url, squeeze(block.text)): rank_of(block) for block in truth}
    best, first = min(ranks.values(), default=2), found[0][1]
    return recall, sum(good for good, _ in found) / len(found), found[0][0] and (first[1] == "author" or ranks.get(first[:2], 2) <= best)


def squeeze(text: str) -> str:
    """The text of the oracle without any blank or row mark."""
    return re.sub(r"[\s|]", "", plain(text))
