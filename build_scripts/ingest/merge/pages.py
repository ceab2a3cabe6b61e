"""The three-way merge of a page: what the last ingest wrote, what people made of it, what this ingest made of the source.

The body is merged paragraph by paragraph (``text.merge3``), the front matter key by key, whatever the order of the keys. A true clash
keeps the person's text and is reported as ``MRG001``, unless somebody decides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from build_scripts.diagnostics import Diagnostic, Report, Severity
from build_scripts.formats.frontmatter import parse_frontmatter
from build_scripts.text.merge3 import Clash, Decide, Merged, keep_ours, merge3

_HEAD = re.compile(r"\A---[ \t]*\n(.*?)^(---|\.\.\.)[ \t]*(?:\n|\Z)", re.S | re.M)
_KEY = re.compile(r"^(?=[^\s#\-][^\n]*?:(?:\s|$))", re.M)
_KEY_NAME = re.compile(r"[\"']?([^:\"'\n]+)")
_SHOWN = 60
PROSE = frozenset({"abstract", "abstract_en", "definition"})
"""Keys whose values are prose, in which words may come from either side."""


@dataclass(frozen=True)
class Versions:
    """The three versions of one page; ``None`` where it is not there."""

    base: str | None
    ours: str | None
    theirs: str


def merge_page(versions: Versions, path: str, report: Report, decide: Decide = keep_ours) -> str | None:
    """The text of the page after an ingest, ``None`` where a person took the page away.

    Without a base nothing tells what a person changed, so a page that is there stays as it is (``MRG002``).
    """
    base, ours, theirs = versions.base, versions.ours, versions.theirs
    if ours is None:
        if base is None:
            return theirs
        report(Diagnostic("MRG003", "这一页已被人移走，没有重新写出。", "要恢复它，删去 references/imported/ 里的同名文件再转换。", Severity.INFO, path))
        return None
    if ours == theirs or base == theirs:
        return ours
    if base == ours:
        return theirs
    if base is None:
        hint = "要用新的转换结果，先把这一页改名或移走，再转换；要保留，就不必理会。"
        report(Diagnostic("MRG002", "这一页没有上次转换的底本，无从比较，保持原样。", hint, Severity.WARNING, path))
        return ours
    newline = "\r\n" if "\r\n" in ours else "\n"
    merged = _merge(base, ours.replace("\r\n", "\n"), theirs, path, report, decide)
    return merged.replace("\n", newline)


def _merge(base: str, ours: str, theirs: str, path: str, report: Report, decide: Decide) -> str:
    (base_head, base_body), (our_head, our_body), (their_head, their_body) = map(split_head, (base, ours, theirs))
    head = _merge_heads(base_head, our_head, their_head, path, report, decide)
    body = merge3(base_body, our_body, their_body, decide)
    above = head.count("\n")
    for clash in body.clashes:
        report(clash_finding(clash, path, above + clash.line))
    return head + body.text


def split_head(text: str) -> tuple[dict[str, str], str]:
    """The front matter, key by key as written (``""`` holds what stands before the first key), and the body."""
    match = _HEAD.match(text)
    if match is None:
        return {}, text
    return keys_of(match.group(1)), text[match.end() :]


def keys_of(mapping: str) -> dict[str, str]:
    """A YAML mapping, key by key as written, values and comments behind them included."""
    keys: dict[str, str] = {}
    for chunk in _KEY.split(mapping):
        if chunk:
            name = _KEY_NAME.match(chunk) if _KEY.match(chunk) else None
            key = name.group(1).strip() if name else ""
            keys[key] = keys.get(key, "") + chunk
    return keys


def _merge_heads(base: Mapping[str, str], ours: Mapping[str, str], theirs: Mapping[str, str], path: str, report: Report, decide: Decide) -> str:
    if not ours and not theirs:
        return ""
    merged = merge_keys(base, ours, theirs, decide, line=2)
    for clash in merged.clashes:
        report(clash_finding(clash, path, clash.line))
    return f"---\n{merged.text}---\n"


def merge_keys(base: Mapping[str, str], ours: Mapping[str, str], theirs: Mapping[str, str], decide: Decide, line: int = 1) -> Merged:
    """A YAML mapping merged key by key, each given as it is written; ``line`` is where the first key stands.

    A value that both sides changed is merged line by line (the authors of a list), prose word by word. In a clash ours stands.
    """
    out: list[str] = []
    clashes: list[Clash] = []
    for key in _key_order(ours, theirs):
        was, own, new = base.get(key, ""), ours.get(key, ""), theirs.get(key, "")
        if own in (was, new):
            chosen = new if own == was else own
        elif new == was:
            chosen = own
        else:
            merged = _merge_value(key, was, own, new)
            if merged is None:
                clash = Clash(was, own, new, line + sum(chunk.count("\n") for chunk in out))
                merged = decide(clash)
                if merged is None:
                    clashes.append(clash)
            chosen = own if merged is None else merged
        out.append(chosen)
    return Merged("".join(out), tuple(clashes))


def _merge_value(key: str, was: str, own: str, new: str) -> str | None:
    """Both sides' changes to one value, None where they clash or what comes out is not sound.

    Half of a date, a page or a name from either side would be a value that nobody wrote, so lines stay whole but for prose.
    """
    merged = merge3(was, own, new)
    whole = {*own.splitlines(), *new.splitlines()}
    if merged.clashes or not (key in PROSE or whole.issuperset(merged.text.splitlines())):
        return None
    faults: list[Diagnostic] = []
    read, _ = parse_frontmatter(f"---\n{merged.text}---\n", faults.append)
    return merged.text if not faults and len(read) == 1 else None


def _key_order(ours: Mapping[str, str], theirs: Mapping[str, str]) -> list[str]:
    """The keys as people ordered them; a new one stands behind the key that it follows in theirs."""
    order = list(ours)
    before = ""
    for key in theirs:
        if key not in ours:
            order.insert(order.index(before) + 1 if before in order else 0, key)
        before = key
    return order


def clash_finding(clash: Clash, path: str, line: int) -> Diagnostic:
    """What an editor is told of a clash: both versions from where they part."""
    ours, theirs = _apart(clash.ours, clash.theirs)
    message = f"这一处人改过，转换结果也变了；保留人改的。人改的：{ours}；转换结果：{theirs}"
    hint = "对照着改好这一处，连同 references/imported/ 一起提交，以后不再报告；也可用 ingest --review 逐处选择，或 --theirs 全用转换结果。"
    return Diagnostic("MRG001", message, hint, Severity.ERROR, path, line)


def _apart(ours: str, theirs: str) -> tuple[str, str]:
    """Both texts on one line, from shortly before the first difference."""
    start = next((i for i, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), min(len(ours), len(theirs)))
    return _shown(ours, max(start - 8, 0)), _shown(theirs, max(start - 8, 0))


def _shown(text: str, start: int) -> str:
    piece = " ".join(text[start : start + _SHOWN].split())
    if not piece:
        return "（删去）" if not text.strip() else "（到此为止）"
    return f"{'…' if start else ''}{piece}{'…' if len(text.rstrip()) > start + _SHOWN else ''}"
