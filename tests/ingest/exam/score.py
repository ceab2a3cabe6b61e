"""Scores converted pages (the Markdown of ``docs/texts``) against a hand-made gold file, part by part.

usage: python tests/ingest/exam/score.py CASE/gold.json PAGE.md [PAGE.md …]     (the pages of one document)

Everything is compared without white space, note marks and numeric citation marks, and with full- and half-width folded.
Each part is an F1 or a share between 0 and 1; a part of which the gold says nothing is left out. Standard library only.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, TypeVar

if __package__ in (None, ""):  # run as a script
    sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from tests.ingest.exam.page_reader import Paragraph, Shown, read_pages

Gold = dict[str, Any]
T = TypeVar("T")
_MARK = re.compile(r"\^?\{?[*①-⑳]\}?|\^\{\d+\}")
_NUMBERED = re.compile(r"\[\d+(?:[-,，、–]\d+)*\](?:\d+)?")
_FOLD = str.maketrans("“”‘’，：；（）—–－．！？［］％～", "\"\"'',:;()---.!?[]%~")
_LIST_HEADS = {"参考文献", "主要参考文献", "注释", "引用本文", "名词解释索引", "目录"}


def fold(text: str) -> str:
    """``text`` as it is compared: no white space, marks or numeric citations; width and kind of punctuation folded."""
    text = unicodedata.normalize("NFC", text)
    text = re.sub(r"[\s\u200b\ufeff\u00ad]+", "", text)
    text = _NUMBERED.sub("", _MARK.sub("", text))
    return unicodedata.normalize("NFKC", text).translate(_FOLD).lower()


def f1(hits: float, predicted: float, gold: float) -> float:
    """Harmonic mean of precision and recall; 1 when there was nothing to find and nothing was found."""
    if not predicted and not gold:
        return 1.0
    return 2 * hits / (predicted + gold)


def common(gold: Sequence[T], predicted: Sequence[T], same: Callable[[T, T], bool]) -> int:
    """Length of the longest common subsequence under ``same``: order counts."""
    before = [0] * (len(predicted) + 1)
    for wanted in gold:
        now = [0] * (len(predicted) + 1)
        for j, got in enumerate(predicted):
            now[j + 1] = before[j] + 1 if same(wanted, got) else max(before[j + 1], now[j])
        before = now
    return before[-1]


def same_paragraph(wanted: str, got: str) -> bool:
    """Equal at both ends (10 characters) and in length up to 1 % (at least 2 characters)."""
    near = abs(len(wanted) - len(got)) <= max(2, len(wanted) * 0.01)
    return near and wanted[:10] == got[:10] and wanted[-10:] == got[-10:]


def score_document(gold: Gold, shown: Shown) -> dict[str, float]:
    """The parts of one document and their ``mean``."""
    parts: dict[str, float | None] = {
        "title": _title(gold, shown),
        "authors": _authors(gold, shown),
        "paragraphs": _paragraphs(gold, shown),
        "notes": _notes(gold, shown),
        "tables": _tables(gold, shown),
        "boxes": _boxes(gold, shown),
        "furniture": _furniture(gold, shown),
        "references": _references(gold, shown),
        "links": _links(gold, shown),
        **_outline(gold, shown),
    }
    kept = {name: round(value, 4) for name, value in parts.items() if value is not None}
    return kept | {"mean": sum(kept.values()) / len(kept)}


def score_case(gold: Gold, documents: list[list[str]]) -> dict[str, float]:
    """A whole case: ``documents`` are lists of Markdown pages. With several articles each gold takes the best document left,
    and ``documents`` says how well their number agrees."""
    wanted: list[Gold] = gold.get("articles") or [gold]
    shown = [read_pages(pages) for pages in documents]
    total: dict[str, list[float]] = {}
    for article in wanted:
        scored = [(score_document(article, s), n) for n, s in enumerate(shown)]
        best, taken = max(scored, key=lambda pair: pair[0]["mean"], default=({"mean": 0.0}, -1))
        if taken >= 0 and len(wanted) > 1:
            shown.pop(taken)
        for name, value in best.items():
            total.setdefault(name, []).append(value)
    parts = {name: round(sum(values) / len(values), 4) for name, values in total.items() if name != "mean"}
    parts["documents"] = min(len(wanted), len(documents)) / max(len(wanted), len(documents), 1)
    means = [*total["mean"], parts["documents"]]
    return parts | {"mean": round(sum(means) / len(means), 4)}


def _title(gold: Gold, shown: Shown) -> float | None:
    titles = [t for t in [gold.get("title"), *gold.get("title_alt", [])] if t]
    return float(fold(shown.title) in {fold(t) for t in titles}) if titles else None


def _authors(gold: Gold, shown: Shown) -> float | None:
    names = [fold(a if isinstance(a, str) else a["name"]) for a in gold.get("authors", [])]
    stated = re.search(r"^authors:.*?(?=^[A-Za-z_]|\Z)", shown.front + "\n", re.S | re.M)
    printed = fold(stated[0] if stated else "")
    return sum(n in printed for n in names) / len(names) if names else None


def _outline(gold: Gold, shown: Shown) -> dict[str, float | None]:
    wanted = [(h["level"], fold(h["text"])) for h in gold.get("headings", [])]
    known = {text for _, text in wanted}
    aside = {fold(t) for t in [*_LIST_HEADS, *gold.get("headings_aside", [])]}
    got = [(depth, fold(text)) for depth, text in shown.heads]
    got = [h for h in got if h[1] in known or h[1].rstrip(":") not in aside]
    if not wanted and not got:
        return {"outline": 1.0}
    found = common(wanted, got, lambda a, b: a[1] == b[1])
    if not wanted or not got:
        return {"outline": 0.0}
    base, top = min(h[0] for h in wanted), min(h[0] for h in got)
    level = common(wanted, got, lambda a, b: a[1] == b[1] and a[0] - base == b[0] - top)
    return {"outline": f1(found, len(got), len(wanted)), "levels": f1(level, len(got), len(wanted))}


def _quoteless(text: str) -> str:
    return re.sub(r"[\\'\"]", "", fold(text))


def _paragraphs(gold: Gold, shown: Shown) -> float:
    """The best over the accepted cuttings: ``paragraphs``, and each of ``paragraphs_alt`` in place of the stretch it replaces."""
    stated: list[str] = gold.get("paragraphs", [])
    cuttings = [stated]
    for alternative in gold.get("paragraphs_alt", []):
        first, last = alternative["replaces"]
        cuttings += [
            [*c[: first - len(stated)], *alternative["paragraphs"], *c[len(c) - len(stated) + last + 1 :]]
            for c in cuttings
        ]
    return max(_cut_paragraphs(cutting, gold, shown) for cutting in cuttings)


def _cut_paragraphs(cutting: list[str], gold: Gold, shown: Shown) -> float:
    """Captions count when the gold has them and never against the converter; what may stand aside may also stand in the text."""
    wanted = [fold(re.sub(r"\[\^\d+\]", "", p)) for p in cutting]
    aside = {fold(a) for a in gold.get("aside", [])}
    got = [(fold(p.text), p.kind) for p in shown.paragraphs if p.kind != "box-title"]
    texts = [t for t, _ in got if t]
    front = _quoteless(shown.front)
    body = set(texts)
    wanted = [w for w in wanted if w not in aside and (w in body or re.sub(r"[\'\"]", "", w) not in front)]
    hits = common(wanted, texts, same_paragraph)
    loose = [
        t for t, kind in got if t and kind == "p" and not any(t in a or (a in t and 2 * len(a) > len(t)) for a in aside)
    ]
    captions = sum(any(same_paragraph(w, t) for w in wanted) for t, kind in got if kind == "caption")
    return f1(hits, max(len(loose) + captions, hits), len(wanted))


def _notes(gold: Gold, shown: Shown) -> float | None:
    """A note counts when its text agrees at both ends and its mark stands after the same five characters."""
    wanted = _anchored(gold)
    aside = "".join(fold(str(a)) for a in [*gold.get("aside", []), *gold.get("meta", {}).values()])
    left = {label: fold(text) for label, text in shown.notes.items()}
    left = {label: text for label, text in left.items() if not text or text not in aside}
    if not wanted:
        return None if not left else 0.0
    predicted, hits = len(left), 0
    places = [(label, fold(before)[-5:]) for label, before in shown.anchors]
    for text, before in wanted:
        for label, got in left.items():
            ends = got[:8] == text[:8] and text[-6:] in got[-30:]
            if ends and (before is None or (label, before[-5:]) in places):
                hits += 1
                del left[label]
                break
    return f1(hits, predicted, len(wanted))


def _anchored(gold: Gold) -> list[tuple[str, str | None]]:
    notes: list[str] = gold.get("footnotes", [])
    before: dict[int, str] = {}
    for paragraph in gold.get("paragraphs", []):
        for mark in re.finditer(r"\[\^(\d+)\]", paragraph):
            before[int(mark[1])] = fold(re.sub(r"\[\^\d+\]", "", paragraph[: mark.start()]))
    free = set(gold.get("unanchored", []))
    return [(fold(text), None if n in free else before.get(n, "")) for n, text in enumerate(notes, 1)]


def _tables(gold: Gold, shown: Shown) -> float | None:
    wanted = [[c for row in t for cell in row if (c := fold(cell))] for t in gold.get("tables", [])]
    got = [[c for row in t for cell in row if (c := fold(cell))] for t in shown.tables]
    if not wanted:
        return None if not got else 0.0
    hits = 0
    for cells in wanted:
        sizes = [_overlap(cells, other) for other in got]
        hits += max(sizes, default=0)
    cells_of = [sum(len(t) for t in tables) for tables in (got, wanted)]
    return f1(min(hits, *cells_of), cells_of[0], cells_of[1])


def _overlap(cells: list[str], other: list[str]) -> int:
    blocks = SequenceMatcher(None, cells, other, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks)


def _boxes(gold: Gold, shown: Shown) -> float | None:
    boxed = [fold(p.text) for p in shown.paragraphs if p.boxed and p.kind != "box-title"]
    if not gold.get("boxes"):
        return None if not boxed else 0.0
    titles = {fold(p.text) for p in shown.paragraphs if p.kind == "box-title"}
    named = sum(fold(t) in titles for t in gold["box_titles"]) / len(gold["box_titles"])
    paragraphs = [p for first, last in box_stretches(gold) for p in gold["paragraphs"][first : last + 1]]
    inside = [fold(re.sub(r"\[\^\d+\]", "", p)) for p in paragraphs]
    return (named + f1(common(inside, boxed, same_paragraph), len(boxed), len(inside))) / 2


def box_stretches(gold: Gold) -> list[list[int]]:
    """The first and the last paragraph of each box: ``box_paragraphs`` is one such pair, or one for each box."""
    stated: list[Any] = gold.get("box_paragraphs", [])
    return [stated] if stated and isinstance(stated[0], int) else stated


def _furniture(gold: Gold, shown: Shown) -> float | None:
    """The share of the furniture that stands nowhere in the text: as a paragraph, or (from six characters on) inside one."""
    noise = [f for x in gold.get("furniture", []) if (f := fold(x))]
    allowed = {fold(h["text"]) for h in gold.get("headings", [])} | {fold(gold.get("title") or "")}
    lines = [fold(p.text) for p in shown.paragraphs] + [t for _, h in shown.heads if (t := fold(h)) not in allowed]
    stays = sum(any(x == line or (len(x) >= 6 and x in line) for line in lines) for x in noise)
    return 1 - stays / len(noise) if noise else None


def _references(gold: Gold, shown: Shown) -> float | None:
    """How well the number of printed references agrees; the gold may accept several numbers."""
    stated, got = gold.get("references", 0), len(shown.references)
    accepted = stated if isinstance(stated, list) else [stated]
    if got == 0 and 0 in accepted:
        return None
    return max(min(n, got) / max(n, got) for n in accepted)


def _links(gold: Gold, shown: Shown) -> float | None:
    """Cross-references to figures, tables and boxes that became links."""
    named = [m[0] for x in gold.get("crossrefs", []) if (m := re.search(r"(?:图|表|专栏)\d[\d.-]*", x))]
    linked = {fold(link) for link in shown.links}
    return sum(any(fold(n) in link for link in linked) for n in named) / len(named) if named else None


def main(arguments: list[str]) -> int:
    """Print one line per part for the pages of one document."""
    if len(arguments) < 2:
        print(__doc__)
        return 2
    gold = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    pages = [Path(a).read_text(encoding="utf-8") for a in arguments[1:]]
    for name, value in score_case(gold, [pages]).items():
        print(f"{name:12s} {value:.4f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))


__all__ = ["Paragraph", "fold", "score_case", "score_document"]
