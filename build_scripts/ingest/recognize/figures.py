"""Figures of which the extraction left the words: number and caption, source and note, and stray lettering.

No image exists and none is invented: image links of OCR Markdown are set aside. Numbers of an axis, words of a legend
that PDF extraction scattered around a caption become ``ASIDE`` children of the figure, where their form is sure.
"""

from __future__ import annotations

import re
from dataclasses import replace

from build_scripts.ingest.block import Block, Findings, Kind, Mark
from build_scripts.ingest.captions import bare, continues_source, is_source_line, parse_caption
from build_scripts.ingest.papers.photos import ends_with_credit
from build_scripts.ingest.reasons import CAPTION_AGAIN, LETTERING, NO_IMAGE
from build_scripts.text.han import count_han, ends_sentence, width
from build_scripts.text.traced import EMPTY, Traced

_IMAGE = re.compile(r"!\[[^\]\n]{0,500}\]\([^)\n]{0,2000}\)|<img\b[^<>]{0,1000}>", re.IGNORECASE)
_WRAPPER = re.compile(r"</?(?:div|center|p|figure|br)\b[^<>]{0,200}>", re.IGNORECASE)
_SCALE = re.compile(r"[-+−–—(（]?\d[\d.,，]*(?:[-–/]\d{1,2})?\s*[%％‰年月]?[)）]?(?:[（(](?:年[份度]?|月份?|季度)[)）])?")
_UNIT = re.compile(
    r"[（(]\s*(?:单位[:：])?\s*[%％‰\u4e00-\u9fffA-Za-z/·]{1,10}\s*[)）]|[%％‰]|(?:百|千|万|亿)?(?:美元|公顷|平方米|立方米|[人元吨亩户个件台辆次])"
)
_SERIES = re.compile(r"(?:[■□▪▫●○◆◇▲△▇█][\s\u3000]*[^■□▪▫●○◆◇▲△▇█。；：，]{1,24}){2,}")
"""The names of several series, each behind its sign."""
_PHOTO = re.compile(r"\s*图(?:片|中)?为.{2,120}?[\s\u3000。][^。]{0,24}(?:摄|供图|摄影)(?:报道)?\s*[)）]?\s*", re.DOTALL)
_LONGEST_PHOTO = 200
_ARTICLE = 4
"""A text of fewer blocks that tells what a photo shows is a caption printed for itself, not a caption inside a text."""
_SLICE = re.compile(r"[一-鿿（）()]{2,12}[ \u3000]*[:：]?[ \u3000]*\d{1,2}(?:\.\d+)?\s*[%％]")
"""A slice of a round chart: its name and its share."""
_SLICES = 3
_FURTHEST = 60
_LEGEND_WIDTH = 10.0
_PART = re.compile(r"\s*(?:[(（]\s*[a-hA-H]\s*[)）]|[a-hA-H]\s*[)）.．、])\s*[^。；]*[^。；，：\s]\s*")
_LEGEND = re.compile(r"\s*[■□●○▲△◆◇★☆][^。；，]{1,80}")
_CONTINUED = re.compile(r"[（(]\s*续\s*[)）]\s*$")


def recognize_figures(blocks: list[Block], found: Findings) -> list[Block]:
    """Every figure caption with its source and note lines as one block; ``label`` is its number."""
    out: list[Block] = []
    at = 0
    amid = sum(block.kind is Kind.TEXT for block in blocks) > _ARTICLE
    while at < len(blocks):
        block = blocks[at]
        number = "" if amid and block.kind is Kind.TEXT and _is_photo(block.text.text[:_LONGEST_PHOTO]) else _number(block)
        if number is not None:
            at = _figure(blocks, at, number, out)
            continue
        out.append(_without_images(block))
        at += 1
    return out


def _is_photo(text: str) -> bool:
    """Whether the text is a photo's caption: it says so (图为), or its photographer's credit stands behind it."""
    return _PHOTO.fullmatch(text) is not None or (ends_with_credit(text) and text.rstrip(")） ").endswith(("摄", "摄影", "提供", "拍摄")))


def _number(block: Block) -> str | None:
    """The number of the figure whose caption the block prints, or None."""
    if block.kind not in (Kind.TEXT, Kind.HEADING):
        return None
    text = bare(block.text)[0].text
    caption = parse_caption(text, "图")
    return caption.number if caption is not None and caption.title else None


