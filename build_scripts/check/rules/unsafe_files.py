"""Unsafe content outside the bodies of pages: drawings, the library, the glossary, heads of pages, sidecars."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_scripts.check.markup import ADDRESSED, RUNNING, SCHEME, STYLING, TAG, attributes, is_foreign, spelt_out
from build_scripts.check.rule import Site, rule
from build_scripts.check.spot import Spot
from build_scripts.diagnostics import Severity
from build_scripts.text.source import Source

_ADDRESS = re.compile(r"(?:\]\(|(?:url|doi)\s*[=:]\s*[{\"']?|(?:href|src)\s*=\s*[\"']?)\s*([^)}\"'\s]+)", re.I)
"""Where an address may stand in data: behind a link's words, in a field or a key, in an attribute."""


@rule("SEC008", Severity.ERROR)
def running_drawing(site: Site) -> Iterator[Spot]:
    """SVG 图里有脚本或外部文件

    SVG 是会运行的文件：里面的 `<script>`、事件属性、外部地址与 HTML 里的一样危险。

    **改法**：用绘图软件另存为“纯 SVG”，或删去这些内容。

    反例：

    ```svg
    <svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>
    ```

    正例：

    ```svg
    <svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h1"/></svg>
    ```
    """
    for path, text in site.drawings.items():
        source = Source(path, text)
        for tag in TAG.finditer(text):
            faults = [f"<{tag[2]}>"] if tag[2].lower() in (RUNNING - {"image"}) and not tag[1] else []
            for name, value, _ in attributes(tag[3]):
                if name.startswith("on") or (name in ADDRESSED and (SCHEME.match(spelt_out(value)) or is_foreign(value))):
                    faults.append(f"{name}={value[:30]}")
            for fault in faults:
                if not fault.startswith("href=data:image/") and not fault.startswith("xlink:href=data:image/"):
                    yield Spot(path, *source.position(tag.start()), f"SVG 图里有 {fault}。", "另存为纯 SVG，或删去。")


@rule("SEC009", Severity.ERROR)
def unsafe_data(site: Site) -> Iterator[Spot]:
    """页首、附注、术语表或文献库里有会运行的内容

    题名、作者、释义也会显示在页面上。`<script>`、事件属性、`javascript:` 链接不该出现在那里。

    **改法**：删去；题名里真有尖括号的，写成 `&lt;`。

    反例：

    ```yaml
    - id: koujing
      term: 口径
      definition: 统计的约定<img src=x onerror=alert(1)>[@cai2013zhongguo]。
    ```

    正例：

    ```yaml
    - id: koujing
      term: 口径
      definition: 统计的约定，a < b 时另论[@cai2013zhongguo]。
    ```
    """
    heads = {view.path: view.text[: view.page.body] for view in site.views}
    for path, text in {**site.libraries, "references/glossary.yml": site.glossary, **site.sidecars, **heads}.items():
        source = Source(path, text)
        for tag in TAG.finditer(text):
            names = [name for name, _, _ in attributes(tag[3])]
            runs = not tag[1] and tag[2].lower() in RUNNING | STYLING and tag[0].endswith(">")
            if runs or any(name.startswith("on") and name[2:].isalpha() for name in names):
                yield Spot(path, *source.position(tag.start()), f"这里有 {tag[0][:40]}。", "删去；题名里真有尖括号的，写成 &lt;。")
        for found in _ADDRESS.finditer(text):
            if SCHEME.match(spelt_out(found[1])):
                yield Spot(path, *source.position(found.start(1)), f"地址 {found[1][:40]} 会运行代码。", "换成 https: 的地址。")
