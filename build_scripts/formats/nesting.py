"""How deeply a page nests quotes, lists, boxes and HTML, before anything reads it that goes down level by level.

Markdown, the published HTML and every reader of it are trees that are walked by recursion, here and in the libraries; libxml2
drops what lies deeper than 256 elements without a word. No text needs a tenth of that, so a page that nests more is refused with
the place where it does. Linear in the page.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from build_scripts.diagnostics import BuildError, Diagnostic
from build_scripts.formats.safe_html import CHOICES, DRAWN, TEXT
from build_scripts.text.source import Source, Span

DEEPEST = 50
"""Levels of quotes, lists and boxes, and levels of HTML elements, that a page may have."""
HINT = "多半是少写了结束标签，或粘贴时多出了 > 与缩进；改成两三层。"
_OPENERS = re.compile(r"(?P<blank>[ \t]*)(?:(?P<quote>>)|(?P<item>(?:[-*+]|\d{1,9}[.)])(?=[ \t]+\S)|(?:!!!|\?\?\?\+?)(?=[ \t])|\[\^[^\]\s]+\]:|:(?=[ \t]{2})))")
_RULE = re.compile(r"[ \t]*(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})\Z")
_SUSPECT = re.compile(rf"\n(?:[ \t>*+\-:]|\d{{1,9}}[.)]|!!!|\?\?\?|\[\^[^\]\s]+\]:){{{DEEPEST // 4 + 1}}}")
"""The beginning of a line that is deep: every level takes a column of its own, and a tab makes four at most."""
_FENCE = re.compile(r"^(`{3,}|~{3,})", re.M)
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][\w-]*)[^<>]*>|(?P<ticks>`+)|(?P<comment><!--)|(?P<gap>\n[ \t]*(?=\n))")
_KNOWN = TEXT | DRAWN | CHOICES | frozenset("address body center dialog dir fieldset html legend menu search template".split())
"""Elements that nest. Of others only the words are published (``List<String>`` is no element at all)."""
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_INLINE = frozenset(
    "a abbr b bdi bdo big cite code del dfn em font i ins kbd label mark q rp rt ruby s samp small span strike strong sub sup time tt u var".split()
)
"""Elements that end with the paragraph of Markdown in which they were opened, ended or not."""
_ENDED_BY = {
    "p": {"p"}, "li": {"p", "li"}, "dt": {"p", "dt", "dd"}, "dd": {"p", "dt", "dd"}, "td": {"p", "td", "th"}, "th": {"p", "td", "th"},
    "tr": {"p", "td", "th", "tr"}, "option": {"option"},
    **{name: {"p", "td", "th", "tr", "thead", "tbody", "tfoot"} for name in ("thead", "tbody", "tfoot")},
}  # fmt: skip
"""Elements that HTML lets end without an end tag, by the element before which they do."""


def refuse_deep(text: str, shown: str) -> None:
    """Raises ``BuildError`` (``STR006``) where the text of a page (``shown`` is its path) nests more than ``DEEPEST`` levels."""
    if found := find_deep(text):
        message, at = found
        line, column = Source(shown, text).position(at)
        raise BuildError(Diagnostic("STR006", message, HINT, path=shown, line=line, column=column))


def find_deep(text: str) -> tuple[str, int] | None:
    """What nests more than ``DEEPEST`` levels, in words, and where it first does; None where nothing does."""
    fences = list(_fences(text)) if "```" in text or "~~~" in text else []
    for what, at in (("引用、列表或专栏", _too_many_containers(text, fences)), ("HTML 元素", _too_many_elements(text, fences))):
        if at >= 0:
            return f"{what}嵌套超过 {DEEPEST} 层。", at
    return None


def _fences(text: str) -> Iterator[Span]:
    """Fenced code at the edge of the page, where it ends; nothing in it is markup."""
    at, open_ended = 0, set[str]()
    while match := _FENCE.search(text, at):
        mark = match[1]
        end = text.find(f"\n{mark}", match.end()) if mark not in open_ended else -1
        if end < 0:
            open_ended.add(mark)
            at = match.end()
        else:
            at = end + 1 + len(mark)
            yield Span(match.start(), at)


def _too_many_containers(text: str, fences: list[Span]) -> int:
    """Where quotes, items and boxes first stand too deep; -1 where they never do."""
    if not _SUSPECT.search(f"\n{text}"):
        return -1
    starts = [span.start for span in fences]
    stack: list[tuple[bool, int]] = []
    start, after_blank = 0, True
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        near = bisect_right(starts, start) - 1
        if near < 0 or fences[near].end <= start:
            line = text[start:end].expandtabs(4)
            blank = not line.strip()
            if not blank and (at := _nest(line, stack, after_blank)) >= 0:
                return start + min(at, end - start)
            after_blank = blank
        start = end + 1
    return -1


def _nest(line: str, stack: list[tuple[bool, int]], after_blank: bool) -> int:
    """Brings the stack (is it a quote, its column) to what the line opens; the column where that is too much, else -1."""
    at = depth = 0
    opened = False
    while not _RULE.match(line, at) and (found := _OPENERS.match(line, at)):
        opener = (found["quote"] is not None, found.end("blank"))
        while depth < len(stack) and stack[depth][1] < opener[1]:
            depth += 1
        if depth == len(stack) or stack[depth] != opener or not opener[0]:
            del stack[depth:]
            stack.append(opener)
        depth += 1
        if depth > DEEPEST:
            return opener[1]
        at, opened = found.end(), True
    if not opened and after_blank:
        indent = len(line) - len(line.lstrip())
        while stack and stack[-1][1] >= indent:
            stack.pop()
    return -1


def _too_many_elements(text: str, fences: list[Span]) -> int:
    """Where elements of HTML first stand too deep; -1 where they never do."""
    if text.count("<") <= DEEPEST:
        return -1
    code = _CodeEnds(text)
    stack: list[str] = []
    skipped = iter([*fences, Span(len(text), len(text) + 1)])
    fence, past = next(skipped), 0
    for match in _TAG.finditer(text):
        while fence.end <= match.start():
            fence = next(skipped)
        if match.start() < past or match.start() >= fence.start:
            continue
        if match["ticks"]:
            past = code.end_of(match)
        elif match["comment"]:
            end = text.find("-->", match.end())
            if end < 0:
                return -1  # the rest is one comment
            past = end + 3
        elif match["gap"] is not None:
            while stack and stack[-1] in _INLINE:
                stack.pop()
        else:
            _tag(stack, match)
            if len(stack) > DEEPEST:
                return match.start()
    return -1


def _tag(stack: list[str], match: re.Match[str]) -> None:
    name = match["name"].lower()
    if match["end"]:
        if name in stack:
            while stack.pop() != name:
                pass
    elif name in _KNOWN and name not in _VOID and not ("svg" in stack and match[0].endswith("/>")):
        while stack and stack[-1] in _ENDED_BY.get(name, ()):
            stack.pop()
        stack.append(name)


class _CodeEnds:
    """Where code spans end: at the next run of as many backticks in the same paragraph."""

    def __init__(self, text: str) -> None:
        self._runs: dict[int, list[int]] = {}
        for run in re.finditer("`+", text):
            self._runs.setdefault(len(run[0]), []).append(run.start())
        self._gaps = [gap.start() for gap in re.finditer(r"\n[ \t]*\n", text)]

    def end_of(self, run: re.Match[str]) -> int:
        """The end of the code span that the run opens; its own end where it opens none."""
        same = self._runs[len(run[0])]
        following = bisect_right(same, run.start())
        gap = bisect_right(self._gaps, run.start())
        limit = self._gaps[gap] if gap < len(self._gaps) else len(run.string)
        return same[following] + len(run[0]) if following < len(same) and same[following] < limit else run.end()
