"""The values of a JSON text read one at a time, none of them larger in memory than a report needs."""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterator

MARKS = ",:[{"
"""A value follows each, and holds up to a hundred and fifty bytes of memory."""
MAX_MARKS = 2_000_000
"""Of one value."""
MAX_LISTED_MARKS = 6_000_000
"""Of all the values of a text: fifty megabytes of ordinary rows have two thirds of that."""
_STEP = 65_536
_BETWEEN = re.compile(r"[\s,]*+")
_SPACES = re.compile(r"[ \t\r\n]*+")


class RepeatedKeyError(ValueError):
    """A key that holds two different values: one of them would be forgotten."""


class TooFullError(ValueError):
    """A text that would hold beyond measure of memory, once read."""


def whole_value(text: str) -> object:
    """The only value of a text.

    Raises:
        TooFullError: when it has too many parts.
        JSONDecodeError: of json, when it is not well formed; `RecursionError` when it is nested beyond measure.
    """
    if marks_of(text) > MAX_MARKS:
        raise TooFullError
    return _DECODER.decode(text)


def values_of(text: str) -> Iterator[object]:
    """The values that follow one another, those of a list one by one.

    Raises:
        TooFullError: as `whole_value`, and `JSONDecodeError` as well.
    """
    if marks_of(text) > MAX_LISTED_MARKS:
        raise TooFullError
    window, start = _Window(text), 0
    while (start := _past(_BETWEEN, text, start)) < len(text):
        if text[start] == "[":
            start = yield from _items(window, start + 1)
        else:
            value, start = window.value(start)
            yield value


def marks_of(text: str) -> int:
    """How many values a text may hold, at most."""
    return sum(map(text.count, MARKS))


def _items(window: _Window, start: int) -> Generator[object, None, int]:
    """The values of a list whose first would begin there; where it ends."""
    text = window.text
    start = _past(_SPACES, text, start)
    if text.startswith("]", start):
        return start + 1
    while True:
        value, start = window.value(start)
        yield value
        start = _past(_SPACES, text, start)
        if text.startswith("]", start):
            return start + 1
        if not text.startswith(",", start):
            raise json.JSONDecodeError("Expecting ',' delimiter", text, start)
        start = _past(_SPACES, text, start + 1)


class _Window:
    """A text, and the part of it that is decoded at a time: as many marks as one value may have."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._part, self._start = "", 0
        self._move(0)

    def value(self, at: int) -> tuple[object, int]:
        """The value that begins there, and where it ends."""
        while True:
            is_last = self._start + len(self._part) == len(self.text)
            try:
                value, end = _DECODER.raw_decode(self._part, at - self._start)
            except json.JSONDecodeError as error:
                if is_last:
                    raise json.JSONDecodeError(error.msg, self.text, error.pos + self._start) from None
            else:
                if is_last or end < len(self._part):
                    return value, self._start + end
            if at == self._start:
                raise TooFullError
            self._move(at)

    def _move(self, start: int) -> None:
        """Take the part that begins there."""
        end, marks = start, 0
        while end < len(self.text) and marks <= MAX_MARKS:
            marks += marks_of(self.text[end : end + _STEP])
            end += _STEP
        self._part, self._start = self.text[start:end], start


def _past(signs: re.Pattern[str], text: str, start: int) -> int:
    match = signs.match(text, start)
    return match.end() if match else start


def _pairs(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: dict[str, object] = {}
        for key, value in pairs:
            if seen.setdefault(key, value) != value:
                raise RepeatedKeyError
    return found


_DECODER = json.JSONDecoder(object_pairs_hook=_pairs, parse_int=str, parse_float=str, parse_constant=str, strict=False)
