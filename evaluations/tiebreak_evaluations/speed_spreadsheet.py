"""Speed and memory of reading large tables into evidence, against what merely reads their cells, in the same run."""

from __future__ import annotations

import csv
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from statistics import median

import openpyxl
from python_calamine import CalamineWorkbook

from tiebreak import Source, SourceOptions, load_registry
from tiebreak_evaluations.measure import Effort, Measure

WORKBOOK_TARGET = 2.5
TEXT_TARGET = 5.0
GROWTH_TARGET = 1.3
PEAK_TARGET_MB = 1200
MOST_PAIRS = 5
"""A pair on 200 000 rows takes five seconds, and the median of five is steady."""
TEXT_FACTOR = 5
"""Rows of the text file for one of the workbook: a million in a full run."""
TITLES = (
    *("Fournisseur", "Objet", "Montant TTC", "Date de mandatement", "Compte"),
    *("Service", "N° de marché", "Imputation", "Nature", "N° mandat"),
)
TEXT_COLUMNS = 8
_FIRST_NAMES = ("ATELIER", "BOUSSOLE", "CARTE", "DIGUE", "ESTUAIRE", "FANAL", "GABARIT", "HALAGE", "ÎLOT", "JETÉE")
_LAST_NAMES = ("SARL", "SAS", "GROUPE", "SERVICES", "OUEST", "LOGICIELS", "TÉLÉCOM", "ÉDITION")
_BOUGHT = ("Maintenance", "Hébergement", "Abonnement", "Licences", "Location", "Support", "Prestation")
_FOR = ("finances", "paie", "portail famille", "téléphonie", "copieurs", "serveurs", "médiathèque", "état civil")
_SERVICES = ("DSI", "Éducation", "Finances", "Médiathèque", "RH", "Urbanisme", "Police municipale")
_ACCOUNTS = ("6156", "65811", "6262", "2051", "6135", "6188", "6064")
_CHILD = """
import sys, time
from pathlib import Path
from tiebreak import SourceOptions, load_registry
source = next(each.value for each in load_registry(is_strict=True).sources() if each.key == "spreadsheet/tables")
start = time.perf_counter()
lines = len(source.read(Path(sys.argv[1]), SourceOptions()).spend_lines)
seconds = time.perf_counter() - start
status = Path("/proc/self/status").read_text() if sys.platform == "linux" else ""
peak = next((line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")), None)
if peak is None:
    import resource
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "darwin" else 1)
print(lines, seconds, peak)
"""
"""Peak memory is that of a process of its own; on Linux that of its program alone, not of the one that started it."""


