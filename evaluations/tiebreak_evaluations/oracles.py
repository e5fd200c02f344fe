"""The published table of the initiative, to the euro."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date
from decimal import Decimal

from tiebreak import MarginalDimension, Request, Workbench
from tiebreak_evaluations.measure import Effort, Measure
from tiebreak_knowledge.samples import PUBLISHED_EXAMPLE

PUBLISHED = {
    "business_applications": 3_820_000,
    "servers": 2_100_000,
    "workstations": 2_100_000,
    "office_software": 1_828_000,
    "networks": 840_000,
    "storage": 350_000,
    "operating_systems": 166_000,
    "data_security": 142_000,
    "endpoint_protection": 81_000,
    "mobile_devices": 72_000,
    "peripherals": 57_000,
    "video_conferencing": 34_000,
    "workstation_management": 20_000,
    "technical_applications": 20_000,
}
"""Banque des Territoires, Hub des Territoires, 13 January 2026."""


def published_table(_effort: Effort) -> list[Measure]:
    """Total, share outside and the fourteen amounts."""
    workbench = Workbench()
    with ExitStack() as stack:
        request = Request(authority=PUBLISHED_EXAMPLE.authority, as_of=date(2026, 1, 13))
        case = workbench.open_case(PUBLISHED_EXAMPLE.paths(stack), request)
    marginal = workbench.diagnose(case).marginal
    if marginal is None or marginal.outside_share is None:
        return [Measure("Tableau publié", "absent", "lu", is_met=False)]
    by_type = next(table for table in marginal.tables if table.dimension is MarginalDimension.SPEND_TYPE)
    found = {cell.key: int(cell.amount) for cell in by_type.cells}
    right = sum(found.get(key) == amount for key, amount in PUBLISHED.items())
    share = round(marginal.outside_share * 100, 2)
    return [
        Measure("Tableau publié : total", f"{marginal.total} €", "11630000.00 €", is_met=marginal.total == 11_630_000),
        Measure("Tableau publié : part hors UE", f"{share} %", "51.85 %", is_met=share == Decimal("51.85")),
        Measure("Tableau publié : types exacts", f"{right}/14", "14/14", is_met=right == 14 and len(found) == 14),
    ]
