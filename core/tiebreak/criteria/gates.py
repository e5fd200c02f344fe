"""Gates: what must be reached before a score may rank, decided only by what no missing answer can change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tiebreak.criteria.chosen import Chosen
from tiebreak.model.criteria import CriteriaSet, Criterion, Gate, Rung
from tiebreak.model.criteria_score import CriteriaScore, GateResult, RequiredLevel


def gate_results(criteria_set: CriteriaSet, answers: Mapping[str, Chosen]) -> tuple[GateResult, ...]:
    """Whether each gate of the set is passed, from the answers to it."""
    return tuple(
        GateResult(gate=gate.id, label=gate.label, is_passed=_is_passed(gate, criteria_set, answers))
        for gate in criteria_set.gates
    )


def with_required(criteria_set: CriteriaSet, required: Iterable[RequiredLevel]) -> CriteriaSet:
    """The set with the gates that a buyer's least levels make on it.

    Raises:
        ValidationError: when the set has no levels, or not that dimension.
    """
    gates = [each.gate(criteria_set) for each in required if each.criteria_set == criteria_set.id]
    return criteria_set.with_gates(gates) if gates else criteria_set


def ranked(scores: Iterable[CriteriaScore]) -> list[CriteriaScore]:
    """Scores in the order that a buyer reads: gates passed, not known yet, failed; in each, the best lower bound first."""
    places = {True: 0, None: 1, False: 2}
    return sorted(scores, key=lambda score: (places[score.is_passed], -(score.low if score.low is not None else -1)))


def _is_passed(gate: Gate, criteria_set: CriteriaSet, answers: Mapping[str, Chosen]) -> bool | None:
    """False as soon as one criterion must fail, true when each of them must pass."""
    results = {_reaches(gate, criterion, answers.get(criterion.id)) for criterion in _asked(gate, criteria_set)}
    return False if False in results else None if None in results else True


def _asked(gate: Gate, criteria_set: CriteriaSet) -> Sequence[Criterion]:
    if gate.criterion is not None:
        return (criteria_set.criterion(gate.criterion),)
    return [each for each in criteria_set.criteria if gate.dimension in {None, each.dimension}]


def _reaches(gate: Gate, criterion: Criterion, chosen: Chosen | None) -> bool | None:
    """Whether the answer, or each of the answers left, reaches the gate."""
    possible = criterion.ladder if chosen is None else (criterion.rung(chosen.rung),)
    results = {_rung_reaches(gate, criterion, rung) for rung in possible}
    return results.pop() if len(results) == 1 else None


def _rung_reaches(gate: Gate, criterion: Criterion, rung: Rung) -> bool:
    """Not applicable holds nothing back."""
    if rung.value is None:
        return True
    if gate.minimum_rung is not None:
        order = [each.id for each in criterion.rated]
        return order.index(rung.id) >= order.index(gate.minimum_rung)
    return gate.minimum_level is None or rung.level is None or rung.level >= gate.minimum_level
