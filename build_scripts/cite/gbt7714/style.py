"""Which GB/T 7714 is wanted: edition, layout, width of punctuation, form of the output."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

LAYOUTS = ("numeric", "author-date")
WIDTHS = ("full", "half", "tight", "auto")
OUTPUTS = ("text", "html", "markdown")


class Signs(NamedTuple):
    """The signs between the parts of an entry, blanks included."""

    comma: str
    colon: str
    semicolon: str
    left: str
    right: str
    stop: str


FULL = Signs("，", "：", "；", "（", "）", ". ")
HALF = Signs(", ", ": ", "; ", "(", ")", ". ")
TIGHT = Signs(",", ":", ";", "(", ")", ".")
_SIGNS = {"full": FULL, "half": HALF, "tight": TIGHT}


@dataclass(frozen=True)
class Style:
    """How entries and citations are printed.

    ``edition`` 2025 or 2015; ``layout`` ``numeric`` or ``author-date``. ``width`` of punctuation: ``full`` (GB/T
    7714—2025, clause 6), ``half`` with a blank behind each sign (the practice of most journals under the edition of
    2015), ``tight`` (half width, no blanks), ``auto`` (full in Chinese and Japanese entries, half in others), empty for
    the edition's own. ``output`` is ``text``, ``html`` or ``markdown``. ``show_missing`` prints ``[出版地不详]``,
    ``[S.l.]`` and the like where place or publisher is unknown.

    Raises ``ValueError`` for a value that is none of these.
    """

    edition: int = 2025
    layout: str = "numeric"
    width: str = ""
    output: str = "text"
    show_missing: bool = True

    def __post_init__(self) -> None:
        if self.edition not in (2015, 2025):
            raise ValueError(f"edition must be 2015 or 2025, not {self.edition}")
        if self.layout not in LAYOUTS:
            raise ValueError(f"layout must be one of {', '.join(LAYOUTS)}, not {self.layout}")
        if self.width not in ("", *WIDTHS):
            raise ValueError(f"width must be one of {', '.join(WIDTHS)}, not {self.width}")
        if self.output not in OUTPUTS:
            raise ValueError(f"output must be one of {', '.join(OUTPUTS)}, not {self.output}")

    @property
    def author_date(self) -> bool:
        """Whether entries are cited by author and year."""
        return self.layout == "author-date"

    def signs(self, language: str) -> Signs:
        """The signs for an entry in ``language`` (``zh``, ``en`` …)."""
        return _signs(self.width or ("full" if self.edition == 2025 else "half"), language)


@cache
def _signs(width: str, language: str) -> Signs:
    if width == "auto":
        width = "full" if language in ("zh", "ja") else "half"
    return _SIGNS[width]


def named_style(name: str, layout: str = "numeric", width: str = "", output: str = "text") -> Style:
    """The style that ``gbt7714-2025`` or ``gbt7714-2015`` names. Raises ``ValueError`` for another name."""
    editions = {"gbt7714-2025": 2025, "gbt7714-2015": 2015}
    if name not in editions:
        raise ValueError(f"style must be one of {', '.join(editions)}, not {name}")
    return Style(editions[name], layout, width, output)
