"""Which money may be added: one kind of amount, one tax basis, brought to one year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tiebreak.errors import MixedAmountsError
from tiebreak.method.parameters import MethodParameters
from tiebreak.model.diagnosis import Perimeter
from tiebreak.model.evidence import SpendLine
from tiebreak.model.money import AMOUNT_KIND_LABELS, TAX_BASIS_LABELS, AmountKind, TaxBasis, to_cents

MONTHS_PER_YEAR = 12
CEILING_WITHOUT_DURATION = "plafond pluriannuel sans durée : impossible à ramener à l’année"


@dataclass(frozen=True)
class AnnualLine:
    """A line of expense and the euros of one year that it stands for."""

    line: SpendLine
    annual_amount: Decimal


@dataclass(frozen=True)
class PerimeterChoice:
    """The lines that are added, and what could not be added to them."""

    perimeter: Perimeter
    lines: tuple[AnnualLine, ...]
    others: tuple[Perimeter, ...]
    without_duration: tuple[SpendLine, ...]


def annual_amount(line: SpendLine) -> Decimal | None:
    """Euros of one year. `None` for a ceiling whose duration is unknown.

    What covers a year or less is the expense of its year; what covers more is divided by its years.

    Source: `docs/methode.md`, section 2.
    """
    if line.months is None:
        return None if line.amount_kind is AmountKind.CEILING else line.amount
    if line.months <= MONTHS_PER_YEAR:
        return line.amount
    return to_cents(line.amount * MONTHS_PER_YEAR / line.months)


def annual_total(lines: Iterable[SpendLine]) -> Decimal:
    """Annual euros of lines that may be added together; ceilings without duration count nothing.

    Raises:
        MixedAmountsError: when the lines are of several kinds or tax bases.
    """
    every = tuple(lines)
    groups = sorted({(line.amount_kind, line.tax_basis) for line in every})
    if len(groups) > 1:
        named = ", ".join(f"{AMOUNT_KIND_LABELS[kind]} {TAX_BASIS_LABELS[basis]}" for kind, basis in groups)
        raise MixedAmountsError(f"Ces montants ne s’additionnent pas : {named}. Gardez une seule nature de montant.")
    return sum((amount for line in every if (amount := annual_amount(line)) is not None), Decimal(0))


def choose_perimeter(lines: Sequence[SpendLine], parameters: MethodParameters) -> PerimeterChoice | None:
    """The group of lines that the diagnosis adds up; `None` when there is no line.

    The kind comes first in the order of preference of the method, then the tax basis with the most lines;
    a group of which no amount can be brought to a year is no choice.
    """
    groups: dict[tuple[AmountKind, TaxBasis], list[SpendLine]] = defaultdict(list)
    for line in lines:
        groups[line.amount_kind, line.tax_basis].append(line)
    if not groups:
        return None
    preference = {kind: rank for rank, kind in enumerate(parameters.amount_kind_preference)}
    by_preference = sorted(groups, key=lambda group: (preference[group[0]], -len(groups[group]), group[1]))
    yearly = [group for group in by_preference if any(annual_amount(line) is not None for line in groups[group])]
    ordered = yearly or by_preference[:1]
    perimeters = [
        Perimeter(
            amount_kind=kind,
            tax_basis=basis,
            total=annual_total(groups[kind, basis]),
            line_count=sum(annual_amount(line) is not None for line in groups[kind, basis]),
        )
        for kind, basis in ordered
    ]
    annual = [(line, annual_amount(line)) for line in groups[ordered[0]]]
    return PerimeterChoice(
        perimeter=perimeters[0],
        lines=tuple(AnnualLine(line, amount) for line, amount in annual if amount is not None),
        others=tuple(perimeters[1:]),
        without_duration=tuple(line for line in lines if annual_amount(line) is None),
    )
