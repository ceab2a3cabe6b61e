"""The library: every silent trap of bibtexparser 2.1 is told with its line, and the round trip loses nothing."""

from __future__ import annotations

import string
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_scripts.diagnostics import BuildError, Diagnostic, Severity
from build_scripts.formats.bibtex.library import format_entry, format_library, parse_library, read_library
from build_scripts.formats.bibtex.names import format_names, parse_names
from build_scripts.formats.bibtex.values import decode, encode
from build_scripts.model.reference import Date, Name, Reference, RefType


def faults(text: str) -> list[tuple[str, int]]:
    found: list[Diagnostic] = []
    parse_library(text, "lib.bib", found.append)
    assert all(d.path == "lib.bib" and d.message and d.hint for d in found)
    return [(d.code, d.line) for d in found]


CLEAN = "@book{a,\n  title = {甲},\n  year = {2020},\n}\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(CLEAN, [], id="silence"),
        pytest.param("\ufeff" + CLEAN, [], id="byte order mark"),
        pytest.param("% 注：@ 不是条目，见 a@b.org\n" + CLEAN, [], id="comment with at sign"),
        pytest.param("@book{a,\n  title = {甲}\n  year = {2020},\n}", [("REF001", 2)], id="missing comma"),
        pytest.param("@book{a, year = 2020\n title = {甲}}", [("REF001", 1)], id="missing comma behind a number"),
        pytest.param('@book{a, title = "甲" year = 2020}', [("REF001", 1)], id="missing comma behind quotes"),
        pytest.param("@book{a,\n title = {甲}，\n year = {2020}\n}", [("REF002", 2)], id="full-width comma"),
        pytest.param(CLEAN + "\n" + CLEAN, [("REF003", 6)], id="duplicate key"),
        pytest.param("@book{a, title = {甲},\n title = {乙}}", [("REF004", 2)], id="duplicate field"),
        pytest.param("@book{a,\n publisher = rmcbs}", [("REF005", 2)], id="undefined @string"),
        pytest.param("@string{rmcbs = {某社}}\n@book{a,\n publisher = rmcbs # {分社}}", [], id="defined @string, joined"),
        pytest.param("@book{a, month = feb, year = 2020}", [], id="months are defined"),
        pytest.param("@book{a, title = {甲\n}\n@book{b, title = {乙}}", [("REF006", 1)], id="unclosed brace"),
        pytest.param("@book{A, title={甲}}\n@book{a, title={乙}}", [("REF007", 2)], id="keys that differ in case"),
        pytest.param("\n@book{, title={甲}}", [("REF008", 2)], id="empty key"),
        pytest.param("@book{a b, title={甲}}", [("REF009", 1)], id="key with a blank"),
        pytest.param("@book{a, title}", [("REF010", 1)], id="field without a value"),
        pytest.param("@book{a,\n author = {A, B, C, D}}", [("REF011", 2)], id="too many commas"),
        pytest.param("@book{a,\n author = {张三，李四}}", [("REF012", 2)], id="Chinese comma between names"),
        pytest.param("@book{a,\n author = {张三, 李四, 王五}}", [("REF012", 2)], id="commas between Chinese names"),
        pytest.param("@buch{a, title={甲}}", [("REF013", 1)], id="unknown type"),
        pytest.param("@book{a,\n date = {2024-13}}", [("REF014", 2)], id="impossible date"),
        pytest.param("@article a, title = 甲\n", [("REF015", 1)], id="no opening brace"),
        pytest.param("@book｛a, title = 甲｝\n", [("REF015", 1)], id="full-width brace"),
        pytest.param("@string{x={甲}}\n@string{x={乙}}\n", [("REF016", 2)], id="duplicate @string"),
        pytest.param("@book{a\n title = {甲}}", [("REF017", 1)], id="no comma behind the key"),
        pytest.param("% 行尾有反斜线 \\\n% 再一行 \\\n@book{a, title={甲} year=2020}", [("REF001", 3)], id="lines that end in a backslash"),
        pytest.param("@book{a,\r\n title = {甲}\r\n year = {2020}}", [("REF001", 2)], id="carriage returns"),
    ],
)
def test_each_fault_has_its_code_and_line(text: str, expected: list[tuple[str, int]]) -> None:
    assert faults(text) == expected


