"""Which lines are of the digital perimeter, by their account and, where the account does not say it, by their words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from tiebreak import normalise


class AccountUse(StrEnum):
    """What an account says of its lines."""

    DIGITAL = "digital"
    SHARED = "shared"
    """Digital or not: the words of the line decide."""
    OUTSIDE = "outside"


@dataclass(frozen=True)
class Account:
    """An account of the data file, and what it says."""

    number: str
    label: str
    use: AccountUse
    is_exact: bool
    """True when its subdivisions are other accounts."""

    def __str__(self) -> str:
        return f"{self.number} ({self.label})"


@dataclass(frozen=True)
class Perimeter:
    """Accounts and words of `perimeter.toml`."""

    version: str
    accounts: Mapping[str, Account]
    label_words: re.Pattern[str]
    supplier_words: re.Pattern[str]

    def account_of(self, number: str) -> Account | None:
        """The longest known account that this one is, or is a subdivision of; `None` outside the perimeter."""
        for length in range(len(number), 0, -1):
            found = self.accounts.get(number[:length])
            if found is not None and (length == len(number) or not found.is_exact):
                return found
        return None

    def is_said_digital(self, label: str, supplier: str) -> bool:
        """Whether a word of the label or of the supplier's name is digital.

        >>> load_perimeter().is_said_digital("MAINTENANCE ASCENSEURS", "ALPHA"), load_perimeter().is_said_digital("LOGICIELS", "")
        (False, True)
        """
        return _holds(self.label_words, label) or _holds(self.supplier_words, supplier)


@cache
def load_perimeter() -> Perimeter:
    """The perimeter shipped with the plugin."""
    raw = tomllib.loads(files("tiebreak_finance").joinpath("perimeter.toml").read_text("utf-8"))
    return Perimeter(
        version=raw["version"],
        accounts={
            number: Account(number, entry["label"], AccountUse(entry["use"]), is_exact=entry.get("exact", False))
            for number, entry in raw["accounts"].items()
        },
        label_words=_any_of(raw["words"]["label"]),
        supplier_words=_any_of(raw["words"]["supplier"]),
    )


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern of whole words; a star stands for the end of a word."""
    patterns = [re.escape(word).replace(r"\*", "[a-z0-9]*") for word in words]
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b")


def _holds(words: re.Pattern[str], text: str) -> bool:
    return bool(text) and words.search(normalise(text)) is not None
