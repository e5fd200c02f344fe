"""JSON of any origin, read to plain values or refused: numbers stay as they are written, a key has one value."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

from tiebreak import UnreadableFileError
from tiebreak_inventory.json_values import RepeatedKeyError, TooFullError, values_of, whole_value

BOMS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}


def decoded(raw: bytes) -> tuple[str, str]:
    """The text and its encoding: UTF-8, UTF-16 with its mark, else cp1252.

    >>> decoded("é".encode("cp1252"))
    ('é', 'cp1252')
    """
    encoding = next((name for mark, name in BOMS.items() if raw.startswith(mark)), "utf-8")
    try:
        return raw.decode(encoding), encoding.removesuffix("-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace"), "cp1252"


def load_json(text: str, where: str) -> object:
    """The value of a JSON text.

    Raises:
        UnreadableFileError: when it is cut, nested or filled beyond measure, or gives a key two values.
    """
    with _plain_errors(where, text):
        return whole_value(text)


def load_values(text: str, where: str) -> Iterator[object]:
    """The values that follow one another in a text, those of a list one by one; none is held once given.

    Raises:
        UnreadableFileError: as `load_json`, at the first that cannot be read.
    """
    with _plain_errors(where, text):
        yield from values_of(text)


@contextmanager
def _plain_errors(where: str, text: str) -> Iterator[None]:
    try:
        yield
    except json.JSONDecodeError as error:
        is_cut = error.pos >= len(text.rstrip()) or "Unterminated" in error.msg
        what = "s’arrête avant sa fin" if is_cut else "n’est pas bien formé"
        raise UnreadableFileError(
            f"{where} : le JSON {what} (ligne {error.lineno}, colonne {error.colno}). Exportez-le de nouveau."
        ) from None
    except RecursionError:
        raise UnreadableFileError(
            f"{where} : le JSON est emboîté au-delà de ce qu’un inventaire demande. Exportez-le de nouveau."
        ) from None
    except TooFullError:
        raise UnreadableFileError(
            f"{where} : trop de valeurs pour un relevé. Donnez un fichier par poste, ou le relevé en plusieurs parties."
        ) from None
    except RepeatedKeyError:
        raise UnreadableFileError(f"{where} : une clé y a deux valeurs différentes. Exportez-le de nouveau.") from None
