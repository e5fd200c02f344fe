"""What a PES "dépense aller" holds, line by line: amounts in cents, and words only where they may be kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from tiebreak_finance.perimeter import Account


class VoucherLine(NamedTuple):
    """A line of a voucher as it was written, before anything is decided of it."""

    rank: int
    """Rank of the line in its file, from 1."""
    number: str
    cents: int | None
    """VAT included; `None` when it cannot be read."""
    cents_before_tax: int
    problem: str
    """What cannot be read, in French; empty when all can."""
    account: Account | None
    """`None` outside the perimeter: nothing of the third party was then read."""
    account_number: str
    third_party: Mapping[str, str]
    words: tuple[str, ...]
    contract_number: str
    is_reverse_charged: bool


class DigitalLine(NamedTuple):
    """A line of the perimeter, ready to be evidence."""

    rank: int
    account: str
    cents: int
    supplier: str | None
    siren: str | None
    label: str
    contract_number: str | None


@dataclass(slots=True)
class Tally:
    """Lines gathered for one reason."""

    first_rank: int
    count: int = 0
    cents: int = 0

    def add(self, cents: int, *, count: int = 1) -> None:
        """More lines."""
        self.count += count
        self.cents += cents


@dataclass(slots=True)
class Bordereau:
    """One bordereau: what became of each of its lines."""

    number: str
    year: int | None
    """`None` when it cannot be read."""
    type_code: str
    key: tuple[str, ...] | None
    """What makes it unique: collectivité, budget, year, type, number; `None` when one of them is missing."""
    not_expense: str = ""
    """Why nothing of it is an expense; empty for a bordereau of expenses."""
    digest: str = ""
    lines: list[DigitalLine] = field(default_factory=list)
    left_out: dict[str, Tally] = field(default_factory=dict)
    """Reason to the lines left out for it."""
    shared: dict[str, Tally] = field(default_factory=dict)
    """Account of several uses to its lines that nothing says to be digital."""
    problems: list[str] = field(default_factory=list)
    first_rank: int = 1
    line_count: int = 0
    voucher_count: int = 0
    digital_voucher_count: int = 0
    unnamed_count: int = 0
    """Digital lines whose third party is or may be a natural person."""
    reverse_charged_count: int = 0
    cents_before_tax: int = 0
    is_as_announced: bool = True
    """False when its number of vouchers or its amount is not what its heading says."""

    def leave_out(self, reason: str, rank: int, cents: int) -> None:
        """Count one line for a reason."""
        self.left_out.setdefault(reason, Tally(rank)).add(cents)


@dataclass(frozen=True, slots=True)
class PesFile:
    """All that one file holds."""

    issuer: str | None
    """SIREN of the collectivité that sends it."""
    bordereaux: tuple[Bordereau, ...]


def cents_of(written: str) -> int | None:
    """Cents of an amount as the format writes it, with a point and at most two decimals; `None` when it is not.

    >>> cents_of("39724.7"), cents_of("-12"), cents_of("12,5"), cents_of("1e308")
    (3972470, -1200, None, None)
    """
    text = written.strip()
    is_negative = text.startswith("-")
    whole, point, fraction = text[is_negative:].partition(".")
    if not (whole.isascii() and whole.isdigit() and len(whole) <= 12):
        return None
    if point and not (fraction.isascii() and fraction.isdigit() and len(fraction) <= 2):
        return None
    cents = int(whole) * 100 + int(f"{fraction}00"[:2])
    return -cents if is_negative else cents
