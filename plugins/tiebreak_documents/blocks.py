"""A document as blocks, written once and rendered in each format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import StrEnum
from typing import TypeVar

ValueT = TypeVar("ValueT")


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
class Figure:
    """A chart, with words that say the same for who cannot see it."""

    svg: str
    png: bytes
    alternative: str
    caption: str


Block = Heading | Paragraph | Callout | KeyFigures | Bullets | Table | Figure


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


def with_text(value: ValueT, change: Callable[[str], str]) -> ValueT:
    """The same document, block or tuple of them, with every text changed.

    >>> with_text(Bullets(("un", "deux")), str.upper)
    Bullets(items=('UN', 'DEUX'))
    """
    if type(value) is str:
        return change(str(value))  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(with_text(each, change) for each in value)  # type: ignore[return-value]
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: with_text(getattr(value, each.name), change) for each in fields(value)})
    return value