def _figure(blocks: list[Block], at: int, number: str, out: list[Block]) -> int:
    """Appends the figure at ``at`` to ``out``; returns the index behind what belongs to it."""
    caption = _child(blocks[at], Kind.CAPTION)
    above = _taken_above(out)
    end = at + 1
    captions = [caption]
    if end < len(blocks) and blocks[end].text.text.lstrip()[:1] in "Ff" and _number(blocks[end]) == number:
        captions.append(blocks[end].to(Kind.CAPTION, label="en", level=0))
        end += 1
    debris, end = _debris_below(blocks, end)
    parts, end = _parts_below(blocks, end)
    debris += parts
    sources: list[Block] = []
    while end < len(blocks):
        block = blocks[end]
        before = sources[-1].text.text if sources else ""
        if _is_image(block):
            debris.append(block)
        elif block.kind is Kind.TEXT and _is_source(block, before):
            sources.append(_child(block, Kind.SOURCE))
        else:
            break
        end += 1
    if not sources:
        sources = _sources_above(out)
    images = [b for b in (*above, *debris) if _is_image(b)]
    parts = [b for b in (*above, *debris) if b.kind is Kind.CAPTION]
    lettering = [b.aside(LETTERING) for b in (*above, *debris) if not _is_image(b) and b.kind is not Kind.CAPTION]
    earlier = _continued_figure(out, number) if _CONTINUED.search(caption.text.text) else None
    if earlier is not None:
        figure = out[earlier]
        children = (*figure.children, *(b.aside(CAPTION_AGAIN) for b in captions), *parts, *sources, *lettering)
        other = (*figure.other, *(part for b in images for part in (b.text, *b.other)))
        out[earlier] = replace(figure, children=children, last=max(b.last for b in children), other=other)
        return end
    children = (*captions, *parts, *sources, *lettering)
    first = min((caption, *above, *sources), key=lambda b: b.line)
    out.append(
        Block(Kind.FIGURE, EMPTY, first.line, max(b.last for b in children), number, page=first.page, children=children,
              other=tuple(part for b in images for part in (b.text, *b.other)))
    )  # fmt: skip
    return end


def _child(block: Block, kind: Kind) -> Block:
    text, signs = bare(block.text)
    return block.to(kind, text=text, label="", level=0, marks=block.marks if not signs else (), other=block.other + signs)


def _is_source(block: Block, before: str) -> bool:
    text = bare(block.text)[0].text
    return is_source_line(text) or continues_source(before, text)


def _parts_below(blocks: list[Block], at: int) -> tuple[list[Block], int]:
    """The names of the pictures that make one figure, each above its image, with legends between; and the index behind."""
    taken: list[Block] = []
    end = at
    for i in range(at, min(len(blocks), at + _FURTHEST)):
        block = blocks[i]
        if _is_image(block):
            taken, end = [*taken, *blocks[end:i], block], i + 1
        elif block.kind not in (Kind.TEXT, Kind.HEADING, Kind.ASIDE) or not (_names_part(block) or _is_legend(block)):
            break
    parts = [b.to(Kind.CAPTION, label="part", level=0) if _names_part(b) else b for b in taken]
    return [replace(b, level=0) for b in parts], end


def _is_legend(block: Block) -> bool:
    return block.kind is Kind.TEXT and not block.level and _LEGEND.fullmatch(block.text.text) is not None


def _continued_figure(out: list[Block], number: str) -> int | None:
    """Where the figure stands whose number the caption repeats with 续, when only furniture and notes stand between."""
    for i in range(len(out) - 1, max(-1, len(out) - 12), -1):
        if out[i].kind is Kind.FIGURE:
            return i if out[i].label == number else None
        if out[i].kind not in (Kind.ASIDE, Kind.NOTE):
            return None
    return None


def _names_part(block: Block) -> bool:
    """Whether the line names one picture of several that make one figure: (a) 某地, b）某年."""
    return block.kind in (Kind.TEXT, Kind.HEADING) and _PART.fullmatch(block.text.text) is not None and width(block.text.text) <= 40


def _sources_above(out: list[Block]) -> list[Block]:
    """Source and note lines that stand between the picture and a caption below them."""
    taken: list[Block] = []
    while out and out[-1].kind is Kind.TEXT and is_source_line(bare(out[-1].text)[0].text):
        taken.insert(0, _child(out.pop(), Kind.SOURCE))
    return taken


# --- lettering of the picture ---------------------------------------------------------------------------------------


