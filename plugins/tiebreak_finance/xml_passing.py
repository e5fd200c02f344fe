"""The elements of an XML as they pass: what nobody reads is freed as it comes, wherever it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

from tiebreak import UnreadableFileError
from tiebreak_finance.xml_streams import PARSER_OPTIONS, XmlStream

MAX_KEPT_BYTES = 4_000_000
"""Of an element that is kept whole until it ends: far more than the largest line, and thirty times that in memory."""


def elements_of(stream: XmlStream, tags: tuple[str, ...], *, kept: frozenset[str]) -> Iterator[Any]:
    """Each element of these tags when it ends; those `kept` are then whole, the others may have lost what is within.

    The first of them must stand near the beginning: nothing is freed before it.

    Raises:
        XMLSyntaxError: of lxml, when the XML is not well formed.
        UnreadableFileError: when an element that is kept, or what stands before the first, is larger than any is.
    """
    parser = etree.XMLPullParser(events=("end",), tag=tags, collect_ids=False, **PARSER_OPTIONS)
    top: Any = None
    whole: Any = None
    size = 0
    while chunk := stream.read():
        parser.feed(chunk)
        for _, element in parser.read_events():
            if top is None:
                top = element.getroottree().getroot()
            yield element
        before, whole = whole, None if top is None else _free(top, kept)
        size = size + len(chunk) if whole is before and (top is None or whole is not None) else 0
        if size > MAX_KEPT_BYTES:
            part = "début" if whole is None else whole.tag
            raise UnreadableFileError(
                f"« {stream.name} » : une partie « {part} » démesurée, de plus de {MAX_KEPT_BYTES // 1_000_000} Mo. "
                "Exportez-le de nouveau."
            )
    parser.close()


def forget(element: Any) -> None:
    """Free an element that was read, and all that stood before it beside it."""
    element.clear()
    _free_before(element)


def _free(top: Any, kept: frozenset[str]) -> Any:
    """Free all that stands before what is being read; the element kept whole in which that is, if it is in one."""
    element = next(top.iterchildren(reversed=True), None)
    while element is not None:
        _free_before(element)
        if element.tag in kept:
            return element
        element = next(element.iterchildren(reversed=True), None)
    return None


def _free_before(element: Any) -> None:
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
