"""Front matter: shapes, dates, identifiers, what several pages must agree on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from build_scripts.check.rule import Site, page_rule
from build_scripts.check.spot import Spot
from build_scripts.check.view import View
from build_scripts.diagnostics import Severity
from build_scripts.formats.editor import HEAD_LISTS, HEAD_OWN, HEAD_TEXT
from build_scripts.model.glossary import Linking
from build_scripts.model.meta import GENRES

_KEYS = HEAD_TEXT | HEAD_LISTS | HEAD_OWN


def _schema(meta: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Key, fault and cure of every value of the wrong shape."""
    for key, value in meta.items():
        if key in HEAD_TEXT and not isinstance(value, str | int) and value is not None:
            yield key, f"{key} 应是一行文字。", "去掉列表或下级的键；值里有冒号的加引号。"
        elif key in HEAD_LISTS and not (isinstance(value, list) and all(isinstance(item, str | int) for item in value)):
            yield key, f"{key} 应是列表。", f"写成“{key}: [甲, 乙]”。"
        elif key == "authors" and not (isinstance(value, list) and all(_is_author(item) for item in value)):
            yield key, "authors 的每一项应有 name。", "写成“authors: [{name: 王某, affiliation: 某大学}]”。"
        elif key == "source" and not (isinstance(value, Mapping) and isinstance(value.get("file"), str)):
            yield key, "source 应写明 file。", "写成“source: {file: 某.txt, part: 1}”。"
        elif key in ("order", "unresolved") and not (isinstance(value, int) and not isinstance(value, bool) and value >= 0):
            yield key, f"{key} 应是整数。", f"写成“{key}: 1”。"
        elif key == "terms" and not (value in ("on", "off", True, False) if not isinstance(value, Mapping) else _is_linking(value)):
            yield key, "terms 只能是 on、off，或写明 link 与 off。", "写“terms: off”，或“terms: {link: page, off: [创新]}”；不写就是 on。"
        elif key == "untitled" and not isinstance(value, bool):
            yield key, "untitled 只能是 true。", "有了题名就删去这一行。"


def _is_author(item: object) -> bool:
    return isinstance(item, Mapping) and isinstance(item.get("name"), str) and bool(item["name"].strip())


def _is_linking(value: Mapping[str, Any]) -> bool:
    """Whether these are settings for the links to terms of one page."""
    return set(value) <= {"link", "off"} and value.get("link", "page") in list(Linking) and isinstance(value.get("off", []), str | list)


@page_rule("MET101", Severity.ERROR)
def wrong_shape(view: View, site: Site) -> Iterator[Spot]:
    """页首的值形式不对

    页首的每个键各有形式：作者是一列 `{name: …}`，关键词是列表，题名、日期、卷期是一行文字。形式不对的值用不上，页面上与引文里就会缺。

    **改法**：照提示改写。

    反例：

    ```markdown
    ---
    title: 题名
    authors: 王某
    keywords: 口径, 测度
    ---

    # 题名

    甲。
    ```

    正例：

    ```markdown
    ---
    title: 题名
    authors: [{name: 王某, affiliation: 某大学}]
    keywords: [口径, 测度]
    ---

    # 题名

    甲。
    ```
    """
    for key, message, hint in _schema(view.page.meta):
        yield view.meta_spot(key, message, hint)


@page_rule("MET102", Severity.WARNING)
def misspelt_key(view: View, site: Site) -> Iterator[Spot]:
    """页首的键像是拼错了

    原文说到自己的别的事情可以用任何键名；但与已有的键只差一两个字母的，多半是拼错，程序不认。

    **改法**：改正拼写。

    反例：

    ```markdown
    ---
    title: 题名
    keyword: [口径]
    ---

    # 题名

    甲。
    ```

    正例：

    ```markdown
    ---
    title: 题名
    keywords: [口径]
    收稿日期: 2024-01-02
    ---

    # 题名

    甲。
    ```
    """
    for key in view.page.meta:
        near = get_close_matches(key.lower(), _KEYS, 1, 0.8) if key not in _KEYS and key.isascii() else []
        if near:
            yield view.meta_spot(key, f"页首没有 {key} 这个键。", f"想写的是 {near[0]} 吗？")


