"""A small site of two invented texts, and a way to run commands on it in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from build_scripts.__main__ import main

PAPER = """\
县域数据中心的选址
王某
（某大学经济学院，北京 100000）
摘要：本文讨论县域数据中心的选址，说明电价与网络的先后。
关键词：数据中心；县域；选址

一、问题的提出
近年来，不少县城希望建设数据中心。选址的第一个条件是电价，第二个条件才是网络。已有研究对此说法不一[1]。
地方的财力有限，不能样样都要，因此先后的次序就成了问题。本文从三个县的材料出发，说明这个次序。

二、材料与方法
材料来自公开的统计年鉴，口径以年鉴的说明为准[2]。方法是逐县比较，不作推断。

三、结论
电价决定建不建，网络决定建在哪里。这个次序在三个县都成立。

参考文献
[1] 李某. 数据中心的区位[J]. 地理学报, 2021, 76(3): 12-25.
[2] 国家统计局. 中国统计年鉴2023[M]. 北京: 中国统计出版社, 2023.
"""
NOTE = """\
算力的账怎么算

算力的账，先算电，再算人。电是一年一年的开支，人是一天一天的开支，两本账不能合成一本。

有的地方只算前一本，建成以后才发现没有人会用。这样的教训，近几年并不少见，值得后来的地方留心。
"""


@dataclass
class Site:
    """A site in a folder of its own."""

    root: Path
    run: Callable[..., int]
    capture: pytest.CaptureFixture[str]

    def ingest(self, *options: str) -> tuple[int, str, str]:
        """Exit status, output and findings of ``ingest``."""
        self.capture.readouterr()
        status = self.run("ingest", "-C", str(self.root), "--jobs", "1", *options)
        said = self.capture.readouterr()
        return status, said.out, said.err

    def tree(self, *folders: str) -> dict[str, bytes]:
        """Every file of the site, or of some folders, with its bytes; lock, journal and what is remembered aside."""
        paths = [path for folder in folders or (".",) for path in (self.root / folder).rglob("*") if path.is_file()]
        return {p.relative_to(self.root).as_posix(): p.read_bytes() for p in sorted(paths) if not {".zhangju", ".cache"} & set(p.parts)}

    def page(self, slug: str) -> Path:
        return self.root / "docs" / "texts" / f"{slug}.md"

    def edit(self, path: str | Path, old: str, new: str) -> None:
        """Changes words of a file, as a person would."""
        place = self.root / path
        text = place.read_text(encoding="utf-8")
        assert old in text, f"{old} does not stand in {path}"
        place.write_text(text.replace(old, new), encoding="utf-8")

    def source(self, name: str, text: str) -> None:
        (self.root / "references" / "sources" / name).write_text(text, encoding="utf-8")


@pytest.fixture
def run() -> Callable[..., int]:
    """Runs a command; gives back the exit status."""
    return lambda *argv: main([str(one) for one in argv])


@pytest.fixture
def site(tmp_path: Path, run: Callable[..., int], capsys: pytest.CaptureFixture[str]) -> Iterator[Site]:
    """The two texts in a new site, converted once; their slugs are ``paper`` and ``note``."""
    texts = tmp_path / "texts"
    texts.mkdir()
    for name, text in (("a-paper", PAPER), ("b-note", NOTE)):
        (texts / f"{name}.txt").write_text(text, encoding="utf-8")
        (texts / f"{name}.yml").write_text(f"slug: {name[2:]}\n", encoding="utf-8")
    assert run("new", tmp_path / "site", texts) == 0
    made = Site(tmp_path / "site", run, capsys)
    status, _, findings = made.ingest()
    assert status == 0, findings
    yield made
