"""Runs the unit tests of the browser script (Node's own test runner)."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

from build_scripts.publish.texts import GENRES
from build_scripts.search.assets import APP, EXTRA, search_assets
from tests.search.asking import NODE, needs_node

HERE = Path(__file__).parent


@needs_node
def test_the_script_passes_its_own_tests() -> None:
    files = sorted(map(str, (HERE / "js").glob("*.test.mjs")))
    done = subprocess.run([NODE or "node", "--test", *files], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


@needs_node
def test_the_joined_script_is_sound(tmp_path: Path) -> None:
    for name, data in search_assets():
        if name.endswith(".js"):
            path = tmp_path / Path(name).name
            path.write_bytes(data)
            assert subprocess.run([NODE or "node", "--check", str(path)], check=False).returncode == 0, name


def test_every_fragment_is_joined() -> None:
    folder = HERE.parents[1] / "build_scripts" / "search" / "assets"
    assert {path.stem for path in folder.glob("*.js")} == {*APP, *EXTRA, "open"}


@needs_node
def test_genres_have_the_names_that_the_pages_give_them() -> None:
    load = (HERE / "js" / "load.mjs").as_uri()
    code = f"import {{ load }} from '{load}'; console.log(JSON.stringify(load('normalize', 'query').GENRES));"
    done = subprocess.run([NODE or "node", "--input-type=module", "-e", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == {code: genre.name for code, genre in GENRES.items()}


# What Chromium had (or has alone) when Firefox 128, the oldest that Mozilla still mended in 2025, had not.
LACKING = re.compile(
    r"scrollIntoViewIfNeeded|webkit\w+\(|showOpenFilePicker|showSaveFilePicker|navigator\.(?:userAgentData|connection|deviceMemory)"
    r"|requestIdleCallback|\bscheduler\.|startViewTransition|\bnavigation\.|Promise\.try|RegExp\.escape|Uint8Array\.from(?:Base64|Hex)"
    r"|\bIterator\b|popover|Math\.sumPrecise|URLPattern|closedby|\(\?[ims]+:|moveBefore|\.intersection\(|Temporal\."
)


def test_the_script_asks_for_nothing_that_firefox_lacks() -> None:
    for path in (HERE.parents[1] / "build_scripts" / "search" / "assets").glob("*.js"):
        found = LACKING.findall(path.read_text(encoding="utf-8"))
        assert not found, f"{path.name}: {found}"


def test_results_are_never_written_as_markup() -> None:
    folder = HERE.parents[1] / "build_scripts" / "search" / "assets"
    for path in folder.glob("*.js"):
        script = path.read_text(encoding="utf-8")
        for risky in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"):
            assert risky not in script, f"{path.name}: {risky}"
