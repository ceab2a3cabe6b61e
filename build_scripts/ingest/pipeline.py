"""How a raw text becomes documents: the order of the stages and nothing else. Read this first.

    source -> lines -> cleaned -> columns read down -> note marks put back -> contents and furniture set aside -> blocks
           -> documents -> RECOGNIZERS -> citations -> ledger -> Document
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from build_scripts.cite.pinyin import load_readings
from build_scripts.diagnostics import Report, silent
from build_scripts.formats.sidecar import EMPTY as NO_SIDECAR
from build_scripts.formats.sidecar import Sidecar
from build_scripts.ingest.block import Block, Findings, Kind, Recognizer
from build_scripts.ingest.converted import Conversion, ConvertedText
from build_scripts.ingest.furniture.contents import set_aside_contents, witness
from build_scripts.ingest.furniture.set_aside import set_aside_furniture
from build_scripts.ingest.ledger import balance, report_ledger
from build_scripts.ingest.lines.clean import clean_line
from build_scripts.ingest.lines.closed_up import with_numbers_parted
from build_scripts.ingest.lines.digit_marks import with_digits_raised
from build_scripts.ingest.lines.line import split_lines
from build_scripts.ingest.lines.marks_apart import with_marks_back
from build_scripts.ingest.lines.notes_in_row import with_notes_apart
from build_scripts.ingest.papers.documents import split_documents
from build_scripts.ingest.papers.parts import PHOTO_CAPTION, Part
from build_scripts.ingest.recognize.boxes import recognize_boxes
from build_scripts.ingest.recognize.crossrefs import link_crossrefs
from build_scripts.ingest.recognize.epigraphs import recognize_epigraphs
from build_scripts.ingest.recognize.figures import recognize_figures
from build_scripts.ingest.recognize.glossary import recognize_glossary
from build_scripts.ingest.recognize.list_marks import recognize_list_marks
from build_scripts.ingest.recognize.metadata import recognize_metadata
from build_scripts.ingest.recognize.notes import anchor_notes, join_note_tails, recognize_notes
from build_scripts.ingest.recognize.outline import recognize_outline
from build_scripts.ingest.recognize.references import recognize_references
from build_scripts.ingest.recognize.rejoin import rejoin_paragraphs
from build_scripts.ingest.recognize.tables import recognize_tables
from build_scripts.ingest.segment import segment
from build_scripts.ingest.side_by_side import read_columns_down, report_columns_across
from build_scripts.ingest.stated_title import keep_contradicted
from build_scripts.ingest.title_notes import settle_matter_notes
from build_scripts.ingest.writing.convert import convert
from build_scripts.model.lists import DEFAULT_LISTS, Lists
from build_scripts.text.source import Source

Outline = Callable[[list[Block], Findings, frozenset[str]], list[Block]]

BEFORE_OUTLINE: tuple[Recognizer, ...] = (
    recognize_list_marks,
    recognize_references,
    recognize_tables,
    recognize_figures,
    recognize_notes,
    recognize_metadata,
    recognize_glossary,
    join_note_tails,
    settle_matter_notes,
)
AFTER_OUTLINE: tuple[Recognizer, ...] = (
    rejoin_paragraphs,
    recognize_boxes,
    recognize_epigraphs,
    anchor_notes,
    link_crossrefs,
)





def load_tables() -> None:
    """Loads now what conversions load when they first need it: for processes that are about to be forked."""
    load_readings()


def ingest_source(source: Source, report: Report = silent, sidecar: Sidecar = NO_SIDECAR, lists: Lists = DEFAULT_LISTS) -> Conversion:
    """One raw text to documents. Pure, never raises on any text, linear in its length."""
    found = Findings(source, report)
    lines = read_columns_down([clean_line(line) for line in split_lines(source)])
    report_columns_across(lines, found)
    lines = with_numbers_parted(with_notes_apart(with_marks_back(with_digits_raised(lines, found), found)))
    lines = set_aside_furniture(set_aside_contents(lines))
    titles = witness(lines)
    parts = split_documents(segment(lines))
    texts: list[ConvertedText] = []
    everything: list[Block] = []
    for number, part in enumerate(parts, 1):
        own = sidecar.part(number)
        blocks = keep_contradicted(recognize(part, found, titles), own)
        everything.extend(blocks)
        texts.append(convert(blocks, part.genre, number, len(parts), source, own, found, lists))
    ledger = balance(source, everything)
    report_ledger(source, ledger, report)
    return Conversion(source.name, tuple(texts), ledger)


def recognize(part: Part, found: Findings, titles: frozenset[str]) -> list[Block]:
    """All recognizers over one document, in their order."""
    blocks = list(part.blocks)
    if part.headline is not None:
        blocks.insert(0, replace(part.headline, kind=Kind.META, label="title"))
    for recognizer in BEFORE_OUTLINE:
        blocks = recognizer(blocks, found)
    if part.genre == PHOTO_CAPTION:
        blocks = [replace(b, kind=Kind.SOURCE) if b.kind is Kind.META and b.label == "credits" else b for b in blocks]
    blocks = recognize_outline(blocks, found, titles)
    for recognizer in AFTER_OUTLINE:
        blocks = recognizer(blocks, found)
    return blocks
