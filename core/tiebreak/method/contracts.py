"""Contracts and expenses: which contract a line belongs to, and what a register alone says of money."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from tiebreak.model.evidence import PurchaseContract, SpendLine
from tiebreak.model.money import AmountKind
from tiebreak.model.reading import Reading
from tiebreak.spelling import normalise

MIN_NUMBER_LENGTH = 3
"""A shorter number, such as a lot, stands for several contracts."""


CONTRACT_ENDED = "marché qui ne court pas pendant l’exercice"


class ContractRegister:
    """Finds the contracts of lines: same row, then same number, then the only one of the supplier."""

    def __init__(self, contracts: Iterable[PurchaseContract]) -> None:
        self._by_place: dict[tuple[str, str | None, int | None], list[PurchaseContract]] = defaultdict(list)
        self._by_number: dict[str, list[PurchaseContract]] = defaultdict(list)
        self._by_supplier: dict[str, list[PurchaseContract]] = defaultdict(list)
        for contract in contracts:
            self._by_place[contract.place].append(contract)
            if number := plain_number(contract.number):
                self._by_number[number].append(contract)
            if supplier := normalise(contract.supplier_text or ""):
                self._by_supplier[supplier].append(contract)

    def of(self, lines: Iterable[SpendLine]) -> list[PurchaseContract]:
        """Contracts of these lines, each once, in the order of their identifiers."""
        found = {contract.id: contract for line in lines for contract in self._of_line(line)}
        return [found[identifier] for identifier in sorted(found)]

    def _of_line(self, line: SpendLine) -> Sequence[PurchaseContract]:
        if same_row := self._by_place.get(line.place):
            return same_row
        if number := plain_number(line.contract_number):
            return self._by_number.get(number, ())
        of_supplier = self._by_supplier.get(normalise(line.supplier_text or ""), ())
        return of_supplier if len(of_supplier) == 1 else ()


def lines_of_registers(readings: Iterable[Reading], year: int) -> tuple[list[SpendLine], list[SpendLine]]:
    """Amounts of registers as expenses, for a case without table of expenses: those that run in `year`, and the others.

    An amount whose duration is not known becomes a ceiling, which cannot be brought to a year. A contract past its
    end runs on only when it is renewed tacitly; one without dates is taken to run.
    """
    running: list[SpendLine] = []
    others: list[SpendLine] = []
    for contract in (contract for reading in readings for contract in reading.contracts):
        if contract.amount is not None:
            (running if _runs_in(contract, year) else others).append(_line(contract, contract.amount))
    return running, others


def _runs_in(contract: PurchaseContract, year: int) -> bool:
    has_begun = contract.start is None or contract.start.year <= year
    goes_on = contract.end is None or contract.end.year >= year or contract.renews_tacitly is True
    return has_begun and goes_on


def _line(contract: PurchaseContract, amount: Decimal) -> SpendLine:
    return SpendLine(
        id=contract.id,
        supplier_text=contract.supplier_text,
        label=contract.subject,
        amount=amount,
        amount_kind=AmountKind.CEILING if contract.months is None else contract.amount_kind,
        tax_basis=contract.tax_basis,
        months=contract.months,
        spend_type=contract.spend_type,
        contract_number=contract.number,
        provenance=contract.provenance,
    )


def plain_number(written: str | None) -> str:
    """A contract’s number without signs nor case, as sources write it in several ways; empty when it does not single one out."""
    number = re.sub(r"[^a-z0-9]", "", normalise(written or ""))
    return number if len(number) >= MIN_NUMBER_LENGTH and re.search(r"\d", number) else ""
