"""The baseline: dependencies by rank, each in the best way that still fits. It never says that its plan is the best."""

from __future__ import annotations

from tiebreak_planner.agenda import Agenda
from tiebreak_planner.ways import Way


def by_priority(agenda: Agenda) -> tuple[Way, ...]:
    """Ways taken one by one, in the order of ranks, what they wait for first; pairs that need each other are left out."""
    together = {move for pair in agenda.together for move in pair}
    ways_by_move: dict[str, list[Way]] = {}
    for way in agenda.ways:
        if way.value > 0:
            ways_by_move.setdefault(way.move.id, []).append(way)
    waiting = [move for move in agenda.moves if move.id not in together and move.id in ways_by_move]
    chosen: list[Way] = []
    while waiting:
        ids = {move.id for move in waiting}
        ready = next(
            (move for move in waiting if not any(second == move.id and first in ids for first, second in agenda.before)), None
        )
        if ready is None:
            return tuple(chosen)
        waiting.remove(ready)
        best_first = sorted(ways_by_move[ready.id], key=lambda way: (-way.value, way.start, way.exit))
        if (found := next((way for way in best_first if agenda.allows(chosen, way)), None)) is not None:
            chosen.append(found)
    return tuple(chosen)
