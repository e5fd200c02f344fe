"""One line being recognised: what a source says of it, its words, and what surrounds them."""

from __future__ import annotations

from typing import NamedTuple

from tiebreak.recognition.context import Context, words_of
from tiebreak.spelling import normalise

LEAST_READ = 4
"""Letters from which a zero in a word is a letter ill read."""


class Asked(NamedTuple):
    """All that a source says of one line."""

    supplier_text: str | None
    label: str
    siren: str | None
    editor_text: str | None
    account: str | None
    function: str | None
    is_software: bool = False
    """True when somebody is asked which software it is: nothing else can be meant."""


class Line:
    """One line being recognised: its words, and what surrounds them."""

    __slots__ = ("_is_software", "context", "label_words", "supplier_words")

    def __init__(self, asked: Asked) -> None:
        self._is_software = asked.is_software
        self.supplier_words = words_read_in(asked.supplier_text or "")
        self.label_words = words_read_in(asked.label)
        self.context = Context(
            self.label_words,
            beside=self.supplier_words,
            account=asked.account,
            function=asked.function,
            is_software=asked.is_software,
        )

    @property
    def is_supply(self) -> bool:
        """Whether the label says that a product is bought rather than a service."""
        return not self._is_software and not words_of("supply_words").isdisjoint(self.label_words)

    @property
    def names_goods(self) -> bool:
        """Whether the label names equipment, and not first a service done on it."""
        goods = words_of("goods_words")
        first = next((index for index, word in enumerate(self.label_words) if word in goods), None)
        if first is None or self._is_software:
            return False
        return not words_of("service_words").intersection(self.label_words[:first])


def words_read_in(text: str) -> list[str]:
    """The words of a text, as they are compared.

    >>> words_read_in("0RANGE : 0ffice 365, r0")
    ['orange', 'office', '365', 'r0']
    """
    return [_without_zeros(word) for word in normalise(text).split()]


def _without_zeros(word: str) -> str:
    """A word whose letters « o » were read as zeros, as scanned invoices have them."""
    other = word.replace("0", "o")
    return other if other.isalpha() and not word.isdigit() and len(other) >= LEAST_READ else word
