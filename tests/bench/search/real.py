"""The exam questions over a built site of the real texts, put to mkdocs-material's search and to Pagefind as well.

`python -m tests.bench.search.real SITE`: SITE is a site that this project built. Its paragraphs are published again for the
two others, the questions of `tests/search/exam_real.json` that every full text search should answer (no pinyin, filters,
exclusions, authors) are typed into all three, and pages are counted: right is a page with all strings in one paragraph.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from tests.bench.search import drive
from tests.bench.search.measure import score
from tests.bench.search.pages import BenchPage
from tests.bench.search.report import NAMES
from tests.bench.search.serve import counting
from tests.bench.search.sites import build_material, build_ours, build_pagefind, fresh
from tests.browser.harness import chromium
from tests.search.exam import Block, is_right, read_blocks, read_questions

SORTS = ("term", "half word", "name", "words", "phrase", "Latin and digits", "punctuation", "traditional")
EXAM = Path(__file__).resolve().parents[2] / "search" / "exam_real.json"


def as_pages(blocks: list[Block]) -> list[BenchPage]:
    """The blocks of each page as a page of the bench."""
    pages: dict[str, list[Block]] = {}
    for block in blocks:
        pages.setdefault(block.url, []).append(block)
    made = []
    for number, (url, own) in enumerate(pages.items()):
        title = next((plain(block) for block in own if block.tag == "h1"), url)
        sections: list[tuple[str, list[str]]] = [("正文", [])]
        for block in own:
            if block.tag in ("h2", "h3", "h4", "h5", "h6"):
                sections.append((plain(block), []))
            elif block.tag != "h1" and plain(block):
                sections[-1][1].append(plain(block))
        made.append(BenchPage(number, title, tuple((head, tuple(body)) for head, body in sections), ""))
    return made


def plain(block: Block) -> str:
    """The text of a block in one line."""
    return " ".join(block.text.replace("¶", "").split())


def main() -> None:
    blocks = read_blocks(Path(sys.argv[1]))
    pages = as_pages(blocks)
    slug = {url: page.slug for url, page in zip(dict.fromkeys(block.url for block in blocks), pages, strict=True)}
    questions = [question for question in read_questions(EXAM) if question.sort in SORTS]
    truth = [frozenset(slug[b.url] for b in blocks if is_right(question, b.url, b.kind, b.text)) for question in questions]
    print("| | recall@10 | precision@10 | first right | unanswered |\n| --- | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder:
        for engine, build in (("ours", build_ours), ("material", build_material), ("pagefind", build_pagefind)):
            site = build(pages, fresh(Path(folder) / engine))
            with counting(site.folder) as counter, chromium() as browser:
                page = browser.new_page()
                page.goto(f"{counter.address}texts/{pages[0].slug}/")
                page.wait_for_timeout(800)
                box = drive.BOXES[engine](page)
                box.open()
                page.wait_for_timeout(800)
                answers = [box.ask(question.q) for question in questions]
            rows = [score(answer.pages[:10], right) for answer, right in zip(answers, truth, strict=True) if right]
            marks = " | ".join(f"{statistics.mean(column):.3f}" for column in zip(*rows, strict=True))
            empty = sum(not answer.pages for answer, right in zip(answers, truth, strict=True) if right)
            print(f"| {NAMES[engine]} | {marks} | {empty} of {len(rows)} |", flush=True)


if __name__ == "__main__":
    main()
