"""Large planning problems: many products, three options each, contracts of every kind, budgets and people too short for all."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

from tiebreak import (
    DEFAULT_TEAM,
    CaseFile,
    Catalogue,
    CatalogueEntries,
    OwnFigure,
    Pins,
    PlanningConstraints,
    PlanningProblem,
    PurchaseContract,
    Solution,
    SolutionClass,
    SpendLine,
    Team,
    diagnose,
    load_nomenclature,
)
from tiebreak.testing import AN_AUTHORITY, a_contract, a_reading, a_solution, a_spend_line, a_supplier

AS_OF = date(2026, 1, 15)
EUROS_BY_PRODUCT, DAYS_BY_PRODUCT = 4_000, 3
"""Yearly budget and days of a quarter for each product: about two in three can be left."""
UNDER_CONTRACT = 0.7
QUARTER_ENDS = (3, 6, 9, 12)
LEAST_TOGETHER = 4


def crowd(count: int, seed: int, *, horizon_years: int = 6) -> PlanningProblem:
    """A problem of that many products of an American editor, over 24 quarters, each with three options."""
    rng = random.Random(seed)  # noqa: S311 - not a secret
    nomenclature = load_nomenclature()
    functions = [function.id for function in nomenclature.functions]
    products, lines, contracts = _products(count, functions, rng)
    constraints = PlanningConstraints(
        annual_budget_eur=Decimal(count * EUROS_BY_PRODUCT),
        horizon_years=horizon_years,
        teams=(Team(name=DEFAULT_TEAM, days_per_quarter=Decimal(count * DAYS_BY_PRODUCT)),),
        max_projects_at_once=max(LEAST_TOGETHER, count // 5),
        own_figures=tuple(_figure(function, each, rng) for function in functions for each in SolutionClass),
    )
    catalogue = _catalogue(products, functions)
    case = CaseFile(
        authority=AN_AUTHORITY.model_copy(update={"workstations": 2_000}),
        as_of=AS_OF,
        zone_policy="eu_eea",
        readings=(a_reading(*lines, contracts=tuple(contracts)),),
        constraints=constraints,
        pins=Pins(method="1", nomenclature="1", catalogue="1", zones="1"),
    )
    return PlanningProblem(diagnose(case, catalogue), catalogue, nomenclature, constraints, Decimal("0.8"))


def _catalogue(products: list[Solution], functions: list[str]) -> Catalogue:
    """The products, and for each function a European editor, free software, and a public common."""
    suppliers = (a_supplier("america", "US"), a_supplier("europa", "DE"), a_supplier("commun", "FR"))
    theirs = [
        solution
        for function in functions
        for name in (function.replace("_", "-"),)
        for solution in (
            a_solution(f"editeur-{name}", "europa", function),
            a_solution(f"libre-{name}", "america", function, licence="AGPL-3.0-only"),
        )
    ]
    return Catalogue([CatalogueEntries(version="essai", suppliers=suppliers, solutions=(*products, *theirs))])


def _products(
    count: int, functions: list[str], rng: random.Random
) -> tuple[list[Solution], list[SpendLine], list[PurchaseContract]]:
    products, lines, contracts = [], [], []
    for number in range(count):
        function, name = rng.choice(functions), f"Zorglub{number:03d}"
        products.append(a_solution(name.lower(), "america", function, technology="US").model_copy(update={"name": name}))
        line = a_spend_line(number + 1, label=name, amount=f"{rng.lognormvariate(8.5, 1.4):.2f}")
        if rng.random() < UNDER_CONTRACT:
            end = date(2026 + rng.randrange(4), rng.choice(QUARTER_ENDS), 28)
            line = replace(line, contract_number=f"2024-{number}")
            terms = {"renews_tacitly": rng.choice([True, False, None]), "notice_months": rng.choice([None, 3, 6])}
            contract = a_contract(10_000 + number, contract_number=f"2024-{number}", end=end)
            contracts.append(contract.model_copy(update={"supplier_text": None, **terms}))
        lines.append(line)
    return products, lines, contracts


def _figure(function: str, wanted: SolutionClass, rng: random.Random) -> OwnFigure:
    cost, days = Decimal(rng.randrange(2, 60) * 1_000), Decimal(rng.randrange(5, 60))
    return OwnFigure(
        subject=function,
        solution_class=wanted,
        cost_low=cost,
        cost_high=2 * cost,
        months=rng.choice([3, 6, 9, 12, 18]),
        days_low=days,
        days_high=2 * days,
    )
