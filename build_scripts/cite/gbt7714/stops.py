"""Which full stops part the elements of a reference, and which belong to initials, abbreviations and decimals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from build_scripts.cite.gbt7714.printed import Printed, enclosed
from build_scripts.text.han import HAN

_ABBREVIATIONS = frozenset(
    "p st dr mr mrs ms prof univ dept rev vol vols no nos pp vs fig cf ca est bros proc intl int symp conf gov sen rep mass calif conn"
    " jr sr eds trans assoc natl acad u.s d.c n.y n.j e.g i.e".split()
)
_COMPANY = frozenset("inc ltd co corp al jr sr etc".split())
_WORD = re.compile(r"[^\W\d_]+\Z")
_NEXT_INITIAL = re.compile(r"\s*-?\s*[A-Z]\.(?![a-z])|\s*[-,&;]|\s+(?:and|et al)\b")
_HAN = re.compile(f"[{HAN}]")
_UNIT = re.compile(
    r"(?:Dept|Department|Division|School|Institute|Committee|Bureau|Office|Center|Centre|Section|Congress|Library|Laboratory|Faculty)\b"
    r"|(?:[A-Z]\w+ ){1,3}(?:Division|Section|Committee|Bureau|Office)\."
)


def element_stops(plain: str, mask: bytearray | None = None) -> Iterator[int]:
    """Places of the stops that part elements behind the title: imprint, edition, further creators."""
    mask = enclosed(plain) if mask is None else mask
    at = plain.find(".")
    while at >= 0:
        if not mask[at] and _parts(plain, at):
            yield at
        at = plain.find(".", at + 1)


def _parts(plain: str, at: int) -> bool:
    before, after = plain[max(0, at - 16) : at], plain[at + 1 : at + 8]
    if before[-1:].isdigit() and after[:1].isdigit():
        return re.match(r"(?:1[0-9]|20)\d\d(?!\d)", plain[at + 1 : at + 6]) is not None and not re.search(r"\d{4}\Z", before)
    rest = after.lstrip()
    if rest[:1] in (":", ",", ";", ")", "&", "-", "]") or (
        rest[:1].isascii() and rest[:1].islower() and not re.match(r"[a-z]{1,5}[A-Z]", rest)
    ):
        return False
    word = _WORD.search(before)
    if word and word[0].isascii():
        if len(word[0]) == 1 and word[0].isupper():
            return not rest[:1].isascii() if rest else False
        if word[0].lower() in _ABBREVIATIONS:
            return False
        if word[0].lower() in _COMPANY and re.match(r"(?:Ltd|Inc)", rest):
            return False
    return True


def segment_spans(p: Printed) -> list[tuple[int, int]]:
    """Where the elements of ``p`` stand, parted at their stops; empty ones are left out."""
    edges = [-1, *element_stops(p.plain), len(p)]
    return [(a + 1, b) for a, b in pairwise(edges) if p.plain[a + 1 : b].strip(" .,;")]


def segments(p: Printed) -> list[Printed]:
    """The elements of ``p``, parted at their stops; empty ones are left out."""
    return [p[a:b].strip(" ,;") for a, b in segment_spans(p)]


def creator_stop(plain: str) -> int:
    """The place of the stop that ends the creators at the head of a reference, or -1."""
    mask = enclosed(plain)
    at = plain.find(".")
    while at >= 0:
        if not mask[at] and _ends_creators(plain, at):
            return _with_units(plain, at, mask)
        at = plain.find(".", at + 1)
    return -1


def _ends_creators(plain: str, at: int) -> bool:
    before, rest = plain[:at], plain[at + 1 :]
    if before[-1:].isdigit() and rest[:1].isdigit():
        return False
    following = rest.lstrip()
    if not following or following[0] in ",;:&)-":
        return False
    word = _WORD.search(before[-24:])
    if word is None or not word[0].isascii():
        return True
    if len(word[0]) == 1 and word[0].isupper():
        return _initial_ends(before, rest)
    low = word[0].lower()
    if low in _COMPANY:
        return following[0].isupper() or not following[0].isascii() or following[0].isdigit()
    return not (low in _ABBREVIATIONS and low not in ("eds", "trans"))


def _initial_ends(before: str, rest: str) -> bool:
    """Whether the stop behind an initial ends the list: ``Smith J.`` does, ``J.`` before its family name does not."""
    if _NEXT_INITIAL.match(rest):
        return False
    piece = re.sub(r"\A\s*[\[(][^\[\]()]{1,6}[\])]", "", re.split(r"[,;&]|\band\b|\.\s{2,}", before)[-1])
    words = [word for word in re.split(r"[\s.]+", piece) if word]
    if any(len(word) > 1 for word in words[:-1]):
        return True
    if _HAN.match(rest.lstrip()):
        return "," in before and not words[:-1] and bool(re.search(r"[a-z]{2,}\s*,[^,]*\Z", before, re.IGNORECASE))
    earlier = re.split(r"[,;&]", before)
    return len(earlier) > 1 and " " not in earlier[-2].strip() and len(earlier[-2].strip()) > 1


def _with_units(plain: str, at: int, mask: bytearray) -> int:
    """A body and its unit (``Stanford University. Dept. of Civil Engineering.``) are one creator."""
    match = re.match(r"\s*([^.]{2,80}(?:Dept\. [^.]{2,60})?)\.\s*\S", plain[at + 1 :])
    unit = re.match(r"\s*(?:Dept\.\s)?[^.]{2,80}\.", plain[at + 1 :])
    if match and unit and _UNIT.match(plain[at + 1 :].lstrip()):
        end = at + 1 + unit.end() - 1
        if plain[end + 1 :].strip() and not mask[end]:
            return end
    return at
