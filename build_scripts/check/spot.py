"""What rules yield and what a check tells."""

from __future__ import annotations

from dataclasses import dataclass, field

from build_scripts.diagnostics import Diagnostic, Severity
from build_scripts.text.edit import Edit


@dataclass(frozen=True)
class Finding(Diagnostic):
    """A diagnostic that may know its cure: ``edits`` at offsets of the file that ``path`` names (newlines are ``\\n``)."""

    edits: tuple[Edit, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Spot:
    """What a rule yields: a finding without code; ``severity`` only where it is not the rule's own."""

    path: str
    line: int
    column: int
    message: str
    hint: str = ""
    severity: Severity | None = None
    edits: tuple[Edit, ...] = ()
