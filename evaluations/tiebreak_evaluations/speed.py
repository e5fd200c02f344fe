"""Speed as ratios to a named baseline in the same run: machines differ, ratios less."""

from __future__ import annotations

import resource
import subprocess
import sys
from statistics import median

from tiebreak_evaluations.measure import Effort, Measure

HELP_TARGET = 2.0


def start_up(effort: Effort) -> list[Measure]:
    """CPU time of `tiebreak --help` against importing pydantic."""
    ratios = []
    for _ in range(effort.repeats):
        help_time = _cpu([sys.executable, "-m", "tiebreak_cli", "--help"])
        ratios.append(help_time / _cpu([sys.executable, "-c", "import pydantic"]))
    ratio = median(ratios)
    reason = f"médiane de {effort.repeats} paires, temps processeur ; référence : python -c 'import pydantic'"
    return [
        Measure(
            "tiebreak --help", f"{ratio:.2f} ×", f"≤ {HELP_TARGET} ×", is_met=ratio <= HELP_TARGET, reason=reason, is_timed=True
        )
    ]


def _cpu(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)
