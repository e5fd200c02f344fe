"""The same document as DOCX: A4, French, with real headings, repeated table headers and alternative texts."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import cast

import docx as python_docx
from docx.document import Document as DocxDocument
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import _Cell
from docx.text.paragraph import Paragraph as DocxParagraph
from docx.text.run import Run

from tiebreak_documents.blocks import (
    Block,
    Bullets,
    Callout,
    Document,
    Figure,
    Heading,
    KeyFigures,
    PageBreak,
    Paragraph,
    Table,
    Tone,
)

FONT = "Arial"
ACCENT, INK, MUTED = RGBColor(0x1F, 0x4E, 0x5F), RGBColor(0x22, 0x30, 0x3C), RGBColor(0x55, 0x62, 0x6E)
ACCENT_HEX, SOFT_HEX, WARNING_HEX = "1F4E5F", "F3F5F7", "FDF0EA"
PAGE_WIDTH_CM, PAGE_HEIGHT_CM, MARGIN_CM = 21.0, 29.7, 2.0
TEXT_WIDTH_CM = PAGE_WIDTH_CM - 2 * MARGIN_CM
FIXED_TIME = (1980, 1, 1, 0, 0, 0)
"""Time of every entry of the archive: the same document gives the same bytes."""


def render_docx(document: Document, when: datetime) -> bytes:
    """The document as DOCX bytes; `when` is the date kept in its properties."""
    docx = python_docx.Document()
    _set_up(docx, document, when)
    docx.add_paragraph(document.title, style="Title")
    docx.add_paragraph(document.subtitle, style="Subtitle")
    _run(docx.add_paragraph(), document.date, colour=MUTED)
    for block in document.blocks:
        _add(docx, block)
    buffer = io.BytesIO()
    docx.save(buffer)
    return _with_fixed_times(buffer.getvalue())


def _set_up(docx: DocxDocument, document: Document, when: datetime) -> None:
    properties = docx.core_properties
    properties.title, properties.subject, properties.author = document.title, document.subtitle, "TIE Break"
    properties.language, properties.comments, properties.keywords = "fr-FR", "", ""
    properties.created = properties.modified = when
    properties.last_modified_by, properties.revision = "TIE Break", 1
    section = docx.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(PAGE_WIDTH_CM), Cm(PAGE_HEIGHT_CM)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(MARGIN_CM)
    _styles(docx)
    if document.banner:
        header = section.header.paragraphs[0]
        header.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _run(header, document.banner, bold=True, colour=RGBColor(0x5C, 0x43, 0x00), size=9)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(footer, f"{document.title} – page ", colour=MUTED, size=8)
    _page_number(footer)


def _styles(docx: DocxDocument) -> None:
    sizes = {"Normal": 10.5, "Title": 19, "Subtitle": 12.5, "Heading 1": 15, "Heading 2": 12, "List Bullet": 10.5}
    for name, size in sizes.items():
        style = cast("ParagraphStyle", docx.styles[name])
        style.font.name, style.font.size = FONT, Pt(size)
        style.font.color.rgb = INK if name in {"Normal", "List Bullet"} else ACCENT
        style.font.italic = False
        for spacing in style.element.get_or_add_rPr().findall(qn("w:spacing")):
            style.element.get_or_add_rPr().remove(spacing)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(attribute), FONT)
        for attribute in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
            if qn(attribute) in fonts.attrib:
                del fonts.attrib[qn(attribute)]
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "fr-FR")
        style.element.get_or_add_rPr().append(language)
    normal = cast("ParagraphStyle", docx.styles["Normal"])
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(6), 1.15
    for name, before in (("Heading 1", 16), ("Heading 2", 10)):
        heading = cast("ParagraphStyle", docx.styles[name])
        heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(before), Pt(4)
        heading.paragraph_format.keep_with_next = True
    title = cast("ParagraphStyle", docx.styles["Title"])
    title.paragraph_format.space_after = Pt(2)
    borders = title.element.get_or_add_pPr().find(qn("w:pBdr"))
    if borders is not None:
        title.element.get_or_add_pPr().remove(borders)


def _add(docx: DocxDocument, block: Block) -> None:
    match block:
        case Heading(text, level):
            docx.add_heading(text, level=level)
        case Paragraph(text):
            docx.add_paragraph(text)
        case PageBreak():
            docx.add_page_break()  # type: ignore[no-untyped-call]
        case Callout(text, tone):
            _callout(docx, text, tone)
        case KeyFigures():
            _key_figures(docx, block)
        case Bullets(items):
            for item in items:
                docx.add_paragraph(item, style="List Bullet")
        case Table():
            _table(docx, block)
        case Figure():
            _figure(docx, block)


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
    _run(cell.paragraphs[0], text)
    _pad(cell)
    _gap(docx)


def _key_figures(docx: DocxDocument, block: KeyFigures) -> None:
    table = docx.add_table(rows=1, cols=len(block.figures))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for cell, figure in zip(table.rows[0].cells, block.figures, strict=True):
        _shade(cell, SOFT_HEX)
        _run(cell.paragraphs[0], figure.value, bold=True, colour=ACCENT, size=15)
        _run(cell.add_paragraph(), figure.label, size=9)
        _pad(cell)
    _gap(docx)


def _table(docx: DocxDocument, block: Table) -> None:
    caption = docx.add_paragraph()
    caption.paragraph_format.keep_with_next = True
    _run(caption, block.caption, bold=True, size=9.5)
    table = docx.add_table(rows=1, cols=len(block.header), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _light_borders(table._tbl)  # noqa: SLF001 - python-docx has no public way to colour borders
    header = table.rows[0]
    repeat = OxmlElement("w:tblHeader")
    repeat.set(qn("w:val"), "true")
    header._tr.get_or_add_trPr().append(repeat)  # noqa: SLF001 - nor to repeat a header row
    for index, (cell, text) in enumerate(zip(header.cells, block.header, strict=True)):
        _shade(cell, ACCENT_HEX)
        _cell_text(cell, text, is_numeric=index in block.numeric, bold=True, colour=RGBColor(0xFF, 0xFF, 0xFF))
    for row in block.rows:
        added = table.add_row()
        unsplit = OxmlElement("w:cantSplit")
        added._tr.get_or_add_trPr().append(unsplit)  # noqa: SLF001 - nor to keep a row on one page
        for index, (cell, text) in enumerate(zip(added.cells, row, strict=True)):
            _cell_text(cell, text, is_numeric=index in block.numeric)
    shares = block.widths or (1 / len(block.header),) * len(block.header)
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Cm(TEXT_WIDTH_CM * share)
        for cell in column.cells:
            cell.width = Cm(TEXT_WIDTH_CM * share)
    _gap(docx)


def _cell_text(cell: _Cell, text: str, *, is_numeric: bool, bold: bool = False, colour: RGBColor = INK) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after, paragraph.paragraph_format.line_spacing = Pt(1), 1.0
    if is_numeric:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _run(paragraph, text, bold=bold, colour=colour, size=8.5)


def _figure(docx: DocxDocument, block: Figure) -> None:
    paragraph = docx.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    picture = paragraph.add_run().add_picture(io.BytesIO(block.png), width=Cm(TEXT_WIDTH_CM))
    described = picture._inline.docPr  # noqa: SLF001 - python-docx has no public way to give an alternative text
    described.set("descr", block.alternative)
    described.set("title", block.caption)
    caption = docx.add_paragraph()
    _run(caption, block.caption, colour=MUTED, size=9)


def _run(paragraph: DocxParagraph, text: str, *, bold: bool = False, colour: RGBColor = INK, size: float | None = None) -> Run:
    run = paragraph.add_run(text)
    run.bold, run.font.color.rgb = bold, colour
    if size is not None:
        run.font.size = Pt(size)
    return run


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


def _page_number(paragraph: DocxParagraph) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = OxmlElement("w:r")
    properties, size = OxmlElement("w:rPr"), OxmlElement("w:sz")
    size.set(qn("w:val"), "16")
    properties.append(size)
    run.append(properties)
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no public way to add a field


def _with_fixed_times(content: bytes) -> bytes:
    rewritten = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(rewritten, "w") as target:
        for entry in source.infolist():
            fixed = zipfile.ZipInfo(entry.filename, FIXED_TIME)
            fixed.compress_type, fixed.external_attr = zipfile.ZIP_DEFLATED, 0
            target.writestr(fixed, source.read(entry))
    return rewritten.getvalue()
