"""External links: which there are, what is already known of them, and what is said about the answers. No network here (``check.web``)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass

from build_scripts.check.rule import Site
from build_scripts.check.spot import Finding
from build_scripts.diagnostics import Severity
from build_scripts.model.page import MarkKind
from build_scripts.text.source import Source

DAY = 86_400.0
FRESH = {"ok": 14 * DAY, "moved": 14 * DAY, "dead": 3 * DAY, "refused": 14 * DAY, "unsure": 0.5 * DAY, "bad": 0.0}
"""For how many seconds an answer is not asked for again, by its kind."""
_BARE = re.compile(r"https?://[^\s<>\"'`|\\^{}\u3000-\u9fff\uff00-\uffef“”‘’]+")
_TAIL = ".,;:!?)]}*_"


@dataclass(frozen=True)
class Place:
    """Where a link stands."""

    path: str
    line: int
    column: int


@dataclass(frozen=True)
class Answer:
    """What became of a link.

    ``kind`` is ``ok``, ``moved`` (for good, to ``final``), ``dead``, ``refused``, ``unsure`` or ``bad``; ``status`` the last HTTP status,
    0 without one; ``reason`` says why in Chinese. ``asked`` and ``alive`` are seconds of the epoch, ``alive`` 0 where it never answered.
    ``archive`` is the address of an archived copy.
    """

    kind: str
    status: int = 0
    final: str = ""
    reason: str = ""
    asked: float = 0.0
    alive: float = 0.0
    archive: str = ""


def external_links(site: Site) -> dict[str, list[Place]]:
    """Every address that leads outside, without its fragment, and the places where it stands: pages, library, glossary."""
    found: dict[str, list[Place]] = {}

    def add(url: str, path: str, place: tuple[int, int]) -> None:
        url = url.partition("#")[0].strip()
        if url.lower().startswith(("http://", "https://")):
            places = found.setdefault(url, [])
            if Place(path, *place) not in places:
                places.append(Place(path, *place))

    for view in site.views:
        covered = [(mark.span.start, mark.span.end) for mark in view.marks(MarkKind.LINK, MarkKind.URL, MarkKind.CODE, MarkKind.COMMENT)]
        for mark in view.marks(MarkKind.LINK, MarkKind.URL):
            add(mark.label.strip("<>") if mark.kind is MarkKind.LINK else view.text[mark.span.start : mark.span.end].strip("<>"), view.path,
                view.page.position(mark.span.start))  # fmt: skip
        for match in _BARE.finditer(view.open_html, view.page.body):
            if not any(start <= match.start() < end for start, end in covered):
                add(bare_address(match[0]), view.path, view.page.position(match.start()))
    for path, text in site.libraries.items():
        if site.focus is None or path in site.focus:
            _in_library(site, path, text, add)
    return dict(sorted(found.items()))


def _in_library(site: Site, path: str, text: str, add: Callable[[str, str, tuple[int, int]], None]) -> None:
    source = Source(path, text)
    for key, entry in site.corpus.entries.items():
        home, start = site.entry_places.get(key, ("", -1))
        if home != path:
            continue
        doi = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", entry.reference.doi, flags=re.I)
        for url in (entry.reference.url, f"https://doi.org/{doi}" if doi else ""):
            if url:
                at = text.find(url.removeprefix("https://doi.org/"), start)
                add(url, path, source.position(at if at >= 0 else start))


def bare_address(text: str) -> str:
    """An address that stands in running text, without the signs of the sentence behind it; balanced brackets stay."""
    while text and text[-1] in _TAIL and not (text[-1] == ")" and text.count("(") >= text.count(")")):
        text = text[:-1]
    return text


def parse_answers(text: str) -> dict[str, Answer]:
    """The cache. What cannot be read is an empty one: it is only a memory."""
    try:
        data = json.loads(text) if text.strip() else {}
        return {url: Answer(**given) for url, given in data.items()}
    except (ValueError, TypeError, AttributeError):
        return {}


def format_answers(answers: Mapping[str, Answer]) -> str:
    """The cache as text, in the order of addresses; ``parse_answers`` inverts it."""
    return json.dumps({url: asdict(answers[url]) for url in sorted(answers)}, ensure_ascii=False, indent=1) + "\n"


def to_ask(urls: Iterable[str], known: Mapping[str, Answer], now: float) -> list[str]:
    """The addresses whose answer is missing or too old."""
    return [url for url in urls if url not in known or now - known[url].asked > FRESH.get(known[url].kind, 0.0)]


def findings_of(links: Mapping[str, list[Place]], answers: Mapping[str, Answer]) -> Iterator[Finding]:
    """What is told about the answers, at every place where a link stands."""
    for url, places in links.items():
        answer = answers.get(url)
        told = _told(url, answer) if answer else None
        for place in places if told else ():
            code, message, hint, severity = told or ("", "", "", Severity.INFO)
            yield Finding(code, message, hint, severity, place.path, place.line, place.column)


def _told(url: str, answer: Answer) -> tuple[str, str, str, Severity] | None:
    if answer.kind == "dead":
        hint = f"换成新的网址；存档在 {answer.archive}。" if answer.archive else "换成新的网址，或找存档的地址。"
        return "LNK091", f"外部链接已失效（{answer.reason}）：{url}", hint, Severity.WARNING
    if answer.kind == "moved":
        return "LNK092", f"外部链接已转到别处（{answer.status}）：{url}", f"改成 {answer.final}。", Severity.INFO
    if answer.kind == "unsure":
        return "LNK093", f"外部链接一时问不到（{answer.reason}）：{url}", "过几天再核对；一直如此的，换一个网址。", Severity.INFO
    if answer.kind == "refused":
        return "LNK094", f"外部链接不让程序查看（{answer.reason}）：{url}", "用浏览器看一看；打得开就不必改。", Severity.INFO
    if answer.kind == "bad":
        return "LNK095", f"网址的写法不对（{answer.reason}）：{url}", "改正网址。", Severity.WARNING
    return None
