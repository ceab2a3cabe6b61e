"""Every page of the handbook tells the truth: its bad example is reported under its code, its good example is not."""

from __future__ import annotations

import pytest

from build_scripts.check.handbook import Entry, entries
from build_scripts.check.rule import RULES
from tests.check.sites import PATHS, find

WITHOUT_EXAMPLE = {"SRC101", "SRC102", "SRC103", "SRC104", "MRG102"}
"""Rules about which files there are; ``test_files.py`` tries them."""
SHOWN = [entry for entry in entries().values() if entry.examples and entry.examples["反例"][0] in PATHS]


def test_every_rule_shows_a_bad_and_a_good_example() -> None:
    mute = {code for code in RULES if set(entries()[code].examples) != {"反例", "正例"}}
    assert mute == WITHOUT_EXAMPLE


def files(entry: Entry, which: str) -> dict[str, str]:
    language, text = entry.examples[which]
    made = {PATHS[language]: text + "\n"}
    if language == "bibtex":
        made["docs/texts/example.md"] = "# 题名\n\n甲[@solow1957technical]。\n"
        made["references/glossary.yml"] = "[]\n"
    if entry.code == "MET111":
        made["docs/texts/other.md"] = "---\ntitle: 别的一页\nsource: {file: other.txt, part: 1}\n---\n\n# 别的一页\n\n甲。\n"
    return made


@pytest.mark.parametrize("entry", SHOWN, ids=lambda entry: entry.code)
def test_the_bad_example_is_reported(entry: Entry) -> None:
    if entry.code == "MET110":
        found = find({"docs/texts/whole/01-a.md": entry.examples["反例"][1] + "\n"})
    else:
        found = find(files(entry, "反例"))
    assert entry.code in {one.code for one in found}, found
    for one in found:
        if one.code == entry.code:
            assert one.line >= 1 and one.message and one.hint


@pytest.mark.parametrize("entry", SHOWN, ids=lambda entry: entry.code)
def test_the_good_example_is_not(entry: Entry) -> None:
    found = [one for one in find(files(entry, "正例")) if one.code == entry.code]
    assert not found
