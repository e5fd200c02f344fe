"""One spelling for what ledgers write in many ways. Knows French legal forms, no supplier."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LEGAL_FORMS = frozenset(
    (
        *("sa", "sas", "sasu", "sarl", "eurl", "snc", "scop", "sca", "sci", "gie", "gip", "ste", "societe", "ets"),
        *("inc", "ltd", "limited", "llc", "gmbh", "ag", "bv", "nv", "spa", "srl", "plc", "oy", "ab"),
    )
)
"""Dropped at the two ends of a name: they say nothing of who it is."""

_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"})
"""Letters that are no letter with an accent to Unicode, and that ledgers write with plain ones."""
_REPLACEMENT_CHARACTER = "\ufffd"
_SEPARATORS = re.compile(r"[^a-z0-9+]+")


@lru_cache(maxsize=65_536)
def normalise(text: str) -> str:
    """Lower case, no accents, single spaces, no legal form at the ends.

    A character lost by a broken encoding is dropped, as the accent it stood for would be.

    >>> normalise("  S.A.S. BERGER–LEVRAULT ")
    'berger levrault'
    >>> normalise("Société Générale d'Édition SARL")
    'generale d edition'
    >>> normalise("Œuvres de Møller")
    'oeuvres de moller'
    """
    plain = _without_accents(text.replace(_REPLACEMENT_CHARACTER, "").casefold())
    dotted = re.sub(r"\b((?:[a-z]\.){2,})", lambda match: match.group(1).replace(".", "") + " ", plain)
    words = _SEPARATORS.sub(" ", dotted).split()
    while len(words) > 1 and words[-1] in LEGAL_FORMS:
        words.pop()
    while len(words) > 1 and words[0] in LEGAL_FORMS:
        words.pop(0)
    return " ".join(words)


class _Plain(dict[int, str]):
    """What each character becomes without its accents, worked out the first time that it is met.

    One character at a time: Unicode sorts a long run of accents slowly.
    """

    def __missing__(self, code: int) -> str:
        decomposed = "".join(unicodedata.normalize("NFKD", each) for each in chr(code).translate(_LETTERS))
        plain = "".join(each for each in decomposed if not unicodedata.combining(each)).translate(_LETTERS)
        self[code] = plain
        return plain


_PLAIN = _Plain()


def _without_accents(text: str) -> str:
    return text if text.isascii() else text.translate(_PLAIN)
