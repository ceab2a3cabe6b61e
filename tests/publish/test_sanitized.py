"""Whatever strangers write into pages, titles, the glossary or the library, nothing of it runs on the published site."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import lxml.html
import pytest

from build_scripts.__main__ import main
from tests.publish.conftest import ROOT, SMALL

BAD = """---
title: "题</title><script>alert('title')</script><img src=x onerror=alert(1)>"
description: "述\\"><script>alert('description')</script>"
template: other.html
---

# 题

<script>alert(1)</script>

文<img src="x" onerror="alert(2)"><img src="//host.example/a.png">与<svg><script>alert(3)</script></svg>。

<iframe src="https://host.example/"></iframe><base href="https://host.example/"><meta http-equiv="refresh" content="0;url=javascript:alert(4)">

[点](javascript:alert(5)) <a href="java&#x0A;script:alert(6)" onclick="alert(7)">点</a> <a href="data:text/html,<script>alert(8)</script>">点</a>

<div markdown="1" onmouseover="alert(9)" style="position:fixed;inset:0;background:url(//host.example/b)">盖住</div>

<form action="https://host.example/"><input name="q"><button formaction="javascript:alert(10)">交</button></form>

<style>@import "//host.example/c.css";</style><object data="x"></object><embed src="x"><math><mi xlink:href="javascript:alert(11)">x</mi></math>

段。{: onclick="alert(12)" }

![图](https://host.example/d.png "题"){: onload="alert(13)" }
"""
TERM = """
- id: bad
  term: 坏词条
  definition: '<img src=x onerror=alert(20)>义[点](javascript:alert(21))'
  source: '<script>alert(22)</script>'
"""
WORK = """
@book{bad2020,
  title = {<script>alert(30)</script>},
  author = {<img src=x onerror=alert(31)>},
  url = {javascript:alert(32)},
  date = {2020},
}
"""
GONE = " or ".join(f"self::{name}" for name in "script iframe object embed style base".split())


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("bad") / "root"
    shutil.copytree(SMALL, root)
    settings = (ROOT / "build_scripts" / "publish" / "assets" / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(settings.replace("- hooks.py", f"- {ROOT / 'build_scripts' / 'mkdocs_hooks.py'}"), encoding="utf-8")
    (root / "docs" / "guide" / "bad.md").write_text(BAD, encoding="utf-8")
    (root / "docs" / "texts" / "bad.md").write_text(BAD.replace("# 题", "# 题\n\n坏词条见[@bad2020, 3]。"), encoding="utf-8")
    for name, more in (("glossary.yml", TERM), ("library.bib", WORK)):
        file = root / "references" / name
        file.write_text(file.read_text(encoding="utf-8") + more, encoding="utf-8")
    assert main(["publish", "-C", str(root), "--no-strict"]) == 0
    return root / "site"


def test_nothing_that_strangers_wrote_runs(site: Path) -> None:
    for path in sorted(site.rglob("*.html")):
        page = lxml.html.document_fromstring(path.read_bytes())
        place = path.relative_to(site).as_posix()
        for part in page.iter():
            if not isinstance(part.tag, str):
                continue
            for name, value in part.attrib.items():
                assert not name.startswith("on"), (place, part.tag, name)
                assert not re.match(r"\s*(?:javascript|data|vbscript):", re.sub(r"[\x00-\x20]", "", value), re.I), (place, part.tag, name, value)
                assert not (name in ("src", "data", "poster", "srcset") and re.match(r"(?:https?:)?//", value)), (place, part.tag, value)
        own = [script for script in page.iter("script") if "alert" in (script.text or "") and script.get("type") != "application/ld+json"]
        assert own == [], place
        inside = page.xpath(f"//*[contains(@class, 'md-content__inner')]//*[{GONE}]")
        assert inside == [], place


def test_titles_and_descriptions_stay_words(site: Path) -> None:
    for name in ("guide/bad", "texts/bad"):
        page = lxml.html.document_fromstring((site / name / "index.html").read_bytes())
        assert (page.findtext(".//title") or "").startswith("题</title><script>alert('title')</script>")
    [described] = lxml.html.document_fromstring((site / "guide" / "bad" / "index.html").read_bytes()).xpath("//meta[@name='description']/@content")
    assert described.startswith('述"><script>')
    assert json.loads((site / "corpus.json").read_text(encoding="utf-8"))["texts"]


def test_what_pages_need_is_left(site: Path) -> None:
    page = lxml.html.document_fromstring((site / "texts" / "bad" / "index.html").read_bytes())
    assert page.xpath("//a[contains(@class, 'citation')]") and page.xpath("//p[@id]")
    works = lxml.html.document_fromstring((site / "bibliography" / "index.html").read_bytes())
    assert works.xpath("//template[@data-copy]") and works.xpath("//form[contains(@class, 'filters')]") and works.xpath("//details")
