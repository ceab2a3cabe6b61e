"""Values of BibTeX fields: delimiters, ``@string`` names and joins taken off, LaTeX's signs read and written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

VERBATIM = frozenset({"url", "doi", "file", "eprint", "date", "urldate"})
"""Fields whose characters are never escaped."""

MONTHS = {m: i + 1 for i, m in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split())}
_ACCENTS = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307", "u": "\u0306",
    "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328", "r": "\u030a", "d": "\u0323", "b": "\u0331",
}  # fmt: skip
_SYMBOLS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "aa": "å", "AA": "Å", "l": "ł", "L": "Ł",
    "i": "i", "j": "j", "dh": "ð", "th": "þ", "textendash": "–", "textemdash": "—", "textquoteleft": "‘",
    "textquoteright": "’", "textquotedblleft": "“", "textquotedblright": "”", "ldots": "…", "dots": "…", "textellipsis": "…",
    "textbackslash": "\\", "textbraceleft": "\ue010", "textbraceright": "\ue011", "textasciitilde": "\ue012",
    "textasciicircum": "^", "textunderscore": "_", "copyright": "©", "S": "§", "P": "¶", "pounds": "£", "euro": "€",
    "quad": " ", "qquad": " ", "textless": "<", "textgreater": ">", "textbar": "|", "slash": "/",
}  # fmt: skip
_WRAPPERS = "textit|textbf|emph|textrm|textsc|texttt|textsf|mkbibquote|enquote|url|mathrm|mbox|textsuperscript|textsubscript"
_ACCENTED = re.compile(r"""\\(['`^"~=.]|[uvHckrdb](?![A-Za-z]))\s*(?:\{\s*\\?([A-Za-z])\s*\}|\\?([A-Za-z]))""")
_COMMAND = re.compile(r"\\([A-Za-z]+)(?:\{\}|[ \t]*)")
_WRAPPED = re.compile(rf"\\(?:{_WRAPPERS})\s*(?=\{{)")
_ESCAPED = re.compile(r"\\([&%#_$ ,/-])")
_GREEK = dict(zip(
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi omega Gamma Delta Theta "
    "Lambda Xi Pi Sigma Phi Psi Omega".split(), "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΦΨΩ", strict=True))  # fmt: skip
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_MATH = re.compile(r"\$((?:[A-Za-z0-9.\u0370-\u03ff]*[_^](?:\{[0-9+=()n-]+\}|[0-9n]))+[A-Za-z0-9\u0370-\u03ff]*|[A-Za-z0-9\u0370-\u03ff]+)\$")
"""The little mathematics of titles, ``CO$_2$``, ``$^{14}$C``, ``$\\beta$``; anything more stays as it is."""
_SHIFTED = re.compile(r"([_^])(?:\{([^{}]*)\}|(.))")
_PRIVATE = str.maketrans({"\ue010": "{", "\ue011": "}", "\ue012": "~", "\ue013": "-", "\ue014": "`", "\ue015": "'", "\ue016": "$"})
_JOIN = re.compile(r"\s*#\s*")
_BARE = re.compile(r"[^\s#,，{}\"]*")
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_ENCODE = {
    "\\": r"{\textbackslash}", "{": r"{\textbraceleft}", "}": r"{\textbraceright}", "&": r"\&", "%": r"\%", "#": r"\#",
    "_": r"\_", "$": r"\$", "^": r"{\textasciicircum}", "~": r"{\textasciitilde}",
}  # fmt: skip
_CODED = re.compile(r"[\\$~{}`'\t\r\n\f\v\ue010-\ue016]|--|  |\A | \Z")
"""What is read as anything but itself, or might be: most values hold none of it."""
_ENCODABLE = re.compile("[" + re.escape("".join(_ENCODE)) + "]")


class Value(NamedTuple):
    """What a field's text says: the words without their delimiters, names that no ``@string`` defines, what follows."""

    text: str
    undefined: tuple[str, ...] = ()
    rest: str = ""


def read_value(raw: str, strings: Mapping[str, str]) -> Value:
    """Reads ``{…}``, ``"…"``, a bare word, or several joined by ``#``. ``rest`` is what stands behind a whole value."""
    if raw[:1] == "{" and raw[-1:] == "}" and "{" not in raw[1:] and raw.find("}") == len(raw) - 1:
        return Value(raw[1:-1])
    out, undefined, at = [], [], 0
    while True:
        piece, end, bare = _piece(raw, at)
        if bare and not piece.isdigit():
            if piece.lower() in strings:
                piece = strings[piece.lower()]
            elif piece.lower() not in MONTHS and piece:
                undefined.append(piece)
        out.append(piece)
        match = _JOIN.match(raw, end)
        if not match:
            return Value("".join(out), tuple(undefined), raw[end:].strip())
        at = match.end()


def _piece(raw: str, at: int) -> tuple[str, int, bool]:
    """One piece of a value from ``at``: its inside, where it ends, whether it stands bare."""
    while at < len(raw) and raw[at] in " \t\r\n":
        at += 1
    opener = raw[at : at + 1]
    if opener not in ("{", '"'):
        match = _BARE.match(raw, at)
        end = match.end() if match else len(raw)
        return raw[at:end], end, True
    depth = 0
    for i in range(at, len(raw)):
        c = raw[i]
        if c == "{" and raw[i - 1 : i] != "\\":
            depth += 1
        elif c == "}" and raw[i - 1 : i] != "\\":
            depth -= 1
        if depth == 0 and i > at and c == ("}" if opener == "{" else '"'):
            return raw[at + 1 : i], i + 1, False
    return raw[at + 1 :], len(raw), False


def decode(text: str) -> str:
    """LaTeX's escapes, accents and protecting braces read as plain characters; unknown commands stay."""
    if text.isalnum() or not _CODED.search(text):
        return text
    text = _SPACE.sub(" ", text).strip(" ")
    if "\\" in text:
        text = _WRAPPED.sub("", text)
        text = _ACCENTED.sub(_accent, text)
        text = text.replace(r"\$", "\ue016")
        text = _ESCAPED.sub(lambda m: {" ": " ", ",": " ", "/": "", "-": ""}.get(m[1], m[1]), text)
        text = text.replace(r"\{", "\ue010").replace(r"\}", "\ue011")
        text = _COMMAND.sub(lambda m: _SYMBOLS.get(m[1]) or _GREEK.get(m[1], m[0]), text)
    if "$" in text:
        text = _MATH.sub(_math, text)
    if "~" in text:
        text = re.sub(r"(?<!\d)~|~(?!\d)", " ", text)
    if "--" in text:
        text = text.replace("---", "—").replace("--", "–")
    if "``" in text or "''" in text:
        text = text.replace("``", "“").replace("''", "”")
    return text.replace("{", "").replace("}", "").translate(_PRIVATE)


def _math(match: re.Match[str]) -> str:
    return _SHIFTED.sub(lambda m: (m[2] or m[3]).translate(_LOWERED if m[1] == "_" else _RAISED), match[1])


def _accent(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", (match[2] or match[3]) + _ACCENTS[match[1]])


def decode_verbatim(text: str) -> str:
    """An address as typed, without the backslashes that some programs put before ``_ % & #`` and without blanks."""
    if text.isalnum():
        return text
    return re.sub(r"\\([_%&#$~{}])", r"\1", _SPACE.sub("", text)).replace("\\url{", "").strip("{}")


def encode(text: str) -> str:
    """Plain characters as LaTeX reads them; the value is balanced whatever it holds, and ``decode`` gives it back."""
    if text.isalnum():
        return text
    text = _SPACE.sub(" ", text).strip(" ")
    if _ENCODABLE.search(text):
        text = _ENCODABLE.sub(lambda m: _ENCODE[m[0]], text)
    for pair in ("--", "``", "''"):
        while pair in text:
            text = text.replace(pair, pair[0] + "{}" + pair[1])
    return text


def encode_verbatim(text: str) -> str:
    """An address with the few characters that would break the file percent-encoded."""
    return _SPACE.sub("", text).replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
