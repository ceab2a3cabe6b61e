"""A printed reference beside its shadow: the same string, sign by sign, in half width.

Grammars read the shadow (``plain``), so that full and half width may be mixed within a line; values are cut from
``text`` at the same places and keep the signs as printed. Both strings always have the same length.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass

from build_scripts.text.normalize import SignTable

_SHADOW = SignTable({0xFF01 + i: 0x21 + i for i in range(94)})
_SHADOW |= {
    ord(c): t
    for t, row in {
        " ": "\u3000\u00a0\u2002\u2003\u2009\u202f\t", ".": "。．｡﹒", ",": "﹐", ":": "∶︰﹕", ";": "﹔", "[": "〔【［﹝", "]": "〕】］﹞",
        "-": "—–‐‑−―－─﹣", "~": "～〜∼", "·": "•‧・∙⋅･", "(": "﹙❨", ")": "﹚❩", "'": "´`", "《": "«", "》": "»",
    }.items()
    for c in row
}  # fmt: skip
OPENING = re.compile("[" + re.escape("([" + "".join(chr(sign) for sign, plain in _SHADOW.items() if plain in (*b"([", "(", "["))) + "]")
"""A sign that the shadow shows as an opening bracket, round or square."""
_OPEN = "([“‘《〈「『"
_CLOSE = dict(zip(")]”’》〉」』", _OPEN, strict=True))
_BRACKETS = re.compile("[" + re.escape(_OPEN + "".join(_CLOSE)) + "\"]")

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_LINE_BREAK = re.compile(r"[ \t\u3000]*[\r\n\f\v\u2028\u2029]+[ \t\u3000]*")
_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60]"
_BREAK_IN_HAN = re.compile(rf"(?<={_WIDE})\n(?={_WIDE})|(?<=第)\n(?=\d)|(?<=\d)\n(?=[期卷版页年月日])")
_COMMAND = re.compile(r"\\(?:textit|textbf|textsc|textsuperscript|emph|mathrm|mathit|text|url|href)\s?\{([^{}]{0,400})\}")
_ESCAPE = re.compile(r"\\([&%_#$\{\}])")
_MATH = re.compile(r"\$([^$]{1,60})\$")
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3})(?=[^\s*])([^*]{1,300}?)(?<=[^\s*])\1(?![\w*])")

_SIGN_RUN = re.compile(r"([\s,.;:，。；：、．(（\[［-]{12})[\s,.;:，。；：、．(（\[［-]+")
"""No reference prints more than a dozen signs in a row; shorter runs keep every search linear."""


@dataclass(frozen=True, slots=True)
class Printed:
    """``text`` as printed and ``plain``, its shadow of the same length."""

    text: str
    plain: str

    @classmethod
    def of(cls, text: str) -> Printed:
        """The string beside its shadow."""
        return cls(text, text.translate(_SHADOW))

    def __getitem__(self, key: slice) -> Printed:
        return Printed(self.text[key], self.plain[key])

    def __bool__(self) -> bool:
        return bool(self.text)

    def __len__(self) -> int:
        return len(self.text)

    def strip(self, signs: str = " ") -> Printed:
        """Without the given signs (of the shadow) at either end."""
        plain = self.plain
        start = len(plain) - len(plain.lstrip(signs))
        end = len(plain.rstrip(signs))
        return self if not start and end == len(plain) else self[start : max(start, end)]


EMPTY = Printed("", "")


def tidy(raw: str) -> str:
    """One line of a printed reference: line breaks joined, what a reader left of LaTeX, HTML and Markdown removed."""
    text = unicodedata.normalize("NFC", raw)
    text = _INVISIBLE.sub("", text)
    text = _LINE_BREAK.sub("\n", text.strip())
    text = _BREAK_IN_HAN.sub("", text).replace("\n", " ")
    if "&" in text and ";" in text:
        text = html.unescape(text)
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", _COMMAND.sub(r"\1", text))
    if "$" in text:
        text = _MATH.sub(r"\1", text)
    if "*" in text:
        if not re.search(r"[《“\"]", text):  # the one italic title of a Western note
            text = _EMPHASIS.sub(r"《\2》", text, count=1)
        text = _EMPHASIS.sub(r"\2", text)
    return _SIGN_RUN.sub(r"\1", text.strip())


def enclosed(plain: str) -> bytearray:
    """For each sign 1 where it stands inside closed brackets or quotes (the brackets themselves included), else 0."""
    edge = [0] * (len(plain) + 1)
    stack: list[tuple[str, int]] = []
    quote = -1
    for match in _BRACKETS.finditer(plain):
        sign, at = match[0], match.start()
        if sign == '"':
            if quote < 0:
                quote = at
            else:
                edge[quote] += 1
                edge[at + 1] -= 1
                quote = -1
        elif sign in _OPEN:
            stack.append((sign, at))
        else:
            opener = _CLOSE[sign]
            for back in range(len(stack) - 1, max(-1, len(stack) - 4), -1):
                if stack[back][0] == opener:
                    start = stack[back][1]
                    del stack[back:]
                    edge[start] += 1
                    edge[at + 1] -= 1
                    break
    mask = bytearray(len(plain))
    depth = 0
    for i in range(len(plain)):
        depth += edge[i]
        mask[i] = 1 if depth > 0 else 0
    return mask