def spreadsheet_speed(effort: Effort) -> list[Measure]:
    """A workbook against calamine's bare reading, a text file against csv's, both against a quarter of themselves."""
    with tempfile.TemporaryDirectory() as folder:
        book, text = Path(folder) / "mandats.xlsx", Path(folder) / "mandats.csv"
        quarter_book, quarter_text = Path(folder) / "quart.xlsx", Path(folder) / "quart.csv"
        for path, rows in ((book, effort.rows), (quarter_book, effort.rows // 4)):
            _write_book(path, _rows(rows, effort.seed))
        for path, rows in ((text, effort.rows), (quarter_text, effort.rows // 4)):
            _write_text(path, _rows(rows * TEXT_FACTOR, effort.seed))
        pairs = min(effort.repeats, MOST_PAIRS)
        _read(quarter_book)  # what is imported and loaded once is not the reading of a table
        return [
            _ratio(
                "Lecture d’un grand classeur",
                (book, effort.rows),
                _calamine,
                "calamine seul",
                target=WORKBOOK_TARGET,
                pairs=pairs,
            ),
            _growth("Croissance de la lecture d’un classeur", book, quarter_book, pairs),
            _ratio(
                "Lecture d’un grand CSV",
                (text, effort.rows * TEXT_FACTOR),
                _csv,
                "csv.reader seul",
                target=TEXT_TARGET,
                pairs=pairs,
            ),
            _growth("Croissance de la lecture d’un CSV", text, quarter_text, pairs),
            _peak(text, effort.rows * TEXT_FACTOR),
        ]


def _rows(count: int, seed: int) -> Iterator[list[object]]:
    """Rows of mandats as a finance software exports them, with as many different values."""
    generator = random.Random(seed)  # noqa: S311 - a reproducible table, not a secret
    for number in range(1, count + 1):
        yield [
            f"{generator.choice(_FIRST_NAMES)} {generator.choice(_LAST_NAMES)} {generator.randrange(4)}",
            f"{generator.choice(_BOUGHT)} {generator.choice(_FOR)} lot {generator.randrange(2_000)}",
            round(generator.lognormvariate(6.5, 1.4), 2),
            date(2025, 1, 1) + timedelta(days=generator.randrange(365)),
            generator.choice(_ACCOUNTS),
            generator.choice(_SERVICES),
            f"2024-{generator.randrange(300):03}",
            f"{generator.randrange(1, 10)}{generator.randrange(10)}",
            generator.choice(("Facture", "Décompte")),
            number,
        ]


def _write_book(path: Path, rows: Iterator[list[object]]) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Mandats 2025")
    sheet.append(TITLES)
    for row in rows:
        sheet.append(row)
    book.save(path)


def _write_text(path: Path, rows: Iterator[list[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow([*TITLES[: TEXT_COLUMNS - 1], TITLES[-1]])
        for supplier, bought, amount, day, *rest, number in rows:
            said = (supplier, bought, f"{amount:.2f}".replace(".", ","), f"{day:%d/%m/%Y}", *rest)
            writer.writerow([*said[: TEXT_COLUMNS - 1], number])


def _ratio(
    name: str, table: tuple[Path, int], baseline: Callable[[Path], object], said: str, *, target: float, pairs: int
) -> Measure:
    path, rows = table
    times = [(_cpu(lambda: _read(path)), _cpu(lambda: baseline(path))) for _ in range(pairs)]
    ratio = median(ours / theirs for ours, theirs in times)
    ours, theirs = (median(each) for each in zip(*times, strict=True))
    return Measure(
        name,
        f"{ratio:.2f} ×",
        f"≤ {target} ×",
        is_met=ratio <= target,
        reason=f"{rows} lignes en {ours:.2f} s, médiane de {pairs} paires, temps processeur ; référence : {said}, {theirs:.2f} s",
        is_timed=True,
    )


def _growth(name: str, whole: Path, quarter: Path, pairs: int) -> Measure:
    growth = median(_cpu(lambda: _read(whole)) / _cpu(lambda: _read(quarter)) / 4 for _ in range(pairs))
    return Measure(
        name,
        f"{growth:.2f} ×",
        f"≤ {GROWTH_TARGET} ×",
        is_met=growth <= GROWTH_TARGET,
        reason=f"temps par ligne, médiane de {pairs} paires ; référence : un quart du même fichier",
        is_timed=True,
    )


def _peak(path: Path, rows: int) -> Measure:
    found = subprocess.run([sys.executable, "-c", _CHILD, str(path)], capture_output=True, text=True, check=True)
    lines, seconds, kilobytes = found.stdout.split()
    peak = int(kilobytes) // 1000
    return Measure(
        "Mémoire pour un grand CSV",
        f"{peak} Mo",
        f"≤ {PEAK_TARGET_MB} Mo",
        is_met=peak <= PEAK_TARGET_MB and int(lines) == rows,
        reason=f"pic d’un processus à part qui lit {lines} lignes en {float(seconds):.1f} s",
    )


def _read(path: Path) -> object:
    return _source().read(path, SourceOptions())


@cache
def _source() -> Source:
    return next(each.value for each in load_registry(is_strict=True).sources() if each.key == "spreadsheet/tables")


def _calamine(path: Path) -> object:
    return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def _csv(path: Path) -> object:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream, delimiter=";"))


def _cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
