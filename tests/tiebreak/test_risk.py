"""The lever of a contract that ends in time: it still runs, and its last day is near."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tiebreak import Assessment, CaseFile, Catalogue, Pins, diagnose
from tiebreak.method.risk import ends_within
from tiebreak.testing import AN_AUTHORITY, a_contract, a_reading, a_solution, a_spend_line, a_supplier, some_entries

AS_OF = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("end", "as_of", "is_near"),
    [
        (None, AS_OF, None),
        (date(2028, 1, 1), AS_OF, True),
        (date(2028, 1, 2), AS_OF, False),
        (date(2028, 1, 31), AS_OF, False),
        (AS_OF, AS_OF, True),
        (date(2025, 12, 31), AS_OF, False),
        (date(2015, 6, 30), AS_OF, False),
        (date(2028, 2, 29), date(2026, 2, 28), False),
        (date(2026, 2, 28), date(2024, 2, 29), True),
    ],
)
def test_a_contract_ends_within_twenty_four_months_to_the_day_and_not_before_today(
    end: date | None, as_of: date, is_near: bool | None
) -> None:
    assert ends_within(end, as_of, 24) is is_near


def assessed(end: date | None, *, tacit: bool | None = None) -> Assessment:
    """A suite under a contract, assessed on the first of January 2026; the catalogue knows one alternative, no case."""
    suppliers = (a_supplier("america", "US"), a_supplier("europa", "DE"))
    solutions = (a_solution("suite-america", "america", "office_suite"), a_solution("suite-europa", "europa", "office_suite"))
    line = replace(a_spend_line(1, label="Suite America"), contract_number="2024-01")
    contract = a_contract(2, contract_number="2024-01", end=end).model_copy(update={"renews_tacitly": tacit})
    pins = Pins(method="1", nomenclature="1", catalogue="1", zones="1")
    case = CaseFile(
        authority=AN_AUTHORITY, as_of=AS_OF, zone_policy="eu_eea", readings=(a_reading(line, contracts=(contract,)),), pins=pins
    )
    (assessment,) = diagnose(case, Catalogue([some_entries(suppliers, solutions)])).assessments
    return assessment


@pytest.mark.parametrize(
    ("end", "tacit", "low", "high"),
    [
        (date(2027, 6, 30), None, 2, 2),
        (date(2028, 1, 31), None, 1, 1),
        (None, None, 1, 2),
        (date(2015, 6, 30), None, 1, 1),
        (date(2015, 6, 30), False, 1, 1),
        # Renewed each year: the period under way ends on 30/06/2026.
        (date(2015, 6, 30), True, 2, 2),
        (date(2024, 2, 29), True, 2, 2),
    ],
)
def test_only_a_contract_that_runs_and_ends_soon_adds_to_the_capacity_to_act(
    end: date | None, tacit: bool | None, low: int, high: int
) -> None:
    assessment = assessed(end, tacit=tacit)

    assert (assessment.capacity.low, assessment.capacity.high) == (low, high)


@pytest.mark.parametrize(("tacit", "is_said"), [(None, True), (False, True), (True, False)])
def test_a_known_contract_already_ended_is_said_unless_it_was_renewed(tacit: bool | None, is_said: bool) -> None:
    said = assessed(date(2015, 6, 30), tacit=tacit).reasons[-1]

    assert ("contrat connu déjà fini le 30/06/2015, à vérifier" in said) is is_said
    assert ("contrat finissant dans les 24 mois" in said) is not is_said
