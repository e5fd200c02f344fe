"""Workbooks as zip archives, opened so that a damaged one is told in French, whatever is wrong with it."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tiebreak import UnreadableFileError
from tiebreak_spreadsheet.tables import told

DAMAGES = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError),
    *(RuntimeError, NotImplementedError, ValueError, IndexError),
)
"""What `zipfile` raises for bytes that are not what they claim: a password and an unknown compression are a RuntimeError and
a NotImplementedError, a name that is no text and a place before the start are a ValueError, an empty name an IndexError."""


@contextmanager
def opened_archive(path: Path) -> Iterator[zipfile.ZipFile]:
    """The archive of a workbook; what is read of it within may be damaged too.

    Raises:
        UnreadableFileError: when it is no archive, or what is read of it is damaged or locked.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except DAMAGES as error:
        raise UnreadableFileError(
            f"Fichier « {path.name} » : malgré son nom, ce n’est pas un classeur, ou il est abîmé ({told(error)}). "
            "Ouvrez-le dans votre tableur et enregistrez-le au format XLSX ou CSV."
        ) from error
