"""Dates as references print them, Chinese and Western, to the day, the month or the year.

Sources: GB/T 7714 8.8.3 (estimated year in brackets, copyright year ``c1980``, other calendars before the bracketed
year of our reckoning) and the manners of notes (``2009年12月``, ``April 2024``).
"""

from __future__ import annotations

import re

from build_scripts.model.reference import Date
from build_scripts.text.numerals import parse_numeral

_MONTHS = {name: i for i, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
YEAR = r"(?:1[0-9]|20)\d\d"
DAY = rf"{YEAR}\s?[-/.]\s?\d{{1,2}}(?:\s?[-/.]\s?\d{{1,2}}(?!\d))?"
_REPUBLIC = (
    r"民国\s*(?P<count>[元\d一二三四五六七八九十廿卅]{1,4})\s*年"
    r"(?:\s*(?P<month>[\d一二三四五六七八九十]{1,3})\s*月(?:\s*(?P<day>[\d一二三四五六七八九十廿]{1,3})\s*[日号])?)?"
)
CHINESE = rf"(?:(?:{YEAR}|[一二][〇○零一二三四五六七八九]{{3}})\s*年(?:\s*\d{{1,2}}\s*月(?:\s*\d{{1,2}}\s*[日号])?)?|{re.sub(r'[?]P<.*?>', '?:', _REPUBLIC)})"
WESTERN = rf"(?:{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+{YEAR}|\d{{1,2}}\s+{MONTH},?\s+{YEAR}|{MONTH},?\s+{YEAR}|{YEAR},?\s+{MONTH}(?:\s+\d{{1,2}})?)"

_FULL = re.compile(rf"\[?\(?\s*({YEAR})\s?[-/.]\s?(\d{{1,2}})(?:\s?[-/.]\s?(\d{{1,2}}))?\s*\)?\]?\Z")
_CHINESE = re.compile(
    r"([\d〇○零一二三四五六七八九]{4})\s*年?度?(?:\s*([\d一二三四五六七八九十]{1,3})\s*月(?:份)?)?(?:\s*([\d一二三四五六七八九十廿]{1,3})\s*[日号])?\s*(?:版"
    r"|印|刊|修订)?\Z"
)
_WEST = re.compile(
    rf"(?:({MONTH})\s*(\d{{1,2}})?(?:st|nd|rd|th)?,?\s+({YEAR})|(\d{{1,2}})\s+({MONTH}),?\s+({YEAR})"
    rf"|({YEAR}),?\s+({MONTH})\s*(\d{{1,2}})?)\Z",
    re.IGNORECASE,
)
_YEAR = re.compile(r"([\[(]?\s*c?\.?\s*)(\d{4})([a-z]?)\s*[\])]?\s*(年)?\Z")
_CALENDAR = re.compile(r"(\d{4})\s*(\([^()]{1,20}\))\Z")
_OF_REPUBLIC = re.compile(_REPUBLIC)
_SPAN = re.compile(rf"({YEAR})\s*[-~]\s*({YEAR})?\Z")


def parse_date(text: str) -> Date | None:
    """The date that the shadow ``text`` prints and nothing else, or None."""
    text = text.strip(" .,;")
    if not text or len(text) > 40:
        return None
    if match := _YEAR.match(text):
        mark = match[1].strip()
        printed = text if mark or match[3] else ""
        return _date(match[2], circa=mark.startswith("["), printed=printed)
    if match := _FULL.match(text) or _CHINESE.match(text):
        return _date(match[1], match[2], match[3])
    if match := _WEST.match(text):
        year, month = match[3] or match[6] or match[7], match[1] or match[5] or match[8]
        return _date(year, str(_MONTHS[month[:3].lower()]), match[2] or match[4] or match[9])
    if match := _CALENDAR.match(text):
        return _date(match[1], printed=text)
    if match := _SPAN.match(text):
        return _date(match[1], printed=text)
    if match := _OF_REPUBLIC.search(text):
        count = 1 if match["count"] == "元" else parse_numeral(match["count"])
        return _date(str(1911 + count), match["month"], match["day"], printed=text) if count else None
    return None


def _date(year: str, month: str | None = None, day: str | None = None, circa: bool = False, printed: str = "") -> Date | None:
    y, m, d = (parse_numeral(part.replace("○", "〇")) if part else 0 for part in (year, month, day))
    if y is None or m is None or d is None or not 0 < y < 2200 or m > 12 or d > 31:
        return None
    return Date(y, m, d if m else 0, circa, printed)
