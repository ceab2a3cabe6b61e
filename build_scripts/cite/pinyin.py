"""Readings of Chinese names and titles in pinyin, for keys and for the order of lists. pypinyin is loaded on first use."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from build_scripts.text.han import HAN

COMPOUND_SURNAMES = frozenset(
    "欧阳 司马 上官 诸葛 司徒 东方 独孤 南宫 夏侯 尉迟 公孙 慕容 长孙 宇文 皇甫 令狐 端木 澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠 轩辕 "
    "钟离 闻人 司空 百里 东郭 呼延 完颜 第五 拓跋 赫连".split()
)
SURNAME_READINGS = {
    "曾": "zeng1", "单": "shan4", "仇": "qiu2", "解": "xie4", "区": "ou1", "查": "zha1", "盖": "ge3", "朴": "piao2", "乐": "yue4",
    "任": "ren2", "翟": "zhai2", "覃": "qin2", "缪": "miao4", "隗": "kui2", "尹": "yin3", "华": "hua4", "纪": "ji3", "宁": "ning4",
    "燕": "yan1", "应": "ying1", "石": "shi2", "洗": "xian3", "冼": "xian3", "种": "chong2", "繁": "po2", "秘": "bi4", "逄": "pang2",
    "召": "shao4", "撒": "sa4", "折": "she2", "车": "che1", "谌": "chen2", "员": "yun4", "郇": "xun2", "乜": "nie4", "祭": "zhai4",
    "尉迟": "yu4 chi2", "万俟": "mo4 qi2", "长孙": "zhang3 sun1", "澹台": "tan2 tai2", "单于": "chan2 yu2", "令狐": "ling2 hu2",
}  # fmt: skip
"""Readings that differ in surnames from the commonest one."""

_HAN_RUN = re.compile(f"[{HAN}]+")


def surname(name: str) -> str:
    """The surname of a whole Chinese name."""
    return name[:2] if (len(name) > 2 and name[:2] in COMPOUND_SURNAMES) or name == "万俟" else name[:1]


@lru_cache(maxsize=4096)
def readings(text: str, person: bool = False) -> tuple[str, ...]:
    """One syllable with its tone (``wang2``) for each Han character; ``person`` reads the front as a surname."""
    if person and text:
        family = "万俟" if text.startswith("万俟") else surname(text)
        if family in SURNAME_READINGS:
            return (*SURNAME_READINGS[family].split(), *readings(text[len(family) :]))
    return tuple(syllable for piece in _HAN_RUN.findall(text) for word in words_of(piece) for syllable in _of_word(word))


def first_readings(text: str, most: int) -> tuple[str, ...]:
    """The first ``most`` of the readings of the text; what comes behind them is not looked up."""
    words = (word for piece in _HAN_RUN.findall(text) for word in words_of(piece))
    return tuple(islice((syllable for word in words for syllable in _of_word(word)), most))


def load_readings() -> None:
    """Loads the dictionary now, before processes are forked that need it all."""
    readings("章句")


def words_of(run: str) -> Iterator[str]:
    """Han characters cut into the longest words that pypinyin knows a reading of, as it cuts them itself; all others alone."""
    from pypinyin.contrib.mmseg import seg

    return iter(seg.cut(run))


@lru_cache(maxsize=32768)
def _of_word(word: str) -> tuple[str, ...]:
    from pypinyin import Style, lazy_pinyin

    return tuple(lazy_pinyin(word, style=Style.TONE3, neutral_tone_with_five=True, v_to_u=False))


@lru_cache(maxsize=4096)
def plain(syllable: str) -> str:
    """A syllable in bare ASCII letters, ``lü`` as ``lv``."""
    folded = syllable.rstrip("12345").replace("ü", "v")
    return "".join(c for c in unicodedata.normalize("NFD", folded).lower() if c.isascii() and c.isalpha())
