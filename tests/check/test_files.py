"""Rules about which files there are, and what several pages must agree on."""

from __future__ import annotations

from tests.check.sites import find

PAGE = "---\ntitle: 题名\nsource: {file: a.txt, part: 1}\n---\n\n# 题名\n\n甲。\n"


def codes(files: dict[str, str], family: str) -> list[tuple[str, str]]:
    return [(one.code, one.path) for one in find(files, family)]


def test_a_sidecar_without_its_text() -> None:
    files = {"references/sources/essay.yml": "title: 甲\n", "references/sources/essays.txt": "甲"}
    found = find(files, "SRC101")
    assert [(one.path, "essays" in one.hint) for one in found] == [("references/sources/essay.yml", True)]
    assert not find({"references/sources/essay.yml": "title: 甲\n", "references/sources/essay.txt": "甲"}, "SRC101")


def test_a_raw_text_without_page() -> None:
    files = {f"references/sources/{name}": "甲" for name in ("a.txt", "b.txt", "c.TXT", "d.md", "e.pdf")} | {"docs/texts/a.md": PAGE}
    assert codes(files, "SRC102") == [("SRC102", f"references/sources/{name}") for name in ("b.txt", "c.TXT", "d.md")]


def test_a_page_without_its_raw_text() -> None:
    assert codes({"docs/texts/a.md": PAGE}, "SRC103") == [("SRC103", "docs/texts/a.md")]
    assert codes({"docs/texts/a.md": PAGE, "references/sources/a.txt": "甲"}, "SRC103") == []


def test_what_cannot_be_converted() -> None:
    files = {"references/sources/a.PDF": "", "references/sources/b.txt": ""}
    assert codes(files, "SRC104") == [("SRC104", "references/sources/a.PDF")]


def test_a_page_without_base() -> None:
    assert codes({"docs/texts/a.md": PAGE}, "MRG102") == [("MRG102", "docs/texts/a.md")]
    assert codes({"docs/texts/a.md": PAGE, "references/imported/a.md": PAGE}, "MRG102") == []


def test_chapters_that_do_not_fit() -> None:
    chapter = "---\ntitle: 章\npart_of: {}\norder: {}\n---\n\n# 章\n\n甲。\n"
    index = "---\ntitle: 书\n---\n\n# 书\n"
    good = {"docs/texts/b/index.md": index, "docs/texts/b/01.md": chapter.format("b", 1), "docs/texts/b/02.md": chapter.format("b", 2)}
    assert codes(good, "MET110") == []
    bad = good | {"docs/texts/b/02.md": chapter.format("c", 1)}
    assert codes(bad, "MET110") == [("MET110", "docs/texts/b/02.md")] * 2
    del bad["docs/texts/b/index.md"]
    assert ("MET110", "docs/texts/b/01.md") in codes(bad, "MET110")


def test_a_link_in_a_page_reaches_files_of_docs() -> None:
    page = "# 题名\n\n![图](../figure.svg)与[文件](../a.pdf)。\n"
    drawing = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    assert codes({"docs/texts/a.md": page, "docs/figure.svg": drawing, "docs/a.pdf": ""}, "LNK") == []
    assert [code for code, _ in codes({"docs/texts/a.md": page}, "LNK")] == ["LNK003", "LNK001"]


def test_findings_of_readers_are_told_beside_those_of_rules() -> None:
    found = codes({"docs/texts/a.md": "---\ntitle: [\n---\n\n# 题名\n\n甲。\n"}, "MET")
    assert ("MET010", "docs/texts/a.md") in found
