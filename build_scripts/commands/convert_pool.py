"""Conversion of many raw texts: in this process, in several, or on other machines. The results do not depend on which."""

from __future__ import annotations

import contextlib
import json
import zlib
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice

from build_scripts.commands.dask_executor import dask
from build_scripts.diagnostics import BuildError, Diagnostic
from build_scripts.formats.cache import Memo, key_of
from build_scripts.formats.records import from_json, to_json
from build_scripts.ingest.converted import Conversion
from build_scripts.model.lists import DEFAULT_LISTS, Lists

BATCH_BYTES = 60_000
"""Texts are handed out in batches of about this size: handing out costs little beside converting, and all processes end together."""

AHEAD = 100
"""Batches handed out ahead for each process: no process waits for one long text, and few megabytes of raw text are held."""
ELSEWHERE = 32
"""How many processes are reckoned with where their number is not known."""


@dataclass(frozen=True)
class Raw:
    """One raw text as bytes, its sidecar as text, and the paths that findings name."""

    name: str
    path: str
    data: bytes = field(repr=False)
    sidecar: str | None = field(default=None, repr=False)
    sidecar_path: str = ""
    lists: Lists = field(default=DEFAULT_LISTS, repr=False)


@dataclass(frozen=True)
class Converted:
    """What became of one raw text; without ``conversion`` it could not be converted, and ``findings`` say why."""

    raw_path: str
    conversion: Conversion | None
    findings: tuple[Diagnostic, ...] = ()


def convert_raw(raw: Raw) -> Converted:
    """Bytes and sidecar to printed pages; pure, so that it may run anywhere. What goes back to the asking process is small."""
    from build_scripts.formats.rawtext import decode_source
    from build_scripts.formats.sidecar import EMPTY, parse_sidecar
    from build_scripts.ingest.merge.naming import print_text
    from build_scripts.ingest.pipeline import ingest_source

    found: list[Diagnostic] = []
    sidecar = EMPTY if raw.sidecar is None else parse_sidecar(raw.sidecar, raw.sidecar_path, found.append)
    if any(finding.code == "SRC010" for finding in found):
        return Converted(raw.path, None, tuple(found))  # half a sidecar would change the page's address and metadata
    try:
        source = decode_source(raw.name, raw.data, found.append, raw.path)
    except BuildError as error:
        return Converted(raw.path, None, (*found, error.diagnostic))

    def report(finding: Diagnostic) -> None:
        found.append(finding if finding.path and finding.path != raw.name else finding.at(raw.path, finding.line, finding.column))

    conversion = ingest_source(source, report, sidecar, raw.lists)
    texts = tuple(print_text(text, source.text + (raw.sidecar or "")) for text in conversion.texts)
    return Converted(raw.path, replace(conversion, texts=texts), tuple(found))


def convert_kept(raw: Raw, memo: Memo) -> Converted:
    """The same, taken from the memo where the same bytes, sidecar and lists have been converted by the same program."""
    fresh: list[Converted] = []

    def make() -> bytes:
        fresh.append(convert_raw(raw))
        return zlib.compress(json.dumps(to_json(fresh[0], Converted), ensure_ascii=False).encode("utf-8", "surrogatepass"), 1)

    key = key_of(raw.name, raw.path, raw.data, repr(raw.sidecar), raw.sidecar_path, _lists_key(raw.lists))
    data = memo.data("converted", key, make)
    if not fresh:
        kept: Converted = from_json(json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass")), Converted)
        fresh.append(kept)
    return fresh[0]


@lru_cache(maxsize=4)
def _lists_key(lists: Lists) -> str:
    """What the lists say, made once for many texts."""
    return lists.key


def convert_batch(batch: list[Raw], memo: Memo = Memo()) -> list[Converted]:  # noqa: B008 - holds nothing
    """Several texts in one task."""
    if not memo.keeps:
        return [convert_raw(raw) for raw in batch]
    results = [convert_kept(raw, memo) for raw in batch]
    memo.flush()
    return results


@contextlib.contextmanager
def converting(
    raws: Iterable[Raw], jobs: int, executor: str = "local", scheduler: str = "", memo: Memo = Memo()  # noqa: B008 - holds nothing
) -> Iterator[Iterator[Converted]]:
    """The conversions in the order of the raw texts. With several processes they are under way while the caller does other things.

    ``memo`` serves processes of this machine; others have no such store.
    """
    if executor == "local" and jobs == 1:
        yield (one for raw in raws for one in convert_batch([raw], memo))
        return
    kept = memo if executor == "local" else Memo()
    with _executor(jobs, executor, scheduler) as pool:
        try:
            yield _in_order(pool, _batches(raws), kept, AHEAD * (jobs if executor == "local" else ELSEWHERE))
        except BrokenProcessPool as error:
            hint = "多半是内存不够：用较小的 --jobs 再试；原有的文件没有改动。"
            raise BuildError(Diagnostic("INT008", "一个工作进程被终止了。", hint)) from error
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def convert_all(raws: Iterable[Raw], jobs: int, executor: str = "local", scheduler: str = "") -> Iterator[Converted]:
    """The conversions in the order of the raw texts."""
    with converting(raws, jobs, executor, scheduler) as results:
        yield from results


def _in_order(pool: Executor, batches: Iterator[list[Raw]], memo: Memo, ahead: int) -> Iterator[Converted]:
    """The results in the order of the batches, of which ``ahead`` are handed out at once, now, and a further one for each that is done."""
    waiting = deque(pool.submit(convert_batch, batch, memo) for batch in islice(batches, ahead))

    def results() -> Iterator[Converted]:
        while waiting:
            done = waiting.popleft().result()
            waiting.extend(pool.submit(convert_batch, batch, memo) for batch in islice(batches, 1))
            yield from done

    return results()


def _batches(raws: Iterable[Raw]) -> Iterator[list[Raw]]:
    batch: list[Raw] = []
    size = 0
    for raw in raws:
        batch.append(raw)
        size += len(raw.data)
        if size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


@contextlib.contextmanager
def _executor(jobs: int, executor: str, scheduler: str) -> Iterator[Executor]:
    if executor != "local":
        with dask(scheduler) as pool:
            yield pool
        return
    from build_scripts.ingest.pipeline import load_tables

    load_tables()  # once here, not in each process
    with ProcessPoolExecutor(jobs) as pool:
        yield pool
