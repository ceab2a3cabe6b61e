"""Asks the browser script, run by Node, questions about an index on disk."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="Node is not installed")


def ask(site: Path, questions: Sequence[str], count: int = 10) -> list[dict[str, Any]]:
    """Answers (see `js/answer.mjs`) to questions about the site, in their order."""
    script = Path(__file__).parent / "js" / "answer.mjs"
    asked = json.dumps([{"q": question, "count": count} for question in questions])
    done = subprocess.run(
        [NODE or "node", str(script), str(site / "search")], input=asked, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    return answers
