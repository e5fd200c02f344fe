"""Which accounts of a balance are digital: a data file, with its status."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class DigitalAccount:
    """An account held for digital."""

    number: str
    label: str
    is_mixed: bool
    """True when it also holds what is not digital."""

    @property
    def text(self) -> str:
        """Its label, and that it is mixed."""
        return f"{self.label} (compte mixte : pas seulement numérique)" if self.is_mixed else self.label


@dataclass(frozen=True)
class DigitalAccounts:
    """The accounts, the plan that they are of, and how sure the list is."""

    accounts: tuple[DigitalAccount, ...]
    nomenclature: str
    status: str

    def of(self, number: str) -> DigitalAccount | None:
        """The most precise account that a number is, or is under; `None` when it is not digital."""
        found = [account for account in self.accounts if number.startswith(account.number)]
        return max(found, key=lambda account: len(account.number), default=None)


@cache
def digital_accounts() -> DigitalAccounts:
    """The accounts of the data file."""
    read = tomllib.loads(files("tiebreak_opendata").joinpath("accounts.toml").read_text(encoding="utf-8"))
    accounts = tuple(
        DigitalAccount(number, fields["label"], fields.get("is_mixed", False)) for number, fields in read["accounts"].items()
    )
    return DigitalAccounts(accounts, read["nomenclature"], read["status"])
