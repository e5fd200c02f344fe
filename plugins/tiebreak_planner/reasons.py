"""Why an action is at its date, and why a dependency stays, in French: what the plan was held back by, not how it was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tiebreak_planner.agenda import Agenda
from tiebreak_planner.calendar import ONE_DAY
from tiebreak_planner.contract_days import why_that_day
from tiebreak_planner.limits import Kind, Resource
from tiebreak_planner.moves import Move
from tiebreak_planner.ways import Way
from tiebreak_planner.words import function_labels

MEANS = {
    Kind.ONE_OFF: "budget ponctuel",
    Kind.RUNNING: "budget de fonctionnement",
    Kind.STAFF: "jours de travail",
    Kind.UNITS: "unités en changement",
    Kind.PROJECTS: "projets menés ensemble",
    Kind.CRITICAL: "continuité des fonctions critiques",
    Kind.ACTIONS: "nombre d’actions",
}
SHORT = {
    Kind.ONE_OFF: "le budget de {year} est pris",
    Kind.RUNNING: "le budget de fonctionnement de {year} est pris",
    Kind.STAFF: "les jours de l’équipe « {team} » sont pris au {quarter}",
    Kind.UNITS: "trop d’unités changeraient au {quarter}",
    Kind.PROJECTS: "assez de projets sont menés au {quarter}",
    Kind.CRITICAL: "assez de fonctions critiques changent au {quarter}",
    Kind.ACTIONS: "le nombre d’actions est atteint",
}
ALONE = {
    Kind.ONE_OFF: "sa part de {year} dépasserait à elle seule le budget de {year}",
    Kind.RUNNING: "ce qu’elle ajouterait en {year} dépasserait à lui seul le budget de fonctionnement",
    Kind.STAFF: "ses jours dépasseraient à eux seuls ceux de l’équipe « {team} » au {quarter}",
    Kind.UNITS: "elle ferait changer à elle seule trop d’unités au {quarter}",
    Kind.PROJECTS: "aucun projet ne peut être mené au {quarter}",
    Kind.CRITICAL: "aucune fonction critique ne peut changer au {quarter}",
    Kind.ACTIONS: "aucune action n’est possible",
}
TOO_DEAR_ALONE = "La part de son coût qui tombe dans une année, à la borne haute, dépasse à elle seule le budget de cette année."
TOO_LATE = "Ne tient pas dans l’horizon : échéance du contrat, durée ou prérequis trop tardifs."
TOO_MUCH_ALONE = "Demande à elle seule plus que les moyens donnés"
NOT_WORTH_IT = "Coûterait trop pour ce qu’elle évite, aux taux de préférence retenus."
CHEAPER_PLAN = "Laissée pour tenir le coût de cette trajectoire."
OTHERS_FIRST = "Les moyens vont d’abord à ce qui pèse davantage"
NEEDS_WHAT_STAYS = "Attend une fonction qui reste en place"


def why_then(agenda: Agenda, way: Way, chosen: Sequence[Way], cost_cap: float | None) -> Iterator[str]:
    """The sentences that justify the dates of a way among those chosen."""
    dependency = way.move.dependency
    yield why_that_day(
        dependency,
        start=way.start,
        done=max(way.days.done, way.exit),
        paid_until=way.days.paid_until,
        as_of=agenda.problem.diagnosis.as_of,
        first=agenda.calendar.first,
    )
    others = [each for each in chosen if each is not way]
    awaited = [each.move for each in others if (each.move.id, way.move.id) in agenda.before]
    if after := [each for each in way.move.needs if any(move.serves_any((each,)) for move in awaited)]:
        yield f"Après {function_labels(after, agenda.problem)}."
    if mutual := _mutual_needs(agenda, way.move):
        yield f"Prérequis réciproque ({function_labels(mutual, agenda.problem)}) : partent ensemble ; calendriers à accorder."
    for each in agenda.demands:
        if way.move.id in each.moves:
            yield f"Échéance demandée : {each.before - ONE_DAY:%d/%m/%Y}."
    for window in agenda.problem.constraints.blackouts:
        if window.last + ONE_DAY == way.exit and (not window.functions or way.move.serves_any(window.functions)):
            yield f"Bascule après la période « {window.label} »."
    if way.paid_twice:
        is_asked = agenda.goal is not None or any(way.move.id in each.moves for each in agenda.demands)
        why = "pour tenir ce qui est demandé" if is_asked else "quitter tôt vaut cette dépense, vu le risque"
        yield f"Payé deux fois jusqu’au {way.days.paid_until - ONE_DAY:%d/%m/%Y} : {why}."
    if held := _held_back_by(agenda, way, others):
        yield f"Repoussé : {held}."
    elif cost_cap is not None and way.option.cost is not None and way.value < _best(agenda, way.move, others).value:
        yield "Choisi pour tenir le coût de cette trajectoire."


def why_not(agenda: Agenda, move: Move, chosen: Sequence[Way], *, cost_cap: float | None) -> str:
    """Why a dependency that could move stays."""
    ways = [way for way in agenda.ways if way.move.id == move.id]
    if move.id not in agenda.blocked and (reason := _why_alone(agenda, ways)):
        return reason
    if move.id in agenda.blocked or _needed_and_staying(agenda, move, chosen):
        functions = _staying_functions(agenda, move, chosen)
        return f"{NEEDS_WHAT_STAYS} : {function_labels(functions, agenda.problem)}." if functions else f"{NEEDS_WHAT_STAYS}."
    return _why_among(agenda, ways, chosen, cost_cap)


def _why_alone(agenda: Agenda, ways: Sequence[Way]) -> str | None:
    """What forbids a dependency to move even if it were alone."""
    if not ways:
        return TOO_LATE
    alone = [agenda.exceeded((), way) for way in ways]
    if all(alone):
        if all(any(resource.kind is Kind.ONE_OFF for resource in over) for over in alone):
            return TOO_DEAR_ALONE
        least = min(alone, key=lambda over: (len(over), sorted(over)))
        return f"{TOO_MUCH_ALONE} : {_means(least)}."
    return NOT_WORTH_IT if all(way.value <= 0 for way in ways) else None


def _why_among(agenda: Agenda, ways: Sequence[Way], chosen: Sequence[Way], cost_cap: float | None) -> str:
    """What the others take from it."""
    if cost_cap is not None and all(way.option.cost is not None for way in ways):
        return CHEAPER_PLAN
    timely = [way for way in ways if way.value > 0 and agenda.waits_for(chosen, way) is None]
    if not timely:
        return TOO_LATE
    least = min((agenda.exceeded(chosen, way) for way in timely), key=lambda over: (len(over), sorted(over)))
    means = _means(least)
    return f"{OTHERS_FIRST} : {means}." if means else f"{OTHERS_FIRST}."


def _means(resources: Iterable[Resource]) -> str:
    return ", ".join(dict.fromkeys(MEANS[resource.kind] for resource in sorted(resources)))


def in_words(resources: Mapping[Resource, float] | Iterable[Resource]) -> str:
    """What is missing first, once by kind of means and team."""
    return ", ".join(_dated(resource, SHORT) for resource in _first_of_each(resources))


def _first_of_each(resources: Iterable[Resource]) -> list[Resource]:
    first: dict[str, Resource] = {}
    for resource in sorted(resources, key=lambda each: (each.period, each.kind)):
        first.setdefault(resource.group, resource)
    return list(first.values())


def _dated(resource: Resource, words: Mapping[Kind, str]) -> str:
    day = resource.period
    quarter = f"{(day.month + 2) // 3}ᵉ trimestre {day.year}" if day.month > 1 else f"1er trimestre {day.year}"
    return words[resource.kind].format(year=day.year, quarter=quarter, team=resource.team)


def _best(agenda: Agenda, move: Move, others: Sequence[Way]) -> Way:
    """The way that would be best if means were no limit, after what it waits for among the others."""
    ways = [way for way in agenda.ways if way.move.id == move.id and agenda.waits_for(others, way) is None]
    return max(ways, key=lambda way: (way.value, way.key[2:]))


def _held_back_by(agenda: Agenda, way: Way, others: Sequence[Way]) -> str:
    """What forbids the best way: first what it would exceed even alone, else what the others take of the means."""
    best = _best(agenda, way.move, others)
    if best.value <= way.value or best.exit >= way.exit or best.start >= way.start:
        return ""
    if alone := agenda.exceeded((), best):
        return ", ".join(_dated(resource, ALONE) for resource in _first_of_each(alone))
    return in_words(agenda.exceeded(others, best))


def _needed_and_staying(agenda: Agenda, move: Move, chosen: Sequence[Way]) -> bool:
    placed = {way.move.id for way in chosen}
    needed = [first for first, second in agenda.before if second == move.id]
    needed += [other for pair in agenda.together if move.id in pair for other in pair if other != move.id]
    return any(each not in placed for each in needed)


def _staying_functions(agenda: Agenda, move: Move, chosen: Sequence[Way]) -> list[str]:
    """Functions that the move needs, served by something that stays in place."""
    placed = {way.move.id for way in chosen}
    kept = set(agenda.inventory.kept_functions)
    for each in agenda.moves:
        if each.id not in placed and each.id != move.id:
            kept |= set(each.functions)
    return [each for each in move.needs if each in kept]


def _mutual_needs(agenda: Agenda, move: Move) -> list[str]:
    partners = {other for pair in agenda.together if move.id in pair for other in pair if other != move.id}
    served = {function for each in agenda.moves if each.id in partners for function in each.functions}
    return [each for each in move.needs if each in served]
