"""Totals published by a split and without any line: said as they are, never crossed."""

from __future__ import annotations

from collections.abc import Sequence

from tiebreak.errors import MixedAmountsError
from tiebreak.model.diagnosis import MarginalDiagnosis
from tiebreak.model.evidence import MarginalDimension, MarginalTable
from tiebreak.model.facts import french_number

OUTSIDE = "outside"
INSIDE = "inside"


def diagnose_marginals(tables: Sequence[MarginalTable]) -> MarginalDiagnosis | None:
    """What published tables say of one total. `None` without table.

    Raises:
        MixedAmountsError: when the tables do not split the same total, or are of several kinds.
    """
    if not tables:
        return None
    first = tables[0]
    for table in tables[1:]:
        if (table.amount_kind, table.tax_basis) != (first.amount_kind, first.tax_basis):
            raise MixedAmountsError(f"{first.file} et {table.file} ne portent pas la même nature de montant.")
        if table.total != first.total:
            raise MixedAmountsError(
                f"{first.file} totalise {french_number(first.total, 2)} € et {table.file} {french_number(table.total, 2)} € : "
                "deux répartitions d’un même total doivent s’accorder. Vérifiez les montants, ou donnez les fichiers séparément."
            )
    dimensions = [table.dimension for table in tables]
    if repeated := next((table for table in tables if dimensions.count(table.dimension) > 1), None):
        raise MixedAmountsError(f"La répartition de {repeated.file} est donnée deux fois. Ne donnez ce tableau qu’une fois.")
    zone = next((table for table in tables if table.dimension is MarginalDimension.ZONE), None)
    outside = sum((cell.amount for cell in zone.cells if cell.key == OUTSIDE), start=zone.total * 0) if zone else None
    return MarginalDiagnosis(
        total=first.total,
        amount_kind=first.amount_kind,
        tax_basis=first.tax_basis,
        tables=tuple(tables),
        outside=outside,
        outside_share=outside / first.total if outside is not None and first.total else None,
    )
