"""A bibliography over several pages in a real browser: its filters lead to what matches on the other pages."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.harness import Log, chromium, serving

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
ROOT = Path(__file__).resolve().parents[2]
SMALL = Path(__file__).parent / "sites" / "small"
BUILD = "import sys; from build_scripts.publish import works; works.PER_PAGE = 2; from build_scripts.__main__ import main; sys.exit(main(sys.argv[1:]))"


@pytest.fixture(scope="module")
def split(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny site with two entries on a page of the bibliography, six in all."""
    root = tmp_path_factory.mktemp("split") / "root"
    shutil.copytree(SMALL, root)
    run = subprocess.run([sys.executable, "-c", BUILD, "publish", "-C", str(root)], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert run.returncode == 0, run.stderr
    return root / "site"


def test_a_filter_counts_here_and_leads_to_the_other_pages(split: Path) -> None:
    with serving(split, "default-src 'self'") as home, chromium() as browser:
        page, log = browser.new_page(), Log(home)
        log.watch(page)
        page.goto(home + "bibliography/")
        assert page.locator(".bibliography > .entry").count() == 2
        page.locator("#filter-text").select_option("baogao")
        output = page.locator("form.filters output")
        expect(output.locator("a").first).to_be_visible()
        here = page.locator(".bibliography > .entry:visible").count()
        assert output.inner_text().startswith(f"本页符合 {here} 条")
        for link in output.locator("a").all():
            words, href = link.inner_text(), str(link.get_attribute("href"))
            other = browser.new_page()
            other.goto(home + "bibliography/" + href)
            expect(other.locator("#filter-text")).to_have_value("baogao")
            assert words.endswith(f" {other.locator('.bibliography > .entry:visible').count()} 条")
            back = other.locator("form.filters output a").first
            if here:
                expect(back).to_be_visible()
                back.click()
                assert other.url.startswith(home + "bibliography/?text=baogao")
            other.close()
        assert not log.errors and not log.foreign
