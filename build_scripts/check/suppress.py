"""``<!-- allow CODE: reason -->``: what an editor lets stand, where, and why.

In a page the comment holds for the block that it stands in, alone on a line for the block (or figure, box, list) below it, above the first
block for the whole page. In a library or a YAML file ``% allow CODE: reason`` and ``# allow CODE: reason`` hold for the entry below.
Findings of unsafe content (SEC) cannot be allowed by those who write the content.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from build_scripts.check.rule import RULES, Site
from build_scripts.check.spot import Finding
from build_scripts.check.view import View
from build_scripts.diagnostics import Severity
from build_scripts.model.page import BlockKind
from build_scripts.text.source import Source, Span

UNUSED, MALFORMED = "STR190", "STR191"
_CODES = r"[A-Z]{3}\d{3}(?:\s*[,，、]\s*[A-Z]{3}\d{3})*"
_ALLOW = re.compile(rf"(?:<!--|%|#|//)\s*allow\b[\s:：]*(?P<codes>{_CODES})?\s*(?:[:：]\s*(?P<reason>.*?))?\s*(?:-->|$)", re.S)
_LINE_ALLOW = re.compile(r"^[ \t]*(?:%+|#+|//)[ \t]*allow\b[^\n]*", re.M)
_ENTRY_END = re.compile(r"\n[ \t]*(?=\n|\Z)")


@dataclass(frozen=True)
class Allowance:
    """One comment: its codes and reason, where it stands, and the lines (first and last, from 1) for which it holds."""

    path: str
    codes: tuple[str, ...]
    reason: str
    place: tuple[int, int]
    lines: tuple[int, int]

    def holds_for(self, finding: Finding) -> bool:
        """Whether it lets this finding stand."""
        inside = self.lines[0] <= max(finding.line, 1) <= self.lines[1]
        return finding.path == self.path and inside and finding.code in self.codes and not finding.code.startswith("SEC")


def suppress(findings: Iterable[Finding], site: Site, ran: frozenset[str]) -> Iterator[Finding]:
    """The findings that nobody allowed, and what is wrong with allowances. ``ran`` are the codes that were looked for."""
    allowances = list(find_allowances(site))
    by_path: dict[str, list[Allowance]] = {}
    for allowance in allowances:
        by_path.setdefault(allowance.path, []).append(allowance)
    used: set[tuple[Allowance, str]] = set()
    for finding in findings:
        holding = [one for one in by_path.get(finding.path, ()) if one.holds_for(finding)]
        used.update((one, finding.code) for one in holding)
        if not holding:
            yield finding
    for allowance in allowances:
        yield from _faults(allowance, used, ran)


def _faults(allowance: Allowance, used: set[tuple[Allowance, str]], ran: frozenset[str]) -> Iterator[Finding]:
    place = (allowance.path, *allowance.place)
    if not allowance.codes or not allowance.reason:
        missing = "代号" if not allowance.codes else "理由"
        if MALFORMED in ran:
            yield Finding(MALFORMED, f"allow 注释没有写{missing}。", "写成 <!-- allow 代号: 理由 -->。", Severity.WARNING, *place)
        if not allowance.codes:
            return
    for code in allowance.codes:
        if code.startswith("SEC") and MALFORMED in ran:
            yield Finding(MALFORMED, f"{code} 关系安全，不能用注释放行。", "删去不安全的内容与这条注释。", Severity.WARNING, *place)
        elif (allowance, code) not in used and code in ran and UNUSED in ran:
            hint = "那里已没有这个问题：删去这条注释。" if code in RULES else "这个问题由别的命令报告，或已不存在：核对代号。"
            yield Finding(UNUSED, f"allow {code} 没有用上。", hint, Severity.WARNING, *place)


def find_allowances(site: Site) -> Iterator[Allowance]:
    """Every allowance of the pages, the library, the glossary and the sidecars that are looked at."""
    for view in site.views:
        if "allow" in view.text:
            yield from _in_page(view)
    others = {**site.libraries, **site.sidecars, "references/glossary.yml": site.glossary}
    for path, text in others.items():
        if site.focus is None or path in site.focus:
            yield from _in_lines(path, text)


def _in_page(view: View) -> Iterator[Allowance]:
    for span in view.comments:
        match = _ALLOW.match(span.cut(view.text))
        if match:
            lines = _scope(view, span)
            codes = tuple(re.findall(r"[A-Z]{3}\d{3}", match["codes"] or ""))
            yield Allowance(view.path, codes, (match["reason"] or "").strip(), view.page.position(span.start), lines)


def _scope(view: View, comment: Span) -> tuple[int, int]:
    """The lines for which a comment at this place holds."""
    blocks = view.page.blocks
    line_of = view.page.position
    at = next((i for i, block in enumerate(blocks) if block.span.start <= comment.start < block.span.end), len(blocks) - 1)
    if blocks[at].kind is not BlockKind.COMMENT:
        return line_of(blocks[at].span.start)[0], line_of(blocks[at].span.end)[0]
    if all(block.kind is BlockKind.COMMENT for block in blocks[:at]):
        return 1, line_of(len(view.text))[0]
    after = next((i for i in range(at, len(blocks)) if blocks[i].kind is not BlockKind.COMMENT), at)
    last = after
    if blocks[after].kind in (BlockKind.HTML, BlockKind.BOX_TITLE):
        while last + 1 < len(blocks) and len(blocks[last + 1].within) > len(blocks[after].within) - (blocks[after].kind is BlockKind.BOX_TITLE):
            last += 1
    return line_of(comment.start)[0], line_of(blocks[last].span.end)[0]


def _in_lines(path: str, text: str) -> Iterator[Allowance]:
    source = Source(path, text)
    for found in _LINE_ALLOW.finditer(text):
        match = _ALLOW.search(found[0])
        if match is None:
            continue
        end = _ENTRY_END.search(text, found.end() + 1)
        lines = (source.position(found.start())[0], source.position(end.start() if end else len(text))[0])
        codes = tuple(re.findall(r"[A-Z]{3}\d{3}", match["codes"] or ""))
        yield Allowance(path, codes, (match["reason"] or "").strip(), source.position(found.start()), lines)
