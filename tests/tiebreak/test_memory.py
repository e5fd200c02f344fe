"""A correction made once is kept for the tables laid out alike, and for no other."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tiebreak import CaseFileError, ColumnMemory, ColumnUse, Reading, Request, Workbench
from tiebreak.testing import AN_AUTHORITY

TITLES = ("Beneficiaire final", "Somme", "Texte")


def a_table(*titles: str, sheet: str | None = None) -> Reading:
    columns = tuple(ColumnUse(sheet=sheet, title=title, meaning=None) for title in titles)
    return Reading(file="essai.csv", plugin="essai", rows_in_file=1, heading_rows=1, columns=columns)


@pytest.fixture
def memory(tmp_path: Path) -> ColumnMemory:
    return ColumnMemory(tmp_path / "tiebreak" / "colonnes.json")


def test_a_correction_is_kept_with_all_the_titles_of_its_table(memory: ColumnMemory) -> None:
    memory.remember([a_table(*reversed(TITLES))], {"Somme": "montant"})

    (layout,) = ColumnMemory(memory.path).layouts()
    assert layout.fits(TITLES)
    assert not layout.fits((*TITLES, "Autre"))
    assert layout.meanings == {"Somme": "montant"}


def test_nothing_is_written_when_nothing_was_corrected(memory: ColumnMemory) -> None:
    memory.remember([a_table(*TITLES)], {})

    assert not memory.path.exists()
    assert memory.layouts() == ()


def test_a_later_correction_of_the_same_title_takes_the_place_of_the_former(memory: ColumnMemory) -> None:
    memory.remember([a_table(*TITLES)], {"Somme": "montant"})
    memory.remember([a_table("A", "B")], {"A": "fournisseur"})
    memory.remember([a_table(*TITLES)], {"Texte": "objet"})
    memory.remember([a_table(*TITLES)], {"Somme": "prix_unitaire"})

    assert [(layout.titles, dict(layout.meanings)) for layout in memory.layouts()] == [
        (TITLES, {"Somme": "prix_unitaire", "Texte": "objet"}),
        (("A", "B"), {"A": "fournisseur"}),
    ]


def test_a_field_said_of_another_column_is_no_more_that_of_the_former(memory: ColumnMemory) -> None:
    memory.remember([a_table(*TITLES)], {"Somme": "montant"})
    memory.remember([a_table(*TITLES)], {"Texte": "montant"})

    assert dict(memory.layouts()[0].meanings) == {"Texte": "montant"}


def test_a_memory_that_cannot_be_kept_is_said_and_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "fichier").write_text("", encoding="utf-8")
    table = tmp_path / "t.csv"
    table.write_text("Fournisseur;Somme due\nALPHA;10\n", encoding="utf-8")
    workbench = Workbench(memory=ColumnMemory(tmp_path / "fichier" / "colonnes.json"))

    case = workbench.open_case([table], Request(AN_AUTHORITY, date(2026, 6, 1), column_meanings={"Somme due": "montant"}))

    assert case.readings[0].spend_lines[0].amount == 10
    assert any("ni relues ni retenues" in notice for notice in case.readings[0].notices)


def test_each_sheet_has_its_layout(memory: ColumnMemory) -> None:
    columns = (*a_table("A", "B", sheet="1").columns, *a_table("A", "C", sheet="2").columns, *a_table("D", sheet="3").columns)
    reading = Reading(file="essai.xlsx", plugin="essai", rows_in_file=1, heading_rows=1, columns=columns)

    assert [layout.titles for layout in memory.remember([reading], {"A": "montant"})] == [("A", "B"), ("A", "C")]


def test_only_titles_and_meanings_are_kept(memory: ColumnMemory) -> None:
    memory.remember([a_table(*TITLES)], {"Somme": "montant"})

    assert "essai.csv" not in memory.path.read_text(encoding="utf-8")


@pytest.mark.parametrize("content", ["", "pas du JSON", '{"schema_version": 2, "layouts": []}', '{"layouts": [{"titles": []}]}'])
def test_a_damaged_memory_is_said_and_can_be_erased(memory: ColumnMemory, content: str) -> None:
    memory.path.parent.mkdir()
    memory.path.write_text(content, encoding="utf-8")

    with pytest.raises(CaseFileError, match="columns --forget"):
        memory.layouts()
    assert memory.forget() == 0
    assert memory.layouts() == ()


def test_forgetting_tells_how_many_tables_it_was_of(memory: ColumnMemory) -> None:
    memory.remember([a_table(*TITLES), a_table("A", "B")], {"Somme": "montant", "A": "montant"})

    assert memory.forget() == 2
    assert not memory.path.exists()
