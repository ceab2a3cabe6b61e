"""The contents list of a book or report: found on the printed lines, set aside, kept as a witness for the outline."""

from __future__ import annotations

import re

from build_scripts.ingest.lines.line import Line
from build_scripts.ingest.patterns import CONTENTS_HEAD, head_style
from build_scripts.ingest.reasons import CONTENTS
from build_scripts.text.han import ends_sentence
from build_scripts.text.normalize import squeeze

_FILL = re.compile(r"(?:\s*+(?:[.．·…・‥⋯•]{2,}+|(?:[.．·…]\s){3,}+|[/（(])|\s{2,}+|\t)[.·…\s]*+$")
_FILLERS = ".．·…・‥⋯•/（( \t\u3000\u00a0"
_LEADER = re.compile(r"[.．·…・‥⋯]{3,}|(?:[.·]\s){3,}")
_PAGE = re.compile(r"(?:\d{1,4}|[ivxlIVX]{1,6})$")
_LONGEST_ENTRY = 240
_NUMBERED = re.compile(r"^(?P<title>\D.{2,60}?)\s*\d{1,4}$")
_PAGE_ONLY = re.compile(r"^[.．·…\s]*(\d{1,4}|[ivxl]{1,6})$")
_FIRST = re.compile(r"(?P<page>\d{1,4}|[IVXL]{1,6}|[ivxl]{1,6})[ \t\u3000]+(?P<title>\S.{1,60})")
_ROW = re.compile(r"\|\s*(?P<title>\S[^\n]{1,200}?)\s*\|\s*(?:\d{1,4}|[ivxlIVXL]{1,6})\s*\|")
"""An entry in a row of a pipe table: | 图 1 | 某地的分布 | 6 |"""
_RULE = re.compile(r"[\s|:\-]+")
_MIN_ENTRIES = 3


def set_aside_contents(lines: list[Line]) -> list[Line]:
    """The lines with every contents list set aside; a list is a run under 目录, or a run of dot leaders anywhere."""
    out = list(lines)
    later = _prefixes(lines) if any(CONTENTS_HEAD.match(line.text.text) for line in lines) else {}
    i = 0
    while i < len(out):
        if not out[i].aside and CONTENTS_HEAD.match(out[i].text.text):
            end = _numbers_first(out, i + 1) or _run_end(out, i + 1, later)
            led = sum(1 for line in out[i + 1 : end] if _has_leader(line.text.text) and _led_title(line.text.text))
            if _entries(out[i + 1 : end], later) >= _MIN_ENTRIES or led == end - i - 1 > 0:
                out[i:end] = [line.set_aside(CONTENTS) for line in out[i:end]]
                i = end
                continue
        elif not out[i].aside and _may_close(out[i].text.text) and _has_leader(out[i].text.text) and _led_title(out[i].text.text):
            end = _leader_end(out, i)
            if _entries(out[i:end], {}) >= _MIN_ENTRIES:
                out[i:end] = [line.set_aside(CONTENTS) for line in out[i:end]]
                i = end
                continue
        i += 1
    return out


def witness(lines: list[Line]) -> frozenset[str]:
    """The squeezed titles that contents lists print, page numbers and leaders taken off."""
    titles: set[str] = set()
    held = ""
    for line in lines:
        if line.aside != CONTENTS:
            held = ""
            continue
        text = line.text.text
        named = _entry_title(text)
        title = squeeze(named or text).strip(".·…．")
        if title and not _PAGE_ONLY.match(text):
            titles.add(title)
            if first := _FIRST.match(text):
                titles.add(squeeze(first.group("title")))
            if held:
                titles.add(held + title)
        held = "" if named else title
    return frozenset(titles)


