"""Constraints that contradict themselves: every one named at once, with what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from tiebreak import DEFAULT_TEAM, PlanningConstraints, PlanningProblem, SolutionClass, french_number

LAST_DAY, MOST_MONTHS = date(2150, 12, 31), 240
NO_CLASS_LEFT = "Toutes les classes de solution sont écartées : rien ne pourrait être remplacé. Gardez-en au moins une."


def faults_of(problem: PlanningProblem) -> tuple[str, ...]:
    """What is wrong with the constraints of a problem, in French; nothing when they can be planned under."""
    constraints = problem.constraints
    return (
        *_money(constraints),
        *_people(constraints),
        *_windows(constraints, problem),
        *_prerequisites(constraints, problem),
        *_deadlines(constraints, problem),
        *_wishes(constraints, problem),
        *_price_changes(constraints, problem),
        *_figures(constraints, problem),
    )


def _money(constraints: PlanningConstraints) -> Iterator[str]:
    budgets = [
        ("Budget annuel", constraints.annual_budget_eur),
        ("Budget de fonctionnement", constraints.running_budget_eur),
        *((f"Budget de {each.year}", each.amount) for each in constraints.budgets),
    ]
    for name, amount in budgets:
        if amount is not None and amount < 0:
            yield f"{name} : {french_number(amount)} € est négatif. Indiquez un montant positif, ou aucun."
    for year in _repeated(each.year for each in constraints.budgets):
        yield f"Budget de {year} donné plusieurs fois. Gardez-en un seul."


def _people(constraints: PlanningConstraints) -> Iterator[str]:
    for team in constraints.teams:
        if team.days_per_quarter < 0:
            yield f"Équipe « {team.name} » : {french_number(team.days_per_quarter)} jours est négatif. Indiquez zéro ou plus."
    for name in _repeated(team.name for team in constraints.teams):
        yield f"Équipe « {name} » donnée plusieurs fois. Gardez-en une seule."
    counts = [
        ("Unités en changement", constraints.max_units_in_change),
        ("Projets menés ensemble", constraints.max_projects_at_once),
        ("Dépendances critiques en changement", constraints.max_critical_at_once),
        ("Nombre d’actions", constraints.max_actions),
    ]
    for label, count in counts:
        if count is not None and count < 1:
            yield f"{label} : {count} ne laisse rien faire. Indiquez au moins 1, ou rien."


def _windows(constraints: PlanningConstraints, problem: PlanningProblem) -> Iterator[str]:
    for each in constraints.blackouts:
        if each.last > LAST_DAY:
            yield f"Période « {each.label} » : le {each.last:%d/%m/%Y} est trop loin. Donnez une date d’avant {LAST_DAY.year + 1}."
        if each.last < each.first:
            yield (
                f"Période « {each.label} » : elle finit le {each.last:%d/%m/%Y}, avant de commencer le {each.first:%d/%m/%Y}. "
                "Échangez les deux dates."
            )
        yield from _unknown_functions(f"Période « {each.label} »", each.functions, problem)
    for label in _repeated(each.label for each in constraints.blackouts):
        yield f"Deux périodes s’appellent « {label} ». Donnez-leur deux noms."


def _prerequisites(constraints: PlanningConstraints, problem: PlanningProblem) -> Iterator[str]:
    needs: dict[str, set[str]] = {each.id: set(each.prerequisites) for each in problem.nomenclature.functions}
    for each in constraints.prerequisites:
        yield from _unknown_functions("Prérequis", (each.function, each.needs), problem)
        needs.setdefault(each.function, set()).add(each.needs)
    if cycle := _cycle(needs):
        path = " → ".join(f"« {_label(function, problem)} »" for function in cycle)
        yield f"Prérequis en boucle : {path}. Retirez l’un d’eux."


def _deadlines(constraints: PlanningConstraints, problem: PlanningProblem) -> Iterator[str]:
    as_of, known = problem.diagnosis.as_of, _subjects(problem)
    for each in constraints.deadlines:
        name = f"Échéance du {each.by:%d/%m/%Y} pour {each.subject!r}"
        if each.subject not in known:
            yield f"{name} : ni une dépendance du diagnostic, ni une fonction de la nomenclature. Corrigez ce nom."
        if each.by > LAST_DAY:
            yield f"{name} : trop loin. Donnez une date d’avant {LAST_DAY.year + 1}."
        if each.by < as_of:
            yield f"{name} : elle est passée au {as_of:%d/%m/%Y}. Donnez une date à venir."
        if each.subject in constraints.kept:
            yield f"{name} : elle est aussi à garder en place. Choisissez l’un des deux."
    for subject in _repeated(each.subject for each in constraints.deadlines):
        yield f"Plusieurs échéances pour {subject!r}. Gardez la plus proche."


def _wishes(constraints: PlanningConstraints, problem: PlanningProblem) -> Iterator[str]:
    as_of, known = problem.diagnosis.as_of, _subjects(problem)
    last_year = as_of.year + constraints.horizon_years
    for kept in constraints.kept:
        if kept not in known:
            yield f"À garder : {kept!r} n’est ni une dépendance du diagnostic, ni une fonction de la nomenclature."
    target = constraints.target
    if target is not None and not as_of.year <= target.year <= last_year:
        yield f"Cible de fin {target.year} : hors de l’horizon, de {as_of.year} à {last_year}. Changez l’année ou l’horizon."
    if set(SolutionClass) <= set(constraints.forbidden_classes):
        yield NO_CLASS_LEFT


def _price_changes(constraints: PlanningConstraints, problem: PlanningProblem) -> Iterator[str]:
    known = _subjects(problem)
    for change in constraints.price_changes:
        if change.subject not in known | set(problem.catalogue.suppliers) | set(problem.catalogue.solutions):
            yield f"Hausse de prix : {change.subject!r} n’est ni une dépendance, ni un fournisseur ou un produit du catalogue."
        if change.rate <= -1:
            yield f"Hausse de prix de {change.subject!r} : une baisse de 100 % ou plus n’a pas de sens. Écrivez -0.1 pour 10 %."


def _figures(constraints: PlanningConstraints, problem: PlanningProblem) -> Iterator[str]:
    known, teams = _subjects(problem), {team.name for team in constraints.teams}
    for each in constraints.own_figures:
        name = f"Chiffre de {each.subject!r}"
        if each.subject not in known:
            yield f"{name} : ni une dépendance du diagnostic, ni une fonction de la nomenclature. Corrigez ce nom."
        for what, low, high in (("coût", each.cost_low, each.cost_high), ("jours", each.days_low, each.days_high)):
            if (low is None) != (high is None):
                yield f"{name} : {what} avec une seule borne. Donnez les deux, égales s’il n’y a qu’un chiffre."
            elif low is not None and high is not None and not 0 <= low <= high:
                yield f"{name} : {what} de {french_number(low)} à {french_number(high)}. Les bornes vont de zéro ou plus, en croissant."
        if each.months is not None and each.months > MOST_MONTHS:
            yield f"{name} : {each.months} mois. Une durée est d’au plus {MOST_MONTHS} mois."
        if each.months is not None and each.months < 1:
            yield f"{name} : {each.months} mois. Une durée est d’au moins un mois."
        if each.running_cost is not None and each.running_cost < 0:
            yield f"{name} : coût annuel {french_number(each.running_cost)} € négatif. Indiquez zéro ou plus."
        if teams and each.team not in {*teams, DEFAULT_TEAM}:
            yield f"{name} : l’équipe « {each.team} » n’est pas parmi les équipes données ({', '.join(sorted(teams))})."


def _subjects(problem: PlanningProblem) -> frozenset[str]:
    dependencies = {each.dependency.id for each in problem.diagnosis.assessments}
    return frozenset(dependencies | {each.id for each in problem.nomenclature.functions})


def _unknown_functions(where: str, functions: Iterable[str], problem: PlanningProblem) -> Iterator[str]:
    for each in functions:
        if problem.nomenclature.function(each) is None:
            yield f"{where} : {each!r} n’est pas une fonction de la nomenclature. Corrigez ce nom."


def _label(function: str, problem: PlanningProblem) -> str:
    found = problem.nomenclature.function(function)
    return found.label if found is not None else function


def _repeated(values: Iterable[object]) -> list[object]:
    return [value for value, count in Counter(values).items() if count > 1]


def _cycle(needs: Mapping[str, set[str]]) -> list[str]:
    """One way round, its first function again at the end; nothing when there is none."""
    done: set[str] = set()

    def walk(function: str, path: list[str]) -> list[str]:
        if function in path:
            return [*path[path.index(function) :], function]
        if function in done:
            return []
        for each in sorted(needs.get(function, ())):
            if found := walk(each, [*path, function]):
                return found
        done.add(function)
        return []

    return next((found for function in needs if (found := walk(function, []))), [])
