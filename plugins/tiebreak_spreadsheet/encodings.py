"""In which encoding a text file is written: read piece by piece, so that it is never held whole."""

from __future__ import annotations

import codecs
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

from tiebreak import UnreadableFileError

CHUNK = 1 << 20
SINGLE_BYTE = ("cp1252", "mac_roman", "cp850", "iso-8859-15")
"""Those that French files are written in, the likeliest first: Windows, old Mac, DOS, old Unix."""
FRENCH = {
    "é": 10,
    "à": 5,
    "è": 4,
    "ê": 2,
    "ç": 2,
    "ô": 1,
    "É": 1,
    "€": 1,
    "’": 1,
    **dict.fromkeys("âîûùëïöüœÈÊÀÂÔÎÇŒ°«»–…\u00a0", 0.3),
}
"""Characters of French beyond ASCII, by how often they are met."""
NEVER_FRENCH = -3
_BEYOND_ASCII = re.compile(rb"[A-Za-z]?[\x80-\xff]+[A-Za-z]?")
LOST = "\ufffd"
"""What stands for a character that an encoding lost."""
UTF_8 = "utf-8"
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
    """UTF-8, else UTF-16 with its mark, else whichever of `SINGLE_BYTE` reads most like French.

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
    pieces: Counter[bytes] = Counter()
    for chunk in _chunks(path):
        pieces.update(_BEYOND_ASCII.findall(chunk))
    scores = {encoding: sum(_french(piece, encoding) * count for piece, count in pieces.items()) for encoding in SINGLE_BYTE}
    encoding = max(scores, key=lambda each: scores[each])
    return _replacing(path, encoding) if scores[encoding] > 0 else _guessed(path)


def _guessed(path: Path) -> TextFile:
    """Any other encoding, by the frequency of letters; held whole, which is rare."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - takes 50 ms to import, and is rarely needed

    best = from_bytes(path.read_bytes()).best()
    if best is None:
        raise UnreadableFileError(f"Fichier « {path.name} » : encodage inconnu. Enregistrez-le en CSV UTF-8.")
    return TextFile(partial(io.StringIO, str(best), newline=""), best.encoding, may_quote=True, may_have_lost=True)


def _french(piece: bytes, encoding: str) -> float:
    """How well a letter beyond ASCII, between those beside it, reads as French: its frequency, less what French never has."""
    text = piece.decode(encoding, errors="replace")
    score = 0.0
    for index, letter in enumerate(text):
        if letter.isascii():
            continue
        before, after = text[:index][-1:], text[index + 1 : index + 2]
        is_out_of_case = (letter.islower() and before.isupper() and not after.islower()) or (
            letter.isupper() and before.islower()
        )
        score += NEVER_FRENCH if is_out_of_case else FRENCH.get(letter, NEVER_FRENCH if _is_odd(letter) else 0)
    return score


def _is_odd(letter: str) -> bool:
    """Whether a character is one that no French text holds: lost, a control, a letter of elsewhere, a box, a mathematical sign."""
    is_control_or_box = letter == LOST or "\x80" <= letter <= "\x9f" or "─" <= letter <= "▟"
    return is_control_or_box or letter in "ŽŠžšƒ†‡ŸÐÞþðȩ∞∂∑∏π∫Ω≈∆◊√≠¬ˆ‚"


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            yield chunk


def _open(path: Path, encoding: str, errors: str) -> IO[str]:
    return path.open(encoding=encoding, errors=errors, newline="")
