"""Readings are those that pypinyin gives to the whole text, though each word is looked up alone."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style, lazy_pinyin

from build_scripts.cite.pinyin import first_readings, readings
from build_scripts.text.han import HAN

WORDS = "长城 长大 重庆 重量 银行 行走 音乐 快乐 朝阳 朝廷 一行白鹭上青天 不得了 的确 目的 你们 东西 吕 绿 章句 嗯 重 行 长 乐 的".split()
texts = st.lists(st.sampled_from([*WORDS, "，", "A1", " "]) | st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), max_size=3)).map("".join)


@given(texts)
def test_the_readings_of_a_text_are_those_of_its_words(text: str) -> None:
    runs = re.findall(f"[{HAN}]+", text)
    whole = [syllable for run in runs for syllable in lazy_pinyin(run, style=Style.TONE3, neutral_tone_with_five=True, v_to_u=False)]
    assert readings(text) == tuple(whole)


@given(texts, st.integers(0, 5))
def test_the_first_readings_are_the_front_of_all(text: str, most: int) -> None:
    assert first_readings(text, most) == readings(text)[:most]
