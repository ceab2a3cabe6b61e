"""Conversion takes time that grows with the length of a text, whatever stands in it: the same text in two lengths is compared.

No absolute time is asserted. Twelve times the length may take twenty-four times as long; quadratic work would take 144 times.
"""

from __future__ import annotations

import gc
import time

import pytest

from build_scripts.formats.markdown import format_document
from build_scripts.ingest.merge.naming import name_works
from build_scripts.ingest.pipeline import ingest_source
from build_scripts.text.source import Source
from tests.ingest.extremes import EXTREMES

SHORT, TIMES, SLACK = 1_500, 12, 2.0
_FLOOR = 0.02
"""Seconds below which a measurement says nothing."""


def seconds(text: str, tries: int) -> float:
    """Processor time of the whole way from text to pages; the best of some tries."""
    best = float("inf")
    for _ in range(tries):
        gc.collect()
        begun = time.process_time()
        texts = ingest_source(Source("extreme.txt", text)).texts
        for named in name_works(texts, {}):
            format_document(named.document)
        best = min(best, time.process_time() - begun)
    return best


@pytest.mark.parametrize("name", EXTREMES)
def test_time_grows_with_the_length_alone(name: str) -> None:
    make = EXTREMES[name]
    short, long = make(SHORT), make(SHORT * TIMES)
    times = len(long) / len(short)
    before = max(seconds(short, 3), _FLOOR)
    after = seconds(long, 1)
    if after > before * times * SLACK:  # another process may have been in the way: once more, with care
        before, after = max(seconds(short, 5), _FLOOR), seconds(long, 3)
    assert after <= before * times * SLACK, f"{len(short)} characters took {before:.3f} s, {len(long)} took {after:.3f} s"
