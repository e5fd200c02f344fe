"""French numbers and yes/no, as people write them in cells. What can be read two ways is refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar

from tiebreak_spreadsheet.tables import Cell, cell_text, is_blank

Value = TypeVar("Value")

FLOAT_PRECISION = Decimal("0.0001")
"""A spreadsheet stores 0.1 + 0.2 as 0.30000000000000004: what is beyond is noise."""
TOO_LARGE = Decimal(10) ** 12
"""No collectivité spends that much: a mistake of column."""
LARGEST_FLOAT = float(TOO_LARGE)

MOST_DIGITS = 18
"""Digits of a count: more are no count, and Python reads no more than 4300."""
MOST_NOTICE_MONTHS = 60
MOST_QUOTED = 60

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009']+")
_CURRENCY = re.compile(r"^(?:€|eur)|(?:€|euros?|eur)(?:ttc|ht)?(?=\)?$)", re.IGNORECASE)
_YEAR = re.compile(r"(?:(?:exercice|budget|année)\W*)?((?:19|20)\d\d)\b", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_OTHER_LETTER = re.compile(r"[abdfgi-npqv-zABDFGI-NPQV-Z]")
"""Letters of no currency that `read_amount` takes off: a text that has one is no number."""
_NOTHING = frozenset({"-", "–", "—"})
"""How an accounting format writes zero."""
_PLAIN = re.compile(r"(\d*)(?:[.,](\d+))?")
_GROUPED = re.compile(r"(\d{1,3}(?:\.\d{3})+)(?:,(\d+))?|(\d{1,3}(?:,\d{3})+)(?:\.(\d+))?")
_CENTS = re.compile(r"[0-9]{1,11}[.,][0-9]{2}")
"""An amount as most tables write it: seen at once, in a third of the time that all the spellings take."""
_TWO_READINGS = re.compile(r"\d{1,3}[.,]\d{3}")


_YES_NO = {
    **dict.fromkeys(("oui", "o", "x", "vrai", "tacite", "reconduction tacite"), True),
    **dict.fromkeys(("non", "n", "faux", "expresse", "reconduction expresse", "sans", "aucune"), False),
}


@dataclass(frozen=True, slots=True)
class Unread:
    """What stands for the value of a cell that cannot be read."""

    said: str
    """Why, and what to write instead."""


class UnreadableValueError(ValueError):
    """A cell cannot be read; the message says what to write instead."""


def attempt(read: Callable[[Cell], Value], cell: Cell) -> Value | Unread:
    """The value of a cell, or why it has none."""
    try:
        return read(cell)
    except UnreadableValueError as error:
        return Unread(str(error))


def read_amount(cell: Cell) -> Decimal:
    """Euros of a cell.

    Raises:
        UnreadableValueError: when it is no number, or one that can be read two ways.

    >>> read_amount("12 450,00 €"), read_amount("(1 200)"), read_amount("1.234.567,8")
    (Decimal('12450.00'), Decimal('-1200.0'), Decimal('1234567.8'))
    """
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        raise UnreadableValueError(f"montant {quoted(cell_text(cell))} illisible. Écrivez un nombre d’euros, par exemple 12000.")
    if isinstance(cell, int | float):
        return _within_limits(Decimal(str(cell)), cell).quantize(FLOAT_PRECISION).normalize() + 0
    return Decimal(cell.replace(",", ".")) if _CENTS.fullmatch(cell) else _read_written(cell)


def amount_or_none(cell: Cell) -> Decimal | None:
    """Euros of a cell; `None` when it is blank or cannot be read, for who only compares columns."""
    try:
        return None if is_blank(cell) else read_amount(cell)
    except UnreadableValueError:
        return None


def read_cents(cell: Cell) -> Decimal:
    """Euros of a cell, as `read_amount` and in half its time for the floats of a workbook that are whole cents.

    Such a float is the nearest to its two decimals, and below `TOO_LARGE` no other two decimals have the same.

    Raises:
        UnreadableValueError: as `read_amount` does.
    """
    if type(cell) is float and -LARGEST_FLOAT < cell < LARGEST_FLOAT and cell != 0:
        written = f"{cell:.2f}"
        if float(written) == cell:
            return Decimal(written)
    return read_amount(cell)


@lru_cache(maxsize=65_536)
def _read_written(cell: str) -> Decimal:
    """Euros of a text: a table says the same ones many times, and each is looked at more than once."""
    text = _CURRENCY.sub("", _SPACES.sub("", cell))
    if text in _NOTHING:
        return Decimal(0)
    is_negative = text.startswith(("-", "(", "\u2212")) or text.endswith("-")
    digits = text.strip("-()\u2212")
    if _TWO_READINGS.fullmatch(digits):
        raise UnreadableValueError(f"montant {quoted(cell)} lisible de deux façons. Écrivez-le sans séparateur de milliers.")
    found = _PLAIN.fullmatch(digits) or _GROUPED.fullmatch(digits)
    if not digits or found is None:
        raise UnreadableValueError(f"montant {quoted(cell)} illisible. Écrivez un nombre d’euros, par exemple 12000.")
    whole, fraction = (found.group(1) or "", found.group(2)) if found.group(1) is not None else found.group(3, 4)
    value = Decimal(f"{re.sub(r'[.,]', '', whole) or '0'}.{fraction or '0'}")
    return _within_limits(-value if is_negative else value, cell)


def quoted(text: str) -> str:
    """A cell within quotes, shortened."""
    return repr(text if len(text) <= MOST_QUOTED else f"{text[:MOST_QUOTED]}…")


def is_number(text: str) -> bool:
    """Whether a text reads as an amount."""
    if _OTHER_LETTER.search(text) or (_DIGIT.search(text) is None and text.strip() not in _NOTHING):
        return False
    try:
        read_amount(text)
    except UnreadableValueError:
        return False
    return True


def _within_limits(amount: Decimal, cell: Cell) -> Decimal:
    if not amount.is_finite() or abs(amount) >= TOO_LARGE:
        raise UnreadableValueError(f"montant {quoted(cell_text(cell))} hors de toute mesure. Vérifiez la colonne.")
    return amount


def read_count(cell: Cell) -> int | None:
    """A whole positive number, such as licences or months; `None` when blank.

    Raises:
        UnreadableValueError: when it is no whole positive number.
    """
    if is_blank(cell):
        return None
    match = re.fullmatch(r"(\d+)(?:[.,]0+)?(?:\s*mois)?", _SPACES.sub(" ", cell_text(cell)).strip())
    if match is None:
        raise UnreadableValueError(f"nombre {quoted(cell_text(cell))} illisible. Écrivez un nombre entier.")
    if len(match.group(1)) > MOST_DIGITS:
        raise UnreadableValueError(f"nombre {quoted(cell_text(cell))} hors de toute mesure. Vérifiez la colonne.")
    return int(match.group(1))


def read_notice(cell: Cell) -> int | None:
    """Months of notice; `None` when blank.

    Raises:
        UnreadableValueError: when it is no whole number of months, or more than five years.
    """
    months = read_count(cell)
    if months is not None and months > MOST_NOTICE_MONTHS:
        raise UnreadableValueError(f"préavis de {months} mois : trop long. Écrivez un nombre de mois.")
    return months


def read_yes_no(cell: Cell) -> bool | None:
    """Yes, no, or `None` when blank or said otherwise; a renewal may also be said tacit or express."""
    if isinstance(cell, bool):
        return cell
    return _YES_NO.get(cell_text(cell).casefold())


def read_year(cell: Cell) -> int | None:
    """The budget year of a cell: a year, a date, or a year after "Exercice"; `None` when it is none.

    >>> read_year("Exercice 2025"), read_year(2026.0), read_year("Édité le 12/03/2025")
    (2025, 2026, None)
    """
    found = _YEAR.match(cell_text(cell))
    return int(found.group(1)) if found else None


def read_siren(cell: Cell) -> str | None:
    """The SIREN of a SIREN or SIRET; `None` when it is neither."""
    digits = re.sub(r"\D", "", cell_text(cell))
    return digits[:9] if len(digits) in {9, 14} else None
