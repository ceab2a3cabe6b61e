"""Characters mended line by line: what an extraction damaged, never what an author wrote.

Nothing disappears silently: a character that is replaced keeps its place in the source, one that is taken out goes to
the line's ``other``.
"""

from __future__ import annotations

import re
from dataclasses import replace

from build_scripts.ingest.lines.line import Line
from build_scripts.ingest.reasons import INVISIBLE
from build_scripts.text.han import CJK_PUNCT, HAN, count_han
from build_scripts.text.numerals import CIRCLED
from build_scripts.text.traced import Traced, join

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"}
_LOOK_ALIKE = {
    **dict(zip("➀➁➂➃➄➅➆➇➈➉", CIRCLED, strict=False)),
    **dict(zip("❶❷❸❹❺❻❼❽❾❿", CIRCLED, strict=False)),
    **dict(zip("➊➋➌➍➎➏➐➑➒➓", CIRCLED, strict=False)),
    **{chr(0xF081 + i): CIRCLED[i] for i in range(10)},
    **{chr(0xF06A + i): CIRCLED[i] for i in range(9)},
    "\u00a0": " ", "\u202f": " ", "\u2007": " ", "\u2002": " ", "\u2003": "\u3000", "﹐": "，", "﹑": "、", "﹒": ".", "﹔": "；",
    "﹕": "：", "︰": "：", "﹖": "？", "﹗": "！", "﹙": "（", "﹚": "）",
    "\u2e3a": "——", "\u301c": "～", "｡": "。", "､": "、", "｢": "「", "｣": "」", "\u2010": "-", "\u2011": "-", "\u2043": "-",
}  # fmt: skip
_REPLACE = {**_LIGATURES, **_LOOK_ALIKE}
_REPLACE_RE = re.compile("[" + re.escape("".join(_REPLACE)) + "]")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\u0000-\u0008\u000e-\u001f\u202a-\u202e]")
_KANGXI = re.compile("[\u2e80-\u2fdf]")
_RADICALS = dict(zip(
    "⼾⺎⺒⺓⺜⺝⺠⺩⺬⺶⺼⻁⻄⻅⻆⻇⻉⻊⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻞⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
    "户兀巳幺日月民王示羊月虎西见角角贝足车長长门雨青韦页风飞食食马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟", strict=True))  # fmt: skip
"""Characters that fonts name by the radical of the same shape (CJK Radicals Supplement), for which
Unicode has no compatible form, or that of Taiwan (⼾)."""
_DAMAGED = re.compile("[" + re.escape("".join(_REPLACE)) + _INVISIBLE.pattern[1:-1] + _KANGXI.pattern[1:-1] + "]")
_BLANK = re.compile(r"\s")
_ESCAPE = re.compile(r"\\(?=[*~_#])")
"""The backslash by which Markdown keeps a sign from being markup (``\\*``, ``2004\\~2008``)."""
_STRONG = re.compile(r"(?<![\d*\\])\*\*(?=[^\s*])[^*\n]{1,200}?(?<=[^\s*])\*\*(?!\*)")
"""Words that OCR Markdown prints bold inside a line; stars behind figures tell a level of significance."""
_OVERPRINT_MAX = 160
_CLAUSE_END = "，。！？、；…"
_LONGEST_REFRAIN = 24
"""A clause that is said twice, its sign included, is no longer: a song or a speaker repeats it, no printer."""
"""Why a line of nothing but signs without a print is set aside."""
_HAN_GAP = re.compile(rf"(?<=[{HAN}{CJK_PUNCT}])([ \u3000]+)(?=[{HAN}{CJK_PUNCT}])")
_ROLE = re.compile(r"(?:记者|通讯员|实习生|评论员|编辑|[责美]编|版式|校对)[ \u3000]")
"""A word that stands whole among names of two characters set wide (本报记者 严 冰 通讯员 田 丁): the line is not in spaced type."""
_SPACED_FIGURE = re.compile(r"(?<![\d.,])\d(?:[ \u3000]\d)+(?![\d.,])")
"""A number whose digits a line set in spaced type keeps apart."""
_WIDE = rf"{HAN}{CJK_PUNCT}"
_LOOSE = re.compile(rf"(?<=[{_WIDE}])[ \u3000]+(?=[{_WIDE}0-9A-Za-z(\[])|(?<=[0-9A-Za-z)\]%‰])[ \u3000]+(?=[{_WIDE}])")


def clean_line(line: Line) -> Line:
    """The line with look-alike signs, ligatures, invisible characters and overprints mended; idempotent."""
    damaged = _DAMAGED.search(line.text.text) is not None
    text = _mend(line.text) if damaged else line.text
    other = list(line.other)
    if damaged and _INVISIBLE.search(text.text):
        places = [m.span() for m in _INVISIBLE.finditer(text.text)]
        other += [text[a:b] for a, b in places]
        text = text.without(places).strip()
    if "\\" in text.text and (escapes := [m.span() for m in _ESCAPE.finditer(text.text)]) and "$" not in text.text:
        other += [text[a:b] for a, b in escapes]
        text = text.without(escapes)
    if "**" in text.text and "|" not in text.text and "\t" not in text.text:
        places = [place for m in _STRONG.finditer(text.text) for place in ((m.start(), m.start() + 2), (m.end() - 2, m.end()))]
        other += [text[a:b] for a, b in places]
        text = text.without(places) if places else text
    text = _close_up(text)
    while len(text) <= _OVERPRINT_MAX and (copies := overprints(text.text)):  # a line may have been printed four times
        other += [text[a:b] for a, b in copies]
        text = text.without(copies)
    if text is line.text:
        return line
    return replace(line, text=text, other=tuple(other), aside=line.aside if text else INVISIBLE)


