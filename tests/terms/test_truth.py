"""Accuracy over the default corpus: every place where a name of the glossary stands in it, judged by hand.

``truth_words.tsv`` is a second set: places of twelve everyday words, which make more traps than terms do. It was judged from the
published pages before the program saw it, which then had 162 of 163 places, and one that is none (precision and recall 0.994);
``?`` marks what readers may see either way (names of bodies, 政治经济学), which counts neither way.

``truth.tsv``: slug, ``+`` for a place where a reader should be led to the glossary or ``-``, the reason for ``-`` (head, reference,
source, title, word), and the words with six letters on either side (signs and blanks left out).
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from build_scripts.__main__ import main
from build_scripts.formats.corpus import read_corpus
from build_scripts.formats.glossary import parse_glossary
from build_scripts.model.corpus import Corpus
from build_scripts.model.glossary import Glossary
from build_scripts.terms.link import find_uses
from build_scripts.terms.matcher import Matcher

ROOT = Path(__file__).resolve().parents[2]
LETTER = re.compile(r"[^\W_]")
HERE = Path(__file__).parent
WORDS = "数字 文本 出处 统计 作者 经济学 经济 科学 标准 版本 目录 公报"


def read_truth(name: str) -> list[list[str]]:
    return [line.split("\t") for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


TRUTH = read_truth("truth.tsv")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    root = tmp_path_factory.mktemp("site")
    shutil.copy(ROOT / "mkdocs.yml", root)
    (root / "docs").mkdir()
    (root / "references").mkdir()
    for name in ("glossary.yml", "glossary-sources.bib"):
        shutil.copy(ROOT / "references" / name, root / "references")
    shutil.copytree(ROOT / "references" / "sources", root / "references" / "sources")
    assert main(["ingest", "-C", str(root)]) == 0
    return read_corpus(root)


def letters(words: str) -> str:
    return "".join(LETTER.findall(words))


def places(corpus: Corpus, glossary: Glossary) -> Counter[tuple[str, str]]:
    matcher = Matcher(glossary)
    out: Counter[tuple[str, str]] = Counter()
    for whole in corpus.texts:
        for page in whole.pages:
            for use in find_uses(page, matcher):
                shown = use.region.shown
                around = letters(shown[: use.start])[-6:], letters(shown[use.start : use.end]), letters(shown[use.end :])[:6]
                out[whole.slug, "{}【{}】{}".format(*around)] += 1
    return out


def test_the_set_is_large_and_has_traps() -> None:
    assert len(TRUTH) >= 200
    assert Counter(row[2] for row in TRUTH if row[1] == "-").keys() == {"head", "reference", "source", "title", "word"}


def test_precision_and_recall(corpus: Corpus) -> None:
    judge(places(corpus, corpus.glossary), TRUTH)


def test_precision_and_recall_of_everyday_words(corpus: Corpus) -> None:
    truth = read_truth("truth_words.tsv")
    assert len(truth) >= 200 and sum(row[2] == "word" for row in truth) >= 10
    entries = "".join(f"- {{id: t{n}, term: {word}, definition: 试用。}}\n" for n, word in enumerate(WORDS.split()))
    judge(places(corpus, parse_glossary(entries)), truth)


def judge(found: Counter[tuple[str, str]], truth: list[list[str]]) -> None:
    """Precision and recall of at least 0.99; what the truth leaves open counts neither way."""
    wanted = Counter((slug, words) for slug, verdict, _, words in truth if verdict == "+")
    found = found - Counter((slug, words) for slug, verdict, _, words in truth if verdict == "?")
    right = sum((found & wanted).values())
    precision, recall = right / sum(found.values()), right / sum(wanted.values())
    print(f"precision {precision:.4f}, recall {recall:.4f}, {sum(wanted.values())} places")
    assert precision >= 0.99, found - wanted
    assert recall >= 0.99, wanted - found