def _led_title(text: str) -> str:
    """The title of a contents line: what stands before its leader (dots, a wide blank, a bracket) and its page number.

    Empty for any other line. The line is read from its end, so that a line of nothing but dots costs no more than others.
    """
    if len(text) > _LONGEST_ENTRY:
        return ""
    rest = text.rstrip()
    rest = rest[:-1].rstrip() if rest[-1:] in (")", "）") else rest
    tail = rest[-6:]
    page = _PAGE.search(tail)
    if not page:
        return ""
    rest = rest[: len(rest) - len(tail) + page.start()]
    head = len(rest.rstrip(_FILLERS))
    for at in range(head, len(rest)):
        if at and not rest[at - 1].isspace() and _FILL.match(rest, at):
            return rest[:at]
    return ""


def _entry_title(text: str) -> str:
    """The title of a contents line, or empty."""
    if text[:1] == "|" and (row := _ROW.fullmatch(text)):
        return row.group("title").replace("|", " ")
    numbered = None if (led := _led_title(text)) else _NUMBERED.match(text)
    return numbered.group("title") if numbered else led


def _numbers_first(lines: list[Line], start: int) -> int:
    """Behind the last line of a list that prints the page before the title (15 第三章 …); 0 for any other list."""
    end, last, entries = start, 0, 0
    for i in range(start, min(len(lines), start + 600)):
        first = _FIRST.fullmatch(lines[i].text.text)
        if lines[i].aside:
            continue
        if first is None or ends_sentence(lines[i].text.text):
            if i - end > 1 or len(lines[i].text) > 40 or lines[i].level:
                break
            continue
        page = int(first.group("page")) if first.group("page").isdigit() else 0
        if page < last:
            break
        end, last, entries = i + 1, page, entries + 1
    return end if entries >= _MIN_ENTRIES and last > entries and end - start <= 2 * entries else 0


def _may_close(text: str) -> bool:
    """Whether the line ends as one with a page number does."""
    last = text[-1:]
    return last.isdigit() or last in "ivxlIVX)）" or last.isspace()


def _has_leader(text: str) -> bool:
    return _LEADER.search(text) is not None


def _entries(lines: list[Line], later: dict[str, int]) -> int:
    """How many lines of the run look like entries: a title with its page, a page number alone (torn columns), or a
    title that comes again."""
    return sum(1 for line in lines if _FIRST.match(line.text.text) or _entry(line.text.text) or _PAGE_ONLY.match(line.text.text)
               or later.get(squeeze(line.text.text)[:12], 0) >= 2)  # fmt: skip


def _entry(text: str) -> bool:
    return bool(_entry_title(text)) and not ends_sentence(text)


def _prefixes(lines: list[Line]) -> dict[str, int]:
    """How often a line begins with these (up to 12) squeezed characters: a title of the list comes again as a head."""
    counts: dict[str, int] = {}
    for line in lines:
        key = squeeze(line.text.text)[:12]
        counts[key] = counts.get(key, 0) + 1
    return counts


def _run_end(lines: list[Line], start: int, later: dict[str, int]) -> int:
    """Behind the last line that belongs to the list: entries, torn page numbers, wrapped titles that come again."""
    end, misses, seen = start, 0, set()
    for i in range(start, min(len(lines), start + 600)):
        line = lines[i]
        text = line.text.text
        key = squeeze(_title_of(text))[:12]
        if len(key) > 1 and key in seen and not _entry(text):
            break  # the first head of the body: the list printed it already
        if line.aside or _entry(text) or _PAGE_ONLY.match(text) or (_RULE.fullmatch(text) and "|" in text):
            end, misses = i + 1, 0
        elif len(text) <= 40 and not ends_sentence(text) and (later.get(squeeze(text)[:12], 0) >= 2 or head_style(text)):
            misses = 0 if i > end + 8 else misses
            end = i + 1 if later.get(squeeze(text)[:12], 0) >= 2 else end
        else:
            misses += 1
            if misses > 1 or len(text) > 50:
                break
        if key:
            seen.add(key)
    return end


def _title_of(text: str) -> str:
    return _entry_title(text) or text


def _leader_end(lines: list[Line], start: int) -> int:
    end = start
    for i in range(start, len(lines)):
        if lines[i].aside or _entry(lines[i].text.text) or _PAGE_ONLY.match(lines[i].text.text):
            end = i + 1
        elif i - end >= 1 or len(lines[i].text) > 40:
            break
    return end
