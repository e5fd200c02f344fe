"""Hand-made planning problems: products of an American editor, a European alternative for each function."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from tiebreak import (
    Action,
    CaseFile,
    Catalogue,
    CatalogueEntries,
    EffortUnit,
    FiguresStatus,
    Migration,
    Pins,
    PlanningConstraints,
    PlanningProblem,
    PurchaseContract,
    Solution,
    SpendLine,
    Trajectory,
    diagnose,
    load_nomenclature,
)
from tiebreak.testing import A_REFERENCE, AN_AUTHORITY, a_contract, a_reading, a_solution, a_spend_line, a_supplier
from tiebreak_planner.planner import OptimalPlanner

FUNCTIONS = ("office_suite", "identity", "mail", "collaboration", "video_conferencing", "operating_system", "remote_access")

SEAT = Migration(
    id="cas-office-suite",
    label="Ville d’essai, suite bureautique (2020)",
    organisation="Ville d’essai",
    functions=("office_suite",),
    unit=EffortUnit.SEAT,
    units=50,
    year=2020,
    cost_low_eur=Decimal(3750),
    cost_high_eur=Decimal(3750),
    months_low=12,
    months_high=12,
    staying_share=Decimal("0.25"),
    note="Cas fictif.",
    status=FiguresStatus.PUBLIC,
    references=(A_REFERENCE,),
)
"""3 750 € for the 75 % of 50 seats that moved, 100 € each, in twelve months."""


def case_of(function: str) -> Migration:
    """The same case, for another function."""
    return SEAT.model_copy(update={"id": f"cas-{function.replace('_', '-')}", "functions": (function,)})


COSTED = tuple(case_of(function) for function in ("collaboration", "mail", "office_suite", "video_conferencing"))


def product(name: str, *functions: str, licence: str = "proprietary") -> Solution:
    """A product of the American editor, called « Produit » and its name."""
    one = a_solution(f"produit-{name}", "america", functions[0], technology="US", licence=licence)
    return one.model_copy(update={"functions": functions})


ONE_PRODUCT_EACH = tuple(product(function.replace("_", "-"), function) for function in FUNCTIONS)


def catalogue_of(*ours: Solution, priors: tuple[Migration, ...] = COSTED, without: tuple[str, ...] = ()) -> Catalogue:
    """Our products, and a European alternative for each function but those told."""
    suppliers = (a_supplier("america", "US"), a_supplier("europa", "DE"))
    theirs = tuple(
        a_solution(f"europeen-{function.replace('_', '-')}", "europa", function)
        for function in FUNCTIONS
        if function not in without
    )
    return Catalogue([CatalogueEntries(version="essai", suppliers=suppliers, solutions=(*ours, *theirs), migrations=priors)])


def problem_of(
    *lines: SpendLine,
    contracts: tuple[PurchaseContract, ...] = (),
    catalogue: Catalogue | None = None,
    as_of: date = date(2026, 1, 15),
    budget: int | None = None,
    years: int = 6,
    workstations: int | None = 50,
) -> PlanningProblem:
    """The problem of an authority that pays these lines."""
    known = catalogue or catalogue_of(*ONE_PRODUCT_EACH)
    constraints = PlanningConstraints(annual_budget_eur=budget, horizon_years=years)
    case = CaseFile(
        authority=AN_AUTHORITY.model_copy(update={"workstations": workstations}),
        as_of=as_of,
        zone_policy="eu_eea",
        readings=(a_reading(*lines, contracts=contracts),),
        constraints=constraints,
        pins=Pins(method="1", nomenclature="1", catalogue="1", zones="1"),
    )
    return PlanningProblem(diagnose(case, known), known, load_nomenclature(), constraints, Decimal("0.8"))


def plan_of(problem: PlanningProblem) -> Trajectory:
    """The plan of the project’s planner."""
    return OptimalPlanner().plan(problem)


def under_contract(
    number: int, label: str, end: date, *, amount: str = "100", **terms: object
) -> tuple[SpendLine, PurchaseContract]:
    """A line and its contract, with its notice and renewal; no supplier, by which it would be the contract of other lines."""
    reference = f"2024-{number}"
    line = replace(a_spend_line(number, label=label, amount=amount), contract_number=reference)
    return line, a_contract(100 + number, contract_number=reference, end=end).model_copy(update={"supplier_text": None, **terms})


def office_suite_until(end: date, *, as_of: date = date(2026, 1, 15), **terms: object) -> Trajectory:
    """The plan for one office suite, a project of twelve months, under a contract."""
    line, contract = under_contract(1, "Produit Office Suite", end, amount="9000", **terms)
    return plan_of(problem_of(line, contracts=(contract,), as_of=as_of))


def by_product(trajectory: Trajectory, name: str) -> Action:
    """The action on one product."""
    (found,) = [action for action in trajectory.actions if action.dependency.startswith(f"produit-{name}-")]
    return found
