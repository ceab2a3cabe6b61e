"""Help for editors of a site: JSON Schemas of sidecar, glossary and front matter, snippets for what is typed often, and the settings of VS Code.

The schemas say what the readers of these files take; they are made from the readers' own lists of keys, so that the two cannot part.
"""

from __future__ import annotations

import json
from typing import Any

from build_scripts.formats import glossary, sidecar
from build_scripts.model.glossary import Linking

DRAFT = "http://json-schema.org/draft-07/schema#"
"""The draft that editors' YAML support knows best."""
HEAD_TEXT = frozenset(
    "title subtitle title_en title_full date container journal newspaper publisher place edition volume issue pages doi isbn issn url abstract "
    "abstract_en genre lang citekey series clc document_code article_no article_id funding editor editor_en author_note note source_note origin "
    "plate bio affiliation affiliation_en chapter_number credits part_of licence license jel received cite_as issuer document_no translator "
    "institution year description template".split()
)
"""Keys of a page's front matter that hold one line of text."""
HEAD_LISTS = frozenset("keywords keywords_en authors_en translators editors tags".split())
"""Keys of a page's front matter that hold a list of words."""
HEAD_OWN = frozenset("authors source order terms untitled unresolved search hide slug".split())
"""Keys of a page's front matter with a shape of their own."""

_WORD: dict[str, Any] = {"type": ["string", "number"]}
_LINE: dict[str, Any] = {"type": ["string", "number", "null"]}
_WORDS: dict[str, Any] = {"type": "array", "items": _WORD}
_WORD_OR_WORDS: dict[str, Any] = {"anyOf": [_LINE, _WORDS]}
_ID = {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9_.-]*$"}
_LINKING = {"enum": [*map(str, Linking)]}
_ABOUT = {
    "title": "题名", "date": "日期：2024、2024-03 或 2024-03-15", "authors": "作者，一人一项", "slug": "网址里的名字：小写拉丁字母、数字与连字符",
    "licence": "许可，如 CC-BY-4.0", "layout": "single 一页、chapters 分章、auto 由程序定", "references": "原文失落的参考文献，一行一条",
    "parts": "一个文件里有几篇文章时，依次列出各篇自己的内容", "extra": "别的键，原样放进页首", "terms": "off 则本页不自动链接术语",
    "term": "词条", "aliases": "别名", "en": "英文", "pinyin": "读音；不写就由程序注出", "definition": "释义，用 [@引文键] 写明出处",
    "see_also": "另见：别的词条的编号", "source": "来源", "link": "链接几处：section 每节第一处、page 每页第一处、every 处处、off 不链接",
    "unless_in": "在哪些更长的词里不算这个词条", "keywords": "关键词", "abstract": "摘要", "genre": "体裁", "id": "编号，也是网址",
}  # fmt: skip


def _told(properties: dict[str, Any]) -> dict[str, Any]:
    return {key: {**shape, "description": _ABOUT[key]} if key in _ABOUT else shape for key, shape in sorted(properties.items())}


def _map(properties: dict[str, Any], required: list[str] | None = None, closed: bool = True) -> dict[str, Any]:
    shape: dict[str, Any] = {"type": "object", "properties": _told(properties), "additionalProperties": not closed}
    return {**shape, "required": required} if required else shape


def _authors(names: frozenset[str], closed: bool) -> dict[str, Any]:
    return {"type": "array", "items": _map(dict.fromkeys(names, _LINE), ["name"], closed)}


def glossary_schema() -> dict[str, Any]:
    """Of ``references/glossary.yml``."""
    shapes: dict[str, Any] = dict.fromkeys(glossary.KEYS, _LINE) | dict.fromkeys(("aliases", "see_also", "unless_in"), _WORD_OR_WORDS)
    shapes |= {"id": _ID, "term": _WORD, "link": _LINKING}
    return {"$schema": DRAFT, "title": "术语表", "type": ["array", "null"], "items": _map(shapes, ["id", "term"])}


def sidecar_schema() -> dict[str, Any]:
    """Of ``references/sources/<name>.yml``."""
    author: dict[str, Any] = {"anyOf": [_WORD, _map(dict.fromkeys(sidecar.AUTHOR_KEYS, _LINE), ["name"])]}
    term: dict[str, Any] = dict.fromkeys(sidecar.TERM_KEYS, _LINE) | dict.fromkeys(("aliases", "see_also"), _WORD_OR_WORDS)
    shapes: dict[str, Any] = dict.fromkeys(sidecar.TEXT_KEYS, _LINE) | dict.fromkeys(sidecar.LIST_KEYS, _WORD_OR_WORDS)
    shapes |= {
        "slug": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 80}, "licence": _LINE, "layout": {"enum": sorted(sidecar.LAYOUTS)},
        "terms": {"enum": ["on", "off", True, False]}, "authors": {"anyOf": [_WORD, {"type": "array", "items": author}]},
        "references": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": ["string", "object"]}}]},
        "extra": {"type": "object", "additionalProperties": _WORD_OR_WORDS}, "glossary": {"type": "array", "items": _map(term, ["term"])},
    }  # fmt: skip
    part = _map({key: shape for key, shape in shapes.items() if key in sidecar.PART_KEYS})
    return {"$schema": DRAFT, "title": "附注", **_map({**shapes, "parts": {"type": "array", "items": part}}), "type": ["object", "null"]}


