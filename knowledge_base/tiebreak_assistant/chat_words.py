"""How people type in a hurry, put back as the records say it, before a search."""

from __future__ import annotations

import re

TYPED = (
    (re.compile(r"\bc(?:['’ ]?est)? ?(?:k|qu)oi\b", re.IGNORECASE), "qu’est-ce que"),
    (re.compile(r"\bk(?:oi|wa)\b", re.IGNORECASE), "quoi"),
    (re.compile(r"\bkan[dt]?\b", re.IGNORECASE), "quand"),
    (re.compile(r"\b(?:i?l )?ya?[ -]?a?[ -]?t[ -]?il\b", re.IGNORECASE), "y a-t-il"),
    (re.compile(r"\bcb\b", re.IGNORECASE), "combien"),
    (re.compile(r"\ble \+ "), "le plus "),
    (re.compile(r"\bpr\b", re.IGNORECASE), "pour"),
    (re.compile(r"^(?:donnez?|montrez?|trouvez?|cherchez?)[ -]moi\b", re.IGNORECASE), " "),
    (re.compile(r"\b(?:svp|stp|bonjour|merci)\b", re.IGNORECASE), " "),
    (re.compile(r"\b\d[\d ]*(?:hab\b|habitants?\b)", re.IGNORECASE), " "),
)


_CLAUSE = re.compile(
    r"^(?:(?:donne|donnez|montre|montrez|je cherche|je veux|je voudrais|il me faut|il nous faut)(?:[- ](?:moi|nous))? )?"
    r"(?:(?:la|une|des|les|quelle|quelles) )?clauses?\b",
    re.IGNORECASE,
)


def wants_clause(question: str) -> bool:
    """Whether what is asked for is a clause itself, and not a rule about clauses.

    >>> wants_clause("la clause de réversibilité"), wants_clause("donnez-moi la clause"), wants_clause("peut-on exiger une clause ?")
    (True, True, False)
    """
    return _CLAUSE.match(question.strip()) is not None


def in_full(question: str) -> str:
    """A question with the shortcuts of chat written out; as it was when nothing would be left.

    >>> in_full("c koi le cloud act")
    'qu’est-ce que le cloud act'
    """
    told = question
    for pattern, words in TYPED:
        told = pattern.sub(words, told)
    told = " ".join(told.split())
    return told if any(character.isalnum() for character in told) else question
