"""The page of the Word documents: A4, French, its styles, its header and its footer."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from docx.document import Document as DocxDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph as DocxParagraph
from docx.text.run import Run

from tiebreak_documents.blocks import Document

FONT = "Arial"
ACCENT, INK, MUTED = RGBColor(0x1F, 0x4E, 0x5F), RGBColor(0x22, 0x30, 0x3C), RGBColor(0x55, 0x62, 0x6E)
BANNER = RGBColor(0x5C, 0x43, 0x00)
PAGE_WIDTH_CM, PAGE_HEIGHT_CM, MARGIN_CM, HEADER_CM = 21.0, 29.7, 2.0, 0.9
TEXT_WIDTH_CM = PAGE_WIDTH_CM - 2 * MARGIN_CM
PROPERTY_LENGTH = 255
"""Longest text that the properties of a file may hold."""


def set_up(docx: DocxDocument, document: Document, when: datetime) -> None:
    """Properties, page, styles, banner and page numbers."""
    properties = docx.core_properties
    properties.title, properties.author = document.title[:PROPERTY_LENGTH], "TIE Break"
    properties.subject = document.subtitle[:PROPERTY_LENGTH]
    properties.language, properties.comments, properties.keywords = "fr-FR", "", ""
    properties.created = properties.modified = when
    properties.last_modified_by, properties.revision = "TIE Break", 1
    section = docx.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(PAGE_WIDTH_CM), Cm(PAGE_HEIGHT_CM)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(MARGIN_CM)
    section.header_distance = section.footer_distance = Cm(HEADER_CM)
    _styles(docx)
    if document.banner:
        header = section.header.paragraphs[0]
        header.alignment = WD_ALIGN_PARAGRAPH.CENTER
        header.paragraph_format.line_spacing = 1.0
        add_run(header, document.banner, bold=True, colour=BANNER, size=8.5)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_run(footer, f"{document.title} – page ", colour=MUTED, size=8)
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


def add_run(paragraph: DocxParagraph, text: str, *, bold: bool = False, colour: RGBColor = INK, size: float | None = None) -> Run:
    """Text with its own look, added to a paragraph."""
    run = paragraph.add_run(text)
    run.bold, run.font.color.rgb = bold, colour
    if size is not None:
        run.font.size = Pt(size)
    return run


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
