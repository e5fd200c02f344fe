"""Entry point of the planner plugin."""

from __future__ import annotations

from collections.abc import Sequence

from tiebreak import Planner, hookimpl
from tiebreak_planner.by_priority import PriorityPlanner


@hookimpl
def tiebreak_planners() -> Sequence[Planner]:
    """The planner by priority."""
    return [PriorityPlanner()]
