"""What kind of text it is, from what it prints."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from build_scripts.ingest.block import Block, Kind
from build_scripts.ingest.patterns import BACK_SECTION, head_style
from build_scripts.ingest.reasons import CONTENTS
from build_scripts.text.normalize import squeeze

_LAW = re.compile(r"(?:法|条例|办法|规定|规则|细则|章程|准则|决定|解释)(?:（.*）)?$")
_SPEECH = re.compile(r"(?:讲话|致辞|演讲|贺信|报告)(?:（.*）)?$")


def genre_of(blocks: Sequence[Block], meta: Mapping[str, object]) -> str:
    """The genre: law, journal-article, newspaper-article, book-chapter, report, speech or text."""
    title = squeeze(str(meta.get("title") or ""))
    articles = sum(1 for b in blocks if (s := head_style(b.text.text)) and s[0].name == "article")
    if articles >= 3 and (_LAW.search(title) or not title):
        return "law"
    if any(meta.get(key) for key in ("doi", "keywords", "article_no", "article_id", "clc", "document_code")):
        return "journal-article"
    heads = [b for b in blocks if b.kind is Kind.HEADING]
    chapters = sum(1 for b in heads if (s := head_style(b.text.text)) and s[0].name == "chapter")
    contents = any(b.kind is Kind.ASIDE and b.label == CONTENTS for b in blocks)
    if chapters >= 2 or contents:
        return "report"
    if meta.get("abstract"):
        return "journal-article"
    if meta.get("chapter_number") or chapters == 1 or any(BACK_SECTION.match(squeeze(b.text.text)) for b in heads):
        return "book-chapter"
    if meta.get("newspaper"):
        return "newspaper-article"
    return "speech" if _SPEECH.search(title) else "text"
