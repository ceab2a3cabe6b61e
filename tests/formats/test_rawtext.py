"""Raw bytes become text, or a diagnostic that says why not."""

from __future__ import annotations

import codecs
import contextlib
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_scripts.diagnostics import BuildError, Diagnostic, Severity
from build_scripts.formats import rawtext
from build_scripts.formats.rawtext import decode_source, read_source

CHINESE = "数据成为要素以后，生产过程有了新的样子。\n算力中心的选址，首先要看电价与网络，其次才是土地。\n这里的“新”，不在于机器，而在于组织。\n"
TRADITIONAL = "數據成為要素以後，生產過程有了新的樣子。這裡的「新」，不在於機器，而在於組織，也在於人。\n"
SHORT = "数字经济"
ENGLISH = "The productive forces of a new kind.\nA second line, with figures: 1,234.\n"


@pytest.mark.parametrize("text", [CHINESE, TRADITIONAL, SHORT, ENGLISH, CHINESE + ENGLISH, ENGLISH * 3 + SHORT])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "utf-16", "gb18030"])
def test_every_encoding_is_found_from_the_bytes(text: str, encoding: str) -> None:
    assert decode_source("a.txt", text.encode(encoding)).text == text


@pytest.mark.parametrize("mark, encoding", [(codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF32_LE, "utf-32-le")])
def test_a_byte_order_mark_is_no_part_of_the_text(mark: bytes, encoding: str) -> None:
    source = decode_source("a.txt", mark + CHINESE.encode(encoding))
    assert (source.text, source.encoding) == (CHINESE, encoding)


def test_gb18030_keeps_characters_of_four_bytes() -> None:
    text = CHINESE + "𠮷野、㐂、€、①②\n"
    assert decode_source("a.txt", text.encode("gb18030")).text == text


def test_line_ends_are_one_sign_before_anything_is_measured() -> None:
    source = decode_source("a.txt", "甲\r\n乙\r丙\n丁".encode())
    assert source.text == "甲\n乙\n丙\n丁"
    assert source.position(source.text.index("丙")) == (3, 1)


def test_page_ends_and_blanks_stay() -> None:
    text = "甲\x0c乙\t丙\u3000丁\n"
    assert decode_source("a.txt", text.encode()).text == text


@pytest.mark.parametrize(
    "data, code",
    [
        (b"", "SRC001"),
        (b" \r\n\t\n", "SRC001"),
        (codecs.BOM_UTF8, "SRC001"),
        (codecs.BOM_UTF16_LE + "\n \n".encode("utf-16-le"), "SRC001"),
        ("\u3000\u3000\n".encode(), "SRC001"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "SRC002"),
        (b"PK\x03\x04\x14\x00\x06\x00", "SRC002"),
        (bytes(range(256)) * 40, "SRC002"),
        (b"\x00\x01\x02\x03" * 500, "SRC002"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8" * 400, "SRC002"),
        (TRADITIONAL.replace("裡", "里").encode("big5") * 4, "SRC003"),
        ("経済の新しい力について、いろいろな考え方がある。".encode("shift_jis") * 4, "SRC003"),
        ("Größe und Maß, für später geändert, schön überprüft.".encode("latin-1"), "SRC003"),
    ],
)
def test_what_is_no_readable_text_is_refused_with_a_cure(data: bytes, code: str) -> None:
    with pytest.raises(BuildError) as caught:
        decode_source("坏.txt", data)
    found = caught.value.diagnostic
    assert (found.code, found.path, found.severity) == (code, "坏.txt", Severity.ERROR)
    assert found.hint


def test_a_torn_character_is_reported_with_its_line_and_the_rest_is_read() -> None:
    found: list[Diagnostic] = []
    data = (CHINESE * 30).encode()
    cut = data.index("算".encode()) + 1
    source = decode_source("a.txt", data[:cut] + data[cut + 1 :], found.append)
    assert [(d.code, d.severity, d.line) for d in found] == [("SRC006", Severity.WARNING, 2)]
    assert source.text.count("\n") == 90 and "\ufffd" in source.text


def test_reading_names_the_source_after_its_file(tmp_path: Path) -> None:
    path = tmp_path / "文.txt"
    path.write_bytes(CHINESE.encode("gbk"))
    assert read_source(path).name == "文.txt"


def test_a_missing_file_and_a_folder_are_diagnostics(tmp_path: Path) -> None:
    for path in (tmp_path / "无.txt", tmp_path):
        with pytest.raises(BuildError) as caught:
            read_source(path)
        assert caught.value.diagnostic.code == "SRC004"
        assert caught.value.diagnostic.path == str(path)


def test_a_file_beyond_the_limit_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "大.txt"
    with path.open("wb") as file:
        file.truncate(rawtext.MAX_BYTES + 1)
    with pytest.raises(BuildError) as caught:
        read_source(path)
    assert caught.value.diagnostic.code == "SRC005"


@given(st.binary(max_size=400))
def test_any_bytes_give_a_text_or_a_diagnostic(data: bytes) -> None:
    try:
        source = decode_source("a.txt", data)
    except BuildError as error:
        assert error.diagnostic.code.startswith("SRC")
    else:
        assert source.text.strip() and "\r" not in source.text


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=200))
def test_any_text_in_utf8_is_read_as_it_is(text: str) -> None:
    plain = "文" + text
    assert decode_source("a.txt", plain.encode()).text == plain


@settings(deadline=None)
@given(st.lists(st.sampled_from(CHINESE.splitlines()), min_size=3, max_size=40), st.sampled_from(["gb18030", "utf-16-le", "utf-16-be"]))
def test_chinese_lines_in_any_order_keep_their_encoding(lines: list[str], encoding: str) -> None:
    text = "\n".join(lines)
    source = decode_source("a.txt", text.encode(encoding))
    assert (source.text, source.encoding) == (text, encoding)


@pytest.mark.slow
@pytest.mark.parametrize(
    "data", [b"a" * 10_000_000, "①".encode() * 3_400_000, CHINESE.encode("gb18030") * 80_000, b"\xff\x00" * 5_000_000, b"a" + b"\r\n" * 5_000_000],
    ids=["one line", "one sign", "gb18030", "binary", "line ends"],
)  # fmt: skip
def test_ten_megabytes_take_time_in_proportion(data: bytes) -> None:
    def seconds(part: bytes) -> float:
        start = time.process_time()
        with contextlib.suppress(BuildError):
            decode_source("a.txt", part)
        return time.process_time() - start

    small = max(min(seconds(data[: len(data) // 8 // 12 * 12]) for _ in range(3)), 0.004)
    assert seconds(data) < 8 * small * 4
