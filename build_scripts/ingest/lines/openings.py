"""What begins a block of its own, whatever stands before it: a numbered head, a caption, a note, a label, an entry of a list."""

from __future__ import annotations

import re

from build_scripts.ingest.lines.line import Line
from build_scripts.ingest.patterns import (
    ADDRESS,
    AUTHOR_DATE,
    BACK_SECTION,
    BOX_NAMED,
    BYLINE,
    CAPTION,
    CAPTION_PROSE,
    CLOSING_NOTE,
    CONTINUED,
    GLOSSARY_HEAD,
    IMPRINT,
    JUMP_IN,
    LABEL,
    LIST_DASH,
    NEWS_START,
    PLAIN_TOP,
    REFERENCE_ENTRY,
    REFERENCE_HEAD,
    SALUTATION,
    SOURCE_LINE,
    finished,
    head_style,
    starts_note,
)
from build_scripts.text.normalize import squeeze

_ENTRY = re.compile(r"\s*【[^【】]{2,24}】[\s\u3000]*\S")
"""The name of an entry of a yearbook before its words (【概况】 …)."""
_EDITORS = re.compile(r"\s*(?:编者按|编者的话|编后(?:语|话)?|开栏的话|核心提示|核心阅读|内容提要|阅读提示)(?:\s*[:：]|[\s\u3000]+)\s*\S")
"""What the editors of a newspaper say before or behind an article."""
_ITEM = re.compile(r"[-*+•]\s+(?=[^\s\d])")
"""An item of a list that Markdown or a bullet marks: the next one with its mark is another."""
_EXAMPLE = re.compile(r"\s*【(?:例|案例|思考|提示|注意)[^】]{0,12}】")
_OPENER = re.compile("|".join(pattern.pattern for pattern in (LABEL, SOURCE_LINE, BYLINE, CLOSING_NOTE, JUMP_IN, NEWS_START, _EXAMPLE)))
_ENTRY_FIRST = re.compile(r"[\s【编开核内阅]")
_PICTURE = re.compile(r"图为|(?:[上下左右]图|题图|资料图片?|图[①-⑳])\s*(?:[:：]|为(?!例))")
"""How a caption begins that says which picture it is of."""
_BARE_NUMERAL = re.compile(r"[一二三四五六七八九十]{1,3}")


def opens_block(text: str, line: Line, cut: bool, group: list[Line]) -> bool:
    """Whether the line begins a construct of its own; ``cut`` tells that the line before stops inside a sentence."""
    plain = squeeze(text)
    if _ENTRY_FIRST.match(text) and (_ENTRY.match(text) or _EDITORS.match(text)):
        return not cut or BYLINE.match(group[-1].text.text) is not None
    if text[0] in "-*+•" and _ITEM.match(text) and _ITEM.match(group[0].text.text):
        return True
    if line.level or _OPENER.match(text) or ("续" in plain[:2] and CONTINUED.match(plain)) or _is_imprint(text):
        return True
    if text[-1] in "：:" and (SALUTATION.fullmatch(text.strip()) or (not cut and ADDRESS.fullmatch(text.strip()))):
        return True
    if (len(plain) <= 3 and _BARE_NUMERAL.fullmatch(plain)) or _PICTURE.match(text) or (len(text) <= 40 and BOX_NAMED.match(text)):
        return not cut
    if len(plain) <= 12 and (REFERENCE_HEAD.match(text) or GLOSSARY_HEAD.match(text) or BACK_SECTION.match(plain) or PLAIN_TOP.match(plain)):
        return not cut or len(plain) > 2
    if starts_note(text):
        return True
    caption = CAPTION.match(text)
    if caption and line.width < 60 and not CAPTION_PROSE.match(caption.group("title")) and not cut:
        return True
    if REFERENCE_ENTRY.match(text) and not re.match(r"\s*(?:-\s+)?[\[［〔【]\s*\d+\s*[\]］〕】]\s*[\d，。、；,;.]", text):
        return not cut or REFERENCE_ENTRY.match(group[0].text.text) is not None
    if LIST_DASH.match(text) and LIST_DASH.match(group[0].text.text) and group[-1].text.text[-1] in "；;":
        return True  # one more item, behind the semicolon of the last
    if not cut and finished(group[-1].text.text) and AUTHOR_DATE.match(text):
        return True
    if cut and not (head_style(text) and is_head(group)):
        return False
    return head_style(text) is not None or LIST_DASH.match(text) is not None


def _is_imprint(text: str) -> bool:
    return ("印发" in text or "送" in text[:12]) and IMPRINT.match(text) is not None


def is_head(group: list[Line]) -> bool:
    return len(group) <= 2 and (group[0].level > 0 or head_style(group[0].text.text) is not None)
