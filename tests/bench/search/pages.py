"""Pages for the search bench: words drawn with a Zipf-like frequency, set in sentences, paragraphs and sections.

Deterministic for a seed. Words are invented from common letters, so that no real text is needed; frequency of letters,
words and their neighbours thins out as in running text. A rare marker word a page makes known-item questions possible.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

_LETTERS = (
    "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里后小么心多天而能好都然没日于起还发成事只作当想看"
    "文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正名定女问力机给"
    "等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市眼体别处总才场师书比住员九笑性通目"
    "华报立马命张活难神数件安表原车白应路期叫死常提感金何更反合放做系计或司利受光王果亲界及今京务制解各任至清物台象记边共风战干接它许八特觉望直服毛林"
    "题建南度统色字请交爱让认算论百吃义科怎元社术结六功指思非流每青管夫连远资队跟带花快条院变联言权往展该领传近留红治决周保达办运武半候七必城父强步完"
    "革深区即求品士转量空甚众技轻程告江语英基派满式李息写呢识极令黄德收脸钱党倒未持取设始版双历越史商千片容研像找友孩站广改议形委早房音火际则首单据导"
    "影失拿网香似斯专石若兵弟谁校读志飞观争究包组造落视济喜离虽坏兴响离切境亚复推仅值标技术创升级产链质效融协同要素配置绿低碳数智算模型治理规则标准"
)
_LATIN = ["AI", "5G", "GDP", "DEPA", "RCEP", "ChatGPT", "OECD", "WTO", "digital", "economy", "platform", "data"]
PARAGRAPH, SENTENCE = 180, 38


@dataclass(frozen=True)
class BenchPage:
    """A page: number, title, sections of (heading, paragraphs), and a word that stands on no other page."""

    number: int
    title: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    marker: str

    @property
    def slug(self) -> str:
        return f"t{self.number:05d}"


class Writer:
    """Draws words from one vocabulary of 12,000 for any number of pages."""

    def __init__(self, seed: int = 5) -> None:
        rng = random.Random(seed)
        letters = list(dict.fromkeys(_LETTERS))
        weight = [1 / (n + 8) for n in range(len(letters))]
        sizes = rng.choices((1, 2, 3, 4), (8, 70, 12, 10), k=12_000)
        self.words = list(dict.fromkeys("".join(rng.choices(letters, weight, k=size)) for size in sizes))
        self.weights = list(accumulate(1 / (n + 20) ** 0.9 for n in range(len(self.words))))
        self.letters = letters
        self.seed = seed

    def page(self, number: int, size: int = 2_500) -> BenchPage:
        """Page `number` of about `size` characters; independent of all other pages."""
        rng = random.Random(self.seed * 1_000_003 + number)
        marker = f"{''.join(rng.choices(self.letters, k=3))}{number}号"
        title = "".join(self._draw(rng, 4)) + "与" + "".join(self._draw(rng, 3)) + "研究"
        sections, held, n = [], 0, 0
        while held < size:
            n += 1
            paragraphs = tuple(self._paragraph(rng) for _ in range(rng.randint(2, 4)))
            held += sum(map(len, paragraphs))
            sections.append((f"{n}. " + "".join(self._draw(rng, 3)), paragraphs))
        first = sections[0]
        sections[0] = (first[0], (f"本页记作{marker}。{first[1][0]}", *first[1][1:]))
        return BenchPage(number, title, tuple(sections), marker)

    def _draw(self, rng: random.Random, count: int) -> list[str]:
        return rng.choices(self.words, cum_weights=self.weights, k=count)

    def _paragraph(self, rng: random.Random) -> str:
        out: list[str] = []
        held = 0
        while held < PARAGRAPH:
            words = self._draw(rng, rng.randint(10, SENTENCE // 2))
            if rng.random() < 0.12:
                words.insert(rng.randrange(len(words)), rng.choice(_LATIN))
            if rng.random() < 0.1:
                words.insert(rng.randrange(len(words)), f"{rng.randint(1990, 2026)}年")
            words.insert(len(words) // 2, "，")
            out.append("".join(words) + "。")
            held += len(out[-1])
        return "".join(out)


def pages(count: int, size: int = 2_500, seed: int = 5) -> Iterator[BenchPage]:
    """The first `count` pages."""
    writer = Writer(seed)
    for number in range(count):
        yield writer.page(number, size)


def as_markdown(page: BenchPage) -> str:
    """The page as Markdown, headings with ids."""
    lines = [f"# {page.title}", ""]
    for n, (head, paragraphs) in enumerate(page.sections, 1):
        lines += [f"## {head} {{#s{n}}}", "", *(line for text in paragraphs for line in (text, ""))]
    return "\n".join(lines)


def as_html(page: BenchPage) -> str:
    """The page in the published form, without navigation."""
    body, number = [f"<h1>{page.title}</h1>"], 0
    for n, (head, paragraphs) in enumerate(page.sections, 1):
        body.append(f'<h2 id="s{n}">{head}</h2>')
        for text in paragraphs:
            number += 1
            body.append(f'<p id="p{number}">{text}</p>')
    inner = "\n".join(body)
    return (
        f"<!doctype html><html lang=zh><head><meta charset=utf-8><title>{page.title}</title></head><body>"
        f'<article class="md-content__inner md-typeset">{inner}</article></body></html>'
    )
