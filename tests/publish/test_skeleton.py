"""Pages made from a skeleton are to the byte what the theme makes of them."""

from __future__ import annotations

import contextlib
import io
import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from mkdocs.structure.pages import Page

from build_scripts.__main__ import main
from build_scripts.publish.rendering.skeleton import Skeletons
from build_scripts.publish.rendering.skin import mend_page
from tests.bench.scale.generate import write

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = (ROOT / "build_scripts" / "publish" / "assets" / "mkdocs.yml").read_text(encoding="utf-8")
HARD = """---
title: {title}
authors: [{{name: O'Neil & "Söhne"}}]
abstract: {abstract}
date: 2024-05
genre: journal-article
---

# {title}

一段。

## 一、节 {{#s1}}

### （一）下级 {{#s1-1}}

#### 1. 再下级 {{#s1-1-1}}

段。

### （二）下级 {{#s1-2}}

## 二、“引号”与 a_b {{#s2}}

<em>Western words</em>，<em>西文</em>。

## 三、*斜*与 AT&T

完。
"""


def _compared(root: Path, monkeypatch: pytest.MonkeyPatch, *more: str) -> Counter[str]:
    """Publishes the site; how many pages came from a skeleton and how many did not. Every one is compared with the theme's."""
    seen: Counter[str] = Counter()
    own = Skeletons.page

    def page(self: Skeletons, page: Page, render: Callable[[Page], str], contents: Callable[[Page], str], place: Sequence[str] = ()) -> str | None:
        made = own(self, page, render, contents, place)
        seen["rendered" if made is None else "made"] += 1
        assert made is None or made == mend_page(render(page)), page.file.src_uri
        return made

    monkeypatch.setattr(Skeletons, "page", page)
    with contextlib.redirect_stderr(io.StringIO()) as said, contextlib.redirect_stdout(io.StringIO()):
        status = main(["publish", "-C", str(root), "--no-strict", *more])
    assert status == 0, said.getvalue()
    return seen


def test_on_the_generated_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("build_scripts.publish.navigation.MOST_TEXTS", 3)
    write(tmp_path, 5)
    seen = _compared(tmp_path, monkeypatch)
    assert seen["made"] > 100 and not seen["rendered"], seen


@pytest.mark.parametrize("most", [1, 60])
@pytest.mark.parametrize("settings", [
    SETTINGS, SETTINGS + "site_url: https://example.org/a/\nrepo_url: https://example.org/r\nedit_uri: edit/main/docs/\n",
    SETTINGS.replace("permalink: ¶", "permalink: false").replace("toc.follow", "toc.integrate"),
    SETTINGS.replace("toc.follow", "content.action.view") + "site_url: https://example.org/\nrepo_url: https://example.org/r\nedit_uri: blob/main/docs/\n",
])  # fmt: skip
def test_under_other_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: str, most: int) -> None:
    monkeypatch.setattr("build_scripts.publish.navigation.MOST_TEXTS", most)
    root = tmp_path / "root"
    shutil.copytree(ROOT / "tests" / "publish" / "sites" / "small", root)
    (root / "mkdocs.yml").write_text(settings.replace("- hooks.py", f"- {ROOT / 'build_scripts' / 'mkdocs_hooks.py'}"), encoding="utf-8")
    pages = {"题一": "概要", "题二": '带“"”的', "'A & B <c>'": "x", '"引\\"号\\""': "'<b> & x'", "题  三": "y", "题四": "概要二"}
    for number, (title, abstract) in enumerate(pages.items()):
        (root / "docs" / "texts" / f"hard-{number}.md").write_text(HARD.format(title=title, abstract=abstract), encoding="utf-8")
    seen = _compared(root, monkeypatch)
    assert seen["made"] + seen["rendered"] > 3
    assert (seen["made"] == 0) == ("toc.integrate" in settings or "action.view" in settings), seen
