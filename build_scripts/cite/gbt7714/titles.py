"""What a printed title holds beside the title: volume words, the number of volumes, editions, report numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from build_scripts.cite.gbt7714.printed import Printed
from build_scripts.text.numerals import parse_numeral

_DIGITS = r"(?:\d{1,3}(?!\d)|[一二三四五六七八九十百〇零]{1,5}|[IVX]{1,5}\b)"
_UNIT = "(?:分册|卷|册|辑|集|部|编|篇|函)"
_PART = (
    rf"(?:第\s*{_DIGITS}\s*{_UNIT}(?:\s*(?:第\s*{_DIGITS}\s*{_UNIT}|[上中下][卷册编集部]?))?|[上中下]{_UNIT}|卷\s*{_DIGITS}"
    rf"|[vV](?:ol(?:ume)?)?\.?\s*\d{{1,3}}(?!\d))"
)
_VOLUME = re.compile(rf"(?:[:,]?\s*\(\s*(?P<a>{_PART}|[上中下])\s*\)|:\s*(?P<c>[上中下])|(?P<sep>[:,.]\s*|\s+|(?<=[\w》”)]))(?P<b>{_PART}))\s*\Z")
_COUNT = re.compile(rf"(?:\(\s*[全共]\s*|:\s*[全共]?)({_DIGITS})\s*[卷册集部函辑]\s*\)?\s*\Z")
_EDITION_WORDS = (
    rf"(?:第?\s*{_DIGITS}\s*版(?:修订本?)?|(?:最新|全新|全|增补|重|新)?修订[版本]?|增订[版本]?|增补[版本]|新[一1]版|[\u3400-\u9fff]{{0,8}}(?:影印本"
    rf"|刻本|抄本|残本|油印本|稿本|石印本|排印本|活字本|铅印本|复印本|点校本|标点本)|校订本|\d{{4}}\s*年?版|初版|第\s*{_DIGITS}\s*次修订版|V\d+(?:\.\d+)*"
    rf"|"
    r"(?:\d+(?:st|nd|rd|th)|[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]ifth|[Rr]ev(?:ised)?\.?|[Nn]ew|[Ee]nl\.?)\s+(?:rev\.?\s+)?[Ee]d(?:ition|n)?\.?)"
)
_EDITION = re.compile(rf"{_EDITION_WORDS}(?:[,，]\s*(?:enl|rev)\.?)?\s*\.?\Z")
_EDITION_IN_TITLE = re.compile(rf"\s*(?:\(\s*({_EDITION_WORDS})\s*\))\s*\Z")
_ORDINAL = re.compile(rf"第?\s*({_DIGITS})\s*版|(\d+)(?:st|nd|rd|th)\s", re.IGNORECASE)
_WORD_NUMBERS = {"first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5"}


@dataclass(frozen=True, slots=True)
class Title:
    """A title without its volume words (``text``), the volume as a number or 上/中/下, and the title as printed."""

    text: str
    full: str
    volume: str = ""
    count: str = ""
    edition: str = ""


def read_title(p: Printed, book: bool) -> Title:
    """The parts of a printed title; volume words and editions are looked for in books and hosts only."""
    p = unwrap(p.strip(" .,;:"))
    full = p.text
    if not book:
        return Title(full, full)
    count = edition = volume = ""
    if match := _COUNT.search(p.plain):
        return Title(full, full, "", _number(match[1]))
    if match := _EDITION_IN_TITLE.search(p.plain):
        p, edition = p[: match.start()], read_edition(p.text[match.start(1) : match.end(1)])
        full = p.text.rstrip()
    if (match := _VOLUME.search(p.plain)) and match.start() > 1:
        volume = read_volume(match["a"] or match["b"] or match["c"])
        p = unwrap(p[: match.start()].strip(" .,;:"))
    return Title(p.text.strip(), full, volume, count, edition)


def split_edition(p: Printed) -> tuple[str, str] | None:
    """``Shores of law (2nd ed.)`` → the title and the edition, or None."""
    match = _EDITION_IN_TITLE.search(p.plain)
    return (p.text[: match.start()].strip(), read_edition(match[1])) if match and match.start() else None


def unwrap(p: Printed) -> Printed:
    """The title without title marks or quotes that enclose the whole of it."""
    p = p.strip()
    if len(p) > 2 and p.plain[0] + p.plain[-1] in ("《》", "『』", '""') and p.plain.find(p.plain[-1], 1) == len(p) - 1:
        return p[1:-1].strip()
    if len(p) > 4 and p.plain[0] == "《" and p.plain[-1] == "》" and _closes_last(p.plain):
        return p[1:-1].strip()
    return p


def _closes_last(plain: str) -> bool:
    depth = 0
    for i, sign in enumerate(plain):
        depth += (sign == "《") - (sign == "》")
        if depth == 0:
            return i == len(plain) - 1
    return False


def read_volume(words: str) -> str:
    """``4`` of 第4卷, 卷四 and v.4; ``上`` of 上卷 and （上）; ``2.1`` of 第2卷第1册 is kept as printed."""
    parts = re.findall(rf"(?:第\s*|卷\s*|[vV](?:ol(?:ume)?)?\.?\s*)({_DIGITS})", words)
    if len(parts) == 1 and not re.search("[上中下]", words):
        return _number(parts[0])
    if not parts and (match := re.match("[上中下]", words)):
        return match[0]
    return words.strip()


def _number(words: str) -> str:
    value = parse_numeral(words)
    return str(value) if value is not None else words


def read_edition(words: str) -> str:
    """The number of a numbered edition, otherwise the words as printed (``修订版``, ``影印本``, ``Rev. ed``)."""
    plain = words.strip(" .")
    if match := _ORDINAL.match(plain):
        rest = plain[match.end() :].strip()
        if not rest or rest.lower().startswith("ed"):
            return _number(match[1] or match[2])
    first = plain.split(" ")[0].lower()
    if first in _WORD_NUMBERS:
        return _WORD_NUMBERS[first]
    return plain


def is_edition(plain: str) -> bool:
    """Whether a segment of the imprint states an edition."""
    plain = plain.strip(" .")
    return len(plain) <= 24 and _EDITION.match(plain) is not None


def is_volume(plain: str) -> bool:
    """Whether a segment is nothing but volume words."""
    plain = plain.strip(" .,:()")
    return re.fullmatch(_PART, plain) is not None


_CODE = r"[A-Za-z0-9\u3400-\u9fff()（）\[\]〔〕/.\-—–:：\s№#&,]"
_NUMBER_TAIL = re.compile(
    r"[:]\s*((?=[^:]*\d)[A-Za-z0-9][A-Za-z0-9()\[\]/.\-_№#&\s]{1,60}|[\u3400-\u9fff]{0,12}[\[(〔]?\d{4}[\])〕]?\s*\d{1,5}\s*号"
    r"|(?=[^:]*\d)[\u3400-\u9fffA-Z0-9.\-/]{2,40})\Z"
)
_STANDARD = (
    r"(?:(?:GBZ|GB|GJB|JJF|JJG|WS|DB\d{0,4}|DL|YY|HJ|JT|YC|CY|JB|HG|SH|SY|TB|MH|QB|LY|NY|SN|SC|YD|SJ|WB|WH|JGJ|CJJ|CJ"
    r"|T|Q|ISO|IEC|ANSI|IEEE|ASTM|NISO|BS|DIN|EN|JIS|RFC|AS|NF|GOST)"
    r"(?:\s?/\s?[A-Z]{1,6}){0,3}\s?[A-Z]{0,2}\s?\d[\d.]*(?:-\d+)*(?:\s?[-:]\s?\d{2,4})?(?:\([A-Z]\))?)"
)
_STANDARD_HEAD = re.compile(rf"({_STANDARD})\s*[,:]?\s*(?=\S)")
_STANDARD_TAIL = re.compile(rf"[\s:,(]+({_STANDARD})\s*\)?\Z")


def split_number(p: Printed, issued: bool = False) -> tuple[Printed, str]:
    """A title and the report, patent or archive number printed behind its last colon (``题名：编号``).

    ``issued``: only the number of an issued document (``国办发〔2014〕38号``).
    """
    if issued and not re.search(r"\d\s*号\s*\Z", p.plain):
        return p, ""
    if match := _NUMBER_TAIL.search(p.plain):
        colon = p.plain.rfind(":", 0, match.start() + 1)
        number = p.text[match.start() + 1 :].strip()
        if colon > 0 and not re.fullmatch(r"[\u3400-\u9fff]*", number):
            return p[: match.start()].strip(), number
    return p, ""


def split_standard(p: Printed) -> tuple[Printed, str]:
    """The name and the number of a standard, whichever stands first."""
    if match := _STANDARD_HEAD.match(p.plain):
        return p[match.end() :].strip(), p.text[: match.end(1)].strip()
    if match := _STANDARD_TAIL.search(p.plain):
        return p[: match.start()].strip(" :,("), p.text[match.start(1) : match.end(1)].strip()
    return p, ""
