"""A document as blocks, written once and rendered in each format."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """What a callout is for."""

    NOTE = "note"
    WARNING = "warning"


@dataclass(frozen=True)
class Heading:
    """A title of section; level 1 is that of the document's parts."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True)
class Callout:
    """A framed sentence that must not be missed."""

    text: str
    tone: Tone = Tone.NOTE


@dataclass(frozen=True)
class KeyFigure:
    """A figure printed large, with what it measures."""

    value: str
    label: str


@dataclass(frozen=True)
class KeyFigures:
    """A few figures side by side."""

    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True)
class Bullets:
    """Short statements."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Rows under a header; numeric columns are aligned to the right."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: frozenset[int] = frozenset()
    widths: tuple[float, ...] = ()
    """Share of the page width of each column; equal when empty."""


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page when printed."""


@dataclass(frozen=True)
class Figure:
    """A chart, with words that say the same for who cannot see it."""

    svg: str
    png: bytes
    alternative: str
    caption: str


Block = Heading | Paragraph | Callout | KeyFigures | Bullets | Table | Figure | PageBreak


@dataclass(frozen=True)
class Document:
    """A whole document."""

    title: str
    subtitle: str
    date: str
    """Written date, as printed and kept in the file's properties."""
    banner: str | None
    """Said on every page: a fictitious authority, an internal document."""
    blocks: tuple[Block, ...]
