"""The head of a text's page: what Zotero's translator and other machines read."""

from __future__ import annotations

import json

import pytest

from build_scripts.formats.page import parse_page
from build_scripts.model.corpus import Text
from build_scripts.publish.metadata import head_metas, json_ld, page_range
from build_scripts.publish.texts import date_of, is_person, split_name


def text(**meta: object) -> Text:
    head = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in meta.items())
    return Text("a", (parse_page("texts/a.md", f"---\n{head}---\n\n# {meta.get('title', '题')}\n\n正文。\n"),))


def values(whole: Text, name: str) -> list[str]:
    return [value for key, value in head_metas(whole, "https://a.cn/texts/a/") if key == name]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("王瑜聪", ("王", "瑜聪")),
        ("欧阳明", ("欧阳", "明")),
        ("王某", ("王", "某")),
        ("国家统计局", ("国家统计局", "")),
        ("某某大学课题组", ("某某大学课题组", "")),
        ("卡尔·马克思", ("卡尔·马克思", "")),
        ("John Smith", ("Smith", "John")),
        ("Smith, John", ("Smith", "John")),
        ("World Bank", ("World Bank", "")),
    ],
)
def test_family_and_given_name(name: str, parts: tuple[str, str]) -> None:
    assert split_name(name) == parts
    assert is_person("王瑜聪") and not is_person("国家统计局")


def test_journal_article() -> None:
    whole = text(title="题", authors=[{"name": "王瑜聪", "affiliation": "某大学"}, {"name": "国家统计局"}], date="2024-05",
                 genre="journal-article", journal="刊", volume=12, issue=3, pages="14-23", doi="10.1/a", keywords=["甲", "乙"],
                 abstract="摘要。")  # fmt: skip
    assert values(whole, "citation_author") == ["王, 瑜聪", "国家统计局"]
    assert values(whole, "citation_author_institution") == ["某大学"]
    assert values(whole, "citation_publication_date") == ["2024/05"]
    found = [values(whole, f"citation_{name}") for name in
             ("title", "journal_title", "volume", "issue", "firstpage", "lastpage", "doi", "abstract", "language")]  # fmt: skip
    assert found == [["题"], ["刊"], ["12"], ["3"], ["14"], ["23"], ["10.1/a"], ["摘要。"], ["zh"]]
    assert values(whole, "citation_keywords") == ["甲", "乙"]
    assert values(whole, "z:itemType") == ["journalArticle"]
    assert values(whole, "DC.creator") == ["王瑜聪", "国家统计局"]


def test_newspaper_article() -> None:
    whole = text(title="题", newspaper="某日报", date="2024-03-05", pages="003", genre="newspaper-article")
    assert values(whole, "z:itemType") == ["newspaperArticle"]
    assert values(whole, "prism.publicationName") == ["某日报"]
    assert values(whole, "citation_journal_title") == []
    assert values(whole, "citation_publication_date") == ["2024/03/05"]


def test_what_the_text_does_not_say_is_left_out() -> None:
    names = {name for name, _ in head_metas(text(title="题"))}
    assert not names & {"citation_author", "citation_doi", "citation_publication_date", "citation_volume", "citation_firstpage"}
    assert values(text(title="无题", untitled=True), "citation_title") == []


def test_json_ld_cannot_end_its_script() -> None:
    data = json_ld(text(title="</script><b>"))
    assert "<" not in data
    assert json.loads(data)["name"] == "</script><b>"


@pytest.mark.parametrize(("pages", "ends"), [("14-23", ("14", "23")), ("8", ("8", "8")), ("e12", ("e12", "e12")), ("", ("", ""))])
def test_page_range(pages: str, ends: tuple[str, str]) -> None:
    assert page_range({"pages": pages}) == ends


@pytest.mark.parametrize(
    ("value", "date"), [("2024-01-31", "2024-01-31"), (2024, "2024"), ("2024年5月", "2024-05"), ("", "None"), ("第3期", "None")]
)
def test_dates(value: object, date: str) -> None:
    assert str(date_of(value)) == date
