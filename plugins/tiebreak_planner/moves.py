"""What is to be left, what must be moved before it, and what cannot be left whatever the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product as pairs_of

from tiebreak import Assessment, Axis, Dependency, PlanningProblem, Quadrant, SupplierKind, is_free
from tiebreak_planner.assumptions import Assumptions
from tiebreak_planner.costs import served_by
from tiebreak_planner.options import Option, options_of

FREE_SOFTWARE = "Logiciel libre : rien à quitter ; un autre prestataire peut être choisi à la fin du contrat."
NO_ALTERNATIVE = (
    "Aucune solution du catalogue pour cette fonction, ni libre, ni de propriétaire et de technologie connus dans la zone : "
    "attendre, et surveiller l’offre."
)
NO_EUROPEAN_MAKER = (
    "Pas d’équipement européen aujourd’hui pour ce besoin, selon le catalogue : changer de marque n’en fait pas sortir. Attendre."
)
KEPT = "Gardée en place à la demande de la collectivité."
CLASSES_REFUSED = "Toutes les classes de solution qui existent pour ce besoin ont été écartées par la collectivité."
UNCOSTED_AND_MODERATE = "Risque modéré et coût non chiffré : à réexaminer à l’échéance du contrat."
HIGHEST_RISK = 16


@dataclass(frozen=True)
class Move:
    """A dependency to leave: what it serves, its options, what it waits for, what leaving it is worth."""

    assessment: Assessment
    options: tuple[Option, ...]
    functions: tuple[str, ...]
    needs: tuple[str, ...]
    """Functions to move before, other than its own."""
    annual_weight: Decimal
    """Euros a year × risk over the highest risk: what one year of it counts in the area."""

    @property
    def id(self) -> str:
        """Identifier of its dependency."""
        return self.assessment.dependency.id

    @property
    def dependency(self) -> Dependency:
        """What is left."""
        return self.assessment.dependency

    def serves_any(self, functions: Iterable[str]) -> bool:
        """Whether it serves at least one of these functions."""
        return not set(self.functions).isdisjoint(functions)


@dataclass(frozen=True)
class Inventory:
    """The dependencies outside the zone: those that may move, by rank, and why the others stay."""

    moves: tuple[Move, ...]
    staying: Mapping[str, str] = field(default_factory=dict)
    """Reason by dependency."""
    kept_functions: frozenset[str] = frozenset()
    """Functions of which a dependency to leave stays in place, so that what needs them waits."""


def to_leave(problem: PlanningProblem, assumptions: Assumptions, *, ignores: frozenset[str] = frozenset()) -> Inventory:
    """What may move and what stays. `ignores` holds names of demands left out: see `limits`."""
    moves: list[Move] = []
    staying: dict[str, str] = {}
    kept: set[str] = set()
    for each in problem.diagnosis.assessments:
        if not each.axis(Axis.ULTIMATE_OWNER).is_outside:
            continue
        if _is_free_software(each.dependency, problem):
            staying[each.dependency.id] = FREE_SOFTWARE
            continue
        move = _move_of(each, problem, assumptions, ignores)
        if reason := _why_not_tried(move, problem, ignores):
            staying[move.id] = reason
            kept |= set(move.functions)
        else:
            moves.append(move)
    moves.sort(key=lambda move: (move.assessment.rank, move.id))
    return Inventory(tuple(moves), staying, frozenset(kept))


def precedences(moves: Sequence[Move]) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """Pairs (before, after), then pairs that need each other, near or far: those leave together or not at all."""
    needed = {(other.id, move.id) for move, other in pairs_of(moves, moves) if move is not other and other.serves_any(move.needs)}
    reached = _closure(needed)
    mutual = {(one, other) for one, other in reached if (other, one) in reached and one < other}
    before = sorted(pair for pair in needed if (pair[1], pair[0]) not in reached)
    return tuple(before), tuple(sorted(mutual))


def _closure(pairs: set[tuple[str, str]]) -> set[tuple[str, str]]:
    after: dict[str, set[str]] = {}
    for one, other in pairs:
        after.setdefault(one, set()).add(other)
    reached: set[tuple[str, str]] = set()
    for start, direct in after.items():
        waiting = list(direct)
        while waiting:
            current = waiting.pop()
            if (start, current) not in reached:
                reached.add((start, current))
                waiting.extend(after.get(current, ()))
    return reached


def _move_of(assessment: Assessment, problem: PlanningProblem, assumptions: Assumptions, ignores: frozenset[str]) -> Move:
    """The move of one dependency, its needs in the order of the nomenclature."""
    dependency = assessment.dependency
    own = served_by(dependency, problem.catalogue)
    return Move(
        assessment=assessment,
        options=options_of(dependency, assessment.solution_classes, problem, assumptions, ignores=ignores),
        functions=own,
        needs=tuple(each for each in _needed(own, problem, ignores) if each not in own),
        annual_weight=_amount(dependency, assumptions) * Decimal(assessment.risk.low + assessment.risk.high) / (2 * HIGHEST_RISK),
    )


def _needed(own: Sequence[str], problem: PlanningProblem, ignores: frozenset[str]) -> Sequence[str]:
    known = [function for each in own if (function := problem.nomenclature.function(each))]
    needed = dict.fromkeys(prerequisite for function in known for prerequisite in function.prerequisites)
    if "prerequisites" not in ignores:
        needed |= dict.fromkeys(each.needs for each in problem.constraints.prerequisites if each.function in own)
    return tuple(needed)


def _amount(dependency: Dependency, assumptions: Assumptions) -> Decimal:
    """Annual euros that weigh in the plan: known, else the middle of what was declared, else nominal."""
    if dependency.annual_amount is not None and dependency.annual_amount > 0:
        return dependency.annual_amount
    if dependency.declared_amount is not None:
        low, high = dependency.declared_amount
        if middle := low if high is None else (low + high) / 2:
            return middle
    return assumptions.nominal_amount_eur


def _is_free_software(dependency: Dependency, problem: PlanningProblem) -> bool:
    solution = problem.catalogue.solutions.get(dependency.recognition.solution or "")
    return solution is not None and is_free(solution)


def _why_not_tried(move: Move, problem: PlanningProblem, ignores: frozenset[str]) -> str | None:
    """Why a dependency stays whatever the others do; `None` when it may move."""
    if "kept" not in ignores and not {move.id, *move.functions}.isdisjoint(problem.constraints.kept):
        return KEPT
    if not move.assessment.solution_classes:
        return NO_ALTERNATIVE
    if _has_no_european_maker(move, problem):
        return NO_EUROPEAN_MAKER
    if not move.options:
        return CLASSES_REFUSED
    is_uncosted = all(option.cost is None for option in move.options)
    if is_uncosted and move.assessment.quadrant is Quadrant.WATCH and not _is_demanded(move, problem):
        return UNCOSTED_AND_MODERATE
    return None


def _has_no_european_maker(move: Move, problem: PlanningProblem) -> bool:
    """Whether it is equipment of a kind that the catalogue says nobody makes in the European Union."""
    solution = problem.catalogue.solutions.get(move.dependency.recognition.solution or "")
    maker = problem.catalogue.suppliers.get(solution.supplier if solution else move.dependency.recognition.editor or "")
    is_equipment = maker is not None and SupplierKind.MANUFACTURER in maker.kinds
    return is_equipment and any(gap.is_whole for each in move.functions for gap in problem.catalogue.gaps_for(each))


def _is_demanded(move: Move, problem: PlanningProblem) -> bool:
    return any(each.subject in {move.id, *move.functions} for each in problem.constraints.deadlines)
