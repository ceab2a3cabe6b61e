"""The head of a reference: its creators, in author-date lists the year, and the title."""

from __future__ import annotations

import re

from build_scripts.cite.gbt7714.dates import YEAR, parse_date
from build_scripts.cite.gbt7714.draft import Draft
from build_scripts.cite.gbt7714.names import chinese_person, parse_names, plausible, strip_role
from build_scripts.cite.gbt7714.printed import EMPTY, Printed
from build_scripts.cite.gbt7714.stops import creator_stop
from build_scripts.cite.gbt7714.titles import is_volume
from build_scripts.model.lists import Lists
from build_scripts.model.reference import Date
from build_scripts.text.han import HAN

_Y = (
    rf"(?P<year>{YEAR}\s*\([^()]{{2,12}}年\)|{YEAR}\s*-\s*(?:{YEAR})?(?=\s*(?:[.,]|\Z))|c?{YEAR}[a-z]?|\[c?{YEAR}(?:-\d\d-\d\d)?[a-z]?\]"
    rf"|{YEAR}-\d\d-\d\d|{YEAR}\s*年)"
)
_YEAR_LAST = re.compile(rf"\A(?P<names>.+?)[\s,]*(?:[,\s]\s*{_Y}|\(\s*{_Y.replace('year', 'paren')}\s*\))\Z")
_YEAR_NEXT = re.compile(rf"\A\s*\(?\s*{_Y}\s*\)?\s*[.,:](?!\d)\s*(?=\S)")
_YEAR_COMMA = re.compile(rf"\A(?P<names>[^\d《“\"():]{{2,120}}?)(?:[,.]\s*|(?<=[a-z.])\s+(?=\S+\s*,)){_Y}\s*[,.:]\s*(?=\S)")
_SECOND_ELEMENT = re.compile(r"[a-z]{3}\.\s+[A-Z]")
_YEAR_PAREN = re.compile(rf"\A(?P<names>[^\d(《“\"]{{2,160}}?)\s*\(\s*{_Y}(?:,\s*[A-Z][a-z]+(?:\s\d+)?)?\s*\)\s*[.,:]?\s*(?=\S)")
_BEFORE_TITLE_MARKS = re.compile(r"\A(?P<names>[^《“\"]{2,80}?)\s*[:.,]?\s*(?=《)")
_HAN = re.compile(f"[{HAN}]")
_BODY_WORD = re.compile(r"\S{0,12}(?:大学|学院|研究[所院]|委员会|协会|学会|公司|中心|政府|联合会|出版社|中共)\S{0,12}\Z")


def read_head(p: Printed, draft: Draft, lists: Lists, headline: bool = False) -> Printed:
    """File creators and year in the draft and return the title.

    ``headline``: of a newspaper, a web page or a host, where a person before a colon belongs to the title.
    """
    p = p.strip(" .,;:")
    names, year, title = _author_date(p, lists)
    if not names:
        names, title = _split(p, lists, headline)
    for group in _by_role(names) if names else ():
        draft.add_names(parse_names(group, lists))
    if year:
        file_year(year, draft)
    return title.strip(" .,:") if title.plain[-1:] != "." else title.strip(" ,:").strip(" .")


_ROLES_APART = re.compile(rf"(?<=[{HAN}])\s*(?:编著|合著|主编|著|撰|编)\s*[,;、]\s*(?=[^,;、]{{2}})")


def _by_role(names: Printed) -> list[Printed]:
    """``约翰·史密斯著, 李明译``: the people of each role apart."""
    match = _ROLES_APART.search(names.plain)
    if match is None or not strip_role(names[match.end() :])[1]:
        return [names]
    return [names[: match.end()].strip(" ,;、"), names[match.end() :]]


def file_year(year: str, draft: Draft) -> None:
    """The year of an author-date head, its letter kept apart (``2010a``); an access year stands in brackets."""
    plain = year.strip()
    if match := re.match(rf"(c?{YEAR})([a-z])\Z", plain):
        draft.extra["year-suffix"] = match[2]
        plain = match[1]
    found: Date | None = parse_date(plain)
    if found and plain.startswith("[") and found.month:
        draft.accessed = found
    elif found:
        draft.date = found


def _author_date(p: Printed, lists: Lists) -> tuple[Printed, str, Printed]:
    plain = p.plain
    if not re.search(YEAR, plain[:240]):
        return EMPTY, "", p
    stop = creator_stop(plain)
    if stop > 0:
        first, rest = p[:stop], p[stop + 1 :]
        if (match := _YEAR_LAST.match(first.plain)) and _names_ok(first[: match.end("names")], lists):
            return first[: match.end("names")], match["year"] or match["paren"], rest
        if (match := _YEAR_NEXT.match(rest.plain)) and _names_ok(first, lists):
            return first, match["year"], rest[match.end() :]
    for pattern in (_YEAR_PAREN, _YEAR_COMMA):
        match = pattern.match(plain)
        if match and pattern is _YEAR_COMMA and _SECOND_ELEMENT.search(match["names"]):
            continue
        if match and _names_ok(p[: match.end("names")], lists, strict=pattern is _YEAR_COMMA):
            return p[: match.end("names")], match["year"], p[match.end() :]
    return EMPTY, "", p


def _names_ok(p: Printed, lists: Lists, strict: bool = False) -> bool:
    return plausible(p.strip(" .,"), lists, strict=strict) or p.plain.strip(" .,") in ("佚名", "Anon")


def _split(p: Printed, lists: Lists, headline: bool) -> tuple[Printed, Printed]:
    plain = p.plain
    stop = creator_stop(plain)
    if stop > 0 and plain[stop + 1 :].strip(" .") and _creators(p[:stop], lists):
        return p[:stop], p[stop + 1 :]
    if "《" in plain and (match := _BEFORE_TITLE_MARKS.match(plain)) and plain.rstrip(" .").endswith("》"):
        names = p[: match.end("names")]
        if plausible(names, lists, strict=True):
            return names, p[match.end() :]
    if headline:
        return EMPTY, p
    return _by_sign(p, lists)


def _creators(p: Printed, lists: Lists) -> bool:
    """Whether what stands before the first stop can be creators: anything short, or a plausible list of names."""
    if plausible(p, lists):
        return True
    han = len(_HAN.findall(p.plain))
    if han:
        if han > 12 and _BODY_WORD.match(p.plain.strip()):
            return True
        return han <= 12 and not re.search(r"[《“\"?!]|的|研究$|\d", p.plain)
    return len(p.plain.split()) <= 6 and p.plain[:1].isupper()


def _by_sign(p: Printed, lists: Lists) -> tuple[Printed, Printed]:
    """Creators parted from the title by a colon or by commas only: every name must be known for one."""
    head, colon, rest = p.plain.partition(":")
    if colon and rest.strip() and not is_volume(rest) and len(head) <= 60 and plausible(p[: len(head)], lists, strict=True):
        if all(chinese_person(part.strip(), lists) for part in re.split("[,、;]|和", _bare(head)) if part.strip()):
            return p[: len(head)], p[len(head) + 1 :]
    if "," in p.plain and _HAN.match(p.plain):
        at = 0
        for match in re.finditer(",", p.plain):
            piece = _bare(p.plain[at : match.start()].strip())
            if not chinese_person(piece, lists) or len(piece) > 4:
                break
            at = match.end()
        if at and p.plain[at:].strip():
            return p[: at - 1], p[at:]
    return EMPTY, p


def _bare(names: str) -> str:
    return re.sub(r"[,、\s]*(?:等|主编|编著|编|著)\Z", "", names)
