"""Two columns that stand side by side in an extraction are read down; cells of a table and quoted blanks are not."""

from __future__ import annotations

from build_scripts.diagnostics import Diagnostic
from build_scripts.ingest.layout_columns import read_pages_down
from build_scripts.ingest.lines.line import split_lines
from build_scripts.ingest.pipeline import ingest_source
from build_scripts.ingest.side_by_side import read_columns_down
from build_scripts.text.han import width
from build_scripts.text.source import Source
from build_scripts.text.traced import offsets
from tests.ingest.test_print_damage import BEFORE, BEHIND, COLUMN, paragraphs


def beside(left: list[str], right: list[str], at: int = 48) -> str:
    """The lines of two columns side by side, the right one from half-width column ``at`` on."""
    rows = []
    for i, line in enumerate(left):
        other = right[i] if i < len(right) else ""
        rows.append((line + " " * (at - round(2 * width(line))) + other).rstrip())
    return "\n".join(rows)


def read(text: str) -> list[str]:
    source = Source("a.txt", text)
    before = split_lines(source)
    after = read_columns_down(before)
    places = [sorted(p for line in lines for p in offsets([line.text, *line.other]) if not text[p].isspace()) for lines in (before, after)]
    assert places[0] == places[1], "no character is lost and none comes twice"
    return [line.text.text for line in after]


def test_two_columns_are_read_down() -> None:
    left, right = [*BEFORE, *COLUMN[:4]], [*COLUMN[4:], *BEHIND]
    got = read(beside(left, right))
    assert got == left + right


def test_the_paragraph_that_goes_over_to_the_right_column_is_whole() -> None:
    left, right = [*BEFORE, *COLUMN[:4]], [*COLUMN[4:], *BEHIND]
    got = paragraphs("分水记\n\n" + beside(left, right) + "\n")
    assert "".join(COLUMN) in got and "".join(BEFORE) in got and "".join(BEHIND) in got


def test_lines_across_both_columns_part_the_stretches() -> None:
    across = "水渠修成以后，沿岸的村子每年推举两名渠长，春天清淤，秋天验闸，分水的先后写在木牌上，谁也不许改动。"
    got = read(beside(BEFORE, COLUMN) + f"\n\n{across}\n\n" + beside(BEHIND, COLUMN))
    assert got == [*BEFORE, *COLUMN, across, *BEHIND, *COLUMN]


def test_rows_of_a_table_stay_rows() -> None:
    rows = [f"{name}{' ' * 30}{value}尺" for name, value in zip(("东渠", "西渠", "南渠", "北渠", "中渠", "老渠"), range(3, 9), strict=True)]
    assert read("\n".join(rows)) == rows


def test_a_few_blanks_within_lines_are_no_columns() -> None:
    lines = ["他在木牌上写了两个名字：  高岚和石磊。", *BEFORE, "又在背面写了一个：  没有人认得。"]
    assert read("\n".join(lines)) == lines


def counted(left: list[str], right: list[str], at: int) -> str:
    """The lines of two columns, the right one from the same count of characters on; one blank where the left half is longer."""
    rows = []
    for i, line in enumerate(left):
        other = right[i] if i < len(right) else ""
        rows.append((line + " " * max(1, at - len(line)) + other).rstrip())
    return "\n".join(rows)


WESTERN = [
    "1987年的WATER调查记下了26条水渠，全", "长312公里，每条渠都有自己的木牌和渠长。", "ABC三个村子合用一条渠，分水时各派一人，",
    "站在闸口看着水签浮过第3道石槛，数到200",
    "下，再换下一家。这个办法用了60年。",
]  # fmt: skip


def test_columns_of_a_layout_that_counts_characters_are_read_down() -> None:
    left, right = [*COLUMN[:4], *WESTERN], [*COLUMN[4:], *BEHIND, *BEFORE]
    right = right[: len(left)]
    got = read(counted(left, right, 30))
    assert got == left + right


def test_a_left_half_that_fills_its_place_pushes_the_right_one_on() -> None:
    left, right = [*COLUMN[:4], *WESTERN, *COLUMN[:3]], [*COLUMN[4:], *BEHIND, *BEFORE, *COLUMN]
    right = right[: len(left)]
    rows = counted(left, right, 30).split("\n")
    rows[1] = f"{left[1]} {right[1]}"
    assert read("\n".join(rows)) == left + right


def test_more_than_two_columns_are_left_and_reported() -> None:
    rows = [f"{a[:12]}      {b[:12]}      {c[:12]}" for a, b, c in zip([*COLUMN, *BEFORE] * 2, [*BEHIND, *COLUMN] * 2, [*COLUMN, *COLUMN] * 2, strict=False)]
    assert read_pages_down(split_lines(Source("a.txt", "\n".join(rows))))[1] == 0
    assert "SRC030" in codes("\n".join(rows))


def test_prose_and_rows_of_figures_are_not_reported_as_columns() -> None:
    rows = [f"{name}渠{' ' * 30}{value}尺" for name, value in zip("东西南北中老新旧大小长短", range(3, 15), strict=True)]
    assert "SRC030" not in codes("分水记\n" + "\n".join([*BEFORE, *rows, *COLUMN]))


def codes(text: str) -> list[str]:
    findings: list[Diagnostic] = []
    ingest_source(Source("a.txt", text), findings.append)
    return [finding.code for finding in findings]
