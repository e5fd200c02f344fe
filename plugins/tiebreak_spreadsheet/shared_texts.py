"""The texts that the cells of an xlsx share: written once, and copied by readers into each cell that shows them."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterator

from tiebreak import UnreadableFileError

SHARED_TEXTS = "xl/sharedStrings.xml"
MAX_TEXT = 200_000_000
"""Characters of the texts of all cells together: two million rows of a hundred."""
SHORTEST_SHARED = len(b'<c t="s"><v>0</v></c>')
"""Bytes of a cell that shows one, at least."""
_HELD = 24
"""Bytes that any text takes, however short."""
_TEXT = re.compile(rb"<(?:\w+:)?si[\s/>]")
_LEAST_TAGS = len(b"<t></t></si>")
_USUAL = re.compile(rb't="s"><v>(\d{1,9})<')
_SHARED = re.compile(rb"""<(?:\w+:)?c\s[^<]*?\bt\s*=\s*["']s["'][^<]*<(?:\w+:)?v[^<>]*>\s*(\d{1,9})""")

Pieces = Callable[[], Iterator[bytes]]


def lengths_of(texts: Pieces, file: str) -> array[int]:
    """Bytes of each text, in order; what is in several styles counts with the tags of these.

    Raises:
        UnreadableFileError: when they are too long together, even if no cell shows them.
    """
    lengths = array("L")
    size = 0
    for piece in texts():
        first, *others = map(_length, _TEXT.split(piece))
        if lengths:
            lengths[-1] += first
        lengths.extend(others)
        size += first + sum(others) + _HELD * len(others)
        if size > MAX_TEXT:
            raise _too_much(file)
    return lengths


def may_swell(lengths: array[int], cells: int) -> bool:
    """Whether as many cells may show too much text, were it always the longest."""
    return bool(lengths) and cells * max(lengths) > MAX_TEXT


def refuse_swelling(lengths: array[int], sheets: Pieces, shared_cells: int, file: str) -> None:
    """Refuse a workbook whose cells would show too much text; `shared_cells` is how many may show a shared one.

    Raises:
        UnreadableFileError: with what to do.
    """
    shown = _shown(sheets, _USUAL)
    if shown.total() < shared_cells:  # some are written otherwise: looked for in three times as long
        shown = _shown(sheets, _SHARED)
    if sum(lengths[int(rank)] * count for rank, count in shown.items() if int(rank) < len(lengths)) > MAX_TEXT:
        raise _too_much(file)


def _shown(sheets: Pieces, cell: re.Pattern[bytes]) -> Counter[bytes]:
    """Ranks of the texts that cells show, and how many times."""
    shown: Counter[bytes] = Counter()
    for piece in sheets():
        shown.update(cell.findall(piece))
    return shown


def _too_much(file: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"Fichier « {file} » : ses textes font plus de {MAX_TEXT // 1_000_000} millions de caractères une fois recopiés dans "
        "chaque cellule. Ne gardez que l’année, les lignes et les colonnes utiles."
    )


def _length(text: bytes) -> int:
    return max(len(text) - _LEAST_TAGS, 0)
