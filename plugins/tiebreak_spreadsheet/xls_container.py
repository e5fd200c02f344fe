"""The stream of records within an xls, which is a compound file: sectors chained to one another, and a directory.

Read here only to know how large its sheets are before a reader takes the memory they ask for.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import chain

START = bytes.fromhex("d0cf11e0a1b11ae1")
"""How a compound file begins."""
STREAMS = ("workbook", "book")
"""Names of the stream of records, in the order in which readers look for it."""
LAST_SECTOR = 0xFFFFFFFA
"""Numbers from there on are no sector: the end of a chain, or nothing."""
_ENTRY = 128


def records_of(content: bytes) -> bytes:
    """The stream of records of a compound file.

    Raises:
        ValueError: when it is cut, or its sectors lead nowhere.
    """
    container = _Container(content)
    for wanted in STREAMS:
        for entry in container.entries:
            if _name(entry) == wanted:
                start, size = struct.unpack_from("<II", entry, 116)
                return container.stream(start, size)
    raise ValueError("aucun classeur dans le fichier")


class _Container:
    """A compound file."""

    def __init__(self, content: bytes) -> None:
        if len(content) < 512:
            raise ValueError("en-tête coupé")
        self._content = content
        (power,) = struct.unpack_from("<H", content, 30)
        if power not in {9, 12}:
            raise ValueError("en-tête inconnu")
        self._size = 1 << power
        counts = struct.unpack_from("<II16xI4xI", content, 40)
        if max(counts) * self._size > len(content):
            raise ValueError("l’en-tête annonce plus que le fichier")
        first, _, self._small, first_small, _, further = struct.unpack_from("<6I", content, 48)
        tables = chain(struct.unpack_from("<109I", content, 76), self._further_tables(further))
        self._next = _numbers(b"".join(self._sector(place) for place in tables if place < LAST_SECTOR))
        directory = self._chained(first)
        self.entries = [directory[place : place + _ENTRY] for place in range(0, len(directory) - _ENTRY + 1, _ENTRY)]
        self._small_next = _numbers(self._chained(first_small)) if first_small < LAST_SECTOR else ()

    def stream(self, start: int, size: int) -> bytes:
        """A stream by its first sector; a small one stands in the stream of the first entry, in sectors of 64 bytes."""
        if size > len(self._content):
            raise ValueError("le classeur annoncé est plus long que le fichier")
        if size >= self._small:
            return self._chained(start)[:size]
        (root,) = struct.unpack_from("<I", self.entries[0], 116)
        small = self._chained(root)
        return b"".join(small[place * 64 : place * 64 + 64] for place in _chain(start, self._small_next))[:size]

    def _further_tables(self, place: int) -> Iterator[int]:
        """The places of the tables of sectors that the header has no room for."""
        for _ in range(len(self._content) // self._size):
            if place >= LAST_SECTOR:
                return
            *places, place = _numbers(self._sector(place))
            yield from places

    def _chained(self, start: int) -> bytes:
        return b"".join(map(self._sector, _chain(start, self._next)))

    def _sector(self, place: int) -> bytes:
        start = (place + 1) * self._size
        if start >= len(self._content):
            raise ValueError("le fichier est coupé")
        return self._content[start : start + self._size]


def _chain(start: int, following: tuple[int, ...]) -> Iterator[int]:
    """The sectors of a chain, each once."""
    place = start
    for _ in range(len(following) + 1):
        if place >= LAST_SECTOR:
            return
        yield place
        if place >= len(following):
            raise ValueError("un secteur ne mène nulle part")
        place = following[place]
    raise ValueError("des secteurs tournent en rond")


def _numbers(content: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])


def _name(entry: bytes) -> str:
    (length,) = struct.unpack_from("<H", entry, 64)
    return entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", errors="replace").casefold()
