"""The reasons for which text is set aside are words of the language that editors read, and there are no others."""

from __future__ import annotations

import ast
from pathlib import Path

from build_scripts.ingest import reasons
from build_scripts.text.han import count_han

INGEST = Path(reasons.__file__).parent
NAMES = {name: value for name, value in vars(reasons).items() if name.isupper()}


def test_every_reason_is_chinese_and_none_is_there_twice() -> None:
    assert len(NAMES) > 10 and all(count_han(value) == len(value) for value in NAMES.values())
    assert len(set(NAMES.values())) == len(NAMES)


def test_whatever_is_set_aside_is_set_aside_for_one_of_them() -> None:
    given = []
    for path in sorted(INGEST.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("aside", "set_aside"):
                given += [(path.name, node.lineno, name) for name in _names(node.args[0])]
    assert len(given) > 15
    assert [place for place in given if place[2] not in NAMES] == []


def _names(given: ast.expr) -> list[str]:
    """The constants that an argument may be; what is no name of one stands for itself."""
    if isinstance(given, ast.IfExp):
        return _names(given.body) + _names(given.orelse)
    return [given.id if isinstance(given, ast.Name) else ast.unparse(given)]
