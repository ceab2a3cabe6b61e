"""What is fuzzed: every parser, as a function of bytes that raises nothing but ``BuildError``."""

from __future__ import annotations

from collections.abc import Callable

from build_scripts.diagnostics import BuildError, silent

Target = Callable[[bytes], object]
SEEDS: dict[str, list[str]] = {
    "rawtext": ["数据中心的选址\n一、问题\n", "\ufeff甲\r\n乙"],
    "sidecar": ["title: 甲\nauthors: [{name: 王某}]\nparts:\n- {slug: a}\n", "references: |\n  [1] 甲. 乙[M]. 2020.\n"],
    "frontmatter": ["---\ntitle: 甲\ndate: 2024-01\n---\n\n# 甲\n"],
    "page": [
        "---\ntitle: 甲\n---\n\n# 甲\n\n见[@a2020b, 3]<!-- print: [1] -->。[^1]\n\n!!! box \"专栏\"\n\n    段。\n\n[^1]: 注 <!-- ref: a -->\n",
        "| a | b |\n| --- | --- |\n| 1 | 2 |\n",
        "!!!  \"栏\"\n\n    段。\n",
    ],
    "library": ["@article{a, title = {甲}, author = {王某}, year = 2020}\n", "@string{x = {甲}}\n@book{b, title = x # { 乙}}\n"],
    "reference": [
        "[1] 王某, 李某. 题名[J/OL]. 刊名, 2020, 1(2): 3-4[2021-01-01]. https://a.b/c.",
        "王某：《书》，某出版社，2009年，第3页。",
        "Smith J. A title[M]. Oxford: OUP, 1990: 12.",
    ],
    "glossary": ["- id: a\n  term: 甲\n  aliases: [乙]\n  definition: 丙。\n"],
    "config": ["site_name: 甲\nextra: {citations: {style: gbt7714-2025}}\n"],
    "lists": ["newspapers: [甲报]\n"],
    "ingest": [
        "县域的选址\n王某\n（某大学，北京 100000）\n摘要：本文。\n\n一、问题\n正文[1]。①\n\n①注文。\n参考文献\n[1] 甲. 乙[M]. 2020.\n",
        "一、问题\n\n见表1。\n\n表1 甲\n乙\t丙\n1\t2\n\n专栏1 丁\n戊。\n",
        "\x00\n\x00",
        "参考文献[1]\n①\n\ufffd",
    ],
    "citations": ["王某（2024）与（李某等，2023：12-14；Smith, 2020a）都说过。", "见[1-3,5]与［6］12。", "（[美]某某，1998，第3页）"],
    "terms": ["- id: a\n  term: 口径\n  aliases: [统计口径]\n  en: scope\n  unless_in: [米口径]\n\x00统计口径与Scope、米口径。"],
    "built": ["<html><title>甲</title><body id=a><a href='b/#c' name=a>x</a><img src=//x onerror=y><style>@import 'x'</style></body></html>"],
    "searched": ['<h1>甲</h1>'
                 '<h2 id="s1">乙<a class="headerlink" href="#s1">¶</a></h2><p id="p1">丙 R&amp;D ２０２４</p>'],
    "question": ["“新 质” -旧 作者:王 R&D", "繁體與简体"],
    "words": ["confusions: {已己: 自己}\nfurniture: ['^第.页$']\nlookalikes: {甲: 乙}\n"],
    "rules": ["---\ntitle: 甲\nterms: {off: [乙]}\n---\n\n# 甲\n\n## 一、乙 {#s1}\n\n丙[@a, 3]《丁。[^1]\n\n| a | b |\n| --- |\n"
              "| 1 |\n\n<p onclick=x>\n\n[^1]: 戊\n"],
    "csl": ['{"id": "a", "type": "book", "author": [{"family": "王", "given": "某"}], "issued": {"date-parts": [[2020, 1]]}}'],
    "answers": ['{"https://a/": {"kind": "ok", "status": 200}}'],
    "html": ["<p>甲<svg><style><img src=x onerror=y></style></svg></p>", '<template data-copy="x">a</template>'],
    "merged_page": ["---\ntitle: 甲\nauthors:\n- {name: 乙}\n---\n\n# 甲\n\n丙。\n\x00---\ntitle: 甲\n---\n\n丙丁。\n\x00---\ntitle: 戊\n---\n\n丙。\n"],
    "merge": ["甲\n\n乙\n\n\x00甲\n\n丙\n\n\x00丁\n\n乙\n\n"],
}  # fmt: skip


def text(data: bytes) -> str:
    return data.decode("utf-8", errors="replace")


def rawtext(data: bytes) -> object:
    from build_scripts.formats.rawtext import decode_source

    return decode_source("a.txt", data)


def sidecar(data: bytes) -> object:
    from build_scripts.formats.sidecar import parse_sidecar

    return parse_sidecar(text(data), "a.yml", silent)