@page_rule("MET105", Severity.INFO)
def neutral_title(view: View, site: Site) -> Iterator[Spot]:
    """页面还没有题名

    原文没有印出题名，转换时用了“无题（…）”这样的中性名称。

    **改法**：在 `references/sources/` 的附注文件里写 `title`，再转换；或直接改页首的 `title` 与一级标题，并删去 `untitled`。

    反例：

    ```markdown
    ---
    title: 无题（example）
    untitled: true
    ---

    # 无题（example）

    甲。
    ```

    正例：

    ```markdown
    ---
    title: 无题诗的传统
    ---

    # 无题诗的传统

    甲。
    ```
    """
    if view.page.meta.get("untitled") is True:
        yield view.meta_spot("untitled", "页面还没有题名。", "在附注文件里写 title 再转换，或改页首与一级标题并删去 untitled。")


@page_rule("MET106", Severity.WARNING)
def no_title(view: View, site: Site) -> Iterator[Spot]:
    """文本的页首没有 `title`

    目录、引用、元数据都从页首的 `title` 取题名；没有时只好用一级标题或文件名。

    **改法**：在页首写 `title`。

    反例：

    ```markdown
    ---
    date: 2024
    ---

    # 题名

    甲。
    ```

    正例：

    ```markdown
    ---
    title: 题名
    ---

    # 题名

    甲。
    ```
    """
    if view.is_text and view.page.body and not str(view.page.meta.get("title") or "").strip():
        yield view.whole("页首没有 title。", "在页首写上 title。")


@page_rule("MET109", Severity.WARNING)
def joined_values(view: View, site: Site) -> Iterator[Spot]:
    """几个作者或几个关键词写成了一个

    `王某、李某` 写在一个 `name` 里，引用时会当成一个人；关键词也一样。

    **改法**：分开写，一项一个。

    反例：

    ```markdown
    ---
    title: 题名
    authors: [{name: 王明、李强}]
    keywords: [口径；测度]
    ---

    # 题名

    甲。
    ```

    正例：

    ```markdown
    ---
    title: 题名
    authors: [{name: 王明}, {name: "Solow, R. M."}]
    keywords: [口径, 测度]
    ---

    # 题名

    甲。
    ```
    """
    meta = view.page.meta
    authors = meta.get("authors")
    for author in authors if isinstance(authors, list) else ():
        name = str(author.get("name") or "") if isinstance(author, Mapping) else ""
        if re.search(r"[;；、]|[\u4e00-\u9fff]\s*[，,]\s*[\u4e00-\u9fff]", name):
            yield view.meta_spot("authors", f"“{name[:30]}”像是几个人的姓名。", "一项一个：[{name: 甲}, {name: 乙}]。")
    for key in ("keywords", "keywords_en"):
        words = meta.get(key)
        for word in words if isinstance(words, list) else ():
            if re.search(r"[;；]", str(word)) or (key == "keywords" and re.search(r"[\u4e00-\u9fff][、，,]\s*[\u4e00-\u9fff]", str(word))):
                yield view.meta_spot(key, f"“{str(word)[:30]}”像是几个关键词。", f"分开写：{key}: [甲, 乙]。")


@page_rule("MET112", Severity.WARNING)
def unknown_genre(view: View, site: Site) -> Iterator[Spot]:
    """页首的体裁不在体裁表里

    体裁决定引用格式与目录里的分类；表里没有的只能猜。可用的有：journal-article、newspaper-article、news-article、photo-caption、book、book-chapter、
    report、thesis、policy、law、speech、essay、webpage、text。

    **改法**：改成表里的一个；拿不准就写 `text`。

    反例：

    ```markdown
    ---
    title: 题名
    genre: bookchapter
    ---

    # 题名

    甲。
    ```

    正例：

    ```markdown
    ---
    title: 题名
    genre: book-chapter
    ---

    # 题名

    甲。
    ```
    """
    named = view.page.meta.get("genre")
    if isinstance(named, str) and named and named not in GENRES:
        near = get_close_matches(named.lower(), sorted(GENRES), 1, 0.7)
        yield view.meta_spot("genre", f"没有“{named[:30]}”这种体裁。", f"想写的是 {near[0]} 吗？" if near else "改成体裁表里的一个；拿不准就写 text。")
