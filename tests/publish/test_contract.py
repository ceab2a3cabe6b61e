"""A published site keeps what machines rely on, and the check of it finds what does not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.publish.contract import breaches

PAPER = "texts/lunwen/index.html"


def test_a_published_site_keeps_what_machines_rely_on(site: Path) -> None:
    assert breaches(site) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('<p id="p2">', "<p>", "paragraphs are numbered"),
        (' data-locator="', ' data-place="', "without data-locator"),
        (' data-key="', ' data-name="', "without data-key"),
        ('<meta name="citation_title"', '<meta name="citation_name"', "citation_title is None"),
        ('<meta name="citation_author"', '<meta name="creator"', "citation_author is None"),
        ('<div class="admonition box">', '<div class="admonition box"><p></p>', "does not begin with its title"),
        ('<li id="fn:', '<li id="note:', "a note without its id"),
        ("<h1", "<h1>又一个</h1><h1", "2 h1"),
        ("</head>", '<link rel="stylesheet" href="https://example.com/a.css"></head>', "fetches https://example.com/a.css"),
        ("</body>", '<img src="//example.com/a.png"></body>', "fetches //example.com/a.png"),
        ('"@context"', '"@name"', ""),
    ],
)
def test_a_breach_is_found(site: Path, tmp_path: Path, old: str, new: str, told: str) -> None:
    broken = tmp_path / "site"
    shutil.copytree(site, broken)
    html = (broken / PAPER).read_text(encoding="utf-8")
    assert old in html
    (broken / PAPER).write_text(html.replace(old, new), encoding="utf-8")
    found = breaches(broken)
    assert any(told in one for one in found) if told else found == []


def test_a_list_that_names_what_is_not_there_is_found(site: Path, tmp_path: Path) -> None:
    broken = tmp_path / "site"
    shutil.copytree(site, broken)
    shutil.rmtree(broken / "texts/lunwen")
    (broken / "bibliography/references.ris").unlink()
    with pytest.raises(FileNotFoundError):
        breaches(broken)
    (broken / "corpus.json").write_text('{"texts": [], "terms": [], "references": []}', encoding="utf-8")
    assert any("references.ris: missing" in one for one in breaches(broken))
