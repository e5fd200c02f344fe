"""How figures, dates, ranges and names are written in the documents."""

from __future__ import annotations

import re
from datetime import date

from tiebreak import AMOUNT_KIND_LABELS, TAX_BASIS_LABELS, FactRegister, Nomenclature, Perimeter

MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
FICTITIOUS = "Collectivité fictive : données de démonstration"
INTERNAL = "Document interne : à ne pas publier ni joindre à une consultation"
ABSENT = "–"
"""Printed where the register holds no figure, such as the share of a group that totals nothing."""

_AMOUNT = re.compile(r"\d(?:[\d\s]*\d)?(?:[.,]\d+)?\s*[€%]")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    r"""A text without the characters that no document may hold; those that part words become a space.

    >>> printable("NOM\x0bPRÉNOM\x00")
    'NOM PRÉNOM'
    """
    return _NOT_XML.sub(lambda found: " " if found.group().isspace() else "", text)


def unbreakable(text: str) -> str:
    r"""A text whose French punctuation never begins nor ends a printed line.

    >>> unbreakable("« Zone » : oui ; non")
    '«\xa0Zone\xa0»\xa0: oui\u202f; non'
    """
    spaced = re.sub(r"« ", "«\u00a0", re.sub(r" (?=[:»])", "\u00a0", text))
    return re.sub(r" (?=[;!?])", "\u202f", spaced)


def figure(facts: FactRegister, identifier: str) -> str:
    """A figure of the register, or a dash where it holds none."""
    return str(facts[identifier]) if identifier in facts else ABSENT


def between(low: str, high: str) -> str:
    """Two bounds, or one figure when they are printed the same."""
    return low if low == high else f"{low} à {high}"


def share_range(facts: FactRegister, prefix: str) -> str:
    """The two bounds of a share."""
    return between(figure(facts, f"{prefix}.low"), figure(facts, f"{prefix}.high"))


def traceable(text: str, facts: FactRegister) -> str:
    """The sentences of a planner whose amounts and shares are all on the register; the others are not printed."""
    registered = {_without_spaces(str(fact)) for fact in facts}
    sentences = _SENTENCE_END.split(text)
    return " ".join(each for each in sentences if {_without_spaces(found) for found in _AMOUNT.findall(each)} <= registered)


def long_date(day: date) -> str:
    """A date in words.

    >>> long_date(date(2026, 8, 1))
    '1er août 2026'
    """
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number} {MONTHS[day.month - 1]} {day.year}"


def month_of(day: date) -> str:
    """Month and year, as in a calendar of actions."""
    return f"{day:%m/%Y}"


def amounts_label(perimeter: Perimeter) -> str:
    """What the amounts of the perimeter are, such as `mandaté TTC`."""
    return f"{AMOUNT_KIND_LABELS[perimeter.amount_kind]}, {TAX_BASIS_LABELS[perimeter.tax_basis]}"


def function_label(nomenclature: Nomenclature, identifier: str | None) -> str:
    """Name of a function, or that it could not be told."""
    function = nomenclature.function(identifier) if identifier else None
    return function.label if function else "Fonction non identifiée"


def _without_spaces(text: str) -> str:
    return re.sub(r"\s", "", text)
