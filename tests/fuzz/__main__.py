"""``make fuzz``: coverage-guided where atheris runs, else random changes of the seeds; each parser in a process of its own.

FUZZ_SECONDS (default 30) is the time for each parser. An input that breaks a parser is kept in ``.cache/fuzz/<parser>/``.
``python -m tests.fuzz NAME FILE`` tries one such input again.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

from tests.fuzz.targets import SEEDS, TARGETS, try_out

CACHE = Path(".cache/fuzz")


def main(argv: list[str]) -> int:
    if len(argv) == 2:
        try_out(argv[0], Path(argv[1]).read_bytes())
        return 0
    if argv:
        return fuzz(argv[0])
    broken = [name for name in TARGETS if subprocess.run([sys.executable, "-m", "tests.fuzz", name], check=False).returncode]
    print(f"{len(TARGETS)} parsers, broken: {', '.join(broken) or 'none'}")
    return int(bool(broken))


def fuzz(name: str) -> int:
    seconds = int(os.environ.get("FUZZ_SECONDS", "30"))
    folder = CACHE / name
    (folder / "corpus").mkdir(parents=True, exist_ok=True)
    for i, seed in enumerate(SEEDS[name]):
        (folder / "corpus" / f"seed{i}").write_bytes(seed.encode())
    print(f"== {name}", flush=True)
    try:
        import atheris
    except ImportError:
        return randomly(name, folder, seconds)
    with atheris.instrument_imports(include=["build_scripts"]):
        try_out(name, SEEDS[name][0].encode())
    options = [f"-max_total_time={seconds}", "-max_len=4096", "-timeout=20", "-rss_limit_mb=2048", "-verbosity=0", "-print_final_stats=1"]
    atheris.Setup([sys.argv[0], *options, f"-artifact_prefix={folder}/", str(folder / "corpus")], lambda data: try_out(name, data))
    atheris.Fuzz()
    return 0


def randomly(name: str, folder: Path, seconds: int) -> int:
    """Seeds with stretches cut, doubled, swapped and overwritten."""
    dice = random.Random(0)
    end, count = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        data = bytearray(dice.choice(SEEDS[name]).encode())
        for _ in range(dice.randint(1, 8)):
            at, length = dice.randrange(len(data) + 1), dice.randint(0, 12)
            new = dice.choice([b"", bytes(data[at : at + length]) * 2, dice.randbytes(2), dice.choice("①[](){}：。《》\n\t|#").encode()])
            data[at : at + dice.choice([0, length])] = new
        count += 1
        try:
            try_out(name, bytes(data))
        except Exception as error:
            place = folder / f"crash-{count}"
            place.write_bytes(data)
            print(f"{place}: {type(error).__name__}: {error}")
            return 1
    print(f"{count} inputs")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
