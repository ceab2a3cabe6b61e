"""The glossary file, ``references/glossary.yml``: a list of terms that people own and ingest only adds to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from build_scripts.diagnostics import Diagnostic, Report, Severity, silent

PATH = "references/glossary.yml"


def parse_glossary(text: str, report: Report = silent, path: str = PATH) -> tuple[Mapping[str, Any], ...]:
    """The terms in order of the file. What is no list of terms with ``id`` and ``term`` is reported (``TRM001``) and left out."""
    try:
        data = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", "") or str(error)
        report(Diagnostic("TRM001", f"术语表读不通：{problem}", "检查缩进与引号。", Severity.ERROR, path, mark.line + 1 if mark else 0))
        return ()
    if data is None:
        return ()
    if not isinstance(data, list):
        report(Diagnostic("TRM001", "术语表应是列表。", "每条以“- id: …”开头。", Severity.ERROR, path, 1))
        return ()
    return tuple(term for term in data if isinstance(term, Mapping) and term.get("id") and term.get("term"))


def append_terms(text: str, terms: Sequence[Mapping[str, Any]]) -> str:
    """The file with terms added at its end; everything that stands there stays as it is."""
    if not terms:
        return text
    kept = text.rstrip()
    if kept == "[]" or kept.endswith("\n[]"):
        kept = kept[:-2].rstrip()
    blocks = [yaml.safe_dump([dict(term)], allow_unicode=True, sort_keys=False, width=10**9, indent=2) for term in terms]
    return "\n\n".join(part.rstrip() for part in ([kept] if kept else []) + blocks) + "\n"
