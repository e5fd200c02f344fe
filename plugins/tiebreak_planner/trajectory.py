"""The trajectory: the plan that avoids most dependence under what the collectivité can afford, and how far it is proved."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_CEILING, Decimal

from tiebreak import (
    Ambition,
    Conflict,
    PlanningError,
    PlanningProblem,
    Remaining,
    Trajectory,
)
from tiebreak_planner.agenda import Agenda, agenda_of
from tiebreak_planner.by_priority import by_priority
from tiebreak_planner.conflicts import conflicts_of
from tiebreak_planner.faults import faults_of
from tiebreak_planner.front import Plan, front_of
from tiebreak_planner.highs import Solution, solve
from tiebreak_planner.limits import most_projects
from tiebreak_planner.nothing import nothing_done, price_changes_of
from tiebreak_planner.placed import actions_of, year_states
from tiebreak_planner.planner import NAME
from tiebreak_planner.programme import programme_of
from tiebreak_planner.reasons import why_not
from tiebreak_planner.unheeded import unheeded
from tiebreak_planner.unknowns import identify
from tiebreak_planner.ways import Way

BETTER = "Un autre calendrier pourrait valoir au plus {} % de plus : dépendance évitée, moins ce qu’elle coûte."
PROVED_PLAINLY = "Avec ce que vous avez indiqué, c’est le meilleur ordre et les meilleures dates."
PROVED = (
    "Sous ces contraintes et ces préférences, aucun autre calendrier ne vaut mieux : dépendance évitée, moins ce qu’elle coûte."
)
NO_BUDGET = "Aucun budget annuel indiqué : les coûts sont donnés, ils ne sont pas plafonnés."
CENT = Decimal("0.01")
MOST_PROJECTS = "Hypothèse : pas plus de {} projets menés en même temps. Votre nombre, s’il est donné, l’emporte."


def trajectory_of(problem: PlanningProblem) -> Trajectory:
    """The trajectory; every dependency outside the zone or unknown is in an action or among what remains.

    Raises:
        PlanningError: with every contradiction of the constraints.
    """
    if faults := faults_of(problem):
        raise PlanningError("\n".join(["Contraintes à corriger :", *(f"  - {fault}" for fault in faults)]))
    identifications, unidentified = identify(problem)
    taken = len(identifications)
    agenda = agenda_of(problem, taken_actions=taken)
    whole, solution = agenda, _best(agenda)
    conflicts: tuple[Conflict, ...] = ()
    if solution is None:
        conflicts, left_out = conflicts_of(problem, taken_actions=taken)
        agenda = agenda_of(problem, taken_actions=taken, ignores=left_out)
        agenda, solution = _nearest_to_target(agenda, left_out, taken)
    plan = Plan(_ways(agenda, solution), solution.gap, None)
    front = front_of(agenda, plan, with_demands=True)
    chosen = front.named[problem.constraints.ambition]
    changes = price_changes_of(problem)
    return Trajectory(
        planner=NAME,
        as_of=problem.diagnosis.as_of,
        constraints=problem.constraints,
        actions=tuple(
            sorted(
                [*identifications, *actions_of(agenda, chosen.chosen, cost_cap=chosen.cost_cap)],
                key=lambda action: (action.start, action.end, action.id),
            )
        ),
        remaining=tuple(sorted([*unidentified, *_remaining(agenda, chosen)], key=lambda each: each.dependency)),
        years=year_states(agenda, chosen.chosen),
        notices=(*_notices(agenda, chosen), *unheeded(whole)),
        nothing_done=nothing_done(problem, changes),
        price_changes=changes,
        front=tuple(front.point(agenda, each, problem.constraints.ambition) for each in front.plans) if agenda.moves else (),
        conflicts=conflicts,
        gap=Decimal(repr(round(min(1.0, chosen.gap), 6))),
    )


def _best(agenda: Agenda) -> Solution | None:
    columns = {way.key: column for column, way in enumerate(agenda.ways)}
    start = () if agenda.demands or agenda.goal else tuple(columns[way.key] for way in by_priority(agenda))
    return solve(programme_of(agenda), start=start)


def _nearest_to_target(agenda: Agenda, left_out: frozenset[str], taken: int) -> tuple[Agenda, Solution]:
    """The best plan without the demands left out; for a target, among those that come nearest to it."""
    if "target" in left_out:
        with_target = agenda_of(agenda.problem, taken_actions=taken, ignores=left_out - {"target"})
        nearest = solve(programme_of(with_target, elastic="target"))
        if nearest is not None and with_target.goal is not None:
            reachable = with_target.goal.amount - Decimal(repr(nearest.slack)) - CENT
            agenda = replace(with_target, goal=replace(with_target.goal, amount=max(Decimal(0), reachable)))
    solution = _best(agenda)
    if solution is None:
        raise PlanningError("Aucun plan ne tient, même sans les demandes en conflit. Signalez ce dossier au projet.")
    return agenda, solution


def _ways(agenda: Agenda, solution: Solution) -> tuple[Way, ...]:
    return tuple(agenda.ways[column] for column in solution.columns)


def _remaining(agenda: Agenda, plan: Plan) -> list[Remaining]:
    placed = {way.move.id for way in plan.chosen}
    staying = [Remaining(dependency=each, reason=reason) for each, reason in agenda.inventory.staying.items()]
    return staying + [
        Remaining(dependency=move.id, reason=why_not(agenda, move, plan.chosen, cost_cap=plan.cost_cap))
        for move in agenda.moves
        if move.id not in placed
    ]


def _notices(agenda: Agenda, plan: Plan) -> list[str]:
    constraints, found = agenda.problem.constraints, list[str]()
    if not agenda.moves:
        return found
    share = str((Decimal(repr(plan.gap)) * 1000).to_integral_value(rounding=ROUND_CEILING) / 10).replace(".", ",")
    is_proved = plan.gap < 1e-6
    if is_proved and agenda.assumptions.is_small(agenda.problem.diagnosis.authority):
        found.append(PROVED_PLAINLY)
    elif constraints.ambition is Ambition.DETERMINED:
        found.append(PROVED if is_proved else BETTER.format(share))
    if constraints.annual_budget_eur is None and not constraints.budgets:
        found.append(NO_BUDGET)
    if constraints.max_projects_at_once is None:
        found.append(MOST_PROJECTS.format(most_projects(agenda.problem, agenda.assumptions)))
    return found
