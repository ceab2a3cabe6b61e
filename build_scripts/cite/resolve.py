"""Which entry of the reference list each citation means, and what is wrong with those that mean none.

Names and year first; where several works remain, the letter behind the year, then the cited page decides. Reported:
CIT010 no such entry, CIT011 several entries fit, CIT012 names disagree between text and list, CIT013 cited page outside
the entry's pages, CIT014 entry never cited, CIT015 number not in the list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from build_scripts.cite.citation import CitedItem, Found, Manner
from build_scripts.cite.intext import find_citations
from build_scripts.cite.matching import Entry, Shelf, entries_of, fits, spot_names
from build_scripts.diagnostics import Diagnostic, Report, Severity, silent
from build_scripts.model.lists import DEFAULT_LISTS, Lists
from build_scripts.model.pages import parse_pages
from build_scripts.model.reference import Reference

Listed = tuple[str, Reference, str]
"""Key, reference, printed mark or number (``"[41]"``, ``"41"``, ``""``)."""
Position = Callable[[int], tuple[int, int]]
"""Line and column (from 1) of an offset, as ``Source.position`` gives them."""
Place = Callable[[str], tuple[str, int, int]]
"""Path, line and column (from 1; 0 where not known) at which the work of that key is printed."""
_MOST_OF_A_YEAR = 2000
_MOST_NAMED = 6


@dataclass(frozen=True)
class Resolved:
    """A citation and, item for item, the key it means (``""`` where unresolved)."""

    found: Found
    keys: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether every item was resolved."""
        return all(self.keys)


def resolve_citations(
    found: Iterable[Found],
    references: Sequence[Listed],
    report: Report = silent,
    position: Position | None = None,
    ends: Sequence[int] = (),
) -> list[Resolved]:
    """Resolve citations against the reference list(s) of a text, in order.

    Uncertain citations that no entry confirms are dropped without a word. Several numeric lists in one text (numbers
    that start again in ``references``): ``ends`` gives the offset in the text where each list ends; without it a
    citation of number 1 behind the last number of a list moves on to the next list.
    """
    entries = entries_of(references)
    everything, by_year = Shelf(entries), dict[int, Shelf]()
    for entry in entries:
        by_year.setdefault(entry.year, Shelf()).add(entry)
    numbered = _NumberLists(entries, ends)
    out = []
    for one in found:
        tell = _Teller(one, report, position)
        if one.kind is Manner.NUMERIC:
            keys = tuple(_numeric(item, one, numbered, tell) for item in one.items)
            out.append(Resolved(one, keys))
            continue
        settled = _author_year(one, by_year, everything, tell)
        if settled is not None:
            out.append(settled)
    return out


def cite_text(
    text: str, references: Sequence[Listed], report: Report = silent, position: Position | None = None,
    lists: Lists = DEFAULT_LISTS,
) -> list[Resolved]:
    """Find and resolve in one step: the reference list is witness for the citations that are uncertain without it."""
    return resolve_citations(find_citations(text, lists, uncertain=bool(references)), references, report, position)


def nowhere(_key: str) -> tuple[str, int, int]:
    """The place of works that came without one."""
    return "", 0, 0


def report_uncited(resolved: Iterable[Resolved], references: Sequence[Listed], report: Report, place: Place = nowhere) -> list[str]:
    """Keys of the list that no citation means, each reported once (CIT014), at the place that its key has."""
    cited = {key for one in resolved for key in one.keys}
    missing = [(key, reference, mark) for key, reference, mark in references if key not in cited]
    for key, reference, mark in missing:
        label = f"{mark} {reference.title}".strip()
        message, hint = f"文献“{label}”列在参考文献表中，正文没有引用", "核对正文的引注；确为参考书目则不必处理。"
        report(Diagnostic("CIT014", message, hint, Severity.INFO, *place(key)))
    return [key for key, _, _ in missing]


class _Teller:
    """Sends findings about one citation, with its place."""

    def __init__(self, found: Found, report: Report, position: Position | None) -> None:
        self.found, self.report = found, report
        self.line, self.column = position(found.start) if position else (0, 0)

    def __call__(self, code: str, message: str, hint: str, severity: Severity = Severity.WARNING) -> None:
        self.report(Diagnostic(code, message, hint, severity, "", self.line, self.column))


def _author_year(found: Found, by_year: dict[int, Shelf], everything: Shelf, tell: _Teller) -> Resolved | None:
    if found.kind is Manner.NARRATIVE:
        found = _with_witness(found, by_year)
    keys = []
    for item in found.items:
        key = _settle(item, _near(item, by_year), found, tell)
        if not key and not found.certain:
            return None
        if not key and not _ambiguous(item, by_year):
            _unresolved(item, found, everything, tell)
        keys.append(key)
    return Resolved(found, tuple(keys))


def _near(item: CitedItem, by_year: dict[int, Shelf]) -> list[Entry]:
    """The entries of the year that may be meant."""
    shelf = by_year.get(int(item.year))
    return shelf.near(item) if shelf else []


