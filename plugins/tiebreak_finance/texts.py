"""Written words made fit to keep: one line, of reasonable length, without an account number."""

from __future__ import annotations

import re

MAX_LENGTH = 300
HIDDEN_ACCOUNT = "[compte bancaire]"
_IBAN_LENGTHS = {
    "FR": 27,
    "MC": 27,
    "BE": 16,
    "LU": 20,
    "DE": 22,
    "ES": 24,
    "IT": 27,
    "IE": 22,
    "NL": 18,
    "PT": 25,
    "GB": 22,
    "CH": 21,
}
_IBAN_START = re.compile(rf"(?<![A-Za-z0-9])(?:{'|'.join(_IBAN_LENGTHS)})\d\d", re.IGNORECASE)
_HARMLESS = re.compile(r"[-+]?[\d.,eE]{1,15}|[-+]?(?:nan|inf|infinity)", re.IGNORECASE)
_DIGITS = re.compile(r"\d{1,10}")


def kept_text(*written: str | None) -> str:
    """The words, each part once, on one line; an IBAN that stands in them is hidden.

    >>> kept_text("Maintenance", "  Maintenance ", None, "mars")
    'Maintenance · mars'
    """
    parts = dict.fromkeys(" ".join(part.split()) for part in written if part)
    return _without_iban(" · ".join(part for part in parts if part))[:MAX_LENGTH]


def shown_value(written: str) -> str:
    """A value as an error may show it: a number is, anything else may be a name or an account.

    >>> shown_value("12,5"), shown_value("DUPONT")
    ("'12,5'", '(non montré)')
    """
    return repr(written) if _HARMLESS.fullmatch(written) else "(vide)" if not written else "(non montré)"


def shown_number(written: str) -> str:
    """A number of voucher as an error may show it."""
    return written if _DIGITS.fullmatch(written) else "?"


def _without_iban(text: str) -> str:
    position, kept = 0, ""
    for start in _IBAN_START.finditer(text):
        if start.start() < position:
            continue
        end = _end_of_iban(text, start.start(), _IBAN_LENGTHS[start.group()[:2].upper()])
        if end is not None:
            kept += text[position : start.start()] + HIDDEN_ACCOUNT
            position = end
    return kept + text[position:]


def _end_of_iban(text: str, start: int, length: int) -> int | None:
    """Where an IBAN that begins there ends; `None` when it is none."""
    signs, position = "", start
    while position < len(text) and len(signs) < length:
        if text[position].isascii() and text[position].isalnum():
            signs += text[position].upper()
        elif text[position] != " ":
            return None
        position += 1
    if len(signs) < length:
        return None
    number = "".join(str(int(sign, 36)) for sign in signs[4:] + signs[:4])
    return position if int(number) % 97 == 1 else None
