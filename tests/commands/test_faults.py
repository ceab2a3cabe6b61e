"""Real faults under real processes: killed at any moment, no room to write, links that lead out, and what is meant to fill the memory.

Whatever happens nothing of people's is lost, nothing outside the site is written, what is said is said plainly, and the next run succeeds.
"""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.conftest import NOTE, PAPER, Site

ROOT = Path(__file__).resolve().parents[2]
EDIT = "值得后来者留心"
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}, *{a}, *{a}, *{a}, *{a}, *{a}, *{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
"""Nine levels of nine: written out it would be a thousand million words."""


def start(site: Site, command: str, limit: Callable[[], None] | None = None) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-m", "build_scripts", command, "-C", str(site.root)], cwd=ROOT, text=True, preexec_fn=limit,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "SOURCE_DATE_EPOCH": "1767225600"})  # fmt: skip


def finish(site: Site, command: str, limit: Callable[[], None] | None = None) -> tuple[int, str]:
    process = start(site, command, limit)
    out, err = process.communicate(timeout=120)
    return process.returncode, out + err


def owned(site: Site) -> dict[str, bytes]:
    """What people own, with the bases of merging."""
    return site.tree("docs", "references")


@pytest.mark.slow
def test_an_ingest_killed_at_any_moment(site: Site) -> None:
    site.edit(site.page("note"), "值得后来的地方留心", EDIT)
    site.source("a-paper.txt", PAPER.replace("逐县比较", "逐县对照"))
    before = owned(site)
    begin = time.monotonic()
    assert finish(site, "ingest")[0] == 0
    whole, wanted = time.monotonic() - begin, owned(site)
    dice = random.Random(6)
    for _ in range(8):
        for path, data in before.items():
            (site.root / path).write_bytes(data)
        process = start(site, "ingest")
        time.sleep(dice.uniform(0.3, 1.1) * whole)
        process.kill()
        process.communicate()
        assert EDIT in site.page("note").read_text(encoding="utf-8")
        status, said = finish(site, "ingest")
        assert status == 0, said
        assert owned(site) == wanted


@pytest.mark.slow
def test_a_publish_killed_at_any_moment(site: Site) -> None:
    begin = time.monotonic()
    assert finish(site, "publish")[0] == 0
    whole, wanted, people = time.monotonic() - begin, site.tree("site"), owned(site)
    dice = random.Random(6)
    for number in range(5):
        (site.root / "docs/index.md").write_bytes(people["docs/index.md"] + f"\n第 {number} 次。\n".encode())
        process = start(site, "publish")
        time.sleep(dice.uniform(0.2, 1.0) * whole)
        process.kill()
        process.communicate()
        (site.root / "docs/index.md").write_bytes(people["docs/index.md"])
        assert owned(site) == people
        status, said = finish(site, "publish")
        assert status == 0, said
        assert site.tree("site") == wanted


def no_large_files() -> None:
    """No file may grow beyond 2 kB, as on a full disk: the system refuses the write in the middle."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2048, 2048))


@pytest.mark.parametrize("command", ["ingest", "publish"])
def test_no_room_to_write(site: Site, command: str) -> None:
    assert finish(site, "publish")[0] == 0
    text = (PAPER + "\n此地另有一段，讲别的事情。" * 200).replace("逐县比较", "逐县对照")
    if command == "ingest":
        site.source("a-paper.txt", text)
    else:
        site.edit(site.page("note"), "值得后来的地方留心", EDIT)
    before, built = owned(site), site.tree("site")
    status, said = finish(site, command, no_large_files)
    assert status == 2 and "INT003" in said and "Traceback" not in said, said
    assert owned(site) == before and site.tree("site") == built
    status, said = finish(site, command)
    assert status == 0, said
    assert owned(site) != before or site.tree("site") != built


@pytest.mark.parametrize("command", ["ingest", "publish"])
@pytest.mark.parametrize("name", ["site", "build", ".cache", ".zhangju", "references/imported", "references/library.bib", "references/glossary.yml"])
def test_a_link_that_leads_out_is_never_written_through(site: Site, tmp_path: Path, name: str, command: str) -> None:
    outside, place = tmp_path / "outside", site.root / name
    outside.mkdir()
    kept = outside / "kept"
    if place.is_file():
        kept = outside / place.name
        place.rename(kept)
        place.symlink_to(kept)
    else:
        kept.write_text("kept", encoding="utf-8")
        if place.exists():
            place.rename(tmp_path / "aside")
        place.symlink_to(outside)
    before = {path: path.read_bytes() for path in outside.rglob("*") if path.is_file()}
    site.source("a-paper.txt", PAPER.replace("76(3)", "76(4)").replace("逐县比较", "逐县对照"))
    status, said = finish(site, command)
    assert {path: path.read_bytes() for path in outside.rglob("*") if path.is_file()} == before, said
    assert "Traceback" not in said and (status == 0 or "SEC090" in said), said


def little_memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (2 * 2**30, 2 * 2**30))


PLACES = {
    "docs/texts/note.md": f"---\n{BOMB}keywords: *i\n---\n\n# 甲\n",
    "references/lists/x.yml": f"{BOMB}newspapers: *i\n",
    "references/glossary.yml": "- " + BOMB.replace("\n", "\n  "),
    "references/sources/b-note.yml": BOMB,
    "mkdocs.yml": f"site_name: 甲\n{BOMB.replace('a: &a', 'aa: &a')}extra: {{check: {{ignore: *i}}, citations: *i}}\n",
}


@pytest.mark.parametrize("path", sorted(PLACES))
@pytest.mark.parametrize("command", ["ingest", "check", "publish"])
def test_a_bomb_of_aliases_does_not_go_off(site: Site, path: str, command: str) -> None:
    (site.root / path).parent.mkdir(exist_ok=True)
    (site.root / path).write_text(PLACES[path], encoding="utf-8")
    status, said = finish(site, command, little_memory)
    assert status in (0, 1, 2) and "Traceback" not in said and "MemoryError" not in said, said[-2000:]
    assert len(said) < 20_000


def test_the_note_is_what_these_tests_edit() -> None:
    assert "值得后来的地方留心" in NOTE
