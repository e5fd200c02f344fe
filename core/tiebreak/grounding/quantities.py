"""Numbers with their units, and dates, as a French text writes them: « 12 k€ », « deux mois », « 12 janvier 2027 »."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from tiebreak.grounding.words import verifier_words

MONTHS = ("janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre")
FIRST_YEAR, LAST_YEAR = 1900, 2199
NEEDS_UNIT = frozenset({"un", "une", "neuf"})
"""Numbers that are as often another word: they count only before a unit."""
_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_NUMERIC_DATE = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")
_ISO_DATE = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_WORDED_DATE = re.compile(rf"\b(1er|\d{{1,2}})\s+({'|'.join(MONTHS)})\s+(\d{{4}})\b")
_MONTH_AND_YEAR = re.compile(rf"\b({'|'.join(MONTHS)})\s+(\d{{4}})\b")
_DAY_AND_MONTH = re.compile(rf"\b(1er|\d{{1,2}})\s+({'|'.join(MONTHS)})\b")


class Quantity(NamedTuple):
    """A number and what it counts; the unit is empty when none is known."""

    value: Decimal
    unit: str
    span: str
    """As it is written."""


class Moment(NamedTuple):
    """A day, a month or a year, as far as it is written."""

    year: int | None
    month: int | None
    day: int | None
    span: str


def plain(text: str) -> str:
    """Lower case, no accents, single spaces; signs and marks stay."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("’", "'").replace("œ", "oe"))
    return _SPACES.sub(" ", "".join(each for each in decomposed if not unicodedata.combining(each))).strip()


def moments_in(text: str) -> tuple[list[Moment], str]:
    """The dates of a text, and the same text without them.

    >>> [each[:3] for each in moments_in("du 1er avril 2026 au 12/01/2027")[0]]
    [(2027, 1, 12), (2026, 4, 1)]
    """
    left = plain(text)
    found: list[Moment] = []
    for pattern, order in ((_ISO_DATE, (3, 2, 1)), (_NUMERIC_DATE, (1, 2, 3))):
        for match in pattern.finditer(left):
            day, month, year = (int(match.group(place)) for place in order)
            if _exists(year, month, day):
                found.append(Moment(year, month, day, match.group(0)))
        left = pattern.sub(" ", left)
    found += [
        Moment(int(match.group(3)), _month(match.group(2)), _day(match.group(1)), match.group(0))
        for match in _WORDED_DATE.finditer(left)
    ]
    left = _WORDED_DATE.sub(" ", left)
    found += [
        Moment(int(match.group(2)), _month(match.group(1)), None, match.group(0)) for match in _MONTH_AND_YEAR.finditer(left)
    ]
    left = _MONTH_AND_YEAR.sub(" ", left)
    found += [
        Moment(None, _month(match.group(2)), _day(match.group(1)), match.group(0)) for match in _DAY_AND_MONTH.finditer(left)
    ]
    return found, _DAY_AND_MONTH.sub(" ", left)


def quantities_in(text: str) -> list[Quantity]:
    """The numbers of a text, dates left out; a number alone that may be a year is one.

    >>> [(str(each.value), each.unit) for each in quantities_in("12,5 k€ sur deux mois pour 1 200 habitants")]
    [('12.5', 'k€'), ('2', 'mois'), ('1200', 'habitant')]
    """
    _, left = moments_in(text)
    words = verifier_words()
    found: list[Quantity] = []
    for match in _pattern().finditer(left):
        digits, word, unit = match.group("digits"), match.group("word"), match.group("unit") or ""
        if word in NEEDS_UNIT and not unit:
            continue
        value = (
            Decimal(digits.replace(" ", "").replace(",", "."))
            if digits
            else Decimal(words.numbers.get(word.replace("-", " "), 1))
        )
        found.append(Quantity(value, words.units.get(unit, ""), match.group(0).strip()))
    return found


@cache
def _pattern() -> re.Pattern[str]:
    words = verifier_words()
    numbers = "|".join(sorted((word.replace(" ", "[- ]") for word in words.numbers), key=len, reverse=True))
    units = "|".join(sorted((re.escape(unit) for unit in words.units), key=len, reverse=True))
    digits = r"(?<![\w,.])(?P<digits>\d{1,3}(?: \d{3}){1,6}(?:,\d{1,12})?|\d{1,18}(?:,\d{1,12})?)"
    return re.compile(rf"(?:{digits}|\b(?P<word>{numbers}|une?)\b)(?:\s*(?P<unit>{units})(?![\w€%]))?")


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _month(word: str) -> int:
    return MONTHS.index(word) + 1


def _day(word: str) -> int:
    return 1 if word == "1er" else int(word)
