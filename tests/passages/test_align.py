"""Passages and the raw lines they came from: on made text with a known answer, on the default corpus, on the real texts."""

from __future__ import annotations

import random
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from build_scripts.formats.corpus import read_corpus
from build_scripts.formats.rawtext import read_source
from build_scripts.model.page import BlockKind
from build_scripts.passages.align import Lines, RawLines, align, letters
from build_scripts.publish.markup import plain
from build_scripts.publish.uses import number_paragraphs

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT / ".." / "shared"
HAN = [chr(code) for code in range(0x4E00, 0x4E00 + 1800)]


def made(seed: int, count: int = 60, width: int = 30) -> tuple[str, list[str], list[Lines]]:
    """A raw text in lines of ``width``, its paragraphs, and where they stand; page numbers and notes cut through it."""
    dice = random.Random(seed)
    lines: list[str] = []
    paragraphs, places = [], []
    for number in range(count):
        words = "".join(dice.choices(HAN, k=dice.choice((6, 40, 90, 260))))
        paragraphs.append(words)
        first = len(lines) + 1
        cut = ["　　" + words[: width - 2], *(words[at : at + width] for at in range(width - 2, len(words), width))]
        for at, line in enumerate(cut):
            lines.append(line)
            if at + 1 < len(cut) and dice.random() < 0.15:
                lines += ["", f"① 见{''.join(dice.choices(HAN, k=20))}", f"— {number} —", ""]
        places.append(Lines(first, len(lines)))
        lines += [""] * dice.choice((0, 1))
    return "\n".join(lines), paragraphs, places


@pytest.mark.parametrize("seed", range(8))
def test_untouched_passages_get_exactly_their_lines(seed: int) -> None:
    raw, paragraphs, places = made(seed)
    assert align(raw, paragraphs) == places


@pytest.mark.parametrize("seed", range(8))
def test_passages_that_were_changed_moved_and_made_anew(seed: int) -> None:
    """A tenth of the characters changed, every ninth passage moved far, some dropped, some that no raw text has."""
    raw, paragraphs, places = made(seed)
    dice = random.Random(seed + 100)
    wanted: list[tuple[str, Lines | None]] = []
    for words, place in zip(paragraphs, places, strict=True):
        changed = "".join(dice.choice(HAN) if len(words) >= 40 and dice.random() < 0.1 else c for c in words)
        wanted.append((changed, place))
    moved = [one for at, one in enumerate(wanted) if at % 9 == 4 and len(one[0]) >= 40]
    wanted = [one for one in wanted if one not in moved and dice.random() > 0.05]
    new = ["".join(dice.choices(HAN, k=80)) for _ in range(4)]
    wanted = [*((words, None) for words in new[:2]), *wanted, *moved, *((words, None) for words in new[2:])]
    found = align(raw, [words for words, _ in wanted])
    good = sum(_meets(lines, place) for lines, (_, place) in zip(found, wanted, strict=True))
    assert good >= 0.96 * len(wanted)
    assert [lines for lines, (_, place) in zip(found, wanted, strict=True) if place is None] == [None] * 4


def _meets(lines: Lines | None, place: Lines | None) -> bool:
    """Both nothing, or the same but for a line at either end (whose characters may all be changed), with a note before it."""
    if lines is None or place is None:
        return lines is place
    return abs(lines.first - place.first) <= 5 and abs(lines.last - place.last) <= 5


def test_split_and_joined_passages() -> None:
    raw, paragraphs, places = made(3)
    long = next(at for at, words in enumerate(paragraphs) if len(words) == 260)
    half = align(raw, [paragraphs[long][:130], paragraphs[long][130:]])
    assert half[0] and half[1]
    assert half[0].first == places[long].first and half[1].last == places[long].last and half[0].last - half[1].first in (0, -1)
    joined = align(raw, [paragraphs[long - 1] + paragraphs[long]])
    assert joined == [Lines(places[long - 1].first, places[long].last)]


