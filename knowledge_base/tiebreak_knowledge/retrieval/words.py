"""French words brought to a common form for the search by words: no accents, no empty words, stems of Snowball."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from tiebreak import normalise

_WORD = re.compile(r"[a-z0-9]+")
_AMOUNT = re.compile(r"(?<![\w./-])\d[\d\u00a0\u202f ]*(?:,\d+)?\s*(?:k€|€|euros?\b|habitants\b|agents\b|postes\b)")


def without_amounts(question: str) -> str:
    """The same question without the sums of money and head counts of who asks: no rule holds them.

    >>> without_amounts("On nous demande 18 000 € pour 40 postes")
    'On nous demande pour'
    """
    return " ".join(_AMOUNT.sub(" ", question).split())


def whole_words(words: Iterable[str]) -> re.Pattern[str]:
    """Any of these expressions in a normalised text, whole; one that ends with a star may go on.

    >>> whole_words(["libre*", "open source"]).findall("un logiciel libres, open source, et delibre")
    ['libres', 'open source']
    """
    longest_first = sorted(words, key=len, reverse=True)
    patterns = (re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s") for word in longest_first)
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)")


@cache
def empty_words() -> frozenset[str]:
    """Words that any question holds, without accents."""
    text = files("tiebreak_knowledge").joinpath("retrieval/empty_words.txt").read_text("utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


@cache
def _stemmer() -> Any:
    import Stemmer  # noqa: PLC0415 - compiled, and only the search needs it

    return Stemmer.Stemmer("french")


def stems(text: str) -> list[str]:
    """The stems of a text, in order.

    >>> stems("Les logiciels libres des communes")
    ['logiciel', 'libr', 'commun']
    """
    words = [word for word in _WORD.findall(normalise(text)) if word not in empty_words()]
    return list(_stemmer().stemWords(words))
