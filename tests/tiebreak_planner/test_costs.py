"""What moving a dependency may cost: no number of units, no price."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.tiebreak_planner.cases import SEAT, catalogue_of, plan_of, problem_of, product
from tiebreak import ActionKind
from tiebreak.testing import a_spend_line


@pytest.mark.parametrize(
    ("licences", "workstations", "said"),
    [
        (None, None, "ni nombre de licences, ni nombre de postes indiqué"),
        (None, 0, "aucune unité à déplacer selon les postes déclarés (0)"),
        (0, 0, "aucune unité à déplacer selon les licences du tableau (0)"),
        (0, 50, "aucune unité à déplacer selon les licences du tableau (0)"),
    ],
)
def test_no_units_is_a_cost_to_be_found_and_not_a_migration_for_nothing(
    licences: int | None, workstations: int | None, said: str
) -> None:
    line = replace(a_spend_line(1, label="Produit Office Suite"), licence_count=licences)

    (action,) = plan_of(problem_of(line, workstations=workstations)).actions

    assert (action.kind, action.cost, action.annual_amount_moved) == (ActionKind.STUDY, None, 0)
    assert f"Coût à chiffrer : {said}" in action.why


@pytest.mark.parametrize(("licences", "high"), [(None, 3750), (10, 750)])
def test_the_licences_of_the_table_are_counted_before_the_workstations(licences: int | None, high: int) -> None:
    line = replace(a_spend_line(1, label="Produit Office Suite"), licence_count=licences)

    (action,) = plan_of(problem_of(line)).actions

    # 50 workstations, or 10 licences, × 75 % × 100 €.
    assert action.cost is not None
    assert action.cost.high == high


def test_a_case_in_which_everything_stays_gives_no_price() -> None:
    prior = SEAT.model_copy(update={"staying_share": Decimal(1)})
    catalogue = catalogue_of(product("office-suite", "office_suite"), priors=(prior,))

    (action,) = plan_of(problem_of(a_spend_line(1, label="Produit Office Suite"), catalogue=catalogue)).actions

    assert (action.kind, action.cost) == (ActionKind.STUDY, None)


def test_what_usually_stays_is_not_counted_as_moved_even_when_the_units_are_unknown() -> None:
    trajectory = plan_of(problem_of(a_spend_line(1, label="Produit Office Suite"), workstations=None))

    last = trajectory.years[-1].outside_if_studied
    assert last is not None
    assert last.low == Decimal("0.25")


@pytest.mark.parametrize(("licences", "costs"), [(None, [None, None]), (30, [3750, 2250])])
def test_the_same_workstations_are_not_paid_for_twice(licences: int | None, costs: list[int | None]) -> None:
    twins = catalogue_of(product("suite-a", "office_suite"), product("suite-b", "office_suite"))
    lines = (
        a_spend_line(1, label="Produit Suite A", amount="200"),
        replace(a_spend_line(2, label="Produit Suite B"), licence_count=licences),
    )

    actions = plan_of(problem_of(*lines, catalogue=twins)).actions

    # 50 workstations, then 30 licences, × 75 % × 100 €: known only when one of the two has a number of its own.
    found = {action.dependency: action.cost.high if action.cost else None for action in actions}
    assert [found[dependency] for dependency in sorted(found)] == costs
