"""Sentences read from an answer while it comes: each as soon as it is whole, whatever breaks after it."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from tiebreak_assistant.prompting import Phrase

LONGEST_ANSWER = 40_000
"""Characters of one answer that are read."""


class Received:
    """One answer being received."""

    def __init__(self) -> None:
        self._text = ""
        self._given = 0

    def take(self, text: str) -> list[Phrase]:
        """The sentences that are whole since the last call."""
        self._text = (self._text + text)[:LONGEST_ANSWER]
        return self._new(is_ended=False) if "}" in text else []

    def end(self) -> list[Phrase]:
        """The sentences left, when the answer ended by itself."""
        return self._new(is_ended=True)

    def _new(self, *, is_ended: bool) -> list[Phrase]:
        held = self._read()
        whole = held if is_ended else held[:-1]
        new = whole[self._given :]
        self._given = max(self._given, len(whole))
        return [phrase for each in new if (phrase := _phrase(each)) is not None]

    def _read(self) -> list[Any]:
        from langchain_core.utils.json import parse_partial_json  # noqa: PLC0415 - an extra, and heavy

        start = self._text.find("{")
        if start < 0:
            return []
        try:
            read = parse_partial_json(self._text[start:].rstrip().removesuffix("```"))
        except (ValueError, RecursionError):
            return []
        phrases = read.get("phrases") if isinstance(read, dict) else None
        return phrases if isinstance(phrases, list) else []


def _phrase(given: object) -> Phrase | None:
    """A sentence of the form asked for; `None` for anything else."""
    try:
        return Phrase.model_validate(given)
    except ValidationError:
        return None
