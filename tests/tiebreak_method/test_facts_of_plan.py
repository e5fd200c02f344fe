"""The figures of a plan on the register: rounded to the side that promises nothing, and each with where it comes from."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tiebreak import (
    CaseFile,
    Catalogue,
    Conflict,
    CostRange,
    FactRegister,
    FrontPoint,
    Pins,
    PlanningConstraints,
    PlanningWeights,
    PriceChange,
    Trajectory,
    YearBudget,
    YearState,
    diagnose,
    state_facts,
)
from tiebreak.testing import A_DAY, AN_AUTHORITY, a_reading, a_spend_line

CASE = CaseFile(
    authority=AN_AUTHORITY,
    as_of=A_DAY,
    zone_policy="eu_eea",
    readings=(a_reading(a_spend_line()),),
    pins=Pins(method="1", nomenclature="1", catalogue="1", zones="1"),
)
DIAGNOSIS = diagnose(CASE, Catalogue([]))


def facts_of(**fields: object) -> FactRegister:
    """The register of a plan that does nothing, with these fields."""
    plan = Trajectory(planner="essai", as_of=A_DAY, constraints=PlanningConstraints(), actions=(), remaining=(), years=())
    return state_facts(DIAGNOSIS, plan.model_copy(update=fields))


def printed(facts: FactRegister, identifier: str) -> str:
    return str(facts[identifier]).replace("\u00a0", " ").replace("\u202f", " ")


def a_point(avoided: str) -> FrontPoint:
    return FrontPoint(
        ambition=None,
        cost=CostRange(low=Decimal(1), point=Decimal(2), high=Decimal(3)),
        avoided=Decimal(avoided),
        migration_count=0,
        study_count=0,
        outside=None,
        outside_if_studied=None,
    )


def test_what_a_plan_avoids_is_a_share_of_the_most_determined_and_almost_all_is_not_all() -> None:
    facts = facts_of(front=(a_point("0"), a_point("99.99"), a_point("100")))

    assert [printed(facts, f"plan.front-{index}.avoided") for index in (1, 2, 3)] == ["0 %", "99 %", "100 %"]


def test_a_share_of_nothing_is_unknown() -> None:
    assert facts_of(front=(a_point("0"),))["plan.front-1.avoided"].value is None


@pytest.mark.parametrize(("gap", "said"), [("0", "0,0 %"), ("0.00001", "0,1 %"), ("0.0041", "0,5 %")])
def test_a_gap_is_never_printed_smaller_than_it_is(gap: str, said: str) -> None:
    assert printed(facts_of(gap=Decimal(gap)), "plan.gap") == said


def test_no_proof_is_no_figure() -> None:
    assert "plan.gap" not in facts_of()


def test_the_figures_that_a_planner_writes_in_words_go_back_to_their_sentence() -> None:
    remedy = "Porter le budget à 12\u202f500 € par an (2\u202f500 € de plus)."
    facts = facts_of(conflicts=(Conflict(demands=("au plus 7,5 % fin 2028",), remedies=("Renoncer.", remedy)),))

    assert printed(facts, "plan.conflict-1.demand-1.figure-1") == "7,5 %"
    assert facts["plan.conflict-1.demand-1.figure-1"].value == Decimal("0.075")
    assert [printed(facts, f"plan.conflict-1.remedy-2.figure-{number}") for number in (1, 2)] == ["12 500 €", "2 500 €"]
    assert remedy in facts["plan.conflict-1.remedy-2.figure-1"].formula
    assert "plan.conflict-1.remedy-1.figure-1" not in facts


def test_a_price_change_keeps_its_decimals_and_its_source() -> None:
    change = PriceChange(subject="x", rate=Decimal("-0.125"), since=date(2027, 1, 1), source="Une annonce")
    facts = facts_of(price_changes=(change,))

    assert printed(facts, "plan.price-change-1.rate") == "12,5 %"
    assert facts["plan.price-change-1.rate"].sources == ("Une annonce",)
    assert "baisse" in facts["plan.price-change-1.rate"].formula


@pytest.mark.parametrize(("weight", "said"), [("0.75", "12"), ("0.7", "11,2"), ("0", "0")])
def test_the_risk_above_which_paying_twice_is_worth_it_follows_from_its_weight(weight: str, said: str) -> None:
    constraints = PlanningConstraints(weights=PlanningWeights(paid_twice=Decimal(weight)))

    assert printed(facts_of(constraints=constraints), "plan.weight.paid-twice-risk") == said


def test_a_year_without_its_own_budget_has_that_of_every_year() -> None:
    constraints = PlanningConstraints(annual_budget_eur=Decimal(100), budgets=(YearBudget(year=2027, amount=Decimal(300)),))
    years = tuple(
        YearState(year=year, cost=Decimal(0), uncosted_actions=0, outside=None, outside_if_studied=None) for year in (2026, 2027)
    )
    facts = facts_of(constraints=constraints, years=years)

    assert [printed(facts, f"plan.{year}.budget") for year in (2026, 2027)] == ["100 €", "300 €"]
    assert "plan.2026.budget" not in facts_of(years=years)
