"""Raw texts, sidecars and bases beside the pages that came from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import PurePosixPath

from build_scripts.check.rule import Site, rule
from build_scripts.check.spot import Spot
from build_scripts.check.view import View
from build_scripts.diagnostics import Severity
from build_scripts.formats.rawtext import OTHER_HINT, OTHER_KINDS, SUFFIXES


@rule("SRC101", Severity.WARNING)
def lonely_sidecar(site: Site) -> Iterator[Spot]:
    """附注文件旁边没有原文

    `某.yml` 说的是同名的 `某.txt`；原文改了名或删了，附注就不起作用。

    **改法**：把附注改成与原文同名；不再要的删去。
    """
    stems = {name.rsplit(".", 1)[0]: name for name in site.sources}
    for path in site.sidecars:
        stem = path.rsplit("/", 1)[-1].removesuffix(".yml")
        if stem not in stems:
            near = get_close_matches(stem, stems, 1, 0.6)
            hint = f"是 {stems[near[0]]} 的吗？改成 {near[0]}.yml。" if near else "改成与原文同名；不再要的删去。"
            yield Spot(path, 1, 1, f"references/sources/ 里没有与它同名的原文 {stem}.txt。", hint)


@rule("SRC102", Severity.WARNING)
def source_without_page(site: Site) -> Iterator[Spot]:
    """原文还没有转换

    `references/sources/` 里有这一份，却没有哪一页说自己出自它：还没有运行 `ingest`，或转换出了错。

    **改法**：运行 `python -m build_scripts ingest`。
    """
    used = set(_named_sources(site))
    for name in sorted(site.sources):
        if PurePosixPath(name).suffix.lower() in SUFFIXES and name not in used:
            yield Spot(f"references/sources/{name}", 0, 0, f"原文 {name} 还没有页面。", "运行 python -m build_scripts ingest。")


def _named_sources(site: Site) -> Iterator[str]:
    for text in site.corpus.texts:
        source = text.meta.get("source")
        if isinstance(source, Mapping):
            yield str(source.get("file"))


@rule("SRC103", Severity.WARNING)
def page_without_source(site: Site) -> Iterator[Spot]:
    """页面所说的原文不见了

    页首的 `source` 写着由哪一份原文转换而来；那份原文不在 `references/sources/` 里，就不能再核对，也不能再转换。

    **改法**：把原文放回去；改了名的，再运行一次 `ingest`，页面会自己跟上；自己写的页面不要 `source`。
    """
    for text in site.corpus.texts:
        source = text.meta.get("source")
        name = str(source.get("file")) if isinstance(source, Mapping) else ""
        if name and name not in site.sources:
            near = get_close_matches(name, site.sources, 1, 0.6)
            hint = f"改名成了 {near[0]}？再运行一次 ingest。" if near else "把原文放回 references/sources/；自己写的页面不要 source。"
            yield View(text.pages[0]).meta_spot("source", f"原文 {name} 不在 references/sources/ 里。", hint)


@rule("SRC104", Severity.WARNING)
def unreadable_kind(site: Site) -> Iterator[Spot]:
    """`references/sources/` 里有不能转换的文件

    转换只读纯文本（`.txt`）。PDF、Word 等先用别的程序抽出文字，或做文字识别。

    **改法**：抽出文字存成 `.txt`；原件放到别处。
    """
    for name in sorted(site.sources):
        if PurePosixPath(name).suffix.lower() in OTHER_KINDS:
            yield Spot(f"references/sources/{name}", 0, 0, f"{name} 不是纯文本，不能转换。", OTHER_HINT)


@rule("MRG102", Severity.INFO)
def page_without_base(site: Site) -> Iterator[Spot]:
    """页面没有底本

    `references/imported/` 里没有同名的底本，下一次转换就分不出哪些是人改的，只好整页保持原样。

    **改法**：从版本记录里找回底本；或把页面移开，转换一次，再把改动抄回去。
    """
    for text in site.corpus.texts:
        for page in text.pages:
            if isinstance(text.meta.get("source"), Mapping) and page.path.removeprefix("texts/") not in site.imported:
                hint = "从版本记录里找回 references/imported/ 的同名文件。"
                yield Spot(f"docs/{page.path}", 1, 1, "这一页没有底本，下次转换会整页保持原样。", hint)
