"""Passages that recur: planted ones are found whole, what is too short or stands in one text only is not."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_scripts.passages.parallels import LEAST, Passage, Stretch, find_parallels

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared" / "sources"
HAN = [chr(code) for code in range(0x4E00, 0x4E00 + 3000)]
MODEL = "每一段文字都有固定的地址，每一处引文都能回到它的出处，每一次改动都留有记录"


def found(*words: str, texts: str = "abcdefgh") -> list[list[str]]:
    stretches = [Stretch(texts[n], n, each) for n, each in enumerate(words)]
    return [[words[one.stretch][one.start : one.end] for one in passage.occurrences] for passage in find_parallels(stretches)]


@pytest.mark.parametrize(
    "other",
    [
        MODEL,
        "每 一 段文字都有固定的地址，每一处引文都能\n回到它的出处,每一次改动都留有记录",
        "“每一段文字都有固定的地址、每一处引文都能回到它的出处、每一次改动都留有记录",
        "每一段都有固定的地址，每一处引文都能回到它的出处，每一次改动都留下了记录",
        "每一段文字皆有固定的地址，每一处引文能回到它的出处，每一次改动都会留有记录",
    ],
)
def test_one_passage_in_two_texts_small_differences_aside(other: str) -> None:
    groups = found(f"先说一句别的话。{MODEL}。再说一句。", f"甲以为，{other}。此外无他。")
    assert len(groups) == 1 and len(groups[0]) == 2
    assert groups[0][0].startswith("每一段") and MODEL.rstrip("。有记录") in groups[0][0]


def test_parts_of_a_passage_belong_to_it() -> None:
    groups = found(MODEL, MODEL[:17], f"乙说：{MODEL[18:]}。", f"丙说：“{MODEL}”。")
    assert len(groups) == 1 and [len(words) for words in groups[0]] == [len(MODEL), 17, len(MODEL) - 18, len(MODEL)]
    assert len(found(MODEL, MODEL[:17], f"乙说：{MODEL[18:]}。")) == 2, "no two texts have the whole in common"


def test_what_is_short_or_in_one_text_only_is_no_passage() -> None:
    assert found("一二三四五六七八九十甲乙丙丁", "一二三四五六七八九十甲乙丙丁") == []
    assert found(MODEL, MODEL, texts="aa") == []
    assert found(MODEL, MODEL, MODEL, texts="aab") == [[MODEL] * 3]


def test_width_and_case_are_no_differences() -> None:
    assert found("自2024年起施行的ABC计划及其DEF细则", "自２０２４年起施行的abc计划，及其ｄｅｆ细则") != []


def test_a_neighbouring_sentence_that_begins_alike_is_left_out() -> None:
    groups = found(f"{MODEL}。这三项要求", f"{MODEL}。这一主张")
    assert [words.rstrip("。") for words in groups[0]] == [MODEL, MODEL]


def test_a_sentence_in_many_texts_is_one_passage() -> None:
    words = [f"{''.join(random.Random(n).sample(HAN, 30))}，{MODEL}，{''.join(random.Random(-n).sample(HAN, 30))}" for n in range(1, 60)]
    passages = find_parallels([Stretch(str(n), n, each) for n, each in enumerate(words)])
    assert len(passages) == 1 and len(passages[0].occurrences) == 59


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(2, 6), st.integers(LEAST + 3, 80))
def test_planted_passages_are_found_whole(seed: int, texts: int, size: int) -> None:
    chance = random.Random(seed)
    planted = "".join(chance.sample(HAN, size))
    words = []
    for _ in range(texts):
        noise = "".join(chance.choices(HAN, k=chance.randrange(40)))
        words.append(f"{noise}。{planted}。{''.join(chance.choices(HAN, k=20))}")
    passages = find_parallels([Stretch(str(n), n, each) for n, each in enumerate(words)])
    assert len(passages) == 1 and len(passages[0].occurrences) == texts
    for one in passages[0].occurrences:
        assert planted in words[one.stretch][one.start : one.end]
        assert one.end - one.start <= size + 8


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(st.sampled_from("甲乙丙，。 a"), max_size=80), max_size=6))
def test_any_words_are_taken_and_places_lie_inside(words: list[str]) -> None:
    passages: list[Passage] = find_parallels([Stretch(str(n % 3), n, each) for n, each in enumerate(words)])
    for passage in passages:
        assert passage.letters >= LEAST
        assert len({one.stretch % 3 for one in passage.occurrences}) > 1
        for one in passage.occurrences:
            assert 0 <= one.start < one.end <= len(words[one.stretch])


def test_time_grows_with_the_text() -> None:
    def seconds(count: int) -> float:
        chance = random.Random(1)
        stretches = [Stretch(str(n), n, "".join(chance.choices(HAN, k=300)) + MODEL) for n in range(count)]
        begun = time.perf_counter()
        find_parallels(stretches)
        return time.perf_counter() - begun

    seconds(50)
    assert seconds(1200) < 8 * seconds(300) + 0.5


@pytest.mark.shared
def test_the_definition_of_31_january_2024_stands_in_all_five_real_texts() -> None:
    if not SHARED.is_dir():
        pytest.skip("the real texts are not beside the project folder")
    stretches = []
    for path in sorted(SHARED.glob("*.txt")):
        words = "".join(path.read_text(encoding="utf-8-sig").split())
        stretches += [Stretch(path.name, (path.name, at), words[at : at + 4000]) for at in range(0, len(words), 3800)]
    marks = ("摆脱传统经济增长方式", "全要素生产率大幅提升", "劳动者、劳动资料、劳动对象及其优化组合")
    holding: set[str] = set()
    for passage in find_parallels(stretches):
        owners = {stretches[one.stretch].text for one in passage.occurrences}
        if any(mark in stretches[one.stretch].words[one.start : one.end] for one in passage.occurrences for mark in marks):
            holding |= owners
    assert len(holding) == 5