def test_a_fault_of_one_entry_leaves_the_others() -> None:
    text = "@book{a, title={甲\n@book{b, title={乙}}\n@book{c title={丙}}\n@book{d, title={丁}}"
    assert list(parse_library(text).references) == ["b", "d"]


def test_missing_commas_are_read_past() -> None:
    entry = parse_library("@book{a, title={甲} year={2020}，publisher={某社}\n address = {北京}}").references["a"]
    assert (entry.title, entry.date, entry.publisher, entry.place) == ("甲", Date(2020), "某社", "北京")


def test_duplicates_keep_the_first() -> None:
    library = parse_library("@book{a, title={甲}, title={乙}}\n@book{a, title={丙}}")
    assert [entry.reference.title for entry in library.entries] == ["甲"]


def test_entries_know_their_text_and_line() -> None:
    text = "% 头\n\n" + CLEAN + "\n@misc{z, title={末}}"
    library = parse_library(text)
    assert [(entry.key, entry.line) for entry in library.entries] == [("a", 3), ("z", 8)]
    assert library.by_key["z"].raw == "@misc{z, title={末}}"
    assert all(text[entry.start : entry.end] == entry.raw for entry in library.entries)


@pytest.mark.parametrize(
    ("latex", "plain"),
    [
        (r"J{\"u}rgen {\'E}mile", "Jürgen Émile"), (r"\v{S}koda \c{c}a \o", "Škoda ça ø"), (r"100\% \& \_ \# \$", "100% & _ # $"),
        ("{BIB}TeX", "BIBTeX"), ("a~b -- c", "a b – c"), ("2000~2010", "2000~2010"), (r"\textit{Nature} news", "Nature news"),
        ("``x''", "“x”"), (r"\unknown{x}", r"\unknownx"), ("  a\n  b ", "a b"),
    ],
)  # fmt: skip
def test_latex_is_read(latex: str, plain: str) -> None:
    assert decode(latex) == plain


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc", "Co")), max_size=60))
def test_any_text_survives_writing(text: str) -> None:
    wanted = " ".join(text.split(" ")).strip(" ")
    wanted = " ".join(part for part in wanted.split(" ") if part)
    assert decode(encode(text)) == wanted
    assert parse_library(format_entry("k", Reference(RefType.BOOK, text))).references["k"].title == wanted


@pytest.mark.parametrize(
    ("raw", "names", "others"),
    [
        ("安博文", (Name("安博文"),), False),
        ("{国家统计局}", (Name("国家统计局", literal=True),), False),
        ("安博文 and 许源 and others", (Name("安博文"), Name("许源")), True),
        ("Smith, John and Jean-Luc Godard", (Name("Smith", "John"), Name("Godard", "Jean-Luc")), False),
        ("Ludwig van Beethoven", (Name("van Beethoven", "Ludwig"),), False),
        ("King, Jr, Martin", (Name("King", "Martin, Jr"),), False),
        ("{Bell and Sons} AND Adam Smith", (Name("Bell and Sons", literal=True), Name("Smith", "Adam")), False),
        ("王, 聪 and 张 三", (Name("王聪"), Name("张三")), False),
        ("欧阳, 修远", (Name("欧阳修远"),), False),
        ("张三 等", (Name("张三"),), True),
        ("昂温, S.", (Name("昂温", "S."),), False),
        ("{\\\"O}zg{\\\"u}r, Ali", (Name("Özgür", "Ali"),), False),
        ("others", (), True),
        ("", (), False),
    ],
)
def test_names(raw: str, names: tuple[Name, ...], others: bool) -> None:
    assert parse_names(raw) == (names, others)


