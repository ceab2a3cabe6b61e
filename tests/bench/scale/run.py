"""Runs a command and says what it cost: processor time and memory of it and of all processes it started."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Cost:
    """``cpu`` and ``wall`` in seconds; ``memory`` in MB, the most that all processes of the command held together."""

    cpu: float
    wall: float
    memory: float


def cost_of(command: list[str], cwd: Path, env: dict[str, str] | None = None) -> Cost:
    """Runs it to the end. Raises ``RuntimeError`` with what it said where it fails."""
    begin = time.perf_counter()
    environment = {**os.environ, "PYTHONHASHSEED": "0", "NO_MKDOCS_2_WARNING": "1", **(env or {})}
    with (cwd / ".bench.log").open("w+b") as log:
        process = subprocess.Popen(command, cwd=cwd, stdout=log, stderr=subprocess.STDOUT, env=environment)
        watch = _Watch(process.pid)
        watch.start()
        _, status, used = os.wait4(process.pid, 0)
        watch.done.set()
        watch.join()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            log.seek(0)
            raise RuntimeError(f"{' '.join(command)}: {log.read()[-2000:].decode(errors='replace')}")
    return Cost(used.ru_utime + used.ru_stime, time.perf_counter() - begin, watch.most)


class _Watch(threading.Thread):
    """Looks at the memory of the process and its children twenty times a second.

    The system's own account (``ru_maxrss``) would do for one process, but begins with what the measuring process held.
    """

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.most, self.done = pid, 0.0, threading.Event()

    def run(self) -> None:
        """Until the process has ended."""
        while not self.done.wait(0.05):
            children = _children(self.pid)
            held = sum(_status(child, "VmRSS") for child in children)
            self.most = max(self.most, held + _status(self.pid, "VmRSS"), _status(self.pid, "VmHWM"))


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()]
    except OSError:
        return []


def _status(pid: int, name: str) -> float:
    """A figure of the process in MB; 0 where it is gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{name}:")), 0.0)
