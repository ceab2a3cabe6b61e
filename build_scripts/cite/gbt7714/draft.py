"""What a grammar has read so far; becomes a ``Reference`` when the line has been read to its end."""

from __future__ import annotations

from dataclasses import dataclass, field

from build_scripts.cite.gbt7714.language import script_language
from build_scripts.cite.gbt7714.names import EDITOR_ROLES, TRANSLATOR_ROLES, NameList
from build_scripts.model.reference import Date, Name, Reference, RefType


@dataclass(slots=True)
class Draft:
    """The fields of a reference while they are being found. Meanings as in ``Reference``."""

    type: RefType = RefType.DOCUMENT
    title: str = ""
    title_full: str = ""
    authors: tuple[Name, ...] = ()
    et_al: bool = False
    container: str = ""
    editors: tuple[Name, ...] = ()
    translators: tuple[Name, ...] = ()
    date: Date | None = None
    volume: str = ""
    number_of_volumes: str = ""
    issue: str = ""
    pages: str = ""
    locator: str = ""
    edition: str = ""
    publisher: str = ""
    place: str = ""
    number: str = ""
    url: str = ""
    doi: str = ""
    accessed: Date | None = None
    marker: str = ""
    relation: str = ""
    extra: dict[str, str] = field(default_factory=dict)

    def add_names(self, found: NameList) -> None:
        """File names under the role that was printed with them; without one they are the authors."""
        if found.role in TRANSLATOR_ROLES:
            self.translators += found.names
            if found.et_al:
                self.extra["translators-et-al"] = "true"
        elif found.role in EDITOR_ROLES:
            self.editors += found.names
            if found.et_al and not self.authors:
                self.et_al = True
        elif not self.authors:
            self.authors = found.names
            self.et_al = found.et_al
            if found.role and found.role not in ("著", "撰", "作"):
                self.extra["author-role"] = found.role
        elif found.names:
            self.extra[f"contributor:{found.role}"] = "、".join(str(name) for name in found.names)

    def reference(self, raw: str) -> Reference:
        """The finished reference."""
        cited = self.type in (RefType.BOOK, RefType.THESIS, RefType.REPORT, RefType.PROCEEDINGS, RefType.STANDARD,
                              RefType.PATENT, RefType.ARCHIVE, RefType.MAP)  # fmt: skip
        if cited and self.pages and not self.locator:
            self.locator, self.pages = self.pages, ""
        return Reference(
            type=self.type,
            title=self.title.strip(),
            authors=self.authors,
            et_al=self.et_al,
            container=self.container.strip(),
            editors=self.editors,
            translators=self.translators,
            date=self.date,
            volume=self.volume,
            number_of_volumes=self.number_of_volumes,
            issue=self.issue,
            pages=self.pages,
            locator=self.locator,
            edition=self.edition,
            publisher=self.publisher.strip(),
            place=self.place.strip(),
            number=self.number.strip(),
            url=self.url,
            doi=self.doi,
            accessed=self.accessed,
            marker=self.marker,
            relation=self.relation,
            language=script_language(self.title) or script_language(raw) or "en",
            title_full=(self.title_full or self.title).strip(),
            extra=tuple(self.extra.items()),
            raw=raw,
        )
