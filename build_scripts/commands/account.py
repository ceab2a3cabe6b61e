"""What ``ingest`` says of every raw text: where its characters went and what was recognised, as lines or as JSON."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from build_scripts.commands.console import Findings
from build_scripts.commands.convert_pool import Converted
from build_scripts.diagnostics import Severity
from build_scripts.formats.disk import Changes
from build_scripts.ingest.merge.update import Update

_MOVED = {"note": "注释", "metadata": "元数据", "reference": "文献", "glossary": "术语"}


def format_accounts(results: Sequence[Converted], update: Update, changes: Changes, findings: Findings, as_json: bool, dry_run: bool) -> str:
    """The account of the whole run, with its line end."""
    skipped = frozenset(update.skipped)
    accounts = [account(result, update.pages, skipped) for result in results]
    counts = {severity.value: findings.count(severity) for severity in Severity}
    if as_json:
        files = {"written": changes.written, "deleted": changes.deleted, "unchanged": len(changes.unchanged)}
        data = {"sources": accounts, "files": files, "findings": counts, "dry_run": dry_run}
        return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    sums = (
        f"{'将' if dry_run else '已'}写 {len(changes.written)} 个文件、删 {len(changes.deleted)} 个，{len(changes.unchanged)} 个不变；"
        f"错误 {counts['error']}，警告 {counts['warning']}，提示 {counts['info']}"
    )
    return "\n".join([*map(line_of, accounts), sums]) + "\n"


def account(result: Converted, pages: Mapping[str, list[str]], skipped: Collection[str]) -> dict[str, Any]:
    """The account of one raw text: its ledger, and for each of its texts what was recognised and the ``pages`` (by slug) it stands on."""
    shown = ("code", "severity", "message", "path", "line", "column")
    findings = [{key: str(value) if isinstance(value := getattr(finding, key), str) else value for key in shown} for finding in result.findings]
    name = result.raw_path.rsplit("/", 1)[-1]
    if result.conversion is None:
        return {"source": name, "converted": False, "texts": [], "findings": findings}
    ledger = result.conversion.ledger
    texts = []
    for number, text in enumerate(result.conversion.texts, 1):
        slug = text.document.slug
        texts.append({"slug": slug, "title": str(text.document.meta.get("title") or ""), "pages": [] if f"{name}#{number}" in skipped else pages.get(slug, []),
                      "works": len(text.works), "terms": len(text.terms), **text.counts})  # fmt: skip
    return {
        "source": name,
        "converted": True,
        "ledger": {
            "total": ledger.total,
            "kept": ledger.kept,
            "moved": ledger.moved,
            "aside": ledger.aside,
            "lost": len(ledger.lost),
            "doubled": len(ledger.doubled),
            "kept_share": round(ledger.kept_share, 4),
        },
        "texts": texts,
        "findings": findings,
    }


def line_of(item: Mapping[str, Any]) -> str:
    """The account of one raw text on one line."""
    if not item["converted"]:
        return f"{item['source']}：没有转换（{'、'.join(dict.fromkeys(f['code'] for f in item['findings'] if f['severity'] == 'error'))}）"
    texts, ledger = item["texts"], item["ledger"]
    sums = {name: sum(text.get(name, 0) for text in texts) for name in ("notes", "tables", "figures", "references", "citations")}
    parts = [f"{item['source']} → {'、'.join(text['slug'] for text in texts) or '（无）'}", f"保留 {ledger['kept_share']:.1%}"]
    if moved := [f"{_MOVED[place]} {count}" for place, count in sorted(ledger["moved"].items()) if count]:
        parts.append("移到 " + "、".join(moved))
    if ledger["aside"]:
        parts.append("搁置 " + "、".join(f"{reason} {count}" for reason, count in sorted(ledger["aside"].items()) if count))
    titles = {"notes": "注", "tables": "表", "figures": "图", "references": "文献", "citations": "引文"}
    parts.append(" ".join(f"{title} {sums[name]}" for name, title in titles.items()))
    parts.append(f"问题 {len(item['findings'])}")
    return "；".join(parts)
