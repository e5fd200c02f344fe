"""Amounts, durations, days and identifiers of public data: what cannot be used is unknown, and the reader says so.

Public files are not the user's to correct: nothing here raises, a wrong value is `None`.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

from tiebreak import to_cents

MAX_MONTHS = 600
TOO_LARGE_EXPONENT = 12
"""From 10¹² euros on, an amount is a mistake of typing."""
YEARS = range(1990, 2101)
SIREN_LENGTH = 9
SIRET_LENGTH = 14

_WRITTEN = (str, int, float, Decimal)
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\u200b\ufeff]+")
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")
"""Halves of characters that JSON may escape and no document can hold."""
_EIGHT_BIT_CONTROLS = re.compile("[\x80-\x9f]")
"""Commands to a terminal; real files hold U+009C in place of « œ », which stays in what is read of them."""
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?(?:[eE][+-]?\d{1,3})?")
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)")
_FRENCH_DAY = re.compile(r"(\d{2})/(\d{2})/(\d{4})(?!\d)")
_COMMA_READ_TWO_WAYS = re.compile(r"-?\d{1,3},\d{3}")


def clean_text(value: object, *, limit: int | None = None) -> str:
    r"""A value as one line of text, cut at `limit`; empty for what is no text nor number.

    >>> clean_text(" Maintenance\x00\n du site "), clean_text(None), clean_text("abcdef", limit=3)
    ('Maintenance du site', '', 'abc…')
    """
    if isinstance(value, bool) or not isinstance(value, _WRITTEN):
        return ""
    text = str(value)
    if not text.isprintable():  # most are, and the patterns are slow
        text = _CONTROLS.sub(" ", _LONE_SURROGATES.sub("\ufffd", text))
    text = " ".join(text.split())
    return text if limit is None or len(text) <= limit else text[:limit] + "…"


def quotable(value: object, *, limit: int) -> str:
    r"""A value as a message quotes it: as `clean_text`, without the commands that a terminal would obey.

    >>> quotable("C\x9cUR\x1bET VAL", limit=7)
    'C�UR ET…'
    """
    return _EIGHT_BIT_CONTROLS.sub("\ufffd", clean_text(value, limit=limit))


def read_number(value: object) -> Decimal | None:
    """A finite number as public files write it, with a point or one comma.

    >>> read_number("137614.0"), read_number("12,5"), read_number("NC"), read_number("1,234")
    (Decimal('137614.0'), Decimal('12.5'), None, None)
    """
    text = clean_text(value).replace(" ", "")
    if not _NUMBER.fullmatch(text) or _COMMA_READ_TWO_WAYS.fullmatch(text):
        return None
    return Decimal(text.replace(",", "."))


def read_euros(value: object) -> Decimal | None:
    """Euros at the cent; `None` for no number or one out of all measure.

    >>> read_euros("44996.255"), read_euros("1e308")
    (Decimal('44996.26'), None)
    """
    number = read_number(value)
    if number is None or (number and number.adjusted() >= TOO_LARGE_EXPONENT):
        return None
    return to_cents(number)


def read_ceiling(value: object) -> Decimal | None:
    """The amount of a contract: euros above zero, else `None`."""
    amount = read_euros(value)
    return amount if amount is not None and amount > 0 else None


def read_months(value: object) -> int | None:
    """Whole months, rounded up as the format of contracts asks; `None` out of 1 to 600.

    >>> read_months("48"), read_months("12.5"), read_months(0), read_months("NC")
    (48, 13, None, None)
    """
    number = read_number(value)
    if number is None or number.adjusted() > 3:
        return None
    months = int(number.to_integral_value(ROUND_CEILING))
    return months if 1 <= months <= MAX_MONTHS else None


def read_day(value: object) -> date | None:
    """The day of an ISO or French date, time zone dropped; `None` when there is none, or from 1990 to 2100 no such day.

    >>> read_day("2018-12-11+01:00"), read_day("0202-01-01"), read_day("31/02/2024")
    (datetime.date(2018, 12, 11), None, None)
    """
    text = clean_text(value)
    if found := _ISO_DAY.match(text):
        year, month, day = (int(part) for part in found.groups())
    elif found := _FRENCH_DAY.match(text):
        day, month, year = (int(part) for part in found.groups())
    else:
        return None
    try:
        read = date(year, month, day)
    except ValueError:
        return None
    return read if year in YEARS else None


def last_day(start: date, months: int) -> date:
    """Last day of a period of whole months that begins on `start`.

    >>> last_day(date(2024, 3, 15), 12)
    datetime.date(2025, 3, 14)
    """
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    day = min(start.day, calendar.monthrange(year, month + 1)[1])
    return date(year, month + 1, day) - timedelta(days=1)


def siren_of(identifier: object) -> str | None:
    """The SIREN of a SIREN or SIRET; `None` when it is neither.

    >>> siren_of("219 999 999 00012"), siren_of("2199999990001")
    ('219999999', None)
    """
    digits = clean_text(identifier).replace(" ", "")
    if not digits.isascii() or not digits.isdigit() or len(digits) not in {SIREN_LENGTH, SIRET_LENGTH}:
        return None
    return digits[:SIREN_LENGTH]


def french_day(day: date) -> str:
    """A day as it is written in French.

    >>> french_day(date(2026, 7, 20))
    '20/07/2026'
    """
    return day.strftime("%d/%m/%Y")