def _taken_above(out: list[Block]) -> list[Block]:
    """Image links and lettering directly above a caption, taken back from what was passed on already."""
    taken: list[Block] = []
    while out and len(taken) < _FURTHEST and (_is_image_aside(out[-1]) or (len(out) > 1 and _names_part(out[-1]) and _is_image_aside(out[-2]))):
        part = out.pop()
        taken.insert(0, replace(part, kind=Kind.TEXT, label="") if part.kind is Kind.ASIDE else part.to(Kind.CAPTION, label="part"))
    start = len(out)
    while start and len(out) - start < _FURTHEST and _is_lettering(out[start - 1]):
        start -= 1
    run = out[start:]
    # Short words right below a paragraph may be a head: lettering begins with the first figures.
    while run and not _counts(run[0].text.text):
        run = run[1:]
    if _is_surely_lettering(run):
        del out[len(out) - len(run) :]
        return run + taken
    return taken


def _debris_below(blocks: list[Block], at: int) -> tuple[list[Block], int]:
    """Lettering directly below a caption, and the index behind it."""
    end = at
    while end < len(blocks) and end - at < _FURTHEST and (_is_lettering(blocks[end]) or _is_image(blocks[end])):
        end += 1
    while end > at and not (_is_image(blocks[end - 1]) or _counts(blocks[end - 1].text.text)):
        end -= 1
    run = [b for b in blocks[at:end] if not _is_image(b)]
    if run and not _is_surely_lettering(run):
        end = at
        while end < len(blocks) and _is_image(blocks[end]):
            end += 1
    return blocks[at:end], end


def _counts(text: str) -> bool:
    """Whether a line is surely of a picture: figures of an axis, names of series, a slice of a round chart."""
    return _is_scale(text) or _SERIES.fullmatch(text.strip()) is not None or _SLICE.fullmatch(text.strip()) is not None


def _is_scale(text: str) -> bool:
    """Whether a line prints nothing but figures of an axis, years, or the unit beside it."""
    tokens = text.split()
    return bool(tokens) and len(text) <= 200 and all(_SCALE.fullmatch(t) or _UNIT.fullmatch(t) for t in tokens)


def _is_lettering(block: Block) -> bool:
    text = block.text.text.strip()
    if block.kind not in (Kind.TEXT, Kind.ROW) or block.level or not text or len(text) > 200 or text[0] in "图表":
        return False
    if _counts(text):
        return True
    cells = re.split(r" {4,}", text)
    if len(cells) > 1 and all(0 < width(cell) <= _LEGEND_WIDTH and not re.search(r"[。；：:！？，]", cell) for cell in cells):
        return True
    if block.kind is Kind.ROW or re.search(r"[。；：:！？，]", text) or ends_sentence(text):
        return False
    return count_han(text) > 0 and width(text) <= _LEGEND_WIDTH and not re.match(r"[（(]?[一二三四五六七八九十\d]+[)）、.．\s]", text)


def _is_surely_lettering(run: list[Block]) -> bool:
    """Whether a run is lettering beyond doubt: several lines, at least half of them figures (a legend counts as one)."""
    if len(run) >= _SLICES and all(_SLICE.fullmatch(b.text.text.strip()) for b in run):
        return True
    scales = [b for b in run if _is_scale(b.text.text) or _SERIES.fullmatch(b.text.text.strip())]
    figures = sum(len(b.text.text.split()) for b in scales)
    return len(scales) * 2 >= len(run) and figures >= 3 and (len(run) > 1 or figures >= 4)


# --- image links ----------------------------------------------------------------------------------------------------


def _is_image(block: Block) -> bool:
    text = block.text.text
    if block.kind is not Kind.TEXT or not _IMAGE.search(text):
        return False
    return not _WRAPPER.sub("", _IMAGE.sub("", text)).strip()


def _is_image_aside(block: Block) -> bool:
    return block.kind is Kind.ASIDE and block.label == NO_IMAGE


def _without_images(block: Block) -> Block:
    """Running text without the image links in it; a block of nothing else is set aside."""
    if block.kind is not Kind.TEXT or not ("![" in block.text.text or "<img" in block.text.text.lower()):
        return block
    if _is_image(block):
        return block.aside(NO_IMAGE)
    places = [m.span() for m in _IMAGE.finditer(block.text.text)]
    if not places:
        return block
    links: tuple[Traced, ...] = tuple(block.text[a:b] for a, b in places)
    marks = tuple(_shifted(mark, places) for mark in block.marks)
    return replace(block, text=block.text.without(places), marks=marks, other=block.other + links)


def _shifted(mark: Mark, places: list[tuple[int, int]]) -> Mark:
    def moved(at: int) -> int:
        return at - sum(min(b, at) - a for a, b in places if a < at)

    return replace(mark, start=moved(mark.start), end=moved(mark.end))
