"""Help for editors says what the readers say: every file of the corpus fits its schema, and what a reader refuses the schema refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from build_scripts.diagnostics import Diagnostic
from build_scripts.formats.editor import SNIPPETS, editor_files, frontmatter_schema, glossary_schema, sidecar_schema
from build_scripts.formats.frontmatter import parse_frontmatter
from build_scripts.formats.glossary import parse_glossary
from build_scripts.formats.sidecar import parse_sidecar

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = {"glossary": glossary_schema(), "sidecar": sidecar_schema(), "frontmatter": frontmatter_schema()}


def faults(schema: dict[str, Any], value: object) -> list[str]:
    return [f"{one.json_path}: {one.message}" for one in Draft7Validator(schema).iter_errors(value)]


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_a_schema_is_one(name: str) -> None:
    Draft7Validator.check_schema(SCHEMAS[name])


def test_the_glossary_of_the_corpus_fits() -> None:
    for path in [ROOT / "references/glossary.yml", ROOT / "references/imported/glossary.yml", *ROOT.glob("tests/**/glossary.yml")]:
        assert faults(SCHEMAS["glossary"], yaml.safe_load(path.read_text(encoding="utf-8"))) == [], path


def test_the_sidecars_of_the_corpus_fit() -> None:
    paths = [*(ROOT / "references/sources").glob("*.yml")]
    assert paths
    for path in paths:
        assert faults(SCHEMAS["sidecar"], yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)) == [], path


def test_the_front_matter_of_the_corpus_fits() -> None:
    paths = [*(ROOT / "docs").rglob("*.md"), *(ROOT / "references/imported").rglob("*.md")]
    assert len(paths) > 20
    for path in paths:
        assert faults(SCHEMAS["frontmatter"], parse_frontmatter(path.read_text(encoding="utf-8"))[0]) == [], path


@pytest.mark.parametrize(
    "text",
    ["titel: 甲", "title: [甲]", "slug: 甲", "slug: A b", "layout: pages", "authors: [{nam: 王某}]", "parts: [{parts: []}]", "glossary: [{id: a}]",
     "keywords: {a: b}", "parts: 甲", "terms: maybe", "title: 甲", "authors: 王某", "authors: [王某, {name: 李某}]", "references: |\n  甲\n  乙",
     "extra: {基金: 甲}", "keywords: 甲", "parts: [{slug: a-b}, {title: 乙}]"],
)  # fmt: skip
def test_schema_and_reader_agree_about_sidecars(text: str) -> None:
    found: list[Diagnostic] = []
    parse_sidecar(text + "\n", "a.yml", found.append)
    assert bool(found) == bool(faults(SCHEMAS["sidecar"], yaml.load(text, yaml.BaseLoader))), found


@pytest.mark.parametrize(
    "text",
    ["- id: a\n  term: 甲乙", "- id: a", "- term: 甲乙", "- id: 甲\n  term: 甲乙", "- id: a\n  term: 甲乙\n  link: all", "- id: a\n  term: 甲乙\n  alias: [乙]",
     "- id: a\n  term: 甲乙\n  aliases: 丙丁", "- id: a\n  term: 甲乙\n  definition: [甲]", "{}", "- 甲"],
)  # fmt: skip
def test_schema_and_reader_agree_about_glossaries(text: str) -> None:
    found: list[Diagnostic] = []
    parse_glossary(text + "\n", report=found.append)
    assert bool(found) == bool(faults(SCHEMAS["glossary"], yaml.load(text, yaml.BaseLoader))), found


HEADS = [("terms: {link: page, off: [创新]}", True), ("terms: {link: all}", False), ("authors: 王某", False), ("keywords: 甲", False),
         ("source: {part: 1}", False), ("order: -1", False), ("基金项目: 甲", True)]  # fmt: skip


@pytest.mark.parametrize("head, sound", HEADS)
def test_schema_and_rule_agree_about_front_matter(head: str, sound: bool) -> None:
    from tests.check.sites import PAGE, find

    text = f"---\ntitle: 题名\n{head}\n---\n\n# 题名\n\n甲。\n"
    assert (find({PAGE: text}, "MET101") == []) == sound == (faults(SCHEMAS["frontmatter"], parse_frontmatter(text)[0]) == [])


def test_the_files_of_this_repository_are_in_step() -> None:
    for path, text in editor_files().items():
        assert (ROOT / path).read_text(encoding="utf-8") == text, f"{path}: write editor_files() anew"
        json.loads(text)


def test_snippets_make_what_pages_are_made_of() -> None:
    from build_scripts.formats.page import parse_page
    from build_scripts.model.page import MarkKind

    def typed(name: str) -> str:
        import re

        text = "\n".join(SNIPPETS[name][1])
        while re.search(r"\$\{\d+:([^${}]*)\}|\$\d+", text):
            text = re.sub(r"\$\{\d+:([^${}]*)\}|\$\d+", lambda m: m[1] or "", text)
        return text

    assert typed("引文") == "[@wang2024xinzhi, 页码]" and typed("作者在句中的引文") == "[-@wang2024xinzhi, 页码]" and typed("术语") == "[[词条|字样]]"
    kinds = {mark.kind for mark in parse_page("a.md", f"# 甲\n\n乙{typed('照印的引文')}。\n", lambda _: None).marks}
    assert MarkKind.CITATION in kinds
