"""Sentences read from an answer while it comes: each as soon as it is whole, whatever breaks after it."""

from __future__ import annotations

import json
import re
from typing import Any

from pydantic import ValidationError

from tiebreak_assistant.prompting import Phrase

LONGEST_ANSWER = 40_000
"""Characters of one answer that are read: a service may send more than it was asked."""
LONGEST_PHRASE = 6_000
"""Characters of one sentence with its references."""
_START = re.compile(r'"phrases"\s*:\s*\[')
_BETWEEN = re.compile(r"[\s,]*")
_DECODER = json.JSONDecoder()


class Received:
    """One answer being received."""

    def __init__(self) -> None:
        self._text = ""
        self._place: int | None = None
        self.is_over = False
        """Whether nothing more can be read: too long, or of another form."""

    def take(self, text: str) -> list[Phrase]:
        """The sentences that are whole since the last call."""
        if self.is_over:
            return []
        self._text += text
        self.is_over = len(self._text) > LONGEST_ANSWER
        return self._whole() if "}" in text else []

    @property
    def is_begun(self) -> bool:
        """Whether a list of sentences was begun and not closed: whatever the service says, the answer was cut."""
        if self._place is None:
            return _START.search(self._text) is not None
        return self._text[self._after() :][:1] != "]"

    def _whole(self) -> list[Phrase]:
        if self._place is None:
            start = _START.search(self._text)
            if start is None:
                return []
            self._place = start.end()
        found: list[Phrase] = []
        while self._text[self._after() :][:1] not in {"", "]"}:
            try:
                read, self._place = _DECODER.raw_decode(self._text, self._after())
            except (ValueError, RecursionError):
                self.is_over |= len(self._text) - self._after() > LONGEST_PHRASE
                break
            if (phrase := _phrase(read)) is not None:
                found.append(phrase)
        return found

    def _after(self) -> int:
        match = _BETWEEN.match(self._text, self._place or 0)
        return match.end() if match is not None else 0


def _phrase(given: Any) -> Phrase | None:
    """A sentence of the form asked for; `None` for anything else."""
    try:
        return Phrase.model_validate(given)
    except ValidationError:
        return None
