"""What differs between two plans: nothing passed over, and every figure from the plans themselves."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tiebreak import (
    Action,
    ActionKind,
    Conflict,
    CostRange,
    Interval,
    PlanningConstraints,
    Remaining,
    SolutionClass,
    Trajectory,
    YearState,
    changed_constraints_words,
    compared_facts,
    difference_sentences,
    plan_differences,
)
from tiebreak.comparing_words import CONSTRAINT_LABELS, SAME_PLAN


def cost(euros: int) -> CostRange:
    return CostRange(low=Decimal(euros), point=Decimal(euros), high=Decimal(2 * euros))


def an_action(name: str, start: date = date(2027, 1, 1), end: date = date(2027, 12, 31), **others: object) -> Action:
    fields = {
        "id": f"study-{name}",
        "dependency": name,
        "kind": ActionKind.STUDY,
        "title": f"Étudier et chiffrer la sortie : besoin {name}",
        "start": start,
        "end": end,
        "cost": None,
        "annual_amount_moved": Decimal(0),
        "why": "parce que",
        "why_then": "alors",
        **others,
    }
    return Action.model_validate(fields)


def a_plan(*actions: Action, outside: str = "0.5", **others: object) -> Trajectory:
    share = Interval(low=Decimal(outside), high=Decimal(outside), known=Decimal(1))
    fields = {
        "planner": "essai",
        "as_of": date(2026, 11, 22),
        "constraints": PlanningConstraints(),
        "actions": actions,
        "remaining": (),
        "years": (YearState(year=2030, cost=Decimal(0), uncosted_actions=0, outside=share, outside_if_studied=share),),
        **others,
    }
    return Trajectory.model_validate(fields)


def said(before: Trajectory, after: Trajectory, **options: object) -> list[str]:
    return list(difference_sentences(plan_differences(before, after), compared_facts(before, after), **options))  # type: ignore[arg-type]


def test_the_same_plan_is_said_to_be_the_same() -> None:
    plan = a_plan(an_action("a"))

    assert plan_differences(plan, plan).is_same_plan
    assert said(plan, plan) == [SAME_PLAN]


def test_an_action_is_added_dropped_or_moved() -> None:
    before = a_plan(an_action("a"), an_action("b"), an_action("d"))
    after = a_plan(
        an_action("b", date(2027, 4, 1), date(2028, 3, 31)),
        an_action("c"),
        an_action("d"),
        remaining=(Remaining(dependency="a", reason="Trop cher."),),
    )

    differences = plan_differences(before, after)

    assert [each.dependency for each in differences.added] == ["c"]
    assert [(each.action.dependency, each.reason) for each in differences.dropped] == [("a", "Trop cher.")]
    assert [each.after.dependency for each in differences.changed] == ["b"]
    assert said(before, after)[-3:] == [
        "Ajouté : étudier et chiffrer « besoin c », du 01/01/2027 au 31/12/2027, coût à chiffrer.",
        "Retiré : étudier et chiffrer « besoin a », prévu du 01/01/2027 au 31/12/2027. Raison : Trop cher.",
        "Retardé : « besoin b », du 01/04/2027 au 31/03/2028 au lieu du 01/01/2027 au 31/12/2027.",
    ]


@pytest.mark.parametrize(
    ("after", "sentence"),
    [
        (
            an_action("a", end=date(2027, 6, 30)),
            "Avancé : « besoin a », du 01/01/2027 au 30/06/2027 au lieu du 01/01/2027 au 31/12/2027.",
        ),
        (
            an_action("a", kind=ActionKind.MIGRATE, id="migrate-a", cost=cost(10)),
            "Changé : « besoin a », migrer au lieu d’étudier et chiffrer ; 10\xa0€ à 20\xa0€ au lieu d’un coût à chiffrer.",
        ),
        (an_action("a", paid_twice=Decimal(5)), "Changé : « besoin a », payé deux fois : 5\xa0€ au lieu de rien."),
        (
            an_action("a", solution_classes=(SolutionClass.EDITOR,)),
            "Mêmes dates, autres classes de solution au choix : « besoin a ».",
        ),
    ],
)
def test_what_changes_of_an_action_is_said(after: Action, sentence: str) -> None:
    assert said(a_plan(an_action("a")), a_plan(after))[-1] == sentence


def test_the_cost_and_the_share_are_those_of_both_plans() -> None:
    before = a_plan(an_action("a", kind=ActionKind.MIGRATE, cost=cost(10)), outside="0.5")
    after = a_plan(outside="0.4")

    assert said(before, after)[:3] == [
        "Coût ponctuel des migrations chiffrées : 0\xa0€, au lieu de 10\xa0€ à 20\xa0€.",
        "Hors de la zone fin 2030 : 40,0\xa0%, au lieu de 50,0\xa0%.",
        "Hors de la zone si les études aboutissent fin 2030 : 40,0\xa0%, au lieu de 50,0\xa0%.",
    ]
    assert not any("zone" in sentence for sentence in said(before, after, has_shares=False))


def test_two_horizons_are_never_compared_as_if_they_were_one() -> None:
    before = a_plan()
    years = tuple(each.model_copy(update={"year": 2032}) for each in before.years)

    assert "Hors de la zone : 50,0\xa0% fin 2032, au lieu de 50,0\xa0% fin 2030." in said(before, a_plan(years=years))


def test_a_new_contradiction_comes_first_and_a_settled_one_is_said() -> None:
    conflict = Conflict(demands=("une échéance", "le budget"), remedies=("Reporter.", "Ajouter."))
    plan, torn = a_plan(), a_plan(conflicts=(conflict,))

    assert said(plan, torn)[0] == (
        "Contradiction nouvelle : une échéance ; le budget : ne peuvent pas tenir ensemble. "
        "Pour que tout tienne : Reporter. Ou bien : Ajouter."
    )
    assert said(torn, plan)[0] == "Contradiction levée : une échéance ; le budget."


def test_a_reader_who_may_know_sees_names_and_the_others_needs() -> None:
    before, after = a_plan(), a_plan(an_action("a"))

    assert "« besoin a »" in said(before, after)[-1]
    assert "« Produit A »" in said(before, after, names={"a": "Produit A"})[-1]


def test_what_is_not_told_is_counted() -> None:
    after = a_plan(*(an_action(name) for name in "abcdef"))

    sentences = said(a_plan(), after, most=2)

    assert sum(sentence.startswith("Ajouté") for sentence in sentences) == 2
    assert sentences[-1] == "… et 4 autres actions ajoutées."


def test_two_actions_about_one_dependency_are_matched_in_order() -> None:
    before = a_plan(an_action("a", id="a-1"), an_action("a", date(2028, 1, 1), date(2028, 6, 30), id="a-2"))

    assert plan_differences(before, before).is_same_plan
    assert len(plan_differences(before, a_plan(an_action("a", id="a-1"))).dropped) == 1


def test_the_constraints_that_changed_are_named() -> None:
    new = PlanningConstraints(annual_budget_eur=Decimal(20), horizon_years=1, kept=("mail",))
    before, after = a_plan(), a_plan(constraints=new)

    assert plan_differences(before, after).changed_constraints == ("annual_budget_eur", "horizon_years", "kept")
    assert changed_constraints_words(before, after, compared_facts(before, after)) == (
        "budget annuel (20\xa0€ au lieu de sans plafond), horizon (1 an au lieu de 4 ans), ce qui est à garder"
    )
    assert set(CONSTRAINT_LABELS) == set(PlanningConstraints.model_fields)