def test_a_passage_that_comes_twice_takes_the_place_between_its_neighbours() -> None:
    again = "同一段话在摘要里说过一遍，在正文里又原样说了一遍。"
    raw = f"{again}\n第一段在前面，说的是别的事情。\n{again}\n第二段在后面，说的又是另一件事情。"
    first, second = "第一段在前面，说的是别的事情。", "第二段在后面，说的又是另一件事情。"
    assert align(raw, [first, again, second]) == [Lines(2, 2), Lines(3, 3), Lines(4, 4)]
    assert align(raw, [again, first, second]) == [Lines(1, 1), Lines(2, 2), Lines(4, 4)]


def test_width_case_signs_and_blanks_do_not_matter() -> None:
    raw = "前言\nＲ＆Ｄ 经费占 ＧＤＰ 的比重达到２．６％，\n居 世 界 前 列。\n后记"
    assert align(raw, ["R&D经费占GDP的比重达到2.6%,居世界前列。"]) == [Lines(2, 3)]


@pytest.mark.parametrize("raw", ["", "\n\n", "。，、\n——", "一", "A" * 500])
@pytest.mark.parametrize("passage", ["", "。", "一", "AAAAAAAAAAAA", "从来没有写过的一句话在这里"])
def test_nothing_makes_it_raise(raw: str, passage: str) -> None:
    found = align(raw, [passage, passage])
    for lines in found:
        assert lines is None or 1 <= lines.first <= lines.last <= raw.count("\n") + 1


def test_repeated_words_do_not_make_it_slow() -> None:
    """A text of one sentence ten thousand times over: every piece stands everywhere."""
    sentence = "本表数据来源于国家统计局历年公报。"
    begun = time.perf_counter()
    align("\n".join([sentence] * 10_000), [sentence] * 2_000)
    assert time.perf_counter() - begun < 20


def _claims(root: Path, sources: Path) -> Iterator[tuple[str, str, Lines | None, str]]:
    """Page, paragraph or note, claimed lines and their words, over all texts of a site."""
    by_file = defaultdict(list)
    for whole in read_corpus(root).texts:
        by_file[whole.meta["source"]["file"]].append(whole)
    for name, texts in by_file.items():
        raw = read_source(sources / name).text
        rows, read = raw.split("\n"), RawLines(raw)
        paragraphs, notes = [], []
        for page in (page for whole in texts for page in whole.pages):
            numbers = number_paragraphs(page)
            paragraphs += [(page.path, plain(page, block.text)) for block in page.blocks if block.span.start in numbers]
            notes += [(page.path, plain(page, block.text)) for block in page.blocks if block.kind is BlockKind.NOTE]
        for found in (paragraphs, notes):
            for (path, words), lines in zip(found, read.find([words for _, words in found]), strict=True):
                yield path, words, lines, "\n".join(rows[lines.first - 1 : lines.last]) if lines else ""


def _judge(claims: list[tuple[str, str, Lines | None, str]]) -> None:
    bad, loose = [], []
    for path, words, lines, raw in claims:
        wanted = letters(words)
        if not wanted:
            continue
        got = letters(raw)
        if lines is None or wanted[:8] not in got or wanted[-8:] not in got:
            bad.append((path, words[:20]))
        elif len(wanted) > 40 and "\n" in raw:
            without_first, without_last = (letters(part) for part in (raw.split("\n", 1)[1], raw.rsplit("\n", 1)[0]))
            loose += [words[:20]] * (letters(words)[:12] in without_first or wanted[-12:] in without_last)
    assert len(bad) <= 0.01 * len(claims), bad
    assert len(loose) <= 0.03 * len(claims), loose


def test_the_lines_claimed_hold_the_paragraphs_of_the_default_corpus() -> None:
    claims = list(_claims(ROOT, ROOT / "references" / "sources"))
    assert len(claims) > 120
    _judge(claims)


@pytest.mark.slow
def test_the_lines_claimed_hold_the_paragraphs_of_the_real_texts(tmp_path: Path) -> None:
    if not (SHARED / "sources").is_dir():
        pytest.skip("the real texts are not here")
    from build_scripts.__main__ import main

    assert main(["new", str(tmp_path / "site"), str(SHARED / "sources")]) in (0, 1)
    assert main(["ingest", "-C", str(tmp_path / "site")]) in (0, 1)
    claims = list(_claims(tmp_path / "site", SHARED / "sources"))
    assert len(claims) > 400
    _judge(claims)
