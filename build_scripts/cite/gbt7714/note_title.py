"""The title of a reference in the manner of notes, and the creators who stand before it."""

from __future__ import annotations

import re

from build_scripts.cite.gbt7714.dates import YEAR
from build_scripts.cite.gbt7714.draft import Draft
from build_scripts.cite.gbt7714.head import file_year, read_head
from build_scripts.cite.gbt7714.names import parse_names, plausible
from build_scripts.cite.gbt7714.printed import Printed
from build_scripts.model.lists import Lists

_SENTENCE = re.compile(r".*(?:转引自|参见|参阅|详见|引自|另见|[,;。:]见|载)\s*")
_GROUPS = re.compile(r"(?<=[撰著编译校注辑])\s*[,、;]\s*(?=\S{2})")
_EDITORIAL = re.compile(r"\s*(?:编委会|编写组|编辑委员会|编纂委员会|编辑部|整理小组|整理组|编辑组|翻译组|课题组|编纂组)")
_INITIAL = re.compile(r"(?:,\s*|\.\s*-?)[A-Z]\Z")


def title_span(plain: str) -> tuple[int, int] | None:
    """The first title: outermost 《…》, or a quotation that is followed by the end of an element."""
    depth, start = 0, -1
    for match in re.finditer("[《》“”\"]", plain):
        sign, at = match[0], match.start()
        if sign == "《":
            start = at if depth == 0 else start
            depth += 1
        elif sign == "》" and depth:
            depth -= 1
            if depth == 0 and not _EDITORIAL.match(plain, at + 1):
                return start, at + 1
        elif sign in "“\"" and depth == 0 and (end := _quoted(plain, at)):
            return at, end
    return None


def _quoted(plain: str, at: int) -> int:
    """The end of a quotation that is a title (``“…”，``, ``"Title," Journal``), or 0."""
    close = plain.find("”" if plain[at] == "“" else '"', at + 1)
    inner = plain.find("“", at + 1)
    while 0 <= inner < close and plain[at] == "“":
        close = plain.find("”", close + 1)
        inner = plain.find("“", inner + 1)
    if close < 0 or close - at < 4:
        return 0
    before, after = plain[:at].rstrip(), plain[close + 1 :].lstrip()
    ends = plain[close - 1] in ",.?!" or not after or after[0] in ",.;(" or after.startswith(("载", "《", "in ", "In "))
    return close + 1 if ends and (not before or before[-1] in ":,.)") else 0


def named_document(plain: str, span: tuple[int, int]) -> int:
    """``国务院关于印发《…》的通知（国发〔2021〕29号），…``: the marks are part of the title, which ends at the first comma."""
    before = plain[: span[0]].strip()
    if not before or before[-1] in ":,.;、编著译撰":
        return 0
    if not re.match(r"\s*的[\u3400-\u9fff]|\s*(?:修订)?(?:通知|意见|决定|解读|讲话|函|批复|公告)", plain[span[1] :]):
        return 0
    end = re.compile(r"\(|,|\.|\Z").search(plain, span[1])
    return end.start() if end else 0


def unmarked_title(before: Printed, draft: Draft, lists: Lists) -> Printed | None:
    """``某某（2011）：题名，《刊》`` and ``某某：题名，《刊》``: the marks stand at the periodical only."""
    before = before.strip(" ,.:;")
    if len(before) < 6 or plausible(without_year(before)[0], lists):
        return None
    inner = Draft()
    title = read_head(before, inner, lists)
    if not inner.authors or not plausible(before[: len(before) - len(title)], lists, strict=True) and inner.date is None:
        return None
    if len(title) < 3 or re.search(r"[。;]|载\Z", title.plain):
        return None
    draft.authors, draft.et_al, draft.date = inner.authors, inner.et_al, inner.date
    return title


def without_year(p: Printed) -> tuple[Printed, str]:
    """Names before a title without the year of the author-date manner (``某某，1994，《…》``, ``Weber, Max 1978,``)."""
    p = _bare(p)
    match = re.search(rf"[,.\s]*\(\s*({YEAR}[a-z]?)\s*\)\s*\Z|[,.\s]\s*({YEAR}[a-z]?)\s*\Z", p.plain)
    return (_bare(p[: match.start()]), match[1] or match[2]) if match else (p, "")


def _bare(p: Printed) -> Printed:
    """Without the signs at either end, but for the stop of a last initial (``Jones, B.``)."""
    bare = p.strip(" ,.:;")
    end = len(p.plain) - len(p.plain.lstrip(" ,.:;")) + len(bare)
    return p[end - len(bare) : end + 1] if _INITIAL.search(bare.plain) and p.plain[end : end + 1] == "." else bare


def read_authors(p: Printed, draft: Draft, lists: Lists) -> None:
    p, year = without_year(p)
    if year:
        file_year(year, draft)
    if not p:
        return
    if not plausible(p, lists) and (match := _SENTENCE.match(p.plain)):
        p = p[match.end() :].strip(" ,.:;")
    if p and (plausible(p, lists) or (len(p) <= 30 and not re.search("[,。;]", p.plain)) or _GROUPS.search(p.plain)):
        last = 0
        for match in [*_GROUPS.finditer(p.plain), None]:
            draft.add_names(parse_names(p[last : match.start() if match else len(p)], lists))
            last = match.end() if match else last
