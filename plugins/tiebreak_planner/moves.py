"""What is to be left, what must be moved before it, and in which order to take it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tiebreak import Assessment, PlanningProblem
from tiebreak_planner.costs import Estimate, estimate, functions_of


@dataclass(frozen=True)
class Move:
    """A dependency to leave: what it serves, what its project may cost, what it waits for."""

    assessment: Assessment
    projected: Estimate
    functions: tuple[str, ...]
    needs: tuple[str, ...]
    """Functions to move before, other than its own."""

    @property
    def id(self) -> str:
        """Identifier of its dependency."""
        return self.assessment.dependency.id

    def serves_any(self, functions: Iterable[str]) -> bool:
        """Whether it serves at least one of these functions."""
        return not set(self.functions).isdisjoint(functions)


def move_of(assessment: Assessment, problem: PlanningProblem) -> Move:
    """The move of one dependency, its needs in the order of the nomenclature."""
    own = functions_of(assessment.dependency, problem.catalogue)
    known = [function for each in own if (function := problem.nomenclature.function(each))]
    needed = dict.fromkeys(prerequisite for function in known for prerequisite in function.prerequisites)
    return Move(
        assessment=assessment,
        projected=estimate(
            assessment.dependency,
            problem.catalogue,
            problem.diagnosis.authority.workstations,
            (each.dependency for each in problem.diagnosis.assessments),
        ),
        functions=own,
        needs=tuple(each for each in needed if each not in own),
    )


def in_order(moves: Iterable[Move]) -> tuple[Move, ...]:
    """Each after those that serve what it needs, then by rank.

    Where products that serve several functions need one another, the best ranked of them goes first:
    `needs_served_later` tells what it did not wait for.
    """
    waiting = sorted(moves, key=lambda move: (move.assessment.rank, move.id))
    ordered: list[Move] = []
    while waiting:
        needed = {needs: _needed(needs, waiting) for needs in {move.needs for move in waiting}}
        # Ready: all that it needs, near or far, needs it in turn; true of what needs nothing that waits.
        first = next(move for move in waiting if all(move.id in needed[other.needs] for other in needed[move.needs].values()))
        ordered.append(first)
        waiting = [move for move in waiting if move.id != first.id]
    return tuple(ordered)


def needs_served_later(move: Move, later: Sequence[Move]) -> tuple[str, ...]:
    """Needs of a move that are also served by one placed after it, which needs it in turn."""
    return tuple(need for need in move.needs if any(other.serves_any((need,)) for other in later))


def _needed(needs: tuple[str, ...], waiting: Sequence[Move]) -> Mapping[str, Move]:
    """What waits and serves these functions, or those that what serves them needs, and so on."""
    wanted, found = set(needs), dict[str, Move]()
    while new := [move for move in waiting if move.id not in found and move.serves_any(wanted)]:
        found |= {move.id: move for move in new}
        wanted |= {function for move in new for function in move.needs}
    return found
