"""What a stage says about its input: one record per finding, and the one exception for what cannot go on.

Codes are three letters and three digits and are never reused: SRC raw text, STR structure, MET metadata,
CIT citations, REF references, TRM terms, TYP typography, LNK links, MRG merge, SEC unsafe content, INT ourselves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters; only ``ERROR`` changes the exit status."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True)
class Diagnostic:
    """One finding at one place.

    ``line`` and ``column`` count from 1; 0 means that the finding concerns the whole file.
    ``message`` states a fact, ``hint`` gives the cure; both are read by editors and are in Chinese.
    """

    code: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    path: str = ""
    line: int = 0
    column: int = 0

    def at(self, path: str, line: int = 0, column: int = 0) -> Diagnostic:
        """The same finding at another place."""
        return replace(self, path=path, line=line, column=column)

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.path, self.line, self.column) if part)
        head = f"{place}: " if place else ""
        text = f"{head}{self.code} {self.severity}: {self.message}"
        return f"{text}\n  hint: {self.hint}" if self.hint else text


Report = Callable[[Diagnostic], None]
"""Where a stage sends its findings; ``list.append`` is one."""


class BuildError(Exception):
    """Nothing can go on; carries the diagnostic that says why. The only exception the doors catch by design."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(str(diagnostic))
        self.diagnostic = diagnostic


def silent(_: Diagnostic) -> None:
    """A report that nobody reads."""
