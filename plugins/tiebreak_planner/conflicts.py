"""Demands that cannot all hold: the smallest set of them, and by how much each would have to move, alone.

A demand is named by its group: `deadline:…`, `target`, a limit (`one_off`, `staff:…`), `blackout:…`, `kept`, `classes`,
`prerequisites`. Leaving one out is building the agenda without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_CEILING, Decimal
from functools import cache
from itertools import combinations

from tiebreak import Conflict, PlanningProblem, PluginError, french_number
from tiebreak_planner.agenda import Agenda, agenda_of, counted_amount
from tiebreak_planner.assumptions import load_assumptions
from tiebreak_planner.calendar import ONE_DAY
from tiebreak_planner.highs import solve
from tiebreak_planner.limits import Kind, max_actions, most_projects
from tiebreak_planner.programme import programme_of
from tiebreak_planner.reasons import MEANS
from tiebreak_planner.words import subject_label

LONGEST_HORIZON = 6
MOST_TRIED = 120
"""Sets of one size are all tried up to that number; beyond, a conflict is irreducible, not proved smallest."""
Holds = Callable[[frozenset[str]], bool]
DROPPED = {
    "kept": "Accepter de quitter ce qui est à garder en place.",
    "classes": "Accepter de nouveau les classes de solution écartées.",
    "prerequisites": "Retirer les prérequis ajoutés.",
}
NO_REMEDY = "Aucune demande, seule, ne suffit : plusieurs doivent bouger ensemble."


@dataclass(frozen=True)
class Court:
    """Asks whether a problem can hold without some of its demands."""

    problem: PlanningProblem
    taken_actions: int
    groups: tuple[str, ...]
    laid_out: dict[frozenset[str], Agenda] = field(default_factory=dict)
    """Agendas already laid out, by the demands left out that change what may be done."""

    def agenda(self, ignores: frozenset[str]) -> Agenda:
        """The agenda without some demands."""
        shaping = frozenset(group for group in ignores if group in DROPPED or group.startswith("blackout:"))
        if shaping not in self.laid_out:
            self.laid_out[shaping] = agenda_of(self.problem, taken_actions=self.taken_actions, ignores=shaping)
        agenda = self.laid_out[shaping]
        return replace(
            agenda,
            limits={resource: limit for resource, limit in agenda.limits.items() if resource.group not in ignores},
            demands=tuple(each for each in agenda.demands if each.name not in ignores),
            goal=None if "target" in ignores else agenda.goal,
        )

    def holds(self, ignores: frozenset[str]) -> bool:
        """Whether everything else can hold."""
        agenda = self.agenda(ignores)
        return solve(programme_of(agenda, objective={})) is not None


def conflicts_of(problem: PlanningProblem, *, taken_actions: int = 0) -> tuple[tuple[Conflict, ...], frozenset[str]]:
    """The conflicts among the demands, and the demands to leave out for the rest to hold; none when all hold."""
    court = Court(problem, taken_actions, demands_of(problem))
    holds = cache(court.holds)
    left_out: frozenset[str] = frozenset()
    blamed: list[tuple[str, ...]] = []
    while not holds(left_out):
        blamed.append(smallest_conflict(court.groups, left_out, holds))
        left_out |= _wishes(blamed[-1])
    found = []
    for groups in blamed:
        remedies = [*_remedies(court, left_out - _wishes(groups), holds)] or [NO_REMEDY]
        found.append(Conflict(demands=tuple(_in_words(group, problem) for group in groups), remedies=tuple(remedies)))
    return tuple(found), left_out


def demands_of(problem: PlanningProblem) -> tuple[str, ...]:
    """Every demand that could be left out, wishes first."""
    constraints = problem.constraints
    return (
        *(f"deadline:{each.subject}" for each in constraints.deadlines),
        *(["target"] if constraints.target else []),
        *([Kind.ONE_OFF] if constraints.annual_budget_eur is not None or constraints.budgets else []),
        *([Kind.RUNNING] if constraints.running_budget_eur is not None else []),
        *(f"{Kind.STAFF}:{team.name}" for team in constraints.teams),
        *([Kind.UNITS] if constraints.max_units_in_change is not None else []),
        Kind.PROJECTS,
        *([Kind.CRITICAL] if constraints.max_critical_at_once is not None else []),
        Kind.ACTIONS,
        *(f"blackout:{each.label}" for each in constraints.blackouts),
        *(["kept"] if constraints.kept else []),
        *(["classes"] if constraints.forbidden_classes else []),
        *(["prerequisites"] if constraints.prerequisites else []),
    )


def _wishes(groups: Iterable[str]) -> frozenset[str]:
    return frozenset(group for group in groups if _is_a_wish(group))


def _is_a_wish(group: str) -> bool:
    return group == "target" or group.startswith("deadline:")


def smallest_conflict(groups: Sequence[str], left_out: frozenset[str], holds: Holds) -> tuple[str, ...]:
    """A set of demands that cannot hold even with no other: the smallest, where few enough are smaller than one thinned out."""
    live = [group for group in groups if group not in left_out]
    everything = frozenset(live)
    kept = everything
    for group in reversed(live):
        if not holds(left_out | (everything - (kept - {group}))):
            kept -= {group}
    for size in range(1, len(kept)):
        tried = [each for each in combinations(live, size) if any(map(_is_a_wish, each))]
        if len(tried) > MOST_TRIED:
            break
        if found := next((each for each in tried if not holds(left_out | (everything - frozenset(each)))), None):
            return found
    return tuple(group for group in live if group in kept)


def _remedies(court: Court, left_out: frozenset[str], holds: Holds) -> Iterator[str]:
    """What to do about each demand whose leaving out, alone, lets the rest hold."""
    for group in court.groups:
        if group in left_out or not holds(left_out | {group}):
            continue
        yield _remedy(court, group, left_out)
    yield from _longer(court, left_out)


def _longer(court: Court, left_out: frozenset[str]) -> Iterator[str]:
    """The least longer horizon that would do, where the horizon itself is in the way."""
    constraints = court.problem.constraints
    for years in range(constraints.horizon_years + 1, LONGEST_HORIZON + 1):
        longer = replace(court.problem, constraints=constraints.model_copy(update={"horizon_years": years}))
        agenda = Court(longer, court.taken_actions, court.groups).agenda(left_out)
        if solve(programme_of(agenda, objective={})) is not None:
            yield f"Porter l’horizon à {years} ans."
            return


def _remedy(court: Court, group: str, left_out: frozenset[str]) -> str:
    problem, (kind, _, name) = court.problem, group.partition(":")
    if kind == "deadline":
        return _later(court, name, left_out)
    if kind == "blackout":
        return f"Retirer la période sans bascule « {name} »."
    if kind in DROPPED:
        return DROPPED[kind]
    excess = _least_excess(court.agenda(left_out), group)
    if kind == "target":
        return _lower_target(problem, excess)
    return _raised(problem, Kind(kind), name, _up(excess))


def _raised(problem: PlanningProblem, kind: Kind, team: str, more: Decimal) -> str:
    """A limit raised by as much as is needed."""
    constraints, assumptions = problem.constraints, load_assumptions()
    if kind is Kind.ONE_OFF and constraints.budgets:
        return f"Ajouter {french_number(more)} € au budget ponctuel de chaque année."
    limits: dict[Kind, tuple[Decimal | int | None, str, str]] = {
        Kind.ONE_OFF: (constraints.annual_budget_eur, "le budget ponctuel", " € par an"),
        Kind.RUNNING: (constraints.running_budget_eur, "le budget de fonctionnement", " € par an"),
        Kind.STAFF: (
            next((each.days_per_quarter for each in constraints.teams if each.name == team), None),
            f"l’équipe « {team} »",
            " jours par trimestre",
        ),
        Kind.UNITS: (constraints.max_units_in_change, "les unités en changement", " par trimestre"),
        Kind.PROJECTS: (most_projects(problem, assumptions), "les projets menés ensemble", " par trimestre"),
        Kind.CRITICAL: (constraints.max_critical_at_once, "les dépendances critiques en changement", " par trimestre"),
        Kind.ACTIONS: (max_actions(problem, assumptions), "le nombre d’actions", ""),
    }
    limit, what, unit = limits[kind]
    if limit is None:
        raise PluginError(f"limite sans valeur : {kind}")
    return f"Porter {what} à {french_number(Decimal(limit) + more)}{unit} ({french_number(more)} de plus)."


def _least_excess(agenda: Agenda, group: str) -> float:
    solution = solve(programme_of(agenda, elastic=group))
    return solution.slack if solution is not None else 0.0


def _up(amount: float) -> Decimal:
    """The next whole number: what the remedy says is always enough."""
    return Decimal(repr(amount - 1e-6)).to_integral_value(rounding=ROUND_CEILING)


def _lower_target(problem: PlanningProblem, missing: float) -> str:
    target = problem.constraints.target
    assert target is not None
    total = counted_amount(problem)
    goal = target.share * total + Decimal(repr(missing))
    reachable = (goal / total * 1000).to_integral_value(rounding=ROUND_CEILING) / 1000
    if reachable <= target.share:
        reachable = target.share + Decimal("0.001")
    wanted = _percent(target.share)
    return f"Viser {_percent(reachable)} % fin {target.year} au lieu de {wanted} % : le mieux, sans rien changer d’autre."


def _percent(share: Decimal) -> str:
    """A share as a percentage, one decimal where there is one.

    >>> _percent(Decimal("0.763")), _percent(Decimal("0.05"))
    ('76,3', '5')
    """
    return f"{(share * 100).quantize(Decimal('0.1')).normalize():f}".replace(".", ",")


def _later(court: Court, subject: str, left_out: frozenset[str]) -> str:
    """The earliest day on which the deadline could hold."""
    agenda = court.agenda(left_out)
    (demand,) = [each for each in agenda.demands if each.name == f"deadline:{subject}"]
    others = tuple(each for each in agenda.demands if each is not demand)
    days = sorted({way.exit for way in agenda.ways if way.move.id in demand.moves and way.exit > demand.before})
    if demand.missing:
        reason = agenda.inventory.staying[demand.missing[0]]
        label = subject_label(subject, court.problem)
        return f"Renoncer à l’échéance de « {label} » : une dépendance y reste en place. {reason}"
    low, high = 0, len(days)
    while low < high:
        middle = (low + high) // 2
        tried = replace(agenda, demands=(*others, replace(demand, before=days[middle])))
        if solve(programme_of(tried, objective={})) is not None:
            high = middle
        else:
            low = middle + 1
    if low == len(days):
        return f"Renoncer à l’échéance de « {subject_label(subject, court.problem)} » : aucune date de l’horizon ne la permet."
    return f"Reporter l’échéance de « {subject_label(subject, court.problem)} » au {days[low] - ONE_DAY:%d/%m/%Y}."


def _in_words(group: str, problem: PlanningProblem) -> str:
    constraints, (kind, _, name) = problem.constraints, group.partition(":")
    if kind == "deadline":
        by = next(each.by for each in constraints.deadlines if each.subject == name)
        return f"quitter « {subject_label(name, problem)} » au plus tard le {by:%d/%m/%Y}"
    if kind == "target":
        assert constraints.target is not None
        return f"au plus {_percent(constraints.target.share)} % du montant hors de la zone fin {constraints.target.year}"
    if kind == "blackout":
        return f"aucune bascule pendant « {name} »"
    words = {
        "kept": "ce qui est à garder",
        "classes": "les classes de solution écartées",
        "prerequisites": "les prérequis ajoutés",
    }
    if kind == Kind.STAFF:
        return f"les jours de l’équipe « {name} »"
    return words.get(kind) or f"la limite « {MEANS[Kind(kind)]} »"
