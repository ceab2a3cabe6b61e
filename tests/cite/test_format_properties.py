"""What holds for every entry, whatever its fields hold."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from build_scripts.cite.gbt7714.format import format_reference
from build_scripts.cite.gbt7714.format_citation import CitationItem, format_citation
from build_scripts.cite.gbt7714.order import sort_key
from build_scripts.cite.gbt7714.style import Style
from build_scripts.model.reference import Date, Name, Reference, RefType

_ANY = st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=12)
_NAMES = st.lists(st.builds(Name, _ANY, _ANY, st.booleans()), max_size=5).map(tuple)
_DATES = st.one_of(st.none(), st.builds(Date, st.integers(1, 2999), st.integers(0, 12), st.integers(0, 28), st.booleans(), _ANY))
REFERENCES = st.builds(
    Reference, type=st.sampled_from(list(RefType)), title=_ANY, authors=_NAMES, et_al=st.booleans(), container=_ANY, editors=_NAMES,
    translators=_NAMES, date=_DATES, volume=_ANY, issue=_ANY, pages=_ANY, locator=_ANY, edition=_ANY, publisher=_ANY, place=_ANY,
    number=_ANY, url=_ANY, doi=_ANY, accessed=_DATES, marker=st.sampled_from(["", "J", "EB/OL", "PP", "?"]), language=st.sampled_from(["", "zh", "en", "ru"]),
    title_full=_ANY, extra=st.lists(st.tuples(_ANY, _ANY), max_size=2).map(tuple), raw=_ANY,
)  # fmt: skip
STYLES = st.builds(
    Style, st.sampled_from([2015, 2025]), st.sampled_from(["numeric", "author-date"]), st.sampled_from(["", "full", "half", "tight", "auto"]),
    st.sampled_from(["text", "html", "markdown"]), st.booleans(),
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(REFERENCES, STYLES)
def test_no_reference_raises(reference: Reference, style: Style) -> None:
    assert isinstance(format_reference(reference, style, year_suffix="a"), str)
    assert isinstance(format_citation([CitationItem(reference, 3, "5-6")] * 2, style), str)
    sort_key(reference, style)


@settings(max_examples=300, deadline=None)
@given(REFERENCES, st.sampled_from([2015, 2025]))
def test_html_holds_no_tag_but_ours(reference: Reference, edition: int) -> None:
    out = format_reference(reference, Style(edition, output="html"))
    rest = re.sub(r'<a href="(?:https?://|https://doi\.org/)[^"<>]*">[^<>]*</a>', "", out, flags=re.I)
    assert "<" not in rest and ">" not in rest


_PLAIN = st.sampled_from(["山村的账本", "书院考", "Wells", "青禾出版社"])


@given(st.builds(Reference, type=st.sampled_from(list(RefType)), title=_PLAIN, container=_PLAIN, publisher=st.sampled_from(["", "青禾出版社"]),
                 date=st.sampled_from([None, Date(2013), Date(2013, 1, 8)]), pages=st.sampled_from(["", "1-9"]), volume=st.sampled_from(["", "3"]),
                 issue=st.sampled_from(["", "2"])), STYLES)  # fmt: skip
def test_no_sign_stands_without_its_words(reference: Reference, style: Style) -> None:
    out = format_reference(reference, Style(style.edition, style.layout, style.width))
    assert out.endswith(".")
    assert not re.search(r"(?<!\bal)\.\s*\.|[，,：:]\s*[，,：:.]|[（(]\s*[）)]|\[\]|//[.,，:：]|^[.,，:：]", out), out
