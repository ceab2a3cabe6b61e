"""Findings as people and machines read them: one line, with its source line, GitHub annotations, JSON, SARIF 2.1.0."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from build_scripts.diagnostics import Diagnostic, Severity

FORMS = ("concise", "full", "github", "json", "sarif")
_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_SARIF = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


@dataclass(frozen=True)
class RuleFacts:
    """What SARIF tells about a code: its title and the Markdown of its page, and whether it can be mended."""

    title: str
    text: str
    severity: str


def summary(findings: Sequence[Diagnostic]) -> str:
    """The closing line: how many of each severity."""
    count = Counter(one.severity for one in findings)
    return f"错误 {count[Severity.ERROR]}，警告 {count[Severity.WARNING]}，提示 {count[Severity.INFO]}"


def format_findings(findings: Sequence[Diagnostic], form: str, line_of: Callable[[str, int], str], facts: Mapping[str, RuleFacts],
                    version: str) -> str:  # fmt: skip
    """The findings in one of ``FORMS``, with a newline at the end of every line.

    ``line_of`` gives a line of a file (empty where there is none), ``facts`` the pages of the codes; both are used only where needed.
    """
    if form == "json":
        return json.dumps([_record(one) for one in findings], ensure_ascii=False, indent=2) + "\n"
    if form == "sarif":
        return json.dumps(_sarif(findings, facts, version), ensure_ascii=False, indent=2) + "\n"
    if form == "github":
        return "".join(f"{_annotation(one)}\n" for one in findings)
    if form == "full":
        return "".join(f"{_full(one, line_of)}\n" for one in findings)
    return "".join(f"{one}\n" for one in findings)


def _record(one: Diagnostic) -> dict[str, Any]:
    return {"code": one.code, "severity": one.severity.value, "path": one.path, "line": one.line, "column": one.column,
            "message": one.message, "hint": one.hint, "fixable": bool(getattr(one, "edits", ()))}  # fmt: skip


def _annotation(one: Diagnostic) -> str:
    """A workflow command of GitHub Actions; its data and properties are percent-escaped as its toolkit does."""
    properties = {"file": one.path, "line": one.line or 1, "col": one.column or None, "title": one.code}
    spelt = ",".join(f"{name}={_escaped(str(value), True)}" for name, value in properties.items() if value)
    words = f"{one.message}\n{one.hint}" if one.hint else one.message
    return f"::{_GITHUB[one.severity]} {spelt}::{_escaped(words)}"


def _escaped(text: str, in_property: bool = False) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if in_property else text


def _full(one: Diagnostic, line_of: Callable[[str, int], str]) -> str:
    """The finding with its source line and a mark under the place; Han characters take two columns."""
    line = line_of(one.path, one.line) if one.line else ""
    if not line.strip():
        return f"{one}\n"
    at = max(one.column - 1, 0)
    start = max(0, at - 24)
    shown = line[start : start + 56]
    before = shown[: at - start]
    gap = " " * sum(2 if ord(c) >= 0x2E80 else 1 for c in before)
    number = str(one.line)
    margin = " " * len(number)
    lead = "…" if start else ""
    return f"{one}\n  {margin} |\n  {number} | {lead}{shown}\n  {margin} | {' ' * len(lead)}{gap}^\n"


def _sarif(findings: Sequence[Diagnostic], facts: Mapping[str, RuleFacts], version: str) -> dict[str, Any]:
    codes = sorted({one.code for one in findings})
    rules = [{
        "id": code,
        "shortDescription": {"text": facts[code].title if code in facts else code},
        **({"help": {"text": facts[code].text, "markdown": facts[code].text}} if code in facts else {}),
        "defaultConfiguration": {"level": _SARIF[Severity(facts[code].severity)] if code in facts else "warning"},
    } for code in codes]  # fmt: skip
    driver = {"name": "zhangju", "version": version, "rules": rules}
    results = [_result(one, codes.index(one.code)) for one in findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}


def _result(one: Diagnostic, index: int) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": one.path or "."}}
    if one.line:
        place["region"] = {"startLine": one.line, **({"startColumn": one.column} if one.column else {})}
    text = f"{one.message}\n{one.hint}" if one.hint else one.message
    return {"ruleId": one.code, "ruleIndex": index, "level": _SARIF[one.severity], "message": {"text": text},
            "locations": [{"physicalLocation": place}]}  # fmt: skip
