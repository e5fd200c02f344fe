"""Figures of the trajectory: what is done, what it costs, what doing nothing costs, and the other plans."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from tiebreak.method.stating import count_fact, euro_fact, interval_facts, share_fact
from tiebreak.model.facts import Fact, FactRounding, FactUnit
from tiebreak.model.planning import PlanningConstraints
from tiebreak.model.trajectory import Action, ActionKind, Conflict, FrontPoint, Trajectory

HIGHEST_RISK = 16
MOST_DECIMALS = 4
_WRITTEN = re.compile(r"(?P<number>\d(?:[\d\s]*\d)?(?:,\d{1,4})?)\s*(?P<unit>[€%])")
"""An amount or a share in a text of a planner."""


def facts_of_plan(trajectory: Trajectory) -> Iterator[Fact]:
    """All of them, from the whole plan to each action."""
    yield from _demanded(trajectory.constraints, [each.year for each in trajectory.years])
    yield from _whole_plan(trajectory)
    yield from _years(trajectory)
    yield from _nothing_done(trajectory)
    yield from _front(trajectory.front)
    for index, conflict in enumerate(trajectory.conflicts, start=1):
        yield from _conflict(f"plan.conflict-{index}", conflict)
    for action in trajectory.actions:
        yield from _action(action)


def _demanded(constraints: PlanningConstraints, years: list[int]) -> Iterator[Fact]:
    """What the collectivité gave, as figures that documents print."""
    yield euro_fact("plan.budget", constraints.annual_budget_eur, "budget annuel indiqué par la collectivité")
    yield count_fact("plan.years", constraints.horizon_years, "horizon indiqué par la collectivité")
    for year in years if constraints.budgets else ():
        yield euro_fact(
            f"plan.{year}.budget", constraints.budget_of(year), f"budget ponctuel de {year} indiqué par la collectivité"
        )
    weights = constraints.weights
    avoid = "euros-années de dépendance, pondérés par le risque, que doit éviter"
    yield _exact("plan.weight.one-off", weights.one_off, FactUnit.SCORE, f"{avoid} un euro ponctuel")
    yield _exact("plan.weight.paid-twice", weights.paid_twice, FactUnit.SCORE, f"{avoid} un euro payé deux fois")
    yield _exact("plan.weight.disruption", weights.disruption, FactUnit.SCORE, f"{avoid} un trimestre de projet ou d’attente")
    risk = weights.paid_twice * HIGHEST_RISK
    yield _exact(
        "plan.weight.paid-twice-risk", risk, FactUnit.SCORE, "risque au-dessus duquel payer deux fois vaut la peine : taux × 16"
    )


def _whole_plan(trajectory: Trajectory) -> Iterator[Fact]:
    actions = trajectory.actions
    migrations = sum(action.kind is ActionKind.MIGRATE for action in actions)
    studies = sum(action.kind is ActionKind.STUDY for action in actions)
    costs = [action.cost for action in actions if action.cost is not None]
    total_cost = "somme des coûts ponctuels des actions chiffrées"
    yield count_fact("plan.action-count", len(actions), "nombre d’actions datées")
    yield count_fact("plan.migration-count", migrations, "nombre de migrations chiffrées")
    yield count_fact("plan.study-count", studies, "nombre de sorties à étudier et chiffrer")
    yield count_fact("plan.identify-count", len(actions) - migrations - studies, "nombre de propriétaires à identifier d’abord")
    yield count_fact("plan.remaining-count", len(trajectory.remaining), "dépendances laissées en place")
    reasons = Counter(each.reason for each in trajectory.remaining)
    for index, (reason, count) in enumerate(sorted(reasons.items()), start=1):
        yield count_fact(f"plan.remaining-{index}.count", count, reason)
    moved = sum((action.annual_amount_moved for action in actions), Decimal(0))
    yield euro_fact("plan.moved", moved, "montant annuel des dépendances quittées")
    yield euro_fact("plan.cost.low", sum((cost.low for cost in costs), Decimal(0)), total_cost)
    yield euro_fact("plan.cost.point", sum((cost.point for cost in costs), Decimal(0)), total_cost)
    yield euro_fact("plan.cost.high", sum((cost.high for cost in costs), Decimal(0)), total_cost)
    twice = "montants annuels × jours entre la sortie et le jour où plus rien n’est dû / 365,25"
    studied = sum((action.paid_twice for action in actions if action.kind is ActionKind.STUDY), Decimal(0))
    yield euro_fact("plan.paid-twice", sum((action.paid_twice for action in actions), Decimal(0)), twice)
    yield euro_fact("plan.paid-twice.studies", studied, f"{twice}, pour les sorties à étudier")
    if trajectory.gap is not None:
        formula = "part dont un meilleur plan pourrait au plus dépasser celui-ci, selon le solveur"
        yield share_fact("plan.gap", trajectory.gap, formula, rounding=FactRounding.UP)


def _years(trajectory: Trajectory) -> Iterator[Fact]:
    for each in trajectory.years:
        year, prefix = each.year, f"plan.{each.year}"
        yield euro_fact(f"{prefix}.cost", each.cost, f"coûts ponctuels du travail fait en {year}, à leur estimation centrale")
        yield euro_fact(f"{prefix}.paid-twice", each.paid_twice, f"anciens produits payés en {year} et plus utilisés")
        if each.outside is not None:
            yield from interval_facts(prefix, each.outside, f"part hors de la zone fin {year}")
        if each.outside_if_studied is not None:
            what = f"part hors de la zone fin {year}, si les études aboutissent"
            yield from interval_facts(f"{prefix}.studied", each.outside_if_studied, what)


def _nothing_done(trajectory: Trajectory) -> Iterator[Fact]:
    known = "montant annuel connu hors de la zone"
    for each in trajectory.nothing_done:
        prefix = f"plan.{each.year}.nothing"
        yield euro_fact(f"{prefix}.amount", each.outside_amount, f"{known} si rien n’est fait, aux prix d’aujourd’hui")
        changed = f"{known} si rien n’est fait, chaque changement de prix compté depuis sa date"
        yield euro_fact(f"{prefix}.changed", each.outside_amount_with_changes, f"{changed}, au plus haut")
        yield euro_fact(f"{prefix}.changed-least", each.outside_amount_with_least_changes, f"{changed}, au plus bas")
    for index, change in enumerate(trajectory.price_changes, start=1):
        formula = f"{'baisse' if change.rate < 0 else 'hausse'} de prix à partir du {change.since:%d/%m/%Y}"
        yield _exact(f"plan.price-change-{index}.rate", abs(change.rate), FactUnit.SHARE, formula, change.source)
        if change.least_rate is not None:
            yield _exact(f"plan.price-change-{index}.least", abs(change.least_rate), FactUnit.SHARE, formula, change.source)


def _front(front: tuple[FrontPoint, ...]) -> Iterator[Fact]:
    """Each plan, what it avoids told as a share of what the most determined avoids: a weight is not money."""
    most = front[-1].avoided if front else Decimal(0)
    for index, point in enumerate(front, start=1):
        prefix = f"plan.front-{index}"
        cost = "coûts ponctuels des actions chiffrées de ce plan, et ce qu’il paie deux fois"
        yield euro_fact(f"{prefix}.cost.low", point.cost.low, cost)
        yield euro_fact(f"{prefix}.cost.point", point.cost.point, cost)
        yield euro_fact(f"{prefix}.cost.high", point.cost.high, cost)
        share = point.avoided / most if most > 0 else None
        avoided = "dépendance évitée (montant × risque × durée) / celle du plan qui en évite le plus"
        yield share_fact(f"{prefix}.avoided", share, avoided, decimals=0, rounding=FactRounding.DOWN)
        yield count_fact(f"{prefix}.migration-count", point.migration_count, "migrations chiffrées de ce plan")
        yield count_fact(f"{prefix}.study-count", point.study_count, "sorties à étudier et chiffrer de ce plan")
        if point.outside is not None:
            yield from interval_facts(f"{prefix}.outside", point.outside, "part hors de la zone à l’horizon de ce plan")
        if point.outside_if_studied is not None:
            what = "part hors de la zone à l’horizon de ce plan, si les études aboutissent"
            yield from interval_facts(f"{prefix}.studied", point.outside_if_studied, what)


def _conflict(prefix: str, conflict: Conflict) -> Iterator[Fact]:
    """The amounts and shares that a planner wrote in words: each goes back to its sentence."""
    for name, texts in (("demand", conflict.demands), ("remedy", conflict.remedies)):
        for index, text in enumerate(texts, start=1):
            for number, found in enumerate(_WRITTEN.finditer(text), start=1):
                value = Decimal(re.sub(r"\s", "", found["number"]).replace(",", "."))
                is_share = found["unit"] == "%"
                unit = FactUnit.SHARE if is_share else FactUnit.EUR
                identifier = f"{prefix}.{name}-{index}.figure-{number}"
                yield _exact(identifier, value / 100 if is_share else value, unit, f"calculé par le planificateur : {text}")


def _action(action: Action) -> Iterator[Fact]:
    prefix = f"action.{action.id}"
    if action.cost is not None:
        formula = "coût unitaire × nombre d’unités"
        yield euro_fact(f"{prefix}.low", action.cost.low, formula)
        yield euro_fact(f"{prefix}.point", action.cost.point, formula)
        yield euro_fact(f"{prefix}.high", action.cost.high, formula)
    if (days := action.staff_days) is not None:
        formula = f"jours de travail de l’équipe « {days.team} »"
        is_exact = days.low == days.high
        yield _days(f"{prefix}.days-low", days.low, formula, FactRounding.UP if is_exact else FactRounding.DOWN)
        yield _days(f"{prefix}.days-high", days.high, formula, FactRounding.UP)
    if action.paid_twice:
        formula = "montant annuel × jours entre la sortie et le jour où plus rien n’est dû / 365,25"
        yield euro_fact(f"{prefix}.paid-twice", action.paid_twice, formula)


def _days(identifier: str, value: Decimal, formula: str, rounding: FactRounding) -> Fact:
    return Fact(id=identifier, value=value, unit=FactUnit.COUNT, formula=formula, rounding=rounding)


def _exact(identifier: str, value: Decimal, unit: FactUnit, formula: str, *sources: str) -> Fact:
    """A figure with all its decimals, as it was given."""
    printed = value * 100 if unit is FactUnit.SHARE else value
    exponent = printed.normalize().as_tuple().exponent
    decimals = min(MOST_DECIMALS, max(0, -exponent)) if isinstance(exponent, int) else 0
    return Fact(id=identifier, value=value, unit=unit, formula=formula, sources=sources, decimals=decimals)