def test_dialect_of_the_written_entry() -> None:
    reference = Reference(
        RefType.ARTICLE_NEWSPAPER, "渡口", (Name("谷凯"), Name("江城日报社", literal=True)), et_al=True, container="江城日报",
        date=Date(2013, 1, 8), pages="008", language="zh", marker="N/OL", url="https://example.org/a_b?c=%20&d#e", raw="[8] 谷凯. 渡口[N].",
    )  # fmt: skip
    assert format_entry("gu2013dukou", reference) == (
        "@article{gu2013dukou,\n"
        "  author = {谷凯 and {江城日报社} and others},\n"
        "  title = {渡口},\n"
        "  journal = {江城日报},\n"
        "  entrysubtype = {newspaper},\n"
        "  pages = {008},\n"
        "  year = {2013},\n"
        "  date = {2013-01-08},\n"
        "  url = {https://example.org/a_b?c=%20&d#e},\n"
        "  langid = {chinese},\n"
        "  mark = {N},\n"
        "  medium = {OL},\n"
        "  x-printed = {[8] 谷凯. 渡口[N].},\n"
        "}"
    )


def test_cited_pages_of_a_book_stand_in_pages() -> None:
    text = format_entry("a", Reference(RefType.BOOK, "甲", locator="201,96", volume="4"))
    assert "  pages = {201,96},\n" in text and "  volume = {4},\n" in text
    assert parse_library(text).references["a"].locator == "201,96"


@pytest.mark.parametrize("key", ["", "a b", "a,b", "a{b", 'a"b', "a%b"])
def test_a_key_that_breaks_the_file_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="citation key"):
        format_entry(key, Reference(RefType.BOOK))


_WORDS = st.text(
    alphabet=st.sampled_from("新质生产力论“”《》（）：，、·{}\\&%$#_^~@=\"'-/[]()" + string.ascii_letters + string.digits + " "),
    max_size=16,
).map(lambda text: " ".join(text.split()))
_NAMES = st.one_of(
    st.sampled_from([Name("安博文"), Name("欧阳修远"), Name("亚当·斯密"), Name("Plato")]),
    st.sampled_from([Name("Smith", "John R."), Name("de Wolff", "Pieter"), Name("King", "M., Jr")]),
    st.builds(lambda text: Name(text, literal=True), _WORDS.filter(bool)),
)  # fmt: skip
_PEOPLE = st.lists(_NAMES, max_size=3).map(tuple)
_DATES = st.one_of(
    st.none(),
    st.builds(lambda y, m, d, c: Date(y, m, d if m else 0, c), st.integers(1, 2999), st.integers(0, 12), st.integers(0, 28), st.booleans()),
    st.sampled_from([Date(1980, printed="c1980"), Date(1865, printed="1865（清同治四年）"), Date(1957, printed="1957-1990")]),
)
_NUMBERS = st.sampled_from(["", "3", "12", "上", "S1", "8/9", "1-9", "201,96", "008"])
_URLS = st.sampled_from(["", "https://example.org/a_b?c=%20&d#e~f", "http://x.cn/(1)"])
_EXTRA = st.lists(
    st.tuples(st.sampled_from(["genre", "version", "contributor:校", "year", "organization", "isbn", "x-mine"]), _WORDS.filter(bool)),
    max_size=3, unique_by=lambda pair: pair[0],
).map(tuple)  # fmt: skip


@st.composite
def references(draw: st.DrawFn) -> Reference:
    title = draw(_WORDS)
    return Reference(
        type=draw(st.sampled_from(list(RefType))), title=title, authors=draw(_PEOPLE), et_al=draw(st.booleans()),
        subtitle=draw(_WORDS), container=draw(_WORDS), editors=draw(_PEOPLE), translators=draw(_PEOPLE), date=draw(_DATES),
        volume=draw(_NUMBERS), number_of_volumes=draw(_NUMBERS), issue=draw(_NUMBERS), pages=draw(_NUMBERS), locator=draw(_NUMBERS),
        edition=draw(_WORDS), publisher=draw(_WORDS), place=draw(_WORDS), number=draw(_WORDS), url=draw(_URLS),
        doi=draw(st.sampled_from(["", "10.5555/a_b.1"])), accessed=draw(st.sampled_from([None, Date(2024, 2, 3)])),
        marker=draw(st.sampled_from(["", "J", "M/OL", "EB/OL"])), language=draw(st.sampled_from(["", "zh", "en", "ja", "xx"])),
        title_full=draw(st.sampled_from([title, title + "（上）"])), relation=draw(st.sampled_from(["", "参见"])), extra=draw(_EXTRA),
        raw=draw(_WORDS),
    )  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(references())