def _close_up(text: Traced) -> Traced:
    """A line whose Han characters are nearly all parted by blanks, closed up; an author's single blanks stay."""
    if text.text.count(" ") + text.text.count("\u3000") < 5:
        return text
    gaps = _HAN_GAP.findall(text.text)
    if len(gaps) < 5 or len(gaps) < 0.5 * (count_han(text.text) - 1) or _ROLE.search(text.text):
        return text
    places = [m.span(1) for m in _HAN_GAP.finditer(text.text)]
    if len(gaps) >= 0.8 * (count_han(text.text) - 1):
        places += [(k, k + 1) for m in _SPACED_FIGURE.finditer(text.text) for k in range(m.start() + 1, m.end(), 2)]
    return text.without(sorted(places))


def _mend(text: Traced) -> Traced:
    """Characters replaced one by one; the tables hold only signs that no author types."""
    found = list(_REPLACE_RE.finditer(text.text))
    if _KANGXI.search(text.text):
        import unicodedata

        text = Traced("".join(_RADICALS.get(c) or unicodedata.normalize("NFKC", c) if _KANGXI.match(c) else c for c in text.text), text.at)
        found = list(_REPLACE_RE.finditer(text.text))
    if not found:
        return text
    parts, last = [], 0
    for match in found:
        new = _REPLACE[match.group()]
        at = text.at[match.start() : match.end()] * len(new)
        parts += [text[last : match.start()], Traced(new, at)]
        last = match.end()
    return join([*parts, text[last:]])


def overprints(text: str) -> list[tuple[int, int]]:
    """The second copies in a line that was printed twice over itself, piece by piece (``甲乙甲乙丙丙`` -> 乙's end …).

    A line counts as overprinted when it is one chain of doubled pieces, at least eight characters in all; the fewest
    pieces win. The result is empty for any other line. Quadratic in the length of the line, which is bounded.
    """
    n = len(text)
    if n < 8 or n % 2 or text.count(text[0]) % 2 or text.count(text[1]) % 2 or _BLANK.search(text):
        return []
    if any(text.count(c) % 2 for c in text[2:4]):
        return []
    best: list[tuple[int, int] | None] = [None] * (n + 1)  # (pieces behind here, length of the piece)
    best[n] = (0, 0)
    for start in range(n - 2, -1, -1):
        for size in range(1, (n - start) // 2 + 1):
            rest = best[start + 2 * size]
            if rest is None or text[start : start + size] != text[start + size : start + 2 * size]:
                continue
            if best[start] is None or rest[0] + 1 < best[start][0]:  # type: ignore[index]
                best[start] = (rest[0] + 1, size)
    chain = best[0]
    if chain is None or len(set(text)) < 4 or (chain[0] == 1 and text[-1] in _CLAUSE_END and n <= _LONGEST_REFRAIN):
        return []
    copies, at = [], 0
    while at < n:
        size = best[at][1]  # type: ignore[index]
        copies.append((at + size, at + 2 * size))
        at += 2 * size
    return copies


def tidy_spaces(text: Traced) -> Traced:
    """Running text without the blanks that an extraction put beside Han characters and Chinese signs."""
    if not any(c in text.text for c in " \u3000\t"):
        return text
    return text.without([m.span() for m in _LOOSE.finditer(text.text)])


def glue(left: Traced, right: Traced, known: frozenset[str] = frozenset()) -> Traced:
    """Two printed lines as one: a blank between Latin words, none beside Han, a line-end hyphen judged.

    ``known`` holds the lower-case words of the text: a hyphen stays when the hyphenated word or both of its halves are
    found there, and goes when it only cut a word in two (the ledger counts it as a line-end hyphen).
    """
    gone, blank = joint(left.text, right.text, known)
    kept = left[: len(left) - gone] if gone else left
    return kept + Traced.invented(blank) + right if blank else kept + right


def joint(left: str, right: str, known: frozenset[str]) -> tuple[int, str]:
    """How two printed lines meet: how many characters of the left one's end go (a hyphen), and what comes between (a blank)."""
    if not left or not right:
        return 0, ""
    a, b = left[-1], right[0]
    if a == "-" and b.isalpha() and ord(b) < 0x250 and len(left) > 1 and left[-2].isalpha():
        return (0, "") if _keeps_hyphen(left, right, known) else (1, "")
    if a in "-–" and b.isdigit() and left[-2:-1].isalnum():
        return 0, ""  # a range of years or pages that the line cut
    if ord(a) < 0x2000 and ord(b) < 0x2000 and not (a in "([/@" or b in ")],.;:/" or (a.isdigit() and b.isdigit())):
        return 0, " "
    return 0, ""


_WORD_TAIL = re.compile(r"[A-Za-z\u00c0-\u024f]+$")
_LONGEST_WORD = 64
_WORD_HEAD = re.compile(r"[A-Za-z\u00c0-\u024f]+")
_COMPOUND = frozenset("high low long short self well non cross multi post pre open opening human new old large small "
                      "full half mid all anti semi co world state labor labour data high-quality".split())  # fmt: skip

_FORMER = frozenset("ante post president minister soldier colony works factory".split())
"""Words before which ``ex`` stands apart; before others it is the first syllable of a word that a line cut in two."""


def _keeps_hyphen(left: str, right: str, known: frozenset[str]) -> bool:
    head = _WORD_TAIL.search(left[-_LONGEST_WORD:-1])
    tail = _WORD_HEAD.match(right)
    if not head or not tail:
        return True
    a, b = head.group().lower(), tail.group().lower()
    if a == "ex" and b in _FORMER:
        return True
    if a + b in known:
        return False
    return f"{a}-{b}" in known or (a in known and b in known) or a in _COMPOUND

