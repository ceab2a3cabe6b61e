"""The editors' word lists, ``references/lists/*.yml``: a mapping from the name of a list to its further words.

    newspapers: [某某晚报, 某某商报]
    agencies: [某某社]
"""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import yaml

from build_scripts.diagnostics import Diagnostic, Report, Severity, silent
from build_scripts.formats.yaml_nodes import YamlFault, refuse_bombs
from build_scripts.model.lists import DEFAULT_LISTS, Lists

OF_CHECK = frozenset({"confusions", "furniture", "lookalikes"})
"""Lists that may stand in the same files and that ``check`` reads."""


def parse_lists(text: str, base: Lists = DEFAULT_LISTS, report: Report = silent) -> Lists:
    """The lists of ``base`` with the words of one YAML file. What is no list of words is reported and left out."""
    try:
        refuse_bombs(text)
        data: Any = yaml.safe_load(text)
    except YamlFault as fault:
        told = fault.diagnostic
        report(Diagnostic("REF040", f"词表的 {told.message}", told.hint, line=told.line, column=told.column))
        return base
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else 0
        report(Diagnostic("REF040", "词表不是合法的 YAML", "检查缩进、冒号后的空格与引号。", line=line))
        return base
    if data is None:
        return base
    if not isinstance(data, dict):
        report(Diagnostic("REF040", "词表不是“表名: [词, 词]”的形式", "写成例如 newspapers: [某某晚报]。"))
        return base
    known = [field.name for field in fields(Lists)]
    more: dict[str, list[str]] = {}
    for name, words in data.items():
        if name in OF_CHECK:
            continue
        if name not in known:
            report(Diagnostic("REF041", f"没有名为“{name}”的词表", f"可用的词表：{'、'.join(known)}。", Severity.WARNING))
        elif not isinstance(words, list):
            report(Diagnostic("REF040", f"词表“{name}”不是列表", "写成 [词, 词] 或每行一个“- 词”。"))
        else:
            more[name] = [str(word).strip() for word in words if word is not None and str(word).strip()]
    return base.with_words(more)


def read_lists(root: Path, report: Report = silent) -> Lists:
    """The default lists with the words of every ``references/lists/*.yml`` under ``root``, in order of file names."""
    lists = DEFAULT_LISTS
    for path in sorted((root / "references" / "lists").glob("*.yml")):
        name = path.relative_to(root).as_posix()

        def told(finding: Diagnostic, name: str = name) -> None:
            report(finding.at(name, finding.line, finding.column))

        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            told(Diagnostic("REF040", "词表无法读取", "用 UTF-8 编码保存该文件。"))
            continue
        lists = parse_lists(text, lists, told)
    return lists
