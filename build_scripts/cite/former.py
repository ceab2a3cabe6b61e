"""Notes that point at a note before them: 同上, 同上书, ibid., 前引书, and the short form of a work named in full before."""

from __future__ import annotations

from collections.abc import Sequence

from build_scripts.cite.gbt7714.parse import FORMER, FORMER_WORK, SAME
from build_scripts.cite.works import work_title
from build_scripts.diagnostics import Diagnostic, Report, Severity, silent
from build_scripts.model.reference import Reference

NOWHERE = -1
"""The answer for a pointer with nothing before it that it can mean."""


def resolve_former(notes: Sequence[Reference], report: Report = silent) -> list[int]:
    """For each reference of a text's notes, in order, the index of the one that prints its work in full.

    A reference that is no pointer gets its own index. ``同上`` means the work of the note before, ``某某，前引书`` the last
    work of that author, ``某某：《书》，第5页`` without an imprint the earlier note with the same author and title. CIT017
    reports a pointer that means nothing.
    """
    out: list[int] = []
    for i, note in enumerate(notes):
        if note.relation in SAME:
            target = out[-1] if out else NOWHERE
        elif note.relation in FORMER or FORMER_WORK.search(note.relation + ","):
            target = _by_author(note, notes[:i], out)
        elif _short(note):
            target = _by_title(note, notes[:i], out)
            target = i if target == NOWHERE else target
        else:
            target = i
        if target == NOWHERE:
            report(Diagnostic("CIT017", f"注“{note.raw[:40]}”所指的文献不在前面的注里", "核对前面的注，或写出完整的出处。", Severity.WARNING))
        out.append(target)
    return out


def _names(note: Reference) -> tuple[str, ...]:
    return tuple(name.family for name in note.authors or note.editors)


def _short(note: Reference) -> bool:
    """A title and perhaps a page, but neither date nor publisher nor periodical."""
    return bool(note.title) and not any((note.date, note.publisher, note.container, note.url, note.marker, note.number))


def _by_author(note: Reference, before: Sequence[Reference], resolved: Sequence[int]) -> int:
    wanted = set(_names(note))
    if not wanted and resolved:
        return resolved[-1]
    return next((resolved[i] for i in range(len(before) - 1, -1, -1) if wanted & set(_names(before[i])) and resolved[i] >= 0), NOWHERE)


def _by_title(note: Reference, before: Sequence[Reference], resolved: Sequence[int]) -> int:
    for i in range(len(before) - 1, -1, -1):
        other = before[i]
        same = work_title(other) == work_title(note) and (not note.volume or note.volume == other.volume)
        if same and (not _names(note) or not _names(other) or set(_names(note)) & set(_names(other))):
            return resolved[i]
    return NOWHERE
