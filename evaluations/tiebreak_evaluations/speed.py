"""Speed as ratios to a named baseline in the same run: machines differ, ratios less."""

from __future__ import annotations

import csv
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from pydantic import TypeAdapter

from tiebreak import SourceOptions, SpendLine, load_registry
from tiebreak_evaluations.measure import Effort, Measure

HELP_TARGET = 2.0
READING_TARGET = 5.0
GROWTH_TARGET = 1.3


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


def reading(effort: Effort) -> list[Measure]:
    """Reading a large table into evidence against validating the same evidence once more, and against a quarter of it."""
    source = next(each.value for each in load_registry(is_strict=True).sources() if each.key == "spreadsheet/tables")
    with tempfile.TemporaryDirectory() as folder:
        whole, quarter = (_table(Path(folder) / f"table-{rows}.csv", rows) for rows in (effort.rows, effort.rows // 4))
        lines = TypeAdapter(tuple[SpendLine, ...])
        raw = lines.dump_python(source.read(whole, SourceOptions()).spend_lines)
        ours = _wall(lambda: source.read(whole, SourceOptions()))
        ours_of_a_quarter = _wall(lambda: source.read(quarter, SourceOptions()))
    baseline = _wall(lambda: lines.validate_python(raw))
    ratio, growth = ours / baseline, ours / ours_of_a_quarter / 4
    return [
        Measure(
            "Lecture d’une grande table",
            f"{ratio:.1f} ×",
            f"≤ {READING_TARGET} ×",
            is_met=ratio <= READING_TARGET,
            reason=f"{effort.rows} lignes en {ours:.1f} s ; référence : valider ces lignes par pydantic, {baseline:.2f} s",
            is_timed=True,
        ),
        Measure(
            "Croissance de la lecture",
            f"{growth:.2f} ×",
            f"≤ {GROWTH_TARGET} ×",
            is_met=growth <= GROWTH_TARGET,
            reason=f"temps par ligne pour {effort.rows} lignes ; référence : pour {effort.rows // 4}",
            is_timed=True,
        ),
    ]


def _table(path: Path, rows: int) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(["Fournisseur", "Libellé", "Montant mandaté TTC"])
        writer.writerows([f"FOURNISSEUR {number % 997}", "Maintenance", f"{number % 5000},50"] for number in range(rows))
    return path


def _cpu(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)


def _wall(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
