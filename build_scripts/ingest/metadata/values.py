"""Metadata blocks to the values of a page's front matter, and what follows from an article's number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from build_scripts.ingest.block import Block, Kind
from build_scripts.ingest.metadata.labels import NOTE_MARK
from build_scripts.ingest.names import Named, names_of, split_names
from build_scripts.text.han import HAN_RE

_ARTICLE_NO = re.compile(
    r"(?P<issn>\d{4}-\d{3}[\dXx])\s*\(\s*(?P<year>\d{4})\s*\)\s*(?P<issue>[A-Za-z]?\d{1,3}(?:/\d{1,3})?)\s*-\s*(?P<first>\d{1,5})\s*-\s*(?P<count>\d{1,4})"
)
_TRAILING_MARK = re.compile(rf"\s*(?:{NOTE_MARK}|[\[［〔]\s*\d{{1,2}}\s*[\]］〕])\s*$")
_LOOSE = re.compile(r"(?<=[：，、；。？！—])\s+|(?<=[\u4e00-\u9fff][:,;])\s+(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])\s(?=[：:，,；;。？！])")
_PARTED = re.compile(r"\s*[;；,，、|｜]\s*")
_WIDE = re.compile(r"[\s\u3000]{2,}|\u3000")
_YEAR = re.compile(r"((?:19|20)\d\d)\s*年?")
_DATE = re.compile(r"((?:19|20)\d{2})\s*[年./-]\s*(\d{1,2})(?:\s*[月./-]\s*(\d{1,2})\s*日?)?")
_ISSUE = re.compile(r"(?:总)?第\s*([0-9０-９一二三四五六七八九十]+(?:\s*[-—–/～~]\s*\d+)?)\s*期|(?i:no\.?)\s*([0-9]+)")
_VOLUME = re.compile(r"第\s*([0-9０-９一二三四五六七八九十]+)\s*卷|(?i:vol\.?)\s*([0-9]+)")
_PAPER = re.compile(r"\s*([\u4e00-\u9fff]{2,10}(?:日报|晚报|时报|早报|晨报|周报|导报|商报|周刊|月刊))\s*")
_JOURNAL_NAME = re.compile(r"\s*《?([\u4e00-\u9fff]{2,16}(?:学报|学刊|月刊|季刊|双月刊)(?:[（(][\u4e00-\u9fff、]{2,14}[）)])?)》?\s*")
_TITLE_MARKS = re.compile(r"《([^《》]{2,40})》")
_NUMBERED = re.compile(r"(?:^|(?<=[;；\s。]))\s*(?:\^?\{?\s*([①-⑳]|[¹²³⁴-⁹]|\d{1,2})\s*\}?\s*[.．、\s]\s*|\^\{?(\d)\}?\s*|([①-⑳]))(?=[\u4e00-\u9fffA-Za-z])")
_WORKS = re.compile(r"^(?:本文)?(?:第一)?作者\s*(?:单位)?\s*(?:系|为|是|[:：])?\s*|^(?:笔者系|系)\s*")
_LETTERED = re.compile(r"\s*[(（]?\s*a\s*[:：.]\s*[A-Z]")
"""Affiliations that are counted by letters, which stand behind the authors' names as well (LI Anna, WANG Bob)."""
_LISTS = {"keywords", "keywords_en"}
_JOINED = {"abstract": "\n\n", "abstract_en": "\n\n", "bio": "；", "title": " ", "title_en": " ", "subtitle": " "}
_CIRCLES = {c: str(i + 1) for i, c in enumerate("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")} | {c: str(i) for i, c in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}


def derive_from_article_no(number: str) -> dict[str, str]:
    """What an article's number states: ``issn``, ``year``, ``issue``, ``first_page``, ``page_count``, ``pages``.

    The number is built ISSN(year)issue-first page-count of pages (CAJ-CD B/T 1-2006); empty where it is not.
    """
    plain = re.sub(r"[—–−‐]", "-", unicodedata.normalize("NFKC", number))
    match = _ARTICLE_NO.search(re.sub(r"\s+", "", plain))
    if match is None:
        return {}
    issue = match["issue"].lstrip("0") or match["issue"]
    out = {"issn": match["issn"].upper(), "year": match["year"], "issue": issue}
    first, count = int(match["first"]), int(match["count"])
    if first and 0 < count < 500:
        pages = str(first) if count == 1 else f"{first}-{first + count - 1}"
        out |= {"first_page": str(first), "page_count": str(count), "pages": pages}
    return out


def metadata_values(blocks: Iterable[Block]) -> dict[str, object]:
    """The front matter that the metadata blocks state; a key that is not printed is not there.

    ``authors`` is a list of ``{name, affiliation}``, keywords are lists, everything else is text. Journal, year, issue
    and pages follow from the journal line and from the article's number where those are printed.
    """
    by_key: dict[str, list[str]] = {}
    for block in blocks:
        if block.kind is Kind.META and block.label:
            by_key.setdefault(block.label, []).append(_clean(block))
    out: dict[str, object] = {}
    for key, texts in by_key.items():
        texts = [text for text in texts if text]
        if not texts or key in ("authors", "affiliation", "journal_line", "authors_en"):
            continue
        if key in _LISTS:
            out[key] = _keywords(texts, key)
        elif key in ("title", "doi", "clc", "document_code", "article_no", "date", "title_en"):
            out[key] = texts[0]
        else:
            between = _JOINED.get(key, "；")
            out[key] = between.join(dict.fromkeys([*(t.rstrip("；;") if between == "；" else t for t in texts[:-1]), texts[-1]]))
    _authors(by_key, out)
    _journal(by_key, out)
    return out


