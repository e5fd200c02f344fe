"""What is asked of a text of law that the question only names: what it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from tiebreak import LegalText, normalise
from tiebreak_knowledge.passages.from_texts import ABOUT
from tiebreak_knowledge.retrieval.named_entries import NOTHING, Wanted, said_of_names
from tiebreak_knowledge.retrieval.words import empty_words, whole_words


class NamedTexts:
    """The names of the texts of law, and whether a question asks what one of them is."""

    def __init__(self, texts: Mapping[str, LegalText]) -> None:
        """Args: texts: by identifier."""
        named = [
            (normalise(name), text.id) for text in texts.values() if text.about for name in (text.name, text.short, *text.names)
        ]
        self._named = sorted(named, key=lambda each: (-len(each[0]), each))

    def asked(self, question: str) -> Wanted:
        """What the one text named is; nothing when the question asks more.

        Args:
            question: as it was asked.
        """
        left = f" {normalise(question)} "
        found: dict[str, None] = {}
        for name, text in self._named:
            if f" {name} " in left:
                found[text] = None
                left = left.replace(f" {name} ", "  ")
        rest = _what_is().sub(" ", left)
        is_asked = rest != left or len(left.split()) <= 1
        told = [word for word in rest.split() if word not in _beside_a_text()]
        return Wanted(tuple(f"{ABOUT}{text}" for text in found)) if len(found) == 1 and is_asked and not told else NOTHING


@cache
def _what_is() -> re.Pattern[str]:
    return whole_words(said_of_names()["what_is"])


@cache
def _beside_a_text() -> frozenset[str]:
    return empty_words() | frozenset(said_of_names()["kinds_of_text"])
