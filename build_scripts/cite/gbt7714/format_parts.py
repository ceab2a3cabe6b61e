"""The parts that all frames of clause 8 are made of: title, edition, imprint, dates, pages, access."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from build_scripts.cite.gbt7714.format_names import LIMIT, format_names
from build_scripts.cite.gbt7714.language import Words, entry_language, script_language, words
from build_scripts.cite.gbt7714.style import Signs, Style
from build_scripts.cite.gbt7714.volume_title import printed_title
from build_scripts.model.reference import Date, Name, Reference, RefType
from build_scripts.text.han import HAN
from build_scripts.text.numerals import parse_numeral

LINK_START, LINK_END = "\ue000", "\ue001"
"""Private marks round an address until the output form is known."""

CODES = {
    RefType.ARTICLE_JOURNAL: "J", RefType.ARTICLE_NEWSPAPER: "N", RefType.BOOK: "M", RefType.CHAPTER: "M",
    RefType.PAPER_CONFERENCE: "C", RefType.PROCEEDINGS: "C", RefType.THESIS: "D", RefType.REPORT: "R",
    RefType.STANDARD: "S", RefType.PATENT: "P", RefType.WEBPAGE: "EB", RefType.DATASET: "DS", RefType.PREPRINT: "PP",
    RefType.PERIODICAL: "J", RefType.SOFTWARE: "CP", RefType.MAP: "CM", RefType.ARCHIVE: "A",
    RefType.LEGISLATION: "Z", RefType.DOCUMENT: "Z",
}  # fmt: skip
_ACCESS_2025 = frozenset({"EB", "DS", "PP"})
_WIDE = rf"[{HAN}\u3041-\u30ff”’》〉）】]"
_TO_FULL = [
    (re.compile(rf"(?<={_WIDE})\s*:\s*"), "："),
    (re.compile(rf"(?<={_WIDE})\s*\(([^()]*)\)"), r"（\1）"),
    (re.compile(rf"\(([^()]*{_WIDE})\)"), r"（\1）"),
    (re.compile(rf"(?<={_WIDE}),\s*"), "，"),
    (re.compile(rf"(?<={_WIDE});\s*"), "；"),
    (re.compile(rf"(?<={_WIDE})\?"), "？"),
]
_TO_HALF = re.compile(r"\s*[：（）]\s*")
_ORDINALS = {w: i + 1 for i, w in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth".split())}
_EDITION = re.compile(r"(?:第\s*)?([0-9]+|[一二三四五六七八九十]+)\s*版|([0-9]+)(?:st|nd|rd|th)?(?:\s*ed(?:ition|\.|n\.?)?)?", re.I)
_PRINTED_DATE = re.compile(r"c\d{4}|\[[^\]]+\]|\d{4}\s*[（(].+[）)]|\d{4}\s*印刷|\d{4}\s*[-–—]+\s*(?:\d{4})?")
_RANGE = re.compile(r"(?<=\d{4})\s*[-–—]+\s*")


@dataclass(frozen=True)
class Parts:
    """One reference seen through one style; every property is a printed part, empty where there is nothing."""

    reference: Reference
    style: Style
    year_suffix: str = ""

    @cached_property
    def language(self) -> str:
        """The language of the entry."""
        return entry_language(self.reference)

    @cached_property
    def signs(self) -> Signs:
        """The signs between the parts."""
        return self.style.signs(self.language)

    @cached_property
    def words(self) -> Words:
        """The entry's own words."""
        return words(self.language)

    @cached_property
    def extra(self) -> dict[str, str]:
        """What has no field of its own."""
        return dict(self.reference.extra)

    @cached_property
    def code(self) -> str:
        """The letters of the document type: as printed, else by the type of the work."""
        printed = self.reference.marker.split("/")[0].strip().upper()
        code = printed or ("EB" if self._bare_address else CODES[self.reference.type])
        return "EB" if code == "PP" and self.style.edition == 2015 else code

    @property
    def _bare_address(self) -> bool:
        """Whether nothing but an address tells where an unmarked work of no certain kind is to be read."""
        ref = self.reference
        return ref.type == RefType.DOCUMENT and bool(ref.url) and not (ref.container or ref.publisher or ref.place or ref.number)

    @property
    def online(self) -> bool:
        """Whether the work is read on the net."""
        return bool(self.reference.url) or "/" in self.reference.marker

    @property
    def marker(self) -> str:
        """``[J]``, ``[EB/OL]``: type and, for electronic works, carrier."""
        carrier = self.reference.marker.partition("/")[2].strip().upper()
        if not carrier and self.reference.url:
            carrier = "OL"
        return f"[{self.code}/{carrier}]" if carrier else f"[{self.code}]"

    def fit(self, text: str) -> str:
        """Printed text with its own signs in the width of the style, where they stand in Chinese words."""
        if self.signs.comma == "，":
            if not text.isascii() and any(sign in text for sign in ":(,;?"):
                for pattern, new in _TO_FULL:
                    text = pattern.sub(new, text)
        elif "：" in text or "（" in text or "）" in text:
            half = {"：": self.signs.colon, "（": "(", "）": ")"}
            text = _TO_HALF.sub(lambda match: half[match[0].strip()], text)
        return text

    def people(self, names: tuple[Name, ...], others: bool = False) -> str:
        """The names of one role."""
        return format_names(names, others, self.style, self.signs, self.words.others)

    def role(self, names: tuple[Name, ...], word: str, others: bool = False) -> str:
        """Names with what they did: ``谢远涛，译``; four or more ``A，B，C，等，译`` (2015: ``等译``)."""
        if not names:
            return ""
        shown = self.people(names, others)
        joined = (others or len(names) > LIMIT) and self.style.edition == 2015 and self.language in ("zh", "ja")
        return shown + ("" if joined else self.signs.comma) + word

    @property
    def translated(self) -> str:
        """The translators with their role, in Chinese where they are named in Chinese."""
        names = self.reference.translators
        own = words("zh") if names and script_language(names[0].family) == "zh" and self.language != "ja" else self.words
        return self.role(names, own.translator, "translators-et-al" in self.extra)

    @property
    def contributors(self) -> list[str]:
        """``张三，校``: people with a role of their own (``contributor:校`` among what has no field)."""
        return [
            self.signs.comma.join((value.replace("、", self.signs.comma), name.partition(":")[2]))
            for name, value in self.reference.extra
            if name.startswith("contributor:")
        ]

    @property
    def title(self) -> str:
        """Title, subtitle and volume words of the work itself."""
        ref = self.reference
        title = ref.title
        if full := printed_title(ref):
            return self.whole(ref.title, full)
        if ref.subtitle:
            title = f"{title}{self.signs.colon}{ref.subtitle}"
        return self.fit(title)

    def whole(self, title: str, full: str) -> str:
        """A title with its volume words as printed; ``《书》第三卷`` of a note, which has no sign between, gets a colon."""
        rest = full.removeprefix(title)
        if rest != full and rest[:1].isalnum():
            full = f"{title}{self.signs.colon}{rest}"
        return self.fit(full)

    def with_volume(self, title: str) -> str:
        """The title of a book with the number of the volume as other title information (7.2.3)."""
        ref = self.reference
        if not ref.volume or (ref.type not in (RefType.CHAPTER, RefType.PAPER_CONFERENCE) and printed_title(ref)):
            return title
        return f"{title}{self.signs.colon}{self.volume_words}" if title else self.volume_words

    @property
    def volume_words(self) -> str:
        """``第4卷``, ``v.4`` (2015: ``Vol. 4``); what is no bare number stays as it is."""
        volume = self.reference.volume.strip()
        number = parse_numeral(volume) if not volume.isalpha() or volume[0] in "一二三四五六七八九十" else None
        if self.language in ("zh", "ja"):
            return volume if number is None else f"第{volume}卷"
        if number is None:
            return volume
        return f"v.{volume}" if self.style.edition == 2025 else f"Vol. {volume}"

    @property
    def edition(self) -> str:
        """``2版``, ``4th ed``, ``修订版``; the first edition is left out (7.4)."""
        text = self.reference.edition.strip()
        number = _edition_number(text)
        if number is None:
            return self.fit(text.rstrip(". "))
        if number == 1:
            return ""
        return f"{number}版" if self.language in ("zh", "ja") else f"{ordinal(number)} ed"

    @property
    def version(self) -> str:
        """The version of a data set, preprint or program."""
        return self.extra.get("version", "") or self.edition

    def year(self, date: Date | None = None) -> str:
        """The year of publication with whatever the print says about it: ``c1980``, ``[1936]``, ``1865（清同治四年）``."""
        date = date or self.reference.date
        if date is None:
            return ""
        printed = date.printed.strip()
        if printed and _PRINTED_DATE.fullmatch(printed):
            return self.fit(_RANGE.sub("—", printed) if self.style.edition == 2025 else printed)
        return f"[{date.year:04d}]" if date.circa else f"{date.year:04d}"

    @property
    def full_date(self) -> str:
        """The date as exact as it is known."""
        date = self.reference.date
        return str(date) if date and (date.month or date.day) else self.year()

    @property
    def exact(self) -> bool:
        """Whether the date says more than the year."""
        return bool(self.reference.date and self.reference.date.month)

    @property
    def imprint_year(self) -> str:
        """The year as it stands in the imprint: nowhere in author-date, where it follows the creators."""
        return "" if self.style.author_date else self.year()

    @property
    def imprint_date(self) -> str:
        """The date of the imprint; a full one stays in its place in author-date too."""
        return self.full_date if self.exact or not self.style.author_date else ""

    @property
    def cited(self) -> str:
        """The pages: those of the part, or the cited ones of a book."""
        pages = self.reference.pages or self.reference.locator
        pages = re.sub(r"\s*[-‐‑–—~～]+\s*", "-", pages)
        pages = re.sub(r"\s*[,，、;；]\s*", self.signs.comma, pages).strip()
        return self.signs.semicolon.join(filter(None, (pages, self.numbering(self.extra.get("continued", "")))))

    def numbering(self, text: str) -> str:
        """Printed years, volumes, issues and pages of a serial with the signs of the style."""
        signs = self.signs
        for sign, new in ((r"[(（]", signs.left), (r"[)）]", signs.right), (r"[,，]\s*", signs.comma), (r"[:：]\s*", signs.colon),
                          (r"[;；]\s*", signs.semicolon)):  # fmt: skip
            text = re.sub(sign, new, text)
        return text

    @property
    def accessed(self) -> str:
        """``[2026-03-29]`` behind the date of the last change; in 2025 for web pages, data sets and preprints only (7.6)."""
        if not self.online or (self.style.edition == 2025 and self.code not in _ACCESS_2025):
            return ""
        date, updated = self.reference.accessed, self.extra.get("updated", "")
        changed = f"{self.signs.left}{updated}{self.signs.right}" if updated else ""
        return changed + (f"[{date}]" if date else "")

    @property
    def imprint(self) -> str:
        """``地：者，年：页[引用日期]`` with the words for what is unknown (7.5)."""
        ref = self.reference
        place, publisher = self.fit(ref.place), self.fit(ref.publisher)
        if self.style.show_missing and not self.online:
            place = place or self.words.no_place
            publisher = publisher or self.words.no_publisher
        return self.placed(self.signs.colon.join(filter(None, (place, publisher))), self.imprint_year)

    def placed(self, where: str, when: str) -> str:
        """``where，when：pages[accessed]`` with whatever of the four there is."""
        head = self.signs.comma.join(filter(None, (where, when)))
        return self.signs.colon.join(filter(None, (head, self.cited))) + self.accessed

    @property
    def dated_access(self) -> str:
        """``（2026-01-14）[2026-03-29]`` of electronic works."""
        date = "" if "updated" in self.extra else self.imprint_date
        return (f"{self.signs.left}{date}{self.signs.right}" if date else "") + self.accessed

    @property
    def access(self) -> list[str]:
        """Address and permanent identifiers; an identifier that the address holds is not repeated (7.9)."""
        url = self.reference.url.strip()
        plain = unquote(url).lower()
        found = [f"{LINK_START}{url}{LINK_END}"] if url else []
        for label, value in (("DOI", self.reference.doi), ("CSTR", self.extra.get("cstr", ""))):
            if value and value.lower() not in plain:
                found.append(f"{label}:{value}")
        return found


def _edition_number(text: str) -> int | None:
    if match := _EDITION.fullmatch(text.rstrip(". ")) or _EDITION.fullmatch(text):
        return parse_numeral(match[1] or match[2])
    if text.isdecimal():
        return int(text)
    return _ORDINALS.get(text.lower().removesuffix(" edition").removesuffix(" ed.").removesuffix(" ed"))


def ordinal(number: int) -> str:
    """``1st``, ``2nd``, ``3rd``, ``11th``."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
