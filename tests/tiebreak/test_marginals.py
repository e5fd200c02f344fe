"""Published totals are said as they are, and their margins never crossed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tiebreak import (
    AmountKind,
    CaseFile,
    MarginalCell,
    MarginalDimension,
    MarginalTable,
    MixedAmountsError,
    Provenance,
    TaxBasis,
    Workbench,
)
from tiebreak.method.marginals import diagnose_marginals
from tiebreak_evaluations.oracles import PUBLISHED


def a_table(dimension: MarginalDimension, **amounts: int) -> MarginalTable:
    cells = tuple(
        MarginalCell(key=key, amount=Decimal(amount), provenance=Provenance(file="t.csv", row=row, plugin="essai"))
        for row, (key, amount) in enumerate(amounts.items(), start=2)
    )
    return MarginalTable(dimension=dimension, cells=cells, amount_kind=AmountKind.PAID, tax_basis=TaxBasis.INCLUDED, file="t.csv")


def test_the_published_table_is_given_back_to_the_euro(workbench: Workbench, published: CaseFile) -> None:
    diagnosis = workbench.diagnose(published)

    marginal = diagnosis.marginal
    assert marginal is not None
    assert (marginal.total, marginal.outside) == (11_630_000, 6_030_000)
    assert marginal.outside_share is not None
    assert round(marginal.outside_share * 100, 2) == Decimal("51.85")
    by_type = next(table for table in marginal.tables if table.dimension is MarginalDimension.SPEND_TYPE)
    assert {cell.key: cell.amount for cell in by_type.cells} == PUBLISHED


def test_nothing_is_allocated_from_published_margins(workbench: Workbench, published: CaseFile) -> None:
    diagnosis = workbench.diagnose(published)

    assert (diagnosis.perimeter, diagnosis.assessments, diagnosis.by_spend_type) == (None, (), ())


def test_margins_of_two_totals_are_refused() -> None:
    tables = (a_table(MarginalDimension.SPEND_TYPE, servers=10), a_table(MarginalDimension.ZONE, inside=4, outside=5))

    with pytest.raises(MixedAmountsError, match="10,00"):
        diagnose_marginals(tables)


def test_a_split_by_type_alone_gives_no_share() -> None:
    marginal = diagnose_marginals([a_table(MarginalDimension.SPEND_TYPE, servers=10)])

    assert marginal is not None
    assert (marginal.outside, marginal.outside_share) == (None, None)


def test_the_same_split_given_twice_is_refused() -> None:
    tables = (a_table(MarginalDimension.ZONE, inside=4, outside=5), a_table(MarginalDimension.ZONE, inside=4, outside=5))

    with pytest.raises(MixedAmountsError, match="donnée deux fois"):
        diagnose_marginals(tables)
