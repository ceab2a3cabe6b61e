"""The search bench: `python -m tests.bench.search.measure --pages 100 1000 [--engines ours material pagefind] [--json FILE]`.

Each engine gets the same pages and the same questions in the same run, in a real Chromium. Figures are as measured.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from build_scripts.search.normalize import normalize
from tests.bench.search import drive
from tests.bench.search.pages import BenchPage, pages
from tests.bench.search.serve import counting
from tests.bench.search.sites import BUILDERS, fresh
from tests.browser.harness import chromium

QUESTIONS = 48
FRESH = 6
VERBOSE = "SEARCH_BENCH_VERBOSE" in os.environ


@dataclass(frozen=True)
class Question:
    """What is typed, of which sort, and the pages that hold it."""

    text: str
    sort: str
    truth: frozenset[str]


def questions(built: list[BenchPage], seed: int = 11) -> list[Question]:
    """Strings cut from the pages, of all sorts; the truth is a naive scan."""
    rng = random.Random(seed)
    full = {page.slug: normalize("\n".join([page.title, *(t for head, body in page.sections for t in (head, *body))])) for page in built}
    paragraphs = {
        page.slug: [normalize(t) for t in (page.title, *(t for head, body in page.sections for t in (head, *body)))] for page in built
    }
    found: list[Question] = []
    sorts = ("word", "four", "phrase", "item", "two words", "Latin")
    while len(found) < QUESTIONS:
        page, sort = rng.choice(built), sorts[len(found) % len(sorts)]
        body = rng.choice(rng.choice(page.sections)[1])
        start = rng.randrange(len(body) - 30)
        text = {
            "word": body[start : start + 2], "four": body[start : start + 4], "phrase": body[start : start + 9], "item": page.marker,
            "two words": f"{body[start : start + 2]} {body[start + 12 : start + 14]}",
            "Latin": rng.choice(["ChatGPT", "OECD", "platform", "RCEP"]),
        }[sort]  # fmt: skip
        if sort != "Latin" and not all("\u4e00" <= c <= "\u9fff" or c in " 号0123456789" for c in text):
            continue
        words = [normalize(word) for word in text.split()]
        truth = frozenset(
            slug for slug in full if any(all(w in p for w in words) for p in paragraphs[slug]) or all(w in full[slug] for w in words)
        )
        found.append(Question(text, sort, truth))
    return found


def measure(engine: str, built: list[BenchPage], asked: list[Question], folder: Path, browser: Browser) -> dict[str, Any]:
    """All figures of one engine at one size."""
    site = BUILDERS[engine](built, fresh(folder / engine))
    characters = sum(len(t) for page in built for head, body in page.sections for t in (head, *body))
    start = f"texts/{built[0].slug}/"
    figures: dict[str, Any] = {
        "build_cpu_s": round(site.seconds, 2), "index_mb": round(site.index_bytes / 1e6, 2),
        "index_per_text": round(site.index_bytes / sum(len(t.encode()) for p in built for h, b in p.sections for t in (h, *b)), 3),
        "characters": characters,
    }  # fmt: skip
    with counting(site.folder) as counter:
        figures |= first_answers(engine, asked, counter, browser, start)
        figures |= further_answers(engine, asked, counter, browser, start)
        figures |= on_a_slow_line(engine, asked, counter, browser, start)
    return figures


def first_answers(engine: str, asked: list[Question], counter: Any, browser: Browser, start: str) -> dict[str, Any]:
    """From a fresh visit: what is sent before the box opens (beyond the page without search) and until the first hit."""
    before, until = [], []
    times: list[float | None] = []
    for question in asked[:FRESH]:
        context = browser.new_context()
        page = context.new_page()
        counter.take()
        page.goto(counter.address + start)
        page.wait_for_timeout(400)
        before.append(sum(size for name, size, _ in counter.take() if "search" in name or "pagefind" in name))
        box = drive.BOXES[engine](page)
        box.open()
        page.wait_for_timeout(300)
        opened = counter.take()
        answer = box.ask(question.text)
        until.append(sum(size for _, size, _ in opened) + sum(size for _, size, at in counter.take() if at <= answer.at))
        times.append(answer.ms)
        context.close()
    return {"kb_before": kb(before), "kb_first_answer": kb(until), "first_ms": percentile(times, 0.5)}


def further_answers(engine: str, asked: list[Question], counter: Any, browser: Browser, start: str) -> dict[str, Any]:
    """One visit, all questions: time, bytes of each, accuracy, memory."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(counter.address + start)
    page.wait_for_timeout(500)
    empty = drive.renderer_memory(browser)
    box = drive.BOXES[engine](page)
    box.open()
    page.wait_for_timeout(800)
    times: list[float | None] = []
    sent, right = [], []
    for question in asked:
        counter.take()
        answer = box.ask(question.text)
        sent.append(sum(size for _, size, _ in counter.take()))
        times.append(answer.ms)
        if VERBOSE:
            print(engine, question.sort, question.text, times[-1], sent[-1], answer.pages[:3], len(question.truth), file=sys.stderr)
        right.append(score(answer.pages[:10], question.truth))
    memory = drive.renderer_memory(browser) - empty
    context.new_cdp_session(page).send("HeapProfiler.collectGarbage")
    page.wait_for_timeout(500)
    kept = drive.renderer_memory(browser) - empty
    context.close()
    recall, precision, first = (round(statistics.mean(column), 3) for column in zip(*right, strict=True))
    return {
        "kb_query": kb(sent), "median_ms": percentile(times, 0.5), "p95_ms": percentile(times, 0.95), "unanswered": times.count(None),
        "memory_mb": round(memory), "kept_mb": round(kept), "recall10": recall, "precision10": precision, "first_right": first,
    }  # fmt: skip


