"""Conversion on other machines: a real scheduler and two worker processes on the loopback interface."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from build_scripts.commands import convert_pool
from build_scripts.commands.convert_pool import Raw, convert_all
from tests.commands.conftest import NOTE, PAPER, Site

distributed = pytest.importorskip("distributed", reason="the optional extra `distributed` is not installed")
ROOT = Path(__file__).resolve().parents[2]
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("dask")]


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    os.environ["PYTHONPATH"] = str(ROOT)
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None, silence_logs=50
    ) as made:
        yield made


def texts(count: int) -> list[Raw]:
    return [Raw(f"t{i:03}.txt", f"references/sources/t{i:03}.txt", f"{NOTE.replace('算力', f'第{i}种算力')}{PAPER}".encode()) for i in range(count)]


def test_the_same_bytes_as_on_one_machine(cluster: Any, site: Site) -> None:
    trees = []
    for options in (["--jobs", "1"], ["--executor", "dask", "--scheduler", cluster.scheduler_address]):
        for path in [*site.root.glob("docs/texts/*.md"), *site.root.glob("references/imported/*"), site.root / "references/library.bib"]:
            path.unlink()
        assert site.ingest(*options)[0] == 0
        trees.append(site.tree("docs", "references"))
    assert trees[0] == trees[1] and len(trees[0]) > 8


def test_a_worker_killed_in_the_middle_costs_only_its_tasks(cluster: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(convert_pool, "BATCH_BYTES", 1)
    raws = texts(40)
    wanted = list(convert_all(raws, 1))
    victim = next(iter(cluster.workers.values())).pid

    def kill() -> None:
        time.sleep(0.3)
        os.kill(victim, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    got = list(convert_all(raws, 1, "dask", cluster.scheduler_address))
    killer.join()
    assert got == wanted


def test_no_scheduler_is_said_plainly(site: Site) -> None:
    status, _, said = site.ingest("--executor", "dask", "--scheduler", "tcp://127.0.0.1:9")
    assert status == 2 and "INT009" in said and "Traceback" not in said
