"""The generator of bench pages and the report."""

from __future__ import annotations

from tests.bench.search.measure import questions, score
from tests.bench.search.pages import pages
from tests.bench.search.report import BEGIN, END, put, table


def test_pages_are_the_same_every_time_and_in_any_number() -> None:
    assert list(pages(3)) == list(pages(5))[:3]


def test_pages_have_the_size_asked_for() -> None:
    for page in pages(4, 2_500):
        assert 2_500 <= sum(len(text) for _, body in page.sections for text in body) < 3_600


def test_every_question_has_an_answer() -> None:
    assert all(question.truth for question in questions(list(pages(20))))


def test_marks_of_an_answer() -> None:
    assert score(("a", "x"), frozenset("ab")) == (0.5, 0.5, 1.0)
    assert score((), frozenset("ab")) == (0.0, 0.0, 0.0)
    assert score(tuple("abcdefghij"), frozenset("abcdefghijklm")) == (1.0, 1.0, 1.0)


def test_the_report_replaces_its_own_section_only() -> None:
    once = put("# Benchmarks\n\nothers\n", "one")
    assert put(once, "two") == f"# Benchmarks\n\nothers\n\n{BEGIN}\ntwo\n{END}\n"


def test_what_was_not_measured_is_a_dash() -> None:
    assert "| recall@10, by pages | – |" in table({"ours 100": {"characters": 300_000, "build_cpu_s": 0.3}})