def test_every_field_survives_writing_and_reading(reference: Reference) -> None:
    library = parse_library(format_entry("key", reference), report=_no_error)
    back = library.references["key"]
    assert back == reference
    assert back.raw == reference.raw
    assert (back.date.printed if back.date else "") == (reference.date.printed if reference.date else "")


def _no_error(finding: Diagnostic) -> None:
    assert finding.severity != Severity.ERROR, finding


@settings(max_examples=50, deadline=None)
@given(st.lists(references(), max_size=5))
def test_a_library_survives(items: list[Reference]) -> None:
    wanted = {f"k{i}": item for i, item in enumerate(items)}
    assert parse_library(format_library(wanted, "% 头")).references == wanted


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="@book{}(),=\"#a1 \n\\%甲，string", max_size=80))
def test_no_text_raises(text: str) -> None:
    library = parse_library(text)
    assert all(text[entry.start : entry.end] == entry.raw for entry in library.entries)


def test_an_absent_file_is_empty_and_a_foreign_encoding_is_told(tmp_path) -> None:  # type: ignore[no-untyped-def]
    assert read_library(tmp_path / "none.bib").entries == ()
    (tmp_path / "gbk.bib").write_bytes("@book{a, title={甲}}".encode("gb18030"))
    with pytest.raises(BuildError) as error:
        read_library(tmp_path / "gbk.bib")
    assert error.value.diagnostic.code == "REF018"


def test_names_survive_in_any_mixture() -> None:
    names = (Name("安博文"), Name("A, B and C", literal=True), Name("Smith, Sons", "J and K"))
    assert parse_names(format_names(names, True)) == (names, True)


def test_months_and_ranges() -> None:
    text = "@book{a, year={2020}, month=feb}\n@book{b, date={1957/1990}}\n@book{c, date={1936~}}\n@book{d, year={[1936]}}"
    dates = [entry.reference.date for entry in parse_library(text).entries]
    assert dates == [Date(2020, 2), Date(1957), Date(1936, circa=True), Date(1936, circa=True)]
    assert dates[1] is not None and dates[1].printed == "1957-1990"


def test_printed_text_is_not_compared_as_content() -> None:
    reference = Reference(RefType.BOOK, "甲", title_full="甲")
    assert parse_library(format_entry("a", replace(reference, raw="x"))).references["a"] == reference


YEARS = st.lists(st.sampled_from(["2001", "2002", "jan"]), max_size=4)


@given(YEARS, YEARS, st.booleans(), st.booleans())
def test_what_was_read_before_changes_nothing(first: list[str], second: list[str], string_before: bool, string_now: bool) -> None:
    def text(years: list[str], with_string: bool) -> str:
        entries = "".join(f"@book{{k{n}{year},\n  title = {{甲}},\n  note = {year},\n}}\n\n" for n, year in enumerate(years))
        return ("@string{jan = {元月}}\n" if with_string else "") + entries

    parse_library(text(first, string_before))
    found = parse_library(text(second, string_now))
    assert found == parse_library(text(second, string_now), report=lambda _: None)


@pytest.mark.parametrize(
    ("latex", "plain"),
    [
        ("CO$_2$ 与 CH$_{4}$", "CO₂ 与 CH₄"),
        ("$^{14}$C 测年", "¹⁴C 测年"),
        (r"$\beta$-胡萝卜素", "β-胡萝卜素"),
        ("10$^{-3}$ 米", "10⁻³ 米"),
        (r"\$5 与 \$6", "$5 与 $6"),
        ("$x^{a}+y$ 的根", "$x^a+y$ 的根"),
        ("费用 $5 至 $6", "费用 $5 至 $6"),
    ],
)
def test_the_little_mathematics_of_titles_is_read(latex: str, plain: str) -> None:
    assert decode(latex) == plain
    assert decode(encode(plain)) == plain


def one(text: str) -> Reference:
    found: list[Diagnostic] = []
    (reference,) = parse_library(text, "lib.bib", found.append).references.values()
    assert not found
    return reference


