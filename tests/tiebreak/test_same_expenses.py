"""The same expenses told by two files count once: the second one is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tiebreak import CaseFile, MappingError, Request, Workbench
from tiebreak.testing import AN_AUTHORITY

LINES = [("ALPHA", "100"), ("BETA", "250,50"), ("GAMMA", "70"), ("DELTA", "15")]


def opened(folder: Path, *files: tuple[str, list[tuple[str, str]]]) -> CaseFile:
    paths = []
    for title, rows in files:
        path = folder / f"fichier-{len(paths)}.csv"
        text = "".join(f"{supplier};{amount}\n" for supplier, amount in rows)
        path.write_text(f"Fournisseur;{title}\n{text}", encoding="utf-8")
        paths.append(path)
    return Workbench().open_case(paths, Request(AN_AUTHORITY, date(2026, 6, 1)))


def test_a_table_made_from_another_one_is_refused_with_both_names(tmp_path: Path) -> None:
    again = [(supplier.title(), amount) for supplier, amount in LINES[:3]] + [("OMEGA", "1"), ("KAPPA", "2")]

    with pytest.raises(MappingError, match=r"« fichier-0\.csv » et « fichier-1\.csv » disent les mêmes dépenses \(3 lignes"):
        opened(tmp_path, ("Montant TTC", LINES), ("Montant TTC", again))


@pytest.mark.parametrize(
    ("title", "rows"),
    [
        pytest.param("Montant TTC", [*LINES[:2], ("OMEGA", "1")], id="two lines alike are chance"),
        pytest.param("Montant TTC", [("OMEGA", "100"), ("KAPPA", "250,50"), ("SIGMA", "70")], id="the same amounts of others"),
        pytest.param("Montant HT", LINES, id="another basis, never added"),
        pytest.param("Montant budgété TTC", LINES, id="another kind, never added"),
    ],
)
def test_expenses_that_differ_or_are_never_added_are_read(tmp_path: Path, title: str, rows: list[tuple[str, str]]) -> None:
    assert len(opened(tmp_path, ("Montant TTC", LINES), (title, rows)).readings) == 2
