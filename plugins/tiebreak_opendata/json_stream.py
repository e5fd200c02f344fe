"""The entries of a JSON file one by one, in constant memory: national files weigh a gigabyte.

No library of the project streams JSON; `json.JSONDecoder.raw_decode` reads one value from a position, which is
all that is needed when the entries stand in lists one or two keys down.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import IO

from tiebreak import UnreadableFileError
from tiebreak_opendata.json_keys import RepeatedKeyError, with_single_values

CHUNK = 1 << 20
MAX_ENTRY = 4 << 20
"""Characters that one entry may hold: the largest seen weighs some kilobytes, and empty values weigh fifty times as much in memory."""
_BLANKS = " \t\r\n"
_BLANK = re.compile(r"[ \t\r\n]*")

Entry = tuple[str, object]
"""Key of the list that holds it, and its value."""


def _no_number(_constant: str) -> None:
    """What NaN and Infinity become: JSON has neither."""


def _exact(text: str) -> Decimal | None:
    """The number written; `None`, hence unknown, when its exponent is beyond what anything holds."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


DECODER = json.JSONDecoder(
    parse_float=_exact, parse_int=Decimal, parse_constant=_no_number, strict=False, object_pairs_hook=with_single_values
)
"""Exact numbers, whatever their length, one value to a key, and control characters left for the texts that hold them."""


def entries_under(stream: IO[bytes], key: str, name: str) -> Iterator[Entry]:
    """Entries of the lists that stand at `key` of the one object, or at any key of the object that stands there.

    Bytes that are no UTF-8 become U+FFFD.

    Raises:
        UnreadableFileError: when it is no such JSON, is cut, is nested beyond measure, gives a key two values,
            or an entry is too large.
    """
    text = _Text(stream, name, errors="replace")
    text.expect("{")
    has_key = False
    for found in text.open_keys():
        if found != key:
            text.value()
            continue
        has_key = True
        if text.peek() == "{":
            text.expect("{")
            for kind in text.open_keys():
                yield from text.entries(kind)
        else:
            yield from text.entries(key)
    if not has_key:
        raise UnreadableFileError(f"Fichier « {name} » : aucune clé « {key} ». Téléchargez de nouveau le fichier des marchés.")
    text.end()


def values_under(stream: IO[bytes], key: str, name: str) -> Iterator[object]:
    """Values of the list that the file is, or of the one that stands at `key` of its one object.

    Raises:
        UnreadableFileError: as `entries_under`, and for bytes that are no UTF-8.
    """
    text = _Text(stream, name, errors="strict")
    if text.peek() == "[":
        yield from (value for _, value in text.entries(key))
    else:
        text.expect("{")
        has_list = False
        for found in text.open_keys():
            if found == key and text.peek() == "[":
                has_list = True
                yield from (value for _, value in text.entries(key))
            else:
                text.value()
        if not has_list:
            raise UnreadableFileError(f"Fichier « {name} » : aucune liste « {key} ». Téléchargez-le de nouveau.")
    text.end()


class _Text:
    """The text of a file and the place reached in it."""

    def __init__(self, stream: IO[bytes], name: str, *, errors: str) -> None:
        self._stream = stream
        self._name = name
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")(errors=errors)
        self._buffer = ""
        self._at = 0
        self._is_over = False
        self._rank = 0

    def peek(self) -> str:
        """The next character that is no blank; empty at the end."""
        while True:
            if self._at < len(self._buffer) and (found := self._buffer[self._at]) not in _BLANKS:
                return found
            blank = _BLANK.match(self._buffer, self._at)
            self._at = blank.end() if blank else self._at
            if self._at < len(self._buffer) or self._is_over:
                return self._buffer[self._at : self._at + 1]
            self._fill(CHUNK)

    def expect(self, character: str) -> None:
        """Pass a character that must come next."""
        if self.peek() != character:
            raise self._broken(f"« {character} » attendu")
        self._at += 1

    def open_keys(self) -> Iterator[str]:
        """Keys of the object just opened; the caller passes each value."""
        is_first = True
        while self.peek() != "}":
            if not is_first:
                self.expect(",")
            is_first = False
            if self.peek() != '"':
                raise self._broken("une clé attendue")
            key = self.value()
            self.expect(":")
            yield str(key)
        self.expect("}")

    def entries(self, kind: str) -> Iterator[Entry]:
        """Values of the list that comes next, with the key that it stands at; a lone object is a list of one."""
        if self.peek() != "[":
            self._rank += 1
            yield kind, self.value()
            return
        self.expect("[")
        is_first = True
        while (sign := self.peek()) != "]":
            if not is_first:
                if sign != ",":
                    raise self._broken("« , » attendu")
                self._at += 1
            is_first = False
            self._rank += 1
            yield kind, self.value()
        self.expect("]")

    def value(self) -> object:
        """The value that comes next, whole."""
        self.peek()
        wanted = CHUNK
        while True:
            try:
                value, end = DECODER.raw_decode(self._buffer, self._at)
            except RecursionError as error:
                raise self._broken("des niveaux imbriqués sans mesure") from error
            except RepeatedKeyError as error:
                raise self._broken(str(error)) from error
            except ValueError as error:
                if self._is_over:
                    raise self._broken("le texte est coupé ou mal formé") from error
            else:
                if end < len(self._buffer) or self._is_over:
                    self._at = end
                    return value
            held = len(self._buffer) - self._at
            if held > MAX_ENTRY:
                raise self._broken(f"une entrée mal formée, ou de plus de {MAX_ENTRY >> 20} Mo")
            self._fill(min(wanted, MAX_ENTRY + 1 - held))
            wanted *= 2

    def end(self) -> None:
        """Refuse what follows the one object."""
        if self.peek():
            raise self._broken("du texte après la fin")

    def _fill(self, wanted: int) -> None:
        raw = self._stream.read(wanted)
        self._is_over = not raw
        try:
            more = self._decoder.decode(raw, final=self._is_over)
        except UnicodeDecodeError as error:
            raise self._broken("des octets qui ne sont pas en UTF-8") from error
        self._buffer = self._buffer[self._at :] + more
        self._at = 0

    def _broken(self, problem: str) -> UnreadableFileError:
        where = f" à l’entrée n° {self._rank}" if self._rank else " dès le début"
        return UnreadableFileError(
            f"Fichier « {self._name} » : JSON illisible{where}, {problem}. Téléchargez-le de nouveau, ou dites-le à qui le publie."
        )
