"""Names of a byline, and what follows from an article's number."""

from __future__ import annotations

import pytest

from build_scripts.ingest.names import is_byline, is_person
from build_scripts.ingest.recognize.metadata import derive_from_article_no, split_names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("徐 昱", ["徐昱"]),
        ("王 芳 李 明", ["王芳", "李明"]),
        ("王芳、李晓明；欧阳 修", ["王芳", "李晓明", "欧阳修"]),
        ("王芳和李晓明", ["王芳", "李晓明"]),
        ("李和平", ["李和平"]),
        ("王芳1，李明2,3，欧阳修^{1}", ["王芳", "李明", "欧阳修"]),
        ("WANG Yu-cong, Li Ming and Chen Wei", ["WANG Yu-cong", "Li Ming", "Chen Wei"]),
        ("本刊记者　田壮", ["田壮"]),
        ("阿依古丽·买买提", ["阿依古丽·买买提"]),
        ("", []),
        ("□", []),
    ],
)
def test_split_names(line: str, names: list[str]) -> None:
    assert split_names(line) == names


@pytest.mark.parametrize("name", ["王芳", "李晓明", "欧阳修", "司马相如", "安娜·霍夫曼", "Tom Keller"])
def test_persons(name: str) -> None:
    assert is_person(name)


@pytest.mark.parametrize("name", ["引言", "方法", "国家安全", "王", "发展", "The", "生产力理论"])
def test_no_persons(name: str) -> None:
    assert not is_person(name)


@pytest.mark.parametrize("line", ["水渠与村庄", "王芳说：“好。”", "王芳来了。", "《王芳》", "新华社记者 魏全 摄"])
def test_no_bylines(line: str) -> None:
    assert not is_byline(line)


def test_article_number() -> None:
    got = derive_from_article_no("1234-567X（2026）03－0052－12")
    assert got == {"issn": "1234-567X", "year": "2026", "issue": "3", "first_page": "52", "page_count": "12", "pages": "52-63"}
    assert derive_from_article_no("1234-5678(2020)S1-0007-01")["pages"] == "7"
    assert derive_from_article_no("1234-5678(2020)12-0000-00") == {"issn": "1234-5678", "year": "2020", "issue": "12"}


@pytest.mark.parametrize("text", ["", "A", "2020-03", "10.1234/j.issn1234-5678.2020.03.004"])
def test_no_article_number(text: str) -> None:
    assert derive_from_article_no(text) == {}
