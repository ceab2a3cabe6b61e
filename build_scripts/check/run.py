"""Running the rules over a site: what is looked for, what is allowed, in what order it is told, and what can be mended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from build_scripts.check import rules as _all_rules
from build_scripts.check.handbook import known_codes
from build_scripts.check.rule import RULES, Rule, Site
from build_scripts.check.spot import Finding
from build_scripts.check.suppress import suppress
from build_scripts.diagnostics import BuildError, Diagnostic
from build_scripts.text.edit import Edit, apply_edits

assert _all_rules  # importing the package registers the rules
ROUNDS = 8
"""How often fixing looks again: one cure may uncover the next fault."""


@dataclass(frozen=True)
class Choice:
    """Which codes are looked for: prefixes such as ``CIT`` or ``TYP00``; an empty ``select`` is all."""

    select: Sequence[str] = ()
    ignore: Sequence[str] = ()

    def wants(self, code: str) -> bool:
        """Whether findings of this code are told; the longer prefix wins."""
        chosen = max((len(p) for p in self.select if code.startswith(p)), default=0 if self.select else 1)
        refused = max((len(p) for p in self.ignore if code.startswith(p)), default=0)
        return chosen > 0 and (refused == 0 or (bool(self.select) and chosen > refused))

    def wants_any(self, *families: str) -> bool:
        """Whether any code of these families is told."""
        return any(self.wants(code) for code in known_codes() if code.startswith(families))

    def verify(self) -> None:
        """Raises ``BuildError`` (``STR192``) for a prefix that no code has: a typing error must not look like a clean site."""
        for prefix in (*self.select, *self.ignore):
            if not prefix or not any(code.startswith(prefix) for code in known_codes()):
                raise BuildError(Diagnostic("STR192", f"没有以“{prefix}”开头的代号。", "用 python -m build_scripts explain 列出全部代号。"))


def chosen_rules(choice: Choice) -> list[Rule]:
    """The rules to run, by code."""
    return [RULES[code] for code in sorted(RULES) if choice.wants(code)]


def check_site(site: Site, choice: Choice = Choice(), reported: Iterable[Diagnostic] = ()) -> list[Finding]:
    """The findings of the rules and those ``reported`` while reading, without what is allowed, in the order of places."""
    found = [_finding(one) for one in reported if choice.wants(one.code)]
    for rule in chosen_rules(choice):
        found.extend(rule.findings(site))
    ran = frozenset(code for code in known_codes() if choice.wants(code))
    kept = suppress(dict.fromkeys(found), site, ran)
    return sorted((one for one in kept if site.focus is None or one.path in site.focus), key=_order)


def _finding(one: Diagnostic) -> Finding:
    return one if isinstance(one, Finding) else Finding(one.code, one.message, one.hint, one.severity, one.path, one.line, one.column)


def _order(one: Diagnostic) -> tuple[str, int, int, str, str]:
    return one.path, one.line, one.column, one.code, one.message


def fix_texts(texts: Mapping[str, str], findings: Iterable[Finding]) -> tuple[dict[str, str], list[Finding]]:
    """The texts that change, with the cures of the findings made, and the findings that were mended.

    Of two cures that want the same characters the first is made; the other comes up again in the next round.
    """
    by_path: dict[str, list[Finding]] = {}
    for one in findings:
        if one.edits and one.path in texts:
            by_path.setdefault(one.path, []).append(one)
    changed: dict[str, str] = {}
    mended: list[Finding] = []
    for path, group in by_path.items():
        edits: list[Edit] = []
        for one in sorted(group, key=lambda f: f.edits[0].span):
            if not any(_clash(new, old) for new in one.edits for old in edits[-16:]):
                edits.extend(one.edits)
                mended.append(one)
        new = apply_edits(texts[path], edits)
        if new != texts[path]:
            changed[path] = new
    return changed, mended


def _clash(a: Edit, b: Edit) -> bool:
    return a.span.start <= b.span.end and b.span.start <= a.span.end