def on_a_slow_line(engine: str, asked: list[Question], counter: Any, browser: Browser, start: str) -> dict[str, Any]:
    """Fresh visits over the simulated line: from the key to the first hit, the box having been opened a second before."""
    times: list[float | None] = []
    for question in asked[: FRESH + 4]:
        context = browser.new_context()
        page = context.new_page()
        page.goto(counter.address + start)
        page.wait_for_timeout(300)
        drive.slow_line(context, page)
        box = drive.BOXES[engine](page)
        box.open()
        page.wait_for_timeout(1_000)
        times.append(box.ask(question.text, 15_000).ms)
        if VERBOSE:
            print("slow", engine, question.sort, question.text, times[-1], file=sys.stderr)
        context.close()
    return {"slow_median_ms": percentile(times, 0.5), "slow_worst_ms": percentile(times, 1.0)}


def score(found: tuple[str, ...], truth: frozenset[str]) -> tuple[float, float, float]:
    """Recall@10, precision@10 and whether the first page is right, by pages."""
    hits = sum(1 for slug in found if slug in truth)
    recall = hits / min(10, len(truth)) if truth else 1.0
    return min(1.0, recall), hits / len(found) if found else 0.0, float(bool(found) and found[0] in truth)


def percentile(values: list[float | None], share: float) -> int | None:
    """The value below which the share of all values lies, of the questions that were answered at all; None: none was."""
    ordered = sorted(value for value in values if value is not None)
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))]) if ordered else None


def kb(sizes: list[int]) -> float:
    """Median, in kilobytes."""
    return round(statistics.median(sizes) / 1000, 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--engines", nargs="+", default=list(BUILDERS), choices=list(BUILDERS))
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    results: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for count in args.pages:
            built = list(pages(count))
            asked = questions(built)
            for engine in args.engines:
                with chromium() as browser:  # a browser each, so that memory is not shared
                    figures = measure(engine, built, asked, Path(folder) / str(count), browser)
                results[f"{engine} {count}"] = figures
                print(engine, count, json.dumps(figures), file=sys.stderr, flush=True)
    if args.json:
        args.json.write_text(json.dumps(results, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