def test_addresses_that_older_styles_keep_elsewhere_are_read() -> None:
    page = one("@misc{a, title={甲}, year={2021}, howpublished={\\url{http://a.example/x_y}}}")
    assert (page.type, page.url) == (RefType.WEBPAGE, "http://a.example/x_y")
    paper = one("@misc{a, title={甲}, year={2021}, eprint={2101.00001}, archiveprefix={arXiv}}")
    assert (paper.type, paper.url, paper.container) == (RefType.PREPRINT, "https://arxiv.org/abs/2101.00001", "arXiv")
    assert dict(paper.extra)["eprint"] == "2101.00001"
    told = one("@misc{a, title={甲}, howpublished={油印本}}")
    assert (told.type, told.url) == (RefType.DOCUMENT, "") and "油印本" in str(told)


def test_the_author_of_the_host_book_is_read_where_no_editor_is_named() -> None:
    part = one("@inbook{a, author={甲乙}, title={渠}, bookauthor={丙丁}, booktitle={水志}, year={2001}}")
    assert part.editors == (Name("丙丁"),)
    both = one("@inbook{a, title={渠}, editor={戊己}, bookauthor={丙丁}, booktitle={水志}, year={2001}}")
    assert both.editors == (Name("戊己"),) and dict(both.extra)["bookauthor"] == "丙丁"


def test_a_paper_takes_over_what_its_proceedings_say() -> None:
    text = (
        "@inproceedings{p, title={渠}, author={甲乙}, crossref={conf}, pages={1-2}, year={2002}}\n"
        "@proceedings{conf, title={水会录}, editor={丙丁}, publisher={甲社}, address={北京}, year={2001}, pages={900}}\n"
        "@xdata{x, publisher={乙社}, title={不是书}}\n@book{b, title={书}, year={2001}, xdata={x}}\n"
    )
    library = parse_library(text)
    paper, book = library.references["p"], library.references["b"]
    assert (paper.title, paper.container, paper.publisher, paper.place, paper.pages, str(paper.date)) == ("渠", "水会录", "甲社", "北京", "1-2", "2002")
    assert paper.editors == (Name("丙丁"),) and (book.title, book.publisher) == ("书", "乙社")
    assert list(library.references) == ["p", "conf", "b"] and faults(text) == []
    changed = parse_library(text.replace("甲社", "丙社")).references["p"]
    assert changed.publisher == "丙社", "what was read before must not stand for what its host says now"


def test_an_absent_host_is_told_and_a_circle_ends() -> None:
    assert faults("@book{a, title={甲}, year={2001},\n crossref={none}}") == [("REF022", 2)]
    circle = "@book{a, title={甲}, crossref={b}}\n@book{b, title={乙}, publisher={社}, crossref={a}}\n"
    assert faults(circle) == [] and parse_library(circle).references["a"].publisher == "社"


def test_what_is_no_date_is_told_and_kept() -> None:
    text = "@book{a, title={甲}, year={二〇〇一年}}\n@book{b, title={乙}, year={2001}, month={13}}\n@book{c, title={丙}, date={2001-13-40}}\n"
    assert faults(text) == [("REF014", 1), ("REF014", 2), ("REF014", 3)]
    for reference, value in zip(parse_library(text).references.values(), ("二〇〇一年", "13", "2001-13-40"), strict=True):
        assert value in dict(reference.extra).values()
        assert parse_library(format_entry("k", reference)).references["k"] == reference


@pytest.mark.parametrize(
    ("raw", "names", "others"),
    [
        ("family=Berg, given=Hans, prefix=van der, useprefix=true", (Name("van der Berg", "Hans"),), False),
        ('family=King, given="Martin Luther", suffix=Jr and 何安', (Name("King", "Martin Luther, Jr"), Name("何安")), False),
        ("何安 等", (Name("何安"),), True),
        ("何安,周可,林远,等", (Name("何安"), Name("周可"), Name("林远")), True),
        ("何安、周可、等", (Name("何安"), Name("周可")), True),
        ("{等}", (Name("等", literal=True),), False),
    ],
)
def test_names_as_other_programs_write_them(raw: str, names: tuple[Name, ...], others: bool) -> None:
    assert parse_names(raw) == (names, others)
