"""The head of a text's page: what Zotero's translator and other machines read."""

from __future__ import annotations

import json

import pytest

from build_scripts.formats.page import parse_page
from build_scripts.model.corpus import Config, Corpus, Text
from build_scripts.model.lists import DEFAULT_LISTS
from build_scripts.model.meta import GENRES as NAMED
from build_scripts.model.reference import Name, RefType
from build_scripts.publish.page.citethis import cite_this
from build_scripts.publish.page.metadata import head_metas, json_ld, page_range
from build_scripts.publish.people import is_person, split_name
from build_scripts.publish.texts import GENRES, date_of, genre_of, reference_of


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
        ("王 芳", ("王", "芳")),
        ("仉督明", ("仉", "督明")),
        ("黑泽明", ("黑泽明", "")),
        ("爱新觉罗溥仪", ("爱新觉罗", "溥仪")),
        ("ZHANG Ming-ju", ("ZHANG", "Ming-ju")),
        ("Zhang Mingju", ("Zhang", "Mingju")),
        ("Mingju Zhang", ("Zhang", "Mingju")),
        ("Smith J A", ("Smith", "J A")),
        ("Ludwig van Beethoven", ("van Beethoven", "Ludwig")),
        ("Martin King Jr.", ("King", "Martin, Jr.")),
        ("Press, William", ("Press", "William")),
        ("Plato", ("Plato", "")),
        ("Department of Energy, Office of Science", ("Department of Energy, Office of Science", "")),
    ],
)
def test_family_and_given_name(name: str, parts: tuple[str, str]) -> None:
    assert split_name(name) == parts
    assert is_person("王瑜聪") and not is_person("国家统计局")


@pytest.mark.parametrize(
    "name", ["查无此", "䶮明", "黑泽明", "山田太郎", "李建社", "卡尔·马克思", "A. 斯密", "[英]亚当·斯密", "Plato", "John Smith", "Иван Петров", "さくら"]
)
def test_a_name_without_the_signs_of_a_body_is_a_persons(name: str) -> None:
    author = json.loads(json_ld(text(title="题", authors=[name])))["author"][0]
    assert (author["@type"], author["name"]) == ("Person", name)
    assert reference_of(text(title="题", authors=[name])).authors[0].literal is False


@pytest.mark.parametrize(
    "name", ["编辑部", "课题组", "人社部", "司法部", "发改委", "新华社", "欧盟", "本报记者", "本刊编辑部", "某某大学某某学院", "卡尔·马克思学会",
             "OECD", "Institute of Letters"]
)  # fmt: skip
def test_a_body_is_an_organization(name: str) -> None:
    author = json.loads(json_ld(text(title="题", authors=[{"name": name, "affiliation": "某大学"}])))["author"][0]
    assert author == {"@type": "Organization", "name": name}
    assert reference_of(text(title="题", authors=[name])).authors == (Name(name, literal=True),)


def test_a_person_works_somewhere_and_is_not_cut_where_no_list_knows_the_surname() -> None:
    whole = text(title="题", authors=[{"name": "䶮明明", "affiliation": "某大学"}])
    where = {"@type": "Organization", "name": "某大学"}
    assert json.loads(json_ld(whole))["author"] == [{"@type": "Person", "name": "䶮明明", "affiliation": where}]
    assert values(whole, "citation_author") == ["䶮明明"]
    lists = DEFAULT_LISTS.with_words({"surnames": ["䶮"]})
    known = {"@type": "Person", "name": "䶮明明", "familyName": "䶮", "givenName": "明明", "affiliation": where}
    assert json.loads(json_ld(whole, lists=lists))["author"] == [known]
    assert ("citation_author", "䶮, 明明") in head_metas(whole, lists=lists)


def test_bodies_that_editors_add_are_organizations() -> None:
    lists = DEFAULT_LISTS.with_words({"bodies": ["某某云"]})
    assert json.loads(json_ld(text(authors=["某某云"]), lists=lists))["author"] == [{"@type": "Organization", "name": "某某云"}]


