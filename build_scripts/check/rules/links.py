"""Links and images of the Markdown, as far as the sources alone can tell; the built site is looked at in ``built_links``."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from difflib import get_close_matches
from urllib.parse import unquote

from build_scripts.check.rule import Site, page_rule
from build_scripts.check.spot import Spot
from build_scripts.check.view import View
from build_scripts.diagnostics import Severity
from build_scripts.model.page import BlockKind, Mark, MarkKind
from build_scripts.text.edit import Edit
from build_scripts.text.source import Span

_SCHEME = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//)", re.I)
_MADE = re.compile(r"(?:p\d+|fn:.+|fnref\d*:.+|ref-.+|term-.+|top|__.+)\Z")
_GENERATED = ("bibliography/", "glossary/", "search/", "texts/index.md", "corpus.json", "assets/")
_HREF = re.compile(r"<(?:a|area)\b[^<>]*?\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+))", re.I)
_SWALLOWED = re.compile(r"[，。；：、！？）》”」】]")
_REFERENCE_LINK = re.compile(r"(?<![\]\\!])\[([^\[\]\n]{1,60})\]\[([^\[\]\n]{1,60})\](?![\[(])")
_DEFINITION = re.compile(r"^[ ]{0,3}\[([^\]\n^][^\]\n]*)\]:[ \t]*\S", re.M)


def _targets(view: View) -> Iterator[tuple[Mark, str]]:
    """The links and images with a target inside the site: mark and target."""
    for mark in view.marks(MarkKind.LINK, MarkKind.IMAGE):
        target = mark.label.strip().removeprefix("<").removesuffix(">")
        if mark.label and not _SCHEME.match(target):
            yield mark, target


def _file_of(view: View, target: str) -> str:
    """The path below ``docs`` at which a relative target points, its own page for a bare fragment."""
    path = unquote(target.partition("#")[0].partition("?")[0])
    if not path:
        return view.page.path
    if path.startswith("/"):
        return posixpath.normpath(path.lstrip("/")) if path.strip("/") else "index.md"
    return posixpath.normpath(posixpath.join(posixpath.dirname(view.page.path), path))


def _exists(name: str, site: Site) -> bool:
    return name in site.by_path or name in site.corpus.files or name.startswith(_GENERATED) or f"{name}/" in _GENERATED


@page_rule("LNK001", Severity.ERROR)
def file_missing(view: View, site: Site) -> Iterator[Spot]:
    """链接指向不存在的页面或文件

    Markdown 链接写源文件的相对路径，以 `.md` 结尾；发布时换成网址。大小写也要一致。

    **改法**：改正路径；那一页移走了的，改成新的路径。

    反例：

    ```markdown
    见[别的一页](othr.md)。
    ```

    正例：

    ```markdown
    见[别的一页](other.md)与[文献](../bibliography/index.md)。
    ```
    """
    names = [*site.by_path, *site.corpus.files]
    for mark, target in _targets(view):
        name = _file_of(view, target)
        if mark.kind is MarkKind.IMAGE or _exists(name, site) or target.startswith("/") or name.startswith("../") or target.startswith("?"):
            if not name.startswith("../"):
                continue
        if not target.partition("#")[0].endswith(".md") and any(f"{name}{end}" in site.by_path for end in (".md", "/index.md")):
            hint = f"写源文件的路径：{target.partition('#')[0].rstrip('/')}.md。"
        else:
            same = next((other for other in names if other.casefold() == name.casefold()), "")
            near = [same] if same else get_close_matches(name, names, 1, 0.7)
            hint = f"想指的是 {posixpath.relpath(near[0], posixpath.dirname(view.page.path) or '.')} 吗？" if near else "改正路径，或补上那一页。"
        yield view.spot(_at(view, mark, target), f"链接 {target} 指向不存在的 {name}。", hint)


def _at(view: View, mark: Mark, words: str) -> int:
    at = view.text.find(words, mark.text.end, mark.span.end) if words else -1
    return at if at >= 0 else mark.span.start


@page_rule("LNK002", Severity.ERROR)
def anchor_missing(view: View, site: Site) -> Iterator[Spot]:
    """链接指向不存在的位置

    `#` 之后的名字在目标页面里没有：标题的 `{#…}`、图表的 `id`、原书页码的 `id` 都算。只核对写明了地址的页面；其余的在发布之后核对（LNK102）。

    **改法**：改正 `#` 之后的名字，或给目标写上地址。

    反例：

    ```markdown
    # 题名

    见[表1](#tab-1)。

    ## 一、概念 {#s1}

    甲。
    ```

    正例：

    ```markdown
    # 题名

    见[概念](#s1)与[别处](other.md#s1)。

    ## 一、概念 {#s1}

    甲。
    ```
    """
    for mark, target in _targets(view):
        fragment = unquote(target.partition("#")[2])
        name = _file_of(view, target)
        if not fragment or name not in site.by_path or _MADE.match(fragment) or not _all_given(name, site):
            continue
        if fragment not in site.anchors[name]:
            near = get_close_matches(fragment, site.anchors[name], 1, 0.5)
            hint = f"想指的是 #{near[0]} 吗？" if near else "改正 # 之后的名字，或给目标写上 {#…}。"
            yield view.spot(_at(view, mark, target), f"{name} 里没有 #{fragment} 这个位置。", hint)


def _all_given(name: str, site: Site) -> bool:
    """Whether every head of the page has its anchor written, so that no other anchor can be meant."""
    page = site.by_path[name]
    return all(block.id for block in page.blocks if block.kind is BlockKind.HEADING and block.level > 1)


@page_rule("LNK003", Severity.ERROR)
def image_missing(view: View, site: Site) -> Iterator[Spot]:
    """图片不存在

    图片放在 `docs/` 里，地址从本页所在的文件夹算起。

    **改法**：补上图片，或改正地址。

    反例：

    ```markdown
    ![投入强度](missing.png)
    ```

    正例：

    ```markdown
    投入强度见[表](other.md)。
    ```
    """
    for mark, target in _targets(view):
        name = _file_of(view, target)
        if mark.kind is MarkKind.IMAGE and not _exists(name, site):
            near = get_close_matches(name, site.corpus.files, 1, 0.7)
            hint = f"想用的是 {posixpath.relpath(near[0], posixpath.dirname(view.page.path) or '.')} 吗？" if near else "补上图片，或改正地址。"
            yield view.spot(mark.span.start, f"没有图片 {name}。", hint)


@page_rule("LNK004", Severity.WARNING)
def image_without_words(view: View, site: Site) -> Iterator[Spot]:
    """图片没有替代文字

    看不见图的读者（读屏、断网）只有这几个字。

    **改法**：在方括号里用一句话说明图上有什么。

    反例：

    ```markdown
    ![](https://example.com/a.png)
    ```

    正例：

    ```markdown
    ![投入强度逐年上升的折线图](https://example.com/a.png)
    ```
    """
    for mark in view.marks(MarkKind.IMAGE):
        if not mark.text.cut(view.text).strip():
            yield view.spot(mark.span.start, "图片没有替代文字。", "在方括号里说明图上有什么。")
    for tag in re.finditer(r"<img\b(?![^<>]*\balt\s*=)[^<>]*>", view.open_html, re.I):
        yield view.spot(tag.start(), "图片没有替代文字。", '写上 alt="…"。')


@page_rule("LNK005", Severity.WARNING)
def rooted_link(view: View, site: Site) -> Iterator[Spot]:
    """链接以 `/` 开头

    站点常放在网址的下一级（如 `https://某处/zhangju/`），以 `/` 开头的链接会跑到站点外面去。

    **改法**：写从本页算起的相对路径，指向源文件。

    反例：

    ```markdown
    见[别的一页](/texts/other/)。
    ```

    正例：

    ```markdown
    见[别的一页](other.md)。
    ```
    """
    for mark, target in _targets(view):
        if target.startswith("/"):
            yield view.spot(_at(view, mark, target), f"链接 {target} 以“/”开头，站点放在下一级时就断了。", "写从本页算起的相对路径。")


@page_rule("LNK006", Severity.ERROR)
def raw_link(view: View, site: Site) -> Iterator[Spot]:
    """HTML 链接指向 `.md`，发布后是断的

    写成 `<a href="x.md">` 的链接，发布时不会换成网址，MkDocs 也不检查。

    **改法**：改写成 Markdown 链接 `[字样](x.md)`。

    反例：

    ```markdown
    见<a href="other.md">别的一页</a>。
    ```

    正例：

    ```markdown
    见[别的一页](other.md)与<a href="https://example.com/a.md">外面的一页</a>。
    ```
    """
    for found in _HREF.finditer(view.open_html, view.page.body):
        target = (found[1] or found[2] or found[3] or "").strip()
        if not _SCHEME.match(target) and target.partition("#")[0].partition("?")[0].endswith(".md"):
            yield view.spot(found.start(), f"HTML 链接指向 {target}，发布后是断的。", "改写成 Markdown 链接 [字样](x.md)。")


@page_rule("LNK007", Severity.WARNING, fixable=True)
def percent_anchor(view: View, site: Site) -> Iterator[Spot]:
    """`#` 之后是一长串百分号

    从浏览器抄来的地址，汉字变成了百分号编码：认不出，也容易抄断。

    **改法**：写原来的字；更好的是给目标一个拉丁字母的地址。`check --fix` 还原成原来的字。

    反例：

    ```markdown
    见[概念](other.md#%E6%A6%82%E5%BF%B5)。
    ```

    正例：

    ```markdown
    见[概念](other.md#s1)。
    ```
    """
    for mark, target in _targets(view):
        fragment = target.partition("#")[2]
        if re.search(r"%[0-9A-Fa-f]{2}", fragment) and unquote(fragment) != fragment and "\ufffd" not in unquote(fragment):
            at = _at(view, mark, target)
            start = view.text.find(fragment, at)
            edits = [Edit(Span(start, start + len(fragment)), unquote(fragment))] if start >= 0 and not re.search(r"[\s()<>]", unquote(fragment)) else []
            yield view.spot(at, f"#{fragment[:24]}… 是 #{unquote(fragment)[:24]}。", "写原来的字，或给目标一个拉丁字母的地址。", edits=edits)


@page_rule("LNK008", Severity.ERROR)
def empty_link(view: View, site: Site) -> Iterator[Spot]:
    """链接没有字样或没有去处

    `[](x.md)` 读者看不见，`[字样]()` 点了只回到本页。

    **改法**：补上，或去掉链接。

    反例：

    ```markdown
    见[别的一页]()。
    ```

    正例：

    ```markdown
    见[别的一页](other.md)。
    ```
    """
    for mark in view.marks(MarkKind.LINK):
        source = mark.span.cut(view.text)
        if not source.startswith("["):
            continue
        if not mark.label.strip("<> "):
            yield view.spot(mark.span.start, "链接没有去处。", "写上去处，或去掉链接。")
        elif not re.sub(r"[\s*_\\]+", "", mark.text.cut(view.text)):
            yield view.spot(mark.span.start, "链接没有字样。", "写上字样，或去掉链接。")


@page_rule("LNK009", Severity.WARNING)
def swallowed_sign(view: View, site: Site) -> Iterator[Spot]:
    """网址里吞进了中文标点

    网址后面的逗号、句号、括号被当成了网址的一部分，点开就是找不到。

    **改法**：把标点移到网址外面。

    反例：

    ```markdown
    见<https://example.com/a，>与[一页](https://example.com/b。)。
    ```

    正例：

    ```markdown
    见<https://example.com/a>，与[一页](https://example.com/b)。
    ```
    """
    for mark in view.marks(MarkKind.URL, MarkKind.LINK):
        target = (mark.label or mark.span.cut(view.text)).strip("<>") if mark.kind is MarkKind.URL or mark.label else ""
        if re.match(r"https?://", target) and _SWALLOWED.search(target.partition("?")[0]):
            yield view.spot(_at(view, mark, target), f"网址 {target[:60]} 里有中文标点。", "把标点移到网址外面。")


@page_rule("LNK010", Severity.WARNING)
def undefined_link(view: View, site: Site) -> Iterator[Spot]:
    """`[字样][名字]` 的名字没有定义

    这种链接要在别处写 `[名字]: 网址`；没有写，方括号就照样显示。

    **改法**：改写成 `[字样](网址)`。

    反例：

    ```markdown
    见[别的一页][other]。
    ```

    正例：

    ```markdown
    见[别的一页][other]，文献标识是[J][1]。

    [other]: other.md
    ```
    """
    defined = {found[1].casefold() for found in _DEFINITION.finditer(view.open_html, view.page.body)}
    for found in _REFERENCE_LINK.finditer(view.open_html, view.page.body):
        name = found[2].casefold()
        covered = any(mark.span.start <= found.start() < mark.span.end for mark in view.page.marks)
        if name not in defined and re.fullmatch(r"[a-z][\w .-]*", name) and not covered and not found[1].startswith(("^", "@", "[")):
            yield view.spot(found.start(), f"[{found[2]}] 没有定义，方括号会照样显示。", "改写成 [字样](网址)。")
