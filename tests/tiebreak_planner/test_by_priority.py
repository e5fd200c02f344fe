"""The first planner: contract dates, prerequisites and budget hold, and what is left says why."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal

import pytest

from tiebreak import (
    ActionKind,
    Axis,
    CaseFile,
    Catalogue,
    CatalogueEntries,
    Diagnosis,
    EffortPrior,
    EffortUnit,
    Pins,
    PlanningConstraints,
    PlanningError,
    PlanningProblem,
    PurchaseContract,
    SpendLine,
    Trajectory,
    Workbench,
    diagnose,
    load_nomenclature,
)
from tiebreak.testing import A_REFERENCE, AN_AUTHORITY, a_contract, a_reading, a_solution, a_spend_line, a_supplier, some_entries
from tiebreak_planner.by_priority import PriorityPlanner
from tiebreak_planner.calendar import departure, next_quarter, plus_months


@pytest.fixture(scope="module")
def diagnosis(workbench: Workbench, commune: CaseFile) -> Diagnosis:
    return workbench.diagnose(commune)


def plan(workbench: Workbench, commune: CaseFile, diagnosis: Diagnosis, **constraints: object) -> Trajectory:
    constrained = commune.model_copy(update={"constraints": PlanningConstraints.model_validate(constraints)})
    trajectory = workbench.plan(constrained, diagnosis)
    assert trajectory is not None
    return trajectory


@pytest.mark.parametrize("budget", [None, 0, 5_000, 45_000, 1_000_000])
@pytest.mark.parametrize("years", [1, 4, 6])
def test_every_constraint_holds_whatever_the_budget_and_horizon(
    workbench: Workbench, commune: CaseFile, diagnosis: Diagnosis, budget: int | None, years: int
) -> None:
    trajectory = plan(workbench, commune, diagnosis, annual_budget_eur=budget, horizon_years=years)

    spent: dict[int, Decimal] = defaultdict(Decimal)
    ends = {action.id: action.end for action in trajectory.actions}
    for action in trajectory.actions:
        assert diagnosis.as_of <= action.start < action.end <= plus_months(diagnosis.as_of, 12 * years)
        assert all(ends[required] <= action.start for required in action.prerequisites)
        spent[action.start.year] += action.cost.point if action.cost else Decimal(0)
    if budget is not None:
        assert all(amount <= budget for amount in spent.values())
    assert {year.year: year.cost for year in trajectory.years if year.cost} == {
        year: cost for year, cost in spent.items() if cost
    }


def test_every_dependency_outside_or_unknown_is_in_an_action_or_says_why_it_stays(
    workbench: Workbench, commune: CaseFile, diagnosis: Diagnosis
) -> None:
    trajectory = plan(workbench, commune, diagnosis)

    concerned = {each.dependency.id for each in diagnosis.assessments if each.axis(Axis.ULTIMATE_OWNER).is_outside is not False}
    acted = [action.dependency for action in trajectory.actions]
    left = [each.dependency for each in trajectory.remaining]
    assert sorted([*acted, *left]) == sorted(concerned)


def test_the_share_outside_never_rises_and_ends_where_migrations_put_it(
    workbench: Workbench, commune: CaseFile, diagnosis: Diagnosis
) -> None:
    trajectory = plan(workbench, commune, diagnosis)
    lows = [year.outside.low for year in trajectory.years if year.outside]
    moved = sum(action.annual_amount_moved for action in trajectory.actions)
    total = sum(each.dependency.annual_amount for each in diagnosis.assessments)

    assert lows == sorted(lows, reverse=True)
    assert moved > 0
    assert abs((lows[0] - lows[-1]) - moved / total) < Decimal("1e-20")


def test_a_study_moves_no_money_and_has_no_cost(workbench: Workbench, commune: CaseFile, diagnosis: Diagnosis) -> None:
    studies = [action for action in plan(workbench, commune, diagnosis).actions if action.kind is ActionKind.STUDY]

    assert studies
    assert all(action.cost is None and action.annual_amount_moved == 0 for action in studies)


def test_titles_name_needs_and_never_products(workbench: Workbench, commune: CaseFile, diagnosis: Diagnosis) -> None:
    names = {solution.name for solution in workbench.catalogue.solutions.values() if len(solution.name) > 4}
    names |= {supplier.name for supplier in workbench.catalogue.suppliers.values() if len(supplier.name) > 4}

    for action in plan(workbench, commune, diagnosis).actions:
        assert not [name for name in names if name in action.title]


def test_a_plan_costs_what_the_past_cases_say(workbench: Workbench, commune: CaseFile, diagnosis: Diagnosis) -> None:
    (migration,) = [action for action in plan(workbench, commune, diagnosis).actions if action.kind is ActionKind.MIGRATE]

    # 150 licences, 20 % staying, 200 to 400 € a seat in the case cited.
    assert migration.cost is not None
    assert (migration.cost.low, migration.cost.point, migration.cost.high) == (24_000, 36_000, 48_000)
    assert migration.references


def test_a_negative_budget_is_refused(workbench: Workbench, commune: CaseFile, diagnosis: Diagnosis) -> None:
    with pytest.raises(PlanningError, match="négatif"):
        plan(workbench, commune, diagnosis, annual_budget_eur=-1)


SEAT = EffortPrior(
    functions=("office_suite",),
    unit=EffortUnit.SEAT,
    low_eur=Decimal(100),
    high_eur=Decimal(100),
    low_months=12,
    high_months=12,
    staying_share=Decimal("0.25"),
    references=(A_REFERENCE,),
)


def small_case(*lines: SpendLine, contracts: tuple[PurchaseContract, ...] = (), budget: int | None = None) -> Trajectory:
    """A hand-made problem: 50 workstations, products of an American editor, a European alternative for each function."""
    functions = ("office_suite", "identity", "mail", "video_conferencing")
    priors = tuple(
        SEAT.model_copy(update={"functions": (function,)}) for function in ("office_suite", "video_conferencing", "mail")
    )
    suppliers = (a_supplier("america", "US"), a_supplier("europa", "DE"))
    ours = tuple(
        a_solution(f"produit-{function.replace('_', '-')}", "america", function, technology="US") for function in functions
    )
    theirs = tuple(a_solution(f"europeen-{function.replace('_', '-')}", "europa", function) for function in functions)
    entries = CatalogueEntries(version="essai", suppliers=suppliers, solutions=(*ours, *theirs), effort_priors=priors)
    catalogue = Catalogue([entries])
    constraints = PlanningConstraints(annual_budget_eur=budget, horizon_years=6)
    pins = Pins(method="1", nomenclature="1", catalogue="1", zones="1")
    case = CaseFile(
        authority=AN_AUTHORITY,
        as_of=date(2026, 1, 15),
        zone_policy="eu_eea",
        readings=(a_reading(*lines, contracts=contracts),),
        constraints=constraints,
        pins=pins,
    )
    problem = PlanningProblem(diagnose(case, catalogue), catalogue, load_nomenclature(), constraints, Decimal("0.8"))
    return PriorityPlanner().plan(problem)


def test_two_migrations_that_fit_alone_but_not_together_are_put_in_two_years() -> None:
    lines = (a_spend_line(1, label="Produit Office Suite"), a_spend_line(2, label="Produit Video Conferencing"))

    trajectory = small_case(*lines, budget=4000)

    # 50 seats × 75 % × 100 € = 3 750 € each, for 4 000 € a year.
    assert sorted(action.start.year for action in trajectory.actions) == [2026, 2027]
    assert [action.cost.point for action in trajectory.actions if action.cost] == [3750, 3750]
    assert "Repoussé" in max(trajectory.actions, key=lambda action: action.start).why_then


def test_a_project_ends_when_its_contract_does_and_not_before() -> None:
    line = a_spend_line(1, label="Produit Office Suite").model_copy(update={"contract_number": "2024-01"})

    (action,) = small_case(line, contracts=(a_contract(1, contract_number="2024-01", end=date(2029, 3, 31)),)).actions

    assert (action.start, action.end) == (date(2028, 1, 1), date(2029, 3, 31))


def test_mail_waits_for_the_directory_that_the_plan_moves_first() -> None:
    lines = (a_spend_line(1, label="Produit Mail"), a_spend_line(2, label="Produit Identity"))

    trajectory = small_case(*lines)

    by_need = {action.title.split(" : ")[1]: action for action in trajectory.actions}
    directory, mail = by_need["Annuaire et gestion des identités"], by_need["Messagerie et agendas"]
    assert directory.end <= mail.start
    assert mail.prerequisites == (directory.id,)


def test_mail_stays_when_the_directory_cannot_move() -> None:
    line = a_spend_line(2, label="Produit Identity").model_copy(update={"contract_number": "2024-02"})
    contracts = (a_contract(1, contract_number="2024-02", end=date(2039, 1, 1)),)

    trajectory = small_case(a_spend_line(1, label="Produit Mail"), line, contracts=contracts)

    assert trajectory.actions == ()
    assert any("reste en place" in each.reason for each in trajectory.remaining)


def test_free_software_is_never_something_to_leave() -> None:
    free = a_solution("libre", "america", "office_suite", licence="MPL-2.0", technology="US")
    suppliers = (a_supplier("america", "US"), a_supplier("europa", "DE"))
    catalogue = Catalogue([some_entries(suppliers, (free, a_solution("autre", "europa", "office_suite")))])
    pins = Pins(method="1", nomenclature="1", catalogue="1", zones="1")
    line = a_spend_line(1, supplier="AMERICA", label="Support Libre")
    case = CaseFile(authority=AN_AUTHORITY, as_of=date(2026, 1, 15), zone_policy="eu_eea", readings=(a_reading(line),), pins=pins)
    problem = PlanningProblem(diagnose(case, catalogue), catalogue, load_nomenclature(), PlanningConstraints(), Decimal("0.8"))

    trajectory = PriorityPlanner().plan(problem)

    assert trajectory.actions == ()
    assert "rien à quitter" in trajectory.remaining[0].reason


def test_a_contract_that_ends_before_any_project_can_start_is_urgent() -> None:
    line = a_spend_line(1, label="Produit Office Suite").model_copy(update={"contract_number": "2024-01"})

    (action,) = small_case(line, contracts=(a_contract(1, contract_number="2024-01", end=date(2026, 2, 28)),)).actions

    assert "renouvellement court" in action.why_then


def test_what_stays_on_the_former_product_is_neither_paid_for_nor_counted_as_moved() -> None:
    trajectory = small_case(a_spend_line(1, label="Produit Office Suite", amount="1000"))

    (action,) = trajectory.actions
    last = trajectory.years[-1].outside
    assert action.annual_amount_moved == 750
    assert last is not None
    assert last.low == Decimal("0.25")


def test_the_same_case_gives_the_same_plan(workbench: Workbench, commune: CaseFile, diagnosis: Diagnosis) -> None:
    assert plan(workbench, commune, diagnosis) == plan(workbench, commune, diagnosis)


@pytest.mark.parametrize(
    ("end", "tacit", "notice", "day", "said"),
    [
        (None, None, None, date(2027, 1, 1), "Aucune date de contrat"),
        (date(2028, 6, 30), False, 3, date(2028, 6, 30), "Le contrat finit le 30/06/2028"),
        (date(2026, 6, 30), False, 3, date(2027, 1, 1), "prévoir un relais"),
        (date(2028, 6, 30), True, 3, date(2028, 6, 30), "dénoncer avant le 30/03/2028"),
        (date(2025, 6, 30), True, 2, date(2027, 6, 30), "après reconduction tacite"),
        (date(2028, 12, 31), True, None, date(2028, 12, 31), "préavis inconnu"),
        (date(2028, 1, 31), True, 18, date(2029, 1, 31), "dénoncer avant le 31/07/2027"),
        (date(2028, 6, 30), None, 3, date(2028, 6, 30), "Reconduction inconnue"),
    ],
)
def test_one_leaves_when_the_contract_lets_go(
    end: date | None, tacit: bool | None, notice: int | None, day: date, said: str, workbench: Workbench, diagnosis: Diagnosis
) -> None:
    dependency = diagnosis.assessments[0].dependency.model_copy(
        update={"contract_end": end, "renews_tacitly": tacit, "notice_months": notice}
    )

    leaving = departure(dependency, date(2027, 1, 1), date(2026, 11, 22))

    assert leaving.day == day
    assert said in leaving.reason


def test_quarters_follow_one_another() -> None:
    assert [next_quarter(day) for day in (date(2026, 11, 22), date(2027, 1, 1), date(2027, 3, 31))] == [
        date(2027, 1, 1),
        date(2027, 4, 1),
        date(2027, 4, 1),
    ]


def test_an_empty_diagnosis_has_an_empty_plan(workbench: Workbench, published: CaseFile) -> None:
    diagnosis = workbench.diagnose(published)

    trajectory = workbench.plan(published, diagnosis)

    assert trajectory is not None
    assert (trajectory.actions, trajectory.remaining) == ((), ())
