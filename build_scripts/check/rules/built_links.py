"""Links of the built site: where they lead, whether it is there. What MkDocs' own check misses is caught here, in the HTML itself."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from difflib import get_close_matches
from urllib.parse import unquote

from build_scripts.check.built import BuiltPage
from build_scripts.check.rule import Site, rule
from build_scripts.check.spot import Spot
from build_scripts.diagnostics import Severity

_ALWAYS = frozenset({"", "top"})


def source_of(page: BuiltPage, site: Site) -> str:
    """The path of the Markdown that a built page comes from; the built page itself where it is made by the program."""
    folder = posixpath.dirname(page.name)
    for path in ((f"{folder}.md", f"{folder}/index.md") if folder else ("index.md",)):
        if path in site.by_path:
            return path
    return ""


def place(page: BuiltPage, site: Site, words: str, line: int) -> tuple[str, int, int]:
    """Where a finding about a built page is told: in its Markdown where the words stand there, else in the HTML."""
    path = source_of(page, site)
    if path:
        source = site.by_path[path]
        for wanted in (words, unquote(words)):
            at = source.text.find(wanted) if wanted else -1
            if at >= 0:
                return (f"docs/{path}", *source.position(at))
    return f"site/{page.name}", line, 0


@rule("LNK101", Severity.ERROR)
def built_target_missing(site: Site) -> Iterator[Spot]:
    """发布的页面里有链接指向不存在的页面或文件

    在 `site/` 的 HTML 里逐个核对链接，连写成 `<a href>` 的、MkDocs 不管的也在内。

    **改法**：改正链接；指向 `.md` 的 HTML 链接改写成 Markdown 链接。

    反例：

    ```html
    <p><a href="../nowhere/">别处</a></p>
    ```

    正例：

    ```html
    <p><a href="./#s1">概念</a></p><h2 id="s1">概念</h2>
    ```
    """
    if not (built := site.built):
        return
    for page in built.pages:
        if page.name == "404.html":
            continue
        for link in page.links:
            target = built.resolve(page.name, link.address)
            if target and target[0] not in built.files:
                near = get_close_matches(target[0], built.files, 1, 0.8)
                hint = f"想指的是 {near[0]} 吗？" if near else "改正链接，或补上那一页。"
                path, line, column = place(page, site, link.address.rstrip("/").rpartition("/")[2], link.line)
                yield Spot(path, line, column, f"链接 {link.address} 指向不存在的 {target[0]}。", hint)


@rule("LNK102", Severity.ERROR)
def built_anchor_missing(site: Site) -> Iterator[Spot]:
    """发布的页面里有链接指向不存在的位置

    `#…` 之后的名字在目标页面里没有。写成百分号的名字先还原再比，与浏览器一样。

    **改法**：改正 `#` 之后的名字；标题的地址写在 `{#…}` 里。

    反例：

    ```html
    <p><a href="#s2">口径</a></p><h2 id="s1">概念</h2>
    ```

    正例：

    ```html
    <p><a href="#%E6%A6%82%E5%BF%B5">概念</a></p><h2 id="概念">概念</h2>
    ```
    """
    if not (built := site.built):
        return
    for page in built.pages:
        for link in page.links:
            if "#" not in link.address:
                continue
            target = built.resolve(page.name, link.address)
            other = built.by_name.get(target[0]) if target else None
            if target is None or other is None or target[1] in _ALWAYS or target[1].startswith(":~:"):
                continue
            if target[1] not in other.ids:
                near = get_close_matches(target[1], other.ids, 1, 0.8)
                path, line, column = place(page, site, f"#{link.address.partition('#')[2]}", link.line)
                hint = f"想指的是 #{near[0]} 吗？" if near else "改正 # 之后的名字。"
                yield Spot(path, line, column, f"链接 {link.address} 指向的位置在 {target[0]} 里没有。", hint)


@rule("LNK103", Severity.ERROR)
def built_asset_missing(site: Site) -> Iterator[Spot]:
    """发布的页面要用的图片、样式或脚本不存在

    浏览器取这些文件时会得到 404：图片不显示，或页面走样。

    **改法**：补上文件或改正地址；文件应在 `docs/` 里。

    反例：

    ```html
    <p><img src="missing.png" alt="一幅图"></p>
    ```

    正例：

    ```html
    <p><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt=""></p>
    ```
    """
    if not (built := site.built):
        return
    for page in built.pages:
        for asset in page.assets:
            if asset.tag == "form" or asset.address.startswith(("data:", "#", "blob:", "about:")):
                continue
            target = built.resolve(page.name, asset.address)
            if target and target[0] not in built.files:
                path, line, column = place(page, site, posixpath.basename(asset.address), asset.line)
                yield Spot(path, line, column, f"<{asset.tag}> 要用的 {asset.address} 不存在。", "补上文件或改正地址。")


@rule("LNK104", Severity.ERROR)
def built_id_twice(site: Site) -> Iterator[Spot]:
    """发布的页面里同一个 `id` 出现两次

    链接只会到前一处，读屏软件与脚本也会弄混。

    **改法**：给其中一处换一个地址。

    反例：

    ```html
    <h2 id="s1">概念</h2><h2 id="s1">口径</h2>
    ```

    正例：

    ```html
    <h2 id="s1">概念</h2><h2 id="s2">口径</h2>
    ```
    """
    if not (built := site.built):
        return
    for page in built.pages:
        for name, at in page.twice:
            path, line, column = place(page, site, f"#{name}", at)
            yield Spot(path, line, column, f"id“{name}”在发布的页面里出现不止一次。", "给其中一处换一个地址。")


@rule("SEC101", Severity.ERROR)
def built_foreign_request(site: Site) -> Iterator[Spot]:
    """发布的页面会向别的网站请求文件

    读者打开页面，别的网站就知道了；那个网站失效或被人接管，页面也跟着变。

    **改法**：把文件收进 `docs/`，改用本站的地址。

    反例：

    ```html
    <p><img src="https://example.com/a.png" alt=""></p>
    ```

    正例：

    ```html
    <p><a href="https://example.com/">外面的一页</a></p>
    ```
    """
    if not (built := site.built):
        return
    for page in built.pages:
        for asset in page.assets:
            if asset.address.startswith(("http:", "https:", "//", "ftp:")) and built.resolve(page.name, asset.address) is None:
                path, line, column = place(page, site, asset.address, asset.line)
                yield Spot(path, line, column, f"<{asset.tag}> 会向别的网站请求 {asset.address[:80]}。", "把文件收进 docs/，改用本站的地址。")


@rule("SEC102", Severity.ERROR)
def built_active_content(site: Site) -> Iterator[Spot]:
    """发布的页面里有会运行的内容

    事件属性（`onclick` 等）、`javascript:` 链接、框架与跳转不该出现在发布的页面里：内容来自投稿，读者的浏览器却会照做。

    **改法**：从页面、术语表或文献库里删去；原样展示代码时放进反引号。

    反例：

    ```html
    <p><a href="javascript:alert(1)">点这里</a></p>
    ```

    正例：

    ```html
    <p><code>javascript:alert(1)</code></p>
    ```
    """
    if not (built := site.built):
        return
    for page in built.pages:
        for what, line in page.unsafe:
            yield Spot(*place(page, site, what.strip("<>").partition(" ")[2], line), f"发布的页面里有 {what}。", "从内容里删去。")
        for link in page.links:
            if "".join(link.address.lower().split()).startswith(("javascript:", "vbscript:", "data:")):
                yield Spot(*place(page, site, link.address, link.line), f"发布的页面里有链接 {link.address[:40]}。", "从内容里删去。")
