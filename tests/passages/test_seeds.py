"""The fast search for seeds, letters and extents gives what the slow and plain one gives."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from build_scripts.passages.extend import SEED, extend
from build_scripts.passages.letters import Letters, find_letters, read_letters
from build_scripts.passages.seeds import FREQUENT, find_seeds
from build_scripts.passages.shingles import sketch

ROOT = Path(__file__).resolve().parents[2]
WORDS = st.text(st.sampled_from("甲乙丙，。 a"), max_size=60)
STRETCHES = st.lists(st.tuples(st.sampled_from("xyz"), WORDS), max_size=8)


def letters_of(words: str) -> list[tuple[int, str]]:
    found = []
    for at, character in enumerate(words):
        plain = unicodedata.normalize("NFKC", character).lower()
        plain = plain if len(plain) == 1 else character
        if plain.isalnum():
            found.append((at, plain))
    return found


def seeds_of(stretches: Sequence[tuple[str, str]]) -> list[tuple[int, int, int, int]]:
    standing: dict[str, list[tuple[int, int]]] = {}
    for number, (_, words) in enumerate(stretches):
        letters = "".join(letter for _, letter in letters_of(words))
        for at in range(len(letters) - SEED + 1):
            standing.setdefault(letters[at : at + SEED], []).append((number, at))
    pairs = []
    for places in standing.values():
        runs: list[list[tuple[int, int]]] = []
        for place in places:
            if not runs or stretches[runs[-1][0][0]][0] != stretches[place[0]][0]:
                runs.append([])
            runs[-1].append(place)
        for before, after in zip(runs, runs[1:], strict=False):
            pairs += [(*place, *after[0]) for place in before] + [(*before[-1], *place) for place in after[1:]]
    return pairs


@given(st.text(max_size=30))
def test_letters(words: str) -> None:
    _, places = find_letters(words)
    assert list(zip(places.tolist(), read_letters([words]).text, strict=True)) == letters_of(words)


@given(STRETCHES, st.integers(1, 8))
def test_seeds(stretches: list[tuple[str, str]], batch: int) -> None:
    batches = [stretches[at : at + batch] for at in range(0, len(stretches), batch)]
    letters = [Letters.from_bytes(read_letters([words for _, words in part]).to_bytes() + b"more") for part in batches]
    assert all(rest == b"more" for _, rest in letters)
    found = list(zip(*find_seeds([sketch(each) for each, _ in letters], [owner for owner, _ in stretches]), strict=True))
    assert found == seeds_of(stretches)


def test_a_shingle_that_is_too_frequent_seeds_nothing() -> None:
    words = "一二三四五六七八九十"
    for count, pairs in ((FREQUENT, FREQUENT - 1), (FREQUENT + 1, 0)):
        owners = [str(n % 7) for n in range(count)]
        assert len(find_seeds([sketch(read_letters([words] * count))], owners)[0]) == pairs


@given(st.lists(st.text(max_size=20), max_size=5))
def test_letters_by_stretch(stretches: list[str]) -> None:
    letters, rest = Letters.from_bytes(read_letters(stretches).to_bytes() + b"more")
    assert rest == b"more"
    assert [letters[n] for n in range(len(stretches))] == ["".join(letter for _, letter in letters_of(words)) for words in stretches]


def test_numpy_is_not_loaded_before_passages_are_sought() -> None:
    code = "import sys, build_scripts.publish.parallels.pages; assert 'numpy' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def bridge(a: list[str], b: list[str]) -> tuple[int, int] | None:
    """The smallest of the differences up to four letters behind which three letters agree."""
    ways = sorted(((x, y) for x in range(5) for y in range(5) if x or y), key=lambda way: (max(way), abs(way[0] - way[1])))
    return next(((x, y) for x, y in ways if len(a[x : x + 3]) == 3 and a[x : x + 3] == b[y : y + 3]), None)


def reach(a: list[str], b: list[str]) -> tuple[int, int]:
    """How far both go on alike, letter by letter, one difference in five letters allowed."""
    i = j = differences = 0
    run = SEED
    while True:
        while i < len(a) and j < len(b) and a[i] == b[j]:
            i, j, run = i + 1, j + 1, run + 1
        gap = bridge(a[i:], b[j:])
        if gap is None or (differences + max(gap)) * 5 > run:
            return i, j
        differences += max(gap)
        i, j = i + gap[0], j + gap[1]


@given(*[st.text(st.sampled_from("甲乙丙丁"), max_size=40)] * 4)
def test_extents(before: str, other_before: str, after: str, other_after: str) -> None:
    seed = "子丑寅卯辰巳午未申酉"
    a, b = before + seed + after, other_before + seed + other_after
    forward = reach(list(after), list(other_after))
    back = reach(list(before[::-1]), list(other_before[::-1]))
    i, j = len(before), len(other_before)
    assert extend(a, b, i, j)[:4] == (i - back[0], i + SEED + forward[0], j - back[1], j + SEED + forward[1])
