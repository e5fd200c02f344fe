"""Entry point of the planner plugin."""

from __future__ import annotations

from collections.abc import Sequence

from tiebreak import Planner, hookimpl
from tiebreak_planner.planner import OptimalPlanner


@hookimpl
def tiebreak_planners() -> Sequence[Planner]:
    """The planner of the project."""
    return [OptimalPlanner()]
