"""The handbook is whole: every code that any room uses has a page, and the published pages are the ones the code gives."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from build_scripts.check.handbook import FAMILIES, entries, format_entry, format_handbook
from build_scripts.check.rule import RULES
from build_scripts.formats.page import parse_page
from tests.check.sites import find

ROOT = Path(__file__).resolve().parents[2]
CODE = re.compile(r"[\"'](?P<code>(?:SRC|STR|MET|CIT|REF|TRM|TYP|LNK|MRG|SEC|INT)\d{3})[\"']")


def used_codes() -> dict[str, str]:
    """Every code in the package's source and the file that uses it."""
    return {
        match["code"]: path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "build_scripts").rglob("*.py"))
        for match in CODE.finditer(path.read_text(encoding="utf-8"))
    }


def test_every_code_in_use_has_a_page() -> None:
    used = used_codes()
    assert len(used) > 100
    missing = {code: path for code, path in used.items() if code not in entries()}
    assert not missing, f"write a page for these in build_scripts/check/codes/*.yml: {missing}"


def test_every_page_is_about_a_code_in_use() -> None:
    idle = set(entries()) - set(used_codes())
    assert not idle, f"pages about codes that nothing reports: {idle}"


def test_pages_have_title_cause_and_cure() -> None:
    for code, entry in entries().items():
        assert re.fullmatch(r"[A-Z]{3}\d{3}", code) and code[:3] in FAMILIES
        assert 4 <= len(entry.title) <= 40 and not entry.title.endswith("。"), code
        assert entry.severity in ("error", "warning", "info"), code
        assert "**改法**：" in entry.body and len(entry.body) > 20, code
        assert entry.title in format_entry(entry)


def test_the_published_pages_are_in_step() -> None:
    folder = ROOT / "docs" / "dev" / "rules"
    written = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
    assert written == format_handbook(), "run: python -m build_scripts explain --write docs/dev/rules"


@pytest.mark.parametrize("name", sorted(format_handbook()))
def test_the_published_pages_pass_the_check(name: str) -> None:
    files = {f"docs/dev/rules/{other}": text for other, text in format_handbook().items()}
    assert not [str(one) for one in find(files) if one.path == f"docs/dev/rules/{name}"]
    assert parse_page(name, format_handbook()[name]).title


def test_names_and_fixes_of_rules() -> None:
    assert len(RULES) >= 50
    assert len({rule.name for rule in RULES.values()}) == len(RULES)
    assert {"TYP001", "STR120"} <= {code for code, rule in RULES.items() if rule.fixable}