def _clean(block: Block) -> str:
    """The words of a block without note marks (recognized ones, and one that ends a title)."""
    text = block.text.without((m.start, m.end) for m in block.marks if m.kind == "note").text
    if block.label in ("title", "subtitle", "title_en"):
        text = _TRAILING_MARK.sub("", text)
        text = _LOOSE.sub("", text)
    return re.sub(r"[ \t\u3000\u00a0\n]+", " ", text).strip()


def _keywords(texts: list[str], key: str) -> list[str]:
    out: list[str] = []
    for text in texts:
        text = text.strip(" 。.；;，,")
        if re.search(r"[;；]", text):
            parts = re.split(r"\s*[;；]\s*", text)
        elif _PARTED.search(text):
            parts = _PARTED.split(text)
        elif key == "keywords":
            parts = re.split(r"\s+", text)
        else:
            parts = [text]
        out += [part.strip(" 。.") for part in parts if part.strip(" 。.")]
    return out


def _authors(by_key: dict[str, list[str]], out: dict[str, object]) -> None:
    named: list[Named] = []
    for text in by_key.get("authors", []):
        named += [n for n in names_of(text) if n.name not in {x.name for x in named}]
    if not named:
        # The letterhead of an official paper (某市人民政府办公室文件) names the body that issues it.
        issuers = by_key.get("issuer", [])[:3] or [re.sub(r"\s*文\s*件\s*$", "", text) for text in by_key.get("masthead", [])]
        named = [Named(name) for text in issuers for name in text.split()]
    places = [_WORKS.sub("", text.strip(" 。")).strip() for text in by_key.get("affiliation", [])]
    numbered = {number: place for text in places for number, place in _numbered(text).items()}
    authors = []
    for i, author in enumerate(named):
        place = _place(author, i, len(named), places, numbered)
        authors.append({"name": author.name, "affiliation": place} if place else {"name": author.name})
    if authors:
        out["authors"] = authors
    if places and not any("affiliation" in author for author in authors):
        out["affiliation"] = "；".join(places)  # whose place each of them is, is not printed
    names = [n for text in by_key.get("authors_en", []) for n in split_names(text)]
    if len(names) > 1 and all(name[-1] in "abcdef" for name in names) and any(_LETTERED.match(text) for text in by_key.get("affiliation_en", [])):
        names = [name[:-1] for name in names]
    if names:
        out["authors_en"] = names


def _numbered(text: str) -> dict[str, str]:
    """Affiliations that a line counts: 1.甲大学；2.乙大学."""
    found = list(_NUMBERED.finditer(text))
    out = {}
    for match, after in zip(found, [*found[1:], None], strict=False):
        number = next(g for g in match.groups() if g)
        place = text[match.end() : after.start() if after else len(text)].strip(" ；;，,。")
        out[_CIRCLES.get(number, number)] = place
    return out if len(found) > 1 or (found and found[0].start() == 0) else {}


def _place(author: Named, index: int, count: int, places: list[str], numbered: dict[str, str]) -> str:
    marks = [_CIRCLES.get(mark, mark) for mark in author.marks]
    if numbered:
        return "；".join(numbered[mark] for mark in marks if mark in numbered) or (numbered.get("1", "") if len(numbered) == 1 else "")
    for text in places:
        own = re.search(rf"{re.escape(author.name)}\s*(?:系|为|是|[,，:：（(]|\s)\s*([^；;]+)", text)
        if own:
            return own[1].strip(" ）)，,。")
    if len(places) == count and count > 1:
        return places[index]
    return places[0] if len(places) == 1 else ""


def _journal(by_key: dict[str, list[str]], out: dict[str, object]) -> None:
    for text in by_key.get("journal_line", []):
        name = _TITLE_MARKS.search(text) or _PAPER.fullmatch(text) or _JOURNAL_NAME.fullmatch(text)
        if name:
            words = name[1].strip()
            paper = "newspaper" if words.endswith("报") and ("版" in text or name[0] == text) else "journal"
            out.setdefault(paper, words)
        for key, pattern in (("issue", _ISSUE), ("volume", _VOLUME)):
            match = pattern.search(text)
            if match:
                out.setdefault(key, (match[1] or match[2]).strip())
        date, year = _DATE.search(text), _YEAR.search(text)
        if date and date[3]:
            out.setdefault("date", "-".join([date[1], date[2].zfill(2), date[3].zfill(2)]))
        elif year:
            out.setdefault("date", year[1])
    if isinstance(out.get("date"), str):
        date = _DATE.search(str(out["date"]))
        if date:
            out["date"] = "-".join([date[1], date[2].zfill(2), *([date[3].zfill(2)] if date[3] else [])])
    derived = derive_from_article_no(str(out.get("article_no", "")))
    for key in ("issn", "issue", "pages"):
        if key in derived:
            out.setdefault(key, derived[key])
    if "year" in derived:
        out.setdefault("date", derived["year"])


def is_latin_text(text: str) -> bool:
    """Whether the text is written in a Western language."""
    return not HAN_RE.search(text) and sum(c.isalpha() and ord(c) < 0x250 for c in text) >= 3
