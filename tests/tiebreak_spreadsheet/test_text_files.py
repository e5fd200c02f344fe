"""Text files: their encoding, their separator, and what a quote that is never closed swallows."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.tiebreak_spreadsheet.files import read, write_table
from tiebreak import UnreadableFileError
from tiebreak_spreadsheet import encodings, text_files

TITLES = ("Fournisseur", "Libellé", "Montant mandaté")
ALPHA, BETA = ("ALPHA", "licences « élève »", "100,50"), ("BÉTA", "hébergement", "250")


def _content(*rows: str) -> str:
    return "\n".join((";".join(TITLES), *rows)) + "\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "mac_roman", "utf-16"])
@pytest.mark.parametrize("chunk", [1 << 20, 7])
def test_every_encoding_gives_the_same_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str, chunk: int) -> None:
    monkeypatch.setattr(encodings, "CHUNK", chunk)
    reading = read(write_table(tmp_path / "table.csv", (TITLES, ALPHA, BETA), encoding=encoding))
    assert [(line.supplier_text, line.label) for line in reading.spend_lines] == [ALPHA[:2], BETA[:2]]
    said = [notice for notice in reading.notices if "encodage" in notice]
    assert said == ([] if encoding.startswith("utf-8") else [f"encodage reconnu : {encoding}"])


def test_another_encoding_is_told_by_its_letters(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    rows = [f"Поставщик {number};Лицензии программного обеспечения;{number},50" for number in range(100, 140)]
    path.write_text(_content(*rows).replace("é", "e"), encoding="koi8-r")
    reading = read(path)
    assert reading.spend_lines[0].label == "Лицензии программного обеспечения"
    assert "encodage reconnu : koi8_r" in reading.notices


@pytest.mark.parametrize(
    ("rows", "row"),
    [
        pytest.param(('"ALPHA;x;100', "BETA;y;250", "GAMMA;z;300"), 2, id="down to the end"),
        pytest.param(("ALPHA;x;100", '"BETA;y;250', "GAMMA;z;300", 'DELTA";z;300'), 3, id="down to another quote"),
        pytest.param(("ALPHA;x;100", 'BETA;y;"250'), 3, id="in the last cell"),
    ],
)
def test_a_quote_that_is_never_closed_is_told_with_its_row(tmp_path: Path, rows: tuple[str, ...], row: int) -> None:
    path = tmp_path / "table.csv"
    path.write_text(_content(*rows), encoding="utf-8")
    with pytest.raises(UnreadableFileError, match=f"ligne {row} : un guillemet n’est pas refermé"):
        read(path)


def test_a_quoted_cell_of_several_lines_is_one_cell(tmp_path: Path) -> None:
    reading = read(write_table(tmp_path / "table.csv", (TITLES, ("ALPHA", "licences\nde l’année", "100"), BETA)))
    assert reading.spend_lines[0].label == "licences de l’année"


def test_a_quote_within_a_word_is_a_letter(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(_content('ALPHA;écran 24";100', "BETA;y;250"), encoding="utf-8")
    assert [line.label for line in read(path).spend_lines] == ['écran 24"', "y"]


def test_characters_lost_before_the_export_are_counted_by_cell(tmp_path: Path) -> None:
    rows = (("\ufffdDITEUR", "march\ufffd", "100"), ("ALPHA", "march\ufffd", "250"))
    reading = read(write_table(tmp_path / "table.csv", (TITLES, *rows)))
    assert [notice for notice in reading.notices if "perdus" in notice] == [
        "3 cellules contiennent des caractères perdus avant l’export ; elles sont lues sans eux"
    ]


def test_a_cell_longer_than_a_csv_allows_is_refused(tmp_path: Path) -> None:
    path = write_table(tmp_path / "table.csv", (TITLES, ("ALPHA", "x" * (csv.field_size_limit() + 1), "100")))
    with pytest.raises(UnreadableFileError, match="ce n’est pas un CSV lisible"):
        read(path)


def test_the_separator_is_told_by_the_first_rows_however_long_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_files, "SAMPLE_LENGTH", 3)
    rows = [(f"FOURNISSEUR {number}", "a, b, c", "100") for number in range(80)]
    assert len(read(write_table(tmp_path / "table.csv", (TITLES, *rows), delimiter="|")).spend_lines) == 80
