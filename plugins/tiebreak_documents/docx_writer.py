"""The same document as DOCX: A4, French, with real headings, repeated table headers and alternative texts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain

import docx as python_docx
from docx.document import Document as DocxDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph as DocxParagraph

from tiebreak_documents.blocks import (
    Block,
    Bullets,
    Callout,
    Document,
    Figure,
    Heading,
    KeyFigures,
    Paragraph,
    Table,
    Tone,
    with_text,
)
from tiebreak_documents.docx_page import ACCENT, INK, MUTED, TEXT_WIDTH_CM, add_run, set_up
from tiebreak_documents.words import unbreakable

ACCENT_HEX, SOFT_HEX, WARNING_HEX = "1F4E5F", "F3F5F7", "FDF0EA"
WHITE = RGBColor(0xFF, 0xFF, 0xFF)
WHOLE_CHARACTERS, WHOLE_ITEMS = 1200, 8
"""A table of no more text and a list of no more items are not cut by the end of a page."""
FIXED_TIME = (1980, 1, 1, 0, 0, 0)
"""Time of every entry of the archive: the same document gives the same bytes."""


def render_docx(document: Document, when: datetime) -> bytes:
    """The document as DOCX bytes; `when` is the date kept in its properties."""
    written = with_text(document, unbreakable)
    docx = python_docx.Document()
    set_up(docx, written, when)
    docx.add_paragraph(written.title, style="Title")
    docx.add_paragraph(written.subtitle, style="Subtitle")
    add_run(docx.add_paragraph(), written.date, colour=MUTED)
    for block, next_block in zip(written.blocks, (*written.blocks[1:], None), strict=True):
        before = len(docx.element.body)
        _add(docx, block)
        if _introduces(block, next_block):
            _keep_with_next(docx.element.body[before - 1 : -1])
    buffer = io.BytesIO()
    docx.save(buffer)
    return _with_fixed_times(buffer.getvalue())


def _introduces(block: Block, next_block: Block | None) -> bool:
    """Whether a page must not end between two blocks; what a heading is for is in its style."""
    match block:
        case Paragraph():
            return isinstance(next_block, Table | Figure | Bullets)
        case KeyFigures():
            return isinstance(next_block, Figure)
        case _:
            return False


def _keep_with_next(elements: Iterable[BaseOxmlElement]) -> None:
    for element in elements:
        for paragraph in element.iter(qn("w:p")):
            DocxParagraph(paragraph, None).paragraph_format.keep_with_next = True  # type: ignore[arg-type]


def _add(docx: DocxDocument, block: Block) -> None:
    match block:
        case Heading(text, level):
            docx.add_heading(text, level=level)
        case Paragraph(text):
            docx.add_paragraph(text)
        case Callout(text, tone):
            _callout(docx, text, tone)
        case KeyFigures():
            _key_figures(docx, block)
        case Bullets(items):
            _bullets(docx, items)
        case Table():
            _table(docx, block)
        case Figure():
            _figure(docx, block)


def _bullets(docx: DocxDocument, items: Sequence[str]) -> None:
    """A short list is on one page."""
    for left, item in enumerate(items, start=1 - len(items)):
        paragraph = docx.add_paragraph(item, style="List Bullet")
        paragraph.paragraph_format.keep_with_next = left < 0 and len(items) <= WHOLE_ITEMS


def _gap(docx: DocxDocument) -> None:
    """A small space after a table, where Word would otherwise put a whole line."""
    paragraph = docx.add_paragraph()
    paragraph.paragraph_format.space_after, paragraph.paragraph_format.line_spacing = Pt(0), 1.0
    paragraph.add_run(" ").font.size = Pt(5)


def _pad(cell: _Cell) -> None:
    """Room around the text of a framed cell."""
    for paragraph in cell.paragraphs:
        paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(3), Pt(3)


def _callout(docx: DocxDocument, text: str, tone: Tone) -> None:
    table = docx.add_table(rows=1, cols=1)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    cell = table.cell(0, 0)
    _shade(cell, WARNING_HEX if tone is Tone.WARNING else SOFT_HEX)
    add_run(cell.paragraphs[0], text)
    _pad(cell)
    _gap(docx)


def _key_figures(docx: DocxDocument, block: KeyFigures) -> None:
    """Figures on one line and what they measure on the next, aligned whatever their length."""
    table = docx.add_table(rows=2, cols=len(block.figures))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    size = 15 if len(block.figures) <= 3 else 12.5
    for value, label, figure in zip(table.rows[0].cells, table.rows[1].cells, block.figures, strict=True):
        add_run(value.paragraphs[0], figure.value, bold=True, colour=ACCENT, size=size)
        add_run(label.paragraphs[0], figure.label, size=9)
        for cell in (value, label):
            _shade(cell, SOFT_HEX)
            _pad(cell)
    _keep_with_next([table.rows[0]._tr])  # noqa: SLF001 - python-docx has no public way to keep rows together
    _gap(docx)


def _table(docx: DocxDocument, block: Table) -> None:
    caption = docx.add_paragraph()
    caption.paragraph_format.keep_with_next = True
    add_run(caption, block.caption, bold=True, size=9.5)
    table = docx.add_table(rows=1 + len(block.rows), cols=len(block.header), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _light_borders(table._tbl)  # noqa: SLF001 - nor to colour borders
    rows = [row._tr for row in table.rows]  # noqa: SLF001 - nor to repeat a header, nor to keep a row on one page
    _row_property(rows[0], "w:tblHeader")
    for row in rows[1:]:
        _row_property(row, "w:cantSplit")
    shares = block.widths or (1 / len(block.header),) * len(block.header)
    widths = [Cm(TEXT_WIDTH_CM * share) for share in shares]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for number, (row, texts) in enumerate(zip(table.rows, (block.header, *block.rows), strict=True)):
        for index, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            cell.width = widths[index]
            _cell_text(cell, text, is_numeric=index in block.numeric, is_header=number == 0)
    _keep_with_next(rows[:-1] if len("".join(chain(*block.rows))) <= WHOLE_CHARACTERS else rows[:2])
    _gap(docx)


def _row_property(row: BaseOxmlElement, name: str) -> None:
    prop = OxmlElement(name)
    prop.set(qn("w:val"), "true")
    row.get_or_add_trPr().append(prop)


def _cell_text(cell: _Cell, text: str, *, is_numeric: bool, is_header: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after, paragraph.paragraph_format.line_spacing = Pt(1), 1.0
    if is_numeric:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if is_header:
        _shade(cell, ACCENT_HEX)
    add_run(paragraph, text, bold=is_header, colour=WHITE if is_header else INK, size=8.5)


def _figure(docx: DocxDocument, block: Figure) -> None:
    paragraph = docx.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    picture = paragraph.add_run().add_picture(io.BytesIO(block.png), width=Cm(TEXT_WIDTH_CM))
    described = picture._inline.docPr  # noqa: SLF001 - python-docx has no public way to give an alternative text
    described.set("descr", block.alternative)
    described.set("title", block.caption)
    caption = docx.add_paragraph()
    add_run(caption, block.caption, colour=MUTED, size=9)


def _shade(cell: _Cell, colour: str) -> None:
    shading = OxmlElement("w:shd")
    for attribute, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", colour)):
        shading.set(qn(attribute), value)
    cell._tc.get_or_add_tcPr().append(shading)  # noqa: SLF001 - python-docx has no public way to shade a cell


def _light_borders(table: object) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        border = OxmlElement(f"w:{side}")
        style = "single" if side in {"top", "bottom", "insideH"} else "nil"
        for attribute, value in (("w:val", style), ("w:sz", "4"), ("w:space", "0"), ("w:color", "D5DBE1")):
            border.set(qn(attribute), value)
        borders.append(border)
    table.tblPr.append(borders)  # type: ignore[attr-defined]


def _with_fixed_times(content: bytes) -> bytes:
    rewritten = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(rewritten, "w") as target:
        for entry in source.infolist():
            fixed = zipfile.ZipInfo(entry.filename, FIXED_TIME)
            fixed.compress_type, fixed.external_attr = zipfile.ZIP_DEFLATED, 0
            target.writestr(fixed, source.read(entry))
    return rewritten.getvalue()
