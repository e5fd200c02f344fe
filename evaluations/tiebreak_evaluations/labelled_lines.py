"""The labelled lines: expenses as town halls write them, and whose product or service each one buys.

Written by three authors who had seen neither the catalogue nor the recogniser, nor each other's lines, from the shapes of
real contracts and ledgers; no line is copied from one. The lines of the first were looked at while the recogniser was
written; those of the others were not, nor were they before the figures published for them.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

from tiebreak import Catalogue, Recognition, Solution, Supplier, is_free, is_middleman, normalise

NOT_DIGITAL = "-"


@dataclass(frozen=True)
class LabelledLine:
    """One line and its truth."""

    id: str
    author: str
    """`first`, whose lines were looked at, `second` or `third`."""
    shape: str
    """`contract` or `ledger`."""
    supplier: str | None
    label: str
    account: str | None
    amount: Decimal
    editor: str
    """Name of the editor; empty when the text does not tell, `-` when the line is not digital."""
    kind: str

    @property
    def tells_editor(self) -> bool:
        """Whether the text identifies an editor."""
        return self.editor not in {"", NOT_DIGITAL}

    @property
    def is_homonym(self) -> bool:
        """Whether it is not digital, and bears a name that something digital also has."""
        return self.kind == "homonym" and self.editor == NOT_DIGITAL


@cache
def labelled_lines() -> tuple[LabelledLine, ...]:
    """All the labelled lines, in the order of their file."""
    text = files("tiebreak_evaluations").joinpath("data/recognition_lines.csv").read_text("utf-8")
    return tuple(
        LabelledLine(
            id=row["id"],
            author=row["author"],
            shape=row["shape"],
            supplier=row["supplier"] or None,
            label=row["label"],
            account=row["account"] or None,
            amount=Decimal(row["amount_eur"]),
            editor=row["editor"],
            kind=row["kind"],
        )
        for row in csv.DictReader(text.splitlines())
    )


class Truth:
    """The entries of the catalogue that each editor named in the set is; an editor may not be in the catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        raw = tomllib.loads(files("tiebreak_evaluations").joinpath("data/recognition_editors.toml").read_text("utf-8"))
        self._said: Mapping[str, list[str]] = raw["editors"]
        self._named: dict[str, str] = {}
        for supplier in catalogue.suppliers.values():
            for name in (supplier.name, *supplier.aliases, *(each.name for each in supplier.ambiguous)):
                self._named.setdefault(normalise(name), supplier.id)

    def entries(self, editor: str) -> tuple[str, ...]:
        """Identifiers of an editor, empty when the catalogue does not have it."""
        if editor in self._said:
            return tuple(identifier for identifier in self._said[editor] if identifier in self._catalogue.suppliers)
        found = self._named.get(normalise(editor))
        return (found,) if found else ()

    def is_right(self, answer: str, line: LabelledLine) -> bool:
        """Whether an answer is the editor of a line, or a company of the same ultimate owner."""
        entries = self.entries(line.editor) if line.tells_editor else ()
        owners = {owner for entry in entries if (owner := self._owner(entry)) is not None}
        return answer in entries or self._owner(answer) in owners

    def _owner(self, identifier: str) -> str | None:
        owner = self._catalogue.suppliers[identifier].ultimate_owner.value
        return normalise(owner.name) if owner is not None else None


def whose_money(recognition: Recognition, catalogue: Catalogue) -> str | None:
    """Whose money a line is: the editor's; for a service around free software, that of who is paid for it."""
    solution: Solution | None = catalogue.solutions.get(recognition.solution or "")
    if solution is None or not is_free(solution) or recognition.is_subscription:
        return recognition.editor
    payee: Supplier | None = catalogue.suppliers.get(recognition.payee or "")
    return None if payee is None or is_middleman(payee) else payee.id


def money(lines: Iterable[LabelledLine]) -> Decimal:
    """Sum of the amounts, in euros."""
    return sum((line.amount for line in lines), Decimal(0))
