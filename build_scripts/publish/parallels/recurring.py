"""A passage that recurs: its places side by side with their differences marked, and the works cited for it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from hashlib import sha256
from unicodedata import normalize

from build_scripts.publish.glossary.concordance import by_line, year_of
from build_scripts.publish.markup import element, relative, text
from build_scripts.publish.parallels.stretches import Place
from build_scripts.publish.works import Works

_SHOWN = 60
"""Places of one passage that are set side by side; further ones are only linked."""


_OPENERS = {"）": "（", ")": "(", "》": "《", "”": "“", "’": "‘", "】": "【", "」": "「", "』": "『"}


def _is_open(words: str, opener: str, closer: str) -> bool:
    return words.count(opener) > words.count(closer)


@dataclass(frozen=True)
class Quoted:
    """A passage at one place: ``place.shown[start:end]``; ``stretch`` is the place's number among all."""

    stretch: int
    place: Place
    start: int
    end: int

    @property
    def words(self) -> str:
        """The words as they stand there, with the signs right behind them that close what opens among them: （DEPA is no end."""
        shown, end = self.place.shown, self.end
        while end < len(shown) and (opener := _OPENERS.get(shown[end])) and _is_open(shown[self.start : end], opener, shown[end]):
            end += 1
        return shown[self.start : end]

    @property
    def year(self) -> str:
        """The year of the text, empty where it says none."""
        return year_of(self.place.whole)


@dataclass(frozen=True)
class Recurring:
    """One passage; ``letters`` counts its longest form, ``places`` are in order of the texts."""

    letters: int
    places: tuple[Quoted, ...]

    @cached_property
    def by_text(self) -> dict[str, Quoted]:
        """The first place in each text in which it stands."""
        return {one.place.whole.slug: one for one in reversed(self.places)}

    @cached_property
    def fullest(self) -> Quoted:
        """The place that has most of it."""
        return max(self.places, key=lambda one: (one.end - one.start, -one.stretch))

    @cached_property
    def name(self) -> str:
        """An anchor that depends on the words only."""
        letters = "".join(c for c in self.fullest.words if c.isalnum())
        return f"x-{sha256(letters.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"

    def section(self, name: str, here: str, works: Works) -> str:
        """The passage on its page at ``here``, with the anchor ``name``."""
        model = self.fullest.words
        head = element("h2", text(shortened(model, 30)), id=name)
        facts = f"{self.letters} 字，{len(self.by_text)} 篇文本，{len(self.places)} 处。"
        ordered = sorted(self.places, key=lambda one: (one.year or "9999", one.stretch, one.start))
        rows = "".join(_row(one, model, one is self.fullest, here) for one in ordered[:_SHOWN])
        rest = "".join(element("li", _source(one, here)) for one in ordered[_SHOWN:])
        body = element("p", facts, class_="faint") + element("ol", rows, class_="side-by-side")
        body += element("details", element("summary", f"其余 {len(ordered) - _SHOWN} 处") + element("ul", rest)) if rest else ""
        return element("section", head + body + self._works(here, works), class_="page-meta passage", aria_labelledby=name)

    def _works(self, here: str, works: Works) -> str:
        """The works that the places cite for the passage."""
        cited: dict[str, list[str]] = defaultdict(list)
        for one in self.places[:_SHOWN]:
            title = one.place.whole.title
            for key in one.place.cited_for(one.start, one.end):
                if key in works and title not in cited[key]:
                    cited[key].append(title)
        items = "".join(
            element("li", element("a", text(works.text(key)), href=relative(here, works.url(key)))
                    + element("small", "　注于" + "、".join(f"《{text(title)}》" for title in titles)))
            for key, titles in cited.items()
        )  # fmt: skip
        return element("div", element("p", "各篇为这段文字注出的文献：") + element("ul", items), class_="passage-works") if items else ""


def shortened(words: str, most: int) -> str:
    """At most so many characters."""
    return words if len(words) <= most else f"{words[: most - 1]}…"


def _source(one: Quoted, here: str) -> str:
    way = element("a", f"{one.place.label or '此处'}", href=relative(here, one.place.url))
    return f"《{text(one.place.whole.title)}》 {element('small', text(by_line(one.place.whole)))} {way}"


def _row(one: Quoted, model: str, is_model: bool, here: str) -> str:
    words = one.words
    shown = text(words) if is_model else differences(model, words)
    kind = "（最全）" if is_model else "（节引）" if len(words) * 5 < len(model) * 4 else ""
    return element("li", element("p", _source(one, here) + kind, class_="saying-source") + element("blockquote", element("p", shown)))


def differences(model: str, words: str) -> str:
    """``words`` as HTML: what the fullest form has otherwise is marked, what it has more stands for a gap."""
    even, other = model.translate(_EVENED), words.translate(_EVENED)
    if even == other:
        return text(words)
    out: list[str] = []
    blocks = SequenceMatcher(None, even, other, autojunk=False).get_matching_blocks()
    for (i, j, size), (after, next_j, _) in zip(blocks, blocks[1:], strict=False):
        out.append(text(words[j : j + size]))
        changed, lost = words[j + size : next_j], model[i + size : after]
        if changed:
            out.append(element("mark", text(changed), title=f"对照本作“{lost}”" if lost.strip() else "对照本无此"))
        elif lost and after < len(model) and any(map(str.isalnum, lost)):
            out.append(element("mark", "‸", class_="lost", title=f"对照本此处有“{lost}”"))
    first = blocks[0]
    if first.b > 0:
        lead = model[: first.a]
        out.insert(0, element("mark", text(words[: first.b]), title=f"对照本作“{lead}”" if lead else "对照本无此"))
    return "".join(out)


class _Evened(dict[int, str]):
    """What ``str.translate`` asks for: full and half width are one, so that only other words and other signs are marked."""

    def __missing__(self, code: int) -> str:
        plain = normalize("NFKC", chr(code))
        self[code] = plain if len(plain) == 1 else chr(code)
        return self[code]


_EVENED = _Evened()
