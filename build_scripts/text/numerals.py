"""Numbers as Chinese texts print them: 23, ２３, 二十三, 廿三, 二〇二四, ㈢, ③, ➂, Ⅳ, iv."""

from __future__ import annotations

import unicodedata

_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3,
          "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9}  # fmt: skip
_UNIT = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
_TENS = {"廿": "二十", "卅": "三十"}
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
_CIRCLED = {c: i + 1 for i, c in enumerate(CIRCLED)}
for _row in ("❶❷❸❹❺❻❼❽❾❿", "➀➁➂➃➄➅➆➇➈➉", "➊➋➌➍➎➏➐➑➒➓"):
    _CIRCLED |= {c: i + 1 for i, c in enumerate(_row)}


def parse_numeral(text: str) -> int | None:
    """The whole number that the text prints, or None. Digits in any width, Chinese, circled or Roman numerals."""
    text = text.strip()
    if not text:
        return None
    if text in _CIRCLED:
        return _CIRCLED[text]
    plain = unicodedata.normalize("NFKC", text)
    if plain.isascii() and plain.isdigit():
        return int(plain)
    for sign, spelt in _TENS.items():
        plain = plain.replace(sign, spelt)
    if all(c in _DIGIT or c in _UNIT or c in _LARGE for c in plain):
        return _chinese(plain)
    return _roman(plain.lower())


def _chinese(text: str) -> int | None:
    if all(c in _DIGIT for c in text):
        return int("".join(str(_DIGIT[c]) for c in text))
    total = section = digit = 0
    for c in text:
        if c in _DIGIT:
            digit = _DIGIT[c]
        elif c in _UNIT:
            section += (digit or 1) * _UNIT[c]
            digit = 0
        else:
            total = (total + section + digit) * _LARGE[c]
            section = digit = 0
    return total + section + digit


def _roman(text: str) -> int | None:
    if not text or any(c not in _ROMAN for c in text):
        return None
    values = [_ROMAN[c] for c in text]
    total = sum(-v if v < max(values[i + 1 :], default=0) else v for i, v in enumerate(values))
    return total if format_roman(total) == text else None


def format_roman(number: int) -> str:
    """The number (1 to 3999) in lower-case Roman numerals, empty outside that range."""
    if not 0 < number < 4000:
        return ""
    out = ""
    for value, sign in ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
                        (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):  # fmt: skip
        while number >= value:
            out, number = out + sign, number - value
    return out


def format_chinese(number: int) -> str:
    """The number (0 to 9999) in Chinese numerals as heads print it: 二十三, 一百零五."""
    if number < 10:
        return "零一二三四五六七八九"[max(number, 0)]
    out, zero = "", False
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            out += ("零" if zero and out else "") + "零一二三四五六七八九"[digit] + sign
            zero = False
        elif out:
            zero = True
    return out[1:] if out.startswith("一十") else out
