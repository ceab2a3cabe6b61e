"""Raw bytes → ``Source``: which encoding a text came in is found from its bytes, never from its name.

Accepted are UTF-8 and UTF-16 (with and without byte order mark), UTF-32 with mark, and GB 18030 (with GBK and GB 2312 inside it).
What is no text, or text in another encoding, is refused with a diagnostic of family ``SRC``. Everything here is linear.
"""

from __future__ import annotations

import codecs
from pathlib import Path

from build_scripts.diagnostics import BuildError, Diagnostic, Report, Severity, silent
from build_scripts.text.source import Source

SUFFIXES = frozenset({".txt", ".text", ".md"})
"""What the names of raw texts in ``references/sources/`` end in, in capitals as well."""
OTHER_KINDS = frozenset(
    {".pdf", ".doc", ".docx", ".caj", ".epub", ".html", ".htm", ".rtf", ".odt", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".xlsx", ".pptx", ".zip"}
)
"""What the names of files end in that hold a text which only another program can take out."""
OTHER_HINT = "用别的程序抽出文字（PDF 用 pdftotext 或文字识别，Word 另存为纯文本），存成 UTF-8 的 .txt；原件放到别处。"
MAX_BYTES = 64 * 1024 * 1024
"""The largest raw text that is read: about forty times the longest book of this kind."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_OTHER_FORMATS = (
    (b"%PDF-", "PDF 文件"),
    (b"PK\x03\x04", "压缩包或 Word/EPUB 文件"),
    (b"\xd0\xcf\x11\xe0", "旧版 Word/WPS 文件"),
    (b"{\\rtf", "RTF 文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"\x1f\x8b", "压缩文件"),
    (b"CAJ", "CAJ 文件"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\x0b\x0c\x1b") | {127})
_SAMPLE = 1 << 18
_FREQUENT = set(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "，。、；：“”《》"
)
"""Characters that make up a quarter and more of any Chinese text (the head of every published frequency list)."""


def read_source(path: Path, report: Report = silent) -> Source:
    """The raw text in a file, named after the file. Raises ``BuildError`` (``SRC001`` … ``SRC005``) where it cannot be read."""
    return decode_source(path.name, read_bytes(path), report, path=str(path))


def read_bytes(path: Path, shown: str = "") -> bytes:
    """The bytes of a raw text; ``shown`` is the path that findings name. Raises ``BuildError`` (``SRC004``, ``SRC005``)."""
    shown = shown or str(path)
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise BuildError(_too_large(size).at(shown))
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise BuildError(Diagnostic("SRC004", f"原文读不出来：{reason}。", "检查文件是否还在、是否有读的权限。", path=shown)) from error


def decode_source(name: str, data: bytes, report: Report = silent, path: str = "") -> Source:
    """The raw text in ``data``; line ends become ``\\n`` before anything is measured.

    A text that is sound but for a few torn bytes (less than one in a thousand) keeps U+FFFD in their place and reports ``SRC006``.
    Raises ``BuildError``: ``SRC001`` empty, ``SRC002`` no text, ``SRC003`` unknown encoding, ``SRC005`` too large.
    """
    path = path or name
    if len(data) > MAX_BYTES:
        raise BuildError(_too_large(len(data)).at(path))
    encoding, body = _encoding(data, path)
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        text = body.decode(encoding, errors="replace")
        line = text.count("\n", 0, text.find("\ufffd")) + 1
        count = text.count("\ufffd")
        message = f"有 {count} 处字节不合 {encoding.upper()} 编码（第一处在第 {error.start + len(data) - len(body)} 字节），已代以 U+FFFD。"
        report(Diagnostic("SRC006", message, "对照原件补上缺损的字，把文件另存为 UTF-8。", Severity.WARNING, path, line))
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip("\ufeff\x00 \t\n\x0b\x0c\u3000\u200b"):
        raise BuildError(_empty().at(path))
    return Source(name, text, encoding)


def _encoding(data: bytes, path: str) -> tuple[str, bytes]:
    """The encoding of ``data`` and the bytes behind its byte order mark."""
    if not data.strip(b"\x00 \t\r\n\x0b\x0c"):
        raise BuildError(_empty().at(path))
    for magic, kind in _OTHER_FORMATS:
        if data.startswith(magic):
            raise BuildError(_no_text(f"这是{kind}，不是纯文本。").at(path))
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            body = data[len(mark) :]
            if not _nearly(body, encoding):
                raise BuildError(_no_text(f"有 {encoding.upper()} 的字节序标记，内容却不是这种编码的文字。").at(path))
            return encoding, body
    if _is_utf8(data):
        return "utf-8", data
    best, encoding = max((_evidence(data, name), name) for name in ("gb18030", "utf-16-le", "utf-16-be"))
    if best >= _ENOUGH:
        return encoding, data
    if _nearly(data, "utf-8") and _control_share(data) < 0.02:
        return "utf-8", data
    if _control_share(data) > 0.02:
        raise BuildError(_no_text("内容是二进制数据，不是文字。").at(path))
    raise BuildError(_unknown(data).at(path))


_ENOUGH = 0.08


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return _control_share(data) <= 0.02


def _control_share(data: bytes) -> float:
    """How many of the bytes are control characters that no text holds."""
    return 1 - len(data.translate(None, _CONTROLS)) / max(len(data), 1)


def _nearly(body: bytes, encoding: str) -> bool:
    """Whether the bytes are text in this encoding but for less than one torn place in a thousand characters."""
    text = body.decode(encoding, errors="replace")
    torn = text.count("\ufffd") + text.count("\x00")
    return torn * 1000 <= len(text) + 1000 and torn * 2 <= len(text)


def _evidence(data: bytes, encoding: str) -> float:
    """How much speaks for Chinese text in this encoding: the share of frequent characters, 0 where it cannot be.

    Only what lies outside ASCII is asked, because half of any UTF-16 text reads as ASCII letters in GB 18030.
    """
    if encoding.startswith("utf-16") and len(data) % 2:
        data = data[:-1]
    sample = data[:_SAMPLE]
    text = sample.decode(encoding, errors="replace")
    if text.endswith("\ufffd") and len(data) > _SAMPLE:
        text = text.rstrip("\ufffd")
    torn = text.count("\ufffd") + text.count("\x00")
    if not text or torn * 1000 > len(text) + 1000 or torn * 2 > len(text):
        return 0.0
    wide = [c for c in text if c > "\x7f"]
    if encoding.startswith("utf-16") and len(wide) * 4 < len(text):
        # Western text in UTF-16: every other byte is zero, which no other encoding has.
        zeros = data[1::2] if encoding.endswith("le") else data[0::2]
        return zeros.count(0) / max(len(zeros), 1)
    if not wide:
        return 0.0
    strange = sum(1 for c in wide if not _at_home(c))
    if strange * 5 > len(wide):
        return 0.0
    frequent = sum(1 for c in wide if c in _FREQUENT) / len(wide)
    few_but_plain = len(wide) < 60 and strange == 0 and _plain(wide)
    return max(frequent, _ENOUGH if few_but_plain else 0.0)


def _at_home(c: str) -> bool:
    """Whether a character outside ASCII is one that Chinese texts hold."""
    return "\u4e00" <= c <= "\u9fff" or "\u2010" <= c <= "\u2fff" or "\u3000" <= c <= "\u33ff" or c >= "\uff00" or c <= "\u04ff"


def _plain(characters: list[str]) -> bool:
    """Whether all characters stand in GB 2312, the 7,445 characters of everyday print."""
    try:
        "".join(characters).encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _empty() -> Diagnostic:
    return Diagnostic("SRC001", "原文是空的，没有可以转换的文字。", "检查导出是否成功；不要的文件请从 references/sources/ 移走。")


def _no_text(message: str) -> Diagnostic:
    return Diagnostic("SRC002", message, "先导出为纯文本（.txt，UTF-8），再放进 references/sources/。")


def _too_large(size: int) -> Diagnostic:
    limit = MAX_BYTES // 1024 // 1024
    return Diagnostic("SRC005", f"原文有 {size / 1024 / 1024:.0f} MB，超过 {limit} MB 的上限。", "按章或按篇拆成几个文件。")


def _unknown(data: bytes) -> Diagnostic:
    guess = ""
    for encoding, title in (("big5hkscs", "Big5"), ("shift_jis", "Shift JIS"), ("euc_kr", "EUC-KR")):
        text = data[:_SAMPLE].decode(encoding, errors="replace")
        if text.count("\ufffd") * 50 < len(text):
            guess = f"，有些像 {title}"
            break
    return Diagnostic("SRC003", f"认不出文字编码{guess}。", "用编辑器以正确的编码打开，另存为 UTF-8；认得的编码有 UTF-8、UTF-16 与 GB 18030。")