@pytest.mark.parametrize(
    ("meta", "kind"),
    [
        ({"genre": "journal-article", "issue": 3, "volume": 12, "doi": "10.1/a", "issn": "1234-5678"}, RefType.ARTICLE_JOURNAL),
        ({"genre": "journal-article", "issue": 3}, RefType.ARTICLE_JOURNAL),
        ({"genre": "journal-article", "article_no": "1234-5678(2024)03-0001-09"}, RefType.ARTICLE_JOURNAL),
        ({"genre": "text", "issn": "1234-5678", "volume": 12}, RefType.ARTICLE_JOURNAL),
        ({"issn": "1234-5678", "issue": 3}, RefType.ARTICLE_JOURNAL),
        ({"journal": "刊"}, RefType.ARTICLE_JOURNAL),
        ({"newspaper": "某日报", "issue": 1234}, RefType.ARTICLE_NEWSPAPER),
        ({"genre": "journal-article", "keywords": ["甲"]}, RefType.DOCUMENT),
        ({"genre": "journal-article", "doi": "10.1/a"}, RefType.DOCUMENT),
        ({"genre": "text", "volume": 2}, RefType.DOCUMENT),
        ({"issn": "1234-5678", "isbn": "978-7-0000-0000-0"}, RefType.DOCUMENT),
        ({"genre": "book-chapter", "issue": 3}, RefType.CHAPTER),
        ({"genre": "report", "issn": "1234-5678", "issue": 3}, RefType.REPORT),
        ({}, RefType.DOCUMENT),
    ],
)
def test_the_type_is_what_the_metadata_show(meta: dict[str, object], kind: RefType) -> None:
    whole = text(title="题", **meta)
    assert reference_of(whole).type is kind
    journal = kind is RefType.ARTICLE_JOURNAL
    assert (values(whole, "z:itemType") == ["journalArticle"]) is journal
    assert values(whole, "z:itemType") == [genre_of(meta).zotero]


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
    whole = text(title="无题（报纸，第3篇）", untitled=True)
    assert values(whole, "citation_title") == ["无题（报纸，第3篇）"], "the name under which the site lists it: without one no index takes the page"


def test_values_of_a_wrong_shape_never_show_how_a_program_writes_them() -> None:
    people = [{"name": ["王某"]}, {"name": {"a": "b"}}, ["李某"], 3, None]
    whole = text(title=["甲", "乙"], authors=people, issue=[3], volume=True, pages={"a": 1}, abstract=["x"])
    said = repr(head_metas(whole)) + json_ld(whole)
    assert not any(sign in said for sign in ("['甲", "{'a'", "True", "None"))
    assert values(whole, "citation_author") == ["王, 某", "李, 某", "3"] and values(whole, "citation_issue") == ["3"]
    assert values(text(title="题", authors={"name": "王某"}), "citation_author") == ["王, 某"]


def test_the_licence_is_named() -> None:
    assert values(text(title="题", licence="CC-BY-4.0"), "DC.rights") == ["CC-BY-4.0"] == values(text(title="题", license="CC-BY-4.0"), "DC.rights")


@pytest.mark.parametrize(("slug", "citekey", "key"), [("a", "b c{}", "b-c"), ("甲 乙", "", "甲-乙"), ("a", "#", "text"), ("a", "wang2024", "wang2024")])
def test_a_citation_key_that_bibtex_cannot_carry(slug: str, citekey: str, key: str) -> None:
    page = parse_page(f"texts/{slug}.md", f"---\ntitle: 题\ncitekey: {json.dumps(citekey)}\n---\n\n# 题\n\n甲。\n")
    assert f"@misc{{{key}," in cite_this(Corpus(Config()), Text(slug, (page,)))


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


def test_every_genre_that_a_page_may_name_is_published_as_one() -> None:
    assert set(GENRES) == NAMED
