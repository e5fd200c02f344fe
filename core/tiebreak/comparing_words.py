"""The differences between two plans in French; every figure comes from the registers of both."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from tiebreak.comparing_plans import ChangedAction, DroppedAction, PlanDifferences, PlanOutcome
from tiebreak.method.facts_of_plan import facts_of_plan
from tiebreak.model.facts import FactRegister, agree
from tiebreak.model.planning import AMBITION_LABELS
from tiebreak.model.trajectory import ACTION_KIND_LABELS, Action, ActionKind, Conflict, Trajectory

SAME_PLAN = "Le plan reste le même : aucune action ajoutée, retirée ni déplacée."
BEFORE, AFTER = "before", "after"
CONSTRAINT_LABELS = {
    "annual_budget_eur": "budget annuel",
    "budgets": "budgets par année",
    "running_budget_eur": "budget de fonctionnement",
    "horizon_years": "horizon",
    "ambition": "ambition",
    "teams": "équipes",
    "max_units_in_change": "unités en changement",
    "max_projects_at_once": "projets menés ensemble",
    "max_critical_at_once": "fonctions critiques changées ensemble",
    "max_actions": "nombre d’actions",
    "residual_share": "part qui reste en place",
    "prerequisites": "prérequis",
    "blackouts": "périodes sans bascule",
    "deadlines": "échéances",
    "kept": "ce qui est à garder",
    "forbidden_classes": "classes de solution écartées",
    "target": "cible",
    "own_figures": "chiffres de la collectivité",
    "price_changes": "hausses de prix",
    "counts_announced_prices": "hausses annoncées",
    "weights": "préférences",
}
"""Fields of the constraints, as sentences name them."""


def compared_facts(before: Trajectory, after: Trajectory) -> FactRegister:
    """The figures of both plans on one register: `before.plan.cost.low`, `after.plan.cost.low`."""
    register = FactRegister()
    for prefix, trajectory in ((BEFORE, before), (AFTER, after)):
        for fact in facts_of_plan(trajectory):
            register.add(fact.model_copy(update={"id": f"{prefix}.{fact.id}"}))
    return register


@dataclass(frozen=True)
class _Words:
    """What the sentences are made with."""

    facts: FactRegister
    names: Mapping[str, str] = field(default_factory=dict)

    def need(self, action: Action) -> str:
        """What an action is about: the need that its title names, unless the reader may know more."""
        return f"« {self.names.get(action.dependency) or action.title.split(' : ', 1)[-1]} »"

    def cost(self, action: Action, side: str) -> str:
        """The one-off cost of an action."""
        if action.cost is None:
            return "coût à chiffrer"
        prefix = f"{side}.action.{action.id}"
        return between(str(self.facts[f"{prefix}.low"]), str(self.facts[f"{prefix}.high"]))

    def share(self, prefix: str) -> str:
        """A share between its bounds."""
        return between(str(self.facts[f"{prefix}.low"]), str(self.facts[f"{prefix}.high"]))


def difference_sentences(
    differences: PlanDifferences,
    facts: FactRegister,
    *,
    names: Mapping[str, str] | None = None,
    has_shares: bool = True,
    most: int | None = None,
) -> Iterator[str]:
    """What changes, the most important first: demands that hold or not, cost, share, then actions.

    `names` gives dependencies a name for readers who may see products; else the need is named. `has_shares` is false
    when the money measured is not spent, `most` how many actions of each sort are told, the others being counted.
    """
    words = _Words(facts, names or {})
    yield from (f"Contradiction nouvelle : {conflict_words(each)}" for each in differences.new_conflicts)
    yield from (f"Contradiction levée : {' ; '.join(each.demands)}." for each in differences.settled_conflicts)
    if differences.is_same_plan and differences.before.year == differences.after.year:
        yield SAME_PLAN
        return
    yield from _money(words)
    if has_shares:
        yield from _shares(differences, words)
    groups: list[tuple[list[str], str]] = [
        ([_added(each, words) for each in differences.added], "ajoutées"),
        ([_dropped(each, words) for each in differences.dropped], "retirées"),
        ([_changed(each, words) for each in differences.changed if not each.has_only_other_classes], "changées"),
    ]
    for sentences, done in groups:
        yield from _first(sentences, most, done)
    if recast := [words.need(each.after) for each in differences.changed if each.has_only_other_classes]:
        yield f"Mêmes dates, autres classes de solution au choix : {', '.join(recast)}."


def changed_constraints_words(before: Trajectory, after: Trajectory, facts: FactRegister) -> str:
    """What is asked of the new plan that was not of the former one; the figures that were given, both."""
    former, new = before.constraints, after.constraints
    said = {
        "annual_budget_eur": lambda: _uncapped(facts, AFTER) + " au lieu de " + _uncapped(facts, BEFORE),
        "horizon_years": lambda: " au lieu de ".join(_years(facts, side) for side in (AFTER, BEFORE)),
        "ambition": lambda: f"{AMBITION_LABELS[new.ambition]} au lieu de {AMBITION_LABELS[former.ambition]}",
    }
    changed = [name for name in CONSTRAINT_LABELS if getattr(former, name) != getattr(new, name)]
    told = (f"{CONSTRAINT_LABELS[name]} ({said[name]()})" if name in said else CONSTRAINT_LABELS[name] for name in changed)
    return ", ".join(told) or "rien"


def conflict_words(conflict: Conflict) -> str:
    """Demands that cannot hold together and what would let them, in two sentences."""
    demands = " ; ".join(conflict.demands)
    together = "ne peut pas tenir" if len(conflict.demands) == 1 else "ne peuvent pas tenir ensemble"
    remedies = " Ou bien : ".join(conflict.remedies)
    return f"{demands} : {together}. Pour que tout tienne : {remedies}"


def between(low: str, high: str) -> str:
    """Two printed bounds, or one when they are the same."""
    return low if low == high else f"{low} à {high}"


def _uncapped(facts: FactRegister, side: str) -> str:
    budget = facts[f"{side}.plan.budget"]
    return "sans plafond" if budget.value is None else str(budget)


def _years(facts: FactRegister, side: str) -> str:
    return agree(facts[f"{side}.plan.years"], "{} an", "{} ans")


def _first(sentences: list[str], most: int | None, done: str) -> Iterator[str]:
    shown = sentences if most is None or len(sentences) <= most + 1 else sentences[:most]
    yield from shown
    if len(shown) < len(sentences):
        yield f"… et {len(sentences) - len(shown)} autres actions {done}."


def _money(words: _Words) -> Iterator[str]:
    yield _instead("Coût ponctuel des migrations chiffrées", words, lambda side: words.share(f"{side}.plan.cost"))
    twice = [words.facts[f"{side}.plan.paid-twice"] for side in (BEFORE, AFTER)]
    if any(fact.value for fact in twice):
        yield _instead("Contrats payés deux fois", words, lambda side: str(words.facts[f"{side}.plan.paid-twice"]))


def _shares(differences: PlanDifferences, words: _Words) -> Iterator[str]:
    before, after = differences.before, differences.after
    if before.outside is not None and after.outside is not None:
        yield _at_the_end("Hors de la zone", before, after, lambda side, year: words.share(f"{side}.plan.{year}"))
    if before.outside_if_studied is not None and after.outside_if_studied is not None:
        what = "Hors de la zone si les études aboutissent"
        yield _at_the_end(what, before, after, lambda side, year: words.share(f"{side}.plan.{year}.studied"))


def _instead(what: str, words: _Words, printed: Callable[[str], str]) -> str:
    former, new = printed(BEFORE), printed(AFTER)
    return f"{what} : {new}, sans changement." if former == new else f"{what} : {new}, au lieu de {former}."


def _at_the_end(what: str, before: PlanOutcome, after: PlanOutcome, printed: Callable[[str, int | None], str]) -> str:
    former, new = printed(BEFORE, before.year), printed(AFTER, after.year)
    if before.year != after.year:
        return f"{what} : {new} fin {after.year}, au lieu de {former} fin {before.year}."
    same = "sans changement" if former == new else f"au lieu de {former}"
    return f"{what} fin {after.year} : {new}, {same}."


def _added(action: Action, words: _Words) -> str:
    cost = "" if action.kind is ActionKind.IDENTIFY else f", {words.cost(action, AFTER)}"
    return f"Ajouté : {ACTION_KIND_LABELS[action.kind]} {words.need(action)}, {_dates(action)}{cost}."


def _dropped(dropped: DroppedAction, words: _Words) -> str:
    action = dropped.action
    why = f" Raison : {dropped.reason}" if dropped.reason else ""
    return f"Retiré : {ACTION_KIND_LABELS[action.kind]} {words.need(action)}, prévu {_dates(action)}.{why}"


def _changed(change: ChangedAction, words: _Words) -> str:
    before, after = change.before, change.after
    parts = []
    if change.is_of_another_kind:
        former_kind = ACTION_KIND_LABELS[before.kind]
        parts.append(f"{ACTION_KIND_LABELS[after.kind]} au lieu {'d’' if former_kind[0] in 'éi' else 'de '}{former_kind}")
    if change.is_moved:
        parts.append(f"{_dates(after)} au lieu {_dates(before)}")
    former, new = words.cost(before, BEFORE), words.cost(after, AFTER)
    if former != new:
        parts.append(f"{new} au lieu {'d’un ' if before.cost is None else 'de '}{former}")
    if before.paid_twice != after.paid_twice:
        parts.append(f"payé deux fois : {_twice(after, AFTER, words)} au lieu de {_twice(before, BEFORE, words)}")
    return f"{_how(change)} : {words.need(after)}, {' ; '.join(parts) or 'coût précisé'}."


def _how(change: ChangedAction) -> str:
    if not change.is_moved or change.before.end == change.after.end:
        return "Changé"
    return "Avancé" if change.after.end < change.before.end else "Retardé"


def _twice(action: Action, side: str, words: _Words) -> str:
    identifier = f"{side}.action.{action.id}.paid-twice"
    return str(words.facts[identifier]) if identifier in words.facts else "rien"


def _dates(action: Action) -> str:
    return f"du {action.start:%d/%m/%Y} au {action.end:%d/%m/%Y}"
