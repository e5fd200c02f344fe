"""In which encoding a text file is written: read piece by piece, so that it is never held whole."""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

from tiebreak import UnreadableFileError

CHUNK = 1 << 20
LOST = "\ufffd"
"""What stands for a character that an encoding lost."""
UTF_8 = "utf-8"
_ASCII = bytes(range(128))
_UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True)
class TextFile:
    """A text file whose encoding is known."""

    opens: Callable[[], IO[str]]
    """Opens it from its start, line ends as they are; to be closed by the caller."""
    encoding: str
    may_quote: bool
    """False when it holds no quotation mark."""
    may_have_lost: bool
    """False when it holds no `LOST` character."""


def text_file(path: Path) -> TextFile:
    """UTF-8, else UTF-16 with its mark, else whichever of cp1252 and Mac Roman reads more French letters.

    Raises:
        UnreadableFileError: when it is no text, or in no encoding that can be told.
    """
    with path.open("rb") as stream:
        start = stream.read(1000)
    is_utf_16 = start.startswith(_UTF_16_MARKS)
    if b"\x00" in start and not is_utf_16:
        raise UnreadableFileError(f"Fichier « {path.name} » : ce n’est pas du texte. Enregistrez-le au format CSV ou XLSX.")
    return _utf_8(path) or (_replacing(path, "utf-16") if is_utf_16 else _single_byte(path))


def _utf_8(path: Path) -> TextFile | None:
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    may_quote = may_have_lost = False
    try:
        for chunk in _chunks(path):
            text = decoder.decode(chunk)
            may_quote = may_quote or '"' in text
            may_have_lost = may_have_lost or LOST in text
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return None
    return TextFile(partial(_open, path, "utf-8-sig", "strict"), UTF_8, may_quote, may_have_lost)


def _replacing(path: Path, encoding: str) -> TextFile:
    return TextFile(partial(_open, path, encoding, "replace"), encoding, may_quote=True, may_have_lost=True)


def _single_byte(path: Path) -> TextFile:
    beyond_ascii = b"".join(chunk.translate(None, _ASCII) for chunk in _chunks(path))
    letters = {encoding: _french_letters(beyond_ascii.decode(encoding, errors="replace")) for encoding in ("cp1252", "mac_roman")}
    encoding = max(letters, key=lambda each: letters[each])
    return _replacing(path, encoding) if letters[encoding] > 0 else _guessed(path)


def _guessed(path: Path) -> TextFile:
    """Any other encoding, by the frequency of letters; held whole, which is rare."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - takes 50 ms to import, and is rarely needed

    best = from_bytes(path.read_bytes()).best()
    if best is None:
        raise UnreadableFileError(f"Fichier « {path.name} » : encodage inconnu. Enregistrez-le en CSV UTF-8.")
    return TextFile(partial(io.StringIO, str(best), newline=""), best.encoding, may_quote=True, may_have_lost=True)


def _french_letters(text: str) -> int:
    """Letters, signs and spaces that French has, less characters that no French text holds; none of them is ASCII."""
    good = sum(text.count(letter) for letter in "éèêëàâçùûîïôöüÉÈÊÀÂÇÔÎœŒ€°’«»–…\u00a0")
    return good - 3 * sum(text.count(letter) for letter in "\ufffdŽŠžšƒ†‡ŸÐÞþðȩ∞∂∑∏π∫Ω≈∆◊√≠¬")


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            yield chunk


def _open(path: Path, encoding: str, errors: str) -> IO[str]:
    return path.open(encoding=encoding, errors=errors, newline="")
