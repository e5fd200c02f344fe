"""The XML of a file within a zip archive, piece by piece, so that it is looked through without being held."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

from tiebreak import UnreadableFileError

CHUNK = 1 << 20
LONGEST_TAG = 16 << 20
"""What stands between two tags of a spreadsheet is never as long: a cell holds 32 767 characters."""


def xml_pieces(archive: zipfile.ZipFile, name: str, *, start: bytes = b"<") -> Iterator[bytes]:
    """The pieces of a file, each but the first beginning with `start` when it can, else with a tag that opens: none is cut in two.

    Raises:
        UnreadableFileError: when no tag begins for far too long.
    """
    with archive.open(name) as stream:
        tail = b""
        while chunk := stream.read(CHUNK):
            piece = tail + chunk
            if (end := _last_opening(piece, start)) > 0:
                yield piece[:end]
                tail = piece[end:]
            elif len(piece) <= LONGEST_TAG:
                tail = piece
            else:
                raise UnreadableFileError(
                    f"Fichier « {Path(archive.filename or '').name} » : une cellule est démesurée. "
                    "Ouvrez-le dans votre tableur et enregistrez-le de nouveau."
                )
        yield tail


def _last_opening(piece: bytes, start: bytes) -> int:
    """Where the last tag that can begin a piece stands; 0 or less when there is none but at the beginning."""
    end = piece.rfind(start) if len(start) > 1 else 0
    if end <= 0:
        end = piece.rfind(b"<")
        while end > 0 and piece[end + 1 : end + 2] in {b"/", b""}:
            end = piece.rfind(b"<", 0, end)
    return end
