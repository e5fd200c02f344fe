"""Speed and memory of the search of one buyer in the national table of public contracts, against a bare scan of DuckDB."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from tiebreak_evaluations.measure import Effort, Measure

SCAN_TARGET = 1.3
MEMORY_TARGET = 1.3
MEMORY_LIMIT_MB = 700
ROWS_FACTOR = 5
"""Rows of the table for each row of the other evaluations: a scan is fast, and a short one measures its start."""
LARGE = "TIEBREAK_LARGE"
"""Environment variable that asks for a table of the size of the real one, at full effort."""
LARGE_ROWS = 3_000_000
"""About 2 GB."""
MAX_REPEATS = 7
BUYERS = 3_000
SIREN = "210000005"

_NEEDED = (
    "uid", "id", "acheteur_nom", "titulaire_id", "titulaire_typeIdentifiant", "titulaire_nom", "objet", "montant",
    "codeCPV", "dureeMois", "dateNotification", "datePublicationDonnees", "modification_id", "donneesActuelles",
)  # fmt: skip
_OTHERS = 44
"""Columns of the format that the search does not need."""

_OURS = """
import json, sys, time
from pathlib import Path
import duckdb
from tiebreak import Authority, SourceOptions, load_registry
source = next(each.value for each in load_registry(is_strict=True).sources() if each.key == "opendata/contracts")
options = SourceOptions(authority=Authority(name="Acheteur fictif", siren=sys.argv[2]))
start = time.perf_counter()
reading = source.read(Path(sys.argv[1]), options)
seconds = time.perf_counter() - start
status = Path("/proc/self/status").read_text()  # `ru_maxrss` would hold the peak of the process it was forked from
peak = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024
print(json.dumps([seconds, peak, len(reading.contracts)]))
"""
_BARE = """
import json, sys, time
import duckdb
titles = open(sys.argv[1], encoding="utf-8").readline().strip().split(",")
needed = ", ".join(f"count({name})" for name in sys.argv[3:])
columns = ", ".join(f"'{title}': 'VARCHAR'" for title in titles)
scan = f"read_csv('{sys.argv[1]}', header=true, auto_detect=false, columns={{{columns}}})"
duckdb.sql("SET enable_progress_bar = false")
start = time.perf_counter()
(found,) = duckdb.sql(f"SELECT count(*), {needed} FROM {scan} WHERE acheteur_id LIKE '{sys.argv[2]}%'").fetchall()
print(json.dumps([time.perf_counter() - start, found[0]]))
"""


def opendata_speed(effort: Effort) -> list[Measure]:
    """Time of the search against a bare scan of the same file, and its peak of memory against that for a quarter of it."""
    rows = LARGE_ROWS if os.environ.get(LARGE) and effort.rows * ROWS_FACTOR >= LARGE_ROWS // 3 else effort.rows * ROWS_FACTOR
    with tempfile.TemporaryDirectory() as folder:
        quarter = _table(Path(folder) / "quart.csv", rows // 4)
        _, peak_of_a_quarter, _ = _child(_OURS, quarter, SIREN)
        quarter.unlink()
        whole = _table(Path(folder) / "tout.csv", rows)
        size_mb = whole.stat().st_size // 1_000_000
        pairs = [
            (_child(_OURS, whole, SIREN), _child(_BARE, whole, SIREN, *_NEEDED)) for _ in range(min(effort.repeats, MAX_REPEATS))
        ]
    ratio = median(ours[0] / bare[0] for ours, bare in pairs)
    peak = max(ours[1] for ours, _ in pairs)
    growth = peak / peak_of_a_quarter
    seconds, scan = (median(each) for each in zip(*((ours[0], bare[0]) for ours, bare in pairs), strict=True))
    return [
        Measure(
            "Recherche d’un acheteur dans les marchés publics",
            f"{ratio:.2f} ×",
            f"≤ {SCAN_TARGET} ×",
            is_met=ratio <= SCAN_TARGET,
            reason=f"{rows} lignes, {size_mb} Mo en {seconds:.2f} s ; référence : parcours nu de DuckDB, colonnes données, {scan:.2f} s ; "
            f"médiane de {len(pairs)} paires",
            is_timed=True,
        ),
        Measure(
            "Mémoire de cette recherche",
            f"{peak:.0f} Mo, {growth:.2f} ×",
            f"≤ {MEMORY_LIMIT_MB} Mo et {MEMORY_TARGET} ×",
            is_met=growth <= MEMORY_TARGET and peak <= MEMORY_LIMIT_MB,
            reason=f"sommet d’un processus pour {rows} lignes ; référence : {peak_of_a_quarter:.0f} Mo pour {rows // 4}",
            is_timed=True,
        ),
    ]


def _child(program: str, path: Path, *arguments: str) -> list[float]:
    run = subprocess.run([sys.executable, "-c", program, str(path), *arguments], check=True, capture_output=True, text=True)
    found: list[float] = json.loads(run.stdout)
    return found


def _table(path: Path, rows: int) -> Path:
    """A fictitious national table: one row in three thousand is of the buyer, one in five is digital."""
    titles = ["acheteur_id", *_NEEDED, *(f"autre_{rank}" for rank in range(_OTHERS))]
    codes = ("48000000-8", "45000000-7", "33600000-6", "79000000-4", "72267000-4")
    filler = ",".join("donnée fictive" for _ in range(_OTHERS - 5)) + "," * 5
    with path.open("w", encoding="utf-8") as stream:
        stream.write(",".join(titles) + "\n")
        for rank in range(rows):
            buyer = f"{210_000_000 + rank % BUYERS}00012"
            stream.write(
                f"{buyer},{buyer}M{rank},M{rank},COMMUNE FICTIVE,11111111100011,SIRET,SOCIETE FICTIVE {rank % 997},"
                f'"Objet fictif n° {rank}, fourniture et maintenance",{rank % 90_000}.5,{codes[rank % len(codes)]},48,'
                f"2024-03-0{rank % 9 + 1},2024-04-01,0,true,{filler}\n"
            )
    return path
