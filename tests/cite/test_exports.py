"""CSL-JSON and RIS: the right types and variables, and nothing lost on the way back."""

from __future__ import annotations

import json

import pytest

from build_scripts.cite.csl import format_csl, from_csl, to_csl
from build_scripts.cite.ris import RIS_TYPES, format_ris, to_ris
from build_scripts.model.reference import Date, Name, Reference, RefType

ARTICLE = Reference(
    RefType.ARTICLE_JOURNAL, "梯田的水权", (Name("袁训"), Name("Smith", "John, Jr"), Name("山地所", literal=True)), et_al=True,
    container="山地经济", date=Date(2015, 3), volume="52", issue="3", pages="112–117", language="zh", marker="J", doi="10.5555/x",
    url="https://example.org/a", accessed=Date(2024, 2, 3), title_full="梯田的水权", extra=(("version", "v2"),), raw="[1] …",
)  # fmt: skip

CSL = {
    RefType.ARTICLE_JOURNAL: "article-journal", RefType.ARTICLE_NEWSPAPER: "article-newspaper", RefType.BOOK: "book",
    RefType.CHAPTER: "chapter", RefType.PAPER_CONFERENCE: "paper-conference", RefType.THESIS: "thesis", RefType.REPORT: "report",
    RefType.STANDARD: "standard", RefType.PATENT: "patent", RefType.WEBPAGE: "webpage", RefType.DATASET: "dataset",
    RefType.PREPRINT: "article", RefType.DOCUMENT: "document", RefType.PROCEEDINGS: "book",
}  # fmt: skip
RIS = {
    RefType.ARTICLE_JOURNAL: "JOUR", RefType.ARTICLE_NEWSPAPER: "NEWS", RefType.BOOK: "BOOK", RefType.CHAPTER: "CHAP",
    RefType.PAPER_CONFERENCE: "CPAPER", RefType.THESIS: "THES", RefType.REPORT: "RPRT", RefType.STANDARD: "STAND",
    RefType.PATENT: "PAT", RefType.WEBPAGE: "ELEC", RefType.DATASET: "DATA", RefType.PREPRINT: "UNPB", RefType.DOCUMENT: "GEN",
}  # fmt: skip


@pytest.mark.parametrize(("kind", "name"), CSL.items())
def test_csl_types(kind: RefType, name: str) -> None:
    assert to_csl("k", Reference(kind))["type"] == name


@pytest.mark.parametrize("kind", list(RefType))
def test_every_type_comes_back_from_csl(kind: RefType) -> None:
    reference = Reference(kind, "甲", title_full="甲", pages="1-2", locator="3")
    assert from_csl(to_csl("k", reference)) == ("k", reference)


def test_csl_variables() -> None:
    item = to_csl("yuan2015titian", ARTICLE)
    assert item["author"] == [{"family": "袁训"}, {"family": "Smith", "given": "John", "suffix": "Jr"}, {"literal": "山地所"}]
    assert item["issued"] == {"date-parts": [[2015, 3]]}
    assert (item["container-title"], item["page"], item["DOI"], item["version"]) == ("山地经济", "112–117", "10.5555/x", "v2")
    assert "edition" not in item


def test_csl_round_trip_through_json() -> None:
    key, back = from_csl(json.loads(format_csl({"k": ARTICLE}))[0])
    assert (key, back, back.raw) == ("k", ARTICLE, ARTICLE.raw)


def test_foreign_csl_is_read() -> None:
    item = {
        "id": 7, "type": "article-magazine", "title": "Wells", "author": [{"family": "Wolff", "given": "P", "non-dropping-particle": "de"}],
        "issued": {"raw": "May 1999"}, "page-first": "3",
    }  # fmt: skip
    key, reference = from_csl(item)
    assert (key, reference.type, reference.authors) == ("7", RefType.ARTICLE_JOURNAL, (Name("de Wolff", "P"),))
    assert reference.date == Date(1999)
    assert reference.extra == (("page-first", "3"),)
    assert from_csl({}) == ("", Reference(RefType.DOCUMENT))


@pytest.mark.parametrize(("kind", "name"), RIS.items())
def test_ris_types(kind: RefType, name: str) -> None:
    assert to_ris("k", Reference(kind)).startswith(f"TY  - {name}\r\n")


def test_every_type_has_a_ris_name() -> None:
    assert set(RIS_TYPES) == set(RefType)


def test_ris_record() -> None:
    lines = to_ris("k", ARTICLE).split("\r\n")
    assert lines[:5] == ["TY  - JOUR", "ID  - k", "AU  - 袁训", "AU  - Smith, John, Jr", "AU  - 山地所"]
    assert {"TI  - 梯田的水权", "JO  - 山地经济", "PY  - 2015", "DA  - 2015/03/", "VL  - 52", "IS  - 3", "SP  - 112", "EP  - 117"} <= set(lines)
    assert {"DO  - 10.5555/x", "UR  - https://example.org/a", "Y2  - 2024/02/03", "LA  - zh"} <= set(lines)
    assert lines[-2:] == ["ER  - ", ""]


def test_ris_values_stay_on_one_line() -> None:
    record = to_ris("k", Reference(RefType.BOOK, "甲\n乙", (Name("A, B and Sons", literal=True),)))
    assert "TI  - 甲 乙\r\n" in record
    assert "AU  - A B and Sons\r\n" in record


def test_records_keep_their_order() -> None:
    text = format_ris({"b": Reference(RefType.BOOK), "a": Reference(RefType.BOOK)})
    assert text.index("ID  - b") < text.index("ID  - a")


def test_an_item_has_no_variable_that_the_schema_does_not_know() -> None:
    extra = (("genre", "硕士学位论文"), ("type", "硕士"), ("continued", "2003（3）：70-81"), ("contributor:校", "何安"))
    reference = Reference(type=RefType.THESIS, title="甲", extra=extra)
    item = to_csl("k", reference)
    assert set(item) == {"id", "type", "title", "genre", "custom"} and item["type"] == "thesis"
    assert item["custom"]["extra"] == {"type": "硕士", "continued": "2003（3）：70-81", "contributor:校": "何安"}
    back = from_csl(item)[1]
    assert dict(back.extra) == dict(reference.extra) and back.type == RefType.THESIS