def frontmatter_schema() -> dict[str, Any]:
    """Of the front matter of pages; what a text states about itself under other keys is allowed."""
    shapes: dict[str, Any] = dict.fromkeys(HEAD_TEXT, _LINE) | dict.fromkeys(HEAD_LISTS, _WORDS)
    shapes |= {
        "authors": _authors(sidecar.AUTHOR_KEYS, closed=False),
        "source": _map({"file": {"type": "string"}, "part": {"type": "integer", "minimum": 1}}, ["file"]),
        "order": {"type": "integer", "minimum": 0}, "unresolved": {"type": "integer", "minimum": 0}, "untitled": {"type": "boolean"},
        "terms": {"anyOf": [{"enum": ["on", "off", True, False]}, _map({"link": _LINKING, "off": _WORD_OR_WORDS})]},
        "search": {"type": "object"}, "hide": _WORDS, "slug": _WORD,
    }  # fmt: skip
    return {"$schema": DRAFT, "title": "页首", **_map(shapes, closed=False)}


SNIPPETS = {
    "引文": (["cite", "@"], ["[@${1:wang2024xinzhi}${2:, ${3:页码}}]$0"], "照文献库里的键引一部著作，可带页码"),
    "几部一起引": (["cites"], ["[@${1:wang2024xinzhi}; @${2:li2023shuju}${3:, ${4:页码}}]$0"], "一处引几部著作"),
    "作者在句中的引文": (["citein", "-@"], ["[-@${1:wang2024xinzhi}${2:, ${3:页码}}]$0"], "作者已在句中，只出年份或序号"),
    "照印的引文": (["citeprint"], ["[@${1:wang2024xinzhi}]<!-- print: ${2:（王某，2024）} -->$0"], "引文后面保存纸本上的写法"),
    "注": (["note", "[^"], ["[^${1:1}]$0"], "注的标记；注文另起一行写在文末"),
    "注文": (["notetext"], ["[^${1:1}]: ${2:注文}$0"], "文末的注"),
    "印出文献的注": (["noteref"], ["[^${1:1}]: ${2:照印的文献} <!-- ref: ${3:wang2024xinzhi}${4:, ${5:页码}} -->$0"], "注文是一条文献，指到文献库"),
    "术语": (["term", "[["], ["[[${1:词条}${2:|${3:字样}}]]$0"], "强制链接一个术语"),
    "表": (["table"], ['<figure id="tab-${1:1}" class="table" markdown="block">', '<figcaption markdown="span">表${1:1} ${2:表题}</figcaption>', "",
                      "| ${3:栏} | ${4:栏} |", "| --- | --- |", "| $5 | $6 |", "", "资料来源：$7", "", "</figure>", "$0"], "带题与来源的表"),
    "图": (["figure"], ['<figure id="fig-${1:1}" markdown="block">', '<figcaption markdown="span">图${1:1} ${2:图题}</figcaption>', "",
                       "![${2:图题}](${3:figure.svg})", "", "资料来源：$4", "", "</figure>", "$0"], "带题与来源的图"),
    "专栏": (["box"], ['!!! box "专栏${1:1} ${2:标题}"', "", "    $0"], "专栏，内容每行缩进四格"),
    "允许": (["allow"], ["<!-- allow ${1:代号}: ${2:理由} -->$0"], "说明为什么不改 check 的一处报告"),
}  # fmt: skip
"""Name to what is typed, what it becomes, and what it is for."""


def editor_files() -> dict[str, str]:
    """The files of ``.vscode/`` by path below the root."""
    schemas = {"glossary": glossary_schema(), "sidecar": sidecar_schema(), "frontmatter": frontmatter_schema()}
    settings = {
        "files.eol": "\n", "editor.wordWrap": "on", "[markdown]": {"editor.quickSuggestions": {"other": True, "comments": False, "strings": True}},
        "yaml.schemas": {"./.vscode/glossary.schema.json": "references/glossary.yml", "./.vscode/sidecar.schema.json": "references/sources/*.yml"},
    }  # fmt: skip
    snippets = {name: {"scope": "markdown", "prefix": prefix, "body": body, "description": about} for name, (prefix, body, about) in SNIPPETS.items()}
    data: dict[str, Any] = {f"{name}.schema.json": schema for name, schema in schemas.items()}
    data |= {"settings.json": settings, "zhangju.code-snippets": snippets}
    return {f".vscode/{name}": json.dumps(value, ensure_ascii=False, indent=2) + "\n" for name, value in data.items()}
