"""What was asked and changes nothing: said, so that nobody believes it kept."""

from __future__ import annotations

from collections.abc import Iterator

from tiebreak import DEFAULT_TEAM, Axis
from tiebreak_planner.agenda import Agenda
from tiebreak_planner.costs import served_by
from tiebreak_planner.words import subject_label


def unheeded(agenda: Agenda) -> tuple[str, ...]:
    """Demands without effect, each with the reason, in French."""
    return (*_budgets(agenda), *_teams(agenda), *_deadlines(agenda), *_too_short(agenda))


def _budgets(agenda: Agenda) -> Iterator[str]:
    first, last = agenda.calendar.as_of.year, agenda.calendar.horizon.year
    for each in agenda.problem.constraints.budgets:
        if not first <= each.year <= last:
            yield f"Budget de {each.year} : hors de l’horizon ({first} à {last}), sans effet."


def _teams(agenda: Agenda) -> Iterator[str]:
    constraints = agenda.problem.constraints
    if not constraints.teams:
        for name in sorted({each.team for each in constraints.own_figures} - {DEFAULT_TEAM}):
            yield f"Équipe « {name} » : sa capacité n’est pas donnée, ses jours ne limitent rien."
    working = {way.option.days.team for way in agenda.ways}
    for team in constraints.teams:
        if team.name not in working:
            yield f"Équipe « {team.name} » : aucun projet ne lui demande de travail."


def _deadlines(agenda: Agenda) -> Iterator[str]:
    """Deadlines on what has nothing to leave: owner inside the zone or unknown, free software, or nothing in the diagnosis."""
    problem = agenda.problem
    for demand in agenda.demands:
        if demand.moves or demand.missing:
            continue
        subject = demand.name.removeprefix("deadline:")
        concerned = [
            each
            for each in problem.diagnosis.assessments
            if subject in {each.dependency.id, *served_by(each.dependency, problem.catalogue)}
        ]
        if not concerned:
            why = "rien de tel dans le diagnostic"
        elif any(each.axis(Axis.ULTIMATE_OWNER).is_outside is None for each in concerned):
            why = "propriétaire ultime inconnu, à identifier d’abord"
        else:
            why = "rien à quitter : son propriétaire est dans la zone ou c’est un logiciel libre"
        yield f"Échéance de « {subject_label(subject, problem)} » sans effet : {why}."


def _too_short(agenda: Agenda) -> Iterator[str]:
    if agenda.moves and not agenda.ways:
        first, horizon = agenda.calendar.first, agenda.calendar.horizon
        yield (
            f"Aucun projet ne tient dans l’horizon : le premier peut commencer le {first:%d/%m/%Y}, et tout doit être quitté "
            f"le {horizon:%d/%m/%Y}. Allongez l’horizon."
        )
