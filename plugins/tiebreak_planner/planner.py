"""The planner as the workbench knows it; the solver is loaded only when a plan is asked for."""

from __future__ import annotations

from tiebreak import PlanningProblem, Trajectory

NAME = "optimal"


class OptimalPlanner:
    """Plans by mixed-integer programming."""

    name = NAME
    label = "Calendrier calculé sous échéances, budgets, équipes et prérequis"

    def plan(self, problem: PlanningProblem) -> Trajectory:
        """The trajectory; every dependency outside the zone or unknown is in an action or among what remains.

        Raises:
            PlanningError: with every contradiction of the constraints.
        """
        from tiebreak_planner.trajectory import trajectory_of  # noqa: PLC0415 - loads the solver

        return trajectory_of(problem)
