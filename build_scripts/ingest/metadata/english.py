"""The English title, byline and affiliation that stand before an English abstract."""

from __future__ import annotations

import re

from build_scripts.ingest.block import Block, Kind
from build_scripts.ingest.metadata.pieces import cut, merged, meta
from build_scripts.ingest.metadata.values import is_latin_text
from build_scripts.ingest.names import is_affiliation, names_of, placed_names

_LONGEST = 260
_LONGEST_BODIES = 900
_BETWEEN = ("received", "funding", "bio", "doi", "clc", "document_code", "article_no")
"""Matter that a journal prints between the English byline and the abstract."""
_REFERENCE = re.compile(r"\s*[\[［]\s*\d|\[[A-Z](?:/OL)?\]|https?://|\(\d{4}\)|\b(?:19|20)\d\d\b.*\d+[-–]\d+")
_SMALL = {"of", "the", "for", "on", "in", "a", "an", "to", "from", "with", "by", "at", "as", "based", "its", "under"}
_SYLLABLE = re.compile(r"(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?(?:[aeiouüv]+(?:ng|n|r)?)", re.IGNORECASE)


def english_front(blocks: list[Block]) -> list[Block]:
    """Lines in English before the English abstract as ``title_en``, ``authors_en`` and ``affiliation_en``."""
    out = [piece for block in blocks for piece in _placed(block)]
    blocks = list(out)
    for at, block in enumerate(blocks):
        if block.kind is Kind.META and block.label == "abstract_en" and (at == 0 or blocks[at - 1].label != "abstract_en"):
            for place, key in _roles(out, _lines_before(out, at)).items():
                out[place] = meta(out[place], key, *(_inside(out[place].text.text) if key == "affiliation_en" else ()))
    return _titles_joined(out)


def _placed(block: Block) -> list[Block]:
    """An English byline with its affiliations in brackets on the same line, as two lines."""
    text = block.text.text
    if block.kind is not Kind.TEXT or block.level or not is_latin_text(text[:60]) or not is_latin_text(text):
        return [block]
    at = placed_names(text)
    return cut(block, at) if at and is_english_byline(text[:at]) else [block]


def _inside(text: str) -> tuple[int, int]:
    """The stretch without the brackets that wrap the whole line."""
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    wrapped = text[start] in "（([［" and text[end - 1] in "）)]］"
    return (start + 1, end - 1) if wrapped else (start, end)


def _lines_before(blocks: list[Block], at: int) -> list[int]:
    """Indexes of the English lines directly before ``at``, nearest first."""
    lines: list[int] = []
    for place in range(at - 1, max(-1, at - 12), -1):
        block, text = blocks[place], blocks[place].text.text.strip()
        if block.kind in (Kind.ASIDE, Kind.NOTE) or (block.kind is Kind.META and block.label in _BETWEEN):
            continue
        longest = _LONGEST_BODIES if text[:1] in ("(", "（") else _LONGEST
        if block.kind not in (Kind.TEXT, Kind.HEADING) or not is_latin_text(text) or len(text) > longest or _REFERENCE.search(text):
            break
        lines.append(place)
        if len(lines) == 6:
            break
    return lines


def _roles(blocks: list[Block], lines: list[int]) -> dict[int, str]:
    """What each line prints, told from the abstract upwards: affiliations, then names, then the title."""
    roles: dict[int, str] = {}
    stage = 0
    for n, place in enumerate(lines):
        text = blocks[place].text.text.strip()
        outer = len(lines) - n - 1
        if stage == 0 and is_affiliation(text):
            roles[place] = "affiliation_en"
        elif stage <= 1 and is_english_byline(text) and (outer or (roles and stage == 0) or _is_certain(text)):
            roles[place] = "authors_en"
            stage = 1
        else:
            roles[place] = "title_en"
            stage = 2
    return roles


def is_english_byline(text: str) -> bool:
    """Whether the line prints names in Western letters: WANG Yu-cong, Li Ming and Chen Wei."""
    if re.search(r"[:?!.;]\s", text) or len(text) > 160:
        return False
    names = names_of(text)
    marked = len(names) > 1 and all(named.marks for named in names)
    return any(_is_name(n.name) for n in names) and all(_is_name(n.name) or (marked and n.name.isalpha() and n.name[0].isupper()) for n in names)


def _is_name(name: str) -> bool:
    words = name.replace("-", " ").replace("’", "").replace("'", "").split()
    if not 2 <= len(words) <= 5 or any(word.lower() in _SMALL for word in words):
        return False
    return all(word[0].isupper() or (i > 0 and word.islower()) for i, word in enumerate(words))


def _is_certain(text: str) -> bool:
    """Whether a lone line is names beyond doubt: a surname in capitals, or nothing but Chinese syllables."""
    words = re.split(r"[\s,，、\-]+", text.strip())
    if any(len(word) > 1 and word.isupper() for word in words):
        return True
    return all(re.fullmatch(rf"(?:{_SYLLABLE.pattern}){{1,3}}", word, re.IGNORECASE) for word in words if word and word != "and")


def _titles_joined(blocks: list[Block]) -> list[Block]:
    """A title over several lines is one."""
    out: list[Block] = []
    for block in blocks:
        if out and block.kind is Kind.META and block.label == "title_en" and out[-1].kind is Kind.META and out[-1].label == "title_en":
            out[-1] = merged(out[-1], block)
        else:
            out.append(block)
    return out
