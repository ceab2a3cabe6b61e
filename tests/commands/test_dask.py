"""Conversion and publishing on other machines: a real scheduler and two worker processes on the loopback interface."""

from __future__ import annotations

import os
import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from build_scripts.commands import convert_pool
from build_scripts.commands.convert_pool import Raw, convert_all
from build_scripts.formats import remote
from build_scripts.formats.remote import RemoteCrew
from tests.bench.scale.generate import write
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


Published = Callable[..., dict[str, bytes]]


@pytest.fixture
def published(run: Callable[..., int], monkeypatch: pytest.MonkeyPatch) -> Published:
    """Publishes a folder, everything anew; every file of the site and every staged page."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")

    def publish(root: Path, *options: str) -> dict[str, bytes]:
        assert run("publish", "-C", root, "--no-cache", *options) == 0
        paths = [path for name in ("site", "build/pages") for path in (root / name).rglob("*") if path.is_file()]
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}

    return publish


@pytest.fixture
def crews(monkeypatch: pytest.MonkeyPatch) -> list[RemoteCrew]:
    """The crews of builds to come."""
    made: list[RemoteCrew] = []
    begin = RemoteCrew.__init__

    def init(self: RemoteCrew, *given: Any) -> None:
        begin(self, *given)
        made.append(self)

    monkeypatch.setattr(RemoteCrew, "__init__", init)
    return made


def test_the_default_corpus_is_published_to_the_same_bytes(
    cluster: Any, run: Callable[..., int], tmp_path: Path, published: Published, crews: list[RemoteCrew], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, "LEAST", 1)
    for name in ("docs", "references"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy2(ROOT / "mkdocs.yml", tmp_path)
    (tmp_path / "build_scripts").symlink_to(ROOT / "build_scripts")
    assert run("ingest", "-q", "-C", tmp_path) == 0
    wanted = published(tmp_path, "--jobs", "1")
    got = published(tmp_path, "--executor", "dask", "--scheduler", cluster.scheduler_address)
    assert len(wanted) > 300 and wanted.keys() == got.keys()
    assert [name for name in sorted(wanted) if wanted[name] != got[name]] == []
    assert crews[0].workers, "nothing was done by the workers"


def test_a_worker_killed_while_publishing_costs_only_its_tasks(
    cluster: Any, tmp_path: Path, published: Published, crews: list[RemoteCrew], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, 60)
    wanted = published(tmp_path, "--jobs", "1")
    monkeypatch.setattr(remote, "BATCH", 5)
    done: list[int] = []
    submitted: list[int] = []
    submit, result = RemoteCrew._submit, RemoteCrew._result

    def killing(self: RemoteCrew, do: Any, sent: Any) -> list[Any]:
        results = result(self, do, sent)
        done.append(len(results))
        if len(done) == 8:
            victim = max(self.workers).split()[1]  # one that has tables of ours
            assert int(victim) in [worker.pid for worker in cluster.workers.values()]
            os.kill(int(victim), signal.SIGKILL)
        return results

    monkeypatch.setattr(RemoteCrew, "_result", killing)
    monkeypatch.setattr(RemoteCrew, "_submit", lambda *given: submitted.append(1) or submit(*given))
    got = published(tmp_path, "--executor", "dask", "--scheduler", cluster.scheduler_address)
    assert wanted.keys() == got.keys() and [name for name in sorted(wanted) if wanted[name] != got[name]] == []
    assert len(done) > 60 and len(submitted) < 2 * len(done), "each task is done once, or again where it was lost or lacked a table"
    assert len(crews[0].workers) > 1


def test_publishing_without_a_scheduler_is_said_plainly_and_leaves_the_site(site: Site) -> None:
    assert site.run("publish", "-C", site.root) == 0
    before = site.tree("site")
    site.edit(site.page("note"), "算力的账", "算力的一本账")
    site.capture.readouterr()
    assert site.run("publish", "-C", site.root, "--executor", "dask", "--scheduler", "tcp://127.0.0.1:9") == 2
    said = site.capture.readouterr().err
    assert "INT009" in said and "Traceback" not in said
    assert site.tree("site") == before
