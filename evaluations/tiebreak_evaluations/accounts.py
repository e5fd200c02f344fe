"""Random tables: what is read plus what is left out is the file, to the row and to the cent."""

from __future__ import annotations

import csv
import random
import tempfile
from decimal import Decimal
from pathlib import Path

from tiebreak import MappingError, RowsError, SourceOptions, load_registry
from tiebreak_evaluations.measure import Effort, Measure

SUPPLIERS = ("ALPHA SAS", "Béta", "", "GAMMA SARL", "Delta & Cie", "ÉPSILON")
SEPARATORS = (";", ",", "\t")
ENCODINGS = ("utf-8", "utf-8-sig", "cp1252")


def random_accounts(effort: Effort) -> list[Measure]:
    """Rows and sums of many random tables against what was written in them."""
    source = next(each.value for each in load_registry(is_strict=True).sources() if each.key == "spreadsheet/tables")
    generator = random.Random(effort.seed)  # noqa: S311 - a reproducible sample, not a secret
    exact = refused = 0
    faults: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(effort.tables):
            path = Path(folder) / f"table-{number}.csv"
            written = _write(path, generator)
            try:
                reading = source.read(path, SourceOptions())
            except RowsError as error:
                refused += written["unreadable"] == len(error.problems)
                continue
            except MappingError:
                refused += written["counted"] == 0
                continue
            total = sum((line.amount for line in reading.spend_lines), Decimal(0))
            rows = len(reading.spend_lines) + len(reading.left_out)
            if written["unreadable"] == 0 and total == written["sum"] and rows == written["rows"]:
                exact += 1
            else:
                faults.append(f"{path.name} : {rows} lignes pour {written['rows']}, {total} € pour {written['sum']} €")
    done = exact + refused
    reason = (
        "; ".join(faults[:3])
        or f"{exact} lues au centime, {refused} refusées avec toutes leurs lignes fautives ou faute de ligne qui compte"
    )
    return [
        Measure("Comptes de tables aléatoires", f"{done}/{effort.tables}", "toutes", is_met=done == effort.tables, reason=reason)
    ]


def _write(path: Path, generator: random.Random) -> dict[str, Decimal | int]:
    total, unreadable, rows, counted = Decimal(0), 0, 0, 0
    has_faults = generator.random() < 0.3
    encoding = generator.choice(ENCODINGS)
    with path.open("w", encoding=encoding, errors="strict", newline="") as stream:
        writer = csv.writer(stream, delimiter=generator.choice(SEPARATORS))
        for _ in range(generator.randrange(3)):
            writer.writerow(["Budget de démonstration", "", ""])
        writer.writerow(["Fournisseur", "Libellé", "Montant mandaté TTC"])
        for _ in range(generator.randrange(1, 40)):
            rows += 1
            fate = generator.random()
            supplier = generator.choice(SUPPLIERS)
            if has_faults and fate < 0.1:
                unreadable += 1
                writer.writerow([supplier, "Achat", "à voir"])
            elif fate < 0.15:
                writer.writerow([supplier, "Achat", ""])
            elif fate < 0.2:
                writer.writerow(["TOTAL", "", "999"])
            else:
                cents = generator.randrange(-50_000, 5_000_000)
                total += Decimal(cents) / 100
                counted += 1
                writer.writerow([supplier, "Achat", _spelled(cents, generator)])
    return {"sum": total, "unreadable": unreadable, "rows": rows, "counted": counted}


def _spelled(cents: int, generator: random.Random) -> str:
    """The same amount as people write it."""
    sign, whole, fraction = "-" if cents < 0 else "", abs(cents) // 100, abs(cents) % 100
    grouped = f"{whole:,}".replace(",", generator.choice((" ", "\u00a0")))
    spellings = (f"{sign}{whole},{fraction:02}", f"{sign}{grouped},{fraction:02} €", f"{sign}{whole}.{fraction:02}")
    return generator.choice(spellings)