def _with_witness(found: Found, by_year: dict[int, Shelf]) -> Found:
    """The citation with its names as the reference list knows them: where they begin in the run of the sentence."""
    best = ""
    for item in found.items:
        shelf = by_year.get(int(item.year))
        for entry in islice(shelf.by_names(), _MOST_OF_A_YEAR) if shelf else ():
            spotted = spot_names(found.window, entry)
            best = spotted if len(spotted) > len(best) else best
    if not best:
        return found
    bracket = found.printed.rfind("（") if "（" in found.printed else found.printed.rfind("(")
    window_end = found.start + bracket
    start = window_end - len(best)
    names, et_al = fits.read(best)
    items = tuple(replace(one, authors=best.strip(), names=names, et_al=et_al) for one in found.items)
    lead = found.window[len(found.window) - len(best) :]
    return replace(found, start=start, items=items, printed=lead + found.printed[bracket:], certain=True)


def _settle(item: CitedItem, entries: list[Entry], found: Found, tell: _Teller) -> str:
    """The key of the one entry that fits best, or nothing."""
    scored = [(score, entry) for entry in entries if (score := fits(item, entry)) > 0]
    if not scored:
        return ""
    top = max(score for score, _ in scored)
    if top < 2 and not found.certain:
        return ""
    best = [entry for score, entry in scored if score == top]
    if len(best) > 1:
        best = _by_suffix(item, best)
    if len(best) > 1 and item.locator:
        best = _by_page(item, [entry for _, entry in scored] if top < 2 else best) or best
    if len(best) > 1:
        names = "、".join(entry.label for entry in best[:_MOST_NAMED]) + ("……" if len(best) > _MOST_NAMED else "")
        tell("CIT011", f"引注“{found.printed}”可指 {len(best)} 种文献：{names}", "在年份后加 a、b 区分，或写明页码。")
        return ""
    entry = best[0]
    if top < 3:
        tell("CIT012", f"引注“{found.printed}”的著者与文献表不一致：{entry.label}", "核对正文与文献表的著者。", Severity.INFO if top == 2 else Severity.WARNING)
    _check_page(item, entry, found, tell)
    return entry.key


def _by_suffix(item: CitedItem, entries: list[Entry]) -> list[Entry]:
    if not item.suffix:
        return entries
    marked = [entry for entry in entries if entry.suffix == item.suffix]
    if marked:
        return marked
    at = ord(item.suffix) - ord("a")
    return [entries[at]] if not any(entry.suffix for entry in entries) and at < len(entries) else entries


def _by_page(item: CitedItem, entries: list[Entry]) -> list[Entry]:
    cited = parse_pages(item.locator)
    return [entry for entry in entries if entry.pages and entry.pages.holds(cited)]


def _check_page(item: CitedItem, entry: Entry, found: Found, tell: _Teller) -> None:
    if not item.locator or not entry.pages or not entry.pages.ranges:
        return
    cited = parse_pages(item.locator)
    if cited.ranges and not entry.pages.holds(cited):
        tell("CIT013", f"引注“{found.printed}”的页码 {item.locator} 不在文献所列页码 {entry.pages.printed} 之内", f"核对正文与文献：{entry.label}。")


def _ambiguous(item: CitedItem, by_year: dict[int, Shelf]) -> bool:
    return any(fits(item, entry) > 0 for entry in _near(item, by_year))


def _unresolved(item: CitedItem, found: Found, everything: Shelf, tell: _Teller) -> None:
    near = sorted({str(entry.year) for entry in everything.near(item) if fits(item, entry) >= 2 and entry.year})
    hint = f"文献表有该著者 {'、'.join(near)} 年的文献，核对年份。" if near else "在参考文献表中补上该文献，或在附注文件中给出。"
    tell("CIT010", f"引注“{found.printed}”在参考文献表中没有对应的文献", hint)


class _NumberLists:
    """The numbered lists of a text and which of them holds at a place."""

    def __init__(self, entries: list[Entry], ends: Sequence[int]) -> None:
        self.lists: list[dict[int, Entry]] = [{}]
        for entry in entries:
            if entry.number in self.lists[-1]:
                self.lists.append({})
            self.lists[-1][entry.number] = entry
        self.last = [max(entries, default=0) for entries in self.lists]
        self.ends, self.at, self.seen = list(ends), 0, set[int]()

    def get(self, number: int, offset: int) -> Entry | None:
        """The entry of that number in the list that holds at the offset."""
        if self.ends:
            self.at = min(sum(1 for end in self.ends if end <= offset), len(self.lists) - 1)
        elif number == 1 and 1 in self.seen and self.at < len(self.lists) - 1 and self.last[self.at] in self.seen:
            self.at, self.seen = self.at + 1, set()
        self.seen.add(number)
        return self.lists[self.at].get(number)


def _numeric(item: CitedItem, found: Found, numbered: _NumberLists, tell: _Teller) -> str:
    entry = numbered.get(item.number, found.start)
    if entry is None:
        tell("CIT015", f"引注“{found.printed}”的序号 {item.number} 不在参考文献表中", "核对序号，或补上缺少的文献。")
        return ""
    _check_page(item, entry, found, tell)
    return entry.key
