"""SIREN numbers, kept only when their key is right."""

from __future__ import annotations

SIREN_LENGTH, SIRET_LENGTH = 9, 14
_LA_POSTE = "356000000"
"""Its establishments have numbers of their own, without the usual key."""


def siren_of(written: str | None) -> str | None:
    """The SIREN of a SIREN or SIRET; `None` when it is neither, or when its key is wrong.

    >>> siren_of("732 829 320 00074"), siren_of("732829321"), siren_of(None)
    ('732829320', None, None)
    """
    digits = "".join((written or "").split())
    if len(digits) not in {SIREN_LENGTH, SIRET_LENGTH} or not (digits.isascii() and digits.isdigit()):
        return None
    siren = digits[:SIREN_LENGTH]
    if not _has_key(siren) or not (_has_key(digits) or siren == _LA_POSTE):
        return None
    return siren


def _has_key(digits: str) -> bool:
    doubled = [int(digit) * (1 + rank % 2) for rank, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0 and int(digits) > 0
