"""The page of the full search; without script it leads to the lists."""

from __future__ import annotations

from build_scripts.publish.head import front_matter
from build_scripts.publish.markup import element


def search_page() -> str:
    """The page at ``search/``: the search script takes the element over; until then it holds links to every list."""
    ways = (("../texts/", "全部文本"), ("../bibliography/", "文献"), ("../glossary/", "术语"))
    links = "".join(element("li", element("a", words, href=href)) for href, words in ways)
    inner = element("p", "检索需要浏览器运行脚本。没有脚本时，可以从这些目录进入：") + element("ul", links)
    head = front_matter({
        "title": "检索", "description": "检索全部文本", "kind": "searching", "hide": ["toc"], "metas": [["zj-search-index", "off"]],
    })  # fmt: skip
    return f"{head}# 检索\n\n{element('div', inner, id='zj-search-page')}\n"
