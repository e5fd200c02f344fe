"""HiGHS, limited by work and not by the clock, on one thread: the same programme gives the same answer everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

import highspy
import numpy as np

from tiebreak import PluginError
from tiebreak_planner.programme import Programme

EFFORTS = ((800, 0.0, 10_000), (4_000, 0.001, 400), (10**9, 0.005, 300))
"""By number of columns: the share of the best below which the search stops, and the most nodes it may open."""
MORE_WORK = (20.0, 400.0)
"""Times the usual nodes, tried in turn where nothing was found and nothing proved."""
HALF = 0.5


@dataclass(frozen=True)
class Solution:
    """What the solver found."""

    columns: tuple[int, ...]
    """Columns at 1."""
    value: float
    gap: float
    """Largest share by which a better choice could exceed it; 0 when proved best."""
    slack: float
    """Value of the slack column, 0 without any."""


def solve(programme: Programme, *, start: Sequence[int] = (), gap: float = 0.0, work: float = 1.0) -> Solution | None:
    """The best choice, or near it; `None` when nothing satisfies the rows.

    `start` is a choice known to satisfy them. `gap` is a share of the best below which the search may stop
    sooner than its size asks, `work` a share of the nodes that it may open. Where that work finds nothing and does not
    prove that there is nothing, more is done.

    Raises:
        PluginError: when the solver stops for another reason, or finds nothing however much it works.
    """
    if not programme.values:
        return Solution((), 0.0, 0.0, 0.0) if all(row.low <= 0 for row in programme.rows) else None
    scale = max(1.0, max(abs(value) for value in programme.values) / 1000.0)
    stop, nodes = next((share, most) for columns, share, most in EFFORTS if len(programme.values) <= columns)
    model = _model(programme, scale)
    for more in (work, *MORE_WORK):
        solver = _solver(max(gap, stop), max(1, int(nodes * more)))
        solver.passModel(model)
        if start:
            _begin_with(solver, start, len(programme.values))
        solver.run()
        status, information = solver.getModelStatus(), solver.getInfo()
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        if status not in {highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kSolutionLimit}:
            raise PluginError(f"le solveur s’est arrêté : {solver.modelStatusToString(status)}")
        if information.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
            return _solution(programme, solver.getSolution().col_value, information, scale)
    raise PluginError("le solveur n’a trouvé aucun plan, ni prouvé qu’il n’y en a pas ; allégez les demandes")


def _solver(gap: float, nodes: int) -> highspy.Highs:
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, setting in (
        ("output_flag", False),
        ("threads", 1),
        ("parallel", "off"),
        ("random_seed", 0),
        ("mip_rel_gap", gap),
        ("mip_abs_gap", 1e-6),
        ("mip_feasibility_tolerance", 1e-7),
        ("mip_max_nodes", nodes),
    ):
        solver.setOptionValue(option, setting)
    return solver


def _begin_with(solver: highspy.Highs, start: Sequence[int], count: int) -> None:
    known, taken = highspy.HighsSolution(), set(start)
    known.col_value = [1.0 if column in taken else 0.0 for column in range(count)]
    solver.setSolution(known)


def _solution(programme: Programme, values: Sequence[float], information: highspy.HighsInfo, scale: float) -> Solution:
    slacks = set(programme.slacks)
    return Solution(
        columns=tuple(column for column, value in enumerate(values) if column not in slacks and value > HALF),
        value=information.objective_function_value * scale,
        gap=max(0.0, information.mip_gap if information.mip_gap != inf else 1.0),
        slack=max((values[column] for column in slacks), default=0.0),
    )


def _model(programme: Programme, scale: float) -> highspy.HighsLp:
    """The programme in the solver's own arrays, its values divided by `scale`."""
    slacks = set(programme.slacks)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(programme.values), len(programme.rows)
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_ = np.array(programme.values) / scale
    model.col_lower_ = np.zeros(len(programme.values))
    model.col_upper_ = np.array([inf if column in slacks else 1.0 for column in range(len(programme.values))])
    model.integrality_ = [
        highspy.HighsVarType.kContinuous if column in slacks else highspy.HighsVarType.kInteger
        for column in range(len(programme.values))
    ]
    model.row_lower_ = np.array([row.low for row in programme.rows])
    model.row_upper_ = np.array([row.high for row in programme.rows])
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.cumsum([0, *(len(row.columns) for row in programme.rows)], dtype=np.int32)
    model.a_matrix_.index_ = np.array([column for row in programme.rows for column in row.columns], dtype=np.int32)
    model.a_matrix_.value_ = np.array([value for row in programme.rows for value in row.values], dtype=np.float64)
    return model