def frontmatter(data: bytes) -> object:
    from build_scripts.formats.frontmatter import parse_frontmatter

    return parse_frontmatter(text(data))


def page(data: bytes) -> object:
    from build_scripts.formats.page import parse_page

    return parse_page("a.md", text(data), silent)


def library(data: bytes) -> object:
    from build_scripts.formats.bibtex.library import parse_library, update_library

    parsed = parse_library(text(data))
    assert update_library(parsed.text, {}) == parsed.text
    return parsed


def reference(data: bytes) -> object:
    from build_scripts.cite.gbt7714.parse import parse_reference

    return [parse_reference(line) for line in text(data).splitlines()]


def glossary(data: bytes) -> object:
    from build_scripts.formats.glossary import parse_glossary

    return parse_glossary(text(data))


def config(data: bytes) -> object:
    from build_scripts.formats.config import parse_config

    return parse_config(text(data))


def lists(data: bytes) -> object:
    from build_scripts.formats.lists import parse_lists

    return parse_lists(text(data))


def ingest(data: bytes) -> object:
    from build_scripts.formats.markdown import format_document
    from build_scripts.ingest.merge.naming import name_works
    from build_scripts.ingest.pipeline import ingest_source
    from build_scripts.text.source import Source

    done = ingest_source(Source("a.txt", text(data)))
    assert not done.ledger.lost and not done.ledger.doubled, "a character is lost or stands twice"
    return [format_document(named.document) for named in name_works(done.texts, {})]


def merge(data: bytes) -> object:
    from build_scripts.text.merge3 import merge3

    base, ours, theirs = [*text(data).split("\x00", 2), "", ""][:3]
    merged = merge3(base, ours, theirs)
    assert merge3(theirs, merged.text, theirs).text == merged.text
    return merged


def citations(data: bytes) -> object:
    from build_scripts.cite.intext import find_citations

    said = text(data)
    found = find_citations(said)
    assert all(0 <= one.start < one.end <= len(said) for one in found), "a citation lies outside its text"
    return found


def terms(data: bytes) -> object:
    from build_scripts.formats.glossary import parse_glossary
    from build_scripts.formats.page import parse_page
    from build_scripts.terms.link import find_uses
    from build_scripts.terms.matcher import Matcher

    head, _, said = text(data).partition("\x00")
    matcher = Matcher(parse_glossary(head))
    for one in matcher.find(said):
        assert 0 <= one.start < one.end <= len(said), "a term lies outside its text"
    return find_uses(parse_page("a.md", said, silent), matcher)


def built(data: bytes) -> object:
    from build_scripts.check.scan import scan_page

    return scan_page("a.html", data)


def searched(data: bytes) -> object:
    from build_scripts.search.page import parse_page

    return parse_page("a/", f'<html><title>甲</title><body><article class="md-content__inner">\n{text(data)}\n</article></body></html>\n')


def question(data: bytes) -> object:
    from build_scripts.search.normalize import keys, normalize

    return keys(normalize(text(data)))


def words(data: bytes) -> object:
    from build_scripts.check.words import default_words, parse_words

    return parse_words(text(data), default_words())


def rules(data: bytes) -> object:
    from tests.check.sites import PAGE, find

    return find({PAGE: text(data)})


def csl(data: bytes) -> object:
    import json

    from build_scripts.cite.csl import from_csl, to_csl

    try:
        item = json.loads(text(data))
    except (ValueError, RecursionError):
        return None
    return to_csl(*from_csl(item)) if isinstance(item, dict) else None


def answers(data: bytes) -> object:
    from build_scripts.check.outside import parse_answers

    return parse_answers(text(data))


def html(data: bytes) -> object:
    from build_scripts.formats.safe_html import sanitize_html

    clean = sanitize_html(text(data))
    assert sanitize_html(clean) == clean, "what is clean changes again"
    return clean


def merged_page(data: bytes) -> object:
    from build_scripts.ingest.merge.pages import Versions, merge_page

    base, ours, theirs = [*text(data).split("\x00", 2), "", ""][:3]
    merged = merge_page(Versions(base, ours, theirs), "a.md", silent)
    assert merge_page(Versions(theirs, merged, theirs), "a.md", silent) == merged
    return merged


TARGETS: dict[str, Target] = {one.__name__: one for one in (
    rawtext, sidecar, frontmatter, page, library, reference, glossary, config, lists, ingest, merge, citations, terms, built, searched, question, words,
    rules, csl, answers, html, merged_page,
)}  # fmt: skip


def try_out(name: str, data: bytes) -> None:
    """Feeds one input to one parser; a ``BuildError`` is an answer, anything else is a fault."""
    try:
        TARGETS[name](data)
    except BuildError as error:
        assert error.diagnostic.code and error.diagnostic.message
