"""Only what may be added is added, and what covers several years is brought to one."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tiebreak import AmountKind, MixedAmountsError, SpendLine, TaxBasis
from tiebreak.method.parameters import load_parameters
from tiebreak.method.perimeter import annual_amount, annual_total, choose_perimeter
from tiebreak.testing import a_spend_line


def of_kind(line: SpendLine, **changes: object) -> SpendLine:
    return replace(line, **changes)


def test_kinds_of_amount_are_never_summed() -> None:
    paid, budgeted = a_spend_line(1), of_kind(a_spend_line(2), amount_kind=AmountKind.BUDGETED)

    with pytest.raises(MixedAmountsError, match=r"mandaté TTC|budgété TTC"):
        annual_total([paid, budgeted])


def test_the_perimeter_takes_what_was_paid_and_says_what_it_left() -> None:
    lines = [
        of_kind(a_spend_line(1, amount="10"), amount_kind=AmountKind.BUDGETED),
        of_kind(a_spend_line(2, amount="20"), amount_kind=AmountKind.BUDGETED),
        a_spend_line(3, amount="5"),
    ]

    choice = choose_perimeter(lines, load_parameters())

    assert choice is not None
    assert choice.perimeter.amount_kind is AmountKind.PAID
    assert choice.perimeter.total == Decimal(5)
    assert [(other.amount_kind, other.total) for other in choice.others] == [(AmountKind.BUDGETED, Decimal(30))]


def test_no_line_gives_no_perimeter() -> None:
    assert choose_perimeter([], load_parameters()) is None


@pytest.mark.parametrize(
    ("months", "kind", "expected"),
    [
        pytest.param(None, AmountKind.PAID, Decimal("1200.00"), id="an expense of the year"),
        pytest.param(48, AmountKind.CEILING, Decimal("300.00"), id="a ceiling of four years"),
        pytest.param(6, AmountKind.CEILING, Decimal("1200.00"), id="less than a year is that year's"),
        pytest.param(None, AmountKind.CEILING, None, id="a ceiling without duration cannot be annualised"),
    ],
)
def test_amounts_are_brought_to_one_year(months: int | None, kind: AmountKind, expected: Decimal | None) -> None:
    line = of_kind(a_spend_line(amount="1200"), months=months, amount_kind=kind)

    assert annual_amount(line) == expected


def test_two_tax_bases_are_not_mixed() -> None:
    lines = [a_spend_line(1), of_kind(a_spend_line(2), tax_basis=TaxBasis.EXCLUDED), a_spend_line(3)]

    choice = choose_perimeter(lines, load_parameters())

    assert choice is not None
    assert (choice.perimeter.tax_basis, choice.perimeter.line_count) == (TaxBasis.INCLUDED, 2)
    assert choice.others[0].tax_basis is TaxBasis.EXCLUDED


def test_what_cannot_be_brought_to_a_year_is_in_no_perimeter_whatever_is_chosen() -> None:
    ceiling = of_kind(a_spend_line(1, amount="1000000"), amount_kind=AmountKind.CEILING)

    beside_expenses = choose_perimeter([ceiling, a_spend_line(2, amount="5")], load_parameters())
    alone = choose_perimeter([ceiling], load_parameters())

    assert beside_expenses is not None
    assert alone is not None
    assert (beside_expenses.perimeter.total, beside_expenses.others, beside_expenses.without_duration) == (5, (), (ceiling,))
    assert (alone.perimeter.total, alone.lines, alone.without_duration) == (0, (), (ceiling,))
