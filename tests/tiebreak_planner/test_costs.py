"""What moving a dependency may cost and take: no number of units, no price; no case, no guess."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.tiebreak_planner.cases import SEAT, catalogue_of, plan_of, problem_of, product
from tiebreak import ActionKind, Catalogue, FiguresStatus, Migration, french_number
from tiebreak.testing import a_spend_line
from tiebreak_knowledge.loader import load_catalogue
from tiebreak_planner.costs import Estimate, estimate
from tiebreak_planner.estimates import SIZE_EXPONENT, Expected, duration, staying_share, unit_cost

METHOD = Path(__file__).parents[2] / "docs" / "methode.md"


def a_case(
    organisation: str,
    *functions: str,
    cost: int | None = None,
    months: int | None = None,
    units: int = 100,
    status: FiguresStatus = FiguresStatus.PUBLIC,
) -> Migration:
    """A case in which nothing stayed: the cost is that of all its units."""
    return SEAT.model_copy(
        update={
            "id": f"{organisation.lower()}-{'-'.join(functions).replace('_', '-')}",
            "organisation": organisation,
            "functions": functions,
            "units": units,
            "cost_low_eur": None if cost is None else Decimal(cost),
            "cost_high_eur": None if cost is None else Decimal(cost),
            "months_low": months,
            "months_high": months,
            "staying_share": None,
            "status": status,
        }
    )


def known(expected: Expected | None) -> Expected:
    assert expected is not None
    return expected


def estimated(*cases: Migration, functions: Sequence[str] = ("office_suite",), workstations: int | None = 100) -> Estimate:
    """The estimate of one product that serves these functions."""
    catalogue = catalogue_of(product("essai", *functions), priors=cases)
    problem = problem_of(a_spend_line(1, label="Produit Essai"), catalogue=catalogue, workstations=workstations)
    (assessment,) = problem.diagnosis.assessments
    return estimate(assessment.dependency, catalogue, workstations)


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


@pytest.mark.parametrize(
    ("licences", "point", "low", "high"), [(None, 3750, "2165.07", "6495.19"), (10, 750, "433.02", "1299.03")]
)
def test_the_licences_of_the_table_are_counted_before_the_workstations(
    licences: int | None, point: int, low: str, high: str
) -> None:
    line = replace(a_spend_line(1, label="Produit Office Suite"), licence_count=licences)

    (action,) = plan_of(problem_of(line)).actions

    # 50 workstations, or 10 licences, × 75 % × 100 €; divided and multiplied by the root of three.
    assert action.cost is not None
    assert (action.cost.point, action.cost.low, action.cost.high) == (point, Decimal(low), Decimal(high))


def test_a_case_in_which_everything_stays_gives_no_price() -> None:
    assert estimated(SEAT.model_copy(update={"staying_share": Decimal(1)})).cost is None


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
    found = {action.dependency: action.cost.point if action.cost else None for action in actions}
    assert [found[dependency] for dependency in sorted(found)] == costs


def test_twice_as_much_and_half_as_much_weigh_the_same() -> None:
    # 50 € and 200 € a unit: 100 €, not 125 €.
    found = known(unit_cost(["mail"], [a_case("A", "mail", cost=5_000), a_case("B", "mail", cost=20_000)]))

    assert found.point == 100
    assert found.high / found.low <= 3


def test_a_wider_project_counts_for_an_equal_share_only_where_nobody_did_just_this() -> None:
    alone, together = a_case("A", "mail", cost=3_000), a_case("B", "mail", "office_suite", cost=20_000)

    # 20 000 € for 100 units and two functions: 100 € each.
    assert known(unit_cost(["mail"], [together])).point == 100
    assert known(unit_cost(["mail"], [alone, together])).point == 30
    assert known(unit_cost(["mail", "office_suite"], [alone, together])).point == 200


def test_functions_that_nobody_moved_together_are_added() -> None:
    found = known(
        unit_cost(["mail", "office_suite"], [a_case("A", "mail", cost=3_000), a_case("B", "office_suite", cost=10_000)])
    )

    assert (found.point, found.missing) == (130, ())


def test_a_function_without_case_is_said_and_not_guessed() -> None:
    case = a_case("A", "mail", cost=3_000, months=6)
    partly = estimated(case, functions=("mail", "identity"))

    assert unit_cost(["identity"], [case]) is None
    assert partly.cost is not None
    assert partly.cost.point == 3_000
    assert "aucun cas connu et n’est pas comptée" in partly.explanation


def test_figures_of_someone_who_sells_one_of_the_solutions_are_not_counted() -> None:
    claimed = a_case("A", "mail", cost=90_000, months=90, status=FiguresStatus.CLAIMED)

    assert unit_cost(["mail"], [claimed]) is None
    assert duration(["mail"], [claimed], 100) is None


def test_a_project_of_seven_years_does_not_move_the_duration_of_the_others() -> None:
    cases = [a_case(name, "mail", months=months) for name, months in (("A", 6), ("B", 8), ("C", 90))]

    assert known(duration(["mail"], cases, 100)).point == 8


def test_a_duration_is_brought_to_the_size_of_the_collectivity() -> None:
    case = a_case("A", "mail", months=12, units=3_200)

    # 3 200 / 100 = 32, whose fifth root is 2: half as long.
    assert known(duration(["mail"], [case], 100)).point == 6


@pytest.mark.parametrize(
    ("workstations", "months", "said"),
    [
        (3_200, 12, "Durée d’après A (2020) : 7 à 21 mois, ramenés à 3\u202f200 unités."),
        (100, 6, "4 à 11 mois, ramenés à 100 unités, hors des tailles connues (3\u202f200)."),
        (None, 9, "Coût à chiffrer : la durée est connue, pas le coût, d’après A (2020)."),
    ],
)
def test_a_duration_says_its_cases_and_when_no_case_is_as_small(workstations: int | None, months: int, said: str) -> None:
    found = estimated(a_case("A", "office_suite", months=12, units=3_200), workstations=workstations)

    assert found.months == months
    assert said in f"{found.explanation} {found.duration_explanation}"
    assert found.references == SEAT.references


def test_cases_with_durations_only_give_no_price() -> None:
    found = estimated(a_case("A", "office_suite", months=12), a_case("B", "office_suite", months=12))

    assert found.cost is None
    assert found.explanation.startswith("Coût à chiffrer : la durée est connue, pas le coût, d’après A (2020) et B (2020).")


def test_a_cost_says_its_cases_and_the_share_that_stays() -> None:
    case = a_case("A", "office_suite", cost=10_000).model_copy(update={"staying_share": Decimal("0.2")})
    found = estimated(case, a_case("B", "office_suite", cost=12_500))

    # 10 000 € for the 80 that moved, 12 500 € for 100: 125 € each, for 80 of 100 workstations.
    assert found.cost is not None
    assert (found.cost.point, found.staying_share, found.units) == (10_000, Decimal("0.2"), 80)
    assert "Coût d’après A (2020) et B (2020), pour 100 postes déclarés" in found.explanation
    assert "72 à 217 € par poste, 20 % restant en place." in found.explanation


def test_no_case_leaves_the_duration_of_a_study() -> None:
    found = estimated(functions=("identity",))

    assert (found.cost, found.months, found.references) == (None, 9, ())
    assert found.explanation == "Coût à chiffrer : aucun cas documenté pour cette fonction."


def test_the_example_of_the_method_is_what_the_catalogue_gives() -> None:
    migrations = Catalogue([load_catalogue()]).migrations
    each, length = known(unit_cost(["office_suite"], migrations)), known(duration(["office_suite"], migrations, 500))
    staying = staying_share({case.id: case for case in (*each.cases, *length.cases)}.values())
    total = each.times(500 * (1 - staying))

    figures = (each.point, total.point, total.low, total.high, length.point)
    text = METHOD.read_text(encoding="utf-8")
    assert [figure for figure in figures if french_number(figure, 2).replace("\u202f", " ") not in text] == []
    assert staying == Decimal("0.12")


def test_the_method_says_the_exponent_that_is_used() -> None:
    assert f"(unités / unités du cas)^{str(SIZE_EXPONENT).replace('.', ',')}" in METHOD.read_text(encoding="utf-8")
