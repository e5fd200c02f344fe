"""JSON of any origin, read to plain values or refused: numbers stay as they are written, a key has one value."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeVar

from tiebreak import UnreadableFileError

ResultT = TypeVar("ResultT")
_SPACES = re.compile(r"[\s,]*")
BOMS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}


class _RepeatedKeyError(ValueError):
    """A key that holds two different values: one of them would be forgotten."""


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
        UnreadableFileError: when it is cut, nested beyond measure, or gives a key two values.
    """
    return _guarded(partial(_DECODER.decode, text), where, text)


def load_values(text: str, where: str) -> Iterator[object]:
    """The values that follow one another in a text, those of a list one by one.

    Raises:
        UnreadableFileError: as `load_json`, at the first that cannot be read.
    """
    start, end = 0, len(text)
    while (start := _past_spaces(text, start)) < end:
        value, start = _guarded(partial(_DECODER.raw_decode, text, start), where, text)
        yield from value if isinstance(value, list) else [value]


def _past_spaces(text: str, start: int) -> int:
    match = _SPACES.match(text, start)
    return match.end() if match else start


def _guarded(read: Callable[[], ResultT], where: str, text: str) -> ResultT:
    try:
        return read()
    except json.JSONDecodeError as error:
        is_cut = error.pos >= len(text.rstrip()) or "Unterminated" in error.msg
        what = "s’arrête avant sa fin" if is_cut else "n’est pas bien formé"
        raise UnreadableFileError(
            f"{where} : le JSON {what} (ligne {error.lineno}, colonne {error.colno}). Exportez-le de nouveau."
        ) from None
    except RecursionError:
        raise UnreadableFileError(
            f"{where} : le JSON est emboîté au-delà de ce qu’un inventaire demande. Il n’est pas lu."
        ) from None
    except _RepeatedKeyError as error:
        raise UnreadableFileError(f"{where} : {error} Exportez-le de nouveau.") from None


def _pairs(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: dict[str, object] = {}
        for key, value in pairs:
            if seen.setdefault(key, value) != value:
                raise _RepeatedKeyError("une clé y a deux valeurs différentes.")
    return found


_DECODER = json.JSONDecoder(object_pairs_hook=_pairs, parse_int=str, parse_float=str, parse_constant=str, strict=False)
