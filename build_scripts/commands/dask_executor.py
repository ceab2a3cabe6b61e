"""Dask's workers as an executor (``--executor dask --scheduler ADDRESS``); the extra ``distributed`` brings it."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Iterator
from concurrent.futures import Executor
from typing import Any

from build_scripts.diagnostics import BuildError, Diagnostic


def add_executor(parser: argparse.ArgumentParser) -> None:
    """Adds ``--executor`` and ``--scheduler``."""
    parser.add_argument("--executor", choices=("local", "dask"), default="local", help="where to do the work (default: %(default)s)")
    parser.add_argument("--scheduler", default="", metavar="ADDRESS", help="the Dask scheduler, for --executor dask")


@contextlib.contextmanager
def dask(scheduler: str) -> Iterator[Executor]:
    """The workers of this scheduler. Raises ``BuildError`` (``INT009``) where there is none, or no Dask."""
    try:
        from distributed import Client
    except ImportError as error:
        hint = 'pip install "zhangju[distributed]"'
        raise BuildError(Diagnostic("INT009", "没有安装 Dask，不能用 --executor dask。", hint)) from error
    try:
        client: Any = Client(scheduler or None, timeout="10s")  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise BuildError(Diagnostic("INT009", f"连不上 Dask 调度器 {scheduler}：{error}", "检查 --scheduler 的地址。")) from error
    with client:
        yield client.get_executor()
